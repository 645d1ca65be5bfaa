"""SQLite: one file, one writer (BEGIN IMMEDIATE), readers that can neither write nor checkpoint."""

import errno
import fcntl
import os
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool, StaticPool

from service.crash import crashpoint
from service.errors import LockedError, StoreError
from service.store.faults import translated


READERS = 3
LOOKED_OVER = 1024**3
"""A larger file is not read through at every start; `wirewatch db check` does it."""


class Lock:
    """The data folder belongs to one process; held until the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises `LockedError` naming the process that holds it."""
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _take(self._handle)
        except OSError as error:
            holder = os.read(self._handle, 32).decode().strip()
            os.close(self._handle)
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise StoreError(f"{path}: {error.strerror}") from error
            raise LockedError(
                f"another wirewatch (process {holder or 'unknown'}) is using {path.parent}: stop it "
                "first, or give this one a data folder of its own (WIREWATCH_DATA_DIR)"
            ) from error
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, str(os.getpid()).encode(), 0)

    def release(self) -> None:
        os.close(self._handle)


def _take(handle: int) -> None:
    for _ in range(3):
        with suppress(BlockingIOError):
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        time.sleep(0.02)  # a look at who holds it (`holder`) is over by then
    return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """A database in a file of its own, on a local disk."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    def exists(self) -> bool:
        return self.path.exists()

    def writer(self) -> Engine:
        """Open the one connection that writes; creates the file, readable by its owner only."""
        self.path.touch(mode=0o600, exist_ok=True)
        engine = create_engine(
            URL.create("sqlite", database=str(self.path)),
            poolclass=StaticPool,
            connect_args={"check_same_thread": False, "isolation_level": None, "timeout": 5},
        )
        event.listen(engine, "connect", _prepare_writer)
        event.listen(engine, "begin", _begin_immediate)
        return engine

    def reader(self) -> Engine:
        where = f"file:{quote(str(self.path))}"
        engine = create_engine(
            URL.create("sqlite", database=where, query={"mode": "ro", "uri": "true"}),
            poolclass=QueuePool,
            pool_size=READERS,
            connect_args={"check_same_thread": False, "isolation_level": None, "timeout": 5},
        )
        event.listen(engine, "connect", _prepare_reader)
        event.listen(engine, "begin", _begin_snapshot)
        return engine

    def fold(self, writer: Engine) -> None:
        """Fold the write-ahead log into the database."""
        connection = writer.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
            crashpoint("store.checkpoint")  # pages stand in both, the log is not yet empty
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.cursor().execute("PRAGMA optimize")
        except sqlite3.Error as error:
            raise translated(error) from error
        finally:
            connection.close()

    def damage(self, engine: Engine) -> str | None:
        """Read the file through: what is written to a damaged one makes the damage worse."""
        if self.path.stat().st_size >= LOOKED_OVER:
            return None
        try:
            with engine.connect() as connection:
                found: str = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        except DatabaseError as error:
            if "locked" in str(error.orig):
                return None  # it is somebody's, so it can be read
            return str(error.orig)
        found = found.rpartition("\n")[2]
        return None if found == "ok" else found


def _prepare_writer(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {name for (name,) in cursor.fetchall()}
    if not tables or "alembic_version" in tables:  # else it is another program's: left as it is
        cursor.execute("PRAGMA journal_mode=WAL")
    for pragma in (
        "synchronous=FULL",  # NORMAL may lose the last commits: a sent digest would be sent again
        "busy_timeout=5000",
        "foreign_keys=ON",
        "wal_autocheckpoint=1000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    # A deferred transaction that turns into a writer fails at once, whatever the timeout.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_snapshot(connection: Connection) -> None:
    # Without it every SELECT would see another moment: Python's driver begins nothing for one.
    connection.exec_driver_sql("BEGIN")


def _prepare_reader(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    for pragma in ("query_only=ON", "busy_timeout=5000", "wal_autocheckpoint=0"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
