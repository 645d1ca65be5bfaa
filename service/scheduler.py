"""The clock: one tick a second, and a watchdog that notices when ticks stop.

APScheduler is the clock, never the ledger: what is due stands in rows. One exception inside it can
end all its ticks without a word (agronholm/apscheduler#1132), hence the watchdog.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import UTC
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from service.app.running import Service
from service.clock import now
from service.crash import crashpoint
from service.errors import LockedError, UnreachableError


EVERY = 1.0
LATE = 3 * EVERY
"""Without a tick for so long the clock counts as stopped."""
GIVE_UP = 600.0
"""Without a tick that succeeds for so long, a fresh process may do better."""
PAUSE = 10.0
"""Before a part of the service that failed is started again."""

log = structlog.get_logger()


class Scheduler:
    """Calls `tick` once a second, one call at a time."""

    def __init__(
        self,
        tick: Callable[[], Awaitable[None]],
        *,
        every: float = EVERY,
        give_up: float = GIVE_UP,
    ) -> None:
        self._tick = tick
        self._every = every
        self._give_up = give_up
        self.given_up = asyncio.Event()
        """Set when nothing is left but to end: no tick has succeeded for so long, or another service
        has taken the database."""
        self._began = self._succeeded = time.monotonic()
        self._failures = 0
        self._away_since: float | None = None
        self._busy = False
        self._stopping = False
        self._clock: AsyncIOScheduler | None = None
        self._watchdog: asyncio.Task[None] | None = None

    @property
    def age(self) -> float:
        """Seconds since the last tick that succeeded, on the monotonic clock."""
        return time.monotonic() - self._succeeded

    @property
    def healthy(self) -> bool:
        return self.age <= LATE / EVERY * self._every

    def start(self) -> None:
        """Begin ticking; needs a running event loop."""
        self._began = self._succeeded = time.monotonic()
        self._start_clock()
        self._watchdog = asyncio.create_task(self._watch(), name="scheduler watchdog")

    def _start_clock(self) -> None:
        self._clock = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._clock.add_job(self._beat, "interval", seconds=self._every, next_run_time=now())
        self._clock.start()

    async def _beat(self) -> None:
        self._began = time.monotonic()
        self._busy = True
        try:
            await self._tick()
            self._succeeded, self._failures = time.monotonic(), 0
            self._say_back()
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            # It was us: passed on, it would be logged as a failure.
        except LockedError as error:
            log.critical("scheduler.displaced", reason=str(error))
            self.given_up.set()
        except Exception as error:  # noqa: BLE001 - told in full, by `_say_failed`
            # The next tick may work: a tick that fails must never stop the clock.
            self._say_failed(error)
        finally:
            self._busy = False

    def _say_failed(self, error: Exception) -> None:
        """Tell once that the database is away; of what nobody expected, all that is known."""
        if (away := _unreachable(error)) is not None:
            if self._away_since is None:
                self._away_since = time.monotonic()
                log.warning("store.away", reason=str(away))
            return
        self._failures += 1
        if self._failures.bit_count() == 1:  # the 1st, 2nd, 4th, 8th, ... in a row
            log.error("scheduler.tick_failed", in_a_row=self._failures, exc_info=error)

    def _say_back(self) -> None:
        if self._away_since is not None:
            log.warning("store.back", seconds=round(time.monotonic() - self._away_since))
            self._away_since = None

    async def _watch(self) -> None:
        while True:
            slept_from = time.monotonic()
            await asyncio.sleep(self._every)
            self._look_at_age()
            if time.monotonic() - slept_from > 2 * self._every:
                continue  # it was not the clock that stood still but the whole process: it goes on by itself
            since_began = time.monotonic() - self._began
            if since_began <= LATE / EVERY * self._every:
                continue
            seconds = round(since_began, 1)
            if self._busy:  # a second tick beside it would only wait for the same
                log.warning("scheduler.tick_slow", seconds=seconds)
            else:
                log.error("scheduler.stopped", seconds=seconds)
                self._stop_clock()
                self._start_clock()

    def _look_at_age(self) -> None:
        if self.age > self._give_up and not self.given_up.is_set():
            log.critical("scheduler.given_up", seconds=round(self.age))
            self.given_up.set()

    def _stop_clock(self) -> None:
        if self._clock is not None:
            with suppress(Exception):  # it is broken: whatever it says, another takes its place
                self._clock.shutdown(wait=False)
            self._clock = None

    async def stop(self) -> None:
        """Stop ticking; a tick under way is cancelled: rows are the ledger, the next start goes on."""
        self._stopping = True
        if self._watchdog is not None:
            self._watchdog.cancel()
            await asyncio.gather(self._watchdog, return_exceptions=True)
        self._stop_clock()


async def keep_running(
    service: Service,
    scheduler: Scheduler,
    stop: asyncio.Event,
    *besides: Callable[[], Coroutine[Any, Any, None]],
    pause: float = PAUSE,
) -> bool:
    """Run the service until `stop` is set, then drain it; false if it ended because ticks failed.

    `besides` runs as long: whatever else the process does (watching files, answering HTTP). What
    fails is started again after a pause, however often.
    """
    await service.begin()
    scheduler.start()
    parts = (service.watch_folders, *besides)
    tasks = [asyncio.create_task(_keep_up(one, pause)) for one in parts]
    await _first(stop, scheduler.given_up)
    stop.set()
    log.info("service.stopping")
    crashpoint("stop.draining")
    await scheduler.stop()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await service.stop()
    log.info("service.stopped")
    return not scheduler.given_up.is_set()


def _unreachable(error: Exception) -> UnreachableError | None:
    """Find the first such error, where all that failed was for want of the database."""
    if isinstance(error, UnreachableError):
        return error
    if not isinstance(error, ExceptionGroup):
        return None
    found = [_unreachable(one) for one in error.exceptions]
    return found[0] if all(found) else None


async def _first(*happenings: asyncio.Event) -> None:
    """Wait until one of these has happened."""
    waiting = [asyncio.create_task(one.wait()) for one in happenings]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def _keep_up(part: Callable[[], Coroutine[Any, Any, None]], pause: float) -> None:
    """Run a part until it ends by itself; one that fails is started again."""
    while True:
        try:
            await part()
        except Exception as error:
            name = getattr(part, "__qualname__", repr(part))
            if (away := _unreachable(error)) is not None:
                log.warning("service.part_failed", part=name, again_in=pause, reason=str(away))
            else:
                log.exception("service.part_failed", part=name, again_in=pause)
            await asyncio.sleep(pause)
        else:
            return
