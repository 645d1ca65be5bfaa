"""The lane: reports in order -> for each its story and the reason, and which stories became one.

A report joins the story that it is most like, if it is like it enough; and two stories that have come to be
alike become one, the older. What is remembered is what the window needs; candidates are found by a report's
rarest terms through postings that are read up to a bound, so a report costs the same in a large archive.

The same reports in the same order give the same stories; and a lane to which the same was told since the first
of its live stories opened decides alike, whatever was before: nothing depends on what is forgotten.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from service.stories.codes import Numbers
from service.stories.journal import Journal
from service.stories.likeness import (
    BRIDGED,
    EMPTY,
    MERGE,
    Seen,
    Story,
    Terms,
    Vector,
    join_measure,
    join_threshold,
    merge_measure,
    shortness,
    weigh,
)
from service.stories.postings import Postings


SCORED, COMPARED = 12, 6
"""Stories scored, and compared for merging."""
LOOK_BACK = 120.0
LONGEST = 14 * 24.0
"""Hours: after so long without a report a story is over, and so long after its first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Of a report, in hours on one axis."""

    at: float | None
    """What it is dated."""
    seen: float
    """When it came; never goes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two stories became one, the older."""

    kept: int
    gone: int
    value: float
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a report was compared with."""

    nearest: int | None
    """The story that is likest."""
    value: float
    """How like the report is to it; 0 without one."""
    threshold: float
    others: tuple[int, ...]
    """Stories that may be one with the report's, the likest first."""
    bridged: int = 0
    """So many of the first of these would take the report, too, were it not of a likelier one."""

    @property
    def joins(self) -> bool:
        return self.nearest is not None and self.value >= self.threshold


class Lane:
    """The live stories. Numbers of stories grow with the order in which they opened."""

    def __init__(self, journal: Journal | None = None) -> None:
        self.stories: dict[int, Story] = {}
        self._journal = Journal() if journal is None else journal
        self._seen = defaultdict[str, Seen](Seen)
        """For each language."""
        self._story_of: dict[int, Story] = {}
        self._vectors: dict[int, Vector] = {}
        """Of members that say something new."""
        self._postings = Postings()
        self._is_listed = True
        self._clock = 0.0
        self._compared, self._dots = EMPTY, dict[Story, float]()
        """The report that was compared last, and its dot product with each story that has not changed since."""
        self.apart: Mapping[int, Collection[int]] = {}
        """Reports, each with those that are never in one story with it."""

    def __len__(self) -> int:
        """Count the reports that are remembered."""
        return len(self._story_of)

    def story_of(self, report: int) -> int | None:
        story = self._story_of.get(report)
        return None if story is None else story.id

    def weigh(self, terms: Terms) -> Vector:
        return weigh(terms, self._seen[terms.language])

    # --- finding -------------------------------------------------------------------------------

    def find(self, vector: Vector, at: float | None, barred: Collection[int] = ()) -> Found:
        """Compare a report with the live stories, but for those of the reports that are barred."""
        scored = self._scored(vector, at, barred)
        if not scored:
            bar = join_threshold(None, len(self.stories))
            return Found(nearest=None, value=0.0, threshold=bar, others=())
        _, nearest, value, threshold = scored[0]
        joins = value >= threshold
        others = [story for _, story, _, _ in scored][int(joins) :][:COMPARED]
        bridged = sum(value >= threshold for *_, value, threshold in scored[1 : COMPARED + 1])
        return Found(
            nearest=nearest,
            value=value,
            threshold=threshold,
            others=tuple(others),
            bridged=bridged if joins else 0,
        )

    def _scored(
        self, vector: Vector, at: float | None, reports: Collection[int]
    ) -> list[tuple[float, int, float, float]]:
        """Give stories with value and threshold, the likest first; of equals the older."""
        live, barred = len(self.stories), {self.story_of(report) for report in reports}
        stories = [story for story in self._candidates(vector, at) if story.id not in barred]
        found = []
        dots = vector.sum().dots(stories)
        self._compared, self._dots = vector, dict(zip(stories, dots, strict=True))
        for story, dot in self._dots.items():
            value = join_measure(story, dot)
            bar = join_threshold(story.pause(at), live, shortness(vector, story))
            found.append((-value / bar, story.id, value, bar))
        return sorted(found)

    def _candidates(self, vector: Vector, at: float | None) -> list[Story]:
        likely = [self.stories[story] for story in self._postings.likely(vector, 2 * SCORED)]
        return [story for story in likely if _is_near(story, at)][:SCORED]

    # --- remembering ---------------------------------------------------------------------------

    def join(self, report: int, story: int, vector: Vector, times: Times) -> None:
        """Add a report to a live story, or open the story."""
        if story not in self.stories:
            self._open(story, times.seen)
        self._change(self.stories[story])
        self.stories[story].add(report, vector, times.at, times.seen)
        self._story_of[report] = self.stories[story]
        self._vectors[report] = vector
        if self._is_listed:
            self._seen[vector.language].add(vector.numbers)
            self._postings.add(report, story, vector)
        self._journal.note(partial(self._drop, report))

    def follow(self, report: int, story: int, times: Times) -> None:
        """Add a report that says nothing new to a live story."""
        self._change(self.stories[story])
        self.stories[story].follow(report, times.at, times.seen)
        self._story_of[report] = self.stories[story]
        self._journal.note(partial(self._drop, report))

    def _open(self, story: int, seen: float) -> None:
        self.stories[story] = Story(story, seen)
        self._journal.note(partial(self.stories.pop, story))

    def _change(self, story: Story) -> None:
        self._dots.pop(story, None)
        self._journal.note(story.saved())

    def _drop(self, report: int) -> None:
        del self._story_of[report]
        vector = self._vectors.get(report)
        if vector is not None:
            self._unlist(report, vector)

    # --- merging -------------------------------------------------------------------------------

    def merge(self, story: int, others: Sequence[int], bridged: int = 0) -> list[Merge]:
        """Let the story that was just touched become one with others that it has come to be like.

        A report that would have joined the first of these, too, speaks for it.
        """
        merges, one = [], self.stories[story]
        left = [
            (self.stories[number], MERGE * (BRIDGED if at < bridged else 1.0))
            for at, number in enumerate(others)
        ]
        while (found := self._alike(one, left)) is not None:
            value, at = found
            other, threshold = left[at]
            kept, gone = sorted((one, other), key=lambda each: each.id)
            self.unite(kept.id, gone.id)
            merges.append(Merge(kept=kept.id, gone=gone.id, value=value, threshold=threshold))
            one, left = kept, left[at + 1 :]
        return merges

    def _alike(
        self, one: Story, others: Sequence[tuple[Story, float]]
    ) -> tuple[float, int] | None:
        """Find the first that is one with a story: how like it is, and its place."""
        dots = self._dots_of(one, [other for other, _ in others])
        for at, (dot, (other, threshold)) in enumerate(zip(dots, others, strict=True)):
            value = merge_measure(one, other, dot)
            if value >= threshold and not self._are_apart(one, other):
                return value, at
        return None

    def _dots_of(self, one: Story, others: Sequence[Story]) -> list[float]:
        """Give the dot product with each; that of a story just opened is known from its report."""
        if one.is_of(self._compared) and all(other in self._dots for other in others):
            return [self._dots[other] for other in others]
        return one.sum().dots(others)

    def unite(self, kept: int, gone: int) -> None:
        """Make two stories one. One that is over takes the other with it."""
        if gone not in self.stories:
            return
        if kept not in self.stories:
            self._forget(self.stories[gone])
            return
        one, other = self.stories[kept], self.stories.pop(gone)
        self._change(one)
        one.take(other)
        self._point(other.members, one)
        self._journal.note(partial(self._point, other.members, other))
        self._journal.note(partial(self.stories.__setitem__, gone, other))

    def _point(self, reports: Sequence[int], story: Story) -> None:
        self._story_of.update(dict.fromkeys(reports, story))
        self._postings.point(reports, story.id)

    def _are_apart(self, one: Story, other: Story) -> bool:
        return any(
            self._story_of.get(second) is other
            for first in one.members
            for second in self.apart.get(first, ())
        )

    # --- forgetting ----------------------------------------------------------------------------

    def tick(self, seen: float) -> None:
        """Forget stories that are over; looked for once an hour."""
        if int(seen) <= int(self._clock):
            return
        self._journal.note(partial(setattr, self, "_clock", self._clock))
        self._clock = seen
        # Not in a function: all live stories are asked, every hour that is told again after a restart.
        over = [
            story
            for story in self.stories.values()
            if seen - story.seen > LOOK_BACK or seen - story.opened > LONGEST
        ]
        for story in over:
            self._forget(story)

    def _forget(self, story: Story) -> None:
        del self.stories[story.id]
        self._journal.note(partial(self.stories.__setitem__, story.id, story))
        for report in story.members:
            self._leave(report)

    def leave(self, report: int) -> None:
        """Take a report out of its story, which is then what its other members make it."""
        story = self._story_of.get(report)
        if story is None:
            return
        self._change(story)
        self._leave(report)
        story.renew(
            (other, self._vectors.get(other)) for other in story.members if other != report
        )
        if not story.members:
            del self.stories[story.id]
            self._journal.note(partial(self.stories.__setitem__, story.id, story))

    def _leave(self, report: int) -> None:
        story, vector = self._story_of.pop(report), self._vectors.get(report)
        order = 0 if vector is None else self._unlist(report, vector)
        self._journal.note(partial(self._return, report, story, vector, order))

    def _unlist(self, report: int, vector: Vector) -> int:
        """Take the words of a report out; give where it stood."""
        del self._vectors[report]
        if not self._is_listed:
            return 0
        self._seen[vector.language].remove(vector.numbers)
        return self._postings.remove(report, vector)

    def _return(self, report: int, story: Story, vector: Vector | None, order: int) -> None:
        self._story_of[report] = story
        if vector is not None:
            self._vectors[report] = vector
            self._seen[vector.language].add(vector.numbers)
            self._postings.put_back(report, story.id, vector, order)

    def settle(self) -> None:
        """What was done is here to stay."""
        self._postings.settle()

    # --- from the store ------------------------------------------------------------------------

    def list_later(self) -> None:
        """Count and list no terms until `list_now`: most of what is told from the beginning is forgotten again.

        Nothing may be asked or undone meanwhile. It does nothing where reports are listed already.
        """
        self._is_listed = bool(self._vectors) and self._is_listed

    def list_now(self) -> None:
        """Count and list the terms of all reports that are left, in the order in which they joined."""
        if self._is_listed:
            return
        self._is_listed = True
        apart: dict[str, list[Numbers]] = {}
        for vector in self._vectors.values():
            apart.setdefault(vector.language, []).append(vector.numbers)
        for language, numbers in apart.items():
            self._seen[language].add_all(numbers)
        stories = (self._story_of[report].id for report in self._vectors)
        self._postings.add_all(self._vectors, stories)


def _is_near(story: Story, at: float | None) -> bool:
    """Tell whether a report of this time may be of the story."""
    if at is None or story.last is None:
        return True
    return at - story.last <= LOOK_BACK and -LOOK_BACK <= at - story.first <= LONGEST
