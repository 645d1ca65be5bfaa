"""Which earlier texts may share shingles with a new one: an index in flat arrays.

Of each text the smallest of its shingles stand in the index (the smallest of random numbers are a fair sample,
as in MinHash), and a new text asks for all of its own. So a part is found in the whole and the whole by its
part. A shingle that many texts hold tells nothing: the first of them are enough.

The newest texts stand in a dictionary, the others in a few sorted runs, each several times as long as the next.
What is found depends on the texts alone, not on how they came to stand in runs.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.stories.codes import Numbers, firsts_of


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

    def find(self, keys: Numbers, room: npt.NDArray[np.int64]) -> Numbers:
        """Give the holders of some keys, the first of each, as many as there is room for; which is then less."""
        places, bits = _bits(keys, len(self.filter))
        asked = np.flatnonzero(self.filter[places] & bits)
        starts = np.searchsorted(self.keys, keys[asked])
        ends = np.searchsorted(self.keys, keys[asked], "right")
        sizes = np.minimum(ends - starts, room[asked])
        room[asked] -= sizes
        before = np.cumsum(sizes) - sizes
        found: Numbers = self.orders[np.arange(sizes.sum()) + (starts - before).repeat(sizes)]
        return found


def _bits(keys: Numbers, size: int) -> tuple[Numbers, _Bytes]:
    """Give the places of keys in a filter of so many bytes, and the bits there: by their first digits."""
    first = keys >> np.uint32(32 - (size * 8 - 1).bit_length())
    return first >> np.uint32(3), np.left_shift(1, first & np.uint32(7)).astype(np.uint8)


def _run(keys: Numbers, orders: Numbers) -> _Run:
    """Sort pairs that come in the order of their holders."""
    sorting = np.argsort(keys, kind="stable")
    return _sorted_run(keys[sorting], orders[sorting])


def _sorted_run(keys: Numbers, orders: Numbers) -> _Run:
    filled = np.zeros(1 << max(3, (len(keys) * _BITS // 8).bit_length()), np.uint8)
    places, bits = _bits(keys, len(filled))
    new = np.flatnonzero(np.diff(places.astype(np.int64) * 256 + bits, prepend=-1))
    np.bitwise_or.at(filled, places[new], bits[new])
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
        """Of the texts in the dictionary."""

    def add(self, text: int, shingles: Numbers) -> None:
        """Take in a text. Shingles come sorted."""
        sample = shingles[:SAMPLED] * _SPREAD
        self._list(self._end, sample)
        self._texts.append(text)
        self._sizes.append(len(shingles))
        self._pairs.append(sample)

    def undo(self) -> None:
        """Take out the text that was added last, since the last `settle`."""
        self._texts.pop()
        self._sizes.pop()
        for key in self._pairs.pop().tolist():
            self._young[key].pop()
            if not self._young[key]:
                del self._young[key]

    def find(self, shingles: Numbers) -> tuple[Numbers, npt.NDArray[np.int64]]:
        """Give the texts that hold some of these, by their orders, and how many each."""
        keys = shingles * _SPREAD
        room = np.full(len(keys), HELD)
        held = [run.find(keys, room) for run in self._runs]
        held.append(self._find_young(keys.tolist(), room))
        found = np.concatenate(held)
        found.sort()
        firsts = firsts_of(found)
        return found[firsts], np.diff(firsts, append=len(found))

    def _find_young(self, keys: list[int], room: npt.NDArray[np.int64]) -> Numbers:
        young, places = self._young, dict(zip(keys, room.tolist(), strict=True))
        orders = [
            order for key in young.keys() & places.keys() for order in young[key][: places[key]]
        ]
        return np.array(orders, np.uint32)

    def texts_of(self, orders: Numbers) -> npt.NDArray[np.uint64]:
        """Name texts by their numbers."""
        return np.frombuffer(self._texts, np.uint64).take(orders - np.uint32(self._first))

    def sizes_of(self, orders: Numbers) -> Numbers:
        """Give how many shingles each text has in all."""
        return np.frombuffer(self._sizes, np.uint32).take(orders - np.uint32(self._first))

    def forget(self, number: int) -> Callable[[], None]:
        """Forget so many of the oldest texts; give the way back."""
        before = self._first, self._texts, self._sizes, self._runs, self._young, self._pairs
        self._first += number
        self._texts, self._sizes = self._texts[number:], self._sizes[number:]
        self._runs = [_younger(run, self._first) for run in self._runs]
        self._pairs = self._pairs[-len(self._texts) :] if self._texts else []
        self._young = defaultdict(list)
        for order, sample in enumerate(self._pairs, start=self._end - len(self._pairs)):
            self._list(order, sample)

        def back() -> None:
            self._first, self._texts, self._sizes, self._runs, self._young, self._pairs = before

        return back

    @property
    def _end(self) -> int:
        return self._first + len(self._texts)

    def _list(self, order: int, sample: Numbers) -> None:
        for key in sample.tolist():
            self._young[key].append(order)

    def settle(self) -> None:
        """Let the newest texts become a run, where they are many."""
        if len(self._pairs) < self._most:
            return
        sizes = [len(sample) for sample in self._pairs]
        orders = np.arange(self._end - len(sizes), self._end, dtype=np.uint32).repeat(sizes)
        made = _run(np.concatenate(self._pairs), orders)
        self._pairs, self._young = [], defaultdict(list)
        while self._runs and len(self._runs[-1].keys) < _TIMES * len(made.keys):
            older = self._runs.pop()
            made = _run(
                np.concatenate((older.keys, made.keys)),
                np.concatenate((older.orders, made.orders)),
            )
        self._runs.append(made)
