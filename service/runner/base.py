"""What a runner is: something that runs jobs by name, soon.

A job carries an id and is a wake-up; the rows are the ledger. Losing every job loses nothing, and
a job that finds nothing to claim does nothing.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A kind of job: what it does with a key, and how many run at once."""

    run: Callable[[str], Awaitable[None]]
    at_once: int = 1
    lane: Callable[[str], str] | None = None
    """What a key has in common with others, such as a host: none may take every place."""
    per_lane: int = 1
    """At most so many of one lane at once; those that wait for it take no place."""


Tasks = Mapping[str, Task]


class Runner(Protocol):
    """Runs registered tasks."""

    def enqueue(self, task: str, key: str) -> None:
        """Run a task for a key soon; a key that waits already is not queued twice."""

    async def idle(self) -> None:
        """Return once nothing runs or waits."""

    async def stop(self, seconds: float) -> None:
        """Take nothing more in, let what runs finish for so long, then cancel it."""
