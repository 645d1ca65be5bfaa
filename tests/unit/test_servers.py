import asyncio
from collections.abc import AsyncIterator

from tests.servers import http_server


async def _ask(port: int) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
    reply = await reader.read()
    writer.close()
    await writer.wait_closed()
    return reply


async def test_a_scripted_server_answers_and_remembers() -> None:
    """What a handler returns goes out whole, what a client sent is kept."""
    async with http_server(lambda *_: (200, {"ETag": '"a"'}, b"hello")) as server:
        reply = await _ask(server.port)
    assert reply.startswith(b"HTTP/1.1 200 OK\r\n")
    assert reply.endswith(b"Content-Length: 5\r\n\r\nhello")
    request = server.requests[0]
    assert (request.method, request.path, request.body) == ("POST", "/x", b"hi")


async def test_a_raw_handler_writes_piece_by_piece() -> None:
    """An async iterator is written as it comes, nothing added."""

    async def pieces() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    async with http_server(lambda *_: pieces()) as server:
        assert await _ask(server.port) == b"ab"
    assert server.sent == 2
