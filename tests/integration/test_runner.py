"""The runner in this process: each key once at a time, nothing lost, nothing in the way."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from service.runner.base import Task
from service.runner.local import LocalRunner


def runner(run: Callable[[str], Awaitable[None]], at_once: int = 8) -> LocalRunner:
    return LocalRunner({"job": Task(run=run, at_once=at_once)})


class Gate:
    """Jobs that run until they are let go, and who runs."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.running: list[str] = []
        self.most = 0
        self.done: list[str] = []

    async def __call__(self, key: str) -> None:
        self.running.append(key)
        self.most = max(self.most, len(self.running))
        try:
            await self.open.wait()
            self.done.append(key)
        finally:
            self.running.remove(key)


async def soon() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_jobs_run_and_end() -> None:
    """Each key is handed to its task; `idle` waits for all of them."""
    done: list[str] = []

    async def run(key: str) -> None:
        await asyncio.sleep(0)
        done.append(key)

    jobs = runner(run)
    for key in "abc":
        jobs.enqueue("job", key)
    await jobs.idle()
    assert done == ["a", "b", "c"]


async def test_one_key_never_runs_twice_at_a_time() -> None:
    """Woken three times while it runs, it is run once more afterwards."""
    gate = Gate()
    jobs = runner(gate)
    jobs.enqueue("job", "a")
    await soon()
    for _ in range(3):
        jobs.enqueue("job", "a")
    gate.open.set()
    await jobs.idle()
    assert (gate.most, gate.done) == (1, ["a", "a"])


async def test_a_key_that_waits_is_not_queued_twice() -> None:
    """It has not begun: whatever woke it again will be seen when it does."""
    gate = Gate()
    jobs = runner(gate, at_once=1)
    for key in ("a", "b", "b", "b"):
        jobs.enqueue("job", key)
    await soon()
    gate.open.set()
    await jobs.idle()
    assert gate.done == ["a", "b"]


async def test_a_job_may_wake_itself() -> None:
    """A source with more to bring is polled again at once."""
    left = [3]

    async def run(key: str) -> None:
        left[0] -= 1
        if left[0]:
            jobs.enqueue("job", key)

    jobs = runner(run)
    jobs.enqueue("job", "a")
    await jobs.idle()
    assert left == [0]


async def test_no_more_run_at_once_than_their_kind_allows() -> None:
    """Twenty sources are not fetched by forty connections."""
    gate = Gate()
    jobs = runner(gate, at_once=2)
    for key in "abcde":
        jobs.enqueue("job", key)
    await soon()
    assert gate.running == ["a", "b"]
    gate.open.set()
    await jobs.idle()
    assert (gate.most, len(gate.done)) == (2, 5)


async def test_a_job_that_fails_is_logged_and_the_next_goes_on(events: Any) -> None:
    """One failure is nobody else's, and the same key may run again."""
    done: list[str] = []

    async def run(key: str) -> None:
        if key == "bad" and not done:
            raise ZeroDivisionError("one of those days")
        done.append(key)

    jobs = runner(run, at_once=1)
    for key in ("bad", "good"):
        jobs.enqueue("job", key)
    await jobs.idle()
    jobs.enqueue("job", "bad")
    await jobs.idle()
    assert done == ["good", "bad"]
    (failed,) = [one for one in events if one["event"] == "job.failed"]
    assert (failed["task"], failed["key"]) == ("job", "bad")


async def test_stopping_lets_what_runs_finish_and_begins_nothing() -> None:
    """What waits is dropped: its row is due, and the next start finds it."""
    gate = Gate()
    jobs = runner(gate, at_once=1)
    for key in ("a", "b"):
        jobs.enqueue("job", key)
    await soon()
    asyncio.get_running_loop().call_later(0.02, gate.open.set)
    await jobs.stop(5)
    jobs.enqueue("job", "c")
    await jobs.idle()
    assert gate.done == ["a"]


async def test_stopping_ends_what_takes_too_long() -> None:
    """A job that would hold the end up is cancelled, and so is one that never began."""
    gate = Gate()
    jobs = runner(gate, at_once=1)
    for key in ("a", "b"):
        jobs.enqueue("job", key)
    await soon()
    jobs.enqueue("job", "a")
    await jobs.stop(0.01)
    await jobs.idle()
    assert (gate.running, gate.done) == ([], [])


async def test_stopping_an_idle_runner_is_nothing() -> None:
    """There is nobody to wait for, before and after."""
    jobs = runner(Gate())
    await jobs.stop(5)
    jobs = runner(Gate())
    jobs.enqueue("job", "a")
    await jobs.stop(0.01)
    await jobs.idle()


async def test_one_host_never_takes_every_place() -> None:
    """Whoever waits for a slow one keeps no place from others; a lane that is empty is forgotten."""
    gate = Gate()
    task = Task(run=gate, at_once=4, lane=lambda key: key[0], per_lane=2)
    jobs = LocalRunner({"job": task})
    for key in ("s1", "s2", "s3", "s4", "s5", "a1", "b1"):
        jobs.enqueue("job", key)
    await soon()
    assert sorted(gate.running) == ["a1", "b1", "s1", "s2"]
    gate.open.set()
    await jobs.idle()
    assert sorted(gate.done) == ["a1", "b1", "s1", "s2", "s3", "s4", "s5"]
    assert jobs.lanes == ()
