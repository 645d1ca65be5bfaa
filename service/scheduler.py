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


EVERY = 1.0
LATE = 3 * EVERY
"""Without a tick for so long the clock counts as stopped."""

log = structlog.get_logger()


class Scheduler:
    """Calls `tick` once a second, one call at a time."""

    def __init__(self, tick: Callable[[], Awaitable[None]], *, every: float = EVERY) -> None:
        self._tick = tick
        self._every = every
        self._last = time.monotonic()
        self._busy = False
        self._stopping = False
        self._clock: AsyncIOScheduler | None = None
        self._watchdog: asyncio.Task[None] | None = None

    @property
    def age(self) -> float:
        """Seconds since the last tick began, on the monotonic clock."""
        return time.monotonic() - self._last

    @property
    def healthy(self) -> bool:
        return self.age <= LATE / EVERY * self._every

    def start(self) -> None:
        """Begin ticking; needs a running event loop."""
        self._last = time.monotonic()
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
        self._last = time.monotonic()
        self._busy = True
        try:
            await self._tick()
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            # It was us: passed on, it would be logged as a failure.
        except Exception:
            # The next tick may work: a tick that fails must never stop the clock.
            log.exception("scheduler.tick_failed")
        finally:
            self._busy = False

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            if self.healthy:
                continue
            seconds = round(self.age, 1)
            if self._busy:  # a second tick beside it would only wait for the same
                log.warning("scheduler.tick_slow", seconds=seconds)
            else:
                log.error("scheduler.stopped", seconds=seconds)
                self._stop_clock()
                self._start_clock()

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
    *besides: Coroutine[Any, Any, None],
) -> None:
    """Run the service until `stop` is set, then drain it.

    `besides` runs as long: whatever else the process does (watching files, answering HTTP).
    """
    await service.begin()
    scheduler.start()
    tasks = [asyncio.create_task(one) for one in (service.watch_folders(), *besides)]
    for task in tasks:
        task.add_done_callback(_report)
    await stop.wait()
    log.info("service.stopping")
    crashpoint("stop.draining")
    await scheduler.stop()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await service.stop()
    log.info("service.stopped")


def _report(task: asyncio.Task[None]) -> None:
    """Say it when something that should go on has ended: the rest goes on without it."""
    if not task.cancelled() and task.exception() is not None:
        log.error("service.part_failed", part=task.get_name(), exc_info=task.exception())
