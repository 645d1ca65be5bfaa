"""A clock that was ahead has put things off: they are brought back, and no slot is lost or doubled."""

from datetime import datetime, timedelta

import structlog

from service.digests.slots import Occurrence, next_occurrence
from service.model import Stream, StreamKind
from service.pipeline.parts import Configuration, Parts
from service.sources.rhythm import LONGEST, SHARE
from service.store import ahead


log = structlog.get_logger()


async def bring_back(
    parts: Parts, configuration: Configuration, now: datetime, step: timedelta
) -> None:
    """Let nothing wait longer than it may; `step`: so much the clock was just set back."""
    waits = {
        source_id: max(watched.every, LONGEST) * (1 + SHARE)
        for source_id, watched in configuration.sources.items()
    }
    changed = await parts.store.write(ahead.bring_back, now, step, waits)
    for stream in configuration.streams.values():
        following = _following(configuration, stream, now)
        if following is not None:
            changed += await parts.store.write(
                ahead.drop_later_slots,
                stream.id,
                following.local_date.isoformat(),
                following.local_time,
            )
    if changed:
        log.warning("clock.was_ahead", brought_back=changed)


def _following(configuration: Configuration, stream: Stream, now: datetime) -> Occurrence | None:
    """Find the next slot of a stream; None for one that no schedule drives."""
    if stream.kind is StreamKind.INSTANT:
        return None
    return next_occurrence(configuration.schedules[stream.id], stream.zone, now)
