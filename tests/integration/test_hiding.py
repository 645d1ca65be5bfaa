"""Nobody hides a report, and nobody puts words into one: whatever a feed claims or repeats."""

from dataclasses import replace
from datetime import timedelta

from service.model import Backfill
from tests.integration.newsroom import ARMS, PADDING, Newsroom, feed, headlines, item, stories
from tests.invented import words


async def test_a_source_that_repeats_a_page_cannot_rewrite_it(room: Newsroom) -> None:
    """What it serves under that id later is an article of its own."""
    wire, liar = await room.source("wire"), await room.source("liar")
    wire.brings = liar.brings = feed(item("1"))
    await room.poll("wire")
    await room.poll("liar")
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]
    liar.brings = feed(item("1", "Arms transfer denied", "No arms transfer was agreed, they say."))
    await room.poll("liar")
    assert await room.rows("article", "source_id", "version") == [("wire", 1), ("liar", 1)]
    assert await room.column("article_version", "title") == [
        "Arms transfer agreed",
        "Arms transfer denied",
    ]
    assert headlines(await room.tell("desk")) == ["Arms transfer denied"]


async def test_a_page_that_others_brought_is_told_where_theirs_do_not_count(
    room: Newsroom,
) -> None:
    """A watchlist may listen to one source only: another that is faster hides nothing from it."""
    mirror, wire = await room.source("mirror"), await room.source("wire")
    await room.configure(rules=[replace(ARMS, include=("wire",))])
    wire.brings = mirror.brings = feed(item("1"))
    await room.poll("mirror")
    await room.poll("wire")
    (story,) = stories(await room.tell("desk"))
    assert story["outlet"] == "Wire"


async def test_a_summary_that_only_one_source_serves_is_read(room: Newsroom) -> None:
    """Same link, title and text, and a teaser that says more."""
    dull, wire = await room.source("dull"), await room.source("wire")
    entry = item("1", "From the port", f"Ships came and went. {PADDING}")
    dull.brings = feed(entry)
    wire.brings = feed({**entry, "summary": "An arms transfer is behind it."})
    await room.poll("dull")
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == ["From the port"]


async def test_a_page_that_others_brought_is_read_once(room: Newsroom) -> None:
    """It is known as it was served, and costs nothing at the next poll."""
    wire, mirror = await room.source("wire"), await room.source("mirror")
    wire.brings = mirror.brings = feed(item("1"))
    for name in ("wire", "mirror", "mirror"):
        await room.poll(name)
    assert await room.column("poll", "entries") == [1, 1]
    assert await room.column("poll", "times") == [1, 2]  # the third brought what the second had
    assert sorted(key[:3] for key in await room.column("entry", "key")) == [
        "as:",
        "as:",
        "id:",
        "tex",
        "url",
    ]


async def test_entries_that_share_everything_but_their_text_are_all_told(room: Newsroom) -> None:
    """A feed without ids whose entries link to one page is a feed all the same."""
    wire = await room.source("wire")
    page = "https://wire.example/live"
    wire.brings = feed(
        *(
            {
                "url": page,
                "title": title,
                "content_text": f"{title}: an arms transfer. {words(title)}",
            }
            for title in ("Arms at noon", "Arms at one", "Arms at two")
        )
    )
    await room.poll("wire")
    told = headlines(await room.tell("desk"))
    assert sorted(told) == ["Arms at noon", "Arms at one", "Arms at two"]


async def test_a_feed_that_gives_every_item_one_id_is_told_item_by_item(room: Newsroom) -> None:
    """Even if it shows one item at a time."""
    wire = await room.source("wire")
    for number in range(3):
        entry = item("site", f"Arms transfer {number}", url=f"https://wire.example/{number}")
        wire.brings = feed(
            {**entry, "content_text": f"{number}. An arms transfer. {words(number)}"}
        )
        await room.poll("wire")
    assert len(headlines(await room.tell("desk"))) == 3
    assert await room.column("article", "version") == [1, 1, 1]


async def test_a_headline_without_a_text_may_come_every_day(room: Newsroom) -> None:
    """Equal words of another day are another item; of the same day they are not."""
    wire = await room.source("wire")
    title = "Arms transfer: the morning briefing"
    days = ("2026-03-01", "2026-03-01", "2026-03-02")
    for number, day in enumerate(days):
        entry = {"id": str(number), "url": f"https://wire.example/{number}", "title": title}
        wire.brings = feed({**entry, "date_published": f"{day}T06:00:00Z"})
        await room.poll("wire")
    assert await room.column("article", "entry_id") == ["0", "2"]


async def test_a_first_sight_in_several_batches_tells_nothing(room: Newsroom) -> None:
    """What the first poll leaves for the next is no news either."""
    wire = await room.source("wire", backfill=Backfill.NONE)
    wire.brings = feed(item("1"), more=True)
    assert await room.poll("wire")
    wire.brings = feed(item("1"), item("2"))
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == []
    wire.brings = feed(item("3", "Arms transfer seen"))
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == ["Arms transfer seen"]


async def test_a_clock_that_goes_back_loses_nothing(room: Newsroom) -> None:
    """What is told is what was not told: no date takes part in it."""
    wire = await room.source("wire")
    room.clock.instant -= timedelta(days=2)
    wire.brings = feed(item("1"))
    await room.poll("wire")
    room.clock.instant += timedelta(days=2)
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]
