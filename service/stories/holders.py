"""Which earlier texts may share shingles with a new one: an index in flat arrays.

Of each text the smallest of its shingles stand in the index (the smallest of random numbers are a fair sample,
as in MinHash), and a new text asks for all of its own. So a part is found in the whole and the whole by its
part. A shingle that many texts hold tells nothing, and is held for the first of them only. Texts are forgotten
a segment at a time.
"""

from array import array
from collections import Counter, deque
from collections.abc import Iterable, Sequence


SAMPLED = 64
HELD = 16
FOUND = 12
FEWEST = 10
"""Texts that hold less than a tenth of what the first one holds are not asked."""
_SEGMENT = 16_384
_FIRST = 1024
_SPREAD = 0x85EBCA6B  # the smallest numbers are no longer spread: an odd factor does it (as in MurmurHash)


class Holders:
    """The index: texts by the shingles they hold, the oldest forgotten first."""

    def __init__(self, segment: int = _SEGMENT) -> None:
        self._size = segment
        self._segments: deque[_Segment] = deque()

    def add(self, text: int, shingles: Sequence[int]) -> None:
        """Take in a text. Shingles come sorted; texts in order of their numbers."""
        if not self._segments or len(self._segments[-1].texts) >= self._size:
            self._segments.append(_Segment())
        self._segments[-1].add(text, shingles[:SAMPLED])

    def find(self, shingles: Sequence[int]) -> list[int]:
        """Give texts that hold some of these, those that hold most first, of equals the oldest."""
        hits: Counter[int] = Counter()
        for segment in self._segments:
            hits.update(segment.find(shingles))
        best = sorted(hits, key=lambda text: (-hits[text], text))[:FOUND]
        return [text for text in best if hits[text] * FEWEST >= hits[best[0]]]

    def forget(self, before: int) -> None:
        """Forget texts with smaller numbers than this, where a whole segment has only such."""
        while self._segments and self._segments[0].texts[-1] < before:
            self._segments.popleft()


class _Segment:
    """A table with open addressing: shingle -> places of texts."""

    def __init__(self) -> None:
        self.texts = array("Q")
        self._used = 0
        self._make(_FIRST)

    def _make(self, size: int) -> None:
        self._mask = size - 1
        self._keys = array("I", bytes(4 * size))
        self._places = array("I", bytes(4 * size))  # counted from 1; 0 is free
        self._marks = bytearray(4 * size)  # asked first: most shingles are nowhere

    def add(self, text: int, shingles: Sequence[int]) -> None:
        self.texts.append(text)
        while (self._used + len(shingles)) * 5 > self._mask * 3:
            self._grow()
        for shingle in shingles:
            self._put(shingle, len(self.texts))

    def find(self, shingles: Iterable[int]) -> Iterable[int]:
        """Give the texts that hold these, as often as they do."""
        mask, keys, places, texts = self._mask, self._keys, self._places, self.texts
        marks, last, found = self._marks, 4 * mask + 3, []
        for shingle in [one for one in shingles if marks[one & last]]:
            at = (shingle * _SPREAD >> 7) & mask
            while places[at]:
                if keys[at] == shingle:
                    found.append(texts[places[at] - 1])
                at = (at + 1) & mask
        return found

    def _put(self, shingle: int, place: int) -> None:
        at, held = (shingle * _SPREAD >> 7) & self._mask, 0
        while self._places[at]:
            held += self._keys[at] == shingle
            if held >= HELD:
                return
            at = (at + 1) & self._mask
        self._keys[at], self._places[at] = shingle, place
        self._marks[shingle & (4 * self._mask + 3)] = 1
        self._used += 1

    def _grow(self) -> None:
        before = list(zip(self._keys, self._places, strict=True))
        self._used = 0
        self._make(2 * (self._mask + 1))
        for shingle, place in before:
            if place:
                self._put(shingle, place)
