"""What happened to stories, as people ask for it: who was first, who carried it, what became one, what was told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from service.model import (
    ArticleId,
    DigestId,
    Published,
    Relation,
    StoryId,
    StoryMerge,
    StoryMove,
    StreamId,
)
from service.store.lane import merge_from, move_from
from service.store.rows import chunks, grouped, load_published
from service.store.schema import (
    article,
    article_version,
    source,
    story,
    story_member,
    story_merge,
    story_move,
    told,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A report in its story, by its newest version, with the decision that brought it there."""

    article: ArticleId
    story: StoryId
    relation: Relation
    of: ArticleId | None
    measure: str
    value: float
    threshold: float
    nearest: StoryId | None
    outlet: str
    """The source's title, where no outlet is printed."""
    wire: str | None
    title: str
    text: str
    language: str | None
    url: str | None
    published: Published | None
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one stream did with some reports of a story at one moment."""

    stream: StreamId
    digest: DigestId | None
    how: str
    """`told`, `merged` (counted, not told), `elsewhere` (another stream tells these readers)."""
    at: datetime
    reports: int
    """That carry no other's text."""
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All that happened to a story."""

    story: StoryId
    entries: tuple[Entry, ...]
    """In order of sight."""
    merges: tuple[StoryMerge, ...] = ()
    moves: tuple[StoryMove, ...] = ()
    told: tuple[Telling, ...] = ()


def recent(connection: Connection, limit: int) -> tuple[Timeline, ...]:
    """Return stories with their reports, those first that last had a report or took another one in."""
    ids = connection.scalars(
        select(story.c.id)
        .where(story.c.merged_into.is_(None))
        .order_by(story.c.last_at.desc(), story.c.id.desc())
        .limit(limit)
    ).all()
    found = grouped(entries(connection, story_member.c.story_id, ids), "story")
    return tuple(
        Timeline(story=StoryId(one), entries=tuple(found[one])) for one in ids if one in found
    )


def timeline(connection: Connection, wanted: StoryId) -> Timeline | None:
    """Return a story, or the one that it became; None where there is none."""
    row = connection.execute(select(story).where(story.c.id == wanted)).one_or_none()
    if row is None:
        return None
    kept = StoryId(row.merged_into or row.id)
    found = entries(connection, story_member.c.story_id, [kept])
    return Timeline(
        story=kept,
        entries=found,
        merges=merges(connection, [kept]),
        moves=moves(connection, [kept], [one.article for one in found]),
        told=_tellings(connection, kept),
    )


def entries(connection: Connection, column: Any, wanted: Collection[int]) -> tuple[Entry, ...]:
    """Return reports by their article or story, in order of sight."""
    found = [
        _entry(row)
        for part in chunks(list(wanted))
        for row in connection.execute(_ENTRIES.where(column.in_(part)))
    ]
    return tuple(sorted(found, key=lambda one: (one.seen_at, one.article)))


_ENTRIES: Select[Any] = (
    select(
        story_member,
        article_version.c.title,
        article_version.c.text,
        article_version.c.language,
        article_version.c.outlet,
        article_version.c.wire,
        article_version.c.published,
        article.c.url,
        source.c.title.label("source_title"),
    )
    .join(article, article.c.id == story_member.c.article_id)
    .join(source, source.c.id == article.c.source_id)
    .join(
        article_version,
        (article_version.c.article_id == article.c.id)
        & (article_version.c.version == article.c.version),
    )
)


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        article=ArticleId(row.article_id),
        story=StoryId(row.story_id),
        relation=Relation(row.relation),
        of=None if row.of_article is None else ArticleId(row.of_article),
        measure=row.measure,
        value=row.value,
        threshold=row.threshold,
        nearest=None if row.nearest is None else StoryId(row.nearest),
        outlet=row.outlet or row.source_title,
        wire=row.wire,
        title=row.title,
        text=row.text,
        language=row.language,
        url=row.url,
        published=load_published(row.published),
        seen_at=row.seen_at,
    )


def merges(connection: Connection, ids: Sequence[StoryId]) -> tuple[StoryMerge, ...]:
    """Return the merges that led to these stories, also by way of others."""
    known, rows = set(ids), dict[int, StoryMerge]()
    asked = set(ids)
    while asked:
        found = connection.execute(
            select(story_merge).where(
                or_(story_merge.c.kept.in_(asked), story_merge.c.gone.in_(asked))
            )
        ).all()
        rows.update({row.step: merge_from(row) for row in found})
        asked = {StoryId(row.gone) for row in found} - known
        known |= asked
    return tuple(rows[step] for step in sorted(rows))


def moves(
    connection: Connection, ids: Sequence[StoryId], articles: Sequence[ArticleId]
) -> tuple[StoryMove, ...]:
    """Return what these reports went through, and who left these stories."""
    rows = connection.execute(
        select(story_move)
        .where(
            or_(
                story_move.c.article_id.in_(articles),
                story_move.c.from_story.in_(ids),
                story_move.c.to_story.in_(ids),
            )
        )
        .order_by(story_move.c.step)
    )
    return tuple(map(move_from, rows))


def _tellings(connection: Connection, wanted: StoryId) -> tuple[Telling, ...]:
    columns = (told.c.stream_id, told.c.digest_id, told.c.how, told.c.told_at)
    copies = func.count().filter(story_member.c.relation == Relation.COPY)
    rows = connection.execute(
        select(*columns, func.count().label("all"), copies.label("copies"))
        .outerjoin(story_member, story_member.c.article_id == told.c.article_id)
        .where(told.c.story_id == wanted)
        .group_by(*columns)
        .order_by(told.c.told_at, told.c.stream_id, told.c.how)
    )
    return tuple(
        Telling(
            stream=StreamId(row.stream_id),
            digest=None if row.digest_id is None else DigestId(row.digest_id),
            how=row.how,
            at=row.told_at,
            reports=row.all - row.copies,
            copies=row.copies,
        )
        for row in rows
    )
