"""A report that its outlet corrects, or takes back, after readers were told of it."""

import pytest

from service.model import Backfill
from tests.integration.newsroom import PADDING, Newsroom, feed, headlines, item, stories


async def told(room: Newsroom) -> None:
    """Tell the desk of an arms transfer."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]


async def test_a_correction_is_told_although_the_words_that_matched_are_old(
    room: Newsroom,
) -> None:
    """With the reason; an ordinary edit is not told, and the next edit is no correction again."""
    await told(room)
    corrected = item("1")
    corrected["content_text"] += "\n\nCorrection: the envoys met on Monday, not on Sunday."
    room.kinds["wire"].brings = feed(corrected)
    await room.poll("wire")
    (story,) = stories(await room.tell("desk"))
    assert story["reason"] == "The report was corrected; new since 08:02"
    assert (story["why"], story["standing"]) == ("updated", "correction")
    room.kinds["wire"].brings = feed(
        {**corrected, "content_text": f"{corrected['content_text']} A."}
    )
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == []


@pytest.mark.parametrize(
    "title",
    [
        "Arms transfer agreed",
        "RETRACTED: Arms transfer agreed",
        "RETRACTED: envoys of both sides",
        "Envoys of both sides",
    ],
)
async def test_a_retraction_is_told_although_no_rule_holds_any_more(
    room: Newsroom, title: str
) -> None:
    """What readers were told must not stand; the words that take it back are the evidence."""
    await told(room)
    note = "This story has been withdrawn because its source was forged."
    room.kinds["wire"].brings = feed(item("1", title, note))
    await room.poll("wire")
    (story,) = stories(await room.tell("desk"))
    assert story["headline"] == title
    assert story["reason"] == "The report was taken back by its outlet; new since 08:02"
    assert [one["id"] for one in story["rules"]] == ["desk/arms"]
    assert await room.rows("article", "version") == [(2,)]


async def test_a_correction_of_what_nobody_was_told_is_no_news(room: Newsroom) -> None:
    """A baseline is told to nobody, and neither are its corrections."""
    wire = await room.source("wire", backfill=Backfill.NONE)
    wire.brings = feed(item("1"))
    await room.poll("wire")
    corrected = item("1")
    corrected["content_text"] += "\n\nCorrection: the envoys met on Monday."
    wire.brings = feed(corrected)
    await room.poll("wire")
    assert await room.column("article_version", "standing") == [None, "correction"]
    assert headlines(await room.tell("desk")) == []


async def test_a_rule_that_left_tells_no_corrections(room: Newsroom) -> None:
    """Nobody asks for it any more."""
    await told(room)
    await room.configure(rules=())
    room.kinds["wire"].brings = feed(item("1", text="This story has been retracted."))
    await room.poll("wire")
    assert await room.column("match", "version") == [1]


async def test_a_report_that_comes_corrected_says_so(room: Newsroom) -> None:
    """At first sight, too."""
    wire = await room.source("wire")
    note = f"Correction: the envoys met on Monday.\n\nAn arms transfer was agreed. {PADDING}"
    wire.brings = feed(item("1", "Arms transfer agreed", note))
    await room.poll("wire")
    (story,) = stories(await room.tell("desk"))
    assert (story["why"], story["reason"]) == ("new", "The report carries a correction")
