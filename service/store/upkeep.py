"""What the database need not keep any longer, and what keeps it in good order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    delete,
    exists,
    func,
    or_,
    select,
)

from service.model import DeliveryState
from service.store import figures, notices
from service.store.rows import among, chunks
from service.store.schema import (
    article,
    article_version,
    attempt,
    delivery,
    digest,
    entry,
    match,
    missing_page,
    page,
    poll,
    signature,
    slot,
    story,
    story_member,
    story_merge,
    story_move,
    told,
    undecided,
    ungrouped,
    untold,
    untold_merge,
)


BATCH = 500
POLLS = timedelta(days=90)
"""How long it is kept how each poll went, and what was told to operators."""
SIGNATURES = timedelta(days=30)
"""Longer than a story can live (14 days), after which another begins that it may be compared with."""


_NEWEST = select(func.max(signature.c.step)).scalar_subquery()
_NEWLY_MERGED = select(story_merge.c.kept).where(story_merge.c.step > _NEWEST)
_BEARS_NEWEST = (
    exists().where(signature.c.article_id == article.c.id, signature.c.step == _NEWEST),
    exists().where(story_move.c.article_id == article.c.id, story_move.c.step > _NEWEST),
    exists().where(
        story_member.c.article_id == article.c.id, story_member.c.story_id.in_(_NEWLY_MERGED)
    ),
)
"""The newest signature stays, and what moved or merged since, with their articles: steps are counted on from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """How long things are kept; see `retention` in `config.yaml`."""

    articles: timedelta
    pages: timedelta
    seen: timedelta
    dead_letters: timedelta


def prune(connection: Connection, keep: Keep, now: datetime) -> Mapping[str, int]:
    """Delete one batch of what is past its time; give the numbers by table.

    Call it until nothing is deleted: a short transaction never holds others up for long. An
    article stays as long as it waits to be told, or a source still serves it, or was seen to within
    `seen`; else it would be lost, or come back as new.
    """
    return {
        "page": _delete_pages(connection, now - keep.pages),
        "entry": _delete_entries(connection, now - max(keep.seen, keep.articles)),
        "article": _delete_articles(connection, now - keep.articles),
        "delivery": _delete_deliveries(connection, now - keep.dead_letters),
        "digest": _delete_digests(connection, now - keep.articles),
        "notice": notices.prune(connection, now - POLLS, BATCH),
        "slot": _delete_silent_slots(connection, now - POLLS),
        "poll": _delete_by_id(
            connection, poll, select(poll.c.id).where(poll.c.finished_at < now - POLLS)
        ),
        "missing_page": _delete_by_id(
            connection,
            missing_page,
            select(missing_page.c.id).where(missing_page.c.given_up_at < now - POLLS),
        ),
        "signature": _delete_signatures(connection, (now - SIGNATURES).timestamp() / 3600),
    }


def _delete_by_id(connection: Connection, table: Table, wanted: Select[Any]) -> int:
    ids = connection.scalars(wanted.limit(BATCH)).all()
    connection.execute(delete(table).where(table.c.id.in_(ids)))
    return len(ids)


def _delete_pages(connection: Connection, before: datetime) -> int:
    return _delete_by_key(
        connection, page, (page.c.article_id, page.c.version), page.c.fetched_at < before
    )


def _delete_entries(connection: Connection, before: datetime) -> int:
    return _delete_by_key(
        connection, entry, (entry.c.source_id, entry.c.key), entry.c.last_seen_at < before
    )


def _delete_by_key(
    connection: Connection,
    table: Table,
    key: Sequence[ColumnElement[Any]],
    condition: ColumnElement[bool],
) -> int:
    keys = [tuple(row) for row in connection.execute(select(*key).where(condition).limit(BATCH))]
    for part in chunks(keys, 250):
        connection.execute(delete(table).where(among(key, part)))
    return len(keys)


def _delete_articles(connection: Connection, before: datetime) -> int:
    ids = connection.scalars(
        select(article.c.id)
        .where(
            article.c.first_seen_at < before,
            ~exists().where(entry.c.article_id == article.c.id),
            ~exists().where(untold.c.article_id == article.c.id),
            ~exists().where(ungrouped.c.article_id == article.c.id),
            ~or_(*_BEARS_NEWEST),
        )
        .limit(BATCH)
    ).all()
    stories = connection.scalars(
        select(story_member.c.story_id).where(story_member.c.article_id.in_(ids)).distinct()
    ).all()
    figures.keep_matches(connection, ids)
    figures.keep_moves(connection, ids)
    for table in (
        page,
        match,
        undecided,
        told,
        untold,
        story_member,
        signature,
        story_move,
        ungrouped,
        article_version,
    ):
        connection.execute(delete(table).where(table.c.article_id.in_(ids)))
    named = (untold_merge.c.kept_article, untold_merge.c.gone_article)
    connection.execute(delete(untold_merge).where(or_(*(one.in_(ids) for one in named))))
    connection.execute(delete(article).where(article.c.id.in_(ids)))
    _delete_stories(connection, stories)
    return len(ids)


def _delete_stories(connection: Connection, ids: Sequence[int]) -> None:
    """Delete those of these that are empty, with those that became one with them."""
    empty = connection.scalars(
        select(story.c.id).where(
            story.c.id.in_(ids), ~exists().where(story_member.c.story_id == story.c.id)
        )
    ).all()
    gone = connection.scalars(
        select(story.c.id).where(or_(story.c.id.in_(empty), story.c.merged_into.in_(empty)))
    ).all()
    steps = connection.scalars(
        select(story_merge.c.step).where(story_merge.c.kept.in_(gone))
    ).all()
    figures.keep_merges(connection, steps)
    figures.keep_stories(connection, gone)
    connection.execute(delete(story_merge).where(story_merge.c.step.in_(steps)))
    connection.execute(delete(story).where(story.c.id.in_(gone)))


def _delete_signatures(connection: Connection, before: float) -> int:
    """Delete what the lane needs no longer."""
    steps = connection.scalars(
        select(signature.c.step)
        .where(signature.c.seen < before, signature.c.step < _NEWEST)
        .limit(BATCH)
    ).all()
    connection.execute(delete(signature).where(signature.c.step.in_(steps)))
    return len(steps)


def _delete_deliveries(connection: Connection, before: datetime) -> int:
    ids = connection.scalars(
        select(delivery.c.id)
        .where(
            delivery.c.state.in_((DeliveryState.SENT, DeliveryState.DEAD)),
            delivery.c.finished_at < before,
        )
        .limit(BATCH)
    ).all()
    figures.keep_attempts(connection, ids)
    connection.execute(delete(attempt).where(attempt.c.delivery_id.in_(ids)))
    connection.execute(delete(delivery).where(delivery.c.id.in_(ids)))
    return len(ids)


def _delete_silent_slots(connection: Connection, before: datetime) -> int:
    """Delete slots that passed in silence, with those that merged into them."""
    ids = connection.scalars(
        select(slot.c.id)
        .where(slot.c.state == "done", slot.c.digest_id.is_(None), slot.c.due_at < before)
        .limit(BATCH)
    ).all()
    connection.execute(delete(slot).where(or_(slot.c.id.in_(ids), slot.c.merged_into.in_(ids))))
    return len(ids)


def _delete_digests(connection: Connection, before: datetime) -> int:
    """Delete digests of which nothing is told or on its way any more, and their slots.

    The newest of each stream stays: coverage goes on from it.
    """
    newest = select(func.max(digest.c.composed_at)).group_by(digest.c.stream_id)
    rows = connection.execute(
        select(digest.c.id, digest.c.slot_id)
        .where(
            digest.c.composed_at < before,
            digest.c.composed_at.not_in(newest),
            ~exists().where(told.c.digest_id == digest.c.id),
            ~exists().where(delivery.c.digest_id == digest.c.id),
        )
        .limit(BATCH)
    ).all()
    figures.keep_digests(connection, [row.id for row in rows])
    for part in chunks(rows):
        connection.execute(delete(digest).where(digest.c.id.in_([row.id for row in part])))
        slots = [row.slot_id for row in part]
        connection.execute(
            delete(slot).where(or_(slot.c.id.in_(slots), slot.c.merged_into.in_(slots)))
        )
    return len(rows)
