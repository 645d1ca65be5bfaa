"""Words that nearly every article has: no good to look for first, and alone hardly a rule."""

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
"""


def common_words() -> frozenset[str]:
    return _WORDS


_WORDS = frozenset(_COMMON.split())
