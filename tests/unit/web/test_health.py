"""Whether the service is well."""

import asyncio
import time

import pytest
from sqlalchemy import Connection, text

from service.store.engine import Store
from service.store.sqlite import SqliteFile
from service.web.health import Health, is_ready
from tests.unit.web.given import PROBLEM, Clock, Outcome, Reloading, Spare, configuration


async def test_a_well_service_is_ready(store):
    """Each check has its reason, good news too."""
    checks = await Health(store, Clock(), Reloading()).checks()
    assert is_ready(checks)
    assert {name: check.reason for name, check in checks.items()} == {
        "database": "can be read",
        "clock": "the last tick was 0.2 s ago",
    }


async def test_without_ticks_it_is_not_ready(store):
    """Nothing is polled or told while the clock stands still."""
    checks = await Health(store, Clock(3.1)).checks()
    assert not is_ready(checks)
    assert not checks["clock"].good


async def test_without_a_database_it_is_not_ready(tmp_path):
    """The reason is the database's own."""
    (tmp_path / "empty.db").touch()
    store = Store(SqliteFile(tmp_path / "empty.db"))
    checks = await Health(store, Clock()).checks()
    store.close()
    assert not is_ready(checks)
    assert "no such table" in checks["database"].reason


def sleep(_: Connection) -> None:
    time.sleep(2.6)


async def test_a_database_that_hangs_is_told_in_time(store):
    """All readers are busy: the check gives up after two seconds, and asks no more than once."""
    busy = [asyncio.create_task(store.read(sleep)) for _ in range(3)]
    health = Health(store)
    async with asyncio.timeout(2.5):
        both = await asyncio.gather(health.checks(), health.checks())
    assert [one["database"].reason for one in both] == ["no answer within 2 s"] * 2
    await asyncio.gather(*busy)
    assert is_ready(await health.checks())


@pytest.mark.parametrize("table", ["source", "alembic_version"])
async def test_a_database_without_our_tables_is_none(store, table):
    """Reading means reading what we need."""
    await store.write(lambda c: c.execute(text(f"ALTER TABLE {table} RENAME TO gone")))
    assert not is_ready(await Health(store).checks())


async def test_without_room_it_is_not_ready(store):
    """It does not take in what it should, whatever else it does; the reason is the disk's."""
    checks = await Health(store, room=Spare(short=True, reason="nothing is taken in")).checks()
    assert not is_ready(checks)
    assert checks["room"].reason == "nothing is taken in"
    assert is_ready(await Health(store, room=Spare()).checks())


async def test_a_refused_reload_is_a_note(store):
    """What held before holds, so the service is ready; the reason is the first mistake."""
    refused = Outcome(good=False, problems=(PROBLEM, PROBLEM))
    checks = await Health(store, Clock(), Reloading(last=refused)).checks()
    assert is_ready(checks)
    assert checks["reload"].good is False
    assert checks["reload"].reason == (
        "refused at 2026-03-02T08:00:00+00:00, what held before holds: watchlists/korea.yaml:14:23: "
        "'(' is never closed (close it) (and 1 more)"
    )


@pytest.mark.parametrize(
    ("off", "held", "rest"),
    [
        (("a",), 1, "what was good there still holds"),
        (("a",), 0, "off: 1 part"),
        (("a", "b", "c"), 1, "what was good there still holds; off: 2 parts"),
    ],
)
@pytest.mark.parametrize("last", [None, Outcome(good=True, problems=(PROBLEM,))])
async def test_files_taken_over_in_part_are_a_note(store, last, off, held, rest):
    """From the start on, whether they were read anew or not; the service is ready all the same."""
    in_force = configuration(off=off, held=held, mistakes=(PROBLEM,))
    checks = await Health(store, None, Reloading(last=last), None, lambda: in_force).checks()
    assert is_ready(checks)
    assert checks["reload"].good is False
    assert checks["reload"].reason == (
        "taken over in part: 1 mistake, first watchlists/korea.yaml:14:23 '(' is never closed; "
        + rest
    )


async def test_files_without_a_mistake_are_good_from_the_start(store):
    """Before the first reload, too; one that was refused says so first."""
    health = Health(store, None, Reloading(), None, configuration)
    assert (await health.checks())["reload"].reason == "taken over at the start"
    bad = configuration(off=("a",), mistakes=(PROBLEM,))
    health = Health(store, None, Reloading(last=Outcome(good=False)), None, lambda: bad)
    assert (await health.checks())["reload"].reason.startswith("refused at ")


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome(good=True), "taken over at 2026-03-02T08:00:00+00:00"),
        (
            Outcome(good=False),
            "refused at 2026-03-02T08:00:00+00:00, what held before holds: no reason given",
        ),
    ],
)
async def test_other_outcomes_are_told_too(store, outcome, reason):
    """Good, or bad without a word."""
    checks = await Health(store, reloading=Reloading(last=outcome)).checks()
    assert checks["reload"].reason == reason
