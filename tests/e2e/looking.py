"""Looking into the database of a service from outside, without touching it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import psycopg


class Record(tuple[Any, ...]):  # noqa: SLOT001 - a tuple of any length can have no slots
    """A row, by number or by name of a column."""

    names: Sequence[str]

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.names.index(key) if isinstance(key, str) else key)


class Looking(Protocol):
    """One of the two kinds of database."""

    @property
    def environment(self) -> dict[str, str]:
        """What tells the service where it is."""

    def rows(self, query: str, *values: object) -> Sequence[Any]:
        """Ask; `?` stands for a value."""

    @property
    def has_tables(self) -> bool:
        """The schema is made in one transaction: all of it is there, or nothing."""

    @property
    def is_sound(self) -> bool: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class SqliteLooking:
    """The file in the data folder."""

    path: Path

    @property
    def environment(self) -> dict[str, str]:
        return {}

    def rows(self, query: str, *values: object) -> Sequence[Any]:
        """Open it anew for each question: what a kill left behind is the service's to mend."""
        place = f"file:{quote(str(self.path))}?mode=ro"
        with closing(sqlite3.connect(place, uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(query, values).fetchall()

    @property
    def has_tables(self) -> bool:
        if not self.path.exists():
            return False
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE name = 'delivery'"))

    @property
    def is_sound(self) -> bool:
        whole = self.rows("PRAGMA integrity_check")[0][0] == "ok"
        return whole and not self.rows("PRAGMA foreign_key_check")

    def close(self) -> None:
        """Nothing is open."""


@dataclass(slots=True)
class PostgresLooking:
    """A database on a server."""

    url: str
    through: str | None = None
    """Where the service reaches it, if that is another way than ours."""
    _connection: psycopg.Connection[Record] | None = field(default=None, init=False)

    @property
    def environment(self) -> dict[str, str]:
        return {"WIREWATCH_DATABASE_URL": self.through or self.url}

    def rows(self, query: str, *values: object) -> Sequence[Any]:
        if self._connection is None:
            self._connection = psycopg.connect(self.url, autocommit=True, row_factory=_records)
        return self._connection.execute(query.replace("?", "%s").encode(), values).fetchall()

    @property
    def has_tables(self) -> bool:
        return bool(self.rows("SELECT 1 FROM pg_tables WHERE tablename = 'delivery'"))

    @property
    def is_sound(self) -> bool:
        """Its server sees to that."""
        return True

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def _records(cursor: psycopg.Cursor[Any]) -> Any:
    names = [column.name for column in cursor.description or ()]

    def make(values: Sequence[Any]) -> Record:
        record = Record(values)
        record.names = names
        return record

    return make
