"""How a source fares after a poll: what is remembered of it, and when it is asked again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import fmean

import structlog

from service.errors import FetchError
from service.model import Entry, Notice, Pace, Shape, Vitals
from service.pipeline.collecting import Batch, asked_with
from service.pipeline.parts import Watched
from service.sources import health, rhythm
from service.sources.health import Seen
from service.store import sources
from service.store.sources import PollRecord, SourceState


log = structlog.get_logger()

# --- after a poll that worked ------------------------------------------------------------------


def after_success(batch: Batch, record: PollRecord, flood: str) -> tuple[PollRecord, datetime]:
    """Add to the record what it says of the source; give the next due time."""
    known = _known(batch.state)
    vitals = health.after_poll(known, _seen(batch, record, flood))
    vitals = replace(vitals, pace=_pace(batch, record, known), ttl=_ttl(batch))
    vitals = replace(vitals, interval=_interval(batch, record, vitals))
    return _noted(batch.state, record, vitals), _next_due(batch, record, vitals)


def _known(state: SourceState) -> Vitals:
    """Give what is known; of a source from before this was written down, what can be known."""
    if state.vitals.last_sign is not None or state.first_polled_at is None:
        return state.vitals
    last = state.last_new_at or state.first_polled_at
    return replace(state.vitals, known_since=state.first_polled_at, last_sign=last)


def _seen(batch: Batch, record: PollRecord, flood: str) -> Seen:
    first = batch.state.first_polled_at is None
    entries = _entries(batch)
    return Seen(
        now=record.finished_at,
        first=first and record.baseline,
        news=_news(record),
        shape=_shape(batch, entries),
        dates=tuple(_dates(entries)) if first else (),
        flood=flood,
        moved_to=record.moved_to,
        sightings=sources.sightings(batch.state, record.moved_to),
        whole=bool(batch.collected.documents)
        or asked_with(batch.state, batch.started_at) != batch.state.validators,
    )


def _entries(batch: Batch) -> list[Entry]:
    return [entry for _, parsed in batch.parsed for entry in parsed.entries]


def _news(record: PollRecord) -> int:
    return max(0, record.new + record.changed - record.held)


def _shape(batch: Batch, entries: Sequence[Entry]) -> Shape | None:
    """Measure what entries have; of what a server did not send whole, nothing can be said."""
    if not batch.watched.module.POLLED or not batch.parsed or batch.collected.partial:
        return None
    if not entries:
        return Shape(entries=0, links=0, titles=0, dates=0, length=0)
    return Shape(
        entries=len(entries),
        links=fmean(bool(one.url) for one in entries),
        titles=fmean(bool(one.title) for one in entries),
        dates=fmean(bool(one.published or one.updated) for one in entries),
        length=fmean(len(one.content or one.summary or "") for one in entries),
    )


def _dates(entries: Sequence[Entry]) -> Iterator[datetime]:
    for one in entries:
        when = one.published or one.updated
        if when is not None:
            yield when.instant.astimezone(UTC)


def _pace(batch: Batch, record: PollRecord, known: Vitals) -> Pace:
    """Learn how often news comes; at first from the dates of what is there."""
    now, last = record.finished_at, batch.state.last_success_at
    if last is not None and known.pace.seconds:
        return rhythm.paced(known.pace, max(now - last, timedelta()), _news(record))
    told = rhythm.pace_of(list(_dates(_entries(batch))), now)
    return told or Pace(news=1, seconds=batch.watched.every.total_seconds())


def _ttl(batch: Batch) -> timedelta | None:
    """Remember what the feed asks for: a reply of "nothing new" does not say it again."""
    if not batch.parsed:
        return batch.state.vitals.ttl
    wishes = (parsed.feed.ttl for _, parsed in batch.parsed)
    return max((wish for wish in wishes if wish is not None), default=None)


def _interval(batch: Batch, record: PollRecord, vitals: Vitals) -> timedelta:
    watched, before, last = batch.watched, vitals.interval, batch.state.last_success_at
    if watched.bounds is None:
        return watched.every / 2 if record.possible_gap else watched.every
    recent = None
    if last is not None:
        recent = (max(record.finished_at - last, timedelta()), _news(record))
    return rhythm.adapted(
        before, watched.bounds, vitals.pace, recent=recent, gap=record.possible_gap
    )


def _next_due(batch: Batch, record: PollRecord, vitals: Vitals) -> datetime:
    every = vitals.interval or batch.watched.every
    if not batch.watched.module.POLLED:
        soon = record.finished_at + every
        return record.finished_at if batch.collected.more else soon
    wishes = (batch.collected.not_before, vitals.ttl)
    wish = max((one for one in wishes if one is not None), default=None)
    return rhythm.after_success(
        record.finished_at,
        every,
        wish=None if record.possible_gap else wish,
        key=batch.state.id,
        more=batch.collected.more,
    )


# --- after one that failed ---------------------------------------------------------------------


def after_failure(
    watched: Watched, state: SourceState, record: PollRecord, code: str, error: Exception
) -> tuple[PollRecord, datetime]:
    """Add to the record what the failure says of the source; give the next due time."""
    now, failures = record.finished_at, state.failures + 1
    since = state.failing_since or now
    every = state.vitals.interval or watched.every
    vitals = health.after_failure(state.vitals, now, failures, since, record.detail)
    next_due = rhythm.after_failure(
        now,
        every,
        failures,
        retry_after=error.retry_after if isinstance(error, FetchError) else None,
        key=state.id,
        longest=rhythm.longest_wait(
            every,
            polled=watched.module.POLLED,
            gone_for=now - since if code == "http_410" else None,
        ),
    )
    return _noted(state, record, vitals), next_due


# --- whom to tell ------------------------------------------------------------------------------


def _noted(state: SourceState, record: PollRecord, vitals: Vitals) -> PollRecord:
    notices = (
        *_notices(state, state.vitals, vitals, record.finished_at, over=False),
        *_notices(state, vitals, state.vitals, record.finished_at, over=True),
    )
    return replace(record, vitals=vitals, notices=notices)


def _notices(
    state: SourceState, before: Vitals, after: Vitals, now: datetime, *, over: bool
) -> Iterator[Notice]:
    """Give a notice for each trouble of the one that the other lacks."""
    for one in health.begun(before, after):
        yield Notice(
            source=state.id,
            title=state.title,
            trouble=one.trouble,
            over=over,
            at=now,
            detail=one.detail,
        )


def tell(record: PollRecord) -> None:
    """Log each trouble once as it begins, and once when it is over."""
    for one in record.notices:
        say = log.info if one.over else log.warning
        event = "source.recovered" if one.over else "source.in_trouble"
        say(event, source=one.source, trouble=one.trouble.value, detail=one.detail)
