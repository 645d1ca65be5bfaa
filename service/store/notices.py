"""Notices: what ails sources and the service itself, and whether an operator was told.

What tells them is a stream of its own, beside those of readers: its digests and deliveries are rows
like all others, so that nothing of it can be lost or told twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, delete, func, insert, or_, select, update

from service.errors import StoreError
from service.model import (
    OPERATOR,
    Alarm,
    DigestId,
    Notice,
    Rendered,
    ServiceTrouble,
    SlotId,
)
from service.store import deliveries, digests, lost
from service.store.deliveries import Outgoing
from service.store.rows import chunks, insert_all
from service.store.schema import alarm, channel, digest, notice, slot, source, stream
from service.store.sources import notice_from


KIND = "notices"
FAILING = timedelta(hours=1)
"""A channel that fails for so long is told of; one that needs a person, at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Notices that nobody was told, and since when the oldest waits."""

    notices: tuple[Notice, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    notice_ids: tuple[int, ...] = ()
    alarm_ids: tuple[int, ...] = ()
    since: datetime | None = None
    told_at: datetime | None = None
    """When an operator was told anything, last."""


# --- what ails the service ---------------------------------------------------------------------


def any_new(connection: Connection, full: str | None, now: datetime) -> bool:
    """Tell whether something began, or is over, that was not noted; `full`: why nothing is taken in."""
    return bool(_changes(connection, full, now)) or lost.any_waits(connection)


def note(connection: Connection, full: str | None, now: datetime) -> None:
    """Note what began, or is over, since it was last noted; each dead letter once."""
    alarms = (*_changes(connection, full, now), *_given_up(connection, now))
    insert_all(
        connection,
        alarm,
        [
            {
                "trouble": one.trouble,
                "about": one.about,
                "over": one.over,
                "noticed_at": one.at,
                "detail": one.detail,
                "told_at": None,
            }
            for one in alarms
        ],
    )


def _changes(connection: Connection, full: str | None, now: datetime) -> tuple[Alarm, ...]:
    standing = dict(_standing(connection, now))
    if full is not None:
        standing[ServiceTrouble.DISK_FULL, ""] = full
    known = _open(connection)
    begun = [
        Alarm(trouble=trouble, about=about, over=False, at=now, detail=detail)
        for (trouble, about), detail in standing.items()
        if (trouble, about) not in known
    ]
    over = [
        Alarm(trouble=trouble, about=about, over=True, at=now, detail=detail)
        for (trouble, about), detail in known.items()
        if (trouble, about) not in standing
    ]
    return (*begun, *over)


def _standing(
    connection: Connection, now: datetime
) -> Iterator[tuple[tuple[ServiceTrouble, str], str]]:
    """Name the channels that fail."""
    rows = connection.execute(
        select(channel.c.name, channel.c.alarm).where(
            channel.c.rests_until.is_not(None),
            or_(channel.c.alarm != "", channel.c.failing_since <= now - FAILING),
        )
    )
    for row in rows:
        detail = row.alarm or deliveries.cause_of_rest(connection, row.name)
        yield (ServiceTrouble.CHANNEL_FAILING, row.name), detail


def _open(connection: Connection) -> dict[tuple[ServiceTrouble, str], str]:
    """Give the troubles that were noted, and not that they are over."""
    newest = select(func.max(alarm.c.id)).group_by(alarm.c.trouble, alarm.c.about)
    rows = connection.execute(
        select(alarm).where(
            alarm.c.id.in_(newest),
            alarm.c.over.is_(False),
            alarm.c.trouble != ServiceTrouble.DEAD_LETTERS,
        )
    )
    return {(ServiceTrouble(row.trouble), row.about): row.detail for row in rows}


def _given_up(connection: Connection, now: datetime) -> Iterator[Alarm]:
    for name, (number, detail) in lost.take(connection).items():
        yield Alarm(
            trouble=ServiceTrouble.DEAD_LETTERS,
            about=name,
            over=False,
            at=now,
            detail=f"{number:,} of them; {detail}",
        )


def full_disks(connection: Connection, limit: int) -> tuple[Alarm, ...]:
    """Give when the disk was full and when no more, in order; the last of them."""
    rows = connection.execute(
        select(alarm)
        .where(alarm.c.trouble == ServiceTrouble.DISK_FULL, alarm.c.about == "")
        .order_by(alarm.c.id.desc())
        .limit(limit)
    ).all()
    return tuple(_alarm(row) for row in reversed(rows))


# --- telling it --------------------------------------------------------------------------------


def waiting(connection: Connection, after: datetime, now: datetime) -> Waiting:
    """Gather what nobody was told; what is older than `after` is history, and not told any more."""
    told = select(func.max(digest.c.composed_at)).where(
        digest.c.stream_id == OPERATOR,
        digest.c.composed_at <= now,  # a clock that was ahead silences nothing
    )
    notices = connection.execute(
        _untold(notice, after, select(notice, source.c.title).join(source))
    ).all()
    alarms = connection.execute(_untold(alarm, after, select(alarm))).all()
    return Waiting(
        notices=tuple(notice_from(row, row.title) for row in notices),
        alarms=tuple(_alarm(row) for row in alarms),
        notice_ids=tuple(row.id for row in notices),
        alarm_ids=tuple(row.id for row in alarms),
        since=min((row.noticed_at for row in (*notices, *alarms)), default=None),
        told_at=connection.scalar(told),
    )


def _untold(table: Table, after: datetime, query: Select[Any]) -> Select[Any]:
    return query.where(table.c.told_at.is_(None), table.c.noticed_at > after).order_by(table.c.id)


def _alarm(row: Row[Any]) -> Alarm:
    return Alarm(
        trouble=ServiceTrouble(row.trouble),
        about=row.about,
        over=row.over,
        at=row.noticed_at,
        detail=row.detail,
    )


def tell(
    connection: Connection,
    what: Waiting,
    rendered: Rendered | None,
    outgoing: Sequence[Outgoing],
    now: datetime,
) -> None:
    """Commit a digest of notices with its deliveries; none: what began is over already.

    Raises `StoreError`, and nothing is written, if somebody has told one of them meanwhile.
    """
    for table, ids in ((notice, what.notice_ids), (alarm, what.alarm_ids)):
        for part in chunks(ids):
            done = connection.execute(
                update(table)
                .where(table.c.id.in_(part), table.c.told_at.is_(None))
                .values(told_at=now)
            )
            if done.rowcount != len(part):
                raise StoreError("these notices were told meanwhile")
    if rendered is not None:
        digests.add(connection, rendered, _slot(connection, rendered.digest, now))
        deliveries.add(connection, rendered.digest, outgoing, now)


def _slot(connection: Connection, digest_id: DigestId, now: datetime) -> SlotId:
    """Make the row that a digest hangs on; the stream too, the first time."""
    if connection.scalar(select(stream.c.id).where(stream.c.id == OPERATOR)) is None:
        connection.execute(
            insert(stream).values(
                id=OPERATOR,
                kind=KIND,
                title="Notices",
                created_at=now,
                schedule=[],
                schedule_since=now,
            )
        )
    made: int = connection.execute(
        insert(slot)
        .values(
            stream_id=OPERATOR,
            local_date=f"{now:%Y-%m-%d}",
            local_time=f"notices {now.isoformat()}",
            due_at=now,
            state="done",
            digest_id=digest_id,
        )
        .returning(slot.c.id)
    ).scalar_one()
    return SlotId(made)


def prune(connection: Connection, before: datetime, limit: int) -> int:
    """Delete notices that are history; of an open trouble of the service the row stays."""
    newest = select(func.max(alarm.c.id)).group_by(alarm.c.trouble, alarm.c.about)
    gone = 0
    for table, kept in ((notice, None), (alarm, alarm.c.id.not_in(newest))):
        old = select(table.c.id).where(table.c.noticed_at < before).limit(limit)
        ids = connection.scalars(old if kept is None else old.where(kept)).all()
        connection.execute(delete(table).where(table.c.id.in_(ids)))
        gone += len(ids)
    return gone
