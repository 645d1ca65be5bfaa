"""A story that was told: what of it is told again, why, and what is kept quiet."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from service.model import Pins, Rule, Tier
from service.store import accounts
from service.stories.statements import MOST_SENTENCES
from tests.integration.newsroom import (
    ARMS,
    DESK,
    PADDING,
    VISIT,
    Newsroom,
    feed,
    headlines,
    item,
    sentences,
    stories,
)
from tests.invented import words


LEDE = "An arms transfer to Osmeria was agreed on Friday; 12 guns go first."
FIRST = f"{LEDE} {PADDING}"
RETOLD = (
    "12 guns go first of the arms transfer to Osmeria that was agreed on Friday.",
    "Agreed on Friday: to Osmeria an arms transfer goes; first go 12 guns.",
    "On Friday an arms transfer was agreed; guns, 12, go to Osmeria first.",
    "Osmeria: first go guns, 12, of an arms transfer; Friday it was agreed.",
)
"""In the words of four outlets, of whom none copies another."""
AGAIN = RETOLD[0]
MORE = f"{FIRST}\n\nOlin Dray of the customs office was arrested over the arms transfer."


class Desk:
    """A desk that was told of a story at seven, and outlets that report it one after another."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.count = 0

    async def publish(self, outlet: str, text: str, title: str = "Arms transfer agreed") -> None:
        self.count += 1
        if outlet not in self.room.kinds:
            await self.room.source(outlet)
        url = f"https://{outlet}.example/{self.count}"
        self.room.kinds[outlet].brings = feed(item(str(self.count), title, text, url=url))
        await self.room.poll(outlet)
        await self.room.pipeline.group()

    async def hour(self) -> bytes | None:
        self.room.clock.forward(minutes=59)
        return await self.room.tell("desk")


@pytest.fixture
async def desk(either_room: Newsroom) -> Desk:
    """Tell the desk of an arms transfer."""
    found = Desk(either_room)
    await found.publish("wire", FIRST)
    assert headlines(await found.hour()) == ["Arms transfer agreed"]
    return found


async def test_a_report_without_news_is_counted(desk: Desk) -> None:
    """It is listed as such, and the reason is kept with its measure."""
    await desk.publish("lantern", AGAIN, "Osmeria: arms transfer agreed")

    told = await desk.hour()

    assert headlines(told) == []
    assert "1 report without anything new counted, not told again" in sentences(told)
    found = await desk.room.store.read(accounts.accounts, "desk", 9)
    assert [(one.how, one.why) for one in found] == [("merged", "nothing-new"), ("told", "new")]
    assert found[0].value is not None
    assert found[0].threshold is not None
    assert found[0].value >= found[0].threshold


async def test_what_is_new_is_told_alone(desk: Desk) -> None:
    """The digest shows the new sentence, and by what it is new."""
    await desk.publish("lantern", MORE, "Osmeria: arms transfer agreed")

    (story,) = stories(await desk.hour())

    assert (story["why"], story["reasons"]) == ("updated", ["fact"])
    (new,) = story["news"]
    assert new["sentence"].startswith("Olin Dray of the customs office")
    assert "Olin" in story["new_names"]
    assert headlines(await desk.hour()) == []


async def test_a_changed_number_is_new(desk: Desk) -> None:
    """Though all else in the sentence was told."""
    await desk.publish("lantern", FIRST.replace("12 guns", "40 guns"), "Osmeria: arms transfer")

    (story,) = stories(await desk.hour())

    assert (story["new_figures"], story["news_total"]) == (["40"], 1)


async def test_further_outlets(desk: Desk) -> None:
    """The third outlet that says the same brings the story back; the fourth does not."""
    for hour, outlet in enumerate(("lantern", "courier", "gazette", "herald")):
        await desk.publish(outlet, RETOLD[hour], "Osmeria: arms transfer agreed")
        found = stories(await desk.hour())
        assert bool(found) is (hour == 2)
        if found:
            assert found[0]["reasons"] == ["outlets"]
            assert found[0]["further_outlets"] == ["Lantern", "Courier", "Gazette"]


async def test_a_report_too_long_to_compare(desk: Desk) -> None:
    """It is told whole, as what is not compared could be news."""
    calm = "It was agreed. " * MOST_SENTENCES
    await desk.publish("lantern", f"{AGAIN} {calm} Olin Dray was arrested.", "Osmeria: arms")

    (story,) = stories(await desk.hour())

    assert story["reasons"] == ["uncompared"]


async def test_a_correction_of_a_known_text(desk: Desk) -> None:
    """It is told for what it says of itself."""
    await desk.publish(
        "lantern", f"{AGAIN}\n\nCorrection: 12 guns go first.", "Osmeria: arms transfer agreed"
    )

    (story,) = stories(await desk.hour())

    assert story["reasons"][0] == "correction"


NOTE = "(Corrects the number of guns in the lede to 12, not 21)"


async def test_what_a_correction_corrects(desk: Desk) -> None:
    """Its note is told, though all its words are known; a copy of it tells nothing more."""
    await desk.publish("wire", f"{NOTE}\n\n{FIRST}", "CORRECTED: Arms transfer agreed")
    (story,) = stories(await desk.hour())
    assert story["news"][0]["sentence"] == NOTE
    await desk.publish("lantern", f"{NOTE}\n\n{FIRST}", "CORRECTED: Arms transfer agreed")
    assert headlines(await desk.hour()) == []


async def test_a_higher_tier(desk: Desk) -> None:
    """A report that adds nothing, but that an urgent rule finds, is told."""
    urgent = Rule(watchlist="desk", id="guns", title="Guns", query="guns", tier=Tier.URGENT)
    await desk.room.configure(rules=(ARMS, urgent))
    await desk.publish("lantern", AGAIN, "Osmeria: arms transfer agreed")

    (story,) = stories(await desk.hour())

    assert (story["why"], story["reasons"][0]) == ("tier", "tier")


async def test_another_rule(desk: Desk) -> None:
    """The evidence of a rule that has found nothing yet is news, though its sentence was told."""
    await desk.room.configure(
        rules=(ARMS, replace(VISIT, id="guns", query="guns", tier=Tier.NORMAL))
    )
    await desk.publish("lantern", AGAIN, "Osmeria: arms transfer agreed")

    (story,) = stories(await desk.hour())

    assert [one["by"] for one in story["news"]] == ["rule"]


async def test_a_reminder(desk: Desk) -> None:
    """Kept apart, after the time that the desk wants, and only while the story is reported."""
    await desk.room.configure(streams=[replace(DESK, remind=timedelta(hours=2))])
    await desk.publish("lantern", AGAIN, "Osmeria: arms transfer agreed")
    assert b'"reminders":[]' in (await desk.hour() or b"")
    assert b'"reminders":[]' in (await desk.hour() or b"")
    await desk.publish("courier", AGAIN, "Osmeria: arms transfer agreed")

    told = await desk.hour() or b""

    assert headlines(told) == []
    assert b'"reminders":[{"id":1' in told
    assert (await desk.room.store.read(accounts.accounts, "desk", 1))[0].why == "reminder"


async def test_a_copy_that_adds_something(room: Newsroom) -> None:
    """What most of it says was told: its new sentence is told, alone; one too long to compare is told whole."""
    for name in ("wire", "paper", "post"):
        await room.source(name)
    long = f"An arms transfer was agreed. {' '.join(words(n, 9) for n in range(8))}"
    brought: tuple[tuple[str, str, list[list[str]]], ...] = (
        ("wire", "", [["new"]]),
        ("paper", "", []),
        ("paper", " Olin Dray was arrested.", [["fact"]]),
        ("post", f" {'The river is calm. ' * MOST_SENTENCES}", [["uncompared"]]),
    )
    for number, (name, added, reasons) in enumerate(brought):
        url = f"https://{name}.example/{number}"
        room.kinds[name].brings = feed(item(str(number), text=f"{long}{added}", url=url))
        await room.poll(name)
        found = stories(await room.tell("desk"))
        assert [story["reasons"] or [story["why"]] for story in found] == reasons
    assert await room.column("story_member", "relation") == ["first", "copy", "update", "copy"]


# --- stories that merge, and reports that are moved ----------------------------------------------

STRIKE = "Dockers of Brunholt strike over an arms transfer to Lorvany through their harbour"


def pin(desk: Desk, **pins: Any) -> None:
    pipeline = desk.room.pipeline
    pipeline.configuration = replace(pipeline.configuration, pins=Pins(**pins))


async def test_two_told_stories_become_one(desk: Desk) -> None:
    """It is said once, by the headlines that were told; neither is told again."""
    await desk.publish("lantern", f"{STRIKE}.", STRIKE)
    assert headlines(await desk.hour()) == [STRIKE]
    pin(desk, together=(("1", "2"),))
    await desk.room.pipeline.group()

    told, later = await desk.hour(), await desk.hour()

    assert (headlines(told), headlines(later)) == ([], [])
    (joined,) = json.loads(told or b"")["joined"]
    assert [one["headline"] for one in joined["formers"]] == ["Arms transfer agreed", STRIKE]
    assert json.loads(later or b"")["joined"] == []


async def test_a_story_that_was_told_takes_in_one_that_was_not(desk: Desk) -> None:
    """It is told again for what is new, and there was one story only that was told."""
    await desk.publish("lantern", f"{STRIKE}.", STRIKE)
    pin(desk, together=(("1", "2"),))
    await desk.room.pipeline.group()

    told = await desk.hour()

    assert [(one["id"], one["reasons"]) for one in stories(told)] == [(1, ["fact"])]
    assert json.loads(told or b"")["joined"] == []


async def test_two_untold_stories_become_one(desk: Desk) -> None:
    """They are told once, as new."""
    await desk.publish("lantern", f"{STRIKE}.", STRIKE)
    await desk.publish("courier", "Maren buys a rocket: arms transfer.", "Rockets for Maren")
    pin(desk, together=(("2", "3"),))
    await desk.room.pipeline.group()

    (story,) = stories(await desk.hour())

    assert (story["why"], story["reports_total"]) == ("new", 1)


async def test_a_told_report_is_moved(desk: Desk) -> None:
    """It is told in its new place, and what was told of its old one stays told."""
    await desk.publish("lantern", MORE, "Osmeria: arms transfer agreed")
    assert len(stories(await desk.hour())) == 1
    pin(desk, apart=(("1", "2"),))
    await desk.room.pipeline.group()
    assert headlines(await desk.hour()) == []


async def test_a_report_that_was_only_counted_is_moved(desk: Desk) -> None:
    """Of its own story nobody has heard: the next report of it is told as new."""
    await desk.publish("lantern", AGAIN, "Osmeria: arms transfer agreed")
    assert headlines(await desk.hour()) == []
    pin(desk, together=(("2", "3"),), apart=(("1", "2"), ("1", "3")))
    await desk.publish("courier", f"{STRIKE}.", STRIKE)

    (story,) = stories(await desk.hour())

    assert (story["id"] > 1, story["why"], story["headline"]) == (True, "new", STRIKE)
