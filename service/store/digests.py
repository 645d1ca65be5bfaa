"""Streams, their slots, what each was told, and the digests themselves."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from service.model import (
    ArticleId,
    DigestId,
    Rendered,
    Slot,
    SlotId,
    StoryId,
    Stream,
    StreamId,
    StreamKind,
    Tier,
)
from service.store import leases, matches, stories
from service.store.rows import among, chunks, insert_all
from service.store.schema import (
    digest,
    match,
    slot,
    story_member,
    stream,
    stream_scope,
    told,
    untold,
)


MENDING = timedelta(days=7)
"""So long a stream that left may come back as if it had never been away.

It may stand in a file that somebody mends; later it begins anew.
"""


FOLLOW_UP = "rest "
"""How the name of a slot begins that tells what a digest had no room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An article version that a stream has not been told."""

    article: ArticleId
    version: int
    story: StoryId
    tier: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """What a stream was told, and how: `told`, `merged` (counted only) or `elsewhere`."""

    article: ArticleId
    version: int
    story: StoryId
    how: str
    why: str = ""
    """The weightiest reason for which it was told, or for which it was not."""
    value: float | None = None
    """How much was told of the sentence that was told least, and the least that makes one known."""
    threshold: float | None = None
    at: datetime | None = None
    """When, of one that is recorded."""


# --- streams -----------------------------------------------------------------------------------


def sync_streams(connection: Connection, streams: Sequence[Stream], now: datetime) -> None:
    """Make the rows those of the configuration; a stream that left keeps what it was told."""
    wanted = {item.id for item in streams}
    _rename_watchlists(connection, streams)
    for item in streams:
        _rename(connection, item, wanted)
        _sync_stream(connection, item, now)
        _sync_scope(connection, item)
    gone = [
        row.id
        for row in connection.execute(
            select(stream.c.id).where(
                stream.c.removed_at.is_(None), stream.c.kind.in_([str(one) for one in StreamKind])
            )
        )
        if row.id not in wanted
    ]
    for part in chunks(gone):
        connection.execute(update(stream).where(stream.c.id.in_(part)).values(removed_at=now))
        connection.execute(delete(slot).where(slot.c.stream_id.in_(part), slot.c.state == "open"))


def _rename(connection: Connection, item: Stream, wanted: Collection[StreamId]) -> None:
    """Let a row follow its stream; not one that another stream of today goes by."""
    names = [name for name in item.was if name not in wanted]
    known = set(connection.scalars(select(stream.c.id).where(stream.c.id.in_([item.id, *names]))))
    if item.id in known or not known:
        return
    old = next(name for name in names if name in known)
    connection.execute(update(stream).where(stream.c.id == old).values(id=item.id))


def _rename_watchlists(connection: Connection, streams: Sequence[Stream]) -> None:
    """Let what a watchlist found follow it to its new name, and wait there to be told.

    As with streams: not to a name that was in use before, nor from one that is in use today.
    """
    today = {name for item in streams for name in item.watchlists}
    for old, new in dict.fromkeys(pair for item in streams for pair in item.former):
        scopes = select(stream_scope.c.watchlist).where(stream_scope.c.watchlist.in_([old, new]))
        if old not in today and set(connection.scalars(scopes)) == {old}:
            matches.rename_watchlist(connection, old, new)
            connection.execute(
                update(stream_scope).where(stream_scope.c.watchlist == old).values(watchlist=new)
            )


def _sync_stream(connection: Connection, item: Stream, now: datetime) -> None:
    schedule = [item.zone, *item.schedule]
    row = connection.execute(select(stream).where(stream.c.id == item.id)).one_or_none()
    values: dict[str, object] = {
        "kind": item.kind,
        "title": item.title,
        "schedule": schedule,
        "removed_at": None,
    }
    if row is None:
        connection.execute(
            insert(stream).values(id=item.id, created_at=now, schedule_since=now, **values)
        )
        return
    if row.removed_at is not None and now - row.removed_at > MENDING:
        values["schedule_since"] = now
        connection.execute(delete(untold).where(untold.c.stream_id == item.id))
    if row.schedule != schedule:
        values["schedule_since"] = now
        connection.execute(
            delete(slot).where(
                slot.c.stream_id == item.id, slot.c.state == "open", slot.c.due_at > now
            )
        )
    connection.execute(update(stream).where(stream.c.id == item.id).values(**values))


def _sync_scope(connection: Connection, item: Stream) -> None:
    """Note what the stream hears of: what is matched from now on.

    What left its scope and was not told is not told when it comes back.
    """
    wanted = {(name, str(tier)) for name in item.watchlists for tier in item.tiers}
    rows = connection.execute(
        select(stream_scope.c.watchlist, stream_scope.c.tier).where(
            stream_scope.c.stream_id == item.id
        )
    )
    present = {(row.watchlist, row.tier) for row in rows}
    for watchlist, tier in sorted(wanted - present):
        connection.execute(
            insert(stream_scope).values(stream_id=item.id, watchlist=watchlist, tier=tier)
        )
    for watchlist, tier in present - wanted:
        connection.execute(
            delete(stream_scope).where(
                stream_scope.c.stream_id == item.id,
                stream_scope.c.watchlist == watchlist,
                stream_scope.c.tier == tier,
            )
        )
    if present - wanted:
        connection.execute(
            delete(untold).where(
                untold.c.stream_id == item.id,
                ~exists().where(_WAITING, _IN_SCOPE),
            )
        )


# --- slots -------------------------------------------------------------------------------------


def slots_from(connection: Connection, stream_id: StreamId, now: datetime) -> datetime:
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


def add_slots(
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
    add_slots(connection, item.stream, [(now.date(), f"{FOLLOW_UP}{item.id}", now)])


def has_open_slot(connection: Connection, stream_id: StreamId) -> bool:
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


def close_slot(
    connection: Connection, slot_id: SlotId, fence: int, digest_id: DigestId | None
) -> bool:
    """Mark a slot as spoken; false if the lease was lost meanwhile."""
    done = connection.execute(
        update(slot)
        .where(slot.c.id == slot_id, slot.c.lease_fence == fence, slot.c.state == "open")
        .values(state="done", digest_id=digest_id, **leases.RELEASED)
    )
    return bool(done.rowcount)


# --- what a stream has and has not been told ---------------------------------------------------


_WAITING = (match.c.article_id == untold.c.article_id) & (match.c.version == untold.c.version)
_IN_SCOPE = (
    (stream_scope.c.stream_id == untold.c.stream_id)
    & (stream_scope.c.watchlist == match.c.watchlist)
    & (stream_scope.c.tier == match.c.tier)
)


def await_telling(connection: Connection, matched: Sequence[tuple[ArticleId, int]]) -> None:
    """Let these (article, version) wait in every stream that hears of one of their matches."""
    for part in chunks(matched, 250):
        connection.execute(
            insert(untold).from_select(
                ["stream_id", "article_id", "version"],
                select(stream_scope.c.stream_id, match.c.article_id, match.c.version)
                .join(
                    stream_scope,
                    (stream_scope.c.watchlist == match.c.watchlist)
                    & (stream_scope.c.tier == match.c.tier),
                )
                .where(
                    among((match.c.article_id, match.c.version), part),
                    ~exists().where(*_same(told)),
                    ~exists().where(*_same(untold)),
                )
                .distinct(),
            )
        )


def _same(table: Table) -> tuple[ColumnElement[bool], ...]:
    return (
        table.c.stream_id == stream_scope.c.stream_id,
        table.c.article_id == match.c.article_id,
        table.c.version == match.c.version,
    )


def _untold(stream_id: StreamId, *columns: ColumnElement[Any]) -> Select[Any]:
    """Select what is grouped and untold; a row for each match in the stream's scope."""
    return (
        select(*columns)
        .select_from(untold)
        .join(match, _WAITING)
        .join(stream_scope, _IN_SCOPE)
        .join(story_member, story_member.c.article_id == untold.c.article_id)
        .where(untold.c.stream_id == stream_id)
    )


def pending(connection: Connection, stream_id: StreamId) -> tuple[Pending, ...]:
    """Return everything matched and grouped that the stream has not been told, in order."""
    rows = connection.execute(
        _untold(
            stream_id,
            untold.c.article_id,
            untold.c.version,
            match.c.tier,
            story_member.c.story_id,
        ).order_by(untold.c.article_id, untold.c.version)
    )
    best: dict[tuple[int, int], Pending] = {}
    for row in rows:
        item = Pending(
            article=ArticleId(row.article_id),
            version=row.version,
            story=StoryId(row.story_id),
            tier=Tier(row.tier),
        )
        known = best.get((row.article_id, row.version))
        if known is None or item.tier.rank < known.tier.rank:
            best[row.article_id, row.version] = item
    return tuple(best.values())


def has_pending(connection: Connection, stream_id: StreamId) -> bool:
    return bool(connection.scalar(select(_untold(stream_id, untold.c.article_id).exists())))


def told_of_stories(
    connection: Connection, stream_ids: Sequence[StreamId], story_ids: Sequence[StoryId]
) -> tuple[ToldRow, ...]:
    found: list[ToldRow] = []
    for part in chunks(story_ids):
        rows = connection.execute(
            select(told).where(told.c.stream_id.in_(stream_ids), told.c.story_id.in_(part))
        )
        found.extend(
            ToldRow(
                article=ArticleId(row.article_id),
                version=row.version,
                story=StoryId(row.story_id),
                how=row.how,
                why=row.why,
                value=row.value,
                threshold=row.threshold,
                at=row.told_at,
            )
            for row in rows
        )
    return tuple(found)


def told_by(
    connection: Connection, stream_ids: Sequence[StreamId], story_ids: Sequence[StoryId]
) -> tuple[ToldRow, ...]:
    """Return what readers of these streams were told by them, with copies of it.

    Not what merely left their queues because another stream told it to readers of its own.
    """
    found: list[ToldRow] = []
    for stream_id in stream_ids:
        rows = told_of_stories(connection, [stream_id], story_ids)
        spoken = {row.story for row in rows if row.how == "told"}
        found += [row for row in rows if row.how != "elsewhere" and row.story in spoken]
    return tuple(found)


def relieve(
    connection: Connection,
    stream_id: StreamId,
    digest_id: DigestId | None,
    rows: Sequence[ToldRow],
    now: datetime,
) -> None:
    """Take from a stream's queue what the digest of another stream told its readers."""
    waiting: set[tuple[int, int]] = set()
    for part in chunks([(row.article, row.version) for row in rows], 250):
        found = connection.execute(
            select(untold.c.article_id, untold.c.version).where(
                untold.c.stream_id == stream_id,
                among((untold.c.article_id, untold.c.version), part),
            )
        )
        waiting.update((row.article_id, row.version) for row in found)
    taken = [row for row in rows if (row.article, row.version) in waiting]
    elsewhere = [replace(row, how="elsewhere") for row in taken]
    record_told(connection, stream_id, digest_id, elsewhere, now)


def record_told(
    connection: Connection,
    stream_id: StreamId,
    digest_id: DigestId | None,
    rows: Iterable[ToldRow],
    now: datetime,
) -> None:
    """Note what a stream was told; what it was told before stays as it is.

    It is told of the story in which each report stands now: while the digest was written, the lane may
    have merged the one that it was gathered from, or moved the report.
    """
    wanted = {(row.article, row.version): row for row in rows}
    now_in = stories.places(connection, {article_id for article_id, _ in wanted})
    for part in chunks(list(wanted), 250):
        connection.execute(
            delete(untold).where(
                untold.c.stream_id == stream_id,
                among((untold.c.article_id, untold.c.version), part),
            )
        )
        have = connection.execute(
            select(told.c.article_id, told.c.version).where(
                told.c.stream_id == stream_id,
                among((told.c.article_id, told.c.version), part),
            )
        )
        for row in have:
            wanted.pop((row.article_id, row.version))
    insert_all(
        connection,
        told,
        [
            {
                "stream_id": stream_id,
                "article_id": item.article,
                "version": item.version,
                "story_id": now_in[item.article].story if item.article in now_in else item.story,
                "how": item.how,
                "why": item.why,
                "value": item.value,
                "threshold": item.threshold,
                "digest_id": digest_id,
                "told_at": now,
            }
            for item in wanted.values()
        ],
    )


# --- digests -----------------------------------------------------------------------------------


def add(connection: Connection, rendered: Rendered, slot_id: SlotId) -> None:
    connection.execute(
        insert(digest).values(
            id=rendered.digest,
            stream_id=rendered.stream,
            slot_id=slot_id,
            composed_at=rendered.composed_at,
            subject=rendered.subject,
            stories=rendered.stories,
            text=rendered.text,
            html=rendered.html,
            data=rendered.data,
        )
    )


def last_spoke(connection: Connection, stream_id: StreamId) -> datetime | None:
    """Return when the stream's last digest was composed: coverage goes on from there."""
    last: datetime | None = connection.execute(
        select(func.max(digest.c.composed_at)).where(digest.c.stream_id == stream_id)
    ).scalar_one()
    return last


def began(connection: Connection, stream_id: StreamId) -> datetime | None:
    """Return when the stream came into being; None for one that is not there.

    Of a clock that was ahead then, only `schedule_since` was brought back.
    """
    row = connection.execute(
        select(stream.c.created_at, stream.c.schedule_since).where(stream.c.id == stream_id)
    ).one_or_none()
    return None if row is None else min(row.created_at, row.schedule_since)


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
