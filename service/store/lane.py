"""The lane in rows: signatures, merges and moves, each with its step; and what they change of stories.

Steps count on over the three tables. Whoever holds the write lock may take the next ones; whoever kept an
index repeats what came after its own last step.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, update

from service.model import ArticleId, Cause, Relation, StoryId, StoryMerge, StoryMove
from service.store import joined, stories
from service.store.schema import (
    article,
    article_version,
    signature,
    source,
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
    moved: tuple[Signed, ...]
    """Reports that left their stories, each with its new one and the step at which it moved."""

    @property
    def last(self) -> int | None:
        """The last of them all; None: nothing happened."""
        steps = (one.step for one in (*self.signed, *self.moved))
        return max((*steps, *(step for step, _ in self.merges)), default=None)


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


def date_back(connection: Connection, now: float) -> int:
    """Let nothing be placed later than now; give the number of rows that were."""
    later = update(signature).where(signature.c.seen > now).values(seen=now)
    return connection.execute(later).rowcount


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
        signed=tuple(_signed(row, row.step, row.story_id, opened=row.opened) for row in signed),
        merges=_merges(connection, after, last),
        moved=_moved(connection, after, last),
    )


def _signed(row: Row[*tuple[Any, ...]], step: int, story_id: int, *, opened: bool) -> Signed:
    return Signed(
        step=step,
        article=ArticleId(row.article_id),
        story=StoryId(story_id),
        opened=opened,
        publisher=row.publisher,
        at=row.at,
        seen=row.seen,
        packed=row.packed,
    )


def signed(connection: Connection, article_id: ArticleId) -> Signed | None:
    """Return what is remembered of an article; None if it is forgotten."""
    row = connection.execute(
        select(signature, story_member.c.publisher)
        .join(story_member, story_member.c.article_id == signature.c.article_id)
        .where(signature.c.article_id == article_id)
    ).one_or_none()
    return None if row is None else _signed(row, row.step, row.story_id, opened=row.opened)


def unsigned(
    connection: Connection, since: datetime, after: ArticleId, limit: int
) -> tuple[Row[Any], ...]:
    """Return what was placed since then, if no step was ever taken: by a state that knew of no lane.

    Rows have `stories.REPORT`, story_id, relation and placed_at.
    """
    if last_step(connection):
        return ()
    mine = story_member.c
    return tuple(
        connection.execute(
            select(*stories.REPORT, mine.story_id, mine.relation, mine.placed_at)
            .join(story_member, mine.article_id == article.c.id)
            .join(source, source.c.id == article.c.source_id)
            .join(article_version, stories.NEWEST)
            .where(mine.placed_at >= since, mine.article_id > after)
            .order_by(mine.article_id)
            .limit(limit)
        )
    )


def first_step_since(connection: Connection, since: float) -> int | None:
    """Return the step at which the first article was placed since then."""
    found: int | None = connection.scalar(
        select(func.min(signature.c.step)).where(signature.c.seen >= since)
    )
    return found


def _merges(
    connection: Connection, after: int, last: int | None
) -> tuple[tuple[int, StoryMerge], ...]:
    rows = connection.execute(
        select(story_merge)
        .where(_between(story_merge.c.step, after, last))
        .order_by(story_merge.c.step)
    )
    return tuple((row.step, merge_from(row)) for row in rows)


def _moved(connection: Connection, after: int, last: int | None) -> tuple[Signed, ...]:
    rows = connection.execute(
        select(
            signature.c.article_id,
            signature.c.at,
            signature.c.seen,
            signature.c.packed,
            story_member.c.publisher,
            story_move.c.step.label("moved"),
            story_move.c.to_story,
            story_move.c.opened,
        )
        .select_from(story_move)
        .join(signature, signature.c.article_id == story_move.c.article_id)
        .join(story_member, story_member.c.article_id == story_move.c.article_id)
        .where(_between(story_move.c.step, after, last))
        .where(story_move.c.from_story != story_move.c.to_story)
        .order_by(story_move.c.step)
    )
    return tuple(_signed(row, row.moved, row.to_story, opened=row.opened) for row in rows)


def _between(step: ColumnElement[int], after: int, last: int | None) -> ColumnElement[bool]:
    """Ask for a stretch, its last step among it; None: up to the end."""
    return step > after if last is None else and_(step > after, step <= last)


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
    joined.note(connection, step, found)
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
        there = {"story_id": found.joined}
        connection.execute(update(told).where(told.c.article_id == found.article).values(there))
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
