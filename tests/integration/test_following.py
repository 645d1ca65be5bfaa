"""A stream of invented reports, followed as a user would: `run --once`, then `story …`."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from service.cli import story_words
from service.stories import copies, group, window
from tests.integration.place import Place
from tests.integration.test_cli import Wirewatch
from tests.invented import words


STREAM = (Path(__file__).parent / "stream.jsonl").read_text(encoding="utf-8").splitlines()
WATCHLIST = """\
watchlist: desk
title: The desk
rules: [{id: inspectors, query: inspectors}]
digest: {schedule: daily 12:00, to: [outbox]}
"""


class Desk:
    """A desk whose inbox fills, and which is told what came."""

    def __init__(self, place: Place) -> None:
        place.write(desk=WATCHLIST)
        self.place = place
        self.call = Wirewatch(place)
        self._told: set[Path] = set()

    def hears(self, name: str, *lines: str) -> list[dict[str, Any]]:
        """Let reports come and a digest be written; give its stories."""
        self.place.drop(f"{name}.jsonl", "\n".join(lines))
        self.call("run --once")
        outbox = set((self.place.data / "outbox").glob("*.json"))
        (written,) = outbox - self._told
        self._told |= outbox
        stories: list[dict[str, Any]] = json.loads(written.read_text())["stories"]
        return stories


@pytest.fixture
def desk(place: Place) -> Desk:
    return Desk(place)


def test_a_morning(desk: Desk) -> None:
    """Eight reports are four stories; four more bring two stories, and make two of them one."""
    first = desk.hears("early", *STREAM[:8])
    assert sorted(story["headline"] for story in first) == [
        "Central bank of Lorvany raises rates to 6 percent",
        "Doors of storm-hit ship were open, crew of Sundhaven tells inquiry",
        "Ferry Alder Queen sinks off Port Hallam, 17 dead",
        "Zwei Tote bei Brand im Stellwerk Brunnholt",
    ]
    late = desk.hears("late", *STREAM[8:])
    assert sum(story["why"] == "new" for story in late) == 2
    listed = desk.call.lines("story list --json")
    assert sorted((one["reports"], one["copies"], one["updates"]) for one in listed) == [
        (1, 0, 0),
        (1, 0, 0),
        (2, 0, 0),
        (2, 0, 0),
        (4, 1, 1),
    ]
    assert desk.hears("nothing") == []


def test_what_comes_later_is_told_with_what_is_known(desk: Desk) -> None:
    """The report that makes two stories one is told once, for what is new in it."""
    desk.hears("early", *STREAM[:8])
    (told,) = desk.hears("bridge", STREAM[8])
    assert told["id"] == 1
    assert told["why"] == "updated"


def test_a_story_from_its_beginning(desk: Desk) -> None:
    """Who was first, who carried it, who reported it, too; what became one; what was told."""
    desk.hears("early", *STREAM[:9])
    shown = desk.call("story show s1")
    assert "Meridian Wire was first" in shown
    assert "Elster Gazette carries Meridian Wire" in shown
    assert "Tessaro Observer reports it, too" in shown
    assert "Hallam Post reported it as a story of its own" in shown
    assert "Meridian Wire brings its report up to date" in shown
    assert "s4 became one with s1, as they had come to be alike: likeness 0." in shown
    assert "told to desk: 5 reports, 1 copy, in dg_" in shown
    assert "published 2" in shown
    assert "s4 became one with s1\n" in desk.call("story show 4")
    (data,) = desk.call.lines("story show s1 --json")
    assert [one["relation"] for one in data["entries"]].count("report") == 3
    assert [(one["kept"], one["gone"], one["why"]) for one in data["merges"]] == [
        (1, 4, "likeness")
    ]
    assert data["told"][0]["how"] == "told"


def test_stories_are_listed(desk: Desk) -> None:
    """The last one first, in words and as lines."""
    desk.hears("dull", STREAM[0].replace("inspectors", "clerks"))
    assert desk.call("story list").startswith("no stories yet")
    assert desk.call("story list --json") == ""
    desk.hears("early", *STREAM[1:4])
    words = desk.call("story list")
    assert "2 outlets: 2 reports" in words
    assert "Ferry sinks with 212 aboard" in words
    assert "Elster Gazette, Tessaro Observer" in words
    assert len(desk.call("story list --limit 1").splitlines()) == 3


def test_why_two_reports_are_one_story_or_not(desk: Desk) -> None:
    """Decisions, words in common and apart; by number, link and story."""
    desk.hears("early", *STREAM[:9])
    one = desk.call("story explain 1 https://tessaro.example/3")
    assert "in one story" in one
    assert re.search(r"likeness 0\.\d\d, at least 0\.\d\d was asked", one)
    assert "are no copies: text in both 0.0" in one
    assert "both say: " in one
    assert "in two stories" in desk.call("story explain s1 s2")
    (data,) = desk.call.lines("story explain s1 https://elster.example/ferry --json")
    assert (data["together"], data["copies"]["copied"]) == (True, True)
    assert "hallam" in data["words"]["shared"]
    joined = desk.call("story explain 1 8")
    assert "s4 became one with s1" in joined


def test_what_is_cut_of_a_long_report_is_said(desk: Desk) -> None:
    """A report costs the others no more than a bound."""
    report = json.loads(STREAM[0])
    more = " ".join(words(part, 100) for part in range(80))
    desk.hears("long", json.dumps(report | {"text": f"{report['text']}\n\n{more}"}), STREAM[1])
    said = "of 1 the first 60,000 characters are compared"
    assert said in desk.call("story explain 1 2")
    (data,) = desk.call.lines("story explain 1 2 --json")
    assert data["copies"]["cut"] == [1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("story show s99", "there is no story s99"),
        ("story show ferry", "there is no story ferry"),
        ("story explain 1 99", "article 99 is not known"),
        ("story explain s99 1", "there is no story s99"),
        ("story pin 1 2000", "article 2000 is not known"),
        ("story pin 1 s1", "name two reports or more: this is article 1 alone"),
        ("story explain 1 s1", "both are article 1: name two reports"),
        ("story show 99999999999999999999", "there is no story 99999999999999999999"),
        ("story explain 1 99999999999999999999", "article 99999999999999999999 is not known"),
        ("story explain 1 s99999999999999999999", "there is no story s99999999999999999999"),
        ("article show 99999999999999999999", "there is no article 99999999999999999999"),
    ],
)
def test_what_is_not_there_is_said(desk: Desk, line: str, said: str) -> None:
    """It ends as a finding, and writes nothing."""
    desk.hears("early", STREAM[0])
    desk.call(line)
    assert (desk.call.code, said in desk.call.err) == (1, True)
    assert not (desk.place.config / "pins.yaml").exists()


def test_pins_by_hand(desk: Desk) -> None:
    """Two stories become one, a report leaves with its copies: at the next pass, with the reason."""
    desk.hears("early", *STREAM[:4])
    printed = desk.call("story pin s1 s2")
    assert "pinned together" in printed
    assert "  - [1, 4]  # Ferry Alder Queen sinks" in (desk.place.config / "pins.yaml").read_text()
    desk.call("story pin 1 3 --apart")
    desk.call("run --once")
    shown = desk.call("story show s1")
    assert "s2 became one with s1, as they are pinned together\n" in shown
    assert "article 3 went from s1 to s3, as it is pinned apart" in shown
    assert "pinned apart" in desk.call("story explain 1 3")


def test_a_pin_that_stands_already(desk: Desk) -> None:
    """It is not written again; one that contradicts another is told with its place."""
    desk.hears("early", *STREAM[:4])
    desk.call("story pin s1 s2")
    assert "pinned together already" in desk.call("story pin s2 s1")
    assert (desk.place.config / "pins.yaml").read_text().count("[1, 4]") == 1
    desk.call("story pin s1 s2 --apart")
    assert "1 and 4 are pinned together, too" in desk.call.err
    assert "until then they are apart" in desk.call.err


def test_an_article_tells_what_became_of_it(desk: Desk) -> None:
    """Its story, what each stream was told of it and why; of one that no rule holds for, that."""
    desk.hears("early", *STREAM[:4], STREAM[4].replace("inspectors", "clerks"))
    assert "digest    desk, 2" in desk.call("article show 1")
    assert "told as a copy of article 1, as a new story" in " ".join(
        desk.call("article show 2").split()
    )
    assert "none holds: nobody is told" in desk.call("article show 5")
    (data,) = desk.call.lines("article show 1 --json")
    assert (data["story"], data["told"][0]["why"], data["waiting_for"]) == (1, "new", [])


def test_the_longest_list(desk: Desk) -> None:
    """A limit beyond all numbers of a database is wrong usage."""
    desk.call("story list --limit 99999999999999999999")
    assert desk.call.code == 2


def test_every_measure_has_words() -> None:
    """The command names measures itself: to list stories it waits for nothing that decides them."""
    assert story_words.MEASURES.keys() == {group.MEASURE, *copies.Measure}
    assert story_words.LIKENESS == window.LIKENESS
