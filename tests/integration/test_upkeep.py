"""maintain: what is past its time goes, and nothing that anybody needs."""

import os
from datetime import timedelta
from typing import Any

from service.store.upkeep import Keep
from tests.integration.newsroom import PADDING, Newsroom, feed, headlines, item


KEEP = Keep(
    articles=timedelta(days=365),
    pages=timedelta(days=30),
    seen=timedelta(days=180),
    dead_letters=timedelta(days=30),
)


async def test_pages_go_after_a_month_and_articles_stay(room: Newsroom, events: Any) -> None:
    """The bytes of a page are kept for new rules, for a while; what was told is on record."""
    inbox = await room.inbox()
    (inbox / "a.txt").write_text(f"Arms transfer agreed\n\nThe arms transfer began. {PADDING}")
    await room.poll("inbox")
    await room.tell("desk")
    await room.deliver()
    room.clock.forward(days=31)
    await room.pipeline.maintain(KEEP)
    assert await room.rows("page", "name") == []
    assert await room.column("article", "entry_id") == ["a.txt"]
    (said,) = [one for one in events if one["event"] == "service.maintained"]
    assert (said["page"], said["delivery"], said["article"]) == (1, 1, 0)


async def test_what_a_feed_still_serves_is_never_forgotten(room: Newsroom) -> None:
    """However old an entry is: as long as it is served it must not come back as new."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    await room.poll("wire")
    assert len(headlines(await room.tell("desk"))) == 1
    for _ in range(8):
        room.clock.forward(days=90)
        await room.poll("wire")
        await room.pipeline.maintain(KEEP)
    assert headlines(await room.tell("desk")) == []
    assert await room.column("article", "id") == [1]


async def test_unreadable_documents_are_not_kept_for_ever(room: Newsroom) -> None:
    """Nobody has looked for a month: the bytes go, the reason stays."""
    inbox = await room.inbox()
    for name in ("old.json", "new.json"):
        (inbox / name).write_text("{")
    await room.poll("inbox")
    old, new = sorted((room.folder / "aside" / "inbox").iterdir(), reverse=True)
    now = room.clock().timestamp()
    os.utime(new, (now, now))
    os.utime(old, (now - 31 * 86400,) * 2)
    await room.pipeline.maintain(KEEP)
    assert [path.name for path in (room.folder / "aside" / "inbox").iterdir()] == [new.name]
    assert sorted(await room.column("document", "name")) == ["new.json", "old.json"]
