"""The reports of the last fortnight: for each new one whose copy it is, else which story it joins, and why.

    decision = window.decide(report)           reads only
    story = decision.story or ...              a story of the store's, where a new one opens
    merges = window.keep(report, decision, story)
    window.settle()                            after the commit; window.undo() after a failure

`restore` builds the window again from what was stored. A window that was told the same reports, merges and
moves since `WINDOW` hours before the last one decides every later report alike.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from service.model import Relation
from service.stories.codes import NONE
from service.stories.copies import PERIOD, REMEMBERED, Measure, Original, Texts
from service.stories.headlines import Headlines
from service.stories.journal import Journal
from service.stories.lane import Found, Lane, Merge, Times
from service.stories.likeness import EMPTY, Vector
from service.stories.prepared import Prepared, UnknownSignatureError, pack, unpack
from service.stories.shingles import Fingerprint


WINDOW = float((REMEMBERED + 1) * PERIOD)
"""Hours: what was seen longer ago than this before the last report decides nothing."""
NEWS = 0.1
"""A copy of which so much is not in its original says something new."""
PINNED = "pinned"
LIKENESS = "likeness"
_EQUAL = 0.999
_BLANK = Fingerprint(shingles=NONE, figures=NONE, title=NONE, lead=NONE)
_TOLD = 500
"""So many events are told before the indexes are put in order."""
_MERGES = 1000
"""So many are remembered before places are written anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A report to place. Numbers of reports are of any order; `times.seen` never goes back."""

    report: int
    publisher: str
    times: Times
    prepared: Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Where a report goes, and why."""

    relation: Relation
    story: int | None
    """None: it opens a story."""
    of: int | None
    """The report that it is a copy, or a new state, of."""
    measure: str
    value: float
    threshold: float
    nearest: int | None
    """The story that was compared, joined or not."""
    signature: bytes
    """What `restore` wants of the report."""
    vector: Vector
    others: tuple[int, ...] = ()
    """Stories that may be one with its own."""
    bridged: int = 0
    """So many of the first of these are like the report enough to take it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A report as it was placed, or moved by hand; of a moved one the new place."""

    report: int
    publisher: str
    story: int
    opened: bool
    """It opened this story."""
    times: Times
    signature: bytes
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class United:
    """Two stories that became one after the report before this."""

    kept: int
    gone: int


class Window:
    """What is remembered, and what is decided by it."""

    def __init__(self) -> None:
        self._journal = Journal()
        self.texts, self.lane = Texts(self._journal), Lane(self._journal)
        self.headlines = Headlines(self._journal)
        self.unread: list[int] = []
        """Reports whose signature nobody can read: they have their place, and are like nothing."""
        self._stories: dict[int, int] = {}
        """Where each report was placed, as long as its text is remembered."""
        self._kept: dict[int, int] = {}
        """What became of stories that are gone."""
        self._together: dict[int, int] = {}
        self._apart: dict[int, set[int]] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def story_of(self, report: int) -> int | None:
        """Give the story of a report whose text is remembered, though the story be over."""
        story = self._stories.get(report)
        return None if story is None else self._kept_story(story)

    def _kept_story(self, story: int) -> int:
        while story in self._kept:
            story = self._kept[story]
        return story

    # --- deciding ------------------------------------------------------------------------------

    def expect(self, coming: Sequence[Incoming]) -> None:
        """Say which reports will be decided next, in this order: what can be asked for all at once is.

        It changes no decision, whatever comes then.
        """
        if coming:
            self._tick(coming[0].times.seen)
            self.texts.expect([(new.report, new.prepared.print) for new in coming])

    def decide(self, new: Incoming) -> Decision:
        """Decide where a report goes; the next call must be `keep`."""
        self._tick(new.times.seen)
        apart = self._apart.get(new.report, set())
        looked = self.texts.look(new.prepared.print, new.publisher, apart)
        recurring = self.headlines.of_other_days(
            new.publisher, new.prepared.print.title, _when(new.times)
        )
        copied = None if _is_column(looked.original, recurring) else looked.original
        pinned = self._together.get(new.report)
        if pinned is not None and (story := self.story_of(pinned)) is not None:
            return self._pinned(new, pinned, story)
        if copied is not None and (story := self.story_of(copied.text)) is not None:
            return self._copied(new, copied, story)
        vector = self.lane.weigh(new.prepared.terms)
        barred = apart.union(looked.forms, recurring)
        return _likened(new, vector, self.lane.find(vector, new.times.at, barred))

    def _pinned(self, new: Incoming, pinned: int, story: int) -> Decision:
        vector = self.lane.weigh(new.prepared.terms)
        return Decision(
            relation=Relation.REPORT,
            story=story,
            of=pinned,
            measure=PINNED,
            value=1.0,
            threshold=1.0,
            nearest=story,
            signature=pack(new.prepared.print, vector),
            vector=vector,
        )

    def _copied(self, new: Incoming, copied: Original, story: int) -> Decision:
        adds = copied.overlap.added >= NEWS
        vector = self.lane.weigh(new.prepared.terms) if adds else EMPTY
        changed = copied.own and (copied.overlap.jaccard < _EQUAL or copied.overlap.figures < 1)
        return Decision(
            relation=Relation.UPDATE if changed else Relation.COPY,
            story=story,
            of=copied.text,
            measure=copied.verdict.measure,
            value=copied.verdict.value,
            threshold=copied.verdict.threshold,
            nearest=story,
            signature=pack(new.prepared.print, vector),
            vector=vector,
        )

    # --- remembering ---------------------------------------------------------------------------

    def keep(self, new: Incoming, decision: Decision, story: int) -> list[Merge]:
        """Remember a report in its story; give the merges that this led to."""
        opened = decision.story is None
        self._remember(new.report, new.prepared.print, new.publisher, new.times)
        self._put(new.report, story, decision.vector, new.times, opened=opened)
        if story not in self.lane.stories or not decision.others:
            return []
        merges = self.lane.merge(story, decision.others, decision.bridged)
        for merge in merges:
            self._note_gone(merge.kept, merge.gone)
        return merges

    def _remember(self, report: int, made: Fingerprint, publisher: str, times: Times) -> None:
        self.texts.add(report, made, publisher, times.seen)
        self.headlines.add(report, publisher, made.title, _when(times))

    def _put(self, report: int, story: int, vector: Vector, times: Times, *, opened: bool) -> None:
        self._journal.note(partial(_put_back, self._stories, report, self._stories.get(report)))
        self._stories[report] = story
        if opened or (len(vector) and story in self.lane.stories):
            self.lane.join(report, story, vector, times)
        elif story in self.lane.stories:
            self.lane.follow(report, story, times)

    def _note_gone(self, kept: int, gone: int) -> None:
        self._journal.note(partial(_put_back, self._kept, gone, self._kept.get(gone)))
        self._kept[gone] = kept

    def _tick(self, seen: float) -> None:
        self.lane.tick(seen)
        for text in self.texts.tick(seen):
            self.headlines.forget(text)
            self._journal.note(partial(_put_back, self._stories, text, self._stories.pop(text)))

    def adopt(self, new: Incoming, story: int, *, copies: bool) -> Placed:
        """Remember a report as others have placed it, whatever would be decided here."""
        self._tick(new.times.seen)
        opened = story not in self.lane.stories
        silent = copies and not opened
        vector = EMPTY if silent else self.lane.weigh(new.prepared.terms)
        placed = Placed(
            report=new.report,
            publisher=new.publisher,
            story=story,
            opened=opened,
            times=new.times,
            signature=pack(new.prepared.print, vector),
        )
        self.restore([placed])
        return placed

    # --- by hand -------------------------------------------------------------------------------

    def move(self, placed: Placed) -> None:
        """Put a report that is placed into another story, live or new (`opened`)."""
        self.lane.leave(placed.report)
        _, vector = self._read(placed)
        self._put(placed.report, placed.story, vector, placed.times, opened=placed.opened)

    def unite(self, kept: int, gone: int) -> None:
        """Make two stories one."""
        self.lane.unite(kept, gone)
        self._note_gone(kept, gone)

    def pin(self, together: Iterable[tuple[int, int]], apart: Iterable[tuple[int, int]]) -> None:
        """From now on: these pairs of reports in one story, those in two. Earlier pins are forgotten."""
        self._together = {
            report: other for pair in together for report, other in (pair, pair[::-1])
        }
        self._apart = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)
        self.lane.apart = self._apart

    def are_apart(self, one: int, other: int) -> bool:
        """Tell whether two reports are pinned apart."""
        return other in self._apart.get(one, ())

    # --- with the store ------------------------------------------------------------------------

    def settle(self) -> None:
        """What was kept is committed."""
        self._journal.settle()
        self.texts.settle()
        self.lane.settle()
        if len(self._kept) > _MERGES:
            self._stories = {
                report: self._kept_story(story) for report, story in self._stories.items()
            }
            self._kept.clear()

    def undo(self) -> None:
        """Forget what was kept since the last `settle`: it was not committed."""
        self._journal.undo()

    def restore(self, history: Iterable[Placed | United], *, more: bool = False) -> None:
        """Tell what was stored, in its order; may be called again with what came later.

        `more`: it will be, before anything else.
        """
        self.lane.list_later()
        for told, event in enumerate(history, start=1):
            if isinstance(event, United):
                self.unite(event.kept, event.gone)
            elif event.moved:
                self.move(event)
            else:
                self._restore(event)
            self._journal.settle()
            if not told % _TOLD:
                self.settle()
        self.settle()
        if not more:
            self.lane.list_now()

    def _restore(self, placed: Placed) -> None:
        self._tick(placed.times.seen)
        made, vector = self._read(placed)
        self._remember(placed.report, made, placed.publisher, placed.times)
        self._put(placed.report, placed.story, vector, placed.times, opened=placed.opened)

    def _read(self, placed: Placed) -> tuple[Fingerprint, Vector]:
        try:
            return unpack(placed.signature)
        except UnknownSignatureError:
            self.unread.append(placed.report)
            return _BLANK, EMPTY


def _likened(new: Incoming, vector: Vector, found: Found) -> Decision:
    return Decision(
        relation=Relation.REPORT if found.joins else Relation.FIRST,
        story=found.nearest if found.joins else None,
        of=None,
        measure=LIKENESS,
        value=found.value,
        threshold=found.threshold,
        nearest=found.nearest,
        signature=pack(new.prepared.print, vector),
        vector=vector,
        others=found.others,
        bridged=found.bridged,
    )


def _when(times: Times) -> float:
    return times.seen if times.at is None else times.at


def _is_column(copied: Original | None, recurring: Container[int]) -> bool:
    """Tell what is like an earlier text by its headline above all, and that headline comes back."""
    return (
        copied is not None
        and copied.text in recurring
        and copied.verdict.measure is Measure.TITLED
    )


def _put_back(table: dict[int, int], key: int, value: int | None) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = value
