"""Pages that entries name, over real HTTP: what of a source's own goes with the request."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from service.errors import FetchError
from service.http import Http
from service.model import Source, SourceId
from service.pipeline.manners import Manners
from service.sandbox import Sandbox
from service.sources import feed, sitemap
from service.sources.base import HasPages, Kind, Tools
from service.sources.robots import MOST, wishes
from tests.fakes import InProcess
from tests.servers import canary, http_server


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
WORKERS = cast("Sandbox", InProcess())


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    client = Http(user_agent="wirewatch-test")
    yield client
    await client.close()


def built(http: Http, url: str, **options: object) -> Kind:
    source = Source(id=SourceId("wire"), kind="feed", title="Wire", options={})
    given = {"url": url, "allow_networks": ["127.0.0.0/8"], **options}
    config = feed.Config.model_validate(given)
    return feed.build(config, source, Tools(http=http, base=Path()))


async def test_a_page_beside_the_feed_is_asked_for_like_the_feed(http: Http) -> None:
    """The site that a login is for gets it for its pages, too; the page comes as it is."""
    async with http_server(lambda *_: (200, {"Content-Type": "text/html"}, b"<p>x")) as server:
        kind = built(http, server.url + "/feed", headers={"X-Key": "k"})
        assert isinstance(kind, HasPages)
        reply = await kind.page(server.url + "/1")
    assert reply.body == b"<p>x"
    assert server.requests[0].headers["x-key"] == "k"
    assert server.requests[0].headers["accept"].startswith("text/html")


async def test_a_page_elsewhere_gets_no_secret_and_no_leave(http: Http) -> None:
    """A feed may name any address: private networks stay closed, and nobody else sees a login."""
    async with canary() as bird:
        kind = built(http, "https://wire.example/feed", headers={"X-Key": "k"})
        assert isinstance(kind, HasPages)
        with pytest.raises(FetchError) as caught:
            await kind.page(f"http://127.0.0.1:{bird.port}/1")
    assert caught.value.code == "blocked_address"
    assert bird.accepts == 0


async def test_long_robots_are_read_as_far_as_they_count(http: Http) -> None:
    """RFC 9309, 2.5: 500 KiB of them are parsed, and no more is read."""

    async def endless() -> AsyncIterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /news/\n"
        while True:
            yield b"# and so on\n" * 5000

    async with http_server(lambda *_: endless()) as server:
        kind = built(http, server.url + "/feed")
        assert isinstance(kind, HasPages)
        with pytest.raises(FetchError, match="asks not to fetch it") as caught:
            await Manners(pause=0).ask(server.url + "/news/1", kind.page, WORKERS, NOW)
    assert caught.value.code == "robots"
    assert server.sent < 10 * MOST


def test_kinds_with_pages() -> None:
    """What comes over the web has them."""
    assert issubclass(feed.Feed, HasPages)
    assert issubclass(sitemap.Sitemap, HasPages)


@pytest.mark.parametrize(
    ("robots", "allowed", "delay"),
    [
        (b"", True, 0),
        (b"User-agent: *\nDisallow: /news/\n", False, 0),
        (b"User-agent: *\nDisallow: /news/*.html$\n", False, 0),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: Wirewatch\nAllow: /\n", True, 0),
        (b"User-agent: wirewatch\nDisallow: /news\nAllow: /news/a\n", True, 0),
        (b"User-agent: *\nCrawl-delay: 7\n", True, 7),
        (b"User-agent: *\nCrawl-delay: 99999\n", True, 60),
        (b"User-agent: *\nCrawl-delay: soon\n", True, 0),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n", False, 0),
        (b"<html>not found</html>\xff\xfe", True, 0),
        (b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /\n", True, 0),
        (b"User-agent: *\nDisallow: /\n" + b"#" * 600_000, False, 0),
        (b"User-agent: *\n" + b"#" * (MOST - 27) + b"\nDisallow: /elsewhere\n", True, 0),
        (b"User-agent: *\r" + b"#" * (MOST - 27) + b"\rDisallow: /elsewhere\r", True, 0),
        (b"#" * (MOST - 27) + b"\nUser-agent: *\nDisallow: /", False, 0),
    ],
)
def test_what_robots_ask(robots: bytes, allowed: bool, delay: float) -> None:
    """RFC 9309: the longest rule of the group that names us; what is no rule counts for nothing."""
    found = wishes(robots, "Wirewatch", ("https://wire.example/news/a.html",))
    assert (found.allowed, found.delay) == ((allowed,), delay)
