"""Figures for whoever watches the service: totals that never fall, and how things stand.

They are read from rows, so they survive restarts and are right however many processes work. What
retention deletes is counted first (`keep_…`): a total that fell would look like a restart, and
every rate made of it would be wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Select,
    func,
    insert,
    literal,
    select,
    text,
    union_all,
    update,
)

from service.model import (
    Cause,
    ChannelName,
    DeliveryState,
    OutcomeKind,
    SourceId,
    StreamId,
    Trouble,
)
from service.store.deliveries import OPEN
from service.store.rows import chunks, load_vitals
from service.store.schema import (
    attempt,
    delivery,
    digest,
    match,
    source,
    story,
    story_merge,
    story_move,
    stream,
    tally,
    ungrouped,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFigures:
    """How one source fares."""

    id: SourceId
    last_success_at: datetime | None
    failing: bool
    failures: int
    articles: int
    unreadable: int
    interval: timedelta | None = None
    """How long it rests between two polls by now."""
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamFigures:
    """What one stream was told."""

    id: StreamId
    digests: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFigures:
    """What became of the deliveries of one channel."""

    name: ChannelName
    attempts: Mapping[OutcomeKind, int]
    waiting: int = 0
    waits_since: datetime | None = None
    """When the oldest of the waiting was made."""
    dead: int = 0
    """Dead letters that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFigures:
    """What happened in the lane of stories."""

    opened: int = 0
    merges: Mapping[Cause, int] = field(default_factory=dict)
    moves: Mapping[Cause, int] = field(default_factory=dict)
    waiting: int = 0
    """Reports that no story has yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything at one instant."""

    sources: tuple[SourceFigures, ...]
    matches: Mapping[tuple[str, str], int]
    """(watchlist, rule) -> matches so far."""
    streams: tuple[StreamFigures, ...]
    channels: tuple[ChannelFigures, ...]
    articles: int
    """Of all sources, those too that are configured no more."""
    unreadable: int
    stories: StoryFigures = StoryFigures()


def probe(connection: Connection) -> None:
    """Read something that is always there. Raises what the database says."""
    connection.execute(select(source.c.id).limit(1)).all()
    connection.execute(text("SELECT version_num FROM alembic_version")).all()


def read(connection: Connection) -> Figures:
    totals = _totals(connection)
    articles, unreadable = connection.execute(
        select(
            func.coalesce(func.sum(source.c.articles_total), 0),
            func.coalesce(func.sum(source.c.unreadable_total), 0),
        )
    ).one()
    return Figures(
        sources=_sources(connection),
        matches=totals["match"],
        streams=_streams(connection, totals["digest"]),
        channels=_channels(connection, totals["attempt"]),
        articles=articles,
        unreadable=unreadable,
        stories=_stories(connection, totals),
    )


Counts = dict[tuple[str, str], int]

_ROWS: dict[str, Select[*tuple[Any, ...]]] = {
    "match": select(
        match.c.watchlist.label("name"), match.c.rule.label("part"), func.count().label("total")
    ).group_by(match.c.watchlist, match.c.rule),
    "digest": select(
        digest.c.stream_id.label("name"), literal("").label("part"), func.count().label("total")
    ).group_by(digest.c.stream_id),
    "attempt": select(
        delivery.c.channel.label("name"),
        attempt.c.outcome.label("part"),
        func.count().label("total"),
    )
    .join_from(attempt, delivery)
    .group_by(delivery.c.channel, attempt.c.outcome),
    "story": select(
        literal("").label("name"), literal("").label("part"), func.count(story.c.id).label("total")
    ),
    "merge": select(
        story_merge.c.why.label("name"), literal("").label("part"), func.count().label("total")
    ).group_by(story_merge.c.why),
    "move": select(
        story_move.c.why.label("name"), literal("").label("part"), func.count().label("total")
    ).group_by(story_move.c.why),
}
"""How what is counted is counted in the rows that are there."""


def _totals(connection: Connection) -> dict[str, Counts]:
    """Add what is there to what is gone, in one statement: between two, rows could move."""
    there = [
        select(literal(noun).label("noun"), *rows.subquery(f"counted_{noun}").c)
        for noun, rows in _ROWS.items()
    ]
    totals: dict[str, Counts] = {noun: {} for noun in _ROWS}
    for row in connection.execute(union_all(select(tally), *there)):
        counts = totals[row.noun]
        counts[row.name, row.part] = counts.get((row.name, row.part), 0) + row.total
    return totals


def _sources(connection: Connection) -> tuple[SourceFigures, ...]:
    rows = connection.execute(
        select(
            source.c.id,
            source.c.last_success_at,
            source.c.failures,
            source.c.failures_total,
            source.c.articles_total,
            source.c.unreadable_total,
            source.c.vitals,
        )
        .where(source.c.removed_at.is_(None))
        .order_by(source.c.id)
    )
    return tuple(_source(row) for row in rows)


def _source(row: Any) -> SourceFigures:
    vitals = load_vitals(row.vitals)
    return SourceFigures(
        id=SourceId(row.id),
        last_success_at=row.last_success_at,
        failing=row.failures > 0,
        failures=row.failures_total,
        articles=row.articles_total,
        unreadable=row.unreadable_total,
        interval=vitals.interval,
        troubles=tuple(one.trouble for one in vitals.troubles),
    )


def _streams(connection: Connection, totals: Counts) -> tuple[StreamFigures, ...]:
    rows = connection.execute(
        select(stream.c.id, func.max(digest.c.composed_at).label("last_at"))
        .outerjoin_from(stream, digest)
        .where(stream.c.removed_at.is_(None))
        .group_by(stream.c.id)
        .order_by(stream.c.id)
    )
    return tuple(
        StreamFigures(
            id=StreamId(row.id), digests=totals.get((row.id, ""), 0), last_at=row.last_at
        )
        for row in rows
    )


def _channels(connection: Connection, totals: Counts) -> tuple[ChannelFigures, ...]:
    waiting = _standing(connection, OPEN)
    dead = _standing(connection, (DeliveryState.DEAD,))
    names = {name for name, _ in totals} | set(waiting) | set(dead)
    return tuple(
        ChannelFigures(
            name=ChannelName(name),
            attempts={kind: totals.get((name, kind), 0) for kind in OutcomeKind},
            waiting=waiting[name].total if name in waiting else 0,
            waits_since=waiting[name].oldest if name in waiting else None,
            dead=dead[name].total if name in dead else 0,
        )
        for name in sorted(names)
    )


def _stories(connection: Connection, totals: Mapping[str, Counts]) -> StoryFigures:
    return StoryFigures(
        opened=totals["story"].get(("", ""), 0),
        merges={cause: totals["merge"].get((cause, ""), 0) for cause in Cause},
        moves={cause: totals["move"].get((cause, ""), 0) for cause in Cause},
        waiting=connection.scalar(select(func.count()).select_from(ungrouped)) or 0,
    )


def _standing(connection: Connection, states: Sequence[DeliveryState]) -> dict[str, Row[Any]]:
    rows = connection.execute(
        select(
            delivery.c.channel,
            func.count().label("total"),
            func.min(delivery.c.created_at).label("oldest"),
        )
        .where(delivery.c.state.in_(states))
        .group_by(delivery.c.channel)
    )
    return {row.channel: row for row in rows}


# --- counted before it goes --------------------------------------------------------------------


def keep_matches(connection: Connection, article_ids: Sequence[int]) -> None:
    _keep(connection, "match", match.c.article_id, article_ids)


def keep_attempts(connection: Connection, delivery_ids: Sequence[str]) -> None:
    _keep(connection, "attempt", delivery.c.id, delivery_ids)


def keep_digests(connection: Connection, digest_ids: Sequence[str]) -> None:
    _keep(connection, "digest", digest.c.id, digest_ids)


def keep_stories(connection: Connection, story_ids: Sequence[int]) -> None:
    _keep(connection, "story", story.c.id, story_ids)


def keep_merges(connection: Connection, steps: Sequence[int]) -> None:
    _keep(connection, "merge", story_merge.c.step, steps)


def keep_moves(connection: Connection, article_ids: Sequence[int]) -> None:
    _keep(connection, "move", story_move.c.article_id, article_ids)


def _keep(connection: Connection, noun: str, column: Column[Any], ids: Sequence[Any]) -> None:
    """Add the rows that are about to be deleted to what is remembered of their kind."""
    for some in chunks(ids):
        found = connection.execute(_ROWS[noun].where(column.in_(some))).all()
        # In one order: no two writers can wait in a circle. A count without groups may be none.
        for row in sorted(row for row in found if row.total):
            key = (tally.c.noun == noun, tally.c.name == row.name, tally.c.part == row.part)
            more = {"total": tally.c.total + row.total}
            if not connection.execute(update(tally).where(*key).values(more)).rowcount:
                values = {"noun": noun, "name": row.name, "part": row.part, "total": row.total}
                connection.execute(insert(tally).values(values))
