"""British and American spellings: two words to us, as neither is a form of the other."""

import re
from functools import lru_cache

from service.matches.forms import table


# What stands in the word, what would stand there: the first that gives a word of the dictionary.
_TWINS = (
    (r"our(?=s?$|ed$|ing$|able$|ful$|ite)", "or"),
    (r"or(?=s?$|ed$|ing$|able$|ful$|ite)", "our"),
    (r"(?<=[bcdghptv])re(?=s?$|d$)", "er"),
    (r"(?<=[bcdghptv])er(?=s?$|ed$)", "re"),
    (r"(?<=en)ce(?=s?$)", "se"),
    (r"(?<=en)se(?=s?$)", "ce"),
    (r"(?<=\w{2}i)s(?=e[sd]?$|ing$|ation)", "z"),
    (r"(?<=\w{2}i)z(?=e[sd]?$|ing$|ation)", "s"),
    (r"(?<=ly)s(?=e[sd]?$|ing$)", "z"),
    (r"(?<=ly)z(?=e[sd]?$|ing$)", "s"),
    (r"ogue(?=s?$)", "og"),
    (r"og(?=s?$)", "ogue"),
    (r"aes?(?=[dmst])", "e"),
)
_ANY = re.compile("|".join(pattern for pattern, _ in _TWINS))
_RULES = [(re.compile(pattern), new) for pattern, new in _TWINS]
_OTHERS = {
    "aluminium": "aluminum",
    "artefact": "artifact",
    "grey": "gray",
    "manoeuvre": "maneuver",
    "plough": "plow",
    "sulphur": "sulfur",
}
_OTHER_WAY = {american: british for british, american in _OTHERS.items()}
_SHORTEST = 5
_WORDS_OF_THEIR_OWN = re.compile(
    r"(?:surpri|exerci|compr|enterpri|adverti|supervi|merchandi|experti|err|emper|scou?r|tou?r|pou?r"
    r"|pri[sz]e|tenor|tenour|meters?$|grams?$|program)"
)
"""Of which the other spelling is an old one, or means something else."""


@lru_cache(maxsize=8192)
def other_spelling(word: str) -> str | None:
    """Give the other spelling of a folded English word, as far as a dictionary has both."""
    known = _OTHERS.get(word) or _OTHER_WAY.get(word)
    if known or not _ANY.search(word) or len(word) < _SHORTEST or _WORDS_OF_THEIR_OWN.match(word):
        return known
    find = table("en").find
    for pattern, new in _RULES:
        twin, count = pattern.subn(new, word, count=1)
        if count and twin != word and find(word) and find(twin):
            return twin
    return None
