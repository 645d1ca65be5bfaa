"""Feeds as the world serves them: polite, moved, busy, broken and hostile."""

import asyncio

import pytest

from tests.e2e.feeds import MODIFIED, feed
from tests.e2e.world import World


pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*")


async def test_after_the_first_time_only_what_is_new_is_asked_for(quick_world: World) -> None:
    """Validators go back byte for byte, across a restart too, and are answered with 304."""
    world = quick_world
    world.publish(1, 3)
    process = world.start()
    await world.settle()
    assert await process.stop() == 0
    known = len(world.feed.asked)
    process = world.start()
    await world.until(lambda: len(world.feed.asked) > known, "another poll")
    assert await process.stop() == 0
    first, *others = world.feed.asked
    assert "if-none-match" not in first.headers
    assert {one.status for one in others} == {304}
    assert {one.headers["if-none-match"] for one in others} == {world.feed.etag}
    assert {one.headers["if-modified-since"] for one in others} == {MODIFIED}
    world.check()


async def test_a_feed_that_has_moved_is_followed(quick_world: World) -> None:
    """A 301 leads to the feed, which is compressed; its stories are told."""
    world = quick_world
    world.configure(sources=world.sources(f"{world.feed.server.url}/old"))
    world.publish(1)
    process = world.start()
    await world.settle()
    assert await process.stop() == 0
    assert [one.status for one in world.feed.asked[:2]] == [301, 200]
    world.check()


async def test_a_server_that_asks_for_an_hour_gets_it_across_a_restart(quick_world: World) -> None:
    """`Retry-After` is stored: no request comes before, whoever starts; then what waited is told."""
    world = quick_world
    world.publish(1)
    world.feed.instead = lambda: (503, {"Retry-After": "3600"}, b"busy")
    process = await world.started()
    await world.until(lambda: world.has_tables and _failures(world), "the busy reply")
    assert await process.stop() == 0
    process = await world.started()
    await asyncio.sleep(1.5)  # a minute and a half, on this clock
    assert await process.stop() == 0
    assert len(world.feed.asked) == 1
    world.turn_clock("2026-03-02T09:30:00+00:00")
    world.feed.instead = None
    process = world.start()
    await world.settle()
    assert await process.stop() == 0
    world.check()


async def test_an_error_page_with_status_200_passes_for_no_feed(quick_world: World) -> None:
    """The page is a failure, nothing of it is kept, and the feed is read when it is back."""
    world = quick_world
    world.publish(1)
    world.feed.instead = lambda: (200, {"Content-Type": "text/html", "ETag": '"oops"'}, b"<p>Oops")
    process = world.start()
    await world.until(lambda: world.has_tables and _failures(world), "the error page")
    code = world.rows("SELECT error_code FROM source WHERE id = 'wire'")[0]["error_code"]
    assert code == "not_a_feed"
    world.feed.instead = None
    await world.settle()
    assert await process.stop() == 0
    assert all(one.headers.get("if-none-match") != '"oops"' for one in world.feed.asked)
    world.check()


async def test_a_hostile_feed_holds_up_nobody(quick_world: World) -> None:
    """One feed freezes its parser; the stories of its neighbour are told all the same."""
    world = quick_world
    attributes = " ".join(f'a{number}="x"' for number in range(60_000))
    page = f'<rss version="2.0"><channel {attributes}></channel></rss>'.encode()
    async with feed() as hostile:
        hostile.instead = lambda: (200, {"Content-Type": "application/rss+xml"}, page)
        world.configure(sources=world.sources(world.feed.url, hostile.url))
        world.publish(1, 2, 3)
        process = world.start()
        await world.until(lambda: hostile.asked, "a request of the hostile feed")
        await world.settle()
        assert await process.stop() == 0
    world.check()


def _failures(world: World) -> int:
    rows = world.rows("SELECT failures FROM source WHERE id = 'wire'")
    return rows[0]["failures"] if rows else 0
