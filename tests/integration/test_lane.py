"""The lane: likeness, copies, origins and pins, in step with the rows whatever happens."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection

from service.errors import StoreError
from service.model import Pins
from service.pipeline.lane import Lane
from service.pipeline.turn import Turn
from service.store.engine import Store
from service.store.postgres import read_url
from service.store.schema import signature
from tests.integration.newsroom import Newsroom, feed, item
from tests.invented import words
from tests.postgres import Server


VISIT = "Minister Maren visits Petrell to sign an arms transfer with president Tessaro"
VISIT_TOO = "Arms transfer signed in Petrell as president Tessaro receives minister Maren"
STRIKE = "Dockers of Brunholt strike over an arms transfer to Lorvany through their harbour"
STRIKE_TOO = "Harbour of Brunholt shut: dockers strike against arms transfer to Lorvany"
DOCK = words("dock", 70)

Seen = list[tuple[Any, ...]]


@pytest.fixture
def room(either_room: Newsroom) -> Newsroom:
    """Let every test here run on both kinds of database."""
    return either_room


@pytest_asyncio.fixture
async def two_rooms(
    postgres: Server, template: str, tmp_path: Path
) -> AsyncIterator[tuple[Newsroom, Newsroom]]:
    """Give two processes' worth of newsroom over one database, at one time of day."""
    with postgres.database(template) as url:
        stores = Store(read_url(url)), Store(read_url(url))
        one, other = (Newsroom(store, tmp_path) for store in stores)
        await one.configure()
        other.pipeline.parts = replace(other.pipeline.parts, clock=one.clock)
        yield one, other
        for store in stores:
            store.close()


def report(number: int, title: str, text: str = "", *, site: str = "wire") -> dict[str, Any]:
    own = text or f"{title}. {words(number, 8)}"
    return item(str(number), title, own, url=f"https://{site}.example/{number}")


STREAM = (
    report(1, VISIT),
    report(2, STRIKE),
    report(3, VISIT_TOO, site="paper"),
    report(4, "Arms transfer through the dock", f"An arms transfer. {DOCK}"),
    report(
        5, "Dock and arms transfer", f"Our reporter saw it. An arms transfer. {DOCK}", site="b"
    ),
    report(6, STRIKE_TOO, site="paper"),
    report(7, "Arms transfer through the dock", f"An arms transfer, twice. {DOCK} {words(7, 20)}"),
)


async def placed(room: Newsroom) -> Seen:
    columns = ("article_id", "story_id", "relation", "of_article", "measure", "value", "threshold")
    return await room.rows("story_member", *columns)


async def brought(room: Newsroom, *items: dict[str, Any], name: str = "wire") -> None:
    """Let a feed bring these, and place them."""
    room.kinds[name].brings = feed(*items)
    await room.poll(name)
    await room.pipeline.group()


def restart(room: Newsroom) -> None:
    """Forget all that a process remembers."""
    room.pipeline.parts = replace(room.pipeline.parts, turn=Turn())


def pinned(room: Newsroom, **pins: Any) -> None:
    in_force = room.pipeline.configuration
    room.pipeline.configuration = replace(in_force, pins=Pins(**pins))


async def test_reports_of_one_event_are_one_story(room: Newsroom) -> None:
    """Other words of another outlet report it, too; an outlet's own new text is an update; a reprint a copy."""
    await room.source("wire")
    for one in STREAM:
        await brought(room, one)
    assert [(row[0], row[1], row[2], row[3]) for row in await placed(room)] == [
        (1, 1, "first", None),
        (2, 2, "first", None),
        (3, 1, "report", None),
        (4, 3, "first", None),
        (5, 3, "copy", 4),
        (6, 2, "report", None),
        (7, 3, "update", 4),
    ]


async def test_two_workers_at_once_place_as_one_would(
    room: Newsroom, two_rooms: tuple[Newsroom, Newsroom]
) -> None:
    """Each report once, in the same story and for the same reason, whoever is faster."""
    random, one = Random(6), two_rooms[0]
    for desk in (room, one):
        await desk.source("wire")
    for first in range(1, 61, 6):
        some = [invented(random, number) for number in range(first, first + 6)]
        await brought(room, *some)
        one.kinds["wire"].brings = feed(*some)
        await one.poll("wire")
        assert sum(await asyncio.gather(*(each.pipeline.group() for each in two_rooms))) == 6
    assert await placed(one) == await placed(room)
    merges = await room.rows("story_merge", "kept", "gone", "value")
    assert merges
    assert await one.rows("story_merge", "kept", "gone", "value") == merges


def invented(random: Random, number: int) -> dict[str, Any]:
    """Give a report of one of a few events, in words of its own."""
    event, site = random.randrange(5), random.choice("abcd")
    names = words(f"event {event}", 14).rstrip(".").split()
    said = " ".join(random.sample(names, random.randrange(3, 9)))
    return report(number, f"{said} arms transfer", f"{said}. {words(number, 3)}", site=site)


@pytest.mark.parametrize("cut", range(1, len(STREAM)))
async def test_a_restart_anywhere_changes_no_story(room: Newsroom, cut: int) -> None:
    """What was placed before is known from the rows: the same stories, for the same reasons."""
    await room.source("wire")
    for number, one in enumerate(STREAM):
        if number == cut:
            restart(room)
        await brought(room, one)
    once = await placed(room)
    assert [row[1] for row in once] == [1, 2, 1, 3, 3, 2, 3]


async def test_a_transaction_that_failed_leaves_no_trace(room: Newsroom) -> None:
    """It is done again by what the rows say, with no more remembered than they hold."""
    await room.source("wire")
    await brought(room, STREAM[0])
    room.kinds["wire"].brings = feed(STREAM[1], STREAM[2])
    await room.poll("wire")
    await room.store.write(_refuse)
    with pytest.raises(StoreError, match="no more"):
        await room.pipeline.group()
    assert len(await placed(room)) == 1
    await room.store.write(_refuse_no_longer)
    assert await room.pipeline.group() == 2
    one, other, too = [row[1] for row in await placed(room)]  # numbers may be left out
    assert one == too != other


def _refuse(connection: Connection) -> None:
    """Let the database take two signatures and not a third."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON signature WHEN NEW.step = 3 "
            "BEGIN SELECT RAISE(ABORT, 'no more'); END"
        )
        return
    connection.exec_driver_sql(
        "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE 'no more'; END $$ LANGUAGE plpgsql"
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER refuse BEFORE INSERT ON signature FOR EACH ROW WHEN (NEW.step = 3) "
        "EXECUTE FUNCTION refuse()"
    )


def _refuse_no_longer(connection: Connection) -> None:
    where = "" if connection.dialect.name == "sqlite" else " ON signature"
    connection.exec_driver_sql(f"DROP TRIGGER refuse{where}")


async def test_what_another_process_placed_is_known(room: Newsroom) -> None:
    """Two lanes over one database take turns: each repeats what the other did since."""
    await room.source("wire")
    turns = Turn(), Turn()
    for number, one in enumerate(STREAM):
        room.pipeline.parts = replace(room.pipeline.parts, turn=turns[number % 2])
        await brought(room, one)
    assert [row[1] for row in await placed(room)] == [1, 2, 1, 3, 3, 2, 3]


class Slow(Lane):
    """A lane whose building lasts until somebody says so."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.may_end = asyncio.Event(), asyncio.Event()

    async def catch_up(self, store: Store, now: float) -> None:
        self.begun.set()
        await self.may_end.wait()
        await super().catch_up(store, now)


async def test_polls_go_on_while_the_lane_is_built(room: Newsroom) -> None:
    """After a restart with many reports: what comes meanwhile is stored and waits for its story."""
    await room.source("wire")
    await brought(room, *STREAM[:2])
    lane = Slow()
    room.pipeline.parts = replace(room.pipeline.parts, turn=Turn(lane=lane))
    room.kinds["wire"].brings = feed(*STREAM[2:4])
    await room.poll("wire")
    grouping = asyncio.create_task(room.pipeline.group())
    await lane.begun.wait()
    room.kinds["wire"].brings = feed(*STREAM[4:])
    await room.poll("wire")
    assert len(await room.rows("ungrouped", "article_id")) == len(STREAM) - 2
    lane.may_end.set()
    await grouping
    assert [row[1] for row in await placed(room)] == [1, 2, 1, 3, 3, 2, 3]


async def test_a_lane_ahead_of_its_rows_begins_anew(room: Newsroom) -> None:
    """Rows that were known and are gone: it fails once, and then goes by what is there, signed again."""
    await room.source("wire")
    await brought(room, STREAM[0])
    await room.store.write(lambda c: c.execute(signature.delete()))
    with pytest.raises(StoreError, match="ahead of its rows"):
        await brought(room, STREAM[2])
    assert await room.pipeline.group() == 1
    assert [row[2] for row in await placed(room)] == ["first", "report"]


async def test_what_was_placed_before_there_was_a_lane_is_signed(room: Newsroom) -> None:
    """After an upgrade stories go on: reports join them, and reprints are copies of theirs."""
    await room.source("wire")
    await brought(room, *STREAM[:2], STREAM[3])
    await room.store.write(lambda c: c.execute(signature.delete()))
    restart(room)
    await brought(room, STREAM[2], STREAM[4])
    assert [(row[1], row[2], row[3]) for row in (await placed(room))[3:]] == [
        (1, "report", None),
        (3, "copy", 3),
    ]
    restart(room)
    await brought(room, STREAM[5])
    assert (await placed(room))[-1][1] == 2
    assert [row[0] for row in await room.rows("signature", "step")] == [1, 2, 3, 4, 5, 6]


# --- origin ------------------------------------------------------------------------------------


async def test_the_agency_takes_its_place_when_its_report_comes(room: Newsroom) -> None:
    """A paper was faster with the agency's text: it is a copy from then on, and so are its copies."""
    text = f"(Yonhap) -- An arms transfer. {DOCK}"
    await room.source("paper")
    await room.source("other")
    await room.source("agency", outlet="Yonhap News Agency")
    await brought(room, report(1, "Arms", f"SEOUL, Sept. 5 {text}", site="paper"), name="paper")
    await brought(room, report(2, "Arms sold", f"SEOUL, Sept. 5 {text}", site="o"), name="other")
    await brought(room, report(3, "Dock", f"SEOUL, Sept. 5 {text}", site="y"), name="agency")
    assert [row[:4] for row in await placed(room)] == [
        (1, 1, "copy", 3),
        (2, 1, "copy", 3),
        (3, 1, "first", None),
    ]
    assert await room.rows("story_move", "article_id", "was", "now", "why") == [
        (3, "copy", "first", "origin"),
        (1, "first", "copy", "origin"),
    ]


async def test_a_copy_of_a_copy_names_the_origin(room: Newsroom) -> None:
    """The likest text is often another reprint."""
    await room.source("wire")
    extra = words("extra", 25)
    await brought(room, report(1, "Arms", f"An arms transfer. {DOCK}"))
    await brought(room, report(2, "Arms sold", f"An arms transfer. {DOCK} {extra}", site="b"))
    await brought(room, report(3, "Dock", f"{extra} {words('dock', 40)} arms transfer", site="c"))
    assert [row[2:4] for row in await placed(room)][:2] == [("first", None), ("copy", 1)]
    assert (await placed(room))[2][3] in (None, 1)


# --- pins --------------------------------------------------------------------------------------


async def test_what_is_pinned_together_is_one_story(room: Newsroom) -> None:
    """What was placed already becomes one, what comes later joins; a merge says why."""
    await room.source("wire")
    await brought(room, STREAM[0], STREAM[1])
    pinned(
        room, together=(("1", "https://wire.example/2", "https://wire.example/4?utm_source=x"),)
    )
    assert await room.pipeline.group() == 0
    await brought(room, STREAM[3])
    assert [row[1:3] for row in await placed(room)] == [(1, "first"), (1, "report"), (1, "report")]
    assert await room.rows("story_merge", "kept", "gone", "why") == [(1, 2, "pinned")]
    assert await room.column("story", "merged_into") == [None, 1]


async def test_what_is_pinned_apart_leaves_with_its_copies(room: Newsroom) -> None:
    """The later of the two; what copies it, or is a new state of it, goes along."""
    await room.source("wire")
    reprint = {**STREAM[2], "id": "9", "url": "https://other.example/9"}
    await brought(room, STREAM[0], STREAM[2], reprint)
    assert [row[1] for row in await placed(room)] == [1, 1, 1]
    pinned(room, apart=(("1", "2"),))
    await room.pipeline.group()
    assert [row[:4] for row in await placed(room)] == [
        (1, 1, "first", None),
        (2, 2, "first", None),
        (3, 2, "copy", 2),
    ]
    moves = await room.rows("story_move", "article_id", "from_story", "to_story", "why")
    assert moves == [(2, 1, 2, "pinned"), (3, 1, 2, "pinned")]


async def test_a_pin_of_a_first_report_makes_another_the_first(room: Newsroom) -> None:
    """A story has one report that stands first."""
    await room.source("wire")
    await brought(room, STREAM[0], STREAM[2])
    await brought(room, {**STREAM[0], "id": "8", "url": "https://other.example/8"})
    pinned(room, apart=(("2", "3"),))  # the third is a copy of the first
    await room.pipeline.group()
    assert [row[:4] for row in await placed(room)] == [
        (1, 1, "first", None),
        (2, 1, "report", None),
        (3, 2, "first", None),
    ]


async def test_pins_that_contradict_each_other_part(room: Newsroom) -> None:
    """Nothing goes to and fro."""
    await room.source("wire")
    await brought(room, STREAM[0], STREAM[1], STREAM[3])
    pinned(room, together=(("1", "2"), ("2", "3")), apart=(("1", "3"),))
    await room.pipeline.group()
    once = await placed(room)
    assert [row[1] for row in once] == [1, 1, 3]
    restart(room)
    await brought(room, STREAM[5])
    assert (await placed(room))[:3] == once


async def test_pins_hold_over_a_restart(room: Newsroom) -> None:
    """A later report of the event does not join what was parted by hand."""
    await room.source("wire")
    await brought(room, STREAM[0], STREAM[1])
    pinned(room, apart=(("2", "https://paper.example/6"),))
    restart(room)
    await brought(room, STREAM[5])
    assert [row[1] for row in await placed(room)] == [1, 2, 3]


async def _agency_last(room: Newsroom) -> None:
    """Let a paper bring an agency's text, another outlet report the event, and then the agency come."""
    text = f"SEOUL, Sept. 5 (Yonhap) -- An arms transfer in the dock of Brunholt. {DOCK}"
    for name in ("paper", "other"):
        await room.source(name)
    await room.source("agency", outlet="Yonhap News Agency")
    await brought(room, report(1, STRIKE, text, site="paper"), name="paper")
    await brought(room, report(2, STRIKE_TOO, site="o"), name="other")
    await brought(room, report(3, STRIKE, text, site="y"), name="agency")
    assert [row[1:3] for row in await placed(room)] == [(1, "copy"), (1, "report"), (1, "first")]


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [
        ("Norvik Press Agency", [("copy", 2), ("first", None)]),
        ("Dock Gazette", [("first", None), ("copy", 1)]),
    ],
)
async def test_an_agency_that_no_list_knows(
    room: Newsroom, outlet: str, expected: list[tuple[str, int | None]]
) -> None:
    """Its own report is the origin where a dateline has its initials; a name of somebody else says nothing."""
    text = f"BRUNHOLT, Sept. 5 (NPA) -- An arms transfer in the dock. {DOCK}"
    await room.source("paper")
    await room.source("agency", outlet=outlet)
    await brought(room, report(1, STRIKE, text, site="paper"), name="paper")
    await brought(room, report(2, STRIKE, text, site="y"), name="agency")
    assert [row[2:4] for row in await placed(room)] == expected


async def test_a_first_report_that_leaves_makes_another_the_first(room: Newsroom) -> None:
    """It takes its copies along, however early they were."""
    await _agency_last(room)
    pinned(room, apart=(("2", "3"),))
    await room.pipeline.group()
    assert [row[:4] for row in await placed(room)] == [
        (1, 2, "copy", 3),
        (2, 1, "first", None),
        (3, 2, "first", None),
    ]


async def test_a_copy_that_came_before_its_origin_leaves_alone(room: Newsroom) -> None:
    """It is pinned apart from what it copies: that stays."""
    await _agency_last(room)
    pinned(room, apart=(("1", "3"),))
    await room.pipeline.group()
    assert [row[:4] for row in await placed(room)] == [
        (1, 2, "first", None),
        (2, 1, "report", None),
        (3, 1, "first", None),
    ]
