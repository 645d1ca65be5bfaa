"""A PostgreSQL server that fails at the worst moments: replies that are lost, and one that freezes.

Where `WIREWATCH_PROVE_KILLS` asks for more, more replies are lost.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.settings import environment
from tests.e2e.flaky import Way, flaky
from tests.e2e.looking import PostgresLooking
from tests.e2e.processes import Zygote
from tests.e2e.world import World, world
from tests.postgres import Server


pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*")

THOROUGH = "WIREWATCH_PROVE_KILLS" in environment()
LOSING = (3, 4, 7) if THOROUGH else (4,)
STORIES = 40 if THOROUGH else 8


@pytest.fixture
async def broken(
    tmp_path: Path, quick: Zygote, postgres: Server, template: str
) -> AsyncIterator[tuple[World, Way]]:
    """A world whose service reaches its database through a way that breaks; its tests do not."""
    with postgres.database(template) as url, flaky(url) as (through, way):
        async with world(tmp_path / "one", quick, url) as made:
            assert isinstance(made.database, PostgresLooking)
            made.database.through = through
            made.turn_clock("2026-03-02T08:00:00+00:00")
            yield made, way
            way.close()


@pytest.mark.parametrize("every", LOSING)
async def test_lost_replies_repeat_and_delay_nothing(
    broken: tuple[World, Way], every: int
) -> None:
    """A commit whose reply is lost was done: nothing is told twice, nothing waits for a lease."""
    made, way = broken
    process = await made.started()
    way.lose_every = every
    for number in range(1, STORIES + 1):
        made.publish(number)
        await asyncio.sleep(0.3)
    await made.until(lambda: way.lost >= STORIES // 2, "replies that are lost")
    way.lose_every = 0
    await made.settle()
    assert await process.stop() == 0, process.text
    made.check()
    outcomes = made.rows("SELECT DISTINCT outcome FROM attempt")
    assert [row["outcome"] for row in outcomes] == ["sent"]
    assert not made.rows("SELECT * FROM delivery WHERE attempts <> 1")


async def test_a_frozen_server_keeps_nobody_from_ending(broken: tuple[World, Way]) -> None:
    """Asked to stop, the service ends though its writes get no answer; the next one goes on."""
    made, way = broken
    process = await made.started()
    way.freeze()
    made.publish(1, 2)
    await made.until(lambda: "scheduler.tick_slow" in process.text, "a tick that waits")
    assert await process.stop() == 1
    assert "service.cut_off" in process.text
    way.cut()
    way.go_on()
    made.note_leases()
    process = await made.started()
    await made.settle()
    assert await process.stop() == 0, process.text
    made.check()


async def test_a_start_that_waits_for_its_server_can_be_ended(broken: tuple[World, Way]) -> None:
    """Not only after a minute's patience."""
    made, way = broken
    way.down = True
    process = made.start()
    await made.until(lambda: "store.not_there_yet" in process.text, "the wait")
    assert await process.stop() == 0
    assert "Traceback" not in process.text
