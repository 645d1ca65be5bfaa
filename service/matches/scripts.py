"""Which writing a letter belongs to; letters of two writings in one word; words that look alike."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache


_ONE_WRITING = {"CJK": "HAN", "HIRAGANA": "HAN", "KATAKANA": "HAN"}
_MIXED_UP = ("LATIN", "CYRILLIC", "GREEK")
_LATIN = "ABEKMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXov"
_OTHER = "АВЕКМНОРСТУХІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧον"
_AS_LATIN = dict(zip(_OTHER, _LATIN, strict=True))
_FROM_LATIN = {
    (script_, latin): other
    for other, latin in _AS_LATIN.items()
    for script_ in [unicodedata.name(other).split()[0]]
}
_LATIN_AND = re.compile("[A-Za-z\u0370-\u03ff\u1f00-\u1fff]")
_OTHERS = re.compile("[\u0370-\u052f\u1f00-\u1fff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORT = 5
"""Letters below which the first one has to agree."""


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """Name the writing of a letter: LATIN, CYRILLIC, HANGUL, …; Han and Kana are one."""
    first = unicodedata.name(unicodedata.normalize("NFKC", char)[:1], "").split(" ")[0]
    return _ONE_WRITING.get(first, first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """A word in letters of two writings."""

    start: int
    word: str
    odd: str
    """The first letter of those that are fewer."""
    script: str
    """Theirs."""
    others: str
    """That of the others."""
    plain: str | None
    """The word in one writing; None where the odd letters look like none of it."""


def mixtures(text: str) -> Iterator[Mixture]:
    """Find words in which a letter of another writing stands, as one types who changes keyboards."""
    if _LATIN_AND.search(text) is None or _OTHERS.search(text) is None:
        return
    for found in _LETTERS.finditer(text):
        if not found[0].isascii() and (mixture := _mixture(found[0], found.start())):
            yield mixture


def _mixture(word: str, start: int) -> Mixture | None:
    count = Counter(name for char in word if (name := script_of(char)) in _MIXED_UP)
    if len(count) < 2:
        return None
    others = count.most_common(1)[0][0]
    odd = next(c for c in word if script_of(c) in _MIXED_UP and script_of(c) != others)
    script = script_of(odd)
    written = [_written(char, others) for char in word]
    plain = None if None in written else "".join(filter(None, written))
    if plain is None and "GREEK" in count:
        return None  # α, μ and Ω stand for something
    return Mixture(start=start, word=word, odd=odd, script=script, others=others, plain=plain)


def _written(char: str, script: str) -> str | None:
    """Give the letter of a writing that looks like this one."""
    if script_of(char) not in _MIXED_UP or script_of(char) == script:
        return char
    latin = _AS_LATIN.get(char, char if script_of(char) == "LATIN" else None)
    if script == "LATIN" or latin is None:
        return latin
    return _FROM_LATIN.get((script, latin))


def closest(word: str, choices: Iterable[str]) -> str | None:
    """Find what looks most like a word: in its writing, with half of the letters in common."""
    wanted = _scripts(word)
    alike = [one for one in choices if _scripts(one) == wanted and _begins_alike(word, one)]
    return next((one for one in get_close_matches(word, alike, n=3) if _is_half(word, one)), None)


def _scripts(word: str) -> frozenset[str]:
    return frozenset({"LATIN"} if word.isascii() else {script_of(c) for c in word if c.isalpha()})


def _begins_alike(word: str, other: str) -> bool:
    return min(len(word), len(other)) >= _SHORT or word[:1] == other[:1]


def _is_half(word: str, other: str) -> bool:
    blocks = SequenceMatcher(None, other, word).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) >= max(len(word), len(other))
