"""announce: what ails sources and the service -> one mail to whoever runs it.

Each trouble is told once as it begins and once when it is over. What comes within a short time is
told together, and what began and was over again meanwhile not at all, so that a network that fails
is one mail and not a thousand.
"""

import asyncio
import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from service.deliveries.quiet import quiet_until
from service.digests import notices as pages
from service.model import OPERATOR, DigestId, Rendered, Tier
from service.pipeline.composing import freeze
from service.pipeline.parts import Configuration, Operators, Parts
from service.pipeline.room import REMEMBERED, Pause
from service.store import notices
from service.store.notices import Waiting


HISTORY = timedelta(days=7)
"""What is older, and was not told, is told no more."""

log = structlog.get_logger()


async def announce(
    parts: Parts, configuration: Configuration, *, at_once: bool
) -> DigestId | None:
    """Note what ails the service, and tell operators what they have not been told."""
    now = parts.clock()
    await _note_alarms(parts, now)
    operators = configuration.operators
    if operators is None:
        return None
    what = await parts.store.read(notices.waiting, now - HISTORY, now)
    if what.since is None or _is_early(operators, what, now, at_once=at_once):
        return None
    return await _tell(parts, configuration, operators, what, now)


async def remember(parts: Parts) -> None:
    """Let the room know when, before this start, nothing was taken in."""
    pauses: list[Pause] = []
    for one in await parts.store.read(notices.full_disks, REMEMBERED):
        if not one.over:
            pauses.append(Pause(since=one.at))
        elif pauses:
            pauses[-1] = replace(pauses[-1], until=one.at)
    parts.room.remember(pauses)


async def _note_alarms(parts: Parts, now: datetime) -> None:
    full = parts.room.reason if parts.room.short else None
    if await parts.store.read(notices.any_new, full, now):
        await parts.store.write(notices.note, full, now)


def _is_early(operators: Operators, what: Waiting, now: datetime, *, at_once: bool) -> bool:
    """Whether more may come that belongs to it, or it was told of something just now."""
    if quiet_until(operators.quiet, operators.zone, now, Tier.NORMAL) is not None:
        return True
    since = what.since  # later than now, where the clock was ahead: then it has waited enough
    gathers = not at_once and since is not None and since <= now < since + operators.wait
    return gathers or (what.told_at is not None and now < what.told_at + operators.pause)


async def _tell(
    parts: Parts, configuration: Configuration, operators: Operators, what: Waiting, now: datetime
) -> DigestId | None:
    begun, over = pages.settled(what.notices, what.alarms)
    if not begun and not over:
        await parts.store.write(notices.tell, what, None, (), now)
        return None
    shown = pages.view(_id(what), begun, over, operators.zone, now)
    data = pages.pack(shown, begun, over, now)
    rendered: Rendered = await asyncio.to_thread(
        parts.renderer.announce, shown, data, OPERATOR, now
    )
    outgoing = await asyncio.to_thread(freeze, configuration, rendered, operators.to)
    await parts.store.write(notices.tell, what, rendered, outgoing, now)
    log.info(
        "notices.told",
        digest=rendered.digest,
        begun=len(begun),
        over=len(over),
        deliveries=len(outgoing),
    )
    return rendered.digest


def _id(what: Waiting) -> DigestId:
    key = f"{OPERATOR}|{what.notice_ids}|{what.alarm_ids}"
    return DigestId(f"dg_{hashlib.sha256(key.encode()).hexdigest()[:24]}")
