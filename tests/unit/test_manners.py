"""Manners: how sites are asked for pages."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from service.errors import FetchError
from service.model import Reply
from service.pipeline.manners import MOST_SITES, Manners
from service.sandbox import Sandbox
from tests.fakes import InProcess


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
WORKERS = cast("Sandbox", InProcess())


class Site:
    """Serves one robots.txt, or none."""

    def __init__(self, robots: bytes | FetchError) -> None:
        self.robots = robots
        self.asked: list[str] = []

    async def get(self, url: str, *, first: int | None = None) -> Reply:
        self.asked.append(url)
        if isinstance(self.robots, FetchError):
            raise self.robots
        return Reply(status=200, url=url, headers={}, body=self.robots[:first])


async def refusal(manners: Manners, site: Site, url: str, now: datetime = NOW) -> str:
    try:
        await manners.ask(url, site.get, WORKERS, now)
    except FetchError as error:
        return error.code
    return ""


async def test_robots_are_asked_for_once_a_day() -> None:
    """One request a site and day, whatever the answer; other sites have their own."""
    manners, site = Manners(pause=0), Site(b"User-agent: *\nDisallow: /b")
    assert await refusal(manners, site, "https://x.example/a") == ""
    assert await refusal(manners, site, "https://x.example/b") == "robots"
    assert await refusal(manners, site, "http://x.example/a") == ""
    assert site.asked == ["https://x.example/robots.txt", "http://x.example/robots.txt"]
    await refusal(manners, site, "https://x.example/a", NOW + timedelta(hours=25))
    assert len(site.asked) == 3


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("http_404", ""),
        ("http_403", ""),
        ("http_429", "robots_unknown"),
        ("http_500", "robots_unknown"),
        ("timeout", "robots_unknown"),
    ],
)
async def test_a_site_without_robots(code: str, said: str) -> None:
    """None is leave; one that cannot be had is not, for ten minutes."""
    manners, site = Manners(pause=0), Site(FetchError(code, "no"))
    assert await refusal(manners, site, "https://x.example/a") == said
    site.robots = b""
    assert await refusal(manners, site, "https://x.example/a", NOW + timedelta(minutes=9)) == said
    assert await refusal(manners, site, "https://x.example/a", NOW + timedelta(minutes=11)) == ""


async def test_pages_of_one_host_are_asked_for_one_after_another() -> None:
    """A pause between two, for as many as come at once; another host has its own."""
    manners, site = Manners(pause=0.05), Site(b"")
    clock = asyncio.get_running_loop().time
    began = clock()
    times: dict[str, list[float]] = {"x": [], "y": []}

    async def one(host: str) -> None:
        await manners.ask(f"https://{host}.example/a", site.get, WORKERS, NOW)
        times[host].append(clock() - began)

    await one("x")
    await asyncio.gather(*(one(host) for host in "xxxy"))
    assert all(after >= number * 0.05 for number, after in enumerate(times["x"]))
    assert times["y"][0] < times["x"][-1]


async def test_a_site_may_ask_for_longer_pauses() -> None:
    """Crawl-delay counts where it is longer than ours."""
    manners, site = Manners(pause=0), Site(b"User-agent: *\nCrawl-delay: 0.1")
    clock = asyncio.get_running_loop().time
    await manners.ask("https://x.example/a", site.get, WORKERS, NOW)
    began = clock()
    await manners.ask("https://x.example/b", site.get, WORKERS, NOW)
    assert clock() - began > 0.08


async def test_what_is_remembered_of_sites_is_bounded() -> None:
    """The ones that were asked longest ago are forgotten."""
    manners, site = Manners(pause=0), Site(b"")
    for number in range(MOST_SITES + 1):
        await manners.ask(f"https://x{number}.example/", site.get, WORKERS, NOW)
    await manners.ask("https://x1.example/", site.get, WORKERS, NOW)
    assert len(site.asked) == MOST_SITES + 1
    await manners.ask("https://x0.example/", site.get, WORKERS, NOW)
    assert len(site.asked) == MOST_SITES + 2
