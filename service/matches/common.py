"""Words that nearly every article has: no good to look for first, and alone hardly a rule.

Folded, for the languages that have forms. A word that means something in another of them (German
*war*, French *or*) is not here.
"""

import zlib
from functools import cache
from importlib.resources import files


_COMMON = """
a an the and or but nor not no of in on at by for from to with without into over under after before
between during against about as than then so if when while where which who whom whose what why how
that this these those there here it its he him his she her they them their we us our you your i me
my is are was were be been being am has have had having do does did done will would can could may
might must shall should also more most much many some any all both each other another such only own
same very too just even still again once up down out off back now new first last one two three four
five six seven eight nine ten year years day days week weeks month months time times today monday
tuesday wednesday thursday friday saturday sunday january february march april june july august
september october november december say says said saying told tell according make made take took get
got go going come came see seen use used people man men woman women part way world country countries
government state states president minister leader official officials report reports reported news
international national public like since because through told un s t
der die das und von den mit im des auf ein eine le la les de et en un une du des el los las y del que
il di e che и в на не что с по
nicht ist sich dem auch eine einen einer wird sind nach aber wie zum zur bei aus noch
dans qui sur pas sont ont avec plus cette ses
los las con para por una su como pero sus fue este esta desde sobre entre
della del dei delle alla nel nella sono con per una anche gli
nao uma com foi dos das pelo pela ao
sie nie jest ze od dla przez oraz jak jego przy
bir ve bu icin ile olarak daha gibi olan
это как был для его так от из за мы они же но также после года году был была были
що та для від як це до є був його про також після року
και το του η ο την τησ με για απο να στο που οτι στη στην των θα δεν
في من على ان الى عن مع هذا التي الذي بعد
של את על לא עם הוא זה כי אל גם
"""


def common_words() -> frozenset[str]:
    return _WORDS


_WORDS = frozenset(_COMMON.split())


def commonness(word: str) -> float:
    """Guess how often a word turns up; only the order matters.

    By its rank, as word frequencies go (Zipf); of words without one the longer are the rarer.
    """
    if word in _WORDS:
        return 1000
    rank = _ranks().get(word)
    return 1 + max(0, 14 - len(word)) / 14 if rank is None else 2 + 30_000 / (rank + 50)


@cache
def _ranks() -> dict[str, int]:
    """Read the frequent English words, the most frequent first (`build_ranks`)."""
    data = files("service.matches").joinpath("tables/en.ranks").read_bytes()
    return {word: rank for rank, word in enumerate(zlib.decompress(data).decode().split("\n"))}
