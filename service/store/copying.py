"""Copies of a database, whole and consistent while it is in use."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import SQLAlchemyError

from service.errors import StoreError
from service.store.rows import insert_all
from service.store.schema import metadata


_AT_ONCE = 500


def copy_database(source: Path, target: Path) -> None:
    """Copy a file of SQLite that may be in use. Raises `StoreError`."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as old:
            target.touch(mode=0o600)
            with closing(sqlite3.connect(target)) as new:
                old.backup(new)
    except sqlite3.Error as error:
        raise StoreError(f"{source} cannot be copied: {error}") from error


def copy_rows(source: Engine, target: Engine, *, without: Collection[str] = ()) -> None:
    """Copy every row from one database to another, of whichever kind, that has no rows yet.

    Both have this version's schema. Raises `StoreError`, and then nothing was written.
    """
    try:
        with source.connect() as reading, reading.begin(), target.begin() as writing:
            for table in metadata.sorted_tables:
                if table.name not in without:
                    _copy_table(reading, writing, table.name)
    except SQLAlchemyError as error:
        raise StoreError(
            f"rows cannot be copied: {type(error).__name__}: {error.args[0]}"
        ) from error


def _copy_table(reading: Connection, writing: Connection, name: str) -> None:
    table = metadata.tables[name]
    rows = reading.execution_options(yield_per=_AT_ONCE).execute(select(table))
    for part in rows.mappings().partitions():
        insert_all(writing, table, [dict(row) for row in part])
