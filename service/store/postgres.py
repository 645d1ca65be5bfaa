"""PostgreSQL: the same units of work, under the same promise: whoever writes is alone.

Every writing transaction begins with the write lock (an advisory lock of the transaction), so that
a unit of work may look before it writes, as on SQLite. Readers see one moment each. One service at
a time owns the database, by an advisory lock of a session: it ends with its process, however that
ends. Behind a pooler that hands sessions around (PgBouncer in transaction mode) it cannot be held.
"""

import os
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from psycopg.types.string import StrDumper
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from service.errors import LockedError, StoreError, UnreachableError


READERS = 3
WRITE_LOCK, OWNER_LOCK = 0x57_69_72_65, 0x57_69_72_66
"""Advisory locks are numbers that all programs on a server share; ours begin like our name.

The second number is the schema's: two of us may live in one database, in schemas of their own.
"""
_WRITE_LOCK = text("SELECT pg_advisory_xact_lock(:number, hashtext(current_schema()))").bindparams(
    number=WRITE_LOCK
)
_TRY_OWNER_LOCK = text(
    "SELECT pg_try_advisory_lock(:number, hashtext(current_schema()))"
).bindparams(number=OWNER_LOCK)
_OWNER = text(
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) "
    "WHERE locktype = 'advisory' AND granted AND classid = :number "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND objid::bigint = hashtext(current_schema())::bigint & 4294967295"
).bindparams(number=OWNER_LOCK)
_ELSEWHERE = text(
    "SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
    "WHERE pg_class.oid = to_regclass('alembic_version') AND nspname <> current_schema()"
)
"""A schema further on in the search_path, whose tables we would use under another one's lock."""
HANDOVER_SECONDS = 5.0
"""So long a killed owner's session may take to be noticed by the server."""
_SETTINGS = (
    "-c lock_timeout=60s -c idle_in_transaction_session_timeout=300s "
    # A machine that vanished holds its locks no longer than this.
    "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
)


_CLIENT = {
    "connect_timeout": 10,
    # A server that vanished is noticed, also by who only waits for it.
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # in milliseconds
}
"""What the address itself says of these holds."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A database on a server."""

    url: URL = field(repr=False)

    def __str__(self) -> str:
        return self.url.set(drivername="postgresql").render_as_string(hide_password=True)

    def exists(self) -> bool:
        """Tell whether our tables are there. Raises `StoreError` where nobody answers."""
        engine = self.reader()
        try:
            return inspect(engine).has_table("alembic_version")
        except SQLAlchemyError as error:
            raise unreachable(self, error) from error
        finally:
            engine.dispose()

    def writer(self) -> Engine:
        engine = self._engine(pool_size=1, max_overflow=0, pool_pre_ping=True)
        event.listen(engine, "begin", _take_write_lock)
        return engine

    def reader(self) -> Engine:
        engine = self._engine(pool_size=READERS, max_overflow=0, pool_pre_ping=True)
        return engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    def session(self) -> Engine:
        """Connect for statements that stand alone."""
        return self._engine(poolclass=NullPool, isolation_level="AUTOCOMMIT")

    def _engine(self, **options: Any) -> Engine:
        url = self.url
        given = url.query.get("options", "")
        arguments = {
            **{name: value for name, value in _CLIENT.items() if name not in url.query},
            "client_encoding": "utf8",
            "application_name": f"wirewatch {_here()}",
            "options": f"{_SETTINGS} {given if isinstance(given, str) else ' '.join(given)}",
        }
        engine = create_engine(
            url.difference_update_query(["options"]), connect_args=arguments, **options
        )
        event.listen(engine, "connect", _prepare)
        return engine

    def fold(self, writer: Engine) -> None:
        """Do nothing: the server keeps its files in order by itself."""

    def damage(self, engine: Engine) -> str | None:  # noqa: ARG002 - the protocol's
        """Find nothing: the server looks after its files."""
        return None


def read_url(given: str) -> PostgresServer:
    """Read `postgresql://user:password@host/name`. Raises `StoreError`, which quotes none of it."""
    try:
        url = make_url(given)
    except ArgumentError:
        raise StoreError(_NO_URL) from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise StoreError(_NO_URL)
    return PostgresServer(url.set(drivername="postgresql+psycopg"))


_NO_URL = (
    "WIREWATCH_DATABASE_URL is no address of a PostgreSQL database: write "
    "postgresql://user:password@host:5432/name, or leave it out to use SQLite"
)


def unreachable(database: PostgresServer, error: SQLAlchemyError) -> UnreachableError:
    reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
    return UnreachableError(f"the database {database} cannot be used: {reason}")


def _here() -> str:
    return f"{socket.gethostname()}/{os.getpid()}"


class _Text(StrDumper):
    """Texts as the server takes them: it has no NUL, and hostile feeds do."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "\N{REPLACEMENT CHARACTER}"))


def _prepare(connection: DBAPIConnection, _: object) -> None:
    adapters: Any = connection
    adapters.adapters.register_dumper(str, _Text)


def _take_write_lock(connection: Connection) -> None:
    connection.execute(_WRITE_LOCK)


def _unfit(connection: Connection) -> str | None:
    """Say why this database cannot hold ours; locks bear the schema's name, so there must be one."""
    if connection.exec_driver_sql("SELECT current_schema()").scalar_one() is None:
        path = connection.exec_driver_sql("SHOW search_path").scalar_one()
        return f"it has no schema of its search_path ({path}): make it with CREATE SCHEMA"
    if (elsewhere := connection.execute(_ELSEWHERE).scalar_one_or_none()) is not None:
        path = connection.exec_driver_sql("SHOW search_path").scalar_one()
        return (
            f"with the search_path {path} it has its tables in the schema {elsewhere}, and what is "
            f"new would be made in another: name {elsewhere} first"
        )
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        return f"its encoding is {encoding}, news needs UTF8: CREATE DATABASE … ENCODING 'UTF8'"
    return None


class Ownership:
    """The database belongs to one service."""

    def __init__(self, database: PostgresServer, patience: float = HANDOVER_SECONDS) -> None:
        """Take it. Raises `LockedError` naming who has it, `StoreError` where nobody answers."""
        self._database = database
        self._engine = database.session()
        self._connection: Connection | None = None
        self._turn = threading.Lock()
        until = time.monotonic() + patience
        while not self._is_taken(until):
            time.sleep(0.1)

    def _is_taken(self, until: float) -> bool:
        try:
            self.hold()
        except LockedError:
            if time.monotonic() >= until:
                self.release()
                raise
            return False
        return True

    def hold(self) -> None:
        """Make sure that it is ours still: the session may have been lost, and with it the lock.

        Raises `LockedError` if it is another's by now, `StoreError` where nobody answers.
        """
        with self._turn:
            try:
                if self._connection is None:
                    self._connection = self._take()
                self._connection.exec_driver_sql("SELECT 1")
            except SQLAlchemyError as error:
                self._let_go()
                raise unreachable(self._database, error) from error

    def _take(self) -> Connection:
        connection = self._engine.connect()
        if unfit := _unfit(connection):
            connection.close()
            raise StoreError(f"the database {self._database} cannot be used: {unfit}")
        if connection.execute(_TRY_OWNER_LOCK).scalar_one():
            return connection
        owner = connection.execute(_OWNER).scalar_one_or_none() or "unknown"
        connection.close()
        raise LockedError(
            f"another wirewatch ({owner.removeprefix('wirewatch ')}) is using the database "
            f"{self._database}: stop it first, or give this one a database of its own"
        )

    def _let_go(self) -> None:
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.close()
            self._connection = None

    def release(self) -> None:
        with self._turn:
            self._let_go()
        self._engine.dispose()
