"""Connections that end, whatever the other side does."""

import asyncio
from collections.abc import Callable

import pytest
from starlette.types import Receive, Scope, Send

from tests.unit.web.client import ask, port, read, request, send


HOST = {"Host": "here"}
GET = request("GET", "/", HOST)
BIG = 32 * 1024 * 1024


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Read the whole body, then answer; `/big` is more than any buffer takes."""
    while (await receive()).get("more_body"):
        pass
    body = b"x" * (BIG if scope["path"] == "/big" else 2)
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": body})


async def eventually(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.01)


async def seconds_held(number: int, first: bytes, drip: bytes = b"") -> float:
    """Send something unfinished, drip more, and measure until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", number)
    loop = asyncio.get_running_loop()
    start = loop.time()
    writer.write(first)
    end = asyncio.ensure_future(reader.read())
    async with asyncio.timeout(5):
        while not end.done():
            if drip and not writer.is_closing():
                writer.write(drip)
            await asyncio.wait([end], timeout=0.05)
    end.exception()  # a reset is an end like any other
    writer.close()
    return loop.time() - start


@pytest.mark.parametrize(
    ("first", "drip"),
    [
        (b"", b""),
        (b"G", b""),
        (b"GET / HTTP/1.1\r\nHost: here\r\n", b""),
        (b"GET / HTTP/1.1\r\nHost: here\r\n", b"X: y\r\n"),
        (b"PRI * HTTP/2.0\r\n\r\n", b""),
        (GET, b""),
        (GET, b"\r"),
        (GET, b"GET / HTTP/1.1\r\nX-"[:1]),
    ],
)
async def test_half_a_request_is_not_waited_for(first, drip):
    """Silence, half a header, a drip of headers, HTTP/2, an idle connection: all end in time."""
    async with port(app, header_seconds=0.3) as opened:
        assert await seconds_held(opened.number, first, drip) < 1


async def test_a_body_has_to_come():
    """A body that is announced and drips is cut when the request has taken too long."""
    head = request("POST", "/", {**HOST, "Content-Length": "1000"})
    async with port(app, header_seconds=0.2, request_seconds=0.5) as opened:
        assert 0.4 < await seconds_held(opened.number, head, b"x") < 1.5


async def test_a_reply_has_to_be_fetched():
    """Who asks for much and reads nothing is cut, and what was written for him is dropped."""
    async with port(app, header_seconds=0.1, request_seconds=0.4) as opened:
        _, writer = await asyncio.open_connection("127.0.0.1", opened.number, limit=1)
        writer.write(request("GET", "/big", HOST))
        await eventually(lambda: len(opened.connections) == 1)
        start = asyncio.get_running_loop().time()
        await eventually(lambda: not len(opened.connections))
        assert 0.2 < asyncio.get_running_loop().time() - start < 1.5
        writer.transport.abort()


async def test_a_slow_reader_has_the_time_of_a_request():
    """A long reply is not cut because it is no longer being made."""
    async with port(app, header_seconds=0.1, request_seconds=10) as opened:
        reader, writer = await asyncio.open_connection("127.0.0.1", opened.number)
        writer.write(request("GET", "/big", HOST))
        await asyncio.sleep(0.5)
        async with asyncio.timeout(10):
            await reader.readuntil(b"\r\n\r\n")
            assert len(await reader.readexactly(BIG)) == BIG
        writer.transport.abort()


async def test_a_request_that_takes_its_time_is_answered():
    """The deadline for headers does not hold once the request is there."""

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.4)
        await app(scope, receive, send)

    async with port(slow, header_seconds=0.1, request_seconds=5) as opened:
        assert (await ask(opened.number, "/")).body == b"xx"


async def test_a_connection_serves_many_requests():
    """Each gets its own time; requests that come at once are answered in order."""
    last = request("GET", "/", {**HOST, "Connection": "close"})
    async with port(app) as opened:
        raw = await send(opened.number, GET + GET + last)
        assert raw.count(b"HTTP/1.1 200") == 3


async def test_other_requests_are_answered_meanwhile():
    """Ninety half requests take nothing from the one that is whole."""
    async with port(app, header_seconds=5) as opened:
        half = [await asyncio.open_connection("127.0.0.1", opened.number) for _ in range(90)]
        for _, writer in half:
            writer.write(b"GET / HTTP/1.1\r\n")
        async with asyncio.timeout(1):
            assert (await ask(opened.number, "/")).status == 200
        for _, writer in half:
            writer.transport.abort()


async def test_where_there_are_too_many_the_longest_waiting_goes():
    """A newcomer is let in: a flood of half requests cannot keep others out."""
    async with port(app, most=3) as opened:
        crowd = [await asyncio.open_connection("127.0.0.1", opened.number) for _ in range(3)]
        await eventually(lambda: len(opened.connections) == 3)
        crowd[0][1].write(GET)  # it has been served since: now it waits behind the others
        assert (await crowd[0][0].readuntil(b"xx")).startswith(b"HTTP/1.1 200")
        assert (await ask(opened.number, "/")).status == 200
        assert await crowd[1][0].read() == b""
        assert len(opened.connections) <= 3
        for _, writer in crowd:
            writer.transport.abort()


async def test_a_crowd_that_comes_at_once_is_cut_to_size():
    """Each newcomer beyond the limit costs another one its place."""
    async with port(app, most=3) as opened:
        coming = (asyncio.open_connection("127.0.0.1", opened.number) for _ in range(12))
        crowd = await asyncio.gather(*coming)
        ends = [asyncio.ensure_future(reader.read()) for reader, _ in crowd]
        await eventually(lambda: sum(end.done() for end in ends) >= 9)
        assert sum(end.done() for end in ends) == 9
        for _, writer in crowd:
            writer.transport.abort()
        await asyncio.gather(*ends, return_exceptions=True)


async def test_where_all_are_being_served_a_newcomer_is_turned_away():
    """Nobody's reply is cut for another's."""
    go = asyncio.Event()

    async def waits(scope: Scope, receive: Receive, send: Send) -> None:
        await go.wait()
        await app(scope, receive, send)

    async with port(waits, most=2) as opened:
        served = [asyncio.create_task(ask(opened.number, "/")) for _ in range(2)]
        await eventually(lambda: opened.connections.busy == 2)
        with pytest.raises((ConnectionError, IndexError)):
            await ask(opened.number, "/")
        go.set()
        assert [(await one).status for one in served] == [200, 200]


async def test_closing_lets_replies_out_and_waits_for_nobody_else():
    """A reply under way goes out; half a request is cut; what takes too long is cut too."""

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.1 if scope["path"] == "/quick" else 30)
        await app(scope, receive, send)

    async with port(slow) as opened:
        quick = asyncio.create_task(send(opened.number, request("GET", "/quick", HOST)))
        long = asyncio.create_task(send(opened.number, request("GET", "/long", HOST)))
        half = asyncio.create_task(send(opened.number, b"GET /"))
        await eventually(lambda: opened.connections.busy == 2)
        start = asyncio.get_running_loop().time()
        await opened.connections.close(0.4)
        assert asyncio.get_running_loop().time() - start < 0.8
        assert read(await quick).body == b"xx"
        rest = await asyncio.gather(long, half, return_exceptions=True)
        assert all(one == b"" or isinstance(one, ConnectionError) for one in rest)
        await eventually(lambda: not len(opened.connections))


async def test_what_is_no_http_is_told_so():
    """Noise gets a 400 and no line in the log."""
    async with port(app) as opened:
        assert (await send(opened.number, b"\x16\x03\x01\x02\x00\x01\r\n\r\n")).startswith(
            b"HTTP/1.1 400"
        )


async def test_headers_that_never_end_are_not_kept():
    """A header that grows past 16 KiB is refused before it is whole."""
    async with port(app) as opened:
        answer = await send(opened.number, b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000)
        assert answer.startswith(b"HTTP/1.1 4")
