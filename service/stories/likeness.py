"""How like a report is to a story, and two stories to each other.

Every report is a vector of its terms, weighted by how rare they are, of unit length, and frozen when it comes.
A story is the sum of its vectors. Times are hours on any one axis. The constants are measured
(`bench/quality_stories.py`).
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from service.stories.codes import Numbers, firsts_of


PRIOR = 1100
"""The background table counts like so many texts of the stream."""
POWER = 1.4
KEPT, SUMMED = 200, 500
"""Terms of a report, and of a story (twice as many before the lighter half is dropped)."""
COMMON = 0.3
"""Terms that so many texts of a language have say nothing of the event."""
SOUGHT = np.float32(0.1)
"""Of the texts in an archive that a rule looks for, at least so large a share have a word that it looks for."""
SUBJECT, FEW = 0.55, 1
"""A term that so large a part of the reports have counts half; among few reports nobody can tell."""

JOIN = 0.285
MERGE = 0.41
BRIDGED = 0.9
"""Of that is enough where the report that was placed last would join either story."""
WHOLE, SHORT = 0.8, 0.4
"""Texts of some sixty terms and more are asked for the whole of `JOIN`; by what power the length of shorter ones counts."""
HALF = 16
"""Terms of a text that has half of the mass."""
DAY = 24.0

UNIT = 65535
"""A weight of one."""
_GLANCE = np.uint32(19)
"""Digits of a term's number that are not looked at first."""


# --- a report as a vector ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Terms:
    """The terms of a text, as numbers, before it is known how rare they are."""

    numbers: Numbers
    """Without doubles, the smallest first."""
    heights: npt.NDArray[np.float32]
    """1 + the logarithm of how often the text has each."""
    shares: npt.NDArray[np.float32]
    """How many texts of the language have each."""
    language: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vector:
    """The terms of a report that tell most, the heaviest first, with weights of unit length."""

    numbers: Numbers
    weights: npt.NDArray[np.uint16]
    language: str = ""
    """Its reports are counted apart: a word that all of them have is no rarer for those in other languages."""

    def __len__(self) -> int:
        return len(self.numbers)

    def sum(self) -> "Sum":
        order = np.argsort(self.numbers)
        return Sum(numbers=self.numbers[order], weights=self.weights[order].astype(np.int64))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sum:
    """A sum of vectors: terms in the order of their numbers, and whole weights, which add up alike everywhere."""

    numbers: Numbers
    weights: npt.NDArray[np.int64]

    def plus(self, other: "Sum") -> "tuple[Sum, float]":
        """Add another; give the sum, and how much the two have in common (their dot product)."""
        numbers = np.concatenate((self.numbers, other.numbers))
        order = np.argsort(numbers, kind="stable")
        numbers, weights = numbers[order], np.concatenate((self.weights, other.weights))[order]
        same = np.flatnonzero(numbers[1:] == numbers[:-1])
        dot = int(weights[same] @ weights[same + 1]) / UNIT**2
        firsts = firsts_of(numbers)
        return Sum(numbers=numbers[firsts], weights=np.add.reduceat(weights, firsts)), dot

    def heaviest(self) -> "Sum":
        """Keep so many terms; of equals those with the smaller numbers."""
        kept = np.sort(np.argsort(-self.weights, kind="stable")[:SUMMED])
        return Sum(numbers=self.numbers[kept], weights=self.weights[kept])

    def dots(self, stories: "Sequence[Story]") -> list[float]:
        """Give the dot product with each of some stories."""
        if not stories:
            return []
        terms = [story.terms for story in stories]
        numbers = np.concatenate([found for found, _ in terms])
        # Nearly all are in one of the two only: a glance at their first digits leaves few to be looked for.
        glance = np.zeros(1 << 32 - int(_GLANCE), np.bool_)
        glance[self.numbers >> _GLANCE] = True
        likely = np.flatnonzero(glance.take(numbers >> _GLANCE))
        places = np.minimum(self.numbers.searchsorted(numbers[likely]), len(self.numbers) - 1)
        same = self.numbers[places] == numbers[likely]
        shared, places = likely[same], places[same]
        weights = np.concatenate([found for _, found in terms])[shared]
        ends = np.cumsum([len(found) for found, _ in terms])
        whose = ends.searchsorted(shared, "right")
        # Whole numbers below 2 ** 53: adding them as floats loses nothing.
        dots = np.bincount(whose, weights * self.weights[places], len(terms))
        found: list[float] = (dots / UNIT**2).tolist()
        return found


EMPTY = Vector(numbers=np.empty(0, np.uint32), weights=np.empty(0, np.uint16))


class Seen:
    """How many of the reports of a language that are remembered have each term."""

    def __init__(self) -> None:
        self.reports = 0
        self._having: Counter[int] = Counter()

    def __len__(self) -> int:
        return len(self._having)

    def add(self, numbers: Numbers) -> None:
        self.reports += 1
        self._having.update(numbers.tolist())

    def add_all(self, reports: Sequence[Numbers]) -> None:
        """Count the terms of many reports at once."""
        self.reports += len(reports)
        whole = np.sort(np.concatenate(reports))
        firsts = firsts_of(whole)
        counts = np.diff(firsts, append=len(whole)).tolist()
        self._having.update(dict(zip(whole[firsts].tolist(), counts, strict=True)))

    def remove(self, numbers: Numbers) -> None:
        self.reports -= 1
        having = self._having
        for number in numbers.tolist():
            if having[number] == 1:
                del having[number]
            else:
                having[number] -= 1

    def rarity(self, terms: Terms) -> npt.NDArray[np.float64]:
        """Weigh terms: the table says how many texts have each, until enough reports have come.

        What a large part of these reports have is their subject, and says little of the event.
        """
        numbers = terms.numbers.tolist()
        having = np.fromiter(map(self._having.get, numbers, repeat(0)), np.int64, len(numbers))
        texts = having + PRIOR * terms.shares.astype(np.float64) + 0.5
        rare = np.maximum(0.0, np.log((self.reports + PRIOR + 1) / texts))
        part = having / (self.reports + FEW)
        return rare / (1 + (part / SUBJECT) ** 2)


def weigh(terms: Terms, seen: Seen) -> Vector:
    """Give the vector of a report's terms, before the report itself is counted among the seen."""
    if not len(terms.numbers):
        return EMPTY
    weights = terms.heights * seen.rarity(terms) ** POWER
    order = np.argsort(-weights, kind="stable")[:KEPT]  # of equals those with the smaller numbers
    kept = weights[order]
    unit = np.rint(kept * (UNIT / (math.sqrt(float(kept @ kept)) or 1.0))).astype(np.uint16)
    some = int(np.count_nonzero(unit))
    return Vector(
        numbers=terms.numbers[order[:some]], weights=unit[:some], language=terms.language
    )


# --- a story -----------------------------------------------------------------------------------


class Story:
    """A live story: the sum of its vectors, and what is asked of it.

    Most stories have one report: its vector is the sum. A sum of many reports keeps its heaviest terms.
    """

    __slots__ = (
        "_one", "_sum", "first", "id", "last", "mass", "members", "opened", "reports", "seen", "square",
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
        self._sum: Sum | None = None

    def add(self, report: int, vector: Vector, at: float | None, seen: float) -> None:
        self._count(vector)
        self.follow(report, at, seen)

    def follow(self, report: int, at: float | None, seen: float) -> None:
        """Add a report that says nothing new: its words are in the sum already."""
        self.first = min(self.first, math.inf if at is None else at)
        self.last = _later(self.last, at)
        self.seen = max(self.seen, seen)
        self.members.append(report)

    def _count(self, vector: Vector) -> None:
        if self.reports:
            self._plus(vector.sum(), 1.0)
        else:
            self.square, self._one = 1.0, vector
        self.reports += 1
        self.mass += _mass(vector)

    def _plus(self, other: Sum, square: float) -> None:
        whole, dot = self.sum().plus(other)
        self.square += square + 2 * dot
        self._one, self._sum = None, whole.heaviest() if len(whole.numbers) > 2 * SUMMED else whole

    def renew(self, members: Iterable[tuple[int, Vector | None]]) -> None:
        """Make the sum anew, of these members alone; times stay."""
        self.members, self.reports, self.square, self.mass = [], 0, 0.0, 0.0
        self._one = self._sum = None
        for report, vector in members:
            self.members.append(report)
            if vector is not None:
                self._count(vector)

    def take(self, other: "Story") -> None:
        """Become one with another story."""
        self._plus(other.sum(), other.square)
        self.reports += other.reports
        self.mass += other.mass
        self.first = min(self.first, other.first)
        self.last = _later(self.last, other.last)
        self.opened, self.seen = min(self.opened, other.opened), max(self.seen, other.seen)
        self.members = [*self.members, *other.members]

    def is_of(self, vector: Vector) -> bool:
        """Tell whether this report is all that the story has."""
        return self._one is vector

    def sum(self) -> Sum:
        return self._sum or (self._one or EMPTY).sum()

    @property
    def terms(self) -> tuple[Numbers, npt.NDArray[np.integer]]:
        """The numbers of its terms and their weights, in any order."""
        whole = self._sum or self._one or EMPTY
        return whole.numbers, whole.weights

    def saved(self) -> Callable[[], None]:
        """Give what makes it again what it is now."""
        kept = [(name, getattr(self, name)) for name in self.__slots__]
        size = len(self.members)

        def restore() -> None:
            for name, value in kept:
                setattr(self, name, value)
            del self.members[size:]  # a list is never changed but at its end

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


def _mass(vector: Vector) -> float:
    return len(vector) / (len(vector) + HALF)


def _later(one: float | None, other: float | None) -> float | None:
    return max((at for at in (one, other) if at is not None), default=None)


# --- the measures ------------------------------------------------------------------------------


def join_measure(story: Story, dot: float) -> float:
    """Say how like a report is to a story, by their dot product."""
    return dot / float(story.reports**0.85)


def shortness(vector: Vector, story: Story) -> float:
    """Give near 1 for a report and a story of long texts, less for short ones, which share less."""
    return math.sqrt(_mass(vector) * story.mass / max(1, story.reports))


def join_threshold(pause: float | None, live: int, short: float = 1.0) -> float:
    """Ask for more likeness among many stories and after a long pause, for less within a day and of short texts."""
    crowd: float = (max(100, live) / 300) ** 0.10 * min(1.0, short / WHOLE) ** SHORT
    if pause is None:
        return JOIN * crowd
    return JOIN * crowd * (0.85 if pause <= DAY else 1 + 0.1 * (pause - DAY) / DAY)


def merge_measure(one: Story, other: Story, dot: float) -> float:
    """Compare two stories, by their dot product; short texts need less, tight stories more."""
    reports = one.reports, other.reports
    loose: float = (0.2 / math.sqrt(one.tightness * other.tightness)) ** 0.9
    short = math.sqrt(one.mass / reports[0] * other.mass / reports[1])
    return dot / float((reports[0] * reports[1]) ** 0.8) * loose / short
