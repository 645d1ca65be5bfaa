"""Streams: made those of the configuration, and what each hears of."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, insert, select, update

from service.model import Stream, StreamId, StreamKind
from service.store import matches
from service.store.digests import IN_SCOPE, WAITING
from service.store.rows import chunks
from service.store.schema import slot, stream, stream_scope, untold


MENDING = timedelta(days=7)
"""So long a stream that left may come back as if it had never been away.

It may stand in a file that somebody mends; later it begins anew.
"""


def sync(connection: Connection, streams: Sequence[Stream], now: datetime) -> None:
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
                ~exists().where(WAITING, IN_SCOPE),
            )
        )


def began(connection: Connection, stream_id: StreamId) -> datetime | None:
    """Return when the stream came into being; None for one that is not there.

    Of a clock that was ahead then, only `schedule_since` was brought back.
    """
    row = connection.execute(
        select(stream.c.created_at, stream.c.schedule_since).where(stream.c.id == stream_id)
    ).one_or_none()
    return None if row is None else min(row.created_at, row.schedule_since)
