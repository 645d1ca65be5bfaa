"""group: matched articles, in one lane, in order of arrival -> stories."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from service.crash import crashpoint
from service.model import ArticleId, Signature, StoryId
from service.pipeline.parts import Parts
from service.store import stories
from service.stories.group import Groupable, comparison_hash, place


WINDOW = timedelta(days=14)
BATCH = 200

log = structlog.get_logger()


async def group(parts: Parts) -> int:
    """Place every matched article that has no story yet; give their number."""
    placed = 0
    while batch := await parts.store.write(_place_batch, parts.clock()):
        crashpoint("group.committed")
        placed += batch
    if placed:
        log.info("story.grouped", articles=placed)
    return placed


def _place_batch(connection: Connection, now: datetime) -> int:
    """Read, decide and write in one transaction: that is the lane."""
    rows = stories.waiting(connection, BATCH)
    for row in rows:
        shared = comparison_hash(row.text, row.text_hash, row.content_hash)
        item = Groupable(
            article=ArticleId(row.id),
            publisher=row.publisher,
            text_hash=shared,
            seen_at=row.first_seen_at,
        )
        placement = place(item, stories.holders(connection, shared, now - WINDOW))
        crashpoint("group.open")
        stories.add_member(connection, placement, _signature(item), now)
    return len(rows)


def _signature(item: Groupable) -> Signature:
    return Signature(
        article=item.article,
        publisher=item.publisher,
        story=StoryId(0),
        text_hash=item.text_hash,
        seen_at=item.seen_at,
    )
