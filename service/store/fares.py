"""How sources fare, for people: what is known of each, and what of it is worrying."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from service.model import Ailment, Notice, SourceId, Trouble
from service.store import missing, unread
from service.store.missing import GivenUp
from service.store.rows import chunks
from service.store.schema import document, notice, poll, source
from service.store.sources import (
    KeptAside,
    PollRecord,
    SourceState,
    notice_from,
    set_aside,
    state_from,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything that there is to say of one source."""

    state: SourceState
    polls: tuple[PollRecord, ...]
    """The newest first."""
    aside: tuple[KeptAside, ...]
    notices: tuple[Notice, ...] = ()
    """Troubles that began or ended, the newest first."""
    waiting: int = 0
    """Entries that wait for their pages."""
    missing: tuple[GivenUp, ...] = ()
    """Pages that were given up, the newest first."""


def ailment(state: SourceState, trouble: Trouble) -> Ailment | None:
    return next((one for one in state.vitals.troubles if one.trouble is trouble), None)


def shown(connection: Connection, source_id: SourceId, polls: int) -> Shown | None:
    """Gather what is known of a source, with its newest polls; None: it was never heard of."""
    row = connection.execute(select(source).where(source.c.id == source_id)).one_or_none()
    if row is None:
        return None
    return Shown(
        state=state_from(row),
        polls=_newest_polls(connection, source_id, polls),
        aside=set_aside(connection, source_id),
        notices=_notices(connection, row, polls),
        waiting=unread.count(connection, source_id),
        missing=missing.newest(connection, source_id, polls),
    )


def _notices(connection: Connection, source_row: Row[Any], limit: int) -> tuple[Notice, ...]:
    rows = connection.execute(
        select(notice)
        .where(notice.c.source_id == source_row.id)
        .order_by(notice.c.id.desc())
        .limit(limit)
    )
    return tuple(notice_from(row, source_row.title) for row in rows)


def _newest_polls(
    connection: Connection, source_id: SourceId, limit: int
) -> tuple[PollRecord, ...]:
    rows = connection.execute(
        select(poll)
        .where(poll.c.source_id == source_id)
        .order_by(poll.c.finished_at.desc(), poll.c.id.desc())
        .limit(limit)
    )
    return tuple(_poll(row) for row in rows)


def asked_since(
    connection: Connection, source_ids: Sequence[SourceId], begin: datetime
) -> Mapping[SourceId, PollRecord]:
    """Give the first poll of each source that began then or later, and is over."""
    found: dict[SourceId, PollRecord] = {}
    for part in chunks(source_ids):
        rows = connection.execute(
            select(poll)
            .where(
                poll.c.source_id.in_(part),
                poll.c.finished_at >= begin,
                poll.c.started_at >= begin,
            )
            .order_by(poll.c.id)
        )
        for row in rows:
            found.setdefault(SourceId(row.source_id), _poll(row))
    return found


def count_aside(connection: Connection) -> Mapping[SourceId, int]:
    """Count, for each source that has any, the documents that could not be read."""
    rows = connection.execute(
        select(document.c.source_id, func.count().label("number"))
        .where(document.c.aside.is_(True))
        .group_by(document.c.source_id)
    )
    return {SourceId(row.source_id): row.number for row in rows}


def _poll(row: Row[Any]) -> PollRecord:
    return PollRecord(
        started_at=row.started_at,
        finished_at=row.finished_at,
        outcome=row.outcome,
        detail=row.detail or "",
        entries=row.entries,
        new=row.new,
        changed=row.changed,
        held=row.held,
        unreadable=row.unreadable,
        cut=row.cut,
        possible_gap=row.possible_gap,
        baseline=row.baseline,
        times=row.times,
    )
