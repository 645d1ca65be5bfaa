"""Sources: when each is due, what its server last said, and how it fares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from service.model import Source, SourceId, Unreadable, Validators
from service.store import leases
from service.store.rows import chunks
from service.store.schema import document, poll, source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is remembered of a source between polls."""

    id: SourceId
    title: str
    kind: str
    validators: Validators
    next_due: datetime
    first_polled_at: datetime | None
    last_polled_at: datetime | None
    last_success_at: datetime | None
    last_new_at: datetime | None
    failures: int
    failing_since: datetime | None
    error_code: str | None
    error_detail: str | None
    fence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRecord:
    """How one poll went."""

    started_at: datetime
    finished_at: datetime
    outcome: str
    detail: str = ""
    entries: int = 0
    new: int = 0
    changed: int = 0
    held: int = 0
    unreadable: int = 0
    cut: int = 0
    possible_gap: bool = False
    baseline: bool = False


def sync(
    connection: Connection,
    sources: Sequence[Source],
    now: datetime,
    spread: Mapping[SourceId, timedelta],
) -> None:
    """Make the rows those of the configuration; a source that left keeps its memory."""
    rows = {
        row.id: row
        for row in connection.execute(select(source.c.id, source.c.removed_at, source.c.address))
    }
    for item in sources:
        values: dict[str, Any] = {
            "kind": item.kind,
            "title": item.title,
            "address": _address(item),
        }
        if item.id not in rows:
            due = now + spread.get(item.id, timedelta())
            connection.execute(
                insert(source).values(id=item.id, created_at=now, next_due=due, **values)
            )
        else:
            values |= _moved(rows[item.id], item, now)
            connection.execute(update(source).where(source.c.id == item.id).values(**values))
    gone = [name for name in rows if name not in {item.id for item in sources}]
    for part in chunks(gone):
        connection.execute(
            update(source)
            .where(source.c.id.in_(part), source.c.removed_at.is_(None))
            .values(removed_at=now)
        )


def _address(item: Source) -> str:
    return str(item.options.get("url") or item.options.get("path") or "")


def _moved(row: Row[Any, Any, Any], item: Source, now: datetime) -> dict[str, Any]:
    """Forget what the old address said when a source moves, and ask soon; nothing seen is lost."""
    values: dict[str, Any] = {"removed_at": None}
    if row.removed_at is not None or row.address != _address(item):
        values["next_due"] = now
    if row.address != _address(item):
        values |= {"etag": None, "last_modified": None, "body_hash": None}
    return values


def due(connection: Connection, now: datetime, limit: int) -> tuple[SourceId, ...]:
    rows = connection.execute(
        select(source.c.id)
        .where(source.c.next_due <= now, source.c.removed_at.is_(None), leases.free(source, now))
        .order_by(source.c.next_due)
        .limit(limit)
    )
    return tuple(SourceId(row.id) for row in rows)


def active(connection: Connection) -> tuple[SourceState, ...]:
    rows = connection.execute(
        select(source).where(source.c.removed_at.is_(None)).order_by(source.c.id)
    )
    return tuple(_state(row) for row in rows)


def claim(
    connection: Connection, source_id: SourceId, owner: str, now: datetime, lease: timedelta
) -> SourceState | None:
    """Lease a due source; None if there is nothing to claim."""
    row = connection.execute(
        update(source)
        .where(
            source.c.id == source_id,
            source.c.next_due <= now,
            source.c.removed_at.is_(None),
            leases.free(source, now),
        )
        .values(**leases.taken(source, owner, now + lease))
        .returning(source)
    ).one_or_none()
    return None if row is None else _state(row)


def postpone(connection: Connection, state: SourceState, next_due: datetime) -> None:
    """Give a lease back without a word about the source; nothing happens if it was lost."""
    connection.execute(
        update(source)
        .where(source.c.id == state.id, source.c.lease_fence == state.fence)
        .values(next_due=next_due, **leases.RELEASED)
    )


def wake(connection: Connection, source_ids: Iterable[SourceId], now: datetime) -> None:
    for part in chunks(list(source_ids)):
        connection.execute(
            update(source)
            .where(source.c.id.in_(part), source.c.next_due > now)
            .values(next_due=now)
        )


def record_failure(
    connection: Connection, state: SourceState, record: PollRecord, code: str, next_due: datetime
) -> bool:
    """Note a failed poll; nothing that was seen is forgotten. False if the lease was lost."""
    done = connection.execute(
        update(source)
        .where(source.c.id == state.id, source.c.lease_fence == state.fence)
        .values(
            last_polled_at=record.finished_at,
            failures=state.failures + 1,
            failing_since=state.failing_since or record.finished_at,
            error_code=code,
            error_detail=record.detail,
            next_due=next_due,
            **leases.RELEASED,
        )
    )
    if done.rowcount:
        _add_poll(connection, state.id, record)
    return bool(done.rowcount)


def record_success(
    connection: Connection,
    state: SourceState,
    record: PollRecord,
    validators: Validators,
    next_due: datetime,
) -> bool:
    """Note a poll that worked. False if the lease was lost: the caller must roll back."""
    done = connection.execute(
        update(source)
        .where(source.c.id == state.id, source.c.lease_fence == state.fence)
        .values(
            etag=validators.etag,
            last_modified=validators.last_modified,
            body_hash=validators.body_hash,
            first_polled_at=state.first_polled_at or record.started_at,
            last_polled_at=record.finished_at,
            last_success_at=record.finished_at,
            last_new_at=record.finished_at if record.new else state.last_new_at,
            failures=0,
            failing_since=None,
            error_code=None,
            error_detail=None,
            next_due=next_due,
            **leases.RELEASED,
        )
    )
    if done.rowcount:
        _add_poll(connection, state.id, record)
    return bool(done.rowcount)


def known_documents(
    connection: Connection, source_id: SourceId, names: Sequence[str]
) -> dict[str, str]:
    """Return the stamps under which these documents were taken, or kept aside, last."""
    found: dict[str, str] = {}
    for part in chunks(names):
        rows = connection.execute(
            select(document.c.name, document.c.stamp).where(
                document.c.source_id == source_id, document.c.name.in_(part)
            )
        )
        found.update({row.name: row.stamp for row in rows})
    return found


def remember_document(
    connection: Connection, source_id: SourceId, name: str, stamp: str, now: datetime
) -> None:
    _put_document(connection, source_id, name, {"stamp": stamp, "seen_at": now, "aside": False})


def keep_aside(
    connection: Connection,
    source_id: SourceId,
    item: Unreadable,
    kept_as: str | None,
    now: datetime,
) -> None:
    values = {
        "stamp": item.stamp,
        "seen_at": now,
        "aside": True,
        "code": item.code,
        "detail": item.detail,
        "kept_as": kept_as,
    }
    _put_document(connection, source_id, item.name, values)


def set_aside(connection: Connection, source_id: SourceId) -> tuple[tuple[str, str], ...]:
    """List what could not be read, with the reason."""
    rows = connection.execute(
        select(document.c.name, document.c.detail)
        .where(document.c.source_id == source_id, document.c.aside.is_(True))
        .order_by(document.c.seen_at.desc())
    )
    return tuple((row.name, row.detail) for row in rows)


def _put_document(
    connection: Connection, source_id: SourceId, name: str, values: Mapping[str, object]
) -> None:
    key = (document.c.source_id == source_id, document.c.name == name)
    cleared = {"code": None, "detail": None, "kept_as": None} | dict(values)
    if not connection.execute(update(document).where(*key).values(**cleared)).rowcount:
        connection.execute(insert(document).values(source_id=source_id, name=name, **cleared))


def _add_poll(connection: Connection, source_id: SourceId, record: PollRecord) -> None:
    connection.execute(
        insert(poll).values(
            source_id=source_id,
            started_at=record.started_at,
            finished_at=record.finished_at,
            outcome=record.outcome,
            detail=record.detail,
            entries=record.entries,
            new=record.new,
            changed=record.changed,
            held=record.held,
            unreadable=record.unreadable,
            cut=record.cut,
            possible_gap=record.possible_gap,
            baseline=record.baseline,
        )
    )


def _state(row: Row[Any]) -> SourceState:
    return SourceState(
        id=SourceId(row.id),
        title=row.title,
        kind=row.kind,
        validators=Validators(
            etag=row.etag, last_modified=row.last_modified, body_hash=row.body_hash
        ),
        next_due=row.next_due,
        first_polled_at=row.first_polled_at,
        last_polled_at=row.last_polled_at,
        last_success_at=row.last_success_at,
        last_new_at=row.last_new_at,
        failures=row.failures,
        failing_since=row.failing_since,
        error_code=row.error_code,
        error_detail=row.error_detail,
        fence=row.lease_fence,
    )
