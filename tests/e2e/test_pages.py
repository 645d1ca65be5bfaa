"""Teasers and their pages, over real HTTP, through kills: every report is told once, with its page."""

import signal

import pytest

from tests.e2e.world import DIGEST, INSTANT, World


pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*")

CRATES = """
watchlist: {name}
rules:
  - {{id: crates, query: crates}}
"""
"""Only pages and files speak of crates."""


def configure(world: World) -> None:
    world.feed.teasers = True
    world.configure(
        watchlist_soon=CRATES.format(name="soon") + INSTANT,
        watchlist_daily=CRATES.format(name="daily") + DIGEST,
        sources=world.sources(world.feed.url, full_text="auto"),
        config=world.config() + "fetch: {page_pause: 0s}\n",
    )


@pytest.mark.parametrize("point", ["read.finished:2", "ingest.committed:2"])
async def test_a_kill_between_teaser_and_page_loses_nothing(
    quick_world: World, point: str
) -> None:
    """What waits for its page is remembered, though its feed has nothing new any more."""
    world = quick_world
    world.turn_clock("2026-03-02T08:00:00+00:00", speed=60)
    configure(world)
    world.publish(1, 2, 3, 5, 7, 9)
    dying = world.start(crash=point)
    await world.until(lambda: dying.code() is not None, "the crash")
    assert dying.code() == -signal.SIGKILL, dying.text
    world.note_leases()
    process = world.start()
    await world.settle()
    assert await process.stop() == 0, process.text
    assert not world.rows("SELECT * FROM unread")
    assert world.feed.pages.count("/page/3") >= 2  # busy, the first time
    texts = [row["text"] for row in world.rows("SELECT text FROM article_version")]
    assert all("crates in store" in text for text in texts)
    world.check()
