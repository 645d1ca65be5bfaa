"""The shipped samples and the shipped watchlists belong together: what the demo shows is this."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from service.articles import page, text
from service.matches.compile import RuleSet, compile_rules
from service.matches.evaluate import evaluate
from service.model import Article, ArticleId, Document, Hints, Reading, SourceId
from service.settings import load_names, load_sources, shipped
from service.watchlists import Loaded, load_watchlists


ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "service/samples"
NOW = datetime(2026, 3, 2, tzinfo=UTC)
FURNITURE = ("log in", "most popular", "most viewed", "copyright", "keywords", "related stories", "share this",
             "read also", "(end)", "newsletter", "ferry fares", "museum")  # fmt: skip


@cache
def watchlists() -> Loaded:
    names, _ = load_names(ROOT / "config/names.yaml", shipped())
    sources, _ = load_sources(ROOT / "config/sources.yaml", {})
    channels = {"console", "outbox"}
    return load_watchlists(
        ROOT / "watchlists", names=names, channels=channels, sources=sources, zone="UTC"
    )


@cache
def rule_set() -> RuleSet:
    return compile_rules(watchlists().rules)


def matched(title: str, body: str) -> set[str]:
    """Name the rules that hold for a text."""
    article = Article(
        id=ArticleId(1), source=SourceId("inbox"), title=title, text=body, seen_at=NOW, language="en"
    )  # fmt: skip
    return {match.rule for match in evaluate(rule_set(), article)}


def read(path: Path) -> Reading:
    if path.suffix == ".html":
        return page.read(Document(name=path.name, body=path.read_bytes()), Hints(now=NOW))
    return text.read(path.read_text(), Hints(now=NOW), marked=path.suffix == ".md")


def captures() -> list[Path]:
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".md", ".html"})


def records() -> Iterator[dict[str, str]]:
    for path in sorted(SAMPLES.glob("*.json*")):
        body = path.read_text()
        yield from map(json.loads, body.splitlines() if path.suffix == ".jsonl" else [body])


def test_the_shipped_watchlists_have_no_mistakes() -> None:
    """A newcomer's first `check` is clean."""
    assert watchlists().problems == ()
    assert rule_set().problems == ()


def test_the_shipped_rules_pass_their_own_tests() -> None:
    """What a watchlist says of its rules is so."""
    tests = [test for watchlist in watchlists().watchlists for test in watchlist.tests]
    wrong = [
        test
        for test in tests
        if (test.rule.partition("/")[2] in matched(test.specimen.title, test.specimen.text))
        is not test.wanted
    ]
    assert tests
    assert wrong == []


@pytest.mark.parametrize(
    ("start", "rules"),
    [
        ("01", {"arms-transfer", "maren-visit", "weapons"}),
        ("02", {"arms-transfer", "maren-visit", "weapons"}),
        ("03", {"maren-visit", "weapons"}),
        ("04", {"arms-transfer", "weapons"}),
        ("07", set()),
        ("08", set()),
        ("09", {"mutual-defense", "protest"}),
    ],
)
def test_each_capture_is_found_by_its_rules(start: str, rules: set[str]) -> None:
    """Main text is matched, furniture and look-alikes (visitor, army) are not."""
    (path,) = SAMPLES.glob(f"{start}-*")
    reading = read(path)
    assert matched(reading.title, reading.text) == rules


def test_each_record_is_found_by_its_rules() -> None:
    """The JSON samples match as meant; herring match nothing."""
    found = {record["id"]: matched(record["title"], record["text"]) for record in records()}
    assert found == {
        "meridian-20260227-0041": {"weapons"},
        "halvane-2026-0211": {"mutual-defense"},
        "halvane-2026-0212": {"launchers", "strait-commission"},
        "halvane-2026-0213": set(),
    }


@pytest.mark.parametrize("path", captures(), ids=lambda path: str(path.name))
def test_no_furniture_is_read(path: Path) -> None:
    """Menus, captions and comment invitations stay outside."""
    body = read(path).text.casefold()
    title = read(path).title.casefold()
    assert [word for word in FURNITURE if word in body and word not in title] == []


def test_the_copy_is_one() -> None:
    """The Gazette carries the wire's report unchanged, so that the demo shows a copy."""
    wire, paper = (read(path) for path in captures()[:2])
    assert (wire.title, wire.text) == (paper.title, paper.text)
    assert wire.outlet != paper.outlet
