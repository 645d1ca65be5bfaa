"""Placing articles in stories: read, decided and written, a batch in one transaction."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from service.crash import crashpoint
from service.errors import StoreError
from service.model import (
    ArticleId,
    Cause,
    Pins,
    Placement,
    Relation,
    Signature,
    StoryId,
    StoryMerge,
)
from service.pipeline import origins, pinning, unsigned
from service.pipeline.lane import HOUR, Lane, incoming, signed
from service.pipeline.parts import Parts
from service.store import lane as rows
from service.store import matches, stories
from service.stories.group import comparison_hash, decide
from service.stories.lane import Merge
from service.stories.prepared import Prepared, Unread, prepare_all
from service.stories.window import LIKENESS, Decision, Incoming


WINDOW = timedelta(days=14)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article to place, its words read."""

    row: Row[Any]
    prepared: Prepared

    @property
    def article(self) -> ArticleId:
        return ArticleId(self.row.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one transaction did."""

    placed: int = 0
    opened: int = 0
    merges: tuple[StoryMerge, ...] = ()


async def place(parts: Parts, lane: Lane, batch: Sequence[Row[Any]], pins: Pins) -> int:
    """Place some articles, and let pins hold; give the number of those that were placed."""
    if not lane.known:
        await unsigned.sign(parts)
    await lane.catch_up(parts.store, parts.clock().timestamp() / HOUR)
    # In a thread: a tenth of a second, perhaps, and somebody may want to know how we are.
    quotes = await parts.store.read(matches.quotes, [one.id for one in batch])
    reports = await asyncio.to_thread(_prepared, batch, quotes)
    done = await parts.store.write(_place_batch, lane, reports, pins, parts.clock())
    lane.settle()
    crashpoint("group.committed")
    _say(done)
    return done.placed


def _prepared(
    batch: Sequence[Row[Any]], quotes: Mapping[ArticleId, Collection[str]]
) -> list[Report]:
    unread = [
        Unread(
            title=row.title,
            text=row.text,
            language=row.language,
            quoted=quotes.get(ArticleId(row.id), ()),
        )
        for row in batch
    ]
    read = prepare_all(unread)
    return [Report(row=row, prepared=one) for row, one in zip(batch, read, strict=True)]


def _say(done: Done) -> None:
    if done.placed:
        log.info("story.grouped", articles=done.placed, opened=done.opened)
    for one in done.merges:
        log.info(
            "story.merged", kept=one.kept, gone=one.gone, value=round(one.value, 3), why=one.why
        )


def _place_batch(
    connection: Connection, lane: Lane, reports: Sequence[Report], pins: Pins, now: datetime
) -> Done:
    """Decide and write in one transaction: that is the lane."""
    lane.begin(connection, now.timestamp() / HOUR)
    merges = pinning.apply(connection, lane, pins, now)
    left = stories.still_waiting(connection, [one.article for one in reports])
    placed = [one for one in reports if one.article in left]
    coming = [incoming(one.row, one.prepared, lane.seen) for one in placed]
    lane.window.expect(coming)
    opened = 0
    for one, new in zip(placed, coming, strict=True):
        decision, more = _place(connection, lane, one.row, new, now)
        opened += decision.story is None
        merges += more
    return Done(placed=len(placed), opened=opened, merges=tuple(merges))


def _place(
    connection: Connection, lane: Lane, row: Row[Any], new: Incoming, now: datetime
) -> tuple[Decision, list[StoryMerge]]:
    shared = comparison_hash(row.text, row.text_hash, row.content_hash)
    holders = stories.holders(connection, shared, row.publisher, now - WINDOW)
    free = [holder for holder in holders if not lane.window.are_apart(row.id, holder.article)]
    decision = decide(lane.window, new, free)
    crashpoint("group.open")
    try:
        story = stories.add_member(
            connection, _placement(new, decision), _signature(row, shared), now
        )
    except StoreError:
        lane.forget()  # its story is gone: the next try goes by what is there
        raise
    packed, opened = decision.signature, decision.story is None
    rows.sign(connection, signed(new, lane.next_step(), story, packed, opened=opened))
    merges = [_merged(one, now) for one in lane.window.keep(new, decision, story)]
    for merge in merges:
        rows.merge(connection, lane.next_step(), merge)
    if decision.relation is Relation.COPY:
        origins.settle(connection, lane, ArticleId(row.id), row, now)
    return decision, merges


def _placement(new: Incoming, decision: Decision) -> Placement:
    return Placement(
        article=ArticleId(new.report),
        story=None if decision.story is None else StoryId(decision.story),
        relation=decision.relation,
        of=None if decision.of is None else ArticleId(decision.of),
        measure=decision.measure,
        value=decision.value,
        threshold=decision.threshold,
        nearest=None if decision.nearest is None else StoryId(decision.nearest),
    )


def _signature(row: Row[Any], shared: str) -> Signature:
    return Signature(
        article=ArticleId(row.id),
        publisher=row.publisher,
        story=StoryId(0),
        text_hash=shared,
        seen_at=row.first_seen_at,
    )


def _merged(found: Merge, now: datetime) -> StoryMerge:
    return StoryMerge(
        kept=StoryId(found.kept),
        gone=StoryId(found.gone),
        why=Cause.LIKENESS,
        measure=LIKENESS,
        value=found.value,
        threshold=found.threshold,
        at=now,
    )
