"""Texts in plain letters -> the numbers of their words, for many texts at once and without making the words.

A number is the CRC-32 of the letters (`terms.number_of`): here it is made letter after letter, of all words at a
time, which takes a fraction of looking each up. What a word is, and what its term, `terms` says.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import overload

import numpy as np
import numpy.typing as npt

from service.stories.codes import FIGURE, Coded, Numbers, code
from service.stories.terms import BLANKED, LEAST, LETTERS, MOST, number_of, plain, read


_Places = npt.NDArray[np.int64]
_Bytes = npt.NDArray[np.uint8]
_BYTE, _LAST, _ALL = np.uint32(8), np.uint32(0xFF), np.uint32(0xFFFFFFFF)
_DIGITS = ord("0"), ord("9")
_BETWEEN = " "
"""No word goes on in the next text."""


def _crc_table() -> Numbers:
    """Give what each byte does to a sum: that of CRC-32, as in zlib."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(
            table & 1, (table >> np.uint32(1)) ^ np.uint32(0xEDB88320), table >> np.uint32(1)
        )
    return table


_CRC = _crc_table()
_IS_LETTER = np.array([letter != " " for letter in BLANKED.ljust(256)])


class Spelled(Sequence[str]):
    """The words of one text, each made when it is asked for."""

    def __init__(self, letters: str, starts: _Places, ends: _Places) -> None:
        self._letters, self._starts, self._ends = letters, starts, ends

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> "Spelled": ...
    def __getitem__(self, at: int | slice) -> "str | Spelled":
        if isinstance(at, slice):
            return Spelled(self._letters, self._starts[at], self._ends[at])
        return self._letters[self._starts[at] : self._ends[at]]


def read_all(texts: Sequence[str]) -> list[Coded]:
    """Number the words of texts: what is not in plain letters is looked up word by word."""
    letters = [plain(text) for text in texts]
    spelled = iter(spell([text for text in letters if text is not None]))
    return [
        code(read(text)) if letter is None else next(spelled)
        for text, letter in zip(texts, letters, strict=True)
    ]


def spell(texts: Sequence[str]) -> list[Coded]:
    """Number the words of texts in small plain letters."""
    letters = _BETWEEN.join(["", *texts, ""])
    read = np.frombuffer(letters.encode("ascii"), np.uint8)
    starts, ends = _edges(read)
    first = read.take(starts)
    is_figure = (first >= _DIGITS[0]) & (first <= _DIGITS[1])
    begun, whole = _sums(read, starts, np.minimum(ends - starts, MOST))
    terms, is_term = np.where(is_figure, whole, begun), ends - starts >= LEAST
    for at in np.flatnonzero(ends - starts > MOST).tolist():
        whole[at] = number_of(letters[starts[at] : ends[at]])
    runs = np.where(is_figure, np.uint32(FIGURE), whole).astype(np.uint64)
    bounds = starts.searchsorted(np.cumsum([0, *(len(text) + 1 for text in texts)]))
    return [
        Coded(
            words=Spelled(letters, starts[here:there], ends[here:there]),
            runs=runs[here:there],
            terms=terms[here:there][is_term[here:there]],
        )
        for here, there in pairwise(bounds.tolist())
    ]


def _edges(read: _Bytes) -> tuple[_Places, _Places]:
    """Say where words begin and end; the first and the last sign are of none."""
    inside = _IS_LETTER.take(read)
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    return edges[::2], edges[1::2]


def _sums(read: _Bytes, starts: _Places, lengths: _Places) -> tuple[Numbers, Numbers]:
    """Give the sums of the first letters of words, and of so many as are asked for."""
    longest = np.argsort(lengths.astype(np.uint8), kind="stable")[::-1]
    starts, lengths = starts[longest], lengths[longest]
    reaching = np.searchsorted(-lengths, -np.arange(MOST)).tolist()
    sums = np.full(len(starts), _ALL, np.uint32)
    begun, whole = np.empty_like(sums), np.empty_like(sums)
    for letter, words in enumerate(reaching):
        if letter == LETTERS:
            begun[longest] = ~sums
        going, read_on = sums[:words], read.take(starts[:words] + letter)
        sums[:words] = _CRC.take((going ^ read_on) & _LAST) ^ (going >> _BYTE)
    whole[longest] = ~sums
    return begun, whole
