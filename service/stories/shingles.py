"""A text -> its fingerprint: the runs of words that it has, as numbers, and the figures in it.

Three words in a row are a shingle; in Hangul eight letters and in scripts without blanks six, as words there
are not cut the same way twice. A figure is the same shingle as any other, so that an update with new figures
is known again; the figures themselves are kept apart and tell an update from tomorrow's report in the same form.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from service.stories.terms import REMEMBERED, Numbers, number_of, read


SIZE, HANGUL_SIZE, RUN_SIZE = 3, 8, 6
_LONGEST = 3000
"""Words that count; what comes after them is hardly news."""
_SHORT = 20
"""Words: a shorter text says nothing without its title ("Follow our live coverage")."""
_RUN = re.compile("[\u3041-\u30ff\u3400-\u9fff\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
# The odd factors are those of xxHash: they spread neighbouring sums over all numbers.
_FIRST, _SECOND, _THIRD = np.uint64(0x9E3779B1), np.uint64(0x85EBCA77), np.uint64(0xC2B2AE3D)
_SHIFT, _SPREAD = np.uint64(16), np.uint32(0x9E3779B1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fingerprint:
    """What is remembered of a text to know a copy of it."""

    shingles: Numbers
    """Without doubles, the smallest first, as all here."""
    figures: Numbers
    """Each with the word before it."""
    title: Numbers
    """Words of the title."""


def fingerprint(title: str, text: str) -> Fingerprint:
    return fingerprint_of(read(title), read(text))


def fingerprint_of(title: Sequence[str], text: Sequence[str]) -> Fingerprint:
    """Make the fingerprint of folded words; what is short is known by its title, too."""
    listed = text[:_LONGEST] if len(text) >= _SHORT else [*title, *text]
    numbers = np.array([_NUMBERS[word] for word in listed], np.uint64)
    return Fingerprint(
        shingles=_shingles(listed, numbers),
        figures=_numbered(_figures(listed, np.flatnonzero(numbers == _FIGURE).tolist())),
        title=_numbered(title),
    )


def _numbered(words: Iterable[str]) -> Numbers:
    return np.array(sorted({number_of(word) for word in words}), np.uint32)


def _figures(text: Sequence[str], places: Iterable[int]) -> Iterable[str]:
    """Give each figure with the word before it: alone, small ones are shared by chance."""
    return (f"{text[at - 1] if at else ''} {text[at]}" for at in places)


def _shingles(
    text: Sequence[str], numbers: "np.ndarray[tuple[int], np.dtype[np.uint64]]"
) -> Numbers:
    whole = "".join(text)
    if not whole.isascii():
        if len(_RUN.findall(whole)) * 2 > len(whole):
            return np.sort(_numbered(_cut(_masked(text), RUN_SIZE)) * _SPREAD)
        if len(_HANGUL.findall(whole)) * 2 > len(whole):
            return np.sort(_numbered(_cut(_masked(text), HANGUL_SIZE)) * _SPREAD)
    spread = numbers * _FIRST
    runs = spread[:-2] * _FIRST + spread[1:-1] * _SECOND + spread[2:] * _THIRD
    return np.unique((runs >> _SHIFT).astype(np.uint32))


def _masked(text: Sequence[str]) -> str:
    return "".join("0" if word[0].isdigit() else word for word in text)


def _cut(whole: str, size: int) -> Iterable[str]:
    return (whole[at : at + size] for at in range(len(whole) - size + 1))


class _Numbers(dict[str, int]):
    """Word -> number, filled as words turn up; every figure has the same."""

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        number = self[word] = _FIGURE if word[0].isdigit() else number_of(word)
        return number


_NUMBERS = _Numbers()
_FIGURE = number_of("0")
