"""One request and its reply, over one connection that is closed afterwards.

A connection per exchange costs little when a host is visited every few minutes, and no pool can leak
what was cancelled (encode/httpcore#1093).
"""

import ssl
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass

import httpcore
import httpx

from service.crash import crashpoint
from service.errors import FetchError
from service.http.addresses import parse_networks
from service.http.bodies import Body, coding_of
from service.http.limits import MIB, Limits
from service.http.names import Resolver
from service.http.wire import Dialler
from service.model import Reply


AFTERTHOUGHT = 0.02
"""Seconds in which bytes beyond the promised length would arrive."""

CRASH_POINTS = {
    "GET http11.send_request_body.complete": "fetch.request_sent",
    "GET http11.receive_response_headers.complete": "fetch.headers_read",
    "POST connection.connect_tcp.complete": "send.connected",
    "POST http11.send_request_body.complete": "send.all_sent",
    "POST http11.receive_response_headers.complete": "send.reply_read",
}
"""By method and what the library says that it has done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request, ready to be sent."""

    method: str
    url: httpx.URL
    headers: Mapping[str, str]
    allow: Sequence[str] = ()
    body: bytes | None = None
    max_bytes: int
    cut: bool = False
    """What is longer is read so far, instead of refused."""
    wants_body: Callable[[int], bool]
    """By status: bodies that nobody wants are never read."""


class Exchange:
    """Sends one request and takes what comes back, as far as it comes."""

    def __init__(
        self, ask: Ask, *, resolve: Resolver, limits: Limits, tls: ssl.SSLContext | None
    ) -> None:
        self._ask = ask
        self._limits = limits
        self._dialler = Dialler(
            resolve,
            limits,
            allow=parse_networks(ask.allow),
            ceiling=2 * min(ask.max_bytes, limits.max_bytes) + MIB,
        )
        self._connection = httpcore.AsyncHTTPConnection(
            httpcore.Origin(ask.url.raw_scheme, ask.url.raw_host, _port(ask.url)),
            ssl_context=tls,
            network_backend=self._dialler,
        )
        self._body: Body | None = None
        self.status: int | None = None
        self.headers: Mapping[str, str] = {}

    @property
    def sent(self) -> bool:
        """The whole request was written."""
        return self._dialler.wire is not None and self._dialler.wire.sent

    async def run(self) -> Reply:
        try:
            response = await self._connection.handle_async_request(self._request())
            self._take_head(response)
            if self._ask.wants_body(response.status):
                await self._read(response)
        except FetchError as error:
            if error.code != "too_large" or not self._ask.cut:
                raise
            return self.reply()
        finally:
            await self._connection.aclose()
        return self.reply(whole=True)

    def reply(self, *, whole: bool = False) -> Reply:
        """Give what came; if it is not the whole, then what could be read of it."""
        assert self.status is not None
        body = b""
        if self._body is not None:
            body = self._body.finish() if whole else self._body.so_far()
        url = str(self._ask.url)
        return Reply(status=self.status, url=url, headers=self.headers, body=body)

    def _request(self) -> httpcore.Request:
        url, limits = self._ask.url, self._limits
        own = {"Host": url.netloc.decode("ascii"), "Accept-Encoding": "gzip, deflate"}
        if self._ask.body is not None:
            own["Content-Length"] = str(len(self._ask.body))
        headers = {**own, **self._ask.headers, "Connection": "close"}
        patience = {"connect": limits.connect, "read": limits.total, "write": limits.total}
        return httpcore.Request(
            self._ask.method,
            httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=[(_raw(name), _raw(value)) for name, value in headers.items()],
            content=None if self._ask.body is None else _in_halves(self._ask.body),
            extensions={"timeout": patience, "trace": self._trace},
        )

    async def _trace(self, event: str, _: object) -> None:
        if point := CRASH_POINTS.get(f"{self._ask.method} {event}"):
            crashpoint(point)

    def _take_head(self, response: httpcore.Response) -> None:
        headers: dict[str, str] = {}
        for raw_name, raw_value in response.headers:
            name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        self.status, self.headers = response.status, headers
        assert self._dialler.wire is not None
        self._dialler.wire.end_head()
        if "content-length" in headers and "transfer-encoding" in headers:
            raise FetchError("bad_reply", "the reply names its length in two ways")

    async def _read(self, response: httpcore.Response) -> None:
        max_bytes = min(self._ask.max_bytes, self._limits.max_bytes)
        length = int(self.headers.get("content-length", "0"))
        if length > max_bytes and not self._ask.cut:
            raise FetchError("too_large", f"{length} bytes announced, {max_bytes} allowed")
        self._body = Body(
            coding_of(self.headers.get("content-encoding", "")), max_bytes, self._limits
        )
        async for piece in response.aiter_stream():
            self._body.feed(piece)
            if self._ask.method == "GET":
                crashpoint("fetch.mid_body")
        if "content-length" in self.headers:
            await self._look_behind(length)

    async def _look_behind(self, length: int) -> None:
        """Refuse a reply that is longer than it says: what was read of it is a torn piece."""
        wire = self._dialler.wire
        assert wire is not None
        try:
            await wire.read(1, AFTERTHOUGHT)
        except (httpcore.ReadTimeout, httpcore.ReadError):
            return
        if wire.excess > length:
            raise FetchError("bad_reply", "more bytes came than the reply announced")


def _port(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


async def _in_halves(body: bytes) -> AsyncIterator[bytes]:
    middle = len(body) // 2
    yield body[:middle]
    crashpoint("send.half_sent")
    yield body[middle:]


def _raw(text: str) -> bytes:
    """Turn a header into the bytes it was read from (`ETag` may hold any)."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode()
