"""The service on PostgreSQL, where that is another matter than on SQLite."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.e2e.processes import Zygote
from tests.e2e.world import World, world
from tests.postgres import Server


pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*")


@pytest.fixture
def url(postgres: Server, template: str) -> Iterator[str]:
    with postgres.database(template) as made:
        yield made


@pytest.fixture
async def pg_world(tmp_path: Path, quick: Zygote, url: str) -> AsyncIterator[World]:
    async with world(tmp_path / "one", quick, url) as made:
        made.turn_clock("2026-03-02T08:00:00+00:00")
        yield made


def end_sessions(url: str) -> None:
    """Do what a restart of the server does to its clients."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name LIKE 'wirewatch %'"
        )


async def test_a_second_service_refuses_the_same_database(
    pg_world: World, tmp_path: Path, quick: Zygote, url: str
) -> None:
    """Whatever its data folder: it names the process that has the database, and touches nothing."""
    first = await pg_world.started()
    async with world(tmp_path / "two", quick, url) as other:
        second = other.start()
        assert await second.wait() == 3
        assert f"/{first.pid}) is using the database postgresql://" in second.text
        assert "Traceback" not in second.text
    assert await first.stop() == 0


async def test_a_server_that_ends_all_sessions_loses_nothing(pg_world: World, url: str) -> None:
    """What was under way is done again by the same process, and told once."""
    process = await pg_world.started()
    for number in range(1, 13):
        pg_world.publish(number)
        if number % 4 == 0:
            end_sessions(url)
        await asyncio.sleep(0.3)
    await pg_world.settle()
    assert await process.stop() == 0, process.text
    pg_world.note_leases()
    pg_world.check()


async def test_who_lost_the_database_to_another_ends(
    pg_world: World, tmp_path: Path, quick: Zygote, url: str
) -> None:
    """Two owners would tell everything twice; the one that was displaced says so and goes."""
    first = await pg_world.started()
    first.pause()
    end_sessions(url)
    async with world(tmp_path / "two", quick, url) as other:
        other.clock = pg_world.clock  # else it would write down nine months of minutes
        second = await other.started()
        first.go_on()
        assert await first.wait() == 1
        assert "scheduler.displaced" in first.text
        assert await second.stop() == 0


async def test_a_feed_with_nul_in_every_text_is_taken(pg_world: World) -> None:
    """The server has no NUL; the news behind it is told all the same."""
    story = {
        "id": "a\0b",
        "url": "https://paper.example/a\0b",
        "title": "Inspectors\0 arrive",
        "content_text": "Inspectors\0 arrived in Port Vey on Monday.\0",
        "authors": [{"name": "A\0da"}],
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "P\0aper", "items": [story]}
    pg_world.configure(sources="sources:\n  - {id: inbox, path: inbox, backfill: all}\n")
    pg_world.move_in("feed.json", json.dumps(feed))
    for _ in range(2):  # the second time it is known
        process = pg_world.start("run", "--once")
        assert await process.wait() == 0, process.text
        assert len(pg_world.rows("SELECT * FROM article")) == 1
    assert len(pg_world.rows("SELECT * FROM told")) == 2


async def test_a_dry_run_writes_nothing(pg_world: World) -> None:
    """It works on a copy: rows stay as they are, and what would be told is printed."""
    pg_world.publish(1, 2)
    assert await pg_world.start("run", "--once").wait() == 0
    pg_world.publish(3, 4)
    before = {
        name: pg_world.rows(f"SELECT * FROM {name}") for name in ("source", "article", "told")
    }
    process = pg_world.start("run", "--dry-run")
    assert await process.wait() == 0, process.text
    assert before == {name: pg_world.rows(f"SELECT * FROM {name}") for name in before}
    assert "on journey 4" in process.text
    assert "on journey 2" not in process.text


COMMANDS = {
    ("db", "check"): "the database is sound",
    ("db", "migrate"): "up to date: ",
    ("source", "list"): "inbox",
    ("delivery", "list"): "ann@example.org",
    ("digest", "preview", "soon-instant"): "no new article was seen",
    ("config", "show"): "database_url",
}


async def test_commands_look_into_it(pg_world: World) -> None:
    """The same commands as on SQLite."""
    pg_world.publish(1, 2)
    assert await pg_world.start("run", "--once").wait() == 0
    for command, says in COMMANDS.items():
        process = pg_world.start(*command)
        assert await process.wait() == 0, process.text
        assert says in process.text


async def test_a_database_that_nobody_answers_for_is_named(tmp_path: Path, quick: Zygote) -> None:
    """After a minute's patience (none for commands that look): host, reason, and no password."""
    nowhere = "postgresql://desk:hush@127.0.0.1:1/news"
    async with world(tmp_path, quick, nowhere) as made:
        process = made.start("source", "list")
        assert await process.wait() == 3
    assert "postgresql://desk:***@127.0.0.1:1/news cannot be used" in process.text
    assert "hush" not in process.text
