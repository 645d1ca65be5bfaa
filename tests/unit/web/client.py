"""A client that sends exactly what a test says, and a port with any application behind it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp

from service.web.connections import Connections


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


async def ask(
    port: int,
    path: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
) -> Answer:
    """Ask once, over a connection of its own."""
    sent = {"Host": f"127.0.0.1:{port}", "Connection": "close", **(headers or {})}
    if body:
        sent.setdefault("Content-Length", str(len(body)))
    return read(await send(port, request(method, path, sent) + body))


def request(method: str, path: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {text}" for name, text in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


async def send(port: int, raw: bytes) -> bytes:
    """Send these bytes and give what comes until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(raw)
    async with asyncio.timeout(20):
        answer = await reader.read()
    writer.close()
    return answer


def read(raw: bytes) -> Answer:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.split(": ", 1) for line in lines)
    return Answer(
        status=int(first.split()[1]),
        headers={name.lower(): text for name, text in pairs},
        body=body,
    )


@dataclass(frozen=True, slots=True)
class Port:
    """An open port and the connections behind it."""

    number: int
    connections: Connections


@asynccontextmanager
async def port(app: ASGIApp, **limits: Any) -> AsyncIterator[Port]:
    """Answer with this application on a port of its own."""
    connections = Connections(app, **limits)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(connections.accept, "127.0.0.1", 0)
    try:
        yield Port(server.sockets[0].getsockname()[1], connections)
    finally:
        server.close()
        connections.cut()
        await asyncio.sleep(0)  # lets the transports close
