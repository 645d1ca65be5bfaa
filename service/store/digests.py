"""Digests, and what each stream was told by them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    delete,
    exists,
    func,
    insert,
    select,
)

from service.model import ArticleId, DigestId, Rendered, SlotId, StoryId, StreamId, Tier
from service.store import stories
from service.store.rows import among, chunks, insert_all
from service.store.schema import digest, match, story_member, stream_scope, told, untold


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A digest as a list shows it."""

    id: DigestId
    stream: StreamId
    composed_at: datetime
    subject: str
    stories: int


# --- what a stream has and has not been told ---------------------------------------------------


WAITING = (match.c.article_id == untold.c.article_id) & (match.c.version == untold.c.version)
IN_SCOPE = (
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
        .join(match, WAITING)
        .join(stream_scope, IN_SCOPE)
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


def listed(connection: Connection, limit: int, stream_id: str | None) -> tuple[Listed, ...]:
    """Return digests, of one stream or of all, the newest first."""
    columns = (digest.c.stream_id, digest.c.composed_at, digest.c.subject, digest.c.stories)
    wanted = select(digest.c.id, *columns).order_by(digest.c.composed_at.desc(), digest.c.id)
    if stream_id is not None:
        wanted = wanted.where(digest.c.stream_id == stream_id)
    return tuple(
        Listed(
            id=DigestId(row.id),
            stream=StreamId(row.stream_id),
            composed_at=row.composed_at,
            subject=row.subject,
            stories=row.stories,
        )
        for row in connection.execute(wanted.limit(limit))
    )


def last_spoke(connection: Connection, stream_id: StreamId) -> datetime | None:
    """Return when the stream's last digest was composed: coverage goes on from there."""
    last: datetime | None = connection.execute(
        select(func.max(digest.c.composed_at)).where(digest.c.stream_id == stream_id)
    ).scalar_one()
    return last
