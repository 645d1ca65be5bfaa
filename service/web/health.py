"""Whether the service is well, check by check, each with its reason."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from service.digests.wording import count
from service.errors import Problem, WirewatchError
from service.pipeline import Configuration
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
    """Looks at the database, the clock, the disk, and what came of the files."""

    def __init__(
        self,
        store: Store,
        clock: Ticking | None = None,
        reloading: Reloading | None = None,
        room: Spare | None = None,
        configuration: Callable[[], Configuration] | None = None,
    ) -> None:
        self.clock = clock
        self.room = room
        self.reloading = reloading
        self._configuration = configuration
        self._store = store
        self._database = Recent(self._probe, FRESH)

    async def checks(self) -> Mapping[str, Check]:
        checks = {"database": await self._database_check()}
        if self.clock is not None:
            checks["clock"] = _clock_check(self.clock)
        if self.room is not None:
            checks["room"] = Check(good=not self.room.short, reason=self.room.reason)
        last = self.reloading.last if self.reloading is not None else None
        in_force = self._configuration() if self._configuration is not None else None
        if last is not None or in_force is not None:
            checks["reload"] = _reload_check(last, in_force)
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


def _reload_check(last: Outcome | None, in_force: Configuration | None) -> Check:
    """Say what came of the files as they were last read; whatever it was, the service goes on."""
    if last is not None and not last.good:
        return _refused(last)
    if in_force is not None and in_force.mistakes:
        return Check(good=False, reason=_in_part(in_force), vital=False)
    when = "at the start" if last is None else f"at {last.at.isoformat(timespec='seconds')}"
    return Check(good=True, reason=f"taken over {when}", vital=False)


def _in_part(in_force: Configuration) -> str:
    first, off = in_force.mistakes[0], len(in_force.off) - in_force.held
    rest = [
        *(["what was good there still holds"] if in_force.held else []),
        *([f"off: {count(off, 'part')}"] if off else []),
    ]
    mistakes = count(len(in_force.mistakes), "mistake")
    told = f"{mistakes}, first {first.where} {first.message}"
    return f"taken over in part: {'; '.join([told, *rest])}"


def _refused(last: Outcome) -> Check:
    """Say why nothing was taken over."""
    when = last.at.isoformat(timespec="seconds")
    first = str(last.problems[0]) if last.problems else "no reason given"
    more = f" (and {len(last.problems) - 1} more)" if len(last.problems) > 1 else ""
    reason = f"refused at {when}, what held before holds: {first}{more}"
    return Check(good=False, reason=reason, vital=False)
