"""The project's first real input, from a folder to a digest: who, what, when, and why it is told."""

import json
import os  # the data lies where the environment says
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from service.cli import app
from tests.integration.place import Place


ROOT = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("WIREWATCH_DATA", ROOT / "../shared/data")).resolve() / "seeds"  # noqa: TID251 - tests have no settings

WATCHLIST = """\
watchlist: ties
title: Military ties
names:
  dprk: [North Korea, DPRK, N. Korea, "case:NK", 북한, КНДР]
rules:
  - {id: transfer, query: arms transfer}
  - {id: shoigu, query: Shoigu visit, tier: urgent}
  - id: weapons
    query: name:dprk AND (arms OR weapon OR missile OR munition) NEAR/6 (transfer OR trade OR deal OR shipment)
digest: {schedule: daily 08:00, to: [outbox]}
"""
OUTBOX = "channels:\n  outbox: {type: file, folder: outbox, formats: [json, txt, html]}\n"

Facts = tuple[str, str | None, str | None, tuple[str, str] | None, set[str]]
# Headline: outlet, byline, wire, published with its precision, and the rules that hold. What the
# page does not print is not guessed: the folder's name stands for an outlet that is not named.
FACTS: dict[str, Facts] = {
    "Efforts by N. Korea, Russia to seek closer military ties stem from increasing isolation: U.S. "
    "envoy": (
        "Yonhap News Agency", "Yi Wonju", "Yonhap", ("2023-09-05", "day"), {"shoigu", "weapons"},
    ),
    "S. Korean, US nuclear envoys vow to 'resolutely' counter NK-Russia arms trade": (
        "The Korea Herald", "Ji Da-gyum", None, None, {"weapons"},
    ),
    "Miller: “North Korea supports Ukraine war… Expands security relations with Russia”": (
        "outlet not printed (from Captures)", None, "Newsis", ("2024-09-18T12:46:19", "second"), {"shoigu"},
    ),
    "Foreign Ministry summons Russian envoy to protest over cooperation with the North": (
        "Korea JoongAng Daily", "Michael Lee", None, ("2023-09-19T16:07", "minute"), {"weapons"},
    ),
    "South Korea, U.S., Japan slam military cooperation between North, Russia": (
        "Korea JoongAng Daily", "Seo Ji-eun", None, None, {"transfer", "weapons"},
    ),
}  # fmt: skip
QUOTED = {
    "transfer": {"arms", "transfers"},
    "shoigu": {"Shoigu", "visit", "visited"},
    "weapons": {
        "North Korea", "N. Korea", "DPRK", "NK", "arms", "weapons", "missiles", "transfer", "transfers",
        "trade", "trades", "trading", "deal",
    },
}  # fmt: skip
FURNITURE = (
    "![]", "▲", "(END)", "All Rights Reserved", "US envoy-NK-Russia", "Back To Top", "Kim Gunn (right)",
    "heraldcorp", "MOST POPULAR", "LATEST NEWS", "subscribe", "지나쌤", "뉴시스", "- great", "0dog", "I’m sad",
    "I recommend it", "Hot news", "2024-09-18 12:46", "Published:", "Updated:", "joongang.co.kr", "Log in to",
    "Standards Board", "250자", "Home >", "print dictionary", "기자 사진", "pose for a photo", "NEWS1",
    "help-image", "lock icon", "write comments",
)  # fmt: skip


@pytest.fixture(scope="module")
def outbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the service once over the captured pages; give the folder with what was told."""
    if not SEEDS.is_dir():
        pytest.skip(f"the captured pages are not here: {SEEDS} (set WIREWATCH_DATA)")
    place = Place(folder=tmp_path_factory.mktemp("seeds"))
    sources = f"sources:\n  - {{id: captures, title: Captures, path: {SEEDS}, settle: 0s}}\n"
    place.write(config=OUTBOX, sources=sources, ties=WATCHLIST)
    environment = place.environment | {"WIREWATCH_LOG__LEVEL": "error"}
    result = CliRunner(env=environment).invoke(
        app, ["run", "--once", "--config", str(place.config)]
    )
    assert (result.exit_code, result.stdout) == (0, "")
    return place.data / "outbox"


@pytest.fixture(scope="module")
def told(outbox: Path) -> dict[str, dict[str, Any]]:
    """Give the stories of the one digest, by headline."""
    (path,) = outbox.glob("*.json")
    return {story["headline"]: story for story in json.loads(path.read_text())["stories"]}


def _evidence(told: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, str]]]:
    return ((headline, one) for headline, story in told.items() for one in story["evidence"])


def test_every_page_is_a_story(told: dict[str, Any]) -> None:
    """Five pages of five reports: none is lost, and each stands under its title."""
    assert set(told) == set(FACTS)
    assert [story["why"] for story in told.values()] == ["new"] * 5


@pytest.mark.parametrize("headline", FACTS)
def test_who_wrote_it_and_when(told: dict[str, Any], headline: str) -> None:
    """Outlet, byline, agency and date are as printed, or not there."""
    story, (outlet, author, wire, published, _) = told[headline], FACTS[headline]
    assert (story["outlet"], story["author"], story["wire"]) == (outlet, author, wire)
    date = story["published"]
    assert (date and (date["value"], date["precision"])) == published
    assert date is None or date["zone"] == "assumed"


@pytest.mark.parametrize("headline", FACTS)
def test_why_it_is_told(told: dict[str, Any], headline: str) -> None:
    """These rules hold and no others, as a reader of the page would say."""
    assert {rule["id"] for rule in told[headline]["rules"]} == {
        f"ties/{rule}" for rule in FACTS[headline][4]
    }


def test_what_is_urgent_comes_first(told: dict[str, Any]) -> None:
    """The two reports of a visit open the digest."""
    assert [story["tier"] for story in told.values()] == ["urgent"] * 2 + ["normal"] * 3


def test_evidence_is_what_the_rules_ask_for(told: dict[str, Any]) -> None:
    """Each quoted word is one that its rule speaks of, and stands in the sentence shown."""
    for _, one in _evidence(told):
        assert one["quote"] in QUOTED[one["rule"].removeprefix("ties/")]
        assert one["quote"] in one["sentence"]


def test_evidence_is_quoted_from_the_main_text_alone(told: dict[str, Any]) -> None:
    """No sentence holds a caption, a menu, a footer or a line of buttons."""
    sentences = [one["sentence"] for _, one in _evidence(told)]
    assert len(sentences) >= 20
    assert [piece for piece in FURNITURE for text in sentences if piece in text] == []


@pytest.mark.parametrize("kind", ["txt", "html", "json"])
def test_no_furniture_in_what_is_sent(outbox: Path, kind: str) -> None:
    """Nor does any shape of the digest show a piece of the pages around the reports."""
    (path,) = outbox.glob(f"*.{kind}")
    text = path.read_text()
    assert [piece for piece in FURNITURE if piece in text] == []
