"""What a clock that was ahead has put off, brought back.

Rows are the ledger, and what is due is what lies behind now: a clock that showed 2038 for a minute
would silence everything until then.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, String, cast, delete, func, or_, select, update

from service.model import SourceId, StreamId
from service.store.deliveries import OPEN
from service.store.schema import channel, delivery, slot, source, stream


DAY_AND_MORE = timedelta(hours=25)
"""Quiet hours end within it, and so does the rest of a channel."""
LONGEST_RETRY = timedelta(hours=30)
"""The longest wait between two attempts, spread included."""

_SCHEDULED: ColumnElement[bool] = func.length(slot.c.local_time) == len("08:00")


def bring_back(
    connection: Connection,
    now: datetime,
    step: timedelta,
    longest: Mapping[SourceId, timedelta],
) -> int:
    """Let nothing wait for longer than it may; give the number of rows.

    A clock that just went back by `step` lengthens no wait: what waited 10 minutes still does.
    """
    return (
        _sources(connection, now, step, longest)
        + _deliveries(connection, now, step)
        + _channels(connection, now, step)
        + _unscheduled(connection, now, step)
        + _streams(connection, now)
        + _closed_slots(connection, now)
    )


def _soon(due: datetime, now: datetime, step: timedelta, longest: timedelta) -> datetime:
    """Give when it is due by the clock of today."""
    meant = max(now, due - step)
    return meant if meant - now <= longest else now


def _sources(
    connection: Connection,
    now: datetime,
    step: timedelta,
    longest: Mapping[SourceId, timedelta],
) -> int:
    rows = connection.execute(
        select(source.c.id, source.c.next_due).where(
            source.c.next_due > now, source.c.removed_at.is_(None)
        )
    )
    changed = 0
    for row in rows.all():
        due = _soon(row.next_due, now, step, longest.get(row.id, DAY_AND_MORE))
        if due != row.next_due:
            connection.execute(update(source).where(source.c.id == row.id).values(next_due=due))
            changed += 1
    return changed


def _deliveries(connection: Connection, now: datetime, step: timedelta) -> int:
    rows = connection.execute(
        select(delivery.c.id, delivery.c.due_at).where(
            delivery.c.state.in_(OPEN), delivery.c.due_at > now
        )
    )
    changed = 0
    for row in rows.all():
        due = _soon(row.due_at, now, step, LONGEST_RETRY)
        if due != row.due_at:
            connection.execute(update(delivery).where(delivery.c.id == row.id).values(due_at=due))
            changed += 1
    return changed


def _channels(connection: Connection, now: datetime, step: timedelta) -> int:
    """Let a channel rest no longer; it stays one that failed lately until something succeeds."""
    rows = connection.execute(
        select(channel.c.name, channel.c.rests_until).where(channel.c.rests_until > now)
    )
    changed = 0
    for row in rows.all():
        until = _soon(row.rests_until, now, step, DAY_AND_MORE)
        if until != row.rests_until:
            which = channel.c.name == row.name
            connection.execute(update(channel).where(which).values(rests_until=until))
            changed += 1
    return changed


def _unscheduled(connection: Connection, now: datetime, step: timedelta) -> int:
    """Bring back the slots of instant streams: these wait for others of their kind, or quiet hours."""
    rows = connection.execute(
        select(slot.c.id, slot.c.due_at).where(
            slot.c.state == "open", slot.c.due_at > now, ~_SCHEDULED
        )
    )
    changed = 0
    for row in rows.all():
        due = _soon(row.due_at, now, step, DAY_AND_MORE)
        if due != row.due_at:
            connection.execute(update(slot).where(slot.c.id == row.id).values(due_at=due))
            changed += 1
    return changed


def _streams(connection: Connection, now: datetime) -> int:
    """Let no stream begin in the future: it is there."""
    done = connection.execute(
        update(stream).where(stream.c.schedule_since > now).values(schedule_since=now)
    )
    return done.rowcount


def _closed_slots(connection: Connection, now: datetime) -> int:
    """Free the places of slots that are over before their time has come.

    One that merged told nothing by itself, so its time is still to come. One that spoke stays for
    a day: a clock that was set back a little must not tell one slot twice.
    """
    done = connection.execute(
        update(slot)
        .where(
            _SCHEDULED,
            slot.c.state != "open",
            slot.c.due_at > now,
            or_(slot.c.state == "merged", slot.c.due_at > now + DAY_AND_MORE),
        )
        .values(local_time="ahead " + slot.c.local_time + " " + cast(slot.c.id, String))
    )
    return done.rowcount


def drop_later_slots(
    connection: Connection, stream_id: StreamId, local_date: str, local_time: str
) -> int:
    """Delete scheduled slots that nobody has come to and that follow the next one; give their number.

    By what the local clock should show: one that was put off for a minute keeps that.
    """
    later = or_(
        slot.c.local_date > local_date,
        (slot.c.local_date == local_date) & (slot.c.local_time > local_time),
    )
    done = connection.execute(
        delete(slot).where(
            slot.c.stream_id == stream_id,
            slot.c.state == "open",
            slot.c.lease_owner.is_(None),
            _SCHEDULED,
            later,
        )
    )
    return done.rowcount
