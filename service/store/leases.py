"""Leases with fences: who works on a row, until when, and whose late write is refused.

A lease expires by itself; taking it raises the fence, so that an owner who slept past it writes
nothing. A job is only a wake-up: where there is nothing to claim, nothing happens.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, or_, update

from service.model import SlotId, SourceId
from service.store.rows import chunks
from service.store.schema import slot, source


RELEASED: dict[str, Any] = {"lease_owner": None, "lease_until": None}


def free(table: Table, now: datetime) -> ColumnElement[bool]:
    return or_(table.c.lease_until.is_(None), table.c.lease_until < now)


def taken(table: Table, owner: str, until: datetime) -> dict[str, Any]:
    return {
        "lease_owner": owner,
        "lease_until": until,
        "lease_fence": table.c.lease_fence + 1,
    }


def release_all(connection: Connection) -> None:
    """Take back the leases of sources and slots: a single process that restarts owns nothing.

    A delivery is another matter: its receiver may have it already (`deliveries.interrupted`).
    """
    for table in (source, slot):
        connection.execute(
            update(table).where(table.c.lease_owner.is_not(None)).values(**RELEASED)
        )


def release(
    connection: Connection, owner: str, sources: Collection[SourceId], slots: Collection[SlotId]
) -> None:
    """Give back what this owner has leased of these and does not work on any more."""
    for table, keys in ((source, sources), (slot, slots)):
        for part in chunks(list(keys)):
            connection.execute(
                update(table)
                .where(table.c.id.in_(part), table.c.lease_owner == owner)
                .values(**RELEASED)
            )
