"""When streams speak: the slots that have come, and the next one, as rows."""

from datetime import datetime

from service.digests.slots import next_occurrence, occurrences
from service.model import Stream, StreamId, StreamKind
from service.pipeline.parts import Configuration, Parts
from service.store import digests


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
    after = await parts.store.read(digests.slots_from, stream.id)
    if after > now:
        return  # the next one is written down already
    upcoming = next_occurrence(schedule, stream.zone, now)
    for slot in (
        *occurrences(schedule, stream.zone, after, now),
        *([upcoming] if upcoming else []),
    ):
        await parts.store.write(
            digests.add_slot, stream.id, slot.local_date, slot.local_time, slot.due_at
        )


async def _open_instant(parts: Parts, stream: Stream, now: datetime) -> None:
    if await parts.store.read(digests.has_open_slot, stream.id):
        return
    if await parts.store.read(digests.has_pending, stream.id, stream.tiers):
        await add_unscheduled(parts, stream.id, now, now + stream.group_wait)


async def add_unscheduled(
    parts: Parts, stream_id: StreamId, now: datetime, due_at: datetime
) -> None:
    """Open a slot that no schedule names, called after the instant it was opened at."""
    await parts.store.write(
        digests.add_slot, stream_id, now.date(), f"at {now.isoformat()}", due_at
    )
