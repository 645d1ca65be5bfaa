"""group: matched articles become stories, in one lane."""

from typing import Any

from service.pipeline import grouping
from tests.integration.newsroom import PADDING, Newsroom, feed, headlines, item, stories


LONG = f"An arms transfer to Osmeria was agreed on Friday. {PADDING}"


async def test_the_same_text_from_another_outlet_is_a_copy(room: Newsroom) -> None:
    """It is listed under the first report, and is no news of its own."""
    wire, paper = await room.source("wire"), await room.source("paper")
    wire.brings = feed(item("1", "Arms transfer agreed", LONG))
    paper.brings = feed(item("9", "A deal at last", LONG, url="https://paper.example/9"))
    await room.poll("wire")
    await room.poll("paper")
    (story,) = stories(await room.tell("desk"))
    assert story["headline"] == "Arms transfer agreed"
    assert [copy["outlet"] for copy in story["copies"]] == ["Paper"]
    assert await room.column("story_member", "relation") == ["first", "copy"]


async def test_a_copy_that_comes_later_is_counted_not_told(room: Newsroom) -> None:
    """What was told is not told again because somebody reprints it."""
    wire, paper = await room.source("wire"), await room.source("paper")
    wire.brings = feed(item("1", text=LONG))
    await room.poll("wire")
    await room.tell("desk")
    paper.brings = feed(item("9", text=LONG, url="https://paper.example/9"))
    await room.poll("paper")
    told = await room.tell("desk")
    assert headlines(told) == []
    assert await room.column("told", "how") == ["told", "merged"]
    assert b'"merged":1' in (told or b"")


async def test_the_same_text_again_from_one_outlet_is_not_told_again(room: Newsroom) -> None:
    """A new article of a source with the text of an earlier one is a copy of it."""
    wire = await room.source("wire")
    wire.brings = feed(item("1", text=LONG), item("2", "Once more: a transfer of arms", LONG))
    await room.poll("wire")
    assert await room.pipeline.group() == 2
    assert await room.column("story_member", "relation") == ["first", "copy"]
    assert len(stories(await room.tell("desk"))) == 1


async def test_short_texts_are_told_apart_by_their_titles(room: Newsroom) -> None:
    """Two words under many headlines are many stories."""
    wire, paper = await room.source("wire"), await room.source("paper")
    wire.brings = feed(item("1", "Osmeria halts arms transfer over unpaid bills", "Live updates"))
    paper.brings = feed(item("2", "Arms transfer: how Petrell buys rockets", "Live updates"))
    await room.poll("wire")
    await room.poll("paper")
    assert len(stories(await room.tell("desk"))) == 2


async def test_only_what_matched_enters_stories(room: Newsroom) -> None:
    """What nobody watches for is kept, and grouped with nothing."""
    wire = await room.source("wire")
    wire.brings = feed(item("1", "Herring landed", "Boats came home full of herring."))
    await room.poll("wire")
    assert await room.pipeline.group() == 0
    assert await room.rows("story", "id") == []


async def _placements(room: Newsroom) -> list[tuple[Any, ...]]:
    return await room.rows("story_member", "article_id", "story_id", "relation", "of_article")


async def test_one_lane_places_each_article_once(room: Newsroom) -> None:
    """Placed in one go or many, in the order of arrival, the stories are the same."""
    wire, paper = await room.source("wire"), await room.source("paper")
    wire.brings = feed(*(item(str(number)) for number in range(3)))
    paper.brings = feed(
        *({**item(str(number)), "url": f"https://paper.example/{number}"} for number in (2, 0, 1))
    )
    await room.poll("wire")
    await room.poll("paper")
    assert [await room.pipeline.group(), await room.pipeline.group()] == [6, 0]
    assert await _placements(room) == [
        (1, 1, "first", None),
        (2, 2, "first", None),
        (3, 3, "first", None),
        (4, 3, "copy", 3),
        (5, 1, "copy", 1),
        (6, 2, "copy", 2),
    ]


async def test_more_than_a_batch_is_placed(room: Newsroom) -> None:
    """The lane goes on until nothing waits."""
    wire = await room.source("wire")
    total = grouping.BATCH + 5
    wire.brings = feed(*(item(str(number)) for number in range(total)))
    await room.poll("wire")
    assert await room.pipeline.group() == total


async def test_a_decision_is_kept_with_its_measure(room: Newsroom) -> None:
    """Why two articles are one story can be shown."""
    wire, paper = await room.source("wire"), await room.source("paper")
    wire.brings = paper.brings = feed(item("1", text=LONG, url=None))
    await room.poll("wire")
    await room.poll("paper")
    await room.pipeline.group()
    first, second = await room.rows("story_member", "measure", "value", "threshold", "nearest")
    assert (first[0], first[1], first[3]) == ("likeness", 0.0, None)
    assert second == ("equal text", 1.0, 1.0, 1)


async def test_a_feed_with_the_newest_on_top_tells_who_was_first(room: Newsroom) -> None:
    """What a feed serves at once is placed in the order of its dates: the first report opens the story."""
    wire = await room.source("wire")
    text = f"The ministers agreed on an arms transfer. {PADDING}"
    late = item("late", "Arms transfer agreed, 17 crates", f"{text} 17 crates are at the pier.")
    early = item("early", "Arms transfer agreed", text)
    wire.brings = feed(
        late | {"date_published": "2026-03-01T10:00:00Z"},
        early | {"date_published": "2026-03-01T08:00:00Z"},
    )
    await room.poll("wire")
    await room.pipeline.group()
    assert await room.column("article", "entry_id") == ["early", "late"]
    assert await room.column("story_member", "relation") == ["first", "update"]
