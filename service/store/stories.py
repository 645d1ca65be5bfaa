"""Stories: which articles belong to each, and the recorded reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, insert, select, update

from service.model import (
    ArticleId,
    Placement,
    Relation,
    Signature,
    StoryId,
)
from service.store.rows import chunks
from service.store.schema import article, article_version, story, story_member, ungrouped


# Built once: they run for every article, and building one takes as long as running it.
_HOLDERS = (
    select(story_member)
    .where(
        story_member.c.text_hash == bindparam("text"), story_member.c.seen_at >= bindparam("since")
    )
    .order_by(story_member.c.article_id)
)
_OPEN, _JOIN = insert(story), insert(story_member)
_RENEW = update(story).where(story.c.id == bindparam("renewed"))
_LEAVE = delete(ungrouped).where(ungrouped.c.article_id == bindparam("placed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article in its story."""

    article: ArticleId
    story: StoryId
    relation: Relation
    of: ArticleId | None


def await_grouping(connection: Connection, matched: Sequence[ArticleId]) -> None:
    """Let these articles wait for their story, unless they have one."""
    for part in chunks(matched):
        connection.execute(
            insert(ungrouped).from_select(
                ["article_id"],
                select(article.c.id).where(
                    article.c.id.in_(part),
                    ~exists().where(story_member.c.article_id == article.c.id),
                    ~exists().where(ungrouped.c.article_id == article.c.id),
                ),
            )
        )


def waiting(connection: Connection, limit: int) -> tuple[Row[Any], ...]:
    """Return articles that matched and belong to no story yet, in order of arrival.

    Rows have id, source_id, publisher, url, first_seen_at, and of the newest version title, text, language,
    outlet, wire, published, text_hash, content_hash.
    """
    return tuple(
        connection.execute(
            select(
                article.c.id,
                article.c.source_id,
                article.c.publisher,
                article.c.first_seen_at,
                article.c.url,
                article_version.c.title,
                article_version.c.text,
                article_version.c.language,
                article_version.c.outlet,
                article_version.c.wire,
                article_version.c.published,
                article_version.c.text_hash,
                article_version.c.content_hash,
            )
            .join(ungrouped, ungrouped.c.article_id == article.c.id)
            .join(
                article_version,
                (article_version.c.article_id == article.c.id)
                & (article_version.c.version == article.c.version),
            )
            .order_by(ungrouped.c.article_id)
            .limit(limit)
        )
    )


def holders(connection: Connection, text_hash: str, since: datetime) -> tuple[Signature, ...]:
    """Return placed articles that hold this text, earliest first."""
    rows = connection.execute(_HOLDERS, {"text": text_hash, "since": since})
    return tuple(
        Signature(
            article=ArticleId(row.article_id),
            publisher=row.publisher,
            story=StoryId(row.story_id),
            text_hash=row.text_hash,
            seen_at=row.seen_at,
            relation=Relation(row.relation),
        )
        for row in rows
    )


def add_member(
    connection: Connection, placement: Placement, signature: Signature, now: datetime
) -> StoryId:
    """Record a placement; opens a story where it names none. `signature.story` is not read."""
    if placement.story is None:
        story_id = _open(connection, now)
    else:
        story_id = placement.story
        connection.execute(_RENEW, {"renewed": story_id, "last_at": now})
    connection.execute(_LEAVE, {"placed": placement.article})
    connection.execute(
        _JOIN,
        {
            "article_id": placement.article,
            "story_id": story_id,
            "publisher": signature.publisher,
            "relation": placement.relation,
            "of_article": placement.of,
            "measure": placement.measure,
            "value": placement.value,
            "threshold": placement.threshold,
            "nearest": placement.nearest,
            "text_hash": signature.text_hash,
            "seen_at": signature.seen_at,
            "placed_at": now,
        },
    )
    return StoryId(story_id)


def members(connection: Connection, story_ids: Sequence[StoryId]) -> tuple[Member, ...]:
    found: list[Member] = []
    for part in chunks(story_ids):
        rows = connection.execute(
            select(story_member)
            .where(story_member.c.story_id.in_(part))
            .order_by(story_member.c.article_id)
        )
        found.extend(
            Member(
                article=ArticleId(row.article_id),
                story=StoryId(row.story_id),
                relation=Relation(row.relation),
                of=None if row.of_article is None else ArticleId(row.of_article),
            )
            for row in rows
        )
    return tuple(found)


def _open(connection: Connection, now: datetime) -> StoryId:
    created = connection.execute(_OPEN, {"opened_at": now, "last_at": now})
    assert created.inserted_primary_key is not None
    return StoryId(created.inserted_primary_key[0])
