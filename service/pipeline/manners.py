"""How pages of strangers are asked for: never what a site forbids, and one after another."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from service.errors import FetchError, ParseError
from service.model import Reply
from service.sandbox import Sandbox
from service.sources.robots import MOST, wishes


KEPT = timedelta(hours=24)
"""How long a robots.txt counts (RFC 9309, section 2.4)."""
KEPT_FAILURE = timedelta(minutes=10)
MOST_SITES = 2_000
SECONDS = 2.0
"""That reading a robots.txt is worth; one that takes longer forbids what it might."""


class Get(Protocol):
    """How a page is fetched."""

    async def __call__(self, url: str, *, first: int | None = None) -> Reply:
        """Fetch it, or its first bytes. Raises `FetchError`."""


@dataclass(frozen=True, slots=True)
class _Site:
    until: datetime
    robots: bytes | None
    """None: nobody knows what it forbids, so everything (RFC 9309, section 2.3.1.4)."""


@dataclass(slots=True)
class Manners:
    """What this process knows of the sites it asks for pages."""

    agent: str = "Wirewatch"
    """By which robots.txt may name us."""
    pause: float = 1.0
    """Seconds between two pages of one host."""
    _sites: OrderedDict[str, _Site] = field(default_factory=OrderedDict)
    _turns: OrderedDict[str, float] = field(default_factory=OrderedDict)
    """Host -> when it may be asked again, by the clock of the event loop."""

    async def ask(self, url: str, get: Get, sandbox: Sandbox, now: datetime) -> None:
        """Wait for our turn. Raises `FetchError`: `robots` (never), `robots_unknown` (not now)."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        robots = await self._robots(origin, get, now)
        if robots is None:
            raise FetchError("robots_unknown", f"{origin}/robots.txt cannot be read")
        delay = self.pause
        if robots:
            try:
                said = await sandbox.call(wishes, robots, self.agent, (url,), seconds=SECONDS)
            except ParseError as error:
                raise FetchError("robots", f"{origin}/robots.txt: {error}") from error
            if not said.allowed[0]:
                raise FetchError("robots", f"{origin}/robots.txt asks not to fetch it")
            delay = max(delay, said.delay)
        await self._turn(parts.netloc, delay)

    async def _turn(self, host: str, delay: float) -> None:
        clock = asyncio.get_running_loop().time
        mine = max(self._turns.get(host, 0.0), clock())
        self._turns[host] = mine + delay
        self._turns.move_to_end(host)
        while len(self._turns) > MOST_SITES:
            self._turns.popitem(last=False)
        if (wait := mine - clock()) > 0:
            await asyncio.sleep(wait)

    async def _robots(self, origin: str, get: Get, now: datetime) -> bytes | None:
        known = self._sites.get(origin)
        if known is None or not known.until - KEPT <= now < known.until:
            known = self._sites[origin] = await _fetch(origin, get, now)
        self._sites.move_to_end(origin)
        while len(self._sites) > MOST_SITES:
            self._sites.popitem(last=False)
        return known.robots


async def _fetch(origin: str, get: Get, now: datetime) -> _Site:
    """Ask for it: a site without one allows everything, one that does not answer nothing yet."""
    try:
        reply = await get(f"{origin}/robots.txt", first=MOST + 1)
    except FetchError as error:
        if error.code.startswith("http_4") and error.code != "http_429":
            return _Site(now + KEPT, b"")
        return _Site(now + KEPT_FAILURE, None)
    return _Site(now + KEPT, reply.body)
