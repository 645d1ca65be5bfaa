"""One writer, readers that cannot write, one process for each data folder."""

import asyncio
import sqlite3
import stat
import subprocess
import sys
import threading

import pytest
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError, OperationalError

from service.errors import LockedError, StoreError
from service.store.copying import copy_database
from service.store.engine import TOGETHER, Store
from service.store.migrate import migrate
from service.store.schema import story
from service.store.sqlite import Lock, SqliteFile
from tests.unit.store.rows import NOW


def add_story(connection: Connection) -> None:
    connection.execute(insert(story).values(opened_at=NOW, last_at=NOW))


def count(connection: Connection) -> int:
    number: int = connection.execute(select(func.count()).select_from(story)).scalar_one()
    return number


# --- the lock ----------------------------------------------------------------------------------


def test_a_data_folder_belongs_to_one_process(tmp_path):
    """A second lock is refused, and says who holds the first."""
    lock = Lock(tmp_path / "x.lock")
    with pytest.raises(LockedError, match=rf"process \d+.*{tmp_path}"):
        Lock(tmp_path / "x.lock")
    lock.release()
    Lock(tmp_path / "x.lock").release()


def test_a_lock_ends_with_its_process_however_that_ends(tmp_path):
    """A process that was killed holds nothing."""
    code = (
        "import os, signal, sys; from pathlib import Path; from service.store.sqlite import Lock\n"
        "lock = Lock(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = tmp_path / "x.lock"
    subprocess.run([sys.executable, "-c", code, path], check=False)
    assert path.read_text().isdigit()
    Lock(path).release()


def test_a_lock_that_nobody_signed_is_still_a_lock(tmp_path):
    """The holder may not have written its number yet."""
    lock = Lock(tmp_path / "x.lock")
    (tmp_path / "x.lock").write_text("")
    with pytest.raises(LockedError, match="process unknown"):
        Lock(tmp_path / "x.lock")
    lock.release()


# --- one writer --------------------------------------------------------------------------------


def test_the_file_is_its_owners_alone(tmp_path):
    """News interests are nobody else's business."""
    fresh = tmp_path / "fresh.db"
    SqliteFile(fresh).writer().dispose()
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o600


def test_writes_are_durable_and_checked(file):
    """A commit survives a power cut, and no row points into the void."""
    with file.writer().begin() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.exec_driver_sql(f"PRAGMA {one}").scalar() for one in pragmas]
    assert found == ["wal", 2, 1, 5000]


def test_a_transaction_is_a_writer_from_its_first_statement(database, engine):
    """It holds the write lock before it reads: nobody can change what it decides upon."""
    begun = threading.Event()
    other = database.writer()

    def write() -> None:
        with other.begin() as connection:
            begun.set()
            add_story(connection)

    with engine.begin() as connection:
        assert count(connection) == 0
        thread = threading.Thread(target=write)
        thread.start()
        assert not begun.wait(0.3)
    thread.join(5)
    assert begun.is_set()
    other.dispose()


@pytest.mark.parametrize("name", ["a b", "a?mode=ro", "a#b", "a%20b", "ü@:;&="])
def test_any_path_will_do(tmp_path, name):
    """A folder's name is no part of an address."""
    (tmp_path / name).mkdir()
    path = tmp_path / name / "x.db"
    writing = SqliteFile(path).writer()
    migrate(writing)
    reading = SqliteFile(path).reader()
    with reading.connect() as connection:
        assert count(connection) == 0
    reading.dispose()
    writing.dispose()
    assert [one.name for one in (tmp_path / name).iterdir()] == ["x.db"]


# --- readers -----------------------------------------------------------------------------------


def test_readers_cannot_write(reading):
    """A transaction that reads is refused a write."""
    with reading.connect() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
        add_story(connection)


def test_a_file_is_opened_for_reading(file):
    """Whatever is asked of the connection."""
    with file.reader().connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        with pytest.raises(OperationalError, match="readonly"):
            add_story(connection)


def test_a_reader_sees_one_moment(engine, reading):
    """What is committed between two statements of a reader is not seen by it, and holds nobody up."""
    with reading.begin() as connection:
        before = count(connection)
        with engine.begin() as writing:
            add_story(writing)
        assert count(connection) == before
    with reading.begin() as connection:
        assert count(connection) == before + 1


def test_readers_never_checkpoint(file):
    """Only one connection folds the log: two at once have corrupted databases of old SQLites."""
    with file.reader().connect() as connection:
        assert connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar() == 0


# --- the store ---------------------------------------------------------------------------------


async def test_a_unit_of_work_is_one_transaction(store):
    """A function that fails leaves nothing behind."""

    def fail(connection: Connection) -> None:
        add_story(connection)
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        await store.write(fail)
    assert await store.read(count) == 0
    await store.write(add_story)
    assert await store.read(count) == 1


async def test_writes_never_meet(store):
    """Each write runs after those before it: none is lost, none is refused."""

    def add_one(connection: Connection) -> None:
        now = count(connection)
        add_story(connection)
        assert count(connection) == now + 1

    await asyncio.gather(*(store.write(add_one) for _ in range(20)))
    assert await store.read(count) == 20


def hold(store: Store, free: threading.Event) -> "asyncio.Task[None]":
    """Keep the writer busy until told otherwise, so that what comes meanwhile waits together."""

    def wait(_: Connection) -> None:
        free.wait(10)

    return asyncio.create_task(store.write(wait))


async def test_what_waits_for_the_writer_shares_a_transaction(store):
    """One trip to the disk is enough for all of it."""
    free, begun = threading.Event(), []
    held = hold(store, free)
    await asyncio.sleep(0)

    def note(connection: Connection) -> None:
        begun.append(connection.get_transaction())

    together = asyncio.gather(*(store.write(note) for _ in range(TOGETHER)))
    await asyncio.sleep(0)
    free.set()
    await asyncio.gather(held, together)
    assert len({id(one) for one in begun}) < len(begun)


async def test_more_than_goes_into_one_transaction_is_all_done(store):
    """The writer is called once for what waits, and comes back for the rest."""
    free = threading.Event()
    held = hold(store, free)
    await asyncio.sleep(0)
    together = asyncio.gather(*(store.write(add_story) for _ in range(3 * TOGETHER)))
    await asyncio.sleep(0)
    free.set()
    await asyncio.wait_for(asyncio.gather(held, together), 60)
    assert await store.read(count) == 3 * TOGETHER


async def test_one_that_fails_takes_nothing_with_it(store):
    """What shared its transaction is done all the same, once, and in its order."""
    free = threading.Event()
    held = hold(store, free)
    await asyncio.sleep(0)

    def fail(connection: Connection) -> None:
        add_story(connection)
        raise StoreError("the lease was lost")

    def add_and_count(connection: Connection) -> int:
        add_story(connection)
        return count(connection)

    work = [add_and_count, fail, add_and_count]
    together = asyncio.gather(*(store.write(one) for one in work), return_exceptions=True)
    await asyncio.sleep(0)
    free.set()
    await held
    first, failed, last = await together
    assert (first, str(failed), last) == (1, "the lease was lost", 2)
    assert await store.read(count) == 2


async def test_nothing_is_done_before_it_is_committed(store):
    """Who shares a transaction with slower work hears of it when a reader can see it."""
    free = threading.Event()
    held = hold(store, free)
    await asyncio.sleep(0)
    added = asyncio.create_task(store.write(add_story))
    await asyncio.sleep(0.05)
    assert not added.done()
    free.set()
    await asyncio.gather(held, added)
    assert await store.read(count) == 1


async def test_what_the_database_says_becomes_our_error(store):
    """A caller knows one error, and reads no values in it: they may be secret."""
    with pytest.raises(StoreError, match="IntegrityError") as caught:
        await store.write(
            lambda connection: connection.execute(insert(story).values(opened_at=NOW))
        )
    assert "2026" not in str(caught.value)


async def test_who_is_cancelled_leaves_a_transaction_whole(store):
    """The work goes on, and the next write waits for it."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection) -> None:
        add_story(connection)
        begun.set()
        go_on.wait(5)
        add_story(connection)

    task = asyncio.create_task(store.write(slow))
    await asyncio.to_thread(begun.wait, 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    await store.write(add_story)
    assert await store.read(count) == 3


async def test_readers_do_not_wait_for_a_writer(store):
    """A long write holds no reader up."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection) -> None:
        add_story(connection)
        begun.set()
        go_on.wait(5)

    task = asyncio.create_task(store.write(slow))
    await asyncio.to_thread(begun.wait, 5)
    assert await asyncio.wait_for(store.read(count), 2) == 0
    go_on.set()
    await task


async def test_closing_finishes_what_is_queued(database):
    """What was asked for before the end is written."""
    store = Store(database)
    writes = [asyncio.ensure_future(store.write(add_story)) for _ in range(3)]
    await asyncio.sleep(0)
    store.close()
    await asyncio.gather(*writes)
    again = Store(database)
    assert await again.read(count) == 3
    again.close()


async def test_maintenance_empties_the_log(file):
    """What was written stands in the database itself, and the log takes no room."""
    store = Store(file)
    log = file.path.with_name(f"{file.path.name}-wal")
    await store.write(add_story)
    assert log.stat().st_size > 0
    await store.maintain()
    assert log.stat().st_size == 0
    assert await store.read(count) == 1
    store.close()


async def test_maintenance_disturbs_nothing(store):
    """Whatever the database needs, what was written stays."""
    await store.write(add_story)
    await store.maintain()
    assert await store.read(count) == 1


# --- copies ------------------------------------------------------------------------------------


def test_a_copy_holds_what_was_committed(file, tmp_path):
    """A copy is whole while somebody writes, log included, without what is not committed."""
    engine = file.writer()
    with engine.begin() as connection:
        add_story(connection)
    with engine.begin() as connection:
        add_story(connection)
        copy_database(file.path, tmp_path / "copy.db")
    copy = sqlite3.connect(tmp_path / "copy.db")
    assert copy.execute("SELECT count(*) FROM story").fetchone() == (1,)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_what_cannot_be_copied_is_told(tmp_path):
    """No file of ours comes out of a file that is none."""
    (tmp_path / "x.db").write_text("no database" * 100)
    with pytest.raises(StoreError, match=r"x\.db cannot be copied"):
        copy_database(tmp_path / "x.db", tmp_path / "y.db")
    with pytest.raises(StoreError, match=r"none\.db cannot be copied"):
        copy_database(tmp_path / "none.db", tmp_path / "z.db")


def test_times_are_aware_and_come_back_in_utc(connection):
    """A naive time is refused: nobody could say which instant it means."""
    connection.execute(insert(story).values(opened_at=NOW, last_at=NOW))
    assert connection.scalar(select(story.c.opened_at)) == NOW
    assert connection.scalar(select(func.max(story.c.last_at))).tzinfo is not None
    with pytest.raises(Exception, match="our own times are aware"):
        connection.execute(select(story).where(story.c.opened_at < NOW.replace(tzinfo=None)))
