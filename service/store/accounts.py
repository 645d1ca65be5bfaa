"""For what each report was told, or was counted only: what `digest show` and `article show` say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from service.model import ArticleId, DigestId, Relation, StoryId, StreamId
from service.store.schema import (
    article,
    article_version,
    digest,
    source,
    story_member,
    stream,
    told,
    untold,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of an article version in a stream, and by what that was decided."""

    stream: StreamId
    digest: DigestId | None
    """None: no digest had to mention it."""
    story: StoryId
    article: ArticleId
    version: int
    outlet: str
    """The source's title, where no outlet is printed."""
    title: str
    copy_of: ArticleId | None
    """Whose text it carries, where it carries another's."""
    how: str
    why: str
    """Empty for what was told before reasons were kept."""
    value: float | None
    threshold: float | None
    at: datetime


def accounts(connection: Connection, name: str, limit: int) -> tuple[Account, ...]:
    """Give what a digest, or a stream, has told and counted, the newest first."""
    rows = connection.execute(
        _ACCOUNTS.where((told.c.digest_id == name) | (told.c.stream_id == name))
        .order_by(told.c.told_at.desc(), told.c.story_id, told.c.article_id, told.c.version)
        .limit(limit)
    )
    return tuple(map(_account, rows))


def of_article(connection: Connection, number: ArticleId) -> tuple[Account, ...]:
    """Give what became of an article in each stream, the oldest first."""
    rows = connection.execute(
        _ACCOUNTS.where(told.c.article_id == number).order_by(
            told.c.told_at, told.c.stream_id, told.c.version
        )
    )
    return tuple(map(_account, rows))


def waiting(connection: Connection, number: ArticleId) -> tuple[StreamId, ...]:
    """Name the streams that are to be told of an article."""
    asked = select(untold.c.stream_id).where(untold.c.article_id == number).distinct()
    return tuple(map(StreamId, connection.scalars(asked.order_by(untold.c.stream_id))))


def is_known(connection: Connection, name: str) -> bool:
    """Tell whether a digest or a stream has this id."""
    found = (select(one.c.id).where(one.c.id == name) for one in (digest, stream))
    return any(connection.scalar(one) is not None for one in found)


def streams(connection: Connection) -> tuple[str, ...]:
    return tuple(connection.scalars(select(stream.c.id).order_by(stream.c.id)))


_ACCOUNTS: Select[Any] = (
    select(
        told,
        *(article_version.c.title, article_version.c.outlet, source.c.title.label("source_title")),
        *(story_member.c.relation, story_member.c.of_article),
    )
    .join(article, article.c.id == told.c.article_id)
    .join(source, source.c.id == article.c.source_id)
    .join(
        article_version,
        (article_version.c.article_id == told.c.article_id)
        & (article_version.c.version == told.c.version),
    )
    .outerjoin(story_member, story_member.c.article_id == told.c.article_id)
)


def _account(row: Row[Any]) -> Account:
    return Account(
        stream=StreamId(row.stream_id),
        digest=None if row.digest_id is None else DigestId(row.digest_id),
        story=StoryId(row.story_id),
        article=ArticleId(row.article_id),
        version=row.version,
        outlet=row.outlet or row.source_title,
        title=row.title,
        copy_of=ArticleId(row.of_article) if row.relation == Relation.COPY else None,
        how=row.how,
        why=row.why,
        value=row.value,
        threshold=row.threshold,
        at=row.told_at,
    )
