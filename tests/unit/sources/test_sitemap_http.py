"""Indexes of sitemaps walked over real HTTP on loopback."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest

from service.errors import FetchError
from service.http import Http
from service.http.limits import Limits
from service.sources import sitemap
from service.sources.base import HasPages
from tests.servers import Answer, canary, http_server, routes
from tests.unit.sources.invented import NOW
from tests.unit.sources.sitemaps import Watched, brought, index, page, urlset


PAGE = page("https://harbour.example/ferry", title="Ferry", date="2026-03-02T07:00:00Z")
NEWS: Answer = (200, {}, urlset(PAGE))


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    """Our own client, with little patience."""
    client = Http(user_agent="wirewatch-test", limits=Limits(total=1.0))
    yield client
    await client.close()


async def test_one_sitemap(http):
    """A sitemap alone is asked for conditionally, also after a restart."""

    def answer(method, path, headers, body):
        if headers.get("if-none-match") == '"1"':
            return 304, {}, b""
        return 200, {"ETag": '"1"', "Cache-Control": "max-age=60"}, urlset(PAGE)

    async with http_server(answer) as server:
        watched = Watched(f"{server.url}/news.xml", http)
        first = await watched.poll()
        watched.restart()
        second = await watched.poll()

    assert brought(first) == ["news.xml"]
    assert sitemap.parse(first.documents[0], NOW).entries[0].title == "Ferry"
    assert (second.not_modified, second.partial) == (True, False)


async def test_index_brings_what_is_new(http):
    """Old sitemaps are left alone, known ones are not asked for again, changed ones are."""
    children = {
        "/old.xml": "2025-12-01",
        "/a.xml": "2026-03-01T10:00:00Z",
        "/b.xml": "2026-03-02T06:00:00Z",
    }
    table = {"/a.xml": NEWS, "/b.xml": (200, {}, gzip.compress(urlset(PAGE)))}
    async with http_server(
        lambda m, path, h, b: {**table, "/": (200, {}, index(children))}[path]
    ) as server:
        watched = Watched(f"{server.url}/", http)
        first = await watched.poll()
        second = await watched.poll()
        children["/a.xml"] = "2026-03-02T07:30:00Z"
        third = await watched.poll()

    assert (brought(first), first.more, first.partial) == (["b.xml", "a.xml"], False, True)
    assert (brought(second), second.not_modified) == ([], True)
    assert brought(third) == ["a.xml"]
    assert [one.path for one in server.requests] == ["/", "/b.xml", "/a.xml", "/", "/", "/a.xml"]


async def test_an_unchanged_index_may_have_changed_sitemaps(http):
    """Without `lastmod`, or with a bare day that is not over, sitemaps are asked conditionally."""
    bodies = {"/a.xml": urlset(PAGE), "/b.xml": urlset(PAGE, PAGE)}

    def answer(method, path, headers, body):
        if path == "/":
            same = headers.get("if-none-match") == '"i"'
            return (
                304 if same else 200,
                {"ETag": '"i"'},
                b"" if same else index({"/a.xml": "2026-03-02", "/b.xml": ""}),
            )
        if headers.get("if-none-match") == f'"{len(bodies[path])}"':
            return 304, {}, b""
        return 200, {"ETag": f'"{len(bodies[path])}"'}, bodies[path]

    async with http_server(answer) as server:
        watched = Watched(f"{server.url}/", http)
        assert brought(await watched.poll()) == ["b.xml", "a.xml"]
        assert (await watched.poll()).not_modified
        bodies["/a.xml"] = urlset(PAGE, PAGE, PAGE)
        assert brought(await watched.poll()) == ["a.xml"]
        watched.restart()
        assert (await watched.poll()).not_modified  # the bodies' hashes are remembered

    assert server.requests[-3].headers.get("if-none-match") is None


async def test_indexes_within_indexes(http):
    """Three levels are read, a fourth is named; loops end."""
    table = {
        "/": (200, {}, index({"/2": "", "/": ""})),
        "/2": (200, {}, index({"/3": "", "/2": "", "/news": ""})),
        "/3": (200, {}, index({"/4": "", "/deep": ""})),
        "/4": (200, {}, index({"/": ""})),
        "/news": NEWS,
        "/deep": (200, {}, urlset(PAGE, PAGE)),
    }
    async with http_server(routes(table)) as server:
        found = await Watched(f"{server.url}/", http).poll()

    assert sorted(brought(found)) == ["deep", "news"]
    assert [one.code for one in found.unreadable] == ["too_deep"]
    assert len(server.requests) == 6


async def test_one_bad_sitemap_stops_no_other(http):
    """A missing, a broken and a silent sitemap are named; the good one is brought."""

    async def silence() -> AsyncIterator[bytes]:
        yield b""
        await asyncio.sleep(20)

    def answer(method, path, headers, body):
        table = {
            "/": (200, {}, index({"/gone": "", "/page": "", "/slow": "", "/news": ""})),
            "/page": (200, {}, b"<html>Down</html>"),
            "/news": NEWS,
        }
        return silence() if path == "/slow" else table.get(path, (404, {}, b""))

    async with http_server(answer) as server:
        found = await Watched(f"{server.url}/", http).poll()

    assert brought(found) == ["news"]
    assert [one.code for one in found.unreadable] == ["http_404", "not_a_sitemap", "timeout"]
    assert not found.more


async def test_all_sitemaps_fail(http):
    """An index none of whose sitemaps can be had is a failure of the source."""
    async with http_server(routes({"/": (200, {}, index({"/a": "", "/b": ""}))})) as server:
        with pytest.raises(FetchError, match="http_404"):
            await Watched(f"{server.url}/", http).poll()


async def test_a_busy_server_is_left_alone(http):
    """Where a server asks for patience, the walk ends at once."""
    table = {"/": (200, {}, index({"/a": "", "/b": "", "/c": ""})), "/a": NEWS}
    table |= {"/b": (503, {"Retry-After": "60"}, b""), "/c": NEWS}
    async with http_server(routes(table)) as server:
        found = await Watched(f"{server.url}/", http).poll()

    assert (brought(found), found.more, found.marks) == (["a"], False, ())
    assert [one.path for one in server.requests] == ["/", "/a", "/b"]


async def test_huge_index(http):
    """Of 1,600 sitemaps only the newest 500 are looked at, and the rest is told."""
    children = {f"/{n}": f"2026-03-02T{n // 200:02}:00:{n % 59:02}Z" for n in range(1600)}
    body = index(children)
    async with http_server(
        lambda m, path, h, b: (200, {}, body if path == "/" else urlset(PAGE))
    ) as server:
        watched = Watched(f"{server.url}/", http)
        newest = list(children)[1200:]
        watched.memory = {f"{server.url}{url}": f"m:{children[url]}" for url in newest}
        watched.kind.most = 10
        found = await watched.poll()

    assert (len(found.documents), found.more) == (10, True)
    assert [one.code for one in found.unreadable] == ["too_many"]
    assert "1,100 of its sitemaps" in found.unreadable[0].detail


async def test_a_walk_goes_on(http):
    """What one poll leaves is brought by the next, which comes at once; then all have turns."""
    body = index({f"/{n}": "" for n in range(12)})
    async with http_server(
        lambda m, path, h, b: (200, {}, body if path == "/" else urlset(PAGE))
    ) as server:
        watched = Watched(f"{server.url}/", http)
        watched.kind.most = 10
        first, second, third = [await watched.poll() for _ in range(3)]

    assert (len(first.documents), first.more, first.marks) == (10, True, ())
    assert (len(second.documents), second.more) == (2, False)
    assert (third.documents, third.more) == ((), False)
    assert {f"/{n}" for n in range(8, 12)} <= {one.path for one in server.requests[-10:]}


async def test_no_sitemap_at_all(http):
    """A page where a sitemap was expected is a failure with its reason."""
    async with http_server(lambda *_: (200, {}, b"<html/>")) as server:
        with pytest.raises(FetchError, match="not_a_sitemap: it is a web page"):
            await Watched(server.url, http).poll()


async def test_credentials_and_private_networks_stay_with_the_host(http):
    """Another origin gets no key, and no leave to be private."""
    async with canary() as other:
        table = {"/": (200, {}, index({"/a": "", f"{other.url}/b": ""})), "/a": NEWS}
        async with http_server(routes(table)) as server:
            found = await Watched(f"{server.url}/", http, headers={"X-Key": "k"}).poll()

    assert [one.headers.get("x-key") for one in server.requests] == ["k", "k"]
    assert other.accepts == 0
    assert [one.code for one in found.unreadable] == ["blocked_address"]


async def test_pages_of_entries(http):
    """A sitemap has no texts: the pages that it names can be fetched, with a key at home only."""
    async with http_server(lambda *_: (200, {}, b"<html>Ferry</html>")) as server:
        watched = Watched(f"{server.url}/news.xml", http, headers={"X-Key": "k"})
        reply = await watched.kind.page(f"{server.url}/ferry")

    assert isinstance(watched.kind, HasPages)
    assert reply.body == b"<html>Ferry</html>"
    assert server.requests[0].headers["x-key"] == "k"
