"""Merges of stories that a stream was told of apart: each waits to be mentioned to it, once."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select

from service.model import ArticleId, Former, Joined, StoryId, StoryMerge, StreamId
from service.store import stories
from service.store.schema import article, article_version, told, untold_merge


def note(connection: Connection, step: int, found: StoryMerge) -> None:
    """Let a merge wait in every stream that was told of both; before `told` follows it."""
    rows = connection.execute(
        select(told.c.stream_id, told.c.story_id, told.c.article_id)
        .where(told.c.story_id.in_((found.kept, found.gone)), told.c.how != "merged")
        .order_by(told.c.told_at, told.c.article_id)
    ).all()
    first: dict[tuple[str, int], int] = {}
    for row in rows:
        first.setdefault((row.stream_id, row.story_id), row.article_id)
    both = [
        {
            "stream_id": stream,
            "step": step,
            "kept_article": named,
            "gone_article": first[stream, found.gone],
        }
        for (stream, story), named in first.items()
        if story == found.kept and (stream, found.gone) in first
    ]
    if both:
        connection.execute(insert(untold_merge), both)


def waiting(
    connection: Connection, stream_id: StreamId
) -> tuple[tuple[int, ...], tuple[Joined, ...]]:
    """Return the steps of what waits, and what of it holds: what was parted since is one no more."""
    rows = connection.execute(
        select(untold_merge)
        .where(untold_merge.c.stream_id == stream_id)
        .order_by(untold_merge.c.step)
    ).all()
    if not rows:
        return (), ()
    pairs = [(ArticleId(row.kept_article), ArticleId(row.gone_article)) for row in rows]
    where = stories.places(connection, {one for pair in pairs for one in pair})
    groups: dict[StoryId, dict[ArticleId, None]] = {}
    for pair in pairs:
        found = {where[one].story for one in pair}
        if len(found) == 1:
            groups.setdefault(found.pop(), {}).update(dict.fromkeys(pair))
    names = _as_told(connection, stream_id, where)
    return tuple(row.step for row in rows), tuple(
        Joined(story=story, formers=tuple(names[one] for one in group))
        for story, group in groups.items()
    )


def _as_told(
    connection: Connection, stream_id: StreamId, wanted: Iterable[ArticleId]
) -> dict[ArticleId, Former]:
    """Name articles by the last of their versions that the stream was told."""
    rows = connection.execute(
        select(told.c.article_id, article_version.c.title, article.c.url)
        .join(article, article.c.id == told.c.article_id)
        .join(
            article_version,
            (article_version.c.article_id == told.c.article_id)
            & (article_version.c.version == told.c.version),
        )
        .where(told.c.stream_id == stream_id, told.c.article_id.in_(list(wanted)))
        .order_by(told.c.version)
    )
    return {
        ArticleId(row.article_id): Former(
            article=ArticleId(row.article_id), headline=row.title, url=row.url
        )
        for row in rows
    }


def mentioned(connection: Connection, stream_id: StreamId, steps: Sequence[int]) -> None:
    """Let these wait no longer."""
    if steps:
        connection.execute(
            delete(untold_merge).where(
                untold_merge.c.stream_id == stream_id, untold_merge.c.step.in_(steps)
            )
        )
