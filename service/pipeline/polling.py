"""poll: collect -> parse -> (new?) -> read -> match -> commit."""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import structlog

from service.articles.arrivals import Plan
from service.crash import crashpoint
from service.errors import FetchError, NoRoomError, ParseError, StoreError
from service.model import (
    SourceId,
    Unreadable,
)
from service.pipeline import faring
from service.pipeline.collecting import Batch, collect
from service.pipeline.deciding import (
    Arrivals,
    Learned,
    baseline,
    matched,
    planned_of,
    told_from_the_start,
)
from service.pipeline.pages import PutOff, ingest_pages, nothing_new, put_off
from service.pipeline.parts import AGAIN, LEASE, Configuration, Parts, Watched
from service.pipeline.reading import Readings, read
from service.sources import rhythm
from service.store import faults, ingest, sources, unread
from service.store.sources import PollRecord, SourceState


log = structlog.get_logger()

TOO_MANY = 429
"""A server says so of whoever asks, not of the one feed: all of its host rest."""
NOTHING_READ = Readings(items=(), readings=(), candidates=(), unreadable=(), known=())
NOTHING_PLANNED = Plan(arrivals=(), learned=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What is to be done after a poll."""

    more: bool = False
    """There is more to pull at once."""
    matched: bool = False
    """Articles wait for their story."""


NOTHING = Polled()


async def poll(parts: Parts, configuration: Configuration, source_id: SourceId) -> Polled:
    """Pull one source, if it is due."""
    started = parts.clock()
    watched = configuration.sources.get(source_id)
    if watched is None:
        return NOTHING
    crashpoint("tick.before_claim")
    state = await parts.store.write(sources.claim, source_id, parts.owner, started, LEASE)
    if state is None:
        return NOTHING
    crashpoint("poll.claimed")
    try:
        if state.next_due > started:  # only its pages are due
            quiet = nothing_new(watched, state, started)
            found = await ingest_pages(parts, configuration, quiet)
            more = await parts.store.read(unread.is_due, source_id, parts.clock())
            return Polled(more=more, matched=found)
        batch = await collect(parts, watched, state, started)
        waits, found = await _ingest(parts, configuration, batch)
        crashpoint("match.committed")
    except StoreError as error:
        # The lease was lost, or the database is in trouble, or the disk: not the source's fault.
        due = state.next_due if isinstance(error, NoRoomError) else parts.clock() + AGAIN
        with suppress(StoreError):
            await parts.store.write(sources.postpone, state, due)
        raise
    except Exception as error:  # noqa: BLE001 - the boundary of the job: it is the source that failed
        await _note_failure(parts, watched, state, started, error)
        return NOTHING
    return Polled(more=batch.collected.more or waits, matched=found)


async def _ingest(parts: Parts, configuration: Configuration, batch: Batch) -> tuple[bool, bool]:
    """Store what a poll brought; whether some of it waits for its pages, and whether some matched."""
    readings, planned, held = NOTHING_READ, NOTHING_PLANNED, frozenset[int]()
    waiting: tuple[PutOff, ...] = ()
    arrivals: Arrivals = ()
    elsewhere: Learned = ()
    if batch.parsed:  # else there is nothing to look up: most polls bring nothing
        readings = await read(parts, batch, parts.clock(), configuration.rules.languages)
        planned, held = await planned_of(parts, batch, readings)
        quiet = held | baseline(batch, planned)
        planned, waiting = put_off(batch, readings, planned, quiet)
        arrivals, elsewhere = await matched(parts, configuration, batch, readings, planned, quiet)
    unreadable = (*batch.unreadable, *readings.unreadable)
    aside = [
        ingest.Aside(item=item, kept_as=await asyncio.to_thread(_keep, parts, batch, item))
        for item in unreadable
    ]
    record = _record(parts, batch, readings, arrivals, waiting, len(unreadable))
    if held:  # all of it came as new, and is not
        record = replace(record, possible_gap=False)
    record, next_due = faring.after_success(batch, record, _flood(held, record.entries))
    await parts.store.write(
        ingest.commit,
        ingest.Ingest(
            state=batch.state,
            record=record,
            validators=batch.collected.validators,
            next_due=next_due,
            rule_set=configuration.rule_set,
            arrivals=arrivals,
            learned=(*planned.learned, *elsewhere),
            served=readings.known,
            taken=_taken(batch, readings),
            aside=tuple(aside),
            waiting=tuple(one for one, _ in waiting),
        ),
    )
    crashpoint("ingest.committed")
    faring.tell(record)
    _report(batch, record, arrivals, readings, unreadable)
    return bool(waiting), any(found for _, found in arrivals)


def _flood(held: frozenset[int], entries: int) -> str:
    if not held:
        return ""
    return f"{len(held):,} of {entries:,} entries came as new, with links or texts that were known"


def _keep(parts: Parts, batch: Batch, item: Unreadable) -> str | None:
    """Keep the bytes of a document that could not be read; None if there are none."""
    if item.body is None:
        return None
    ending = Path(item.name).name.encode()[-120:].decode(errors="ignore")  # names are bytes, 255
    name = f"{hashlib.sha256(item.body).hexdigest()[:16]}-{ending}"
    path = parts.aside / batch.state.id / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(item.body)
    except OSError as error:
        with suppress(OSError):
            path.unlink(missing_ok=True)  # half of it is of no use
        if faults.lacks_room(error):
            raise NoRoomError(f"{path} cannot be kept: {error.strerror}") from error
        raise
    return f"{batch.state.id}/{name}"


def _taken(batch: Batch, readings: Readings) -> tuple[tuple[str, str], ...]:
    """Name the documents that were taken, with their stamps; those kept aside are not among them."""
    aside = {item.name for item in (*batch.unreadable, *readings.unreadable)}
    documents = tuple(
        (document.name, document.stamp)
        for document in batch.collected.documents
        if document.stamp and document.name not in aside
    )
    return (*documents, *batch.collected.marks)


def _record(
    parts: Parts,
    batch: Batch,
    readings: Readings,
    arrivals: Arrivals,
    waiting: Sequence[PutOff],
    unreadable: int,
) -> PollRecord:
    count = len(arrivals) + len(waiting)
    new = sum(1 for arrival, _ in arrivals if arrival.article.version == 1)
    new += sum(1 for _, is_new in waiting if is_new)
    entries = sum(len(parsed.entries) for _, parsed in batch.parsed)
    fresh = len(readings.items)
    first = batch.state.first_polled_at is None
    return PollRecord(
        started_at=batch.started_at,
        finished_at=parts.clock(),
        outcome="new" if count else "same",
        entries=entries,
        new=new,
        changed=count - new,
        held=sum(1 for arrival, _ in arrivals if arrival.baseline),
        unreadable=unreadable,
        cut=sum(parsed.cut for _, parsed in batch.parsed),
        possible_gap=batch.watched.module.POLLED
        and not (first or batch.collected.partial)
        and _ever_had_entries(batch)
        and 0 < entries == fresh == new,
        baseline=first and told_from_the_start(batch) is not None,
        more=batch.collected.more,
        moved_to=batch.collected.moved_to,
    )


def _ever_had_entries(batch: Batch) -> bool:
    """Tell whether there was an entry that could be missed: a feed may begin empty."""
    shape = batch.state.vitals.shape
    return shape is not None and shape.entries > 0


async def _note_failure(
    parts: Parts, watched: Watched, state: SourceState, started: datetime, error: Exception
) -> None:
    now = parts.clock()
    if isinstance(error, FetchError | ParseError):
        code, detail = error.code, error.detail
    else:
        code, detail = "internal", repr(error)
    record = PollRecord(started_at=started, finished_at=now, outcome="failed", detail=detail)
    record, next_due = faring.after_failure(watched, state, record, code, error)
    await parts.store.write(sources.record_failure, state, record, code, next_due)
    if isinstance(error, FetchError) and error.status == TOO_MANY and error.retry_after:
        until = now + min(error.retry_after, rhythm.LONGEST)
        spread = rhythm.FIRST_SPREAD
        resting = await parts.store.write(sources.rest, state.address, until, spread)
        log.warning("host.rests", source=state.id, until=until.isoformat(), sources=len(resting))
    log.warning(
        "source.failed",
        source=state.id,
        code=code,
        detail=detail,
        failures=state.failures + 1,
        next_due=next_due.isoformat(timespec="seconds"),
        exc_info=error if code == "internal" else None,
    )
    faring.tell(record)


def _report(
    batch: Batch,
    record: PollRecord,
    arrivals: Arrivals,
    readings: Readings,
    unreadable: Sequence[Unreadable],
) -> None:
    attached = sum(reading.attachments for reading in readings.readings)
    quiet = record.outcome == "same" and not record.unreadable
    log.log(
        logging.DEBUG if quiet else logging.INFO,
        "source.polled",
        source=batch.state.id,
        entries=record.entries,
        new=record.new,
        changed=record.changed,
        held=record.held,
        unreadable=record.unreadable,
        matches=sum(len(found) for _, found in arrivals),
        **({"attachments_ignored": attached} if attached else {}),
    )
    for item in unreadable:
        log.warning(
            "source.document_unreadable",
            source=batch.state.id,
            document=item.name,
            code=item.code,
            detail=item.detail,
        )
