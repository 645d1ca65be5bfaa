"""Room on the disk: where it runs out nothing more is taken in, and what is stored still goes out.

It has run out when less is free than is held in reserve, or when something could not be written.
The reserve is what composing and delivering live on meanwhile.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import structlog

from service.clock import Clock, now
from service.digests.wording import moment
from service.settings.fields import write_size


REST_SECONDS = 15.0
"""After something could not be written, nothing is for so long."""
TRY_SECONDS = 30.0
"""After so long polls are tried again, where it is not the free space that speaks against it."""
PROVEN_SECONDS = 60.0
"""Without another refusal for so long, there is room again."""
SMALL = 10
"""The reserve is at most this part of a disk: a tenth."""
BACK = 4
"""There is room again when this part of the reserve is free beyond it: a quarter."""
REMEMBERED = 50

log = structlog.get_logger()


class Usage(Protocol):
    """How full a disk is, in bytes (`shutil.disk_usage`)."""

    @property
    def total(self) -> int: ...
    @property
    def free(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time in which nothing was taken in."""

    since: datetime
    until: datetime | None = None
    """None: it lasts."""


class Room:
    """Knows whether there is room; it is told what could not be written."""

    def __init__(
        self,
        usage: Callable[[], Usage] | None = None,
        reserve: int = 0,
        *,
        clock: Clock = now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.reserve = reserve
        self.free: int | None = None
        """In bytes, at the last look."""
        self._usage = usage
        self._clock = clock
        self._monotonic = monotonic
        self._needed = 0
        self._low = False
        self._refused_at: float | None = None
        """The last refusal that free space does not explain."""
        self._rests_until = 0.0
        self._reason = ""
        self._pauses: deque[Pause] = deque(maxlen=REMEMBERED)

    # --- what others ask ---------------------------------------------------------------------

    @property
    def short(self) -> bool:
        """Whether room has run out: this is told."""
        return self._low or self._refused_at is not None

    @property
    def takes_in(self) -> bool:
        """Whether polls may begin."""
        tried = self._refused_at is None or self._since(self._refused_at) >= TRY_SECONDS
        return tried and not self._low

    @property
    def writes(self) -> bool:
        """Whether it is worth trying to write at all."""
        return self._monotonic() >= self._rests_until

    @property
    def reason(self) -> str:
        free = "" if self.free is None else f"{write_size(self.free)} free"
        if self._low:
            return f"nothing is taken in: {free}, less than the reserve of {self._reserved}"
        if self.short:
            return f"nothing is taken in: {self._reason}"
        return free or "not known"

    def notes(self, since: datetime | None, zone: str) -> tuple[str, ...]:
        """Say for a digest when nothing was taken in, after `since`; times in a zone."""
        return tuple(
            _note(one, zone)
            for one in self._pauses
            if since is None or one.until is None or one.until > since
        )

    def remember(self, pauses: Iterable[Pause]) -> None:
        """Take over what a process before this one knew; a pause that lasts ends with the next look."""
        if not self._pauses:
            self._pauses.extend(pauses)

    # --- what it learns ----------------------------------------------------------------------

    async def look(self) -> None:
        """Look at the disk; call it every second or so."""
        await asyncio.to_thread(self.weigh)
        if self._refused_at is not None and self._is_over(self._refused_at):
            self._refused_at = None
        self._settle()

    def refused(self, error: Exception) -> None:
        """Take note that something could not be written for lack of room."""
        self._reason = str(error)
        self._refused_at = self._monotonic()
        self._rests_until = self._refused_at + REST_SECONDS
        self._settle()

    def weigh(self) -> None:
        """Ask how much is free, and nothing else."""
        if self._usage is None:
            return
        try:
            usage = self._usage()
        except OSError as error:  # it does not say: what was known of it holds
            log.debug("room.not_known", reason=str(error))
            return
        self.free = usage.free
        self._needed = min(self.reserve, usage.total // SMALL)
        wanted = self._needed * (BACK + 1) // BACK if self.short else self._needed
        self._low = usage.free < wanted

    def _is_over(self, refused_at: float) -> bool:
        """Whether a refusal is explained by the space that is free, or was long ago."""
        return self._low or self._since(refused_at) >= PROVEN_SECONDS

    def _since(self, moment: float) -> float:
        return self._monotonic() - moment

    def _settle(self) -> None:
        """Begin or end a pause, and say so once."""
        lasting = bool(self._pauses) and self._pauses[-1].until is None
        if self.short and not lasting:
            self._pauses.append(Pause(since=self._clock()))
            log.warning("intake.paused", reason=self.reason, told="what is stored still goes out")
        elif lasting and not self.short:
            self._rests_until = 0.0
            self._pauses[-1] = replace(self._pauses[-1], until=self._clock())
            log.info("intake.resumed", room=self.reason)

    @property
    def _reserved(self) -> str:
        return write_size(self._needed)


def _note(pause: Pause, zone: str) -> str:
    since = moment(pause.since, zone)
    if pause.until is None:
        return f"Nothing has been taken in since {since}: the disk of this service is full"
    until = moment(pause.until, zone)
    return f"Nothing was taken in from {since} to {until}: the disk of this service was full"
