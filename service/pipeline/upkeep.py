"""maintain: what is past its time goes, in short transactions, so that nothing waits for it."""

import asyncio
from datetime import datetime

import structlog

from service.pipeline.parts import Parts
from service.store import upkeep
from service.store.upkeep import Keep


log = structlog.get_logger()


async def maintain(parts: Parts, keep: Keep) -> None:
    """Delete what need not be kept, and put the database in order."""
    now = parts.clock()
    total: dict[str, int] = {}
    while any((pruned := await parts.store.write(upkeep.prune, keep, now)).values()):
        for name, number in pruned.items():
            total[name] = total.get(name, 0) + number
    aside = await asyncio.to_thread(_clear_aside, parts, now - keep.dead_letters)
    await parts.store.maintain()
    log.info("service.maintained", aside=aside, **total)


def _clear_aside(parts: Parts, before: datetime) -> int:
    """Delete the bytes of unreadable documents that nobody has looked into for long."""
    old = [
        path
        for path in parts.aside.glob("*/*")
        if path.is_file() and path.stat().st_mtime < before.timestamp()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
