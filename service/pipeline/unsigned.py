"""Reports that were placed before there was a lane: after an upgrade they are signed, once, as they stand.

Without that, the copies and further reports of what readers were told of in the last fortnight would be new
stories.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from service.model import ArticleId, Relation
from service.pipeline.lane import HOUR, STRETCH, incoming, signed
from service.pipeline.parts import Parts
from service.store import lane as rows
from service.store.lane import Signed
from service.stories.prepared import Unread, prepare_all
from service.stories.window import WINDOW, Incoming, Window


log = structlog.get_logger()


async def sign(parts: Parts) -> None:
    """Sign what was placed within the window, where nothing ever was signed."""
    since, window = parts.clock() - timedelta(hours=WINDOW), Window()
    made: list[Signed] = []
    after = ArticleId(0)
    while some := await parts.store.read(rows.unsigned, since, after, STRETCH):
        await asyncio.to_thread(_sign_on, made, window, some)
        after = made[-1].article
    if not made:
        return
    if await parts.store.write(_write, tuple(made)):
        log.info("story.signed", articles=len(made))


def _sign_on(made: list[Signed], window: Window, placed: Sequence[Row[Any]]) -> None:
    read = prepare_all(
        [Unread(title=row.title, text=row.text, language=row.language) for row in placed]
    )
    for row, prepared in zip(placed, read, strict=True):
        seen = max(row.placed_at.timestamp() / HOUR, made[-1].seen if made else 0.0)
        made.append(_sign(window, row, incoming(row, prepared, seen), len(made) + 1))


def _sign(window: Window, row: Row[Any], new: Incoming, step: int) -> Signed:
    placed = window.adopt(new, row.story_id, copies=row.relation == Relation.COPY)
    return signed(new, step, row.story_id, placed.signature, opened=placed.opened)


def _write(connection: Connection, made: tuple[Signed, ...]) -> bool:
    if rows.last_step(connection):
        return False  # another process was faster
    for one in made:
        rows.sign(connection, one)
    return True
