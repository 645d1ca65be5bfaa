"""Posting: once, and honest about what may have arrived. And being polite."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from service.errors import FetchError
from service.http import Http, Limits
from service.http.client import Turns, parse_retry_after
from service.model import Reply
from tests.servers import Answer, canary, http_server, raw_server
from tests.unit.test_http_replies import head, repeat


HERE = ("127.0.0.0/8",)
SMALL = Limits(connect=0.5, headers=0.5, total=1.0)


async def post(url: str, body: bytes = b'{"a": 1}', seconds: float = 1.0) -> Reply:
    http = Http(user_agent="t", limits=SMALL)
    headers = {"Content-Type": "application/json", "webhook-id": "m1"}
    return await http.post(url, body=body, headers=headers, allow=HERE, seconds=seconds)


async def test_a_post_arrives_byte_for_byte() -> None:
    """Body and headers are those of the caller."""
    async with http_server(lambda *_: (204, {}, b"")) as server:
        reply = await post(server.url + "/hook", b"\x00\xff\r\n")
    request = server.requests[0]
    assert (reply.status, request.method, request.path) == (204, "POST", "/hook")
    assert request.body == b"\x00\xff\r\n"
    assert request.headers["webhook-id"] == "m1"


@pytest.mark.parametrize("status", [200, 301, 307, 304, 404, 429, 503])
async def test_any_status_is_a_reply(status: int) -> None:
    """What it means is decided elsewhere; a redirect is not followed."""
    async with canary() as bird:
        headers = {"Location": bird.url, "Retry-After": "7"}
        async with http_server(lambda *_: (status, headers, b"")) as server:
            reply = await post(server.url)
    assert (reply.status, reply.headers["retry-after"], bird.accepts) == (status, "7", 0)


AFTER_THE_STATUS: Mapping[str, Callable[[], Answer]] = {
    "endless": lambda: repeat(bytes(65536), first=head()),
    "dripping": lambda: repeat(b"x", first=head(), pause=0.05),
    "cut off": lambda: head("Content-Length: 999") + b"half",
    "a bomb": lambda: (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(1 << 20))),
    "an unknown coding": lambda: (200, {"Content-Encoding": "br"}, b"x"),
    "two lengths": lambda: head("Content-Length: 1", "Transfer-Encoding: chunked") + b"x",
}


@pytest.mark.parametrize("name", AFTER_THE_STATUS)
async def test_once_a_status_has_come_the_body_cannot_change_it(name: str) -> None:
    """The receiver said 200: it has the message."""
    async with http_server(lambda *_: AFTER_THE_STATUS[name]()) as server:
        reply = await post(server.url, seconds=0.4)
    assert reply.status == 200
    assert len(reply.body) <= SMALL.reply_bytes + 65536


LOST: Mapping[str, tuple[str, Callable[[], Answer]]] = {
    "silence": ("timeout", lambda: repeat(b"", pause=9)),
    "closed without a word": ("bad_reply", lambda: None),
    "no HTTP": ("bad_reply", lambda: b"what?\r\n\r\n"),
    "half a header": ("bad_reply", lambda: b"HTTP/1.1 20"),
}


@pytest.mark.parametrize("name", LOST)
async def test_a_lost_reply_may_have_been_received(name: str) -> None:
    """The whole request was sent, so it may count."""
    code, answer = LOST[name]
    async with http_server(lambda *_: answer()) as server:
        with pytest.raises(FetchError) as caught:
            await post(server.url, seconds=0.4)
    assert (caught.value.code, caught.value.maybe_received) == (code, True)


async def test_what_was_not_sent_was_not_received() -> None:
    """A refused connection, a refused address, a receiver that stops reading half-way."""

    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(100)
        await asyncio.sleep(9)

    async with raw_server(half) as deaf:
        faults = [await fault_of(deaf.url, bytes(40 << 20))]
    faults.append(await fault_of(deaf.url))
    faults.append(await fault_of("http://10.0.0.1/"))
    assert [fault.code for fault in faults] == ["timeout", "connect", "blocked_address"]
    assert not any(fault.maybe_received for fault in faults)


async def fault_of(url: str, body: bytes = b"{}") -> FetchError:
    with pytest.raises(FetchError) as caught:
        await post(url, body, seconds=0.4)
    return caught.value


async def test_an_early_refusal_of_a_large_body_is_heard() -> None:
    """A receiver may say 413 and hang up before everything was sent."""

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(100)
        writer.write(head("Content-Length: 0", status="413 Content Too Large"))
        await writer.drain()
        await reader.read()  # a decent server reads on for a while

    async with raw_server(refuse) as server:
        assert (await post(server.url, bytes(4 << 20))).status == 413


async def test_a_header_with_a_line_break_is_not_sent() -> None:
    """Nobody smuggles a second header through the first."""
    http = Http(user_agent="t", limits=SMALL)
    async with canary() as bird:
        with pytest.raises(FetchError) as caught:
            await http.post(bird.url, body=b"", headers={"x": "a\r\nb: c"}, allow=HERE)
    assert (caught.value.code, bird.requests) == ("bad_request", [])
    assert not caught.value.maybe_received


async def test_a_header_in_any_script_is_sent() -> None:
    """What Latin-1 lacks goes out as UTF-8."""
    http = Http(user_agent="t", limits=SMALL)
    async with http_server(lambda *_: (200, {}, b"")) as server:
        await http.post(server.url, body=b"", headers={"x-title": "북한"}, allow=HERE)
    assert server.requests[0].headers["x-title"].encode("latin-1").decode() == "북한"


NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 5 ", timedelta(seconds=5)),
        ("999999999", timedelta(hours=24)),
        ("Mon, 02 Mar 2026 12:30:00 GMT", timedelta(minutes=30)),
        ("Mon, 02 Mar 2026 12:30:00 -0000", timedelta(minutes=30)),
        ("Mon, 02 Mar 2026 12:30:00 +0100", None),
        ("Mon, 02 Mar 2093 12:30:00 GMT", timedelta(hours=24)),
        ("Mon, 02 Mar 2026 11:30:00 GMT", None),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("٥", None),
        ("9" * 5000, None),
        ("soon", None),
        ("Mon, 99 Xxx 2026 99:99:99 GMT", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, wait: timedelta | None) -> None:
    """Garbage and the past are ignored, a day is the most."""
    assert parse_retry_after(value, NOON) == wait


async def test_an_error_carries_the_wish_of_the_server() -> None:
    """503 with `Retry-After` hands it on."""
    async with http_server(lambda *_: (503, {"Retry-After": "60"}, b"")) as server:
        with pytest.raises(FetchError) as caught:
            await Http(user_agent="t", limits=SMALL).get(server.url, allow=HERE)
    assert caught.value.retry_after == timedelta(minutes=1)


async def test_no_host_is_asked_more_than_twice_at_once() -> None:
    """Nor are more connections open than there may be, over all hosts."""
    open_now = most = 0
    wanted = 2

    async def slow() -> AsyncIterator[bytes]:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        yield head("Content-Length: 1")
        with suppress(TimeoutError):
            async with asyncio.timeout(2):
                while most < wanted:
                    await asyncio.sleep(0.01)
        await asyncio.sleep(0.02)  # one too many would come now
        yield b"x"
        open_now -= 1

    async with http_server(lambda *_: slow()) as server:
        http = Http(user_agent="t", connections=3, per_host=2)
        await asyncio.gather(*(http.get(server.url, allow=HERE) for _ in range(10)))
        assert most == 2
        wanted = 3
        urls = [server.url, server.url.replace("127.0.0.1", "localhost")]
        await asyncio.gather(*(http.get(url, allow=HERE) for url in urls * 5))
    assert most == 3


async def test_hosts_are_forgotten_when_nobody_waits_for_them() -> None:
    """A million hosts later no entry is left."""
    turns = Turns(4, 1)

    async def visit(host: str) -> None:
        async with turns.of(host):
            await asyncio.sleep(0)

    await asyncio.gather(*(visit(f"h{number % 7}.example") for number in range(50)))
    assert not turns._lanes
