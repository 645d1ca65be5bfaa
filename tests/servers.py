"""Real servers on loopback: scripted replies, recorded requests, no library in between.

    async with http_server(lambda method, path, headers, body: (200, {}, b"hello")) as server:
        ... server.url, server.requests, server.accepts

A handler, sync or async, gives one of

- `(status, headers, body)`: a well-formed reply; `Content-Length` is added if it is not there;
- `bytes`: written as they are;
- an async iterator of bytes: each piece is written as it comes (drips, floods, silence);
- `None`: the connection is closed without a word.

Every connection serves one request, none outlives the `async with`.
"""

import asyncio
import datetime as dt
import inspect
import ipaddress
import ssl
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


Answer = tuple[int, Mapping[str, str], bytes] | bytes | AsyncIterator[bytes] | None
Handler = Callable[[str, str, Mapping[str, str], bytes], Answer | Awaitable[Answer]]
Conversation = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

LONGEST = 60.0
"""Seconds after which a connection is cut, whatever its handler does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client sent; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True, kw_only=True)
class Server:
    """A listening server and what reached it."""

    port: int
    scheme: str = "http"
    accepts: int = 0
    """Connections opened, whether or not anything was asked."""
    requests: list[Request] = field(default_factory=list)
    sent: int = 0
    """Bytes that an iterator handler got rid of; how far a client let it go."""

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"


@asynccontextmanager
async def raw_server(
    conversation: Conversation, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[Server]:
    """Serve any protocol: `conversation` gets reader and writer of each connection."""
    server = Server(port=0, scheme="https" if tls else "http")
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.accepts += 1
        task = asyncio.ensure_future(_talk(conversation, reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    listener = await asyncio.start_server(accept, host, 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # lets the transports close


async def _talk(
    conversation: Conversation, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        async with asyncio.timeout(LONGEST):
            await conversation(reader, writer)
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        pass  # the client left, or stayed too long
    finally:
        with suppress(OSError):
            writer.close()


@asynccontextmanager
async def http_server(
    handler: Handler, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[Server]:
    """Serve HTTP/1.1, one request per connection."""

    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _read_request(reader)
        server.requests.append(request)
        answer = handler(request.method, request.path, request.headers, request.body)
        await _write(writer, await answer if inspect.isawaitable(answer) else answer, server)

    async with raw_server(conversation, tls=tls, host=host) as server:
        yield server


@asynccontextmanager
async def canary() -> AsyncIterator[Server]:
    """Serve nobody: `accepts` must stay 0."""
    async with http_server(lambda *_: (200, {}, b"the canary was reached")) as server:
        yield server


def routes(table: Mapping[str, Answer]) -> Handler:
    """Answer by path, 404 for others."""
    return lambda method, path, headers, body: table.get(path, (404, {}, b"no such path"))


async def _read_request(reader: asyncio.StreamReader) -> Request:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method=method, path=path, headers=headers, body=body)


async def _write(writer: asyncio.StreamWriter, answer: Answer, server: Server) -> None:
    if answer is None:
        return
    if isinstance(answer, tuple):
        answer = well_formed(*answer)
    if isinstance(answer, bytes):
        writer.write(answer)
        await writer.drain()
        return
    async for piece in answer:
        writer.write(piece)
        await writer.drain()
        server.sent += len(piece)


def well_formed(status: int, headers: Mapping[str, str], body: bytes) -> bytes:
    """Spell out a reply as a decent server would."""
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
    named = {name.lower() for name in headers}
    extra = {"Connection": "close"}
    if "content-length" not in named and "transfer-encoding" not in named and status != 304:
        extra["Content-Length"] = str(len(body))
    lines = [f"HTTP/1.1 {status} {phrase}"]
    lines += [f"{name}: {value}" for name, value in {**headers, **extra}.items()]
    text = "\r\n".join([*lines, "", ""])
    return text.encode("utf-8" if max(text) > "\xff" else "latin-1") + body


def certificates(*names: str, days: int = 2) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a throw-away certificate for these names and 127.0.0.1; negative days: expired.

    Returns the server's context and that of a client who trusts it.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=9)  # noqa: TID251 - the TLS library has its own clock
    addresses = [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=9 + days))
        .add_extension(
            x509.SubjectAlternativeName([*addresses, *(x509.DNSName(name) for name in names)]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pair.pem")
        path.write_bytes(private + certificate)
        server.load_cert_chain(path)
    return server, ssl.create_default_context(cadata=certificate.decode())
