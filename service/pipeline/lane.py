"""The lane: what whoever places reports remembers of recent ones, kept in step with the rows.

Only a writing transaction places, so there is one lane however many processes there are. What was done in a
transaction that failed, or of which nobody knows, is undone at the next one; what another process has
done since is repeated then.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from service.errors import StoreError
from service.model import NO_PINS, ArticleId, Pins, StoryId
from service.store import lane
from service.store.engine import Store
from service.store.lane import Signed, Steps
from service.store.rows import load_published
from service.stories.group import hours
from service.stories.lane import Times
from service.stories.prepared import Prepared
from service.stories.window import WINDOW, Incoming, Placed, United, Window


STRETCH = 500
"""Rows that are repeated at a time."""
HOUR = 3600
AHEAD = 24.0
"""Hours by which clocks may differ: what is dated later than that was dated by a clock that was wrong."""

log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class _Mark:
    """How far the window has come."""

    step: int = 0
    seen: float = 0.0
    pins: Pins = NO_PINS
    """Applied to all that was placed."""


@dataclass(slots=True, kw_only=True)
class Lane:
    """The window, and how far it has come: for certain, and in a transaction that is under way."""

    window: Window = field(default_factory=Window)
    known: bool = False
    """It was built from the rows."""
    _sure: _Mark = field(default_factory=_Mark)
    _now: _Mark = field(default_factory=_Mark)

    @property
    def pins(self) -> Pins:
        return self._sure.pins

    # --- between transactions ------------------------------------------------------------------

    async def catch_up(self, store: Store, now: float) -> None:
        """Build the window from the rows, a stretch at a time: nobody waits for it.

        It is built again after a clock that was far ahead was set right: it had forgotten what is not over.
        """
        if self.known and self._sure.seen <= now + AHEAD:
            return
        if ((await store.read(lane.newest_seen)) or now) > now + AHEAD:
            log.warning("story.clock_was_ahead", signed=await store.write(lane.date_back, now))
        window, mark = Window(), await store.read(_start)
        while (steps := await store.read(lane.steps, mark.step, STRETCH)).last is not None:
            await asyncio.to_thread(_repeat, window, mark, steps, more=True)
        await asyncio.to_thread(window.restore, ())
        self.window, self._sure, self._now, self.known = window, mark, _copy(mark), True
        if window.unread:
            log.error("story.signatures_unreadable", articles=window.unread)

    def settle(self) -> None:
        """What was done is committed."""
        self.window.settle()
        self._sure = _copy(self._now)

    def forget(self) -> None:
        """Rows are gone that were remembered: it is built anew."""
        self.known = False

    # --- within one ----------------------------------------------------------------------------

    def begin(self, connection: Connection, now: float) -> None:
        """Undo what was not committed, and repeat what others did since.

        Raises `StoreError` if rows are gone that were known to be there: then it is built anew.
        """
        self.window.undo()
        self._now = _copy(self._sure)
        last = lane.last_step(connection)
        if last < self._now.step:
            self.forget()
            raise StoreError("the lane is ahead of its rows")
        while (steps := lane.steps(connection, self._now.step, STRETCH)).last is not None:
            _repeat(self.window, self._now, steps)
        self._now.step = last
        self._sure = _copy(self._now)
        self._now.seen = max(self._now.seen, now)

    @property
    def seen(self) -> float:
        """What time it is in the lane, in hours since 1970: it never goes back."""
        return self._now.seen

    def next_step(self) -> int:
        self._now.step += 1
        return self._now.step

    def applied(self, pins: Pins) -> None:
        self._now.pins = pins


def _start(connection: Connection) -> _Mark:
    """Find the step before the first that the window remembers."""
    newest = lane.newest_seen(connection)
    if newest is None:
        return _Mark(step=lane.last_step(connection))
    first = lane.first_step_since(connection, newest - WINDOW)
    return _Mark(step=(first or 1) - 1)


def _copy(mark: _Mark) -> _Mark:
    return _Mark(step=mark.step, seen=mark.seen, pins=mark.pins)


def _repeat(window: Window, mark: _Mark, steps: Steps, *, more: bool = False) -> None:
    events = sorted(_events(steps), key=lambda one: one[0])
    window.restore((event for _, event in events), more=more)
    mark.step = steps.last or mark.step
    mark.seen = max((mark.seen, *(one.seen for one in steps.signed)))


def _events(steps: Steps) -> Iterator[tuple[int, Placed | United]]:
    yield from ((one.step, placed(one)) for one in steps.signed)
    yield from ((one.step, placed(one, moved=True)) for one in steps.moved)
    yield from ((step, United(kept=one.kept, gone=one.gone)) for step, one in steps.merges)


def placed(one: Signed, *, moved: bool = False) -> Placed:
    """Put a row in the window's words."""
    return Placed(
        report=one.article,
        publisher=one.publisher,
        story=one.story,
        opened=one.opened,
        times=Times(at=one.at, seen=one.seen),
        signature=one.packed,
        moved=moved,
    )


# --- a row, to be placed and to be remembered ----------------------------------------------------


def incoming(row: Row[Any], prepared: Prepared, seen: float) -> Incoming:
    """Give a report as the window asks for it; `seen` in hours since 1970."""
    return Incoming(
        report=row.id,
        publisher=row.publisher,
        times=Times(at=hours(load_published(row.published), row.first_seen_at), seen=seen),
        prepared=prepared,
    )


def signed(new: Incoming, step: int, story: int, packed: bytes, *, opened: bool) -> Signed:
    return Signed(
        step=step,
        article=ArticleId(new.report),
        story=StoryId(story),
        opened=opened,
        publisher=new.publisher,
        at=new.times.at,
        seen=new.times.seen,
        packed=packed,
    )
