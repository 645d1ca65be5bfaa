"""A text -> its fingerprint: the runs of words that it has, as numbers, and the figures in it.

Three words in a row are a shingle; in Hangul eight letters and in scripts without blanks six, as words there
are not cut the same way twice. A figure is the same shingle as any other, so that an update with new figures
is known again; the figures themselves are kept apart and tell an update from tomorrow's report in the same form.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from service.stories.terms import fold, words


SIZE, HANGUL_SIZE, RUN_SIZE = 3, 8, 6
_LONGEST = 3000
"""Words that count; what comes after them is hardly news."""
_RUN = re.compile("[\u3041-\u30ff\u3400-\u9fff\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_ALL = 0xFFFFFFFF
_REMEMBERED = 1 << 17
# The odd factors are those of xxHash: they spread neighbouring sums over all numbers.


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is remembered of a text to know a copy of it."""

    shingles: "array[int]"
    """Without doubles, the smallest first."""
    figures: frozenset[str]
    """Each with the word before it."""
    title: frozenset[str]
    """Words of the title."""
    size: int
    """Of the text: shingles with their doubles."""


def fingerprint(title: str, text: str) -> Fingerprint:
    return fingerprint_of(words(fold(title)), words(fold(text)))


def fingerprint_of(title: Sequence[str], text: Sequence[str]) -> Fingerprint:
    """Make the fingerprint of folded words."""
    listed = text[:_LONGEST]
    found = _shingles(listed)
    return Fingerprint(
        shingles=array("I", sorted(set(found))),
        figures=frozenset(_figures(listed)),
        title=frozenset(title),
        size=len(found),
    )


def _figures(text: Sequence[str]) -> Iterable[str]:
    """Give each figure with the word before it: alone, small ones are shared by chance."""
    for before, word in pairwise(("", *text)):
        if word[0].isdigit():
            yield f"{before} {word}"


def _shingles(text: Sequence[str]) -> list[int]:
    whole = "".join(text)
    if not whole.isascii():
        if len(_RUN.findall(whole)) * 2 > len(whole):
            return _cut(_masked(text), RUN_SIZE)
        if len(_HANGUL.findall(whole)) * 2 > len(whole):
            return _cut(_masked(text), HANGUL_SIZE)
    numbers = [_NUMBERS[word] for word in text]
    runs = zip(numbers, numbers[1:], numbers[2:], strict=False)
    return [(a * 0x9E3779B1 + b * 0x85EBCA77 + c * 0xC2B2AE3D >> 16) & _ALL for a, b, c in runs]


def _masked(text: Sequence[str]) -> str:
    return "".join("0" if word[0].isdigit() else word for word in text)


def _cut(whole: str, size: int) -> list[int]:
    runs = (whole[at : at + size] for at in range(len(whole) - size + 1))
    return [crc32(run.encode()) * 0x9E3779B1 & _ALL for run in runs]


class _Numbers(dict[str, int]):
    """Word -> number, filled as words turn up; every figure has the same."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        number = self[word] = crc32(b"0" if word[0].isdigit() else word.encode()) * 0x9E3779B1
        return number


_NUMBERS = _Numbers()
