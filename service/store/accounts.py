"""For what each report was told, or was counted only: what `digest show` says."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from service.model import ArticleId, DigestId, StoryId, StreamId
from service.store.schema import article_version, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of an article version in a stream, and by what that was decided."""

    stream: StreamId
    digest: DigestId | None
    """None: no digest had to mention it."""
    story: StoryId
    article: ArticleId
    version: int
    title: str
    how: str
    why: str
    """Empty for what was told before reasons were kept."""
    value: float | None
    threshold: float | None
    at: datetime


def accounts(connection: Connection, name: str, limit: int) -> tuple[Account, ...]:
    """Give what a digest, or a stream, has told and counted, the newest first."""
    rows = connection.execute(
        select(told, article_version.c.title)
        .join(
            article_version,
            (article_version.c.article_id == told.c.article_id)
            & (article_version.c.version == told.c.version),
        )
        .where((told.c.digest_id == name) | (told.c.stream_id == name))
        .order_by(told.c.told_at.desc(), told.c.story_id, told.c.article_id, told.c.version)
        .limit(limit)
    )
    return tuple(
        Account(
            stream=StreamId(row.stream_id),
            digest=None if row.digest_id is None else DigestId(row.digest_id),
            story=StoryId(row.story_id),
            article=ArticleId(row.article_id),
            version=row.version,
            title=row.title,
            how=row.how,
            why=row.why,
            value=row.value,
            threshold=row.threshold,
            at=row.told_at,
        )
        for row in rows
    )
