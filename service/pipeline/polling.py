"""poll: collect -> parse -> (new?) -> read -> match -> commit."""

import asyncio
import hashlib
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import structlog

from service.articles import flood, making
from service.articles.arrivals import Plan, anew, plan
from service.articles.standing import standing_of
from service.articles.versions import inserted, rewritten
from service.crash import crashpoint
from service.errors import FetchError, NoRoomError, ParseError, StoreError
from service.http import redact_url
from service.matches.compile import RuleSet
from service.matches.evaluate import decide
from service.matches.renewed import renewed
from service.model import (
    Article,
    ArticleId,
    Backfill,
    Collected,
    Document,
    Field,
    Known,
    Match,
    Reading,
    RuleName,
    SourceId,
    Unreadable,
)
from service.pipeline import faring, paging
from service.pipeline.collecting import Batch, collect
from service.pipeline.parts import AGAIN, LEASE, Configuration, Parts, Watched
from service.pipeline.reading import Item, Readings, candidates, read
from service.pipeline.retelling import retold
from service.sources import rhythm
from service.store import articles, faults, ingest, matches, sources, unread
from service.store.articles import Arrival
from service.store.sources import PollRecord, SourceState
from service.store.unread import Waiting


log = structlog.get_logger()

Arrivals = tuple[tuple[Arrival, tuple[Match, ...]], ...]
PutOff = tuple[Waiting, bool]
"""An entry that waits for its page, and whether it is new."""
Learned = tuple[tuple[ArticleId, tuple[str, ...]], ...]


TOO_MANY = 429
"""A server says so of whoever asks, not of the one feed: all of its host rest."""
NOTHING_READ = Readings(items=(), readings=(), candidates=(), unreadable=(), known=())
NOTHING_PLANNED = Plan(arrivals=(), learned=())


async def poll(parts: Parts, configuration: Configuration, source_id: SourceId) -> bool:
    """Pull one source, if it is due; true if there is more to pull at once."""
    started = parts.clock()
    watched = configuration.sources.get(source_id)
    if watched is None:
        return False
    crashpoint("tick.before_claim")
    state = await parts.store.write(sources.claim, source_id, parts.owner, started, LEASE)
    if state is None:
        return False
    crashpoint("poll.claimed")
    try:
        if state.next_due > started:  # only its pages are due
            await _ingest_pages(parts, configuration, _nothing_new(watched, state, started))
            return await parts.store.read(unread.is_due, source_id, parts.clock())
        batch = await collect(parts, watched, state, started)
        await _ingest(parts, configuration, batch)
        crashpoint("match.committed")
    except StoreError as error:
        # The lease was lost, or the database is in trouble, or the disk: not the source's fault.
        due = state.next_due if isinstance(error, NoRoomError) else parts.clock() + AGAIN
        with suppress(StoreError):
            await parts.store.write(sources.postpone, state, due)
        raise
    except Exception as error:  # noqa: BLE001 - the boundary of the job: it is the source that failed
        await _note_failure(parts, watched, state, started, error)
        return False
    return batch.collected.more or await parts.store.read(unread.is_due, source_id, parts.clock())


async def _ingest(parts: Parts, configuration: Configuration, batch: Batch) -> None:
    readings, planned, held = NOTHING_READ, NOTHING_PLANNED, frozenset[int]()
    waiting: tuple[PutOff, ...] = ()
    arrivals: Arrivals = ()
    elsewhere: Learned = ()
    if batch.parsed:  # else there is nothing to look up: most polls bring nothing
        readings = await read(parts, batch, parts.clock())
        planned, held = await _planned(parts, batch, readings)
        quiet = held | _baseline(batch, planned)
        planned, waiting = _put_off(batch, readings, planned, quiet)
        arrivals, elsewhere = await _match(parts, configuration, batch, readings, planned, quiet)
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


def _put_off(
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


# --- pages ---------------------------------------------------------------------------------------


def _nothing_new(watched: Watched, state: SourceState, started: datetime) -> Batch:
    return Batch(
        state=state,
        watched=watched,
        collected=Collected(),
        started_at=started,
        parsed=(),
        unreadable=(),
    )


async def _ingest_pages(parts: Parts, configuration: Configuration, batch: Batch) -> None:
    """Fetch and read some of the pages that entries wait for, and store what they bring."""
    state, now = batch.state, batch.started_at
    waiting = await parts.store.read(unread.due, state.id, now, paging.AT_ONCE)
    fetched = await paging.fetch(parts, batch.watched, waiting, now)
    crashpoint("fetch.body_complete")
    read_items = await paging.read_pages(parts, configuration.rules, fetched, parts.clock())
    crashpoint("read.finished")
    readings = await _readings_of(batch, read_items)
    planned, _ = await _planned(parts, batch, readings)
    arrivals, elsewhere = await _match(parts, configuration, batch, readings, planned, frozenset())
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
        ),
    )
    crashpoint("ingest.committed")
    _report_pages(batch, fetched, arrivals)


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


# --- what is new -----------------------------------------------------------------------------------


async def _planned(parts: Parts, batch: Batch, readings: Readings) -> tuple[Plan, frozenset[int]]:
    """Plan what to make of what was read, and name what of it is held back as a flood."""
    source_id, candidates = batch.state.id, readings.candidates
    keys = [key for item in candidates for key in item.sought]
    pages = [(item.url, item.content_hash) for item in candidates if item.url]
    own = await parts.store.read(articles.known_by_keys, source_id, keys)
    elsewhere = await parts.store.read(articles.known_pages, source_id, pages)
    planned = await _apart(parts, readings, plan(candidates, own, elsewhere))
    return planned, await _flooded(parts, batch, readings, planned, own)


async def _flooded(
    parts: Parts, batch: Batch, readings: Readings, planned: Plan, own: Mapping[str, Known]
) -> frozenset[int]:
    """Name the candidates that a source serves as new although they were known, if they are many."""
    candidates = readings.candidates
    entries = sum(len(parsed.entries) for _, parsed in batch.parsed)
    first = batch.state.first_polled_at is None
    if first or not entries or not batch.watched.module.POLLED:
        return frozenset()
    if not flood.is_possible(len(planned.arrivals), entries):
        return frozenset()
    hashes = [item.content_hash for item in candidates]
    texts = await parts.store.read(articles.known_texts, batch.state.id, hashes)
    suspects = flood.suspects(planned.arrivals, candidates, own, texts)
    held = {
        index
        for index, known in suspects.items()
        if known is None or not await _says_another(parts, readings.readings[index], known)
    }
    return frozenset(held) if flood.is_flood(len(held), entries) else frozenset()


async def _says_another(parts: Parts, reading: Reading, known: Known) -> bool:
    """Whether a known link leads to another report by now."""
    before = await parts.store.read(articles.latest, known.article)
    said = (before.title, before.text), (reading.title, reading.text)
    return await asyncio.to_thread(rewritten, *said)


def _flood(held: frozenset[int], entries: int) -> str:
    if not held:
        return ""
    return f"{len(held):,} of {entries:,} entries came as new, with links or texts that were known"


async def _apart(parts: Parts, readings: Readings, planned: Plan) -> Plan:
    """Take what is another item under an old id or link for a new article: it is told in full."""
    steps = []
    for step in planned.arrivals:
        reading = readings.readings[step.index]
        if (
            step.known is not None
            and step.known.title != reading.title
            and standing_of(reading.title, reading.text) is None
            and await _says_another(parts, reading, step.known)
        ):
            steps.append(anew(step))
            continue
        steps.append(step)
    return replace(planned, arrivals=tuple(steps))


async def _match(
    parts: Parts,
    configuration: Configuration,
    batch: Batch,
    readings: Readings,
    planned: Plan,
    quiet: frozenset[int],
) -> tuple[Arrivals, Learned]:
    """Give what arrives with its matches, and the entries that other sources' articles stand for."""
    # Hashes and rules take their time over long texts: never on the event loop.
    made = await asyncio.to_thread(
        _evaluated, configuration.rules, batch, readings, planned, quiet, parts.clock()
    )
    arrivals, elsewhere = [], []
    for step, (arrival, found) in zip(planned.arrivals, made, strict=True):
        if step.elsewhere is not None and not await _says_more(parts, step.elsewhere, found):
            elsewhere.append((step.elsewhere.article, step.served_keys))
        elif step.known is not None:
            news = await _news(parts, configuration, arrival.article, step.known, found)
            arrivals.append((arrival, news))
        else:
            arrivals.append((arrival, found))
    return tuple(arrivals), tuple(elsewhere)


async def _says_more(parts: Parts, page: Known, found: Sequence[Match]) -> bool:
    """Whether a rule holds for this page that did not for the same page of another source.

    Rules may name sources, and summaries differ: nobody is to miss a report because another source
    was faster.
    """
    if not found:
        return False
    earlier = await parts.store.read(matches.earlier_rules, page.article)
    return any((match.watchlist, match.rule) not in earlier for match in found)


def _evaluated(
    rules: RuleSet,
    batch: Batch,
    readings: Readings,
    planned: Plan,
    quiet: frozenset[int],
    now: datetime,
) -> Arrivals:
    """Make the article of every step of the plan, and find the rules that hold for it."""
    source = batch.watched.source
    made = []
    for step in planned.arrivals:
        item, reading = readings.items[step.index], readings.readings[step.index]
        candidate = readings.candidates[step.index]
        article = making.article(step, candidate, reading, source, now)
        evaluation = decide(rules, article)
        arrival = Arrival(
            article=article,
            keys=step.keys,
            publisher=candidate.publisher,
            text_hash=candidate.text_hash,
            page=item.archived,
            baseline=step.index in quiet,
            takes_over=step.takes_over,
            undecided=_named(rules, evaluation.undecided),
        )
        for rule in evaluation.undecided:
            log.warning("match.undecided", rule=rule, article=article.url or article.title)
        made.append((arrival, evaluation.matches))
    return tuple(made)


def _named(rules: RuleSet, keys: Sequence[str]) -> tuple[RuleName, ...]:
    found = (rules.rules[key].rule for key in keys)
    return tuple((rule.watchlist, rule.id) for rule in found)


async def _news(
    parts: Parts,
    configuration: Configuration,
    article: Article,
    known: Known,
    found: tuple[Match, ...],
) -> tuple[Match, ...]:
    """Give the matches of a new version that are news.

    What was told is told again when its outlet corrects it or takes it back, and also where the rule
    holds no longer: readers have to hear of that.
    """
    if not found and article.standing is None:
        return ()
    before = await parts.store.read(articles.latest, known.article)
    kept = await _renewed(parts, article, before, found) if found else ()
    if article.standing is None or article.standing is before.standing:
        return kept
    told = await parts.store.read(matches.told_before, known.article)
    in_force = [one for one in told if f"{one.watchlist}/{one.rule}" in configuration.rules.rules]
    return retold(article, kept, found, in_force)


async def _renewed(
    parts: Parts, article: Article, before: Article, found: tuple[Match, ...]
) -> tuple[Match, ...]:
    earlier = await parts.store.read(matches.earlier_rules, article.id)
    new_words = await asyncio.to_thread(_new_words, before, article)
    return renewed(found, earlier, new_words)


def _new_words(before: Article, article: Article) -> dict[Field, tuple[tuple[int, int], ...]]:
    return {
        Field.TITLE: inserted(before.title, article.title),
        Field.TEXT: inserted(before.text, article.text),
        Field.SUMMARY: inserted(before.summary or "", article.summary or ""),
    }


def _baseline(batch: Batch, planned: Plan) -> frozenset[int]:
    """Name the candidates of a first sight that nobody is told of."""
    told = _told_from_the_start(batch)
    return frozenset(step.index for step in planned.arrivals[told:] if told is not None)


def _told_from_the_start(batch: Batch) -> int | None:
    """How many entries of a first poll are told; None: all, as in every later poll."""
    wish = batch.watched.source.backfill
    if wish is None:
        wish = Backfill.NONE if batch.watched.module.POLLED else Backfill.ALL
    if batch.state.first_polled_at is not None or wish is Backfill.ALL:
        return None
    return 0 if wish is Backfill.NONE else int(wish)


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
        and 0 < entries == fresh == new,
        baseline=first and _told_from_the_start(batch) is not None,
        more=batch.collected.more,
        moved_to=batch.collected.moved_to,
    )


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
