"""Fetching and posting, politely and within limits."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from service.clock import now
from service.errors import FetchError
from service.http.exchange import Ask, Exchange
from service.http.faults import FAULTS, explain
from service.http.limits import MIB, Limits
from service.http.names import Resolver, SystemResolver
from service.http.urls import REDIRECTS, Hop, check_url, host_of, redact_url
from service.model import Reply


LONGEST_WAIT = timedelta(hours=24)
CONDITIONS: Mapping[int, frozenset[str]] = {
    HTTPStatus.NOT_MODIFIED: frozenset({"if-none-match", "if-modified-since"}),
    HTTPStatus.PARTIAL_CONTENT: frozenset({"range"}),
}
"""Answers that only these headers ask for.

Believed unasked, "nothing new" would pass for a source that works, and a piece for the whole.
"""
OURS = frozenset({"accept-encoding", "connection", "content-length", "host", "transfer-encoding"})
"""Headers that say how a message is sent, which is not the caller's business."""


class Http:
    """The client: one for the whole program, built and closed by `app`."""

    def __init__(
        self,
        *,
        user_agent: str,
        limits: Limits | None = None,
        connections: int = 20,
        per_host: int = 2,
        resolve: Resolver | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._limits = limits or Limits()
        self._turns = Turns(connections, per_host)
        self._resolve = resolve or SystemResolver()
        self._tls = ssl_context
        self._tls_lock = asyncio.Lock()
        self._closed = False

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        allow: Sequence[str] = (),
        max_bytes: int = 10 * MIB,
        cut: bool = False,
    ) -> Reply:
        """Fetch one URL; redirects are followed and checked, 304 is a reply.

        `allow` names private networks by CIDR for this URL's own host; it ends, like credentials, at
        the first redirect that leaves the site. `cut`: of a longer body its first `max_bytes` are
        read, instead of none. Raises `FetchError`, also for other statuses.
        """
        hop = Hop(url=check_url(url), headers=self._headers(headers), allow=tuple(allow))
        seconds = self._limits.total
        while True:
            reply, spent = await self._visit(_fetch(hop, max_bytes, cut=cut), seconds)
            seconds -= spent
            location = reply.headers.get("location")
            if reply.status not in REDIRECTS or location is None:
                return self._judged(reply, hop)
            if hop.count == self._limits.redirects:
                raise FetchError(
                    "too_many_redirects",
                    f"more than {hop.count} redirects, from {redact_url(url)}",
                )
            hop = hop.follow(reply.status, _readable(location))

    async def post(
        self,
        url: str,
        *,
        body: bytes,
        headers: Mapping[str, str],
        allow: Sequence[str] = (),
        seconds: float = 15,
    ) -> Reply:
        """Send once. Any status is a reply, redirects are not followed.

        Once a status has come, nothing that happens to the reply's body can turn it into an error.
        Raises `FetchError`, with `maybe_received` where the whole request was sent and no status came.
        """
        ask = Ask(
            method="POST",
            url=check_url(url),
            headers=self._headers(headers),
            allow=allow,
            body=body,
            max_bytes=self._limits.reply_bytes,
            wants_body=lambda status: status not in REDIRECTS,
        )
        reply, _ = await self._visit(ask, seconds)
        return reply

    async def close(self) -> None:
        """Refuse further requests; those under way end by themselves, within their limits."""
        self._closed = True

    def _headers(self, given: Mapping[str, str] | None) -> Mapping[str, str]:
        named = {name.lower(): value for name, value in (given or {}).items()}
        kept = {name: value for name, value in named.items() if name not in OURS}
        return {"user-agent": self._user_agent, "accept": "*/*", **kept}

    async def _visit(self, ask: Ask, seconds: float) -> tuple[Reply, float]:
        """Do one exchange when its turn comes; waiting for the turn is not the server's time."""
        if self._closed:
            raise RuntimeError("the HTTP client is closed")
        tls = await self._context() if ask.url.scheme == "https" else None
        exchange = Exchange(ask, resolve=self._resolve, limits=self._limits, tls=tls)
        loop = asyncio.get_running_loop()
        async with self._turns.of(host_of(ask.url)):
            started = loop.time()
            reply = await _bounded(exchange, ask, max(seconds, 0.001))
            return reply, loop.time() - started

    async def _context(self) -> ssl.SSLContext:
        """Load certificates once, off the loop (it takes a tenth of a second)."""
        async with self._tls_lock:
            if self._tls is None:
                self._tls = await asyncio.to_thread(_trusting_context)
            return self._tls

    def _judged(self, reply: Reply, hop: Hop) -> Reply:
        asking = CONDITIONS.get(reply.status)
        if asking is not None and asking.isdisjoint(hop.headers):
            raise FetchError(
                "not_asked",
                f"{redact_url(reply.url)} answered {_spell(reply.status)}, and was not asked",
            )
        if _is_success(reply.status) or reply.status == HTTPStatus.NOT_MODIFIED:
            moved = hop.count > 0 and hop.moved
            return replace(reply, moved_to=reply.url if moved else None)
        raise FetchError(
            f"http_{reply.status}",
            f"{redact_url(reply.url)} answered {_spell(reply.status)}",
            status=reply.status,
            retry_after=parse_retry_after(reply.headers.get("retry-after", ""), now()),
        )


class Turns:
    """Lets a bounded number of exchanges happen, and fewer per host; forgets idle hosts."""

    def __init__(self, everywhere: int, per_host: int) -> None:
        self._everywhere = asyncio.Semaphore(everywhere)
        self._per_host = per_host
        self._lanes: dict[str, Lane] = {}

    @asynccontextmanager
    async def of(self, host: str) -> AsyncIterator[None]:
        lane = self._lanes.setdefault(host, Lane(asyncio.Semaphore(self._per_host)))
        lane.users += 1
        try:
            async with (
                lane.semaphore,
                self._everywhere,
            ):  # a slow host's queue fills no common place
                yield
        finally:
            lane.users -= 1
            if not lane.users:
                del self._lanes[host]


@dataclass(slots=True)
class Lane:
    """The turns of one host."""

    semaphore: asyncio.Semaphore
    users: int = 0


async def _bounded(exchange: Exchange, ask: Ask, seconds: float) -> Reply:
    """Run an exchange for so long; translate whatever stops it."""
    try:
        async with asyncio.timeout(seconds):
            return await exchange.run()
    except FAULTS as error:
        if ask.method == "POST" and exchange.status is not None:
            return exchange.reply()
        code, detail = explain(error)
        lost = ask.method == "POST" and exchange.sent
        raise FetchError(
            code, f"{redact_url(str(ask.url))}: {detail}", maybe_received=lost
        ) from error


def _fetch(hop: Hop, max_bytes: int, *, cut: bool) -> Ask:
    return Ask(
        method="GET",
        url=hop.url,
        headers=hop.headers,
        allow=hop.allow,
        max_bytes=max_bytes,
        cut=cut,
        wants_body=_is_success,
    )


def _is_success(status: int) -> bool:
    return 200 <= status < 300


def _readable(location: str) -> str:
    """Undo the reading of headers as Latin-1 where a server sent UTF-8."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeDecodeError:
        return location


def _spell(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def parse_retry_after(value: str, at: datetime) -> timedelta | None:
    """Read `Retry-After`, seconds or a date; what is past or no time at all is ignored."""
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        wait = timedelta(seconds=int(value))
    else:
        try:
            date = parsedate_to_datetime(value)
        except ValueError:
            return None
        wait = (date if date.tzinfo else date.replace(tzinfo=UTC)) - at
    return min(wait, LONGEST_WAIT) if wait > timedelta(0) else None


def _trusting_context() -> ssl.SSLContext:
    """Trust what browsers trust, and what the machine's owner has added."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context
