"""When streams speak: the slots that have come, and the next one, as rows."""

import asyncio
from collections import deque
from datetime import datetime

from service.digests.schedules import Schedule
from service.digests.slots import Occurrence, next_occurrence, occurrences
from service.model import Stream, StreamId, StreamKind
from service.pipeline.composing import held_until
from service.pipeline.parts import Configuration, Parts
from service.store import digests, slots


WRITTEN = 1000
"""So many missed slots of a stream are written down, the newest; those before are counted."""


async def open_slots(parts: Parts, configuration: Configuration) -> None:
    """Write down what is due; what is written down already stays as it is."""
    now = parts.clock()
    for stream in configuration.streams.values():
        if stream.kind is StreamKind.DIGEST:
            await _open_scheduled(parts, configuration, stream, now)
        else:
            await _open_instant(parts, stream, now)


async def _open_scheduled(
    parts: Parts, configuration: Configuration, stream: Stream, now: datetime
) -> None:
    schedule = configuration.schedules[stream.id]
    after = await parts.store.read(slots.begin_after, stream.id, now)
    if after > now:
        return  # the next one is written down already
    # A stream of every minute that was off for a year has missed half a million: never on the loop.
    found, missed = await asyncio.to_thread(_come, schedule, stream.zone, after, now)
    wanted = [(one.local_date, one.local_time, one.due_at) for one in found]
    await parts.store.write(slots.add, stream.id, wanted, missed)


def _come(
    schedule: Schedule, zone: str, after: datetime, now: datetime
) -> tuple[list[Occurrence], int]:
    """Give the newest of the slots that have come, and the next one; and how many came before."""
    newest: deque[Occurrence] = deque(maxlen=WRITTEN)
    number = 0
    for one in occurrences(schedule, zone, after, now):
        newest.append(one)
        number += 1
    upcoming = next_occurrence(schedule, zone, now)
    return [*newest, *filter(None, [upcoming])], number - len(newest)


async def _open_instant(parts: Parts, stream: Stream, now: datetime) -> None:
    if not await parts.store.read(digests.has_pending, stream.id):
        return
    soon = now + stream.group_wait
    if not await parts.store.read(slots.has_open, stream.id):
        await _add_unscheduled(parts, stream.id, "instant", now, soon)
    elif await held_until(parts, stream, now) is None:
        # The slot may wait for the end of quiet hours, which this news need not.
        await parts.store.write(slots.bring_forward, stream.id, soon)


async def speak_now(parts: Parts, stream_id: StreamId, now: datetime) -> None:
    """Open a slot that no schedule names, and no news waits for."""
    await _add_unscheduled(parts, stream_id, "once", now, now)


async def _add_unscheduled(
    parts: Parts, stream_id: StreamId, why: str, now: datetime, due_at: datetime
) -> None:
    slot = (now.date(), f"{why} {now.isoformat()}", due_at)
    await parts.store.write(slots.add, stream_id, [slot])
