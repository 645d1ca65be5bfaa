"""How like a report is to a story, and two stories to each other.

Every report is a vector of its terms, weighted by how rare they are, of unit length, and frozen when it comes.
A story is the sum of its vectors. Times are hours on any one axis. The constants are measured
(`bench/quality_stories.py`).
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import repeat
from operator import mul

import numpy as np
import numpy.typing as npt

from service.stories.codes import Numbers


PRIOR = 1000
"""The background table counts like so many texts of the stream."""
POWER = 1.4
KEPT, SUMMED = 200, 500
"""Terms of a report, and of a story (twice as many before the lighter half is dropped)."""
COMMON = 0.3
"""Terms that so many texts of a language have say nothing of the event."""

JOIN = 0.29
MERGE = 0.42
DAY = 24.0

UNIT = 65535
"""A weight of one."""


# --- a report as a vector ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Terms:
    """The terms of a text, as numbers, before it is known how rare they are."""

    numbers: Numbers
    heights: npt.NDArray[np.float32]
    """1 + the logarithm of how often the text has each."""
    shares: npt.NDArray[np.float32]
    """How many texts of the language have each."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vector:
    """The terms of a report that tell most, the heaviest first, with weights of unit length."""

    numbers: Numbers
    weights: npt.NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.numbers)

    def weighted(self) -> dict[int, float]:
        return dict(zip(self.numbers.tolist(), (self.weights / UNIT).tolist(), strict=True))


EMPTY = Vector(numbers=np.empty(0, np.uint32), weights=np.empty(0, np.uint16))


class Seen:
    """How many of the reports that are remembered have each term."""

    def __init__(self) -> None:
        self.reports = 0
        self._having: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._having)

    def add(self, numbers: Numbers) -> None:
        self.reports += 1
        having = self._having
        for number in numbers.tolist():
            having[number] = having.get(number, 0) + 1

    def remove(self, numbers: Numbers) -> None:
        self.reports -= 1
        having = self._having
        for number in numbers.tolist():
            if having[number] == 1:
                del having[number]
            else:
                having[number] -= 1

    def rarity(self, terms: Terms) -> npt.NDArray[np.float64]:
        """Weigh terms: the table says how many texts have each, until enough reports have come."""
        having = np.array([self._having.get(number, 0) for number in terms.numbers.tolist()])
        texts = having + PRIOR * terms.shares.astype(np.float64) + 0.5
        return np.maximum(0.0, np.log((self.reports + PRIOR + 1) / texts))


def weigh(terms: Terms, seen: Seen) -> Vector:
    """Give the vector of a report's terms, before the report itself is counted among the seen."""
    if not len(terms.numbers):
        return EMPTY
    weights = terms.heights * seen.rarity(terms) ** POWER
    order = np.lexsort((terms.numbers, -weights))[:KEPT]
    kept = weights[order]
    unit = np.rint(kept * (UNIT / (math.sqrt(float(kept @ kept)) or 1.0))).astype(np.uint16)
    some = int(np.count_nonzero(unit))
    return Vector(numbers=terms.numbers[order[:some]], weights=unit[:some])


# --- a story -----------------------------------------------------------------------------------


class Story:
    """A live story: the sum of its vectors, and what is asked of it.

    Most stories have one report: its vector is the sum. A sum of many reports keeps its heaviest terms.
    """

    __slots__ = (
        "_one", "_open", "_packed", "first", "id", "last", "mass", "members", "opened", "reports", "seen", "square",
    )  # fmt: skip

    def __init__(self, story: int, opened: float) -> None:
        self.id = story
        self.opened = opened
        """When its first report was seen."""
        self.seen = opened
        """When its last report was seen."""
        self.first: float = math.inf
        """The earliest time that a report of it bears, and the latest."""
        self.last: float | None = None
        self.members: list[int] = []
        self.reports = 0
        """Members that the sum is made of."""
        self.square = 0.0
        """The squared length of the sum."""
        self.mass = 0.0
        """Near 1 for each report that has many terms."""
        self._one: Vector | None = None
        self._open: dict[int, float] = {}
        self._packed: tuple[Numbers, npt.NDArray[np.float64]] | None = None

    def add(self, report: int, vector: Vector, at: float | None, seen: float) -> None:
        self._sum(vector)
        self.follow(report, at, seen)

    def follow(self, report: int, at: float | None, seen: float) -> None:
        """Add a report that says nothing new: its words are in the sum already."""
        self.first = min(self.first, math.inf if at is None else at)
        self.last = _later(self.last, at)
        self.seen = max(self.seen, seen)
        self.members.append(report)

    def _sum(self, vector: Vector) -> None:
        weights = vector.weighted()
        if self.reports:
            self.square += 2 * self.dot(weights) + 1
            self._put(weights)
        else:
            self.square = 1.0
            self._one = vector
        self.reports += 1
        self.mass += len(vector) / (len(vector) + 16)

    def renew(self, members: Iterable[tuple[int, Vector | None]]) -> None:
        """Make the sum anew, of these members alone; times stay."""
        self.members, self.reports, self.square, self.mass = [], 0, 0.0, 0.0
        self._one, self._open, self._packed = None, {}, None
        for report, vector in members:
            self.members.append(report)
            if vector is not None:
                self._sum(vector)

    def take(self, other: "Story") -> None:
        """Become one with another story."""
        whole = other.sum()
        self.square += other.square + 2 * self.dot(whole)
        self._put(whole)
        self.reports += other.reports
        self.mass += other.mass
        self.first = min(self.first, other.first)
        self.last = _later(self.last, other.last)
        self.opened, self.seen = min(self.opened, other.opened), max(self.seen, other.seen)
        self.members = [*self.members, *other.members]

    def sum(self) -> dict[int, float]:
        return self._whole() if self._one is None else self._one.weighted()

    def _whole(self) -> dict[int, float]:
        if self._packed is not None:
            numbers, weights = self._packed
            self._open = dict(zip(numbers.tolist(), weights.tolist(), strict=True))
            self._packed = None
        return self._open

    def pack(self) -> None:
        """Take less memory until it is asked again: a tenth, and nothing is lost."""
        if self._open:
            numbers, weights = list(self._open), list(self._open.values())
            self._packed = np.array(numbers, np.uint32), np.array(weights, np.float64)
            self._open = {}

    def dot(self, vector: Mapping[int, float]) -> float:
        if self._one is not None:
            numbers, weights = self._one.numbers.tolist(), self._one.weights.tolist()
            return sum(map(mul, map(vector.get, numbers, repeat(0.0)), weights), 0.0) / UNIT
        whole = self._whole()
        small, large = (vector, whole) if len(vector) < len(whole) else (whole, vector)
        return sum(map(mul, map(large.get, small, repeat(0.0)), small.values()), 0.0)

    def _put(self, vector: Mapping[int, float]) -> None:
        whole = self._open = self.sum()
        self._one = None
        for number, weight in vector.items():
            whole[number] = whole.get(number, 0.0) + weight
        if len(whole) > 2 * SUMMED:
            self._open = dict(nlargest(SUMMED, whole.items(), key=lambda one: one[1]))

    def saved(self) -> Callable[[], None]:
        """Give what makes it again what it is now."""
        kept = {name: getattr(self, name) for name in self.__slots__}
        kept |= {"_open": dict(self._open), "members": list(self.members)}

        def restore() -> None:
            for name, value in kept.items():
                setattr(self, name, value)

        return restore

    def pause(self, at: float | None) -> float | None:
        """Give the hours between a time and those of the story; None where either has none."""
        return (
            None if at is None or self.last is None else max(0.0, at - self.last, self.first - at)
        )

    @property
    def tightness(self) -> float:
        """How like its reports are to each other, drawn towards .2 where they are few."""
        return (self.square - self.reports + 2.4) / (self.reports * (self.reports - 1) + 12)


def _later(one: float | None, other: float | None) -> float | None:
    return max((at for at in (one, other) if at is not None), default=None)


# --- the measures ------------------------------------------------------------------------------


def join_measure(story: Story, vector: Mapping[int, float]) -> float:
    return story.dot(vector) / float(story.reports**0.85)


def join_threshold(pause: float | None, live: int) -> float:
    """Ask for more likeness among many stories and after a long pause, for less within a day."""
    crowd: float = (max(100, live) / 300) ** 0.10
    if pause is None:
        return JOIN * crowd
    return JOIN * crowd * (0.85 if pause <= DAY else 1 + 0.1 * (pause - DAY) / DAY)


def merge_measure(one: Story, whole: Mapping[int, float], other: Story) -> float:
    """Compare two stories; short texts need less, tight stories more. `whole` is the sum of `one`."""
    reports = one.reports, other.reports
    loose: float = (0.2 / math.sqrt(one.tightness * other.tightness)) ** 0.75
    short = math.sqrt(one.mass / reports[0] * other.mass / reports[1])
    return other.dot(whole) / float((reports[0] * reports[1]) ** 0.8) * loose / short
