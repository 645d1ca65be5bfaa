"""How like a report is to a story, and two stories to each other.

Every report is a vector of its terms, weighted by how rare they are, of unit length, and frozen when it comes.
A story is the sum of its vectors. Times are hours on any one axis. The constants are measured
(`bench/quality_stories.py`).
"""

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from service.stories.background import text_share


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


# --- a report as a vector ----------------------------------------------------------------------


class Seen:
    """Numbers for terms, and how many of the reports that are remembered have each."""

    def __init__(self) -> None:
        self.reports = 0
        self._next = 0
        self._numbers: dict[str, int] = {}
        self._having: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, terms: Iterable[str]) -> list[int]:
        """Count a report that has these terms; give their numbers."""
        self.reports += 1
        return [self._counted(term) for term in terms]

    def _counted(self, term: str) -> int:
        number = self._numbers.setdefault(term, self._next)
        self._next += number == self._next  # it was new
        self._having[number] = self._having.get(number, 0) + 1
        return number

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget a report that had these; terms that no report has any more are forgotten at `sweep`."""
        self.reports -= 1
        for number in numbers:
            self._having[number] -= 1

    def sweep(self) -> None:
        gone = {number for number, having in self._having.items() if having == 0}
        self._numbers = {term: n for term, n in self._numbers.items() if n not in gone}
        self._having = {n: having for n, having in self._having.items() if n not in gone}

    def rarity(self, term: str, share: float) -> float:
        """Weigh a term: the table says how many texts have it, until enough reports have come."""
        having = self._having.get(self._numbers.get(term, -1), 0)
        return max(0.0, math.log((self.reports + PRIOR + 1) / (having + PRIOR * share + 0.5)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """The terms of a report that tell most, the heaviest first, with weights of unit length."""

    terms: tuple[str, ...]
    weights: "array[float]"


def weigh(counts: Mapping[str, int], language: str, seen: Seen) -> Vector:
    """Give the vector of a report's terms, before the report itself is counted among the seen."""
    shares = {term: text_share(term, language) for term in counts}
    telling = [term for term, share in shares.items() if share < COMMON] or list(shares)
    weights = (
        ((1 + math.log(counts[term])) * seen.rarity(term, shares[term]) ** POWER, term)
        for term in telling
    )
    kept = nlargest(KEPT, (one for one in weights if one[0] > 0))
    length = math.sqrt(sum(weight * weight for weight, _ in kept))
    return Vector(
        terms=tuple(term for _, term in kept),
        weights=array("f", [weight / length for weight, _ in kept]),
    )


# --- a story -----------------------------------------------------------------------------------


class Story:
    """A live story: the sum of its vectors, and what is asked of it.

    Most stories have one report: its sum is packed. A sum of many reports keeps its heaviest terms.
    """

    __slots__ = ("_open", "_packed", "first", "id", "last", "mass", "members", "square")

    def __init__(self, story: int) -> None:
        self.id = story
        self._packed: tuple[array[int], array[float]] | None = None
        self._open: dict[int, float] = {}
        self.square = 0.0
        """The squared length of the sum."""
        self.mass = 0.0
        """Near 1 for each report that has many terms."""
        self.first: float = math.inf
        self.last: float | None = None
        self.members: list[int] = []

    def add(self, report: int, vector: Mapping[int, float], at: float | None) -> None:
        if self.members:
            self.square += 2 * self.dot(vector) + 1
            self._put(vector)
        else:
            self.square = 1.0
            self._packed = array("I", vector), array("f", vector.values())
        self.mass += len(vector) / (len(vector) + 16)
        self.first = min(self.first, math.inf if at is None else at)
        self.last = _later(self.last, at)
        self.members.append(report)

    def take(self, other: "Story") -> None:
        """Become one with another story."""
        whole = other.sum()
        self.square += other.square + 2 * self.dot(whole)
        self._put(whole)
        self.mass += other.mass
        self.first = min(self.first, other.first)
        self.last = _later(self.last, other.last)
        self.members = sorted([*self.members, *other.members])

    def sum(self) -> dict[int, float]:
        return self._open if self._packed is None else dict(zip(*self._packed, strict=True))

    def dot(self, vector: Mapping[int, float]) -> float:
        if self._packed is not None:
            pairs = zip(*self._packed, strict=True)
            return sum(vector[number] * weight for number, weight in pairs if number in vector)
        small, large = (
            (vector, self._open) if len(vector) < len(self._open) else (self._open, vector)
        )
        return sum(large[number] * weight for number, weight in small.items() if number in large)

    def _put(self, vector: Mapping[int, float]) -> None:
        whole = self._open = self.sum()
        self._packed = None
        for number, weight in vector.items():
            whole[number] = whole.get(number, 0.0) + weight
        if len(whole) > 2 * SUMMED:
            kept = nlargest(SUMMED, whole.items(), key=lambda one: (one[1], one[0]))
            self._open = dict(kept)

    @property
    def tightness(self) -> float:
        """How like its reports are to each other, drawn towards .2 where they are few."""
        reports = len(self.members)
        return (self.square - reports + 2.4) / (reports * (reports - 1) + 12)


def _later(one: float | None, other: float | None) -> float | None:
    return max((at for at in (one, other) if at is not None), default=None)


# --- the measures ------------------------------------------------------------------------------


def join_measure(story: Story, vector: Mapping[int, float]) -> float:
    return story.dot(vector) / float(len(story.members) ** 0.85)


def join_threshold(last: float | None, at: float | None, live: int) -> float:
    """Ask for more likeness among many stories and after a long pause, for less within a day."""
    crowd: float = (max(30, live) / 300) ** 0.10
    if at is None or last is None:
        return JOIN * crowd
    pause = max(0.0, at - last)
    return JOIN * crowd * (0.85 if pause <= DAY else 1 + 0.1 * (pause - DAY) / DAY)


def merge_measure(one: Story, whole: Mapping[int, float], other: Story) -> float:
    """Compare two stories; short texts need less, tight stories more. `whole` is the sum of `one`."""
    reports = len(one.members), len(other.members)
    loose: float = (0.2 / math.sqrt(one.tightness * other.tightness)) ** 0.75
    short = math.sqrt(one.mass / reports[0] * other.mass / reports[1])
    return other.dot(whole) / float((reports[0] * reports[1]) ** 0.8) * loose / short
