"""Which earlier texts may share shingles with new ones: an index in flat arrays.

Of each text the smallest of its shingles stand in the index (the smallest of random numbers are a fair sample,
as in MinHash), and a new text asks for all of its own. So a part is found in the whole and the whole by its
part. A shingle that many texts hold tells nothing: the first of them are enough.

Texts stand in a few sorted runs, each several times as long as the next; the newest become one when something
is asked. Many texts are asked for at once: to one, what it costs to ask is more than what it costs to look.
What is found depends on the texts alone, not on how they came to stand in runs.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.stories.codes import NONE, Gathered, Numbers, Places, firsts_of, gather, whose


SAMPLED = 64
HELD = 16
_YOUNG = 64
"""Texts that are in no run, at most."""
_TIMES = 3
_BITS = 16
"""Of a run's filter for each of its shingles, at least: of those that it lacks few are looked for."""
_Bytes = npt.NDArray[np.uint8]
_SPREAD = np.uint32(0x85EBCA6B)
"""The smallest numbers are no longer spread: an odd factor does it (as in MurmurHash)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Run:
    """Shingles and their holders, sorted; holders of one shingle in the order of their coming."""

    keys: Numbers
    orders: Numbers
    filter: _Bytes

    def find(self, keys: Numbers, bits: _Bytes) -> tuple[Places, Places, Places]:
        """Say which of the keys are held, where their holders begin, and how many there are."""
        likely = np.flatnonzero(self.filter.take(keys >> _shift(len(self.filter))) & bits)
        asked = keys[likely]
        starts = self.keys.searchsorted(asked)
        held = np.flatnonzero(self.keys.take(starts, mode="clip") == asked)
        starts = starts[held]
        return likely[held], starts, self.keys.searchsorted(asked[held], "right") - starts


def _bits(keys: Numbers) -> _Bytes:
    """Give for each key the bit that it has in a byte of a filter: by its last digits."""
    return np.left_shift(np.uint8(1), (keys & np.uint32(7)).astype(np.uint8))


def _shift(size: int) -> np.uint32:
    """Tell by how much a key is shifted to give its byte in a filter of so many: by its first digits."""
    return np.uint32(32 - (size - 1).bit_length())


def _run(keys: Numbers, orders: Numbers) -> _Run:
    """Sort pairs that come in the order of their holders."""
    sorting = np.argsort(keys, kind="stable")
    return _sorted_run(keys[sorting], orders[sorting])


def _sorted_run(keys: Numbers, orders: Numbers) -> _Run:
    filled = np.zeros(1 << max(3, (len(keys) * _BITS // 8).bit_length()), np.uint8)
    places = keys >> _shift(len(filled))
    firsts = firsts_of(places)
    if len(firsts):
        filled[places[firsts]] = np.bitwise_or.reduceat(_bits(keys), firsts)
    return _Run(keys=keys, orders=orders, filter=filled)


def _younger(run: _Run, first: int) -> _Run:
    kept = run.orders >= first
    return _sorted_run(run.keys[kept], run.orders[kept])


def _spans(starts: Places, counts: Places) -> Places:
    """Give all places of some spans, one after the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(counts.sum())


class Holders:
    """The index: texts by the shingles they hold."""

    def __init__(self, young: int = _YOUNG) -> None:
        self._most = young
        self._texts = array("Q")
        """In the order of their coming, without those that are forgotten."""
        self._sizes = array("I")
        self._first = 0
        """The order of the first of them."""
        self._runs: list[_Run] = []
        self._pairs: list[Numbers] = []
        """Of the texts that are in no run."""

    def add(self, text: int, shingles: Numbers) -> None:
        """Take in a text. Shingles come sorted."""
        self._texts.append(text)
        self._sizes.append(len(shingles))
        self._pairs.append(shingles[:SAMPLED] * _SPREAD)

    def undo(self) -> None:
        """Take out the text that was added last, since the last `settle`."""
        self._texts.pop()
        self._sizes.pop()
        self._pairs.pop()

    def find(self, asked: Sequence[Numbers]) -> Gathered:
        """Give the orders of texts that hold some of what each asks for, and how much of it."""
        return self._find(asked, self._end)

    def find_in_order(self, asked: Sequence[Numbers]) -> Gathered:
        """Find texts for the last that were added, which ask: for each those before it."""
        return self._find(asked, self._end - len(asked), 1)

    def _find(self, asked: Sequence[Numbers], end: int, step: int = 0) -> Gathered:
        """Ask for those with orders below an end, which is later by a step for the next who asks."""
        keys, who = np.concatenate([NONE, *asked]) * _SPREAD, whose(asked)
        bits, left = _bits(keys), np.full(len(keys), HELD)
        askers, orders = [who[:0]], [NONE]
        for run in [*self._runs, self._youngest()]:
            which, starts, counts = run.find(keys, bits)
            counts = np.minimum(counts, left[which])
            left[which] -= counts
            askers.append(who[which].repeat(counts))
            orders.append(run.orders[_spans(starts, counts)])
        asking, held = np.concatenate(askers), np.concatenate(orders)
        earlier = held < end + step * asking
        return gather(asking[earlier], held[earlier])

    def texts_of(self, orders: Numbers) -> npt.NDArray[np.uint64]:
        """Name texts by their numbers."""
        return np.frombuffer(self._texts, np.uint64).take(orders - np.uint32(self._first))

    def sizes_of(self, orders: Numbers) -> Numbers:
        """Give how many shingles each text has in all."""
        return np.frombuffer(self._sizes, np.uint32).take(orders - np.uint32(self._first))

    def forget(self, number: int) -> Callable[[], None]:
        """Forget so many of the oldest texts; give the way back."""
        before = self._first, self._texts, self._sizes, self._runs, self._pairs
        self._first += number
        self._texts, self._sizes = self._texts[number:], self._sizes[number:]
        self._runs = [_younger(run, self._first) for run in self._runs]
        self._pairs = self._pairs[-len(self._texts) :] if self._texts else []

        def back() -> None:
            self._first, self._texts, self._sizes, self._runs, self._pairs = before

        return back

    @property
    def _end(self) -> int:
        return self._first + len(self._texts)

    def _youngest(self) -> _Run:
        """Make a run of the texts that are in none."""
        sizes = [len(sample) for sample in self._pairs]
        orders = np.arange(self._end - len(sizes), self._end, dtype=np.uint32).repeat(sizes)
        return _run(np.concatenate([NONE, *self._pairs]), orders)

    def settle(self) -> None:
        """Let the newest texts become a run, where they are many."""
        if len(self._pairs) < self._most:
            return
        made, self._pairs = self._youngest(), []
        while self._runs and len(self._runs[-1].keys) < _TIMES * len(made.keys):
            older = self._runs.pop()
            made = _run(
                np.concatenate((older.keys, made.keys)),
                np.concatenate((older.orders, made.orders)),
            )
        self._runs.append(made)
