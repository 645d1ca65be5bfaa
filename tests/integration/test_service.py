"""The service as a whole: opened, run once, kept running, closed."""

import asyncio
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from service.app.database import bring_up_to_date
from service.app.opening import open_for_reading
from service.app.places import DATABASE, HEARTBEAT, LOCK
from service.app.running import Service
from service.errors import ConfigError, LockedError, SchemaError, StoreError
from service.model import Collected, SourceId, StreamId
from service.scheduler import Scheduler, keep_running
from service.sources.base import Poll
from service.store import migrate, revision, sources
from service.store.engine import Store
from service.store.sqlite import SqliteFile
from tests.fakes import ScriptedKind, ScriptedNotifier, Vanished
from tests.integration.place import CONFIG, INSTANT, NEWS, SOURCES, URGENT, WATCHLIST, Place


def rows(place: Place, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(place.data / DATABASE)) as connection:
        return connection.execute(query).fetchall()


async def until(holds: Callable[[], object], seconds: float = 15.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.02)


def replace_kind(service: Service, name: str) -> ScriptedKind:
    """Put a source that a test scripts in the place of one from the files."""
    kind = ScriptedKind()
    in_force = service.pipeline.configuration
    watched = replace(in_force.sources[SourceId(name)], kind=kind)
    changed = {**in_force.sources, SourceId(name): watched}
    service.pipeline.configuration = replace(in_force, sources=changed)
    return kind


# --- opening -----------------------------------------------------------------------------------


async def test_opening_makes_what_is_not_there(bare: Place) -> None:
    """Data folder, database and inbox; nobody else may look inside."""
    async with bare.open():
        assert (bare.data.stat().st_mode & 0o777) == 0o700
        assert ((bare.data / DATABASE).stat().st_mode & 0o777) == 0o600
        assert (bare.data / "inbox").is_dir()


async def test_a_data_folder_belongs_to_one_process(place: Place) -> None:
    """A second service is refused and told whom to stop; afterwards the folder is free."""
    async with place.open():
        with pytest.raises(LockedError, match=f"process {os.getpid()}"):
            async with place.open():
                pytest.fail("two services over one folder")
    async with place.open():
        assert (place.data / LOCK).exists()


async def test_a_database_that_was_replaced_ends_the_service(place: Place) -> None:
    """Into the old file it would write for ever what nobody finds again."""
    async with place.open() as service:
        await service.tick()
        (place.data / DATABASE).rename(place.data / "old.db")
        with pytest.raises(LockedError, match="deleted or replaced"):
            await service.tick()


async def test_only_folders_of_ours_are_made(place: Place) -> None:
    """An empty folder in the place of a disk that is not mounted would hide that it is missing."""
    missing = place.folder / "mnt"
    place.write(sources=f"sources:\n  - {{id: disk, path: {missing / 'news'}}}\n")
    missing.mkdir()
    async with place.open():
        assert list(missing.iterdir()) == []


async def test_rules_keep_their_number_until_they_change(place: Place) -> None:
    """A restart is no new rule set; another query is."""
    numbers = []
    for text in (WATCHLIST, WATCHLIST, WATCHLIST.replace("arms transfer", "herring")):
        place.write(desk=text)
        async with place.open() as service:
            numbers.append(service.pipeline.configuration.rule_set)
    assert numbers == [1, 1, 2]


async def test_a_channel_that_cannot_be_built_starts_nothing(place: Place) -> None:
    """Nobody would be told: the mistake is named with its place."""
    place.write(config="channels:\n  console: {type: console}\n  outbox: {type: file}\n")
    with pytest.raises(ConfigError, match=r"config\.yaml:3"):
        async with place.open():
            pytest.fail("opened with a broken channel")


async def test_a_source_that_cannot_be_built_is_left_out_and_told(place: Place) -> None:
    """The others go on; the coverage statement names it."""
    place.write(sources=f"{SOURCES}  - {{id: odd, kind: folder, path: odd, colour: red}}\n")
    async with place.open() as service:
        assert list(service.pipeline.configuration.sources) == ["inbox"]
        assert "colour" in " ".join(service.pipeline.configuration.off)


async def test_what_a_dead_process_left_is_taken_over(place: Place) -> None:
    """Leases of a process that is gone hold nothing up."""
    async with place.open() as service:
        later = place.clock() + timedelta(days=1)
        await service.store.write(
            sources.claim, SourceId("inbox"), "dead", later, timedelta(minutes=15)
        )
    async with place.open() as service:
        assert await service.store.read(sources.due, place.clock(), 10) == ("inbox",)


# --- the database ------------------------------------------------------------------------------


async def test_a_damaged_database_is_not_opened(place: Place) -> None:
    """One page of nonsense inside: the message says how to go on, and the file stays as it is."""
    async with place.open():
        pass
    path = place.data / DATABASE
    ((root,),) = rows(place, "SELECT rootpage FROM sqlite_master WHERE name = 'source'")
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    damaged = path.read_bytes()
    with pytest.raises(SchemaError, match=r"(?s)not a sound database.*Restore a backup"):
        async with place.open():
            pytest.fail("opened")
    assert path.read_bytes() == damaged


async def test_a_database_of_a_newer_version_is_not_opened(place: Place) -> None:
    """An older program must not write into what it does not understand."""
    async with place.open():
        pass
    with closing(sqlite3.connect(place.data / DATABASE)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaError, match="newer"):
        async with place.open():
            pytest.fail("opened")
    with pytest.raises(SchemaError, match="9999"):
        async with open_for_reading(place.files(), place.outside):
            pytest.fail("opened")


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "use the newer version"),
        ("UPDATE alembic_version SET version_num = '0001'", "`wirewatch db migrate` brings it up"),
        ("ALTER TABLE alembic_version RENAME TO photo", "belongs to another program"),
    ],
)
async def test_who_only_looks_is_told_what_to_do(place: Place, statement: str, says: str) -> None:
    """A newer database is not migrated, an older one is, another program's is left alone."""
    async with place.open():
        pass
    with closing(sqlite3.connect(place.data / DATABASE)) as connection, connection:
        connection.execute(statement)
    with pytest.raises(SchemaError, match=says):
        async with open_for_reading(place.files(), place.outside):
            pytest.fail("opened")


async def test_a_damaged_file_is_not_opened(place: Place) -> None:
    """It is said, and nothing is overwritten."""
    (place.data / DATABASE).write_bytes(b"These are not the bytes of a database. " * 50)
    with pytest.raises(SchemaError, match="not a sound database"):
        async with place.open():
            pytest.fail("opened")
    with pytest.raises(SchemaError, match="not a sound database"):
        async with open_for_reading(place.files(), place.outside):
            pytest.fail("opened")


def test_the_newest_revision_is_what_alembic_says() -> None:
    """We read it off the names of the scripts, so that Alembic need not be loaded."""
    assert revision.newest() == migrate.head()


def test_a_database_is_brought_up_to_date_once(tmp_path: Path) -> None:
    """The first time makes it, the second finds nothing to do."""
    path = SqliteFile(tmp_path / DATABASE)
    assert bring_up_to_date(path) == (None, revision.newest())
    assert bring_up_to_date(path) == (revision.newest(), revision.newest())


def test_a_database_without_tables_has_no_revision(tmp_path: Path) -> None:
    """It is empty, or belongs to another program."""
    engine = SqliteFile(tmp_path / "other.db").writer()
    assert revision.current(engine) is None
    engine.dispose()


# --- looking in --------------------------------------------------------------------------------


async def test_what_the_database_does_not_take_is_told_at_the_end_of_a_run(place: Place) -> None:
    """No source is blamed, and nobody takes the run for a good one."""
    async with place.open() as service:
        replace_kind(service, "inbox").brings = StoreError("the row is too long")
        finding = await service.once()
    assert finding.failed == ("inbox: the row is too long",)


async def test_a_preview_beside_a_running_service(place: Place) -> None:
    """It shows what is stored, and changes nothing."""
    place.drop("news.txt", NEWS)
    async with place.open() as service:
        await service.once()
        before = (place.data / DATABASE).stat()
        async with open_for_reading(place.files(), place.outside) as reader:
            rendered = await reader.preview(StreamId("desk"))
            with pytest.raises(StoreError):
                await reader.store.write(sources.wake, [SourceId("inbox")], place.clock())
        after = (place.data / DATABASE).stat()
    assert "1 new article" not in rendered.text
    assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)


async def test_there_is_nothing_to_look_into_yet(bare: Place) -> None:
    """The message says how to begin."""
    with pytest.raises(StoreError, match="`wirewatch run` makes it"):
        async with open_for_reading(bare.files(), bare.outside):
            pytest.fail("opened")


# --- once --------------------------------------------------------------------------------------


async def test_once_tells_every_stream_once(place: Place) -> None:
    """A file dropped is told; a second run finds nothing new and says so."""
    place.write(desk=WATCHLIST + INSTANT)
    place.drop("news.txt", NEWS)
    place.drop("urgent.txt", URGENT)
    for expected in (2, 0):
        async with place.open() as service:
            finding = await service.once()
        assert (finding.polled, finding.failed, finding.undelivered) == (1, (), 0)
        newest = max((place.data / "outbox").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        assert len(json.loads(newest.read_text())["stories"]) == expected
        place.clock.forward(minutes=5)
    assert len(place.printed) == 2


async def test_once_makes_up_for_missed_slots_in_the_same_digest(place: Place) -> None:
    """Three missed noons and this run make one mail, not two."""
    async with place.open() as service:
        await service.begin()
    place.clock.instant = datetime(2026, 3, 5, 13, tzinfo=UTC)
    place.drop("news.txt", NEWS)
    async with place.open() as service:
        finding = await service.once()
    assert finding.digests == 1
    (printed,) = place.printed
    assert "4 missed slots" in printed


@pytest.mark.parametrize(
    ("schedule", "gone", "missed"),
    [('"* * * * *"', timedelta(minutes=3, seconds=5), 2), ("hourly", timedelta(hours=5), 4)],
)
async def test_ticks_that_stop_for_several_slots_end_in_one_digest(
    place: Place, schedule: str, gone: timedelta, missed: int
) -> None:
    """A machine that slept tells once, for all the slots, and not of a time after its own date."""
    place.write(desk=WATCHLIST.replace("daily 12:00", schedule))
    async with place.open() as service:
        await service.begin()
        await service.tick()
        place.clock.instant += gone
        for _ in range(4):
            await service.tick()
            await service._runner.idle()
    (printed,) = place.printed
    told, now = " ".join(printed.replace("\n- ", " ").split()), place.clock()
    assert f"Speaks for {missed} missed slots as well" in told
    assert f"2026, {now:%H:%M} (" in told
    assert f"up to 2 March {now:%H:%M}" in told


async def test_an_instant_stream_with_readers_of_its_own_speaks_first(place: Place) -> None:
    """Who reads both is told in full at once, and in one line by the digest."""
    place.write(
        config=CONFIG + "  hook: {type: file, folder: hook, formats: [json]}\n",
        desk=WATCHLIST + "instant: {tiers: [urgent], to: [hook, console]}\n",
    )
    place.drop("urgent.txt", URGENT)
    async with place.open() as service:
        assert (await service.once()).digests == 2
    digest, at_once = sorted(place.printed, key=lambda text: "told in between" not in text)
    assert "1 story (1 urgent)" in at_once
    assert "“The desk, as it happens”" in digest


async def test_once_says_what_failed(place: Place) -> None:
    """A folder that is missing, and a channel that takes nothing."""
    place.write(sources="sources:\n  - {id: disk, title: The disk, path: /nowhere/at/all}\n")
    (place.data / "outbox").write_text("a file where a folder should be")
    async with place.open() as service:
        finding = await service.once()
    ((failed),) = finding.failed
    assert failed.startswith("The disk: /nowhere/at/all does not exist")
    assert finding.undelivered == 1


async def test_one_stream_that_fails_silences_no_other(place: Place, events: Any) -> None:
    """It is named at the end; the others are told and delivered."""
    other = WATCHLIST.replace("desk", "other").replace("[console, outbox]", "[outbox]")
    place.write(other=other)
    async with place.open() as service:
        in_force = service.pipeline.configuration
        left = {name: one for name, one in in_force.channels.items() if name != "console"}
        service.pipeline.configuration = replace(in_force, channels=left)
        finding = await service.once()
    assert (finding.digests, finding.undelivered) == (1, 0)
    assert [text.split(":")[0] for text in finding.failed] == ["The desk"]
    assert any(one["event"] == "digest.failed" for one in events)


async def test_once_delivers_more_than_one_round_takes_up(place: Place) -> None:
    """A hundred and fifty readers are told by one run."""
    async with place.open() as service:
        crowd = ScriptedNotifier(*(f"reader {number}" for number in range(150)))
        in_force = service.pipeline.configuration
        channels = {
            name: replace(one, notifier=crowd) if name == "console" else one
            for name, one in in_force.channels.items()
        }
        service.pipeline.configuration = replace(in_force, channels=channels)
        assert (await service.once()).undelivered == 0
    assert len(crowd.sent) == 150


# --- kept running ------------------------------------------------------------------------------


async def _run(service: Service, until_holds: Callable[[], object], *, telling: bool) -> None:
    stop = asyncio.Event()
    besides = [service.tell_now] if telling else []
    running = asyncio.create_task(
        keep_running(service, Scheduler(service.tick, every=0.05), stop, *besides)
    )
    try:
        await until(until_holds)
    finally:
        stop.set()
        await running


async def test_a_running_service_tells_at_once_when_asked_to(place: Place) -> None:
    """`run --now`: what the first polls bring is told, then it goes on as usual."""
    place.write(desk=WATCHLIST + INSTANT)
    place.drop("news.txt", NEWS)
    place.drop("urgent.txt", URGENT)
    async with place.open() as service:
        await _run(service, lambda: place.printed, telling=True)
    (printed,) = place.printed
    assert "Arms transfer agreed" in printed.replace("*", "")


async def test_a_sign_of_life_is_there_as_long_as_the_service(place: Place) -> None:
    """It says who ticked when; nothing of it stays where the service ended well."""
    sign = place.data / HEARTBEAT
    async with place.open() as service:
        await service.tick()
        beat = json.loads(sign.read_text())
        assert (beat["pid"], beat["at"]) == (os.getpid(), place.clock().isoformat())
        await service.stop()
        assert not sign.exists()


async def test_a_tick_looks_at_everything_whatever_fails(place: Place) -> None:
    """Sources that cannot be looked for keep no delivery back; but the tick has failed."""
    place.drop("news.txt", NEWS)
    async with place.open() as service:
        service._all_at_once = True
        await service.tick()
        await service._runner.idle()
        service._all_at_once = False
        (place.data / HEARTBEAT).unlink()
        for stream in service.pipeline.configuration.streams.values():
            await service._compose_now(stream)
        await service.store.write(_rename_source)
        with pytest.raises(ExceptionGroup, match="this tick failed"):
            await service.tick()
        await service._runner.idle()
        assert not (place.data / HEARTBEAT).exists()
    assert len(place.printed) == 1


def _rename_source(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE source RENAME TO gone")


async def test_a_sign_of_life_that_cannot_be_written_stops_no_work(place: Place) -> None:
    """A full disk: what is due is looked for first, then the tick has failed."""
    place.drop("news.txt", NEWS)
    async with place.open() as service:
        (place.data / "heartbeat.new").mkdir()
        with pytest.raises(IsADirectoryError):
            await service.tick()
        await service._runner.idle()
        assert rows(place, "SELECT 1 FROM source WHERE last_polled_at")


async def test_telling_at_once_says_nothing_twice(place: Place) -> None:
    """A stream that has spoken and has nothing new is left to its schedule."""
    place.write(desk=WATCHLIST + INSTANT)
    async with place.open() as service:
        await service.tell_now()
        await service.tell_now()
        assert rows(place, "SELECT count(*) FROM digest") == [(1,)]


async def test_a_dropped_file_is_told_while_running(place: Place) -> None:
    """File event, poll, match, instant slot, delivery: without a restart or a schedule."""
    place.write(desk=WATCHLIST + "instant: {tiers: [urgent], to: [console], group_wait: 0s}\n")
    async with place.open() as service:
        dropped = [False]

        def told() -> bool:
            if not dropped[0] and rows(place, "SELECT 1 FROM source WHERE last_polled_at"):
                place.drop("urgent.txt", URGENT)
                dropped[0] = True
            return any("Maren" in text for text in place.printed)

        await _run(service, told, telling=False)


async def test_a_folder_that_comes_later_is_watched(place: Place) -> None:
    """A disk that is mounted after the start wakes polls like any other."""
    late = place.folder / "late"
    place.write(sources=f"sources:\n  - {{id: late, path: {late}, settle: 0s}}\n")
    async with place.open() as service:
        asked = replace_kind(service, "late")
        asked.wakes_on = (late,)
        watching = asyncio.create_task(service.watch_folders(look_again=0.2))
        await asyncio.sleep(0.1)
        late.mkdir()
        for number in range(100):
            (late / f"{number}.txt").write_text(NEWS)
            await asyncio.sleep(0.1)
            if asked.asked:
                break
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        assert asked.asked


async def test_a_folder_that_goes_away_stops_no_watching(place: Place) -> None:
    """The others are still watched, and what is new is looked for again."""
    gone, stays = place.data / "gone", place.data / "stays"
    place.write(
        sources="sources:\n  - {id: gone, path: gone}\n  - {id: stays, path: stays, settle: 0s}\n"
    )
    async with place.open() as service:
        asked = replace_kind(service, "stays")
        asked.wakes_on = (stays,)
        watching = asyncio.create_task(service.watch_folders(look_again=0.1))
        await asyncio.sleep(0.2)
        gone.rmdir()
        await asyncio.sleep(0.5)
        for number in range(100):
            (stays / f"{number}.txt").write_text(NEWS)
            await asyncio.sleep(0.1)
            if asked.asked:
                break
        assert not watching.done()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        assert asked.asked


async def test_what_cannot_be_watched_is_said_and_scanned(place: Place, events: Any) -> None:
    """Too many watches, or a folder that just went: events are a hint only."""
    async with place.open() as service:
        replace_kind(service, "inbox").wakes_on = (Vanished(place.folder / "gone"),)
        watching = asyncio.create_task(service.watch_folders(look_again=0.05))
        await until(lambda: any(one["event"] == "folders.not_watched" for one in events))
        assert not watching.done()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def test_a_file_name_that_is_no_text_ends_no_watching(place: Place, events: Any) -> None:
    """The watcher falls over it: the folder is scanned until it can be watched again."""
    async with place.open() as service:
        asked, inbox = replace_kind(service, "inbox"), place.data / "inbox"
        asked.wakes_on = (inbox,)
        watching = asyncio.create_task(service.watch_folders(look_again=0.1))
        await asyncio.sleep(0.3)
        (Path(os.fsdecode(bytes(inbox) + b"/odd-\xff.txt"))).write_text(NEWS)
        await until(lambda: any(one["event"] == "folders.not_watched" for one in events))
        seen = len(asked.asked)
        await until(lambda: len(asked.asked) > seen)
        assert not watching.done()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
    assert [one["event"] for one in events].count("folders.not_watched") == 1


async def test_what_wakes_a_source_while_it_is_polled_is_not_lost(place: Place) -> None:
    """A file that arrives after the scan, and before its commit, is looked for at once."""
    place.clock.forward(seconds=1)
    async with place.open() as service:
        kind = replace_kind(service, "inbox")
        scanning, arrived = asyncio.Event(), asyncio.Event()

        async def slow(_: Poll) -> Collected:
            scanning.set()
            await arrived.wait()
            return Collected()

        kind.brings = slow
        service.wake([SourceId("inbox")])
        await scanning.wait()
        service.wake([SourceId("inbox")])
        arrived.set()
        await service._runner.idle()
        assert len(kind.asked) == 2


async def test_a_source_with_more_to_bring_is_asked_again(place: Place) -> None:
    """Until it has no more."""
    async with place.open() as service:
        kind = replace_kind(service, "inbox")
        left = [3]

        async def some(_: Poll) -> Collected:
            left[0] -= 1
            return Collected(more=left[0] > 0)

        kind.brings = some
        await service.tick()
        await service._runner.idle()
        assert len(kind.asked) == 3


async def test_losing_every_job_loses_nothing(place: Place) -> None:
    """Rows are the ledger: whatever was queued, a service that starts anew goes on from them."""
    place.drop("news.txt", NEWS)
    async with place.open() as service:
        await service.begin()
        await service.tick()
        await service._runner.stop(0)
    async with place.open() as service:
        await service.tick()
        await service._runner.idle()
        place.clock.forward(hours=5)
        await service.tick()
        await service._runner.idle()
    (printed,) = place.printed
    assert "Arms transfer agreed" in printed.replace("*", "")


async def test_upkeep_runs_by_itself(place: Place, events: Any) -> None:
    """Once a while after the start, and then daily."""
    async with place.open() as service:
        await service._maintain("all")
    assert any(one["event"] == "service.maintained" for one in events)


async def test_a_part_that_ends_is_said_and_the_rest_goes_on(place: Place, events: Any) -> None:
    """A broken web page must not stop the mails."""
    begun = []

    async def broken() -> None:
        begun.append(1)
        raise ZeroDivisionError("one of those days")

    async with place.open() as service:
        stop = asyncio.Event()
        clock = Scheduler(service.tick, every=0.05)
        running = asyncio.create_task(keep_running(service, clock, stop, broken, pause=0.05))
        await until(lambda: rows(place, "SELECT 1 FROM source WHERE last_polled_at"))
        await until(lambda: len(begun) > 2)
        stop.set()
        assert await running
    failures = [one for one in events if one["event"] == "service.part_failed"]
    assert len(failures) == len(begun)


async def test_a_service_whose_ticks_fail_ends(place: Place, events: Any) -> None:
    """A fresh process may do better: whoever supervises this one starts it."""
    async with place.open() as service:
        (place.data / "heartbeat.new").mkdir()
        clock, stop = Scheduler(service.tick, every=0.02, give_up=0.3), asyncio.Event()
        async with asyncio.timeout(20):
            assert not await keep_running(service, clock, stop)
    assert stop.is_set()
    assert any(one["event"] == "scheduler.given_up" for one in events)


async def test_closing_waits_for_what_is_written(place: Place) -> None:
    """A transaction that has begun is finished, whoever waits for it."""
    async with place.open() as service:
        job = asyncio.create_task(
            service.store.write(sources.wake, [SourceId("inbox")], place.clock())
        )
        await asyncio.sleep(0)
        job.cancel()
        assert isinstance(service.store, Store)
    assert (await asyncio.gather(job, return_exceptions=True))[0] is not None
