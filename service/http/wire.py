"""The connect seam: names are looked up once, addresses are checked, and what passed is dialled.

Below the HTTP library, where every byte of a reply comes by, is also where floods are counted that
the library would swallow: headers without end, 1xx replies without end, chunk framing without end.
"""

import asyncio
import re
import ssl
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from service.errors import BlockedError, FetchError
from service.http.addresses import METADATA_NAMES, Network, allowing, refusal
from service.http.limits import KIB, Limits
from service.http.names import Resolver


BLANK_LINE = re.compile(rb"\n\r?\n")
INTERIM = re.compile(rb"HTTP/\d\.\d 1(?!01)\d\d")
LENGTHS = re.compile(rb"(?im)^content-length[ \t]*:")
READ_IN_HEAD = 4 * KIB
FIRST_ADDRESSES_WAIT = 2.5
"""Seconds for an address while there are more to try (a broken IPv6 route costs no more)."""
MOST_ADDRESSES = 4


class Wire(httpcore.AsyncNetworkStream):
    """One connection, its incoming bytes counted."""

    def __init__(self, inner: httpcore.AsyncNetworkStream, limits: Limits, ceiling: int) -> None:
        self._inner = inner
        self._limits = limits
        self._ceiling = ceiling
        self._head: bytearray | None = bytearray()
        """What was read so far, until the header of the reply is complete."""
        self._blank_lines = 0
        self._head_due = 0.0
        self._write_failed = False
        self._received = 0
        self.excess = 0
        """Bytes received behind the header."""

    @property
    def sent(self) -> bool:
        """The whole request was written: the far side may have acted on it."""
        return self._head_due > 0 and not self._write_failed

    async def read(
        self,
        max_bytes: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> bytes:
        if self._head is None:
            data = await self._inner.read(max_bytes, timeout)
            self.excess += len(data)
        else:
            patience = self._guard_head(self._head)
            data = await self._inner.read(min(max_bytes, READ_IN_HEAD), patience)
            self._note_head(self._head, data)
        self._received += len(data)
        if self._received > self._ceiling:
            raise FetchError("too_large", f"more than {self._ceiling} bytes on the wire")
        return data

    def _guard_head(self, head: bytearray) -> float:
        """Refuse to read on for ever; give the seconds that are left for the header."""
        now = asyncio.get_running_loop().time()
        self._head_due = self._head_due or now + self._limits.headers
        if len(head) >= self._limits.header_bytes:
            raise FetchError("bad_reply", f"the header is over {self._limits.header_bytes} bytes")
        if (
            self._blank_lines > self._limits.informational
        ):  # were it the last, nobody would read on
            raise FetchError("bad_reply", "too many informational replies")
        return max(self._head_due - now, 0.001)

    def _note_head(self, head: bytearray, data: bytes) -> None:
        start = max(len(head) - 2, 0)
        head += data
        self._blank_lines += sum(1 for _ in BLANK_LINE.finditer(head, start))

    def end_head(self) -> None:
        """Look once more at the whole header, now that the library has taken it."""
        head, self._head = bytes(self._head or b""), None
        start = end = interim = 0
        while found := BLANK_LINE.search(head, end):
            start, end = end, found.end()
            if not INTERIM.match(head, start):
                break
            interim += 1
        self.excess = len(head) - end
        if interim > self._limits.informational:
            raise FetchError("bad_reply", "too many informational replies")
        if len(LENGTHS.findall(head[start:end])) > 1:
            raise FetchError("bad_reply", "the reply names its length more than once")

    async def write(
        self,
        buffer: bytes,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> None:
        try:
            await self._inner.write(buffer, timeout)
        except httpcore.WriteError:
            self._write_failed = True
            raise

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        try:
            self._inner = await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except httpcore.ConnectError as error:
            raise FetchError("tls", _why_tls(error, server_hostname)) from error
        return self

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _why_tls(error: BaseException, host: str | None) -> str:
    cause = error.__cause__ or error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"the certificate of {host} is not valid: {cause.verify_message}"
    reason = cause.reason if isinstance(cause, ssl.SSLError) else "the connection broke"
    return f"no secure connection to {host}: {reason or 'the handshake failed'}"


class Dialler(httpcore.AsyncNetworkBackend):
    """Connects for one exchange; keeps the wire so that its counts can be asked for."""

    def __init__(
        self, resolve: Resolver, limits: Limits, *, allow: Sequence[Network], ceiling: int
    ) -> None:
        self._resolve = resolve
        self._limits = limits
        self._allow = allow
        self._ceiling = ceiling
        self._plain = httpcore.AnyIOBackend()
        self.wire: Wire | None = None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109, ARG002 - httpcore's signature; the limits are ours
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self._checked(host)
        stream = await self._first(addresses, port)
        self.wire = Wire(stream, self._limits, self._ceiling)
        return self.wire

    async def _checked(self, host: str) -> Sequence[str]:
        """Look up once; one refused address refuses the host."""
        if host.lower().rstrip(".") in METADATA_NAMES:
            raise FetchError("blocked_address", f"{host} is a cloud metadata service")
        addresses = await self._look_up(host)
        for address in addresses:
            if kind := refusal(address, self._allow):
                where = host if host == address else f"{host} ({address})"
                raise BlockedError(f"{where} is a {kind} address", allowing(address))
        return addresses[:MOST_ADDRESSES]

    async def _look_up(self, host: str) -> Sequence[str]:
        try:
            async with asyncio.timeout(self._limits.dns):
                addresses = await self._resolve(host)
        except TimeoutError as error:
            raise FetchError("dns", f"{host}: no answer in {self._limits.dns:g} s") from error
        except OSError as error:
            raise FetchError("dns", f"{host}: {error.strerror or error}") from error
        if not addresses:
            raise FetchError("dns", f"{host} has no address")
        return addresses

    async def _first(self, addresses: Sequence[str], port: int) -> httpcore.AsyncNetworkStream:
        *others, last = addresses
        for address in others:
            wait = min(self._limits.connect / len(addresses), FIRST_ADDRESSES_WAIT)
            try:
                return await self._plain.connect_tcp(address, port, wait)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._plain.connect_tcp(last, port, self._limits.connect)
