"""Jobs in this process, on the event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from service.errors import UnreachableError
from service.runner.base import Tasks


log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Lane:
    """The turns of keys that have something in common."""

    turns: asyncio.Semaphore
    users: int = 0


class LocalRunner:
    """Runs tasks as coroutines: never two of one key at a time, never too many of one kind."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._places = {name: asyncio.Semaphore(task.at_once) for name, task in tasks.items()}
        self._lanes: dict[tuple[str, str], Lane] = {}
        self._jobs: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._again: set[tuple[str, str]] = set()
        self._begun: set[tuple[str, str]] = set()
        self._stopping = False

    def enqueue(self, task: str, key: str) -> None:
        """Run a task for a key soon; while it runs, it is run once more afterwards."""
        job = (task, key)
        if self._stopping:
            return
        if job not in self._jobs:
            running = asyncio.create_task(self._run(job), name=f"{task} {key}")
            self._jobs[job] = running
            running.add_done_callback(lambda _: self._end(job))
        elif job in self._begun:
            self._again.add(job)

    async def _run(self, job: tuple[str, str]) -> None:
        task, key = job
        try:
            async with self._lane(task, key), self._places[task]:
                self._begun.add(job)
                await self._tasks[task].run(key)
        except UnreachableError as error:  # no fault of the job: whoever looks at the rows told it
            log.warning("job.failed", task=task, key=key, reason=str(error))
        except Exception:
            log.exception("job.failed", task=task, key=key)

    @asynccontextmanager
    async def _lane(self, task: str, key: str) -> AsyncIterator[None]:
        """Wait for a turn beside those that have something in common; forget who is through."""
        kind = self._tasks[task]
        if kind.lane is None:
            yield
            return
        name = (task, kind.lane(key))
        lane = self._lanes.setdefault(name, Lane(turns=asyncio.Semaphore(kind.per_lane)))
        lane.users += 1
        try:
            async with lane.turns:
                yield
        finally:
            lane.users -= 1
            if not lane.users:
                del self._lanes[name]

    def _end(self, job: tuple[str, str]) -> None:
        del self._jobs[job]
        self._begun.discard(job)
        if job in self._again:
            self._again.discard(job)
            self.enqueue(*job)

    def keys(self, task: str) -> tuple[str, ...]:
        """Name the keys of a task that run, or wait for a place."""
        return tuple(key for name, key in self._jobs if name == task)

    @property
    def lanes(self) -> tuple[str, ...]:
        """Name the lanes in which something runs, or waits."""
        return tuple(lane for _, lane in self._lanes)

    async def idle(self) -> None:
        while self._jobs:
            await asyncio.wait(list(self._jobs.values()))

    async def stop(self, seconds: float) -> None:
        """Take nothing more in, let what runs finish for so long, then cancel it."""
        self._stopping = True
        for job, running in list(self._jobs.items()):
            if job not in self._begun:
                running.cancel()
        if self._jobs:
            _, late = await asyncio.wait(list(self._jobs.values()), timeout=seconds)
            for running in late:
                running.cancel()
            await asyncio.gather(*late, return_exceptions=True)
