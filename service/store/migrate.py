"""Bring a database to this version's schema; refuse one that is newer or damaged."""

from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DatabaseError

from service.crash import crashpoint
from service.errors import SchemaError
from service.store import revision
from service.store.faults import told


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def head() -> str:
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    assert newest is not None
    return newest


def current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: Engine) -> tuple[str | None, str]:
    """Apply what is missing, in one transaction; return the revisions before and after.

    Raises `SchemaError` for a database that is newer than this program, or no database of ours.
    """
    try:
        with engine.begin() as connection:
            before = current(connection)
            _refuse_foreign(connection)
            config = _config()
            config.attributes["connection"] = connection
            if before != head():
                command.upgrade(config, "head")
                crashpoint("store.migrating")
    except CommandError as error:
        raise SchemaError(
            f"this database is newer than this wirewatch ({error}): run the newer version, or "
            "restore a backup"
        ) from error
    except DatabaseError as error:
        raise SchemaError(_unsound(engine, error)) from error
    return before, head()


def _unsound(engine: Engine, error: DatabaseError) -> str:
    what = "this file is not a sound" if engine.dialect.name == "sqlite" else "cannot use this"
    return f"{what} database: {told(error)}"


def _refuse_foreign(connection: Connection) -> None:
    tables = inspect(connection).get_table_names()
    if tables and not revision.is_ours(tables):
        raise SchemaError("this database belongs to another program: its tables are not ours")


def check(engine: Engine) -> tuple[str, ...]:
    """Look a database over; return what is wrong with it, nothing if it is sound."""
    try:
        with engine.connect() as connection:
            return tuple(_findings(connection))
    except DatabaseError as error:
        return (_unsound(engine, error),)


def _findings(connection: Connection) -> Iterator[str]:
    found = current(connection)
    if found != head():
        yield f"schema is {found or 'missing'}, this version needs {head()}"
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield f"integrity: {line}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"foreign key broken in table {row[0]}, row {row[1]}"
