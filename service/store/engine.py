"""Connect, one transaction at a time, and the few differences between databases.

A unit of work is a plain function `f(connection, …)`; `Store.write` and `Store.read` run it in a
thread, in one transaction. On SQLite there is one writer (a thread of its own, BEGIN IMMEDIATE) and
a few readers that can neither write nor checkpoint.
"""

import asyncio
import errno
import fcntl
import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import quote

import sqlalchemy
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool, StaticPool

from service.crash import crashpoint
from service.errors import LockedError, StoreError


P = ParamSpec("P")
T = TypeVar("T")

_READERS = 3


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


def writer_engine(path: Path) -> Engine:
    """Open the one connection that writes; creates the file, readable by its owner only."""
    path.touch(mode=0o600, exist_ok=True)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": 5},
    )
    event.listen(engine, "connect", _prepare_writer)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reader_engine(path: Path) -> Engine:
    """Open connections that only read."""
    engine = create_engine(
        URL.create(
            "sqlite", database=f"file:{quote(str(path))}", query={"mode": "ro", "uri": "true"}
        ),
        poolclass=QueuePool,
        pool_size=_READERS,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": 5},
    )
    event.listen(engine, "connect", _prepare_reader)
    event.listen(engine, "begin", _begin_snapshot)
    return engine


def _prepare_writer(connection: sqlalchemy.engine.interfaces.DBAPIConnection, _: object) -> None:
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


def _prepare_reader(connection: sqlalchemy.engine.interfaces.DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    for pragma in ("query_only=ON", "busy_timeout=5000", "wal_autocheckpoint=0"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be in use; the copy is whole and consistent.

    Raises `StoreError`.
    """
    try:
        with closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as old:
            target.touch(mode=0o600)
            with closing(sqlite3.connect(target)) as new:
                old.backup(new)
    except sqlite3.Error as error:
        raise StoreError(f"{source} cannot be copied: {error}") from error


class Store:
    """The database, as the pipeline sees it."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._writer = reader_engine(path) if read_only else writer_engine(path)
        self._reader = reader_engine(path)
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._reading = ThreadPoolExecutor(_READERS, thread_name_prefix="store-read")

    async def write(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` in one transaction, after all writes that came before. Raises `StoreError`."""
        return await self._run(self._writing, self._writer, lambda c: work(c, *args, **kwargs))

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` on one snapshot. Raises `StoreError`."""
        return await self._run(self._reading, self._reader, lambda c: work(c, *args, **kwargs))

    async def _run(
        self, threads: ThreadPoolExecutor, engine: Engine, work: Callable[[Connection], T]
    ) -> T:
        def transact() -> T:
            try:
                with engine.begin() as connection:
                    return work(connection)
            except SQLAlchemyError as error:
                raise StoreError(f"{type(error).__name__}: {error.args[0]}") from error

        # A transaction that has begun is never abandoned half way: the caller may be cancelled,
        # the work is not.
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(threads, transact))

    async def maintain(self) -> None:
        """Fold the write-ahead log into the database; between transactions, on the one writer."""

        def fold() -> None:
            connection = self._writer.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
                crashpoint("store.checkpoint")  # pages stand in both, the log is not yet empty
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.cursor().execute("PRAGMA optimize")
            finally:
                connection.close()

        await asyncio.get_running_loop().run_in_executor(self._writing, fold)

    def close(self) -> None:
        """Finish what is queued, then let go of the file."""
        self._writing.shutdown(wait=True)
        self._reading.shutdown(wait=True)
        self._reader.dispose()
        self._writer.dispose()
