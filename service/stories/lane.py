"""The lane: reports in order -> for each its story and the reason, and which stories became one.

A report joins the story that it is most like, if it is like it enough; and two stories that have come to be
alike become one, the older. The same reports in the same order give the same stories. What is remembered is
what the window needs; candidates are found by a report's rarest terms through postings that are read up to a
bound, so a report costs the same in a large archive.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.stories.likeness import (
    MERGE,
    Seen,
    Story,
    Vector,
    join_measure,
    join_threshold,
    merge_measure,
    weigh,
)


LISTED, ASKED, READ, SCORED, COMPARED = 40, 20, 600, 12, 6
"""Terms by which a report is found, and asks; postings read; stories scored, and compared for merging."""
LOOK_BACK = 120.0
LONGEST = 14 * 24.0
"""Hours: after so long without a report a story is over, and so long after its first."""
_SWEEP = 1024
"""Reports forgotten between two cleanings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two stories became one, the older."""

    kept: int
    gone: int
    value: float
    threshold: float = MERGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Where a report went. A story has the number of its first report."""

    story: int
    """After the merges."""
    opened: bool
    nearest: int | None
    """The story that was compared, joined or not."""
    value: float
    """How like it is to that story; 0 without one."""
    threshold: float
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    story: Story
    value: float
    threshold: float

    @property
    def order(self) -> tuple[float, int]:
        """The likest first; of equals the older story."""
        return -self.value / self.threshold, self.story.id


class Lane:
    """The live stories."""

    def __init__(self) -> None:
        self.stories: dict[int, Story] = {}
        self._seen = Seen()
        self._numbers: dict[int, array[int]] = {}
        """Of the terms of each report."""
        self._story_of: dict[int, int] = {}
        self._postings: dict[int, array[int]] = {}
        self._hour = 0
        self._gone = 0

    def __len__(self) -> int:
        """Count the reports that are remembered."""
        return len(self._story_of)

    def place(
        self, report: int, counts: Mapping[str, int], language: str, at: float | None
    ) -> Joined:
        """Decide where a report goes, and remember it there. Reports come in order of their numbers."""
        return self.put(report, weigh(counts, language, self._seen), at)

    def put(self, report: int, vector: Vector, at: float | None) -> Joined:
        """Place a report whose vector is known."""
        self._expire(at)
        numbers = self._seen.add(vector.terms)
        weights = dict(zip(numbers, vector.weights, strict=True))
        scored = self._scored(weights, at)
        best = scored[0] if scored else None
        joined = best is not None and best.value >= best.threshold
        story = best.story if best is not None and joined else self._open(report)
        self._remember(report, numbers, weights, story, at)
        others = [one.story for one in scored if one.story is not story]
        merges = self._merge(story, others[:COMPARED])
        return Joined(
            story=self._story_of[report],
            opened=not joined,
            nearest=best.story.id if best else None,
            value=best.value if best else 0.0,
            threshold=best.threshold if best else join_threshold(None, None, len(self.stories)),
            merges=tuple(merges),
        )

    # --- finding -------------------------------------------------------------------------------

    def _scored(self, vector: Mapping[int, float], at: float | None) -> list[_Scored]:
        live = len(self.stories)
        found = (
            _Scored(
                story=story,
                value=join_measure(story, vector),
                threshold=join_threshold(story.last, at, live),
            )
            for story in self._candidates(vector)
        )
        return sorted(found, key=lambda one: one.order)

    def _candidates(self, vector: Mapping[int, float]) -> list[Story]:
        """Find stories by the heaviest terms, those with the shortest postings first."""
        asked = [number for number in list(vector)[:ASKED] if number in self._postings]
        left, shares = READ, dict[int, float]()
        for number in sorted(asked, key=lambda number: (len(self._postings[number]), number)):
            newest = self._postings[number][-left:]
            left -= len(newest)
            for story in {self._story_of.get(report, -1) for report in newest} - {-1}:
                shares[story] = shares.get(story, 0.0) + vector[number] ** 2
            if left <= 0:
                break
        best = sorted(shares, key=lambda story: (-shares[story], story))
        return [self.stories[story] for story in best[:SCORED]]

    # --- remembering ---------------------------------------------------------------------------

    def _open(self, report: int) -> Story:
        story = self.stories[report] = Story(report)
        return story

    def _remember(
        self,
        report: int,
        numbers: Sequence[int],
        weights: Mapping[int, float],
        story: Story,
        at: float | None,
    ) -> None:
        story.add(report, weights, at)
        self._story_of[report] = story.id
        self._numbers[report] = array("I", numbers)
        for number in numbers[:LISTED]:
            self._postings.setdefault(number, array("Q")).append(report)

    def _merge(self, story: Story, others: Sequence[Story]) -> list[Merge]:
        """Let the story that was just touched become one with others that it has come to be like."""
        merges, whole = [], story.sum()
        for other in others:
            value = merge_measure(story, whole, other)
            if value >= MERGE:
                kept, gone = sorted((story, other), key=lambda one: one.id)
                self._unite(kept, gone)
                merges.append(Merge(kept=kept.id, gone=gone.id, value=value))
                story, whole = kept, kept.sum()
        return merges

    def _unite(self, kept: Story, gone: Story) -> None:
        kept.take(gone)
        self._story_of.update(dict.fromkeys(gone.members, kept.id))
        del self.stories[gone.id]

    # --- forgetting ----------------------------------------------------------------------------

    def _expire(self, at: float | None) -> None:
        """Forget stories that are over; looked for once an hour."""
        if at is None or int(at) == self._hour:
            return
        self._hour = int(at)
        for story in [one for one in self.stories.values() if _is_over(one, at)]:
            self._forget(story)
        if self._gone >= _SWEEP:
            self._sweep()

    def _forget(self, story: Story) -> None:
        del self.stories[story.id]
        self._gone += len(story.members)
        for report in story.members:
            self._seen.remove(self._numbers.pop(report))
            del self._story_of[report]

    def _sweep(self) -> None:
        """Take what is forgotten out of the postings, which are only ever added to."""
        self._gone = 0
        self._seen.sweep()
        kept = {
            number: array("Q", [report for report in posting if report in self._story_of])
            for number, posting in self._postings.items()
        }
        self._postings = {number: posting for number, posting in kept.items() if posting}


def _is_over(story: Story, at: float) -> bool:
    if story.last is None:
        return False
    return at - story.last > LOOK_BACK or at - story.first > LONGEST
