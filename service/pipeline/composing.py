"""compose: untold stories -> digest -> render -> pack -> commit."""

import asyncio
import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import structlog

from service.crash import crashpoint
from service.deliveries.quiet import quiet_until
from service.digests.build import Decision, copies, decide
from service.errors import StoreError
from service.model import (
    ChannelName,
    Coverage,
    DeliveryId,
    Digest,
    DigestId,
    Empty,
    Kept,
    Rendered,
    Report,
    Silence,
    Slot,
    SlotId,
    StoryItem,
    Stream,
    StreamId,
    StreamKind,
    Tier,
    Told,
    Why,
)
from service.notifiers.base import Notifier
from service.pipeline.parts import AGAIN, LEASE, Configuration, Parts
from service.pipeline.telling import compared
from service.store import composing, digests, slots
from service.store.composing import Composed, Gathered
from service.store.deliveries import Outgoing
from service.store.digests import ToldRow


log = structlog.get_logger()


async def compose(parts: Parts, configuration: Configuration, slot_id: SlotId) -> DigestId | None:
    """Tell one stream what it has not been told, if this slot of it, or a newer one, is due."""
    now = parts.clock()
    claimed = await parts.store.write(slots.claim, slot_id, parts.owner, now, LEASE)
    if claimed is None:
        return None
    slot, fence = claimed  # not always the one that was asked for
    stream = configuration.streams.get(slot.stream)
    if stream is None:
        await parts.store.write(slots.close, slot.id, fence, None)
        return None
    held = await held_until(parts, stream, now)
    if held is not None:
        await parts.store.write(slots.postpone, slot.id, fence, held)
        return None
    try:
        composed = await _compose(parts, configuration, stream, slot, now)
        await parts.store.write(composing.commit, replace(composed, fence=fence))
    except Exception:
        with suppress(StoreError):
            await parts.store.write(slots.postpone, slot.id, fence, parts.clock() + AGAIN)
        raise
    crashpoint("compose.committed")
    return _report(stream, composed)


async def preview(
    parts: Parts, configuration: Configuration, stream: Stream, now: datetime
) -> Rendered:
    """Render what the stream would be told now; nothing is written."""
    since = await parts.store.read(digests.last_spoke, stream.id)
    gathered = await _gather(parts, configuration, stream, since, now)
    items = _named(configuration, gathered.items)
    decision = await asyncio.to_thread(_decide, items, stream, now)
    slot = _adhoc(stream, now)
    noted = _noted(parts, configuration, stream, since)
    digest = _digest(noted, stream, slot, gathered, decision)
    _, rendered = await asyncio.to_thread(_whole, parts, digest)
    return rendered


async def held_until(parts: Parts, stream: Stream, now: datetime) -> datetime | None:
    """Until when quiet hours hold everything that an instant stream has; None: it may speak."""
    if stream.kind is StreamKind.DIGEST or stream.quiet is None:
        return None
    pending = await parts.store.read(digests.pending, stream.id)
    ends = [quiet_until(stream.quiet, stream.zone, now, item.tier) for item in pending]
    known = [end for end in ends if end is not None]
    return min(known) if known and len(known) == len(ends) else None


async def _gather(
    parts: Parts,
    configuration: Configuration,
    stream: Stream,
    since: datetime | None,
    now: datetime,
) -> Gathered:
    siblings = [one.id for one in configuration.siblings(stream)]
    return await parts.store.read(composing.gather, stream, siblings, since, now)


async def _compose(
    parts: Parts, configuration: Configuration, stream: Stream, slot: Slot, now: datetime
) -> Composed:
    gathered = await _gather(parts, configuration, stream, slot.since, now)
    items = _speaking_now(stream, _named(configuration, gathered.items), now)
    decision = await asyncio.to_thread(_decide, items, stream, now)
    noted = _noted(parts, configuration, stream, slot.since)
    digest = _digest(noted, stream, slot, gathered, decision)
    rows = (*_merged_rows(decision.kept), *gathered.elsewhere)
    composed = Composed(slot=slot, fence=0, now=now, rendered=None, told=rows)
    if not (digest.stories or digest.reminders) and _silent_if_empty(stream, slot):
        return composed
    digest, rendered = await asyncio.to_thread(_whole, parts, digest)
    return replace(
        composed,
        rendered=rendered,
        told=(*_told_rows((*digest.stories, *digest.reminders)), *rows),
        also_tells=_also_tells(configuration, stream),
        outgoing=await asyncio.to_thread(freeze, configuration, rendered, stream.to),
        follow=digest.waiting > 0,
        merges=gathered.merges,
    )


def _decide(items: Sequence[StoryItem], stream: Stream, now: datetime) -> Decision:
    return decide(compared(items, stream), stream, now)


def _silent_if_empty(stream: Stream, slot: Slot) -> bool:
    return slot.follows or stream.kind is StreamKind.INSTANT or stream.empty is Empty.SKIP


def _whole(parts: Parts, digest: Digest) -> tuple[Digest, Rendered]:
    """Render as many stories as every shape has room for: what nobody sees is not told."""
    rendered = parts.renderer.render(digest)
    while rendered.overflow and len(digest.stories) > 1:
        digest = _shortened(digest, max(1, len(digest.stories) - rendered.overflow))
        rendered = parts.renderer.render(digest)
    return digest, rendered


def _shortened(digest: Digest, number: int) -> Digest:
    rest = digest.stories[number:]
    merged = digest.coverage.articles_merged - copies(rest)
    return replace(
        digest,
        stories=digest.stories[:number],
        waiting=digest.waiting + len(rest),
        waiting_urgent=digest.waiting_urgent + sum(one.tier is Tier.URGENT for one in rest),
        coverage=replace(digest.coverage, articles_merged=merged),
    )


def _noted(
    parts: Parts, configuration: Configuration, stream: Stream, since: datetime | None
) -> Configuration:
    """Let a digest say when nothing was taken in, as it says what is off."""
    notes = parts.room.notes(since, stream.zone)
    return replace(configuration, off=(*notes, *configuration.off))


def _digest(
    configuration: Configuration,
    stream: Stream,
    slot: Slot,
    gathered: Gathered,
    decision: Decision,
) -> Digest:
    coverage = _coverage(configuration, stream, slot, gathered)
    counted = [one for kept in decision.kept for one in kept.articles]
    return Digest(
        id=digest_id(slot),
        stream=stream.id,
        title=stream.title,
        kind=stream.kind,
        zone=stream.zone,
        composed_at=gathered.coverage.until,
        slot_due=slot.due_at,
        stories=decision.told,
        coverage=replace(
            coverage,
            articles_merged=len(counted) + copies(decision.told),
            articles_repeating=sum(one.why is Silence.NOTHING_NEW for one in counted),
        ),
        mentions=gathered.mentions,
        kept=decision.kept,
        reminders=decision.reminders,
        joined=gathered.joined,
    )


def _coverage(
    configuration: Configuration, stream: Stream, slot: Slot, gathered: Gathered
) -> Coverage:
    siblings = [one.title for one in configuration.siblings(stream)]
    return replace(
        gathered.coverage,
        slots_merged=slot.merged,
        told_instantly=len(gathered.mentions),
        sibling="; ".join(siblings) or None,
        rules_off=configuration.off,
    )


def _speaking_now(
    stream: Stream, items: Sequence[StoryItem], now: datetime
) -> tuple[StoryItem, ...]:
    """Leave out what quiet hours hold while urgent stories are let through."""
    if stream.kind is StreamKind.DIGEST or stream.quiet is None:
        return tuple(items)
    return tuple(
        item
        for item in items
        if quiet_until(stream.quiet, stream.zone, now, _tier(item, stream)) is None
    )


def _tier(item: StoryItem, stream: Stream) -> Tier:
    untold = (match for report in item.reports if not report.told for match in report.matches)
    tiers = (match.tier for match in untold if match.tier in stream.tiers)
    return min(tiers, key=lambda tier: tier.rank)


def _named(configuration: Configuration, items: Sequence[StoryItem]) -> tuple[StoryItem, ...]:
    """Add what the configuration says of each report's source today."""
    return tuple(
        replace(
            item, reports=tuple(_named_report(configuration, report) for report in item.reports)
        )
        for item in items
    )


def _named_report(configuration: Configuration, report: Report) -> Report:
    watched = configuration.sources.get(report.article.source)
    if watched is None:
        return replace(report, source_title=report.article.source)
    source = watched.source
    return replace(report, source_title=source.title, priority=source.priority)


def _told_rows(told: Sequence[Told]) -> tuple[ToldRow, ...]:
    return tuple(
        ToldRow(
            article=article,
            version=version,
            story=one.story,
            how="told",
            why=one.reasons[0] if one.reasons else Why.NEW,
            value=min((news.novelty.covered for news in one.news), default=None),
            threshold=one.news[0].novelty.threshold if one.news else None,
        )
        for one in told
        for article, version in one.articles
    )


def _merged_rows(kept: Sequence[Kept]) -> tuple[ToldRow, ...]:
    return tuple(
        ToldRow(
            article=counted.article,
            version=counted.version,
            story=one.story,
            how="merged",
            why=counted.why,
            value=counted.covered,
            threshold=counted.threshold,
        )
        for one in kept
        for counted in one.articles
    )


def _also_tells(configuration: Configuration, stream: Stream) -> tuple[StreamId, ...]:
    return tuple(one.id for one in configuration.relieved(stream))


def freeze(
    configuration: Configuration, rendered: Rendered, to: Sequence[ChannelName]
) -> tuple[Outgoing, ...]:
    """Pack for every recipient: the very bytes that each attempt will send."""
    outgoing = []
    for name in to:
        notifier = configuration.channels[name].notifier
        outgoing += [_pack(rendered, name, notifier, one) for one in notifier.recipients]
    return tuple(outgoing)


def _pack(rendered: Rendered, name: ChannelName, notifier: Notifier, recipient: str) -> Outgoing:
    one = delivery_id(rendered.digest, name, recipient)
    try:
        body = notifier.pack(rendered, one, recipient)
    except Exception as error:
        # A fault in one notifier must not keep the digest from all the others.
        log.exception("delivery.not_packed", channel=name, delivery=one)
        fault = f"the notifier could not pack it: {error!r}"
        return Outgoing(id=one, channel=name, recipient=recipient, body=b"", fault=fault)
    return Outgoing(id=one, channel=name, recipient=recipient, body=body)


def _report(stream: Stream, composed: Composed) -> DigestId | None:
    rendered = composed.rendered
    if rendered is None:
        return None
    log.info(
        "digest.composed",
        stream=stream.id,
        digest=rendered.digest,
        stories=rendered.stories,
        deliveries=len(composed.outgoing),
    )
    return rendered.digest


def _adhoc(stream: Stream, now: datetime) -> Slot:
    return Slot(
        id=SlotId(0),
        stream=stream.id,
        local_date=now.date(),
        local_time="preview",
        due_at=now,
    )


def digest_id(slot: Slot) -> DigestId:
    """Derive a digest's id from its slot: composing it again makes the same one."""
    key = f"{slot.stream}|{slot.local_date}|{slot.local_time}|{slot.id}"
    return DigestId(f"dg_{hashlib.sha256(key.encode()).hexdigest()[:24]}")


def delivery_id(digest: DigestId, channel: ChannelName, recipient: str) -> DeliveryId:
    """Derive a delivery's id: constant over attempts, restarts and replays."""
    key = f"{digest}|{channel}|{recipient}"
    return DeliveryId(f"dl_{hashlib.sha256(key.encode()).hexdigest()[:24]}")
