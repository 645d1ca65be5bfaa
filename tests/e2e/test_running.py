"""Starting, stopping, files that come and go: the service as its owner meets it."""

import asyncio
import json
import signal

import pytest

from tests.e2e.feeds import Story
from tests.e2e.world import WATCHLIST, World


pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*")

TWICE_A_DAY = """
digest: {schedule: [08:00, 18:00], timezone: Asia/Seoul, to: [hook, desk, outbox]}
"""


async def test_run_once_polls_tells_and_ends(real_world: World) -> None:
    """`run --once` as cron would start it: everything is told, and the exit code is 0."""
    world = real_world
    world.publish(1, 2)
    process = world.start("run", "--once")
    assert await process.wait() == 0, process.text
    world.check()


async def test_a_second_process_refuses_the_same_data_folder(real_world: World) -> None:
    """It names the process that has it and what to do, and touches nothing."""
    world = real_world
    first = await world.started()
    second = world.start()
    assert await second.wait() == 3
    assert f"another wirewatch (process {first.pid}) is using" in second.text
    assert "Traceback" not in second.text
    assert await first.stop() == 0


async def test_a_broken_watchlist_leaves_the_others_on_and_is_told(quick_world: World) -> None:
    """The mistake is shown at the start with its place, and every digest says what is off."""
    world = quick_world
    world.configure(watchlist_broken="watchlist: broken\nrules:\n  - (arms transfer\n")
    world.publish(1, 2)
    process = world.start()
    await world.settle()
    assert await process.stop() == 0
    assert "broken.yaml:3:5: '(' is never closed" in process.text
    digests = [json.loads(one.body) for one in world.hook.taken]
    assert all("never closed" in str(one["coverage"]["rules_off"]) for one in digests)
    world.check()


async def test_stopping_lets_what_is_being_sent_arrive(quick_world: World) -> None:
    """SIGTERM while a receiver thinks: its reply is awaited, and the exit code is 0."""
    world = quick_world
    world.hook.plan.append(1.5)
    world.publish(1)
    process = world.start()
    await world.until(lambda: world.hook.asked, "the first webhook")
    began = asyncio.get_running_loop().time()
    assert await process.stop() == 0
    assert asyncio.get_running_loop().time() - began < 10  # a container's grace
    assert len(world.hook.taken) >= 1
    process = await world.started()
    await world.settle()
    assert await process.stop() == 0
    world.check()
    assert world.repeated == 0


async def test_ctrl_c_ends_it_too(quick_world: World) -> None:
    """SIGINT is a wish to stop, not an accident: exit code 0 and no traceback."""
    process = await quick_world.started()
    process.signal(signal.SIGINT)
    assert await process.wait() == 0
    assert "Traceback" not in process.text


async def test_a_file_that_is_moved_in_is_told_soon(quick_world: World) -> None:
    """Its event wakes the service; only the order of magnitude is looked at here."""
    world = quick_world
    _at_the_time_of_day(world)
    world.publish(2)  # the parsers are imported when the first file comes
    process = world.start()
    await world.settle()
    began = asyncio.get_running_loop().time()
    world.publish(4)
    await world.settle()
    print(f"moved in -> webhook: {world.hook.taken[-1].at - began:.2f} s")  # noqa: T201 - a figure to look at
    assert await process.stop() == 0
    world.check()


async def test_a_file_that_is_dribbled_in_is_taken_whole(quick_world: World) -> None:
    """It is written in place, slowly: there is one article, and its last sentence is in it."""
    world = quick_world
    _at_the_time_of_day(world)
    process = await world.started()
    story = Story(2)
    with (world.inbox / "2.txt").open("w") as file:
        for start in range(0, len(story.file), 20):
            file.write(story.file[start : start + 20])
            file.flush()
            await asyncio.sleep(0.15)
    world.published.append(story)
    await world.settle()
    assert await process.stop() == 0
    texts = [row["text"] for row in world.rows("SELECT text FROM article_version")]
    assert len(texts) == 1
    assert story.text in texts[0]
    world.check()


async def test_slots_missed_while_nothing_ran_become_one_digest(quick_world: World) -> None:
    """Two slots a day, three days down: one digest tells all, what came meanwhile too."""
    world = quick_world
    world.configure(
        watchlist_daily=WATCHLIST.format(name="daily") + TWICE_A_DAY,
        watchlist_soon=WATCHLIST.format(name="soon"),
    )
    world.turn_clock("2026-03-02T00:00:00+00:00", speed=1)  # nine in the morning in Seoul
    world.publish(1, 2)
    process = world.start()
    await world.until(lambda: world.has_tables and _matches(world) == 4, "the matches")
    assert await process.stop() == 0
    world.turn_clock("2026-03-05T00:00:00+00:00", speed=1)
    world.publish(3, 4)
    process = world.start()
    await world.settle()
    assert await process.stop() == 0
    world.check()
    assert len(world.hook.taken) == 1
    assert json.loads(world.hook.taken[0].body)["coverage"]["slots_merged"] == 5


def _matches(world: World) -> int:
    return int(world.rows("SELECT count(*) FROM match")[0][0])


def _at_the_time_of_day(world: World) -> None:
    """Run on the real clock, with nothing but the instant stream."""
    world.clock = None
    world.configure(watchlist_daily=WATCHLIST.format(name="daily"))
