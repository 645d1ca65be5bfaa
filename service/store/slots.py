"""Slots: the times at which a stream speaks, each claimed by one and spoken once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, exists, func, or_, select, update

from service.model import DigestId, Slot, SlotId, StreamId, StreamKind
from service.store import leases
from service.store.digests import last_spoke
from service.store.rows import chunks, insert_all
from service.store.schema import digest, slot, stream


FOLLOW_UP = "rest "
"""How the name of a slot begins that tells what a digest had no room for."""


def begin_after(connection: Connection, stream_id: StreamId, now: datetime) -> datetime:
    """Return the instant after which this stream's next slots are to be made.

    One that spoke before its time, by a clock that was ahead, says nothing about it.
    """
    since: datetime = connection.execute(
        select(stream.c.schedule_since).where(stream.c.id == stream_id)
    ).scalar_one()
    last: datetime | None = connection.scalar(
        select(slot.c.due_at)
        .where(
            slot.c.stream_id == stream_id,
            func.length(slot.c.local_time) == len("08:00"),
            or_(slot.c.state == "open", slot.c.due_at <= now),
        )
        .order_by(slot.c.due_at.desc())
        .limit(1)
    )
    return since if last is None else max(since, last)


def add(
    connection: Connection,
    stream_id: StreamId,
    wanted: Sequence[tuple[date, str, datetime]],
    missed: int = 0,
) -> None:
    """Add slots of (local date, local time, instant), in order; so many before the first have no row.

    One that exists for this (stream, date, time) stays as it is.
    """
    days = [day.isoformat() for day, _, _ in wanted]
    rows = connection.execute(
        select(slot.c.local_date, slot.c.local_time).where(
            slot.c.stream_id == stream_id,
            slot.c.local_date.between(min(days, default=""), max(days, default="")),
        )
    )
    have = {(row.local_date, row.local_time) for row in rows}
    insert_all(
        connection,
        slot,
        [
            {
                "stream_id": stream_id,
                "local_date": day,
                "local_time": local_time,
                "due_at": due_at,
                "state": "open",
                "missed": 0 if at else missed,
            }
            for at, (day, (_, local_time, due_at)) in enumerate(zip(days, wanted, strict=True))
            if (day, local_time) not in have
        ],
    )


def add_follow_up(connection: Connection, item: Slot, now: datetime) -> None:
    """Open a slot at once that tells what this one had no room for."""
    add(connection, item.stream, [(now.date(), f"{FOLLOW_UP}{item.id}", now)])


def has_open(connection: Connection, stream_id: StreamId) -> bool:
    return bool(
        connection.scalar(
            select(exists().where(slot.c.stream_id == stream_id, slot.c.state == "open"))
        )
    )


def postpone(connection: Connection, slot_id: SlotId, fence: int, due_at: datetime) -> None:
    """Give a lease back until then; nothing happens if it was lost, or the slot has spoken."""
    connection.execute(
        update(slot)
        .where(slot.c.id == slot_id, slot.c.lease_fence == fence, slot.c.state == "open")
        .values(due_at=due_at, **leases.RELEASED)
    )


def bring_forward(connection: Connection, stream_id: StreamId, due_at: datetime) -> None:
    """Let a slot that waits for later speak then."""
    connection.execute(
        update(slot)
        .where(slot.c.stream_id == stream_id, slot.c.state == "open", slot.c.due_at > due_at)
        .values(due_at=due_at)
    )


def due(
    connection: Connection, now: datetime, limit: int, kind: StreamKind | None = None
) -> tuple[SlotId, ...]:
    """Return due slots, the oldest first; with `kind`, only those of such streams."""
    query = (
        select(slot.c.id)
        .where(slot.c.state == "open", slot.c.due_at <= now, leases.free(slot, now))
        .order_by(slot.c.due_at)
        .limit(limit)
    )
    if kind is not None:
        query = query.join(stream, stream.c.id == slot.c.stream_id).where(stream.c.kind == kind)
    return tuple(SlotId(row.id) for row in connection.execute(query))


def due_of(connection: Connection, stream_id: StreamId, now: datetime) -> tuple[SlotId, ...]:
    rows = connection.execute(
        select(slot.c.id).where(
            slot.c.stream_id == stream_id, slot.c.state == "open", slot.c.due_at <= now
        )
    )
    return tuple(SlotId(row.id) for row in rows)


def claim(
    connection: Connection, slot_id: SlotId, owner: str, now: datetime, lease: timedelta
) -> tuple[Slot, int] | None:
    """Lease the newest due slot of this one's stream and give its fence; the older ones merge into it.

    Not only this one: where composing takes longer than it is to the next slot, this one is never the
    newest, and nobody would speak. None if there is nothing to claim.
    """
    stream_id = connection.scalar(select(slot.c.stream_id).where(slot.c.id == slot_id))
    newest = None if stream_id is None else _merge(connection, stream_id, now)
    if newest is None:
        return None
    taken = connection.execute(
        update(slot)
        .where(slot.c.id == newest)  # open, due and free: the transaction is the only writer
        .values(**leases.taken(slot, owner, now + lease))
        .returning(slot)
    ).one()
    return _slot(connection, taken), taken.lease_fence


def _merge(connection: Connection, stream_id: StreamId, now: datetime) -> int | None:
    """Let the newest slot speak for the others that are due and nobody's; give it."""
    rows = connection.execute(
        select(slot.c.id)
        .where(
            slot.c.stream_id == stream_id,
            slot.c.state == "open",
            slot.c.due_at <= now,
            leases.free(slot, now),
        )
        .order_by(slot.c.due_at.desc(), slot.c.id.desc())
    ).all()
    if not rows:
        return None
    newest: int = rows[0].id
    for part in chunks([row.id for row in rows[1:]]):
        connection.execute(
            update(slot).where(slot.c.id.in_(part)).values(state="merged", merged_into=newest)
        )
    return newest


def _slot(connection: Connection, row: Row[Any]) -> Slot:
    merged = connection.execute(
        select(func.count() + func.coalesce(func.sum(slot.c.missed), 0)).where(
            slot.c.merged_into == row.id, ~slot.c.local_time.startswith(FOLLOW_UP)
        )
    ).scalar_one()
    follows = row.local_time.startswith(FOLLOW_UP)
    known = _last_but_one if follows else last_spoke
    return Slot(
        id=SlotId(row.id),
        stream=StreamId(row.stream_id),
        local_date=date.fromisoformat(row.local_date),
        local_time=row.local_time,
        due_at=row.due_at,
        merged=merged + row.missed,
        since=known(connection, StreamId(row.stream_id)),
        follows=follows,
    )


def close(connection: Connection, slot_id: SlotId, fence: int, digest_id: DigestId | None) -> bool:
    """Mark a slot as spoken; false if the lease was lost meanwhile."""
    done = connection.execute(
        update(slot)
        .where(slot.c.id == slot_id, slot.c.lease_fence == fence, slot.c.state == "open")
        .values(state="done", digest_id=digest_id, **leases.RELEASED)
    )
    return bool(done.rowcount)


def _last_but_one(connection: Connection, stream_id: StreamId) -> datetime | None:
    """Return from when on the last digest spoke that was no follow-up: what follows it, too."""
    first = (
        select(func.max(digest.c.composed_at))
        .join(slot, slot.c.id == digest.c.slot_id)
        .where(digest.c.stream_id == stream_id, ~slot.c.local_time.startswith(FOLLOW_UP))
        .scalar_subquery()
    )
    before: datetime | None = connection.execute(
        select(func.max(digest.c.composed_at)).where(
            digest.c.stream_id == stream_id, digest.c.composed_at < first
        )
    ).scalar_one()
    return before
