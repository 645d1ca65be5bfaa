"""The clock ticks, whatever its ticks do, and the watchdog starts it anew when it has died."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from service.errors import UnreachableError
from service.scheduler import Scheduler


TICK = 0.03


class Ticks:
    """Counts ticks; `does` may be changed while they go on."""

    def __init__(self) -> None:
        self.count = 0
        self.at_once = 0
        self.most = 0
        self.does: Callable[[], Any] = lambda: None

    async def __call__(self) -> None:
        self.count += 1
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            found = self.does()
            if found is not None:
                await found
        finally:
            self.at_once -= 1

    async def reach(self, count: int) -> None:
        async with asyncio.timeout(10):
            while self.count < count:
                await asyncio.sleep(TICK / 3)


@asynccontextmanager
async def ticking() -> AsyncIterator[tuple[Scheduler, Ticks]]:
    ticks = Ticks()
    scheduler = Scheduler(ticks, every=TICK)
    scheduler.start()
    try:
        yield scheduler, ticks
    finally:
        await scheduler.stop()


async def test_it_ticks_until_stopped() -> None:
    """Tick after tick, and none after the end."""
    async with ticking() as (scheduler, ticks):
        await ticks.reach(3)
        assert scheduler.healthy
    count = ticks.count
    await asyncio.sleep(3 * TICK)
    assert ticks.count == count


async def test_a_tick_that_fails_does_not_stop_the_clock(events: Any) -> None:
    """It is logged, and the next one comes."""

    def fail() -> None:
        raise ZeroDivisionError("one of those days")

    async with ticking() as (_, ticks):
        ticks.does = fail
        await ticks.reach(ticks.count + 3)
    assert [one["event"] for one in events].count("scheduler.tick_failed") >= 2


async def test_a_database_that_is_away_is_told_once(events: Any) -> None:
    """One line when it goes and one when it is back, whatever failed for want of it."""
    away = UnreachableError("connection refused")

    def fail() -> None:
        raise ExceptionGroup("this tick failed", [away, ExceptionGroup("inside", [away])])

    async with ticking() as (_, ticks):
        ticks.does = fail
        await ticks.reach(ticks.count + 5)
        ticks.does = lambda: None
        await ticks.reach(ticks.count + 2)
    told = [one for one in events if one["event"] in ("store.away", "scheduler.tick_failed")]
    assert [(one["event"], one["reason"]) for one in told] == [("store.away", str(away))]
    assert "exc_info" not in told[0]
    assert [one["log_level"] for one in events if one["event"] == "store.back"] == ["warning"]


async def test_what_else_fails_meanwhile_is_told_whole(events: Any) -> None:
    """An outage hides nothing that nobody expected."""

    def fail() -> None:
        raise ExceptionGroup("this tick failed", [UnreachableError("x"), ZeroDivisionError("y")])

    async with ticking() as (_, ticks):
        ticks.does = fail
        await ticks.reach(ticks.count + 2)
    assert any(one["event"] == "scheduler.tick_failed" and one["exc_info"] for one in events)


async def test_ticks_that_fail_are_no_sign_of_health() -> None:
    """Only a tick that succeeded counts; after one that does, all is well again."""

    def fail() -> None:
        raise ZeroDivisionError("one of those days")

    async with ticking() as (scheduler, ticks):
        await ticks.reach(2)
        ticks.does = fail
        await ticks.reach(ticks.count + 6)
        assert not scheduler.healthy
        assert not scheduler.given_up.is_set()
        ticks.does = lambda: None
        await ticks.reach(ticks.count + 2)
        assert scheduler.healthy


async def test_a_dead_clock_is_started_anew(events: Any) -> None:
    """APScheduler can lose its job without a word; the watchdog notices."""
    async with ticking() as (scheduler, ticks):
        await ticks.reach(1)
        assert scheduler._clock is not None
        scheduler._clock.remove_all_jobs()
        await ticks.reach(ticks.count + 3)
        assert scheduler.healthy
    assert any(one["event"] == "scheduler.stopped" for one in events)


async def test_a_process_that_stood_still_has_no_dead_clock(events: Any) -> None:
    """Compiling ten thousand rules holds up everything for a moment: nothing is broken by that."""
    async with ticking() as (scheduler, ticks):
        await ticks.reach(1)
        for _ in range(5):
            time.sleep(10 * scheduler._every)
            await ticks.reach(ticks.count + 2)
    assert not [one for one in events if one["event"] == "scheduler.stopped"]


async def test_a_clock_that_was_shut_down_is_started_anew() -> None:
    """Whatever it says when it is to be stopped once more."""
    async with ticking() as (scheduler, ticks):
        await ticks.reach(1)
        assert scheduler._clock is not None
        scheduler._clock.shutdown(wait=False)
        await ticks.reach(ticks.count + 3)


async def test_a_slow_tick_is_waited_for(events: Any) -> None:
    """A second one beside it would only wait for the same; it is said, and the clock goes on."""
    async with ticking() as (scheduler, ticks):
        await ticks.reach(1)
        told = asyncio.Event()
        ticks.does = told.wait
        await ticks.reach(ticks.count + 1)
        async with asyncio.timeout(10):
            while not any(one["event"] == "scheduler.tick_slow" for one in events):
                await asyncio.sleep(TICK)
        assert not scheduler.healthy
        ticks.does = lambda: None
        told.set()
        await ticks.reach(ticks.count + 2)
    assert ticks.most == 1


async def test_stopping_what_never_began_is_nothing() -> None:
    """There is no clock and no watchdog yet."""
    scheduler = Scheduler(Ticks())
    await scheduler.stop()
    assert scheduler.age >= 0
