"""Which earlier texts may share shingles with a new one: an index in flat arrays.

Of each text the smallest of its shingles stand in the index (the smallest of random numbers are a fair sample,
as in MinHash), and a new text asks for all of its own. So a part is found in the whole and the whole by its
part. A shingle that many texts hold tells nothing, and is held for the first of them only. Texts are forgotten
a segment at a time.
"""

from array import array
from collections import Counter
from collections.abc import Iterable

import numpy as np

from service.stories.terms import Numbers


SAMPLED = 64
HELD = 16
FOUND = 12
FEWEST = 10
"""Texts that hold less than a tenth of what the first one holds are not asked."""
_FIRST = 1024
_SPREAD = 0x85EBCA6B  # the smallest numbers are no longer spread: an odd factor does it (as in MurmurHash)


class Holders:
    """The index of one segment: a table with open addressing, shingle -> places of texts."""

    def __init__(self) -> None:
        self.texts = array("Q")
        self._used = 0
        self._make(_FIRST)

    def _make(self, size: int) -> None:
        self._mask = size - 1
        self._keys = array("I", bytes(4 * size))
        self._places = array("I", bytes(4 * size))  # counted from 1; 0 is free
        self._marks = bytearray(4 * size)  # asked first: most shingles are nowhere
        self._marked = np.frombuffer(self._marks, np.uint8)

    def add(self, text: int, shingles: Numbers) -> None:
        """Take in a text. Shingles come sorted."""
        sample = shingles[:SAMPLED].tolist()
        self.texts.append(text)
        while (self._used + len(sample)) * 5 > self._mask * 3:
            self._grow()
        for shingle in sample:
            self._put(shingle, len(self.texts))

    def undo(self, shingles: Numbers) -> None:
        """Take out the text that was added last, whose shingles these are."""
        place = len(self.texts)
        for shingle in reversed(shingles[:SAMPLED].tolist()):
            at = self._start(shingle)
            while self._places[at] and (self._keys[at], self._places[at]) != (shingle, place):
                at = (at + 1) & self._mask
            self._used -= self._places[at] == place  # not held: enough others did
            self._keys[at] = self._places[at] = 0
        self.texts.pop()

    def find(self, shingles: Numbers) -> Counter[int]:
        """Give the texts that hold some of these, and how many."""
        marked = shingles[self._marked[shingles & np.uint32(4 * self._mask + 3)] != 0]
        return Counter(self._held(marked.tolist()))

    def _held(self, shingles: Iterable[int]) -> Iterable[int]:
        mask, keys, places, texts = self._mask, self._keys, self._places, self.texts
        for shingle in shingles:
            at = (shingle * _SPREAD >> 7) & mask
            while place := places[at]:
                if keys[at] == shingle:
                    yield texts[place - 1]
                at = (at + 1) & mask

    def _start(self, shingle: int) -> int:
        return (shingle * _SPREAD >> 7) & self._mask

    def _put(self, shingle: int, place: int) -> None:
        at, held = self._start(shingle), 0
        while self._places[at]:
            held += self._keys[at] == shingle
            if held >= HELD:
                return
            at = (at + 1) & self._mask
        self._keys[at], self._places[at] = shingle, place
        self._marks[shingle & (4 * self._mask + 3)] = 1
        self._used += 1

    def _grow(self) -> None:
        """Make a table of twice the size, filled in the order of the texts: so `undo` finds the last as last."""
        keys, places = np.array(self._keys), np.array(self._places)
        order = np.argsort(places, kind="stable")[len(places) - self._used :]
        self._used = 0
        self._make(2 * (self._mask + 1))
        for shingle, place in zip(keys[order].tolist(), places[order].tolist(), strict=True):
            self._put(shingle, place)
