"""The lane in rows: signatures, merges and moves, each with its step; and what they change of stories.

Steps count on over the three tables. Whoever holds the write lock may take the next ones; whoever kept an
index repeats what came after its own last step.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from service.model import ArticleId, Cause, Relation, StoryId, StoryMerge, StoryMove
from service.store.schema import (
    signature,
    story,
    story_member,
    story_merge,
    story_move,
    told,
)


_SIGN = insert(signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What is remembered of an article that was placed, at its step."""

    step: int
    article: ArticleId
    story: StoryId
    """As it was decided then."""
    opened: bool
    """It opened that story."""
    publisher: str
    at: float | None
    """What it is dated, in hours since 1970."""
    seen: float
    """When it was placed; never goes back."""
    packed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What happened in a stretch of the lane; each list in order of its steps."""

    signed: tuple[Signed, ...]
    merges: tuple[tuple[int, StoryMerge], ...]
    moves: tuple[tuple[int, StoryMove], ...]


def last_step(connection: Connection) -> int:
    """Return the number of the last step; 0 before the first."""
    lasts = (
        connection.scalar(select(func.max(table.c.step)))
        for table in (signature, story_merge, story_move)
    )
    return max((last for last in lasts if last is not None), default=0)


def newest_seen(connection: Connection) -> float | None:
    """Return when the newest of all signed articles was placed, in hours since 1970."""
    found: float | None = connection.scalar(select(func.max(signature.c.seen)))
    return found


def steps(connection: Connection, after: int, limit: int) -> Steps:
    """Return what came after a step, the first `limit` of it at most."""
    signed = connection.execute(
        select(signature, story_member.c.publisher)
        .join(story_member, story_member.c.article_id == signature.c.article_id)
        .where(signature.c.step > after)
        .order_by(signature.c.step)
        .limit(limit)
    ).all()
    last = signed[-1].step if len(signed) == limit else None
    return Steps(
        signed=tuple(
            Signed(
                step=row.step,
                article=ArticleId(row.article_id),
                story=StoryId(row.story_id),
                opened=row.opened,
                publisher=row.publisher,
                at=row.at,
                seen=row.seen,
                packed=row.packed,
            )
            for row in signed
        ),
        merges=merges_between(connection, after, last),
        moves=_moves_between(connection, after, last),
    )


def first_step_since(connection: Connection, since: float) -> int | None:
    """Return the step at which the first article was placed since then."""
    found: int | None = connection.scalar(
        select(func.min(signature.c.step)).where(signature.c.seen >= since)
    )
    return found


def merges_between(
    connection: Connection, after: int, last: int | None
) -> tuple[tuple[int, StoryMerge], ...]:
    """Return the merges of a stretch, its last step among them; None: up to the end."""
    until = story_merge.c.step <= last if last is not None else story_merge.c.step > after
    rows = connection.execute(
        select(story_merge).where(story_merge.c.step > after, until).order_by(story_merge.c.step)
    )
    return tuple((row.step, merge_from(row)) for row in rows)


def _moves_between(
    connection: Connection, after: int, last: int | None
) -> tuple[tuple[int, StoryMove], ...]:
    until = story_move.c.step <= last if last is not None else story_move.c.step > after
    rows = connection.execute(
        select(story_move).where(story_move.c.step > after, until).order_by(story_move.c.step)
    )
    return tuple((row.step, move_from(row)) for row in rows)


def merge_from(row: Row[Any]) -> StoryMerge:
    return StoryMerge(
        kept=StoryId(row.kept),
        gone=StoryId(row.gone),
        why=Cause(row.why),
        measure=row.measure,
        value=row.value,
        threshold=row.threshold,
        at=row.at,
    )


def move_from(row: Row[Any]) -> StoryMove:
    return StoryMove(
        article=ArticleId(row.article_id),
        left=StoryId(row.from_story),
        joined=StoryId(row.to_story),
        was=Relation(row.was),
        now=Relation(row.now),
        opened=row.opened,
        why=Cause(row.why),
        at=row.at,
    )


# --- what is done ------------------------------------------------------------------------------


def sign(connection: Connection, one: Signed) -> None:
    connection.execute(
        _SIGN,
        {
            "step": one.step,
            "article_id": one.article,
            "story_id": one.story,
            "opened": one.opened,
            "at": one.at,
            "seen": one.seen,
            "packed": one.packed,
        },
    )


def merge(connection: Connection, step: int, found: StoryMerge) -> None:
    """Let one story take the other's reports, and what was told of it; the other points to it."""
    here, gone = story_member.c.story_id == found.gone, {"story_id": found.kept}
    first = here & (story_member.c.relation == Relation.FIRST)
    connection.execute(update(story_member).where(first).values(relation=Relation.REPORT))
    connection.execute(update(story_member).where(here).values(gone))
    connection.execute(update(told).where(told.c.story_id == found.gone).values(gone))
    pointing = or_(story.c.id == found.gone, story.c.merged_into == found.gone)
    connection.execute(update(story).where(pointing).values(merged_into=found.kept))
    connection.execute(update(story).where(story.c.id == found.kept).values(last_at=found.at))
    connection.execute(
        insert(story_merge).values(
            step=step,
            kept=found.kept,
            gone=found.gone,
            why=found.why,
            measure=found.measure,
            value=found.value,
            threshold=found.threshold,
            at=found.at,
        )
    )


def move(connection: Connection, step: int, found: StoryMove, of: ArticleId | None) -> None:
    """Give a report another place, with what was told of it. `of`: what it copies or updates there."""
    mine = story_member.c.article_id == found.article
    place = {"story_id": found.joined, "relation": found.now, "of_article": of}
    connection.execute(update(story_member).where(mine).values(place))
    if found.left != found.joined:
        joined = {"story_id": found.joined}
        connection.execute(update(told).where(told.c.article_id == found.article).values(joined))
    connection.execute(
        insert(story_move).values(
            step=step,
            article_id=found.article,
            from_story=found.left,
            to_story=found.joined,
            opened=found.opened,
            was=found.was,
            now=found.now,
            why=found.why,
            at=found.at,
        )
    )


def follow_origin(connection: Connection, before: ArticleId, origin: ArticleId) -> None:
    """Let the copies of one text name another article as the one that they copy."""
    connection.execute(
        update(story_member)
        .where(
            story_member.c.story_id
            == select(story_member.c.story_id)
            .where(story_member.c.article_id == before)
            .scalar_subquery(),
            story_member.c.of_article == before,
            story_member.c.relation == Relation.COPY,
        )
        .values(of_article=origin)
    )
