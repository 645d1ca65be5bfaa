"""The lane after what should not happen: rows nobody can read, a clock that was wrong, rows that went meanwhile."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, event, update
from structlog.typing import EventDict

from service.errors import StoreError
from service.model import Pins
from service.pipeline import pinning
from service.pipeline.lane import Lane
from service.store import upkeep
from service.store.schema import signature
from service.store.upkeep import Keep
from tests.integration.newsroom import Newsroom, headlines
from tests.integration.test_lane import (
    STREAM,
    STRIKE,
    VISIT,
    brought,
    pinned,
    placed,
    report,
    restart,
)
from tests.invented import words


SOON = timedelta(minutes=1)


@pytest.fixture
def room(either_room: Newsroom) -> Newsroom:
    """Let every test here run on both kinds of database."""
    return either_room


@pytest.mark.parametrize("packed", [b"", b"\x07 of another age", b"\x02" + b"\xff" * 40])
async def test_what_nobody_can_read_stops_nothing(
    room: Newsroom, packed: bytes, events: list[EventDict]
) -> None:
    """A signature that is spoilt costs the likeness of one report, and is said; the rest goes on."""
    await room.source("wire")
    await brought(room, *STREAM[:2])
    spoilt = update(signature).where(signature.c.article_id == 1).values(packed=packed)
    await room.store.write(lambda c: c.execute(spoilt))
    restart(room)
    await brought(room, report(6, STRIKE, site="paper"), STREAM[3])
    assert [row[1] for row in await placed(room)] == [1, 2, 2, 3]
    assert len(headlines(await room.tell("desk"))) == 3
    (said,) = [one for one in events if one["event"] == "story.signatures_unreadable"]
    assert said["articles"] == [1]


async def test_a_clock_that_was_ahead_is_forgotten(room: Newsroom) -> None:
    """What came before it is known again, and stories end at their time."""
    await room.source("wire")
    await brought(room, STREAM[0])
    room.clock.forward(days=400)
    await brought(room, STREAM[1])
    room.clock.forward(days=-400)
    await brought(room, *STREAM[2:])
    assert [row[1] for row in await placed(room)] == [1, 2, 1, 3, 3, 2, 3]
    room.clock.forward(days=30)
    await brought(room, report(50, VISIT, site="late"))
    assert (await placed(room))[-1][2] == "first"


async def test_a_story_that_was_pruned_is_joined_by_none(room: Newsroom) -> None:
    """Where the lane remembers a story that is gone it fails once, and goes by what is there."""
    await room.source("wire")
    await brought(room, *STREAM[:2])
    await brought(room, report(8, "Arms transfer elsewhere"))
    await room.tell("desk")
    room.clock.forward(hours=3)
    keep = Keep(articles=SOON, pages=SOON, seen=SOON, dead_letters=SOON)
    await room.store.write(upkeep.prune, keep, room.clock())
    assert len(await placed(room)) == 1
    with pytest.raises(StoreError, match="story 2 is gone"):
        await brought(room, report(9, STRIKE, site="paper"))
    assert await room.pipeline.group() == 1
    assert (await placed(room))[-1][2] == "first"


async def test_pins_are_asked_about_together(room: Newsroom) -> None:
    """Who pins a hundred reports apart pays for one question, not for five thousand with each batch."""
    await room.source("wire")
    await brought(room, *(report(one, f"Arms transfer {words(one, 9)}") for one in range(1, 31)))
    names = tuple(map(str, range(1, 31)))
    pinned(room, apart=(names,))
    await room.pipeline.group()
    few = await room.store.write(asked, Pins(apart=(names[:3],)), room.clock())
    assert await room.store.write(asked, Pins(apart=(names,)), room.clock()) == few


def asked(connection: Connection, pins: Pins, now: datetime) -> int:
    """Count the questions that it takes to let pins hold which hold already."""
    said: list[object] = []
    event.listen(connection, "before_cursor_execute", lambda *what: said.append(what))
    pinning.apply(connection, Lane(), pins, now)
    return len(said)
