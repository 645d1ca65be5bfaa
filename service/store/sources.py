"""Sources: when each is due, what its server last said, and how it fares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from service.jitter import position
from service.model import Notice, Source, SourceId, Trouble, Unreadable, Validators, Vitals
from service.store import leases
from service.store.rows import chunks, dump_vitals, insert_all, load_vitals
from service.store.schema import document, notice, poll, source, unread


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is remembered of a source between polls."""

    id: SourceId
    title: str
    kind: str
    address: str
    validators: Validators
    created_at: datetime
    next_due: datetime
    first_polled_at: datetime | None
    last_polled_at: datetime | None
    last_success_at: datetime | None
    last_new_at: datetime | None
    failures: int
    failing_since: datetime | None
    error_code: str | None
    error_detail: str | None
    moved_to: str | None
    """Where its server has sent us for good, `moved_sightings` times in a row."""
    moved_sightings: int
    vitals: Vitals
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
    more: bool = False
    """There is more to collect at once: what comes then belongs to the same first sight."""
    times: int = 1
    """So many in a row, of which this is the last, brought nothing."""
    moved_to: str | None = None
    vitals: Vitals | None = None
    """How the source fares after it; None: as before."""
    notices: tuple[Notice, ...] = ()
    """Troubles that began with it, or are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAside:
    """A document that could not be read, since it was last changed."""

    name: str
    code: str
    detail: str
    kept_as: str | None
    """Its bytes, below the folder for what is kept aside; None: an entry whose document was read."""
    seen_at: datetime


def sync(
    connection: Connection,
    sources: Sequence[Source],
    now: datetime,
    spread: Mapping[SourceId, timedelta],
) -> None:
    """Make the rows those of the configuration; a source that left keeps its memory."""
    rows = {row.id: row for row in connection.execute(select(source))}
    for item in sources:
        row = rows.get(item.id)
        if row is None:
            values = _described(item) | {
                "id": item.id,
                "created_at": now,
                "next_due": now + spread.get(item.id, timedelta()),
            }
            connection.execute(insert(source).values(**values))
        elif values := _changes(row, item, now):
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


def _described(item: Source) -> dict[str, Any]:
    return {"kind": item.kind, "title": item.title, "address": _address(item)}


def _changes(row: Row[Any], item: Source, now: datetime) -> dict[str, Any]:
    """Forget what the old address said when a source moves, and ask soon; nothing seen is lost."""
    described = _described(item)
    values = {name: value for name, value in described.items() if getattr(row, name) != value}
    if "address" in values:
        values |= {"etag": None, "last_modified": None, "body_hash": None}
        values |= {"moved_to": None, "moved_sightings": 0, "next_due": now, "vitals": None}
    if row.removed_at is not None:
        values |= {"removed_at": None, "next_due": now}
    return values


def due(connection: Connection, now: datetime, limit: int) -> tuple[SourceId, ...]:
    """Name those to be asked, and those whose entries wait for pages whose time has come."""
    ready = (source.c.removed_at.is_(None), leases.free(source, now))
    asked = connection.execute(
        select(source.c.id)
        .where(source.c.next_due <= now, *ready)
        .order_by(source.c.next_due)
        .limit(limit)
    )
    waiting = connection.execute(
        select(source.c.id)
        .join(unread, unread.c.source_id == source.c.id)
        .where(unread.c.due_at <= now, *ready)
        .group_by(source.c.id)
        .order_by(func.min(unread.c.due_at))
        .limit(limit)
    )
    ids = [SourceId(row.id) for rows in (asked, waiting) for row in rows]
    return tuple(dict.fromkeys(ids))[:limit]


def active(connection: Connection) -> tuple[SourceState, ...]:
    rows = connection.execute(
        select(source).where(source.c.removed_at.is_(None)).order_by(source.c.id)
    )
    return tuple(state_from(row) for row in rows)


# Built once: thousands of polls a minute would spend more time on words of SQL than on rows.
_CLAIM = (
    update(source)
    .where(
        source.c.id == bindparam("claimed"),
        or_(
            source.c.next_due <= bindparam("now"),
            exists().where(
                unread.c.source_id == bindparam("claimed"), unread.c.due_at <= bindparam("now")
            ),
        ),
        source.c.removed_at.is_(None),
        or_(source.c.lease_until.is_(None), source.c.lease_until < bindparam("now")),
    )
    .values(
        lease_owner=bindparam("owner"),
        lease_until=bindparam("until"),
        lease_fence=source.c.lease_fence + 1,
    )
    .returning(source)
)


def claim(
    connection: Connection, source_id: SourceId, owner: str, now: datetime, lease: timedelta
) -> SourceState | None:
    """Lease a due source; None if there is nothing to claim."""
    given = {"claimed": source_id, "now": now, "owner": owner, "until": now + lease}
    row = connection.execute(_CLAIM, given).one_or_none()
    return None if row is None else state_from(row)


def postpone(connection: Connection, state: SourceState, next_due: datetime) -> None:
    """Give a lease back without a word about the source; nothing happens if it was lost."""
    connection.execute(
        update(source)
        .where(source.c.id == state.id, source.c.lease_fence == state.fence)
        .values(next_due=next_due, **leases.RELEASED)
    )


def give_back(connection: Connection, state: SourceState) -> bool:
    """Give a lease back; false if it was lost."""
    done = connection.execute(
        update(source)
        .where(source.c.id == state.id, source.c.lease_fence == state.fence)
        .values(**leases.RELEASED)
    )
    return bool(done.rowcount)


def wake(connection: Connection, source_ids: Iterable[SourceId], now: datetime) -> None:
    for part in chunks(list(source_ids)):
        connection.execute(
            update(source)
            .where(source.c.id.in_(part), source.c.next_due > now)
            .values(next_due=now)
        )


def rest(
    connection: Connection, address: str, until: datetime, spread: timedelta
) -> tuple[SourceId, ...]:
    """Ask no source of the host of an address before then; each a little later than the other."""
    host = urlsplit(address).hostname
    if not host:
        return ()
    pattern = f"%://{host.replace('%', '').replace('_', '!_')}%"
    rows = connection.execute(
        select(source.c.id, source.c.address).where(
            source.c.address.like(pattern, escape="!"),
            source.c.removed_at.is_(None),
            source.c.next_due < until,
        )
    ).all()
    resting = [row.id for row in rows if urlsplit(row.address).hostname == host]
    for name in resting:
        due = until + spread * position(name)
        connection.execute(update(source).where(source.c.id == name).values(next_due=due))
    return tuple(SourceId(name) for name in resting)


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
            failures_total=source.c.failures_total + 1,
            failing_since=state.failing_since or record.finished_at,
            error_code=code,
            error_detail=record.detail,
            next_due=next_due,
            vitals=_vitals(state, record),
            **leases.RELEASED,
        )
    )
    if done.rowcount:
        _add_poll(connection, state.id, record)
    return bool(done.rowcount)


def _vitals(state: SourceState, record: PollRecord) -> Any:
    return dump_vitals(state.vitals if record.vitals is None else record.vitals)


_SUCCESS = (
    update(source)
    .where(source.c.id == bindparam("polled"), source.c.lease_fence == bindparam("fence"))
    .values(
        etag=bindparam("given_etag"),
        last_modified=bindparam("given_last_modified"),
        body_hash=bindparam("given_body_hash"),
        first_polled_at=bindparam("first"),
        last_polled_at=bindparam("finished"),
        last_success_at=bindparam("finished"),
        last_new_at=bindparam("last_new"),
        failures=0,
        articles_total=source.c.articles_total + bindparam("new"),
        unreadable_total=source.c.unreadable_total + bindparam("unreadable"),
        failing_since=None,
        error_code=None,
        error_detail=None,
        next_due=bindparam("due"),
        moved_to=bindparam("moved"),
        moved_sightings=bindparam("sightings"),
        vitals=bindparam("given_vitals"),
        **leases.RELEASED,
    )
)


def record_success(
    connection: Connection,
    state: SourceState,
    record: PollRecord,
    validators: Validators,
    next_due: datetime,
) -> bool:
    """Note a poll that worked. False if the lease was lost: the caller must roll back."""
    done = connection.execute(
        _SUCCESS,
        {
            "polled": state.id,
            "fence": state.fence,
            "given_etag": validators.etag,
            "given_last_modified": validators.last_modified,
            "given_body_hash": validators.body_hash,
            "first": state.first_polled_at or (None if record.more else record.started_at),
            "finished": record.finished_at,
            "last_new": record.finished_at if record.new else state.last_new_at,
            "new": record.new,
            "unreadable": record.unreadable,
            "due": next_due,
            "moved": record.moved_to,
            "sightings": sightings(state, record.moved_to),
            "given_vitals": _vitals(state, record),
        },
    )
    if done.rowcount:
        _add_poll(connection, state.id, record, follows=state.last_polled_at)
    return bool(done.rowcount)


def sightings(state: SourceState, moved_to: str | None) -> int:
    """Count how often in a row its server has sent us to this address for good, now included."""
    if moved_to is None:
        return 0
    return state.moved_sightings + 1 if moved_to == state.moved_to else 1


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


def remember_documents(
    connection: Connection,
    source_id: SourceId,
    taken: Iterable[tuple[str, str]],
    now: datetime,
) -> None:
    """Note under which stamps these documents were taken."""
    rows = [
        {
            "name": name,
            "stamp": stamp,
            "aside": False,
            "code": None,
            "detail": None,
            "kept_as": None,
        }
        for name, stamp in taken
    ]
    _put_documents(connection, source_id, rows, now)


def keep_aside(
    connection: Connection,
    source_id: SourceId,
    items: Iterable[tuple[Unreadable, str | None]],
    now: datetime,
) -> None:
    """Note what could not be read, why, and where its bytes are kept."""
    rows = [
        {
            "name": item.name,
            "stamp": item.stamp,
            "aside": True,
            "code": item.code,
            "detail": item.detail,
            "kept_as": kept_as,
        }
        for item, kept_as in items
    ]
    _put_documents(connection, source_id, rows, now)


def set_aside(connection: Connection, source_id: SourceId) -> tuple[KeptAside, ...]:
    """List what could not be read, the newest first."""
    rows = connection.execute(
        select(document)
        .where(document.c.source_id == source_id, document.c.aside.is_(True))
        .order_by(document.c.seen_at.desc(), document.c.name)
    )
    return tuple(
        KeptAside(
            name=row.name,
            code=row.code,
            detail=row.detail,
            kept_as=row.kept_as,
            seen_at=row.seen_at,
        )
        for row in rows
    )


def _put_documents(
    connection: Connection,
    source_id: SourceId,
    rows: Iterable[Mapping[str, object]],
    now: datetime,
) -> None:
    latest = {row["name"]: {"source_id": source_id, "seen_at": now, **row} for row in rows}
    for part in chunks(list(latest)):
        connection.execute(
            delete(document).where(document.c.source_id == source_id, document.c.name.in_(part))
        )
    insert_all(connection, document, list(latest.values()))


_ADD_POLL = insert(poll)
_AGAIN = (
    update(poll)
    .where(
        poll.c.source_id == bindparam("polled"),
        poll.c.finished_at == bindparam("follows"),
        poll.c.outcome == "same",
        poll.c.new == 0,
        poll.c.changed == 0,
        poll.c.unreadable == 0,
        poll.c.held == 0,
        poll.c.cut == 0,
        poll.c.possible_gap.is_(False),
        poll.c.baseline.is_(False),
    )
    .values(
        started_at=bindparam("started"),
        finished_at=bindparam("finished"),
        entries=bindparam("found"),
        times=poll.c.times + 1,
    )
)


def _add_poll(
    connection: Connection,
    source_id: SourceId,
    record: PollRecord,
    *,
    follows: datetime | None = None,
) -> None:
    """Note a poll; one that brought nothing, as the one before it, makes no row of its own."""
    insert_all(connection, notice, [_notice_row(one) for one in record.notices])
    if follows is not None and _brought_nothing(record):
        given = {
            "polled": source_id,
            "follows": follows,
            "started": record.started_at,
            "finished": record.finished_at,
            "found": record.entries,
        }
        if connection.execute(_AGAIN, given).rowcount:
            return
    connection.execute(
        _ADD_POLL,
        {
            "source_id": source_id,
            "started_at": record.started_at,
            "finished_at": record.finished_at,
            "outcome": record.outcome,
            "detail": record.detail,
            "entries": record.entries,
            "new": record.new,
            "changed": record.changed,
            "held": record.held,
            "unreadable": record.unreadable,
            "cut": record.cut,
            "possible_gap": record.possible_gap,
            "baseline": record.baseline,
        },
    )


def _brought_nothing(record: PollRecord) -> bool:
    return record.outcome == "same" and not (
        record.new
        or record.changed
        or record.unreadable
        or record.held
        or record.cut
        or record.possible_gap
        or record.baseline
    )


def _notice_row(one: Notice) -> dict[str, object]:
    return {
        "source_id": one.source,
        "trouble": one.trouble,
        "over": one.over,
        "noticed_at": one.at,
        "detail": one.detail,
    }


def notice_from(row: Row[Any], title: str) -> Notice:
    return Notice(
        source=SourceId(row.source_id),
        title=title,
        trouble=Trouble(row.trouble),
        over=row.over,
        at=row.noticed_at,
        detail=row.detail,
    )


def state_from(row: Row[Any]) -> SourceState:
    return SourceState(
        id=SourceId(row.id),
        title=row.title,
        kind=row.kind,
        address=row.address,
        validators=Validators(
            etag=row.etag, last_modified=row.last_modified, body_hash=row.body_hash
        ),
        created_at=row.created_at,
        next_due=row.next_due,
        first_polled_at=row.first_polled_at,
        last_polled_at=row.last_polled_at,
        last_success_at=row.last_success_at,
        last_new_at=row.last_new_at,
        failures=row.failures,
        failing_since=row.failing_since,
        error_code=row.error_code,
        error_detail=row.error_detail,
        moved_to=row.moved_to,
        moved_sightings=row.moved_sightings,
        vitals=load_vitals(row.vitals),
        fence=row.lease_fence,
    )
