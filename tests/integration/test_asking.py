"""poll, over HTTP: a real client asks a real server on loopback; only the clock is wound by hand."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta

from service.http import Http
from service.model import Backfill, Source, SourceId, Trouble
from service.sources import feed as feed_kind
from service.sources.base import Bounds, Tools
from service.store import sources
from service.store.sources import SourceState
from tests.integration.newsroom import Newsroom, headlines, sentences
from tests.servers import Answer, Server, http_server


HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WIRE = SourceId("wire")
Headers = Mapping[str, str]


def rss(*numbers: int, ttl: str = "") -> bytes:
    items = "".join(
        f"<item><guid>{number}</guid><title>Arms transfer {number}</title>"
        f"<description>Envoys spoke about arms transfer number {number}.</description></item>"
        for number in numbers
    )
    return f'<rss version="2.0"><channel><title>W</title>{ttl}{items}</channel></rss>'.encode()


class Wire:
    """A feed whose answer a test may change at any time."""

    def __init__(self) -> None:
        self.body = rss(1)
        self.headers: dict[str, str] = {}
        self.status = 200
        self.lies = False
        """It says "nothing new" to whoever names its tag, whatever there is."""
        self.moved = ""

    def __call__(self, method: str, path: str, headers: Headers, body: bytes) -> Answer:
        if self.moved and path != self.moved:
            return 301, {"Location": self.moved}, b"moved"
        known = headers.get("if-none-match") == self.headers.get("ETag", "none")
        if known and (self.lies or self.status == 304):
            return 304, self.headers, b""
        return self.status, self.headers, self.body


@asynccontextmanager
async def watched(room: Newsroom, wire: Wire) -> AsyncIterator[Server]:
    """Let the newsroom watch a feed on loopback, in its own rhythm."""
    http = Http(user_agent="test")
    async with http_server(wire) as server:
        url = f"{server.url}/feed"
        source = Source(
            id=WIRE, kind="feed", title="Wire", options={"url": url}, backfill=Backfill.ALL
        )
        config = feed_kind.Config.model_validate({"url": url, "allow_networks": ["127.0.0.0/8"]})
        tools = Tools(http=http, base=room.folder)
        await room._add(source, feed_kind, feed_kind.build(config, source, tools))
        room.change_source(
            "wire", bounds=Bounds(shortest=timedelta(minutes=5), longest=timedelta(hours=3))
        )
        yield server
    await http.close()


async def state(room: Newsroom) -> SourceState:
    (found,) = await room.read(sources.active)
    return found


async def when_due(room: Newsroom) -> timedelta:
    """Poll when it is due; give how long that was away."""
    due = (await state(room)).next_due
    away, room.clock.instant = due - room.clock(), due
    await room.pipeline.poll(WIRE)
    return away


async def test_a_server_that_lies_about_news_is_found_out(room: Newsroom) -> None:
    """Its 304s are believed until it is silent; then it is asked for everything, once a day."""
    wire = Wire()
    wire.headers = {"ETag": '"one"'}
    async with watched(room, wire) as server:
        await when_due(room)
        await room.tell("desk")
        wire.body, wire.lies = rss(1, 2), True
        while len(await room.rows("article", "id")) == 1:
            await when_due(room)
        asked = [one.headers.get("if-none-match") for one in server.requests]
        assert asked[1:-1] == ['"one"'] * (len(asked) - 2)
        assert asked[-1] is None
        assert room.clock() - (await state(room)).created_at < 8 * DAY
        assert headlines(await room.tell("desk")) == ["Arms transfer 2"]


async def test_an_equal_body_is_not_parsed_again(room: Newsroom) -> None:
    """Servers without validators exist; what they sent is compared by its hash."""
    wire = Wire()
    async with watched(room, wire):
        await when_due(room)
        await when_due(room)
        assert await room.column("poll", "entries") == [1, 0]
        wire.body = rss(1, 2)
        await when_due(room)
        assert await room.column("poll", "new") == [1, 0, 1]


async def test_what_a_server_wishes_is_never_undercut(room: Newsroom) -> None:
    """max-age and ttl, less than a day; a 304 without either is waited for as long as the ttl."""
    wire = Wire()
    wire.headers, wire.body = {"ETag": '"one"'}, rss(1, ttl="<ttl>300</ttl>")
    async with watched(room, wire):
        await when_due(room)
        wire.status = 304
        assert await when_due(room) >= 5 * HOUR
        wire.headers = {"ETag": '"one"', "Cache-Control": "max-age=36000"}
        assert await when_due(room) >= 5 * HOUR
        assert await when_due(room) >= 10 * HOUR


async def test_a_busy_server_is_left_alone_as_long_as_it_asks(room: Newsroom) -> None:
    """429 and 503 with `Retry-After`, and at most for a day."""
    wire = Wire()
    async with watched(room, wire):
        for status, asked, least in ((503, "7200", 2 * HOUR), (429, "9999999", DAY)):
            wire.status, wire.headers = status, {"Retry-After": asked}
            await when_due(room)
            away = (await state(room)).next_due - room.clock()
            assert least <= away <= 1.1 * DAY
        wire.status = 200
        await when_due(room)
        assert (await state(room)).failures == 0


async def test_a_permanent_redirect_is_told_the_third_time(room: Newsroom) -> None:
    """It is followed at once, and the address stays as it was written."""
    wire = Wire()
    wire.moved = "/new"
    async with watched(room, wire) as server:
        for expected in ([], [], [Trouble.MOVED]):
            await when_due(room)
            assert [one.trouble for one in (await state(room)).vitals.troubles] == expected
        assert {one.path for one in server.requests} == {"/feed", "/new"}
        assert f"Moved, its address should be mended: Wire (for good to {server.url}/new)" in (
            sentences(await room.tell("desk"))
        )


async def test_a_feed_that_overflows_is_asked_more_often(room: Newsroom) -> None:
    """Nothing of the last poll is left: some may have come and gone."""
    wire = Wire()
    async with watched(room, wire):
        wire.body = rss(*range(5))
        await when_due(room)
        before = (await state(room)).vitals.interval
        wire.body = rss(*range(100, 105))
        await when_due(room)
        after = (await state(room)).vitals.interval
        assert before is not None
        assert after == before / 2
        assert "Possible gap" in sentences(await room.tell("desk"))


async def test_first_sight_is_a_baseline(room: Newsroom) -> None:
    """What a feed held before we came is stored, said, and not told."""
    wire = Wire()
    async with watched(room, wire):
        source = room.pipeline.configuration.sources[WIRE].source
        room.change_source("wire", source=_without_backfill(source))
        await when_due(room)
        told = await room.tell("desk")
        assert headlines(told) == []
        assert "what they held before is not told: Wire (1 earlier article)" in sentences(told)
        wire.body = rss(1, 2)
        await when_due(room)
        assert headlines(await room.tell("desk")) == ["Arms transfer 2"]


def _without_backfill(source: Source) -> Source:
    return Source(id=source.id, kind=source.kind, title=source.title, options=source.options)
