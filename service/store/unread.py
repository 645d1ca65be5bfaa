"""Entries that wait for their page: kept until it is read, or given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, func, insert, select, update

from service.model import Entry, Hints, SourceId
from service.store.rows import chunks
from service.store.schema import unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An entry as its feed gave it, with what was known of it then."""

    fingerprint: str
    """Of the entry as it was served."""
    document: str
    """The name of the document that it stood in."""
    entry: Entry
    hints: Hints
    shared: frozenset[str]
    tries: int = 0


_ITEM: TypeAdapter[Waiting] = TypeAdapter(Waiting)


def put(
    connection: Connection, source_id: SourceId, items: Sequence[Waiting], now: datetime
) -> None:
    """Have entries wait; they are due at once."""
    if items:
        rows = [
            {
                "source_id": source_id,
                "fingerprint": item.fingerprint,
                "item": _ITEM.dump_python(item, mode="json", exclude_defaults=True),
                "seen_at": now,
                "tries": 0,
                "due_at": now,
            }
            for item in items
        ]
        connection.execute(insert(unread), rows)


def due(
    connection: Connection, source_id: SourceId, now: datetime, limit: int
) -> tuple[Waiting, ...]:
    """Give those of a source whose time has come, the longest waiting first."""
    rows = connection.execute(
        select(unread.c.item, unread.c.tries)
        .where(unread.c.source_id == source_id, unread.c.due_at <= now)
        .order_by(unread.c.due_at, unread.c.seen_at, unread.c.fingerprint)
        .limit(limit)
    )
    return tuple(_waiting(row.item, row.tries) for row in rows)


def is_due(connection: Connection, source_id: SourceId, now: datetime) -> bool:
    return bool(due(connection, source_id, now, 1))


def sources_due(connection: Connection, now: datetime) -> tuple[SourceId, ...]:
    """Name the sources with entries whose time has come."""
    found = select(unread.c.source_id).where(unread.c.due_at <= now).distinct()
    return tuple(SourceId(row.source_id) for row in connection.execute(found))


def count(connection: Connection, source_id: SourceId) -> int:
    found = select(func.count()).select_from(unread).where(unread.c.source_id == source_id)
    return connection.execute(found).scalar_one()


def known(
    connection: Connection, source_id: SourceId, fingerprints: Sequence[str]
) -> frozenset[str]:
    """Give which of these wait."""
    found: set[str] = set()
    for part in chunks(fingerprints):
        rows = connection.execute(
            select(unread.c.fingerprint).where(
                unread.c.source_id == source_id, unread.c.fingerprint.in_(part)
            )
        )
        found.update(row.fingerprint for row in rows)
    return frozenset(found)


def done(connection: Connection, source_id: SourceId, fingerprints: Sequence[str]) -> None:
    for part in chunks(fingerprints):
        connection.execute(
            delete(unread).where(unread.c.source_id == source_id, unread.c.fingerprint.in_(part))
        )


def postpone(
    connection: Connection, source_id: SourceId, later: Sequence[tuple[str, int, datetime]]
) -> None:
    """Note tries that failed, by fingerprint, and when the next ones are due."""
    for fingerprint, tries, due_at in later:
        connection.execute(
            update(unread)
            .where(unread.c.source_id == source_id, unread.c.fingerprint == fingerprint)
            .values(tries=tries, due_at=due_at)
        )


def _waiting(item: Any, tries: int) -> Waiting:
    return _ITEM.validate_python(item | {"tries": tries})
