"""A text -> its fingerprint: the runs of words that it has, as numbers, and the figures in it.

Three words in a row are a shingle; in Hangul eight letters and in scripts without blanks six, as words there
are not cut the same way twice. A figure is the same shingle as any other, so that an update with new figures
is known again; the figures themselves are kept apart and tell an update from tomorrow's report in the same form.
"""

import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from service.stories.codes import FIGURE, Codes, Numbers, code, firsts_of, runs
from service.stories.terms import number_of, read


SIZE, HANGUL_SIZE, RUN_SIZE = 3, 8, 6
_SIZES = struct.Struct("=III")
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

    def packed(self) -> bytes:
        """Give it as it lies in memory: three arrays take half as much again."""
        parts = self.shingles, self.figures, self.title
        return b"".join([_SIZES.pack(*map(len, parts)), *(part.tobytes() for part in parts)])


def unpacked(packed: bytes) -> Fingerprint:
    """Read what `packed` gave in this process."""
    shingles, figures, title = _SIZES.unpack_from(packed)
    whole = np.frombuffer(packed, np.uint32, shingles + figures + title, _SIZES.size)
    return Fingerprint(
        shingles=whole[:shingles],
        figures=whole[shingles : shingles + figures],
        title=whole[shingles + figures :],
    )


def fingerprint(title: str, text: str) -> Fingerprint:
    head, body = read(title), read(text)
    return fingerprint_of(head, code(head), body, code(body))


def fingerprint_of(
    title: Sequence[str], titled: Codes, text: Sequence[str], coded: Codes
) -> Fingerprint:
    """Make the fingerprint of folded words and their codes; what is short is known by its title, too."""
    if len(text) >= _SHORT:
        listed, codes = text[:_LONGEST], coded[:_LONGEST]
    else:
        listed, codes = [*title, *text], np.concatenate((titled, coded))
    numbers = runs(codes)
    return Fingerprint(
        shingles=_shingles(listed, numbers),
        figures=_numbered(_figures(listed, np.flatnonzero(numbers == FIGURE).tolist())),
        title=_numbered(title),
    )


def _numbered(words: Iterable[str]) -> Numbers:
    return np.array(sorted({number_of(word) for word in words}), np.uint32)


def _figures(text: Sequence[str], places: Iterable[int]) -> Iterable[str]:
    """Give each figure with the word before it: alone, small ones are shared by chance."""
    return (f"{text[at - 1] if at else ''} {text[at]}" for at in places)


def _shingles(text: Sequence[str], numbers: Codes) -> Numbers:
    whole = "".join(text)
    if not whole.isascii():
        if len(_RUN.findall(whole)) * 2 > len(whole):
            return np.sort(_numbered(_cut(_masked(text), RUN_SIZE)) * _SPREAD)
        if len(_HANGUL.findall(whole)) * 2 > len(whole):
            return np.sort(_numbered(_cut(_masked(text), HANGUL_SIZE)) * _SPREAD)
    spread = numbers * _FIRST
    threes = spread[:-2] * _FIRST + spread[1:-1] * _SECOND + spread[2:] * _THIRD
    found: Numbers = (threes >> _SHIFT).astype(np.uint32)
    found.sort()
    return found[firsts_of(found)]


def _masked(text: Sequence[str]) -> str:
    return "".join("0" if word[0].isdigit() else word for word in text)


def _cut(whole: str, size: int) -> Iterable[str]:
    return (whole[at : at + size] for at in range(len(whole) - size + 1))
