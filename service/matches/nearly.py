"""Names in nearly this spelling: `Shoigu~`.

Another spelling has the same script and the same first letter or digraph, is capitalised where its
script has case, lies one edit away (a letter more, less, or another) from five letters on and two
from nine, and is no dictionary word. The name itself, capitalised, is always found.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from service.matches.common import common_words
from service.matches.forms import TABLES, table
from service.matches.nodes import Nearly


_ONE_EDIT_FROM = 5
_TWO_EDITS_FROM = 9
_DIGRAPHS = frozenset(
    [
        "ch",
        "dh",
        "dj",
        "dz",
        "gh",
        "kh",
        "ph",
        "sh",
        "th",
        "ts",
        "tz",
        "wh",
        "zh",
        "дж",
        "дз",
        "μπ",
        "ντ",
        "γκ",
        "γγ",
        "τζ",
        "τσ",
    ]
)
_CASELESS_SCRIPTS = frozenset({"GEORGIAN"})  # its capitals are for headlines only


def edits_of(word: str) -> int:
    """Give how many letters may differ in another spelling of a name so long."""
    letters = sum(char.isalpha() for char in word)
    return (letters >= _ONE_EDIT_FROM) + (letters >= _TWO_EDITS_FROM)


def literals_of(nearly: Nearly) -> frozenset[str]:
    """Give one piece more than there are edits: of each spelling at least one is untouched.

    The first letter is the same, so that an untouched first piece begins the word.
    """
    word, count = nearly.word, nearly.edits + 1
    if count == 1:
        return frozenset({f" {word} "})
    first, *rest = _pieces(word, count)
    return frozenset({f" {first}", *rest})


def _pieces(word: str, count: int) -> list[str]:
    edges = [len(word) * number // count for number in range(count + 1)]
    return [word[edges[n] : edges[n + 1]] for n in range(count)]


def opening(word: str) -> str:
    """Give what another spelling begins with too: a digraph, or a letter."""
    return word[:2] if word[:2] in _DIGRAPHS else word[:1]


def spelt_like(nearly: Nearly, shapes: Mapping[tuple[str, int], Sequence[str]]) -> Iterator[str]:
    """Give the words that may be another spelling, or the same; case is not asked here.

    `shapes` are all words, by first letter and length.
    """
    name, edits = nearly.word, nearly.edits
    pieces = _pieces(name, edits + 1)
    for length in range(len(name) - edits, len(name) + edits + 1):
        for word in shapes.get((name[:1], length), ()):
            if any(piece in word for piece in pieces) and is_spelt_like(word, nearly):
                yield word


def is_spelt_like(word: str, nearly: Nearly) -> bool:
    """Tell whether a folded word may be another spelling, or the same; case is not asked here."""
    name, edits = nearly.word, nearly.edits
    if word == name:
        return True
    return (
        abs(len(word) - len(name)) <= edits
        and opening(word) == opening(name)
        and is_within(word, name, edits)
        and _script(word) == _script(name)
    )


@lru_cache(maxsize=4096)
def _script(word: str) -> frozenset[str]:
    return frozenset(_script_of(char) for char in word if char.isalpha())


def _script_of(char: str) -> str:
    return unicodedata.name(char, "?").split()[0].partition("-")[0]


@lru_cache(maxsize=16_384)
def is_listed(word: str, written: str, languages: tuple[str, ...]) -> bool:
    """Tell whether a dictionary of one of these languages has a word as no name.

    `written` is the word with its capitals and accents. In small letters a dictionary has no names;
    German writes all nouns with a capital.
    """
    if word in common_words():
        return True
    known = {language.partition("-")[0].lower() for language in languages} & TABLES
    return any(
        table(language).find(spelling) is not None
        for language in sorted(known)
        for spelling in _spellings(word, written, language)
    )


def _spellings(word: str, written: str, language: str) -> set[str]:
    small = {word, written.lower()} - {""}
    return small | {one.capitalize() for one in small} if language == "de" else small


def is_capitalised(surface: str) -> bool:
    """Tell whether a word as it is written begins with a capital, where its script has them."""
    first = next((char for char in surface if char.isalpha()), "")
    if not (first.isupper() or first.islower()) or _script_of(first) in _CASELESS_SCRIPTS:
        return True
    return first.isupper() or first.istitle()


def is_within(one: str, other: str, edits: int) -> bool:
    """Tell whether so many letters more, less or another make one word the other."""
    if len(one) < len(other):
        one, other = other, one
    start = 0
    while start < len(other) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if not edits or not other:
        return len(one) <= edits
    if len(one) - len(other) > edits:
        return False
    if is_within(one[1:], other, edits - 1) or is_within(one[1:], other[1:], edits - 1):
        return True
    return is_within(one, other[1:], edits - 1)
