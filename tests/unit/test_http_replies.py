"""Replies as hostile servers send them: each is refused at its limit, in time."""

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable

import pytest

from service.errors import FetchError
from service.http import Http, Limits
from service.http.bodies import Body
from service.model import Reply
from tests.servers import Answer, certificates, http_server, raw_server, routes


HERE = ("127.0.0.0/8",)
SMALL = Limits(connect=0.5, headers=0.5, total=1.0, max_bytes=100_000)
SLACK = 1.0
"""Seconds that a busy machine may be late."""


def client(limits: Limits = SMALL) -> Http:
    return Http(user_agent="wirewatch-test", limits=limits)


def head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode()


def body(data: bytes, coding: str) -> Answer:
    return (200, {"Content-Encoding": coding}, data)


async def repeat(
    piece: bytes, *, first: bytes = b"", pause: float = 0.0, times: int = 1_000_000
) -> AsyncIterator[bytes]:
    yield first
    for _ in range(times):
        yield piece
        await asyncio.sleep(pause)


async def fault_of(answer: Callable[[], Answer], limits: Limits = SMALL) -> FetchError:
    """Serve this, and give the error that it leads to."""
    async with http_server(lambda *_: answer()) as server:
        with pytest.raises(FetchError) as caught:
            await client(limits).get(server.url + "/feed", allow=HERE)
    return caught.value


BOMB = zlib.compress(bytes(64 << 20), 9, 31)
PLAIN = b"<rss>" + bytes(range(256)) * 8
GZIPPED = gzip.compress(PLAIN)

REFUSED: dict[str, tuple[str, Callable[[], Answer]]] = {
    "a bomb": ("too_large", lambda: body(BOMB, "gzip")),
    "a deflate bomb": ("too_large", lambda: body(zlib.compress(bytes(9 << 20)), "deflate")),
    "gzip in gzip": ("bad_encoding", lambda: body(gzip.compress(GZIPPED), "gzip, gzip")),
    "gzip in gzip, two headers": (
        "bad_encoding",
        lambda: head("Content-Encoding: gzip", "Content-Encoding: gzip") + GZIPPED,
    ),
    "brotli": ("bad_encoding", lambda: body(b"\x8b\x02\x80", "br")),
    "zstd": ("bad_encoding", lambda: body(b"\x28\xb5\x2f\xfd", "zstd")),
    "plain text said to be gzip": ("bad_encoding", lambda: body(PLAIN, "gzip")),
    "plain text said to be deflate": ("bad_encoding", lambda: body(b"<rss></rss>", "deflate")),
    "truncated gzip": ("bad_encoding", lambda: body(GZIPPED[:-9], "gzip")),
    "one byte of deflate": ("bad_encoding", lambda: body(b"x", "deflate")),
    "garbage behind gzip": ("bad_encoding", lambda: body(GZIPPED + b"garbage", "gzip")),
    "garbage behind deflate": (
        "bad_encoding",
        lambda: body(zlib.compress(b"a") + b"x", "deflate"),
    ),
    "a thousand gzip members": ("bad_encoding", lambda: body(gzip.compress(b"") * 1000, "gzip")),
    "a large body": ("too_large", lambda: (200, {}, bytes(100_001))),
    "a large announcement": ("too_large", lambda: head("Content-Length: 999999999999")),
    "an endless body": ("too_large", lambda: repeat(bytes(65536), first=head())),
    "endless chunk extensions": (
        "too_large",
        lambda: repeat(
            b"1;" + b"e" * 60000 + b"\r\nx\r\n", first=head("Transfer-Encoding: chunked")
        ),
    ),
    "a chunk header without end": (
        "bad_reply",
        lambda: repeat(b"1" * 4096, first=head("Transfer-Encoding: chunked")),
    ),
    "trailers without end": (
        "bad_reply",
        lambda: repeat(b"X: y\r\n" * 700, first=head("Transfer-Encoding: chunked") + b"0\r\n"),
    ),
    "endless 1xx": ("bad_reply", lambda: repeat(head("Link: </x>", status="103 Early Hints") * 9)),
    "51 informational replies": (
        "bad_reply",
        lambda: head(status="103 Early Hints") * 51 + head("Content-Length: 0"),
    ),
    "endless headers": (
        "bad_reply",
        lambda: repeat(b"X: " + b"y" * 500 + b"\r\n", first=head()[:-2]),
    ),
    "one long header": ("bad_reply", lambda: repeat(b"y" * 500, first=head()[:-2] + b"X: ")),
    "a long status line": ("bad_reply", lambda: repeat(b"y" * 500, first=b"HTTP/1.1 200 ")),
    "a dripping body": ("timeout", lambda: repeat(b"x", first=head(), pause=0.05)),
    "a dripping header": ("timeout", lambda: repeat(b"X: y\r\n", first=head()[:-2], pause=0.05)),
    "silence in the body": ("timeout", lambda: repeat(b"", first=head(), pause=9)),
    "silence in the header": ("timeout", lambda: repeat(b"", first=head()[:-2], pause=9)),
    "silence": ("timeout", lambda: repeat(b"", pause=9)),
    "nothing": ("bad_reply", lambda: None),
    "no HTTP": ("bad_reply", lambda: b"SSH-2.0-OpenSSH_9.9\r\n\r\n"),
    "HTTP/2": ("bad_reply", lambda: b"HTTP/2 200 OK\r\n\r\n"),
    "a header with a NUL": ("bad_reply", lambda: head("X: a\x00b") + b"x"),
    "a length too long": ("bad_reply", lambda: head("Content-Length: 1000") + b"half"),
    "a length too short": ("bad_reply", lambda: head("Content-Length: 3") + PLAIN),
    "a length too short, the rest later": (
        "bad_reply",
        lambda: repeat(b"more", first=head("Content-Length: 3") + b"abc", times=1),
    ),
    "two lengths": ("bad_reply", lambda: head("Content-Length: 3", "Content-Length: 4") + b"abcd"),
    "the same length twice": (
        "bad_reply",
        lambda: head("Content-Length: 3", "content-length: 3") + b"abc",
    ),
    "a length that is none": ("bad_reply", lambda: head("Content-Length: -3") + b"abc"),
    "length and chunks": (
        "bad_reply",
        lambda: head("Content-Length: 3", "Transfer-Encoding: chunked") + b"3\r\nabc\r\n0\r\n\r\n",
    ),
    "an unknown transfer coding": (
        "bad_reply",
        lambda: head("Transfer-Encoding: gzip, chunked") + b"0\r\n\r\n",
    ),
    "a broken chunk": ("bad_reply", lambda: head("Transfer-Encoding: chunked") + b"zz\r\nabc"),
    "chunks that stop": (
        "bad_reply",
        lambda: head("Transfer-Encoding: chunked") + b"3\r\nabc\r\n",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_a_hostile_reply_is_refused_at_its_limit(name: str) -> None:
    """Each ends with its code, within the total deadline."""
    code, answer = REFUSED[name]
    async with asyncio.timeout(SMALL.total + SLACK):
        fault = await fault_of(answer)
    assert fault.code == code, fault
    assert not fault.maybe_received


GOOD: dict[str, Callable[[], Answer]] = {
    "plain": lambda: (200, {}, PLAIN),
    "identity": lambda: body(PLAIN, "identity"),
    "gzip": lambda: body(GZIPPED, "gzip"),
    "x-gzip, in capitals": lambda: body(GZIPPED, "X-GZIP"),
    "two gzip members": lambda: body(gzip.compress(PLAIN[:9]) + gzip.compress(PLAIN[9:]), "gzip"),
    "deflate in zlib": lambda: body(zlib.compress(PLAIN), "deflate"),
    "bare deflate": lambda: body(zlib.compress(PLAIN, wbits=-15), "deflate"),
    "until the connection closes": lambda: head() + PLAIN,
    "chunks": lambda: (
        head("Transfer-Encoding: chunked") + b"%x\r\n%b\r\n0\r\n\r\n" % (len(PLAIN), PLAIN)
    ),
    "HTTP/1.0": lambda: b"HTTP/1.0 200 OK\r\n\r\n" + PLAIN,
    "50 informational replies": lambda: head(status="103 Early Hints") * 50 + head() + PLAIN,
    "piece by piece": lambda: repeat(b"", first=head() + PLAIN, times=1),
}


@pytest.mark.parametrize("name", GOOD)
async def test_a_decent_reply_is_read_whole(name: str) -> None:
    """Every way in which servers send a body gives the same bytes."""
    async with http_server(lambda *_: GOOD[name]()) as server:
        reply = await client().get(server.url, allow=HERE)
    assert reply.body == PLAIN


async def test_an_empty_body_may_be_called_gzip() -> None:
    """No bytes at all are no truncated gzip."""
    async with http_server(lambda *_: body(b"", "gzip")) as server:
        assert (await client().get(server.url, allow=HERE)).body == b""


async def test_the_ratio_stops_what_the_size_would_allow() -> None:
    """Past a megabyte nothing honest shrinks two hundredfold."""
    fault = await fault_of(lambda: body(gzip.compress(bytes(8 << 20)), "gzip"), Limits())
    assert fault.code == "too_large"
    assert "bomb" in fault.detail


async def test_repeated_headers_are_joined_and_validators_kept_byte_for_byte() -> None:
    """What a server calls its version comes back to it unchanged, quotes or not, any byte."""
    etag = 'W/"\xe9\xff"'
    async with http_server(
        lambda *_: (200, {"ETag": etag, "Vary": "a", "vary": "b"}, b"")
    ) as server:
        reply = await client().get(server.url, allow=HERE)
        await client().get(
            server.url, allow=HERE, headers={"If-None-Match": reply.headers["etag"]}
        )
    assert reply.headers["vary"] == "a, b"
    assert server.requests[1].headers["if-none-match"] == etag


async def test_a_request_names_itself_and_asks_for_what_it_can_read() -> None:
    """Nothing is sent that the caller did not ask for, and how it is sent is not for the caller."""
    async with http_server(routes({"/?q=1": (200, {}, b"")})) as server:
        wish = {"Accept-Encoding": "br", "Host": "elsewhere", "Accept": "text/xml"}
        await client().get(server.url + "?q=1", allow=HERE, headers=wish)
    assert server.requests[0].headers == {
        "host": server.url.removeprefix("http://"),
        "accept-encoding": "gzip, deflate",
        "user-agent": "wirewatch-test",
        "accept": "text/xml",
        "connection": "close",
    }


async def test_not_modified_is_a_reply_and_its_body_is_not_waited_for() -> None:
    """304 brings its headers and nothing else."""
    async with http_server(lambda *_: (304, {"ETag": '"b"'}, b"")) as server:
        reply = await client().get(server.url, allow=HERE, headers={"If-None-Match": '"a"'})
    assert (reply.status, reply.headers["etag"], reply.body) == (304, '"b"', b"")


async def test_not_modified_that_nobody_asked_for_is_an_error() -> None:
    """Else a server that says nothing else would pass for one that works and has no news."""
    async with http_server(lambda *_: (304, {"ETag": '"b"'}, b"")) as server:
        with pytest.raises(FetchError, match="304 Not Modified, and was not asked") as caught:
            await client().get(server.url, allow=HERE)
    assert caught.value.code == "not_asked"


async def test_a_piece_that_nobody_asked_for_is_an_error() -> None:
    """Half a feed would pass for the whole; who asked for a piece gets it."""
    some = {"Content-Range": "bytes 0-3/9"}
    async with http_server(lambda *_: (206, some, b"<rss")) as server:
        with pytest.raises(FetchError, match="206 Partial Content, and was not asked") as caught:
            await client().get(server.url, allow=HERE)
        reply = await client().get(server.url, allow=HERE, headers={"Range": "bytes=0-3"})
    assert caught.value.code == "not_asked"
    assert reply.body == b"<rss"


@pytest.mark.parametrize(
    "answer",
    [
        lambda: (200, {}, PLAIN * 99),
        lambda: repeat(PLAIN, first=head()),
        lambda: body(gzip.compress(PLAIN * 99), "gzip"),
        lambda: body(zlib.compress(PLAIN * 99, wbits=-15), "deflate"),
    ],
)
async def test_the_first_bytes_of_what_is_too_long(answer: Callable[[], Answer]) -> None:
    """Exactly so many are given, and reading stops there; a short one comes whole."""
    async with http_server(lambda *_: answer()) as server:
        reply = await client().get(server.url, allow=HERE, max_bytes=5000, cut=True)
    assert reply.body == (PLAIN * 3)[:5000]
    assert server.sent < 10_000_000
    async with http_server(lambda *_: (200, {}, PLAIN)) as server:
        reply = await client().get(server.url, allow=HERE, max_bytes=5000, cut=True)
    assert reply.body == PLAIN


async def test_what_is_cut_is_still_refused_for_other_faults() -> None:
    """A body that is damaged before that is no beginning of anything."""
    async with http_server(lambda *_: body(GZIPPED[:-9], "gzip")) as server:
        with pytest.raises(FetchError) as caught:
            await client().get(server.url, allow=HERE, max_bytes=5000, cut=True)
    assert caught.value.code == "bad_encoding"


@pytest.mark.parametrize("status", [300, 400, 401, 403, 404, 410, 429, 500, 503, 599])
async def test_other_statuses_are_errors_with_their_number(status: int) -> None:
    """The code names the status, the message hides path and query; the body is never read."""
    endless = head(status=f"{status} Whatever")
    async with http_server(lambda *_: repeat(bytes(65536), first=endless)) as server:
        with pytest.raises(FetchError) as caught:
            await client().get(server.url + "/feed/s3cret?token=s3cret", allow=HERE)
    assert (caught.value.code, caught.value.status) == (f"http_{status}", status)
    assert "s3cret" not in str(caught.value)


async def test_twenty_silent_servers_do_not_hold_up_a_good_one() -> None:
    """What waits for one host takes no turn from another."""
    async with (
        http_server(lambda *_: repeat(b"", pause=9)) as silent,
        http_server(lambda *_: (200, {}, b"news")) as good,
    ):
        http = Http(user_agent="t", limits=SMALL, connections=4, per_host=2)
        bad = [asyncio.ensure_future(http.get(silent.url, allow=HERE)) for _ in range(20)]
        await asyncio.sleep(0.05)
        async with asyncio.timeout(SMALL.headers):
            reply = await http.get(good.url.replace("127.0.0.1", "localhost"), allow=HERE)
        for task in bad:
            task.cancel()
        await asyncio.gather(*bad, return_exceptions=True)
    assert reply.body == b"news"
    assert silent.accepts <= 2


async def test_cancelled_fetches_leave_no_turn_taken() -> None:
    """After hundreds of fetches cancelled while they connect, the next one goes through."""

    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(9)

    async with raw_server(never) as silent, http_server(lambda *_: (200, {}, b"ok")) as good:
        http = Http(user_agent="t", limits=SMALL, connections=2)
        for number in range(200):
            task = asyncio.ensure_future(http.get(silent.url, allow=HERE))
            for _ in range(number % 12):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert (await http.get(good.url, allow=HERE)).body == b"ok"


async def secure(days: int, name: str, trusted: bool) -> Reply:
    """Fetch over TLS from a server whose certificate names `feeds.example` and 127.0.0.1."""

    async def resolve(host: str) -> list[str]:
        return ["127.0.0.1"]

    server_side, client_side = certificates("feeds.example", days=days)
    context = client_side if trusted else None
    async with http_server(lambda *_: (200, {}, b"secure"), tls=server_side) as server:
        http = Http(user_agent="t", limits=SMALL, resolve=resolve, ssl_context=context)
        return await http.get(f"https://{name}:{server.port}/", allow=HERE)


@pytest.mark.parametrize("name", ["feeds.example", "127.0.0.1"])
async def test_tls_is_checked_against_the_name_that_was_asked(name: str) -> None:
    """The address is dialled, the name is verified."""
    assert (await secure(2, name, trusted=True)).body == b"secure"


@pytest.mark.parametrize(
    ("days", "name", "trusted", "words"),
    [
        (-1, "feeds.example", True, "expired"),
        (2, "other.example", True, "mismatch"),
        (2, "feeds.example", False, "self-signed"),
    ],
)
async def test_a_bad_certificate_is_refused_with_its_reason(
    days: int, name: str, trusted: bool, words: str
) -> None:
    """A person can tell an expired certificate from a wrong name."""
    with pytest.raises(FetchError, match=words) as caught:
        await secure(days, name, trusted)
    assert caught.value.code == "tls"


async def test_silence_after_the_tls_hello_ends() -> None:
    """A server that accepts and never answers the handshake holds nobody."""

    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        await asyncio.sleep(9)

    async with raw_server(mute) as server:
        with pytest.raises(FetchError) as caught:
            await client().get(f"https://127.0.0.1:{server.port}/", allow=HERE)
    assert caught.value.code == "timeout"


async def test_plain_talk_on_a_tls_port_is_a_tls_error() -> None:
    """What is no TLS is called so."""

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()

    async with raw_server(plain) as server:
        with pytest.raises(FetchError) as caught:
            await client().get(f"https://127.0.0.1:{server.port}/", allow=HERE)
    assert caught.value.code == "tls"


async def test_a_closed_port_says_so() -> None:
    """The system's own words reach the user."""
    async with raw_server(lambda *_: asyncio.sleep(0)) as server:
        url = server.url
    with pytest.raises(FetchError, match="refused") as caught:
        await client().get(url, allow=HERE)
    assert caught.value.code == "connect"


async def test_a_connection_cut_in_the_middle_is_an_error() -> None:
    """A reset is reported as a broken connection, never as a short feed."""

    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head("Content-Length: 99999") + b"part")
        await writer.drain()
        writer.transport.abort()

    async with raw_server(cut) as server:
        with pytest.raises(FetchError) as caught:
            await client().get(server.url, allow=HERE)
    assert caught.value.code in {"connect", "bad_reply"}


async def test_a_closed_client_refuses() -> None:
    """After `close` nothing leaves any more."""
    http = client()
    await http.close()
    with pytest.raises(RuntimeError):
        await http.get("http://127.0.0.1:9999/")


@pytest.mark.parametrize("chunk", [1, 7, 65536])
def test_a_body_that_fills_its_last_piece_is_whole(chunk: int) -> None:
    """Whatever falls on a border of our pieces, nothing is left inside the decoder."""
    for size in range(65536 - 3, 65536 + 300, 7):
        packed = zlib.compress(bytes(size), wbits=-15)
        collected = Body("deflate", 100_000, Limits())
        for start in range(0, len(packed), chunk):
            collected.feed(packed[start : start + chunk])
        assert len(collected.finish()) == size


def test_a_bomb_is_refused_before_it_takes_memory() -> None:
    """A gigabyte's worth of zeros costs a few megabytes and a moment."""
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="too_large"):
            Body("gzip", 10 << 20, Limits()).feed(BOMB)
        assert tracemalloc.get_traced_memory()[1] < 30 << 20
    finally:
        tracemalloc.stop()
