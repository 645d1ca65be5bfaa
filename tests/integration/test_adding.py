"""Sources found at an address, imported and exported, over real servers on loopback."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.app.discovering import Finder, Found
from service.cli import app
from service.errors import FetchError
from service.http import Http
from service.http.limits import Limits
from service.settings import load_sources
from tests.fakes import InProcess
from tests.integration.place import Place
from tests.servers import Answer, canary, http_server, routes
from tests.unit.sources.invented import NOW, rss
from tests.unit.sources.sitemaps import index, page, urlset


def item(hour: int) -> str:
    return (
        f"<item><title>Ferry at {hour}</title><link>https://harbour.example/{hour}</link>"
        f"<pubDate>Mon, 02 Mar 2026 {hour:02}:00:00 +0000</pubDate></item>"
    )


FEED: Answer = (
    200,
    {"Content-Type": "application/rss+xml"},
    rss(item(7), item(4), item(1)).encode(),
)
EMPTY: Answer = (200, {"Content-Type": "text/html"}, b"<html><title>Harbour</title></html>")
OPML = (
    '<opml><head><title>Mine</title></head><body><outline text="East Asia">'
    '<outline text="Harbour Post" xmlUrl="https://harbour.example/rss"/>'
    '<outline text="Known" xmlUrl="http://known.example/feed/"/>'
    '<outline text="Files" xmlUrl="ftp://x/y"/></outline></body></opml>'
)


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    """Our own client, with little patience."""
    client = Http(user_agent="wirewatch-test", limits=Limits(total=1.0))
    yield client
    await client.close()


async def find(http: Http, url: str, *allow: str) -> list[Found]:
    finder = Finder(http, InProcess(), NOW, allow or ("127.0.0.0/8",))  # type: ignore[arg-type] # a sandbox without walls
    return await finder.find(url)


async def test_a_feed_itself(http):
    """What it holds is shown: the newest entries, and how often there is one."""
    async with http_server(routes({"/rss": FEED})) as server:
        (found,) = await find(http, f"{server.url}/rss")

    assert (found.kind, found.title, found.entries) == ("feed", "Harbour Post", 3)
    assert [one.title for one in found.newest] == ["Ferry at 7", "Ferry at 4", "Ferry at 1"]
    assert found.interval is not None
    assert found.interval.total_seconds() == 3 * 3600


async def test_declared_by_a_page(http):
    """Several feeds of a page come in its order; dead ones and copies are left out."""
    other: Answer = (200, {}, rss(item(5)).encode())
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{url}">'
        for url in ("/dead", "/a", "/same", "/b")
    )
    table = {
        "/": (200, {}, f"<html>{links}</html>".encode()),
        "/a": FEED,
        "/same": FEED,
        "/b": other,
    }
    async with http_server(routes(table)) as server:
        found = await find(http, server.url)

    assert [one.url.rsplit("/", 1)[1] for one in found] == ["a", "b"]


async def test_common_paths(http):
    """A site that declares nothing is asked where feeds mostly are, and no further than needed."""
    async with http_server(routes({"/": EMPTY, "/rss.xml": FEED})) as server:
        (found,) = await find(http, server.url)

    assert found.url == f"{server.url}/rss.xml"
    assert [one.path for one in server.requests] == ["/", "/feed", "/rss", "/rss.xml"]


@pytest.mark.parametrize(("form", "entries"), [("news-sitemap", 1), ("sitemapindex", 2)])
async def test_sitemap_of_robots(http, form, entries):
    """Without feeds, the sitemap that robots.txt names will do."""
    ferry = page("https://harbour.example/f", title="Ferry", date="2026-03-02T07:00:00Z")
    body = urlset(ferry) if form == "news-sitemap" else index({"/a.xml": "", "/b.xml": ""})
    table = {
        "/": EMPTY,
        "/robots.txt": (200, {}, b"Sitemap: /map.xml\n"),
        "/map.xml": (200, {}, body),
    }
    async with http_server(routes(table)) as server:
        (found,) = await find(http, server.url)

    assert (found.kind, found.form, found.entries) == ("sitemap", form, entries)


async def test_nothing_there(http):
    """A site without anything to follow is asked a bounded number of times."""
    async with http_server(routes({"/": EMPTY})) as server:
        assert await find(http, server.url) == []

    assert len(server.requests) < 16


async def test_private_addresses(http):
    """A page of the world cannot send us into the house; nor can the user without leave."""
    async with canary() as server:
        with pytest.raises(FetchError, match="blocked_address"):
            await find(http, server.url, "10.0.0.0/8")

    assert server.accepts == 0


# --- the commands --------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder with a configuration, and a source that is followed already."""
    place = Place(folder=tmp_path)
    place.write(
        config="# mine\n",
        sources="sources:\n  - https://known.example/feed  # since 2019\n# end\n",
    )
    return place


def run(place: Place, *words: str) -> Result:
    runner = CliRunner(env=place.environment)
    return runner.invoke(app, ["source", *words, "--config", str(place.config)])


async def test_add(place: Place) -> None:
    """What was found is shown and added, remarks stay, and a second time it is known."""
    words = ("--allow-network", "127.0.0.0/8", "--tag", "sea", "--id", "harbour")
    async with http_server(routes({"/": FEED})) as server:
        dry = await asyncio.to_thread(run, place, "add", server.url, *words, "--dry-run")
        before = (place.config / "sources.yaml").read_text()
        first = await asyncio.to_thread(run, place, "add", server.url, *words)
        second = await asyncio.to_thread(run, place, "add", server.url, *words)

    assert "1. Harbour Post" in dry.stdout
    assert "one every 3 hours" in dry.stdout
    assert "2026-03-02 07:00  Ferry at 7" in dry.stdout
    assert "# since 2019" in before
    assert "harbour" not in before
    sources, problems = load_sources(place.config / "sources.yaml", {})
    assert not problems
    assert [one.id for one in sources] == ["known-example-feed", "harbour"]
    assert (sources[1].title, sources[1].tags) == ("Harbour Post", ("sea",))
    assert sources[1].options["allow_networks"] == ["127.0.0.0/8"]
    assert (dry.exit_code, first.exit_code, second.exit_code) == (0, 0, 1)
    assert "followed already, as harbour" in second.stdout


async def test_add_from_a_private_network(place: Place) -> None:
    """What is refused names the option that would let it through, and nothing is asked or written."""
    before = (place.config / "sources.yaml").read_text()
    async with canary() as server:
        result = await asyncio.to_thread(run, place, "add", server.url)
        hidden = await asyncio.to_thread(run, place, "add", "http://metadata.google.internal/")
    assert str(result.exception) == (
        "127.0.0.1 is a loopback address; if this is meant, add --allow-network 127.0.0.1/32"
    )
    assert "--allow-network" not in str(hidden.exception)  # nothing allows that one
    assert (server.accepts, (place.config / "sources.yaml").read_text()) == (0, before)


async def test_add_one_of_several(place: Place) -> None:
    """Without a terminal somebody has to say which one."""
    links = '<a href="/rss/a.rss">A</a><a href="/rss/b.rss">B</a>'
    table = {"/": (200, {}, links.encode()), "/rss/a.rss": FEED}
    table["/rss/b.rss"] = (200, {}, rss(item(5)).encode())
    words = ("--allow-network", "127.0.0.0/8")
    async with http_server(routes(table)) as server:
        asked = await asyncio.to_thread(run, place, "add", server.url, *words)
        wrong = await asyncio.to_thread(run, place, "add", server.url, *words, "--pick", "3")
        added = await asyncio.to_thread(run, place, "add", server.url, *words, "--pick", "2")

    assert (asked.exit_code, "--pick NUMBER" in asked.stdout) == (1, True)
    assert wrong.exit_code
    assert added.exit_code == 0
    assert "/rss/b.rss" in (place.config / "sources.yaml").read_text()


def test_import(place: Place) -> None:
    """New feeds are added with their folders as tags; what is known or no feed is told."""
    (place.folder / "list.opml").write_text(OPML)
    path = str(place.folder / "list.opml")
    dry = run(place, "import", path, "--dry-run")
    assert "1 source would be added" in dry.stdout
    assert "harbour" not in (place.config / "sources.yaml").read_text()

    done = run(place, "import", path, "--tag", "mine")
    assert "1 source added" in done.stdout
    assert "1 followed already, 1 not taken" in done.stdout
    assert "not taken: Files: no web address" in done.stderr
    assert done.exit_code == 1
    sources, _ = load_sources(place.config / "sources.yaml", {})
    assert (sources[1].id, sources[1].tags) == ("harbour-example-rss", ("mine", "east-asia"))
    assert "0 sources added" in run(place, "import", path).stdout


def test_export(place: Place) -> None:
    """Feeds go out as a list that comes in again; an address with a secret stays here."""
    with (place.config / "sources.yaml").open("a") as file:
        file.write(
            "  - {id: key, url: 'https://ana:geheim99@x.example/'}\n  - {id: in, path: in}\n"
        )
    result = run(place, "export")

    assert 'xmlUrl="https://known.example/feed"' in result.stdout
    assert "x.example" not in result.stdout
    assert "left out: key" in result.stderr
