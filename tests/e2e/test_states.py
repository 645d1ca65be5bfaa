"""Databases that earlier states of the code have written: each opens, and nothing in it is lost.

A state is what a real run left: some news told, some waiting for their digest, a delivery that waits
for its next attempt; from 0006 on an entry, too, that waits for its page. It is kept for ever; every new
schema adds one, by `sqlite3 FILE .dump`.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from service.app.places import DATABASE
from service.store import revision
from service.store.migrate import check
from service.store.sqlite import SqliteFile
from tests.e2e.world import World


pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*")

STATES = sorted((Path(__file__).parent / "states").glob("*.sql"))
WATCHLIST = """
watchlist: desk
rules:
  - {id: arms, query: arms OR weapons OR missile, tier: urgent}
  - {id: visits, query: visit}
  - {id: pact, query: '"mutual defence" OR pact OR treaty'}
  - {id: crates, query: crates in store}
digest: {schedule: daily 06:00, timezone: UTC, to: [outbox], empty: send}
instant: {tiers: [urgent], to: [hook], group_wait: 0s}
"""
SOURCES = """
sources:
  - {{id: inbox, path: inbox, language: en, backfill: all}}
  - {{id: wire, url: {url}, allow_networks: [127.0.0.0/8], language: en, full_text: auto}}
"""
THEIR_SERVER = "http://127.0.0.1:64999"
"""Where the feed stood, in those states that have one."""


def restore(state: Path, world: World) -> None:
    path = world.data / DATABASE
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(state.read_text().replace(THEIR_SERVER, world.feed.server.url))


@pytest.mark.parametrize("state", STATES, ids=lambda path: path.stem)
async def test_what_an_earlier_state_left_is_taken_up(quick_world: World, state: Path) -> None:
    """What waits is told, what was told is not told again, and the database is sound."""
    world = quick_world
    restore(state, world)
    world.feed.pages.append("/page/3")  # it was asked for, and too busy
    before = told(world)
    pages = wanted_pages(world)
    waiting = {tuple(row) for row in world.rows("SELECT article_id, version FROM untold")}
    (late,) = world.rows("SELECT id, body FROM delivery WHERE state = 'retry'")
    world.configure(
        watchlist_desk=WATCHLIST,
        sources=SOURCES.format(url=world.feed.url),
        watchlist_soon="",
        watchlist_daily="",
    )
    for name in ("soon", "daily"):
        (world.folder / "config" / "watchlists" / f"{name}.yaml").unlink()
    world.turn_clock("2026-11-22T12:00:00+00:00")  # the day after
    assert await world.start("run", "--once").wait() == 0, world.processes[-1].text

    assert revision.newest() == world.rows("SELECT version_num FROM alembic_version")[0][0]
    engine = SqliteFile(world.data / DATABASE).reader()
    assert check(engine) == ()
    engine.dispose()
    assert {key: told(world)[key] for key in before} == before
    assert waiting <= {
        (article, version) for _, article, version in set(told(world)) - set(before)
    }
    assert world.hook.bodies[late["id"]] == {late["body"]}
    (digest,) = (json.loads(path.read_text()) for path in world.outbox.glob("*.json"))
    assert digest["stories"]
    assert pages <= {story["headline"] for story in digest["stories"]}
    assert not wanted_pages(world)


def wanted_pages(world: World) -> set[str]:
    """Give the headlines of what waits for its page; the first states knew no such thing."""
    if not world.rows("SELECT * FROM sqlite_master WHERE name = 'unread'"):
        return set()
    return {
        json.loads(row["item"])["entry"]["title"] for row in world.rows("SELECT * FROM unread")
    }


def told(world: World) -> dict[tuple[str, int, int], tuple[str, str]]:
    rows = world.rows("SELECT stream_id, article_id, version, how, told_at FROM told")
    return {
        (row["stream_id"], row["article_id"], row["version"]): (row["how"], row["told_at"])
        for row in rows
    }
