"""Leases with fences: who works on a row, until when, and whose late write is refused.

A lease expires by itself; taking it raises the fence, so that an owner who slept past it writes
nothing. A job is only a wake-up: where there is nothing to claim, nothing happens.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, or_, select, update

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
    """Give back what this owner has leased of these and does not work on any more.

    For a slot that was merged, the one that speaks for it was leased.
    """
    for names in chunks(list(sources)):
        _release(connection, owner, source, source.c.id.in_(names))
    for numbers in chunks(list(slots)):
        speaks = select(slot.c.merged_into).where(slot.c.id.in_(numbers))
        _release(connection, owner, slot, or_(slot.c.id.in_(numbers), slot.c.id.in_(speaks)))


def _release(connection: Connection, owner: str, table: Table, these: ColumnElement[bool]) -> None:
    connection.execute(update(table).where(these, table.c.lease_owner == owner).values(**RELEASED))
