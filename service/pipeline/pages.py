"""The pages that entries wait for: fetched, read, matched and stored in a go of their own."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from service.articles.arrivals import Plan
from service.crash import crashpoint
from service.http import redact_url
from service.model import (
    Collected,
    Document,
)
from service.pipeline import paging
from service.pipeline.collecting import Batch
from service.pipeline.deciding import Arrivals, matched, planned_of
from service.pipeline.parts import Configuration, Parts, Watched
from service.pipeline.reading import Item, Readings, candidates
from service.store import ingest, unread
from service.store.missing import MissingPage
from service.store.sources import SourceState
from service.store.unread import Waiting


log = structlog.get_logger()

PutOff = tuple[Waiting, bool]
"""An entry that waits for its page, and whether it is new."""


def put_off(
    batch: Batch, readings: Readings, planned: Plan, quiet: frozenset[int]
) -> tuple[Plan, tuple[PutOff, ...]]:
    """Take out what is told and wants its page first; with each, whether it is new."""
    source, stay, waiting = batch.watched.source, [], []
    for step in planned.arrivals:
        item = readings.items[step.index]
        if step.index in quiet or not paging.wants_page(item.entry, source, batch.watched):
            stay.append(step)
            continue
        one = Waiting(
            fingerprint=item.seen_as,
            document=item.document.name,
            entry=item.entry,
            hints=item.hints,
            shared=item.shared,
        )
        waiting.append((one, step.known is None))
    return replace(planned, arrivals=tuple(stay)), tuple(waiting)


def nothing_new(watched: Watched, state: SourceState, started: datetime) -> Batch:
    return Batch(
        state=state,
        watched=watched,
        collected=Collected(),
        started_at=started,
        parsed=(),
        unreadable=(),
    )


async def ingest_pages(parts: Parts, configuration: Configuration, batch: Batch) -> bool:
    """Fetch and read some of the pages that entries wait for, and store them; true if one matched."""
    state, now = batch.state, batch.started_at
    waiting = await parts.store.read(unread.due, state.id, now, paging.AT_ONCE)
    fetched = await paging.fetch(parts, batch.watched, waiting, now)
    crashpoint("fetch.body_complete")
    read_items = await paging.read_pages(parts, configuration.rules, fetched, parts.clock())
    crashpoint("read.finished")
    readings = await _readings_of(batch, read_items)
    planned, _ = await planned_of(parts, batch, readings)
    arrivals, elsewhere = await matched(
        parts, configuration, batch, readings, planned, frozenset()
    )
    later = _later(fetched, arrivals, parts.clock())
    kept_back = {f"as:{fingerprint}" for fingerprint, _, _ in later}
    arrivals = tuple(one for one in arrivals if kept_back.isdisjoint(one[0].keys))
    await parts.store.write(
        ingest.commit_pages,
        ingest.Pages(
            state=state,
            now=parts.clock(),
            rule_set=configuration.rule_set,
            arrivals=arrivals,
            learned=(*planned.learned, *elsewhere),
            done=tuple(
                one.waiting.fingerprint
                for one in fetched
                if f"as:{one.waiting.fingerprint}" not in kept_back
            ),
            later=later,
            missing=_missing(read_items, kept_back),
        ),
    )
    crashpoint("ingest.committed")
    _report_pages(batch, fetched, arrivals)
    return any(found for _, found in arrivals)


async def _readings_of(batch: Batch, read_items: Sequence[paging.Read]) -> Readings:
    found = [
        (
            Item(
                entry=one.fetched.waiting.entry,
                document=Document(name=one.fetched.waiting.document, body=b""),
                hints=one.fetched.waiting.hints,
                seen_as=one.fetched.waiting.fingerprint,
                shared=one.fetched.waiting.shared,
                page=one.fetched.page,
            ),
            one.reading,
        )
        for one in read_items
        if one.reading is not None
    ]
    return Readings(
        items=tuple(item for item, _ in found),
        readings=tuple(reading for _, reading in found),
        candidates=await asyncio.to_thread(candidates, batch.watched.source, found),
        unreadable=(),
        known=(),
    )


def _later(
    fetched: Sequence[paging.Fetched], arrivals: Arrivals, now: datetime
) -> tuple[tuple[str, int, datetime], ...]:
    """Name the entries that are tried again: what they say by themselves concerns nobody yet."""
    idle = {key for arrival, found in arrivals if not found for key in arrival.keys}
    again = ((one, paging.next_try(one, now)) for one in fetched)
    return tuple(
        (one.waiting.fingerprint, one.waiting.tries + 1, due_at)
        for one, due_at in again
        if due_at is not None and f"as:{one.waiting.fingerprint}" in idle
    )


def _missing(
    read_items: Sequence[paging.Read], kept_back: Collection[str]
) -> tuple[MissingPage, ...]:
    """Name the pages that are given up."""
    return tuple(
        MissingPage(
            address=one.fetched.waiting.entry.url or "",
            code=one.error.code,
            detail=one.error.detail,
        )
        for one in read_items
        if one.error is not None and f"as:{one.fetched.waiting.fingerprint}" not in kept_back
    )


def _report_pages(batch: Batch, fetched: Sequence[paging.Fetched], arrivals: Arrivals) -> None:
    log.info(
        "source.pages_read",
        source=batch.state.id,
        pages=sum(1 for one in fetched if one.page is not None),
        failed=sum(1 for one in fetched if one.error is not None),
        matches=sum(len(found) for _, found in arrivals),
    )
    for one in fetched:
        if one.error is not None:
            log.info(
                "source.page_failed",
                source=batch.state.id,
                page=redact_url(one.waiting.entry.url or ""),
                code=one.error.code,
                detail=one.error.detail,
            )
