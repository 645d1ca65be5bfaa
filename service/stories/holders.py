"""Which earlier texts may share shingles with a new one: an index in flat arrays.

Of each text the smallest of its shingles stand in the index (the smallest of random numbers are a fair sample,
as in MinHash), and a new text asks for all of its own. So a part is found in the whole and the whole by its
part. A shingle that many texts hold tells nothing: the first of them are enough.

The newest texts stand in a dictionary, the others in a few sorted runs, each several times as long as the next.
What is found depends on the texts alone, not on how they came to stand in runs.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.stories.codes import NONE, Numbers, firsts_of


SAMPLED = 64
HELD = 16
_YOUNG = 256
"""Texts in the dictionary before they become a run."""
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

    def find(self, keys: Numbers, bits: _Bytes) -> Iterable[tuple[int, int, int]]:
        """Give the keys that are held, each with the first and the end of the places of its holders."""
        asked = keys[self.filter.take(keys >> _shift(len(self.filter))) & bits != 0]
        starts, ends = self.keys.searchsorted(asked), self.keys.searchsorted(asked, "right")
        held = np.flatnonzero(ends > starts)
        return zip(asked[held].tolist(), starts[held].tolist(), ends[held].tolist(), strict=True)


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
        self._young: defaultdict[int, list[int]] = defaultdict(list)
        self._pairs: list[Numbers] = []
        """Of the texts that are in no run."""
        self._listed = 0
        """So many of them are in the dictionary: who only tells the index what was never asks it."""

    def add(self, text: int, shingles: Numbers) -> None:
        """Take in a text. Shingles come sorted."""
        self._texts.append(text)
        self._sizes.append(len(shingles))
        self._pairs.append(shingles[:SAMPLED] * _SPREAD)

    def undo(self) -> None:
        """Take out the text that was added last, since the last `settle`."""
        self._texts.pop()
        self._sizes.pop()
        sample = self._pairs.pop()
        if self._listed > len(self._pairs):
            self._listed -= 1
            for key in sample.tolist():
                self._young[key].pop()
                if not self._young[key]:
                    del self._young[key]

    def find(self, shingles: Numbers) -> tuple[Numbers, npt.NDArray[np.int64]]:
        """Give the texts that hold some of these, by their orders, and how many each."""
        self._list()
        keys = shingles * _SPREAD
        bits, taken, held = _bits(keys), Counter[int](), list[Numbers]()
        for run in self._runs:
            for key, start, end in run.find(keys, bits):
                held.append(run.orders[start : min(end, start + HELD - taken[key])])
                taken[key] += len(held[-1])
        for key in self._young.keys() & set(keys.tolist()):
            held.append(np.array(self._young[key][: HELD - taken[key]], np.uint32))
        found = np.concatenate([NONE, *held])
        found.sort()
        firsts = firsts_of(found)
        return found[firsts], np.diff(firsts, append=len(found))

    def texts_of(self, orders: Numbers) -> npt.NDArray[np.uint64]:
        """Name texts by their numbers."""
        return np.frombuffer(self._texts, np.uint64).take(orders - np.uint32(self._first))

    def sizes_of(self, orders: Numbers) -> Numbers:
        """Give how many shingles each text has in all."""
        return np.frombuffer(self._sizes, np.uint32).take(orders - np.uint32(self._first))

    def forget(self, number: int) -> Callable[[], None]:
        """Forget so many of the oldest texts; give the way back."""
        before = (
            self._first, self._texts, self._sizes, self._runs, self._young, self._pairs, self._listed,
        )  # fmt: skip
        self._first += number
        self._texts, self._sizes = self._texts[number:], self._sizes[number:]
        self._runs = [_younger(run, self._first) for run in self._runs]
        self._pairs = self._pairs[-len(self._texts) :] if self._texts else []
        self._young, self._listed = defaultdict(list), 0

        def back() -> None:
            (
                self._first, self._texts, self._sizes, self._runs, self._young, self._pairs, self._listed,
            ) = before  # fmt: skip

        return back

    @property
    def _end(self) -> int:
        return self._first + len(self._texts)

    def _list(self) -> None:
        """Bring the dictionary up to date."""
        new, young = self._pairs[self._listed :], self._young
        for order, sample in enumerate(new, start=self._end - len(new)):
            for key in sample.tolist():
                young[key].append(order)
        self._listed = len(self._pairs)

    def settle(self) -> None:
        """Let the newest texts become a run, where they are many."""
        if len(self._pairs) < self._most:
            return
        sizes = [len(sample) for sample in self._pairs]
        orders = np.arange(self._end - len(sizes), self._end, dtype=np.uint32).repeat(sizes)
        made = _run(np.concatenate(self._pairs), orders)
        self._pairs, self._young, self._listed = [], defaultdict(list), 0
        while self._runs and len(self._runs[-1].keys) < _TIMES * len(made.keys):
            older = self._runs.pop()
            made = _run(
                np.concatenate((older.keys, made.keys)),
                np.concatenate((older.orders, made.orders)),
            )
        self._runs.append(made)
