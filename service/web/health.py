"""Whether the service is well, check by check, each with its reason."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from service.errors import Problem, WirewatchError
from service.store import figures
from service.store.engine import Store
from service.web.recent import Recent


PATIENCE = 2.0
"""A database that needs longer for one row is not well."""
FRESH = 1.0


class Ticking(Protocol):
    """The clock, as far as its health goes (`Scheduler`)."""

    @property
    def age(self) -> float: ...
    @property
    def healthy(self) -> bool: ...


class Spare(Protocol):
    """Room on the disk, as far as it is told (`Room`)."""

    @property
    def short(self) -> bool: ...
    @property
    def reason(self) -> str: ...
    @property
    def free(self) -> int | None: ...


class Outcome(Protocol):
    """How a reload went (`Reloaded`)."""

    @property
    def at(self) -> datetime: ...
    @property
    def good(self) -> bool: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...


class Reloading(Protocol):
    """Whatever reads the files anew (`Reloader`)."""

    @property
    def last(self) -> Outcome | None: ...
    async def reload(self) -> Outcome: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    good: bool
    reason: str
    vital: bool = True
    """False: worth knowing, but the service does its work."""


class Health:
    """Looks at the database, the clock, the disk and the last reload."""

    def __init__(
        self,
        store: Store,
        clock: Ticking | None = None,
        reloading: Reloading | None = None,
        room: Spare | None = None,
    ) -> None:
        self.clock = clock
        self.room = room
        self.reloading = reloading
        self._store = store
        self._database = Recent(self._probe, FRESH)

    async def checks(self) -> Mapping[str, Check]:
        checks = {"database": await self._database_check()}
        if self.clock is not None:
            checks["clock"] = _clock_check(self.clock)
        if self.room is not None:
            checks["room"] = Check(good=not self.room.short, reason=self.room.reason)
        if self.reloading is not None and self.reloading.last is not None:
            checks["reload"] = _reload_check(self.reloading.last)
        return checks

    async def _probe(self) -> None:
        await self._store.read(figures.probe)

    async def _database_check(self) -> Check:
        try:
            await asyncio.wait_for(self._database.get(), PATIENCE)
        except TimeoutError:
            return Check(good=False, reason=f"no answer within {PATIENCE:.0f} s")
        except WirewatchError as error:
            return Check(good=False, reason=str(error))
        return Check(good=True, reason="can be read")


def is_ready(checks: Mapping[str, Check]) -> bool:
    return all(check.good for check in checks.values() if check.vital)


def _clock_check(clock: Ticking) -> Check:
    return Check(good=clock.healthy, reason=f"the last tick was {clock.age:.1f} s ago")


def _reload_check(last: Outcome) -> Check:
    """Say how the last reload went; one that was refused changed nothing, so all goes on."""
    when = last.at.isoformat(timespec="seconds")
    if last.good:
        return Check(good=True, reason=f"taken over at {when}", vital=False)
    first = str(last.problems[0]) if last.problems else "no reason given"
    more = f" (and {len(last.problems) - 1} more)" if len(last.problems) > 1 else ""
    reason = f"refused at {when}, what held before holds: {first}{more}"
    return Check(good=False, reason=reason, vital=False)
