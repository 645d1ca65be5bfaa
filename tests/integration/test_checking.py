"""The tests of rules: how they are run, how a failure is shown, and what CI reads."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from service.app.checking import run_tests
from service.app.junit import to_junit
from tests.integration.place import CONFIG, Place


SOURCES = """\
sources:
  - {id: inbox, path: inbox, tags: [wire], language: de}
"""
GERMAN = "Der Minister sprach gestern in der Hauptstadt über die Lieferung von Waffen an Nachbarn."


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(folder=tmp_path)
    made.write(config=CONFIG, sources=SOURCES)
    return made


def outcomes(place: Place, rule: str, *tests: str, head: str = "") -> list[bool]:
    """Run the tests of one rule; tell for each whether it passed."""
    lines = "".join(f"      - {one}\n" for one in tests)
    place.write(desk=f"{head}\nrules:\n  - query: {rule}\n    tests:\n{lines}")
    files = place.files()
    assert not files.problems
    return [one.passed for one in run_tests(files)]


@pytest.mark.parametrize(
    ("query", "specimen"),
    [
        ("url:wire.example/news", "{text: a, url: 'https://wire.example/news/1'}"),
        ("domain:wire.example", "{text: a, url: 'https://www.wire.example/1'}"),
        ("author:reyl", "{text: a, author: Tomas Reyl}"),
        ("wire:yonhap", "{text: a, wire: Yonhap}"),
        ("source:inbox", "{text: a, source: inbox}"),
        ("lang:ko", "{text: a, lang: ko}"),
        ("envoy", "{title: b, summary: An envoy.}"),
        ("body:envoy AND lead:envoy", "{title: b, summary: An envoy.}"),
        ("atleast2(envoy)", "{title: b, summary: An envoy meets an envoy.}"),
        ("lang:ko", "{summary: 특사 방문}"),
    ],
)
def test_facts_of_a_test(place, query, specimen):
    """All that a rule asks of an article can be said in a test."""
    assert outcomes(place, query, f"match: {specimen}", "no_match: b") == [True, True]


def test_the_language_is_detected_as_in_the_service(place):
    """By the text; never taken from the watchlist's `languages`."""
    tests = (f"match: {GERMAN}", "no_match: Zu kurz", f"no_match: {{text: {GERMAN}, lang: en}}")
    assert outcomes(place, "lang:de", *tests, head="languages: [de]") == [True] * 3


def test_a_known_source_brings_its_language_and_tags(place):
    """As its articles have them."""
    head = "sources: {include: ['tag:wire']}"
    tests = ("match: {text: Kurz, source: inbox}", "no_match: {text: Kurz, source: other}")
    assert outcomes(place, "kurz", *tests, head=head) == [True, True]
    assert outcomes(place, "lang:de", f"match: {{text: '{GERMAN}', source: inbox}}") == [True]


def test_words_alone_ask_for_no_source(place):
    """A test that says nothing of where it comes from is about the words; an address is a place."""
    head = "sources: {include: ['*.kr']}"
    tests = (
        "match: arms",
        "match: {text: arms, url: 'https://a.kr/'}",
        "no_match: {text: arms, url: 'https://a.jp/'}",
    )
    assert outcomes(place, "arms", *tests, head=head) == [True] * 3


def test_a_spelling_of_one_language_has_the_language_detected(place):
    """Where a name asks for the language, the text is looked at."""
    place.write(names="iceland: [Iceland, {spelling: Island, lang: de}]")
    text = f"{GERMAN} Auch Island half mit."
    assert outcomes(place, "name:iceland", f"match: {text}", "no_match: An island") == [True] * 2


TESTED = """\
rules:
  - id: arms
    query: arms transfer AND NOT herring
    tests:
      - match: The ministers spoke of an arms transfer.
      - match: "Arms transfer,\\x01 with herring."
      - no_match: The transfer of small arms went well.
  - id: broken
    query: name:nowhere
    tests: [match: a]
"""


def junit(place: Place) -> Element:
    files = place.files()
    return fromstring(to_junit(run_tests(files), files.problems))


def test_junit(place):
    """A suite for each file, a case for each test, the tree as the text of a failure."""
    place.write(desk=TESTED, other="rules: [{query: a, tests: [match: a]}]")
    root = junit(place)
    assert root.attrib == {
        "name": "wirewatch check",
        "tests": "6",
        "failures": "2",
        "errors": "1",
        "skipped": "1",
    }
    desk, other = root
    assert desk.attrib["name"] == "watchlists/desk.yaml"
    assert (desk.attrib["tests"], other.attrib["tests"]) == ("5", "1")
    mistake, passed, failed, found, skipped = desk
    assert mistake[0].attrib["message"] == "there is no name 'nowhere'"
    assert (len(passed), passed.attrib["classname"]) == (0, "desk/arms")
    assert (failed[0].tag, failed[0].attrib["message"]) == (
        "failure",
        "should match, and does not",
    )
    assert "no   NOT herring  (found: herring)" in (failed[0].text or "")
    assert (failed.attrib["file"], failed.attrib["line"]) == ("watchlists/desk.yaml", "6")
    assert "found: arms" in (found[0].text or "")
    assert skipped[0].tag == "skipped"


def test_junit_says_only_what_xml_can(place):
    """A control character in a text must not make the file unreadable."""
    place.write(desk=TESTED)
    names = [case.attrib["name"] for case in junit(place).iter("testcase")]
    assert "2. match: Arms transfer,\ufffd with herring." in names


def test_junit_without_tests_is_empty(place):
    """And still a document."""
    place.write(desk="rules: [a]")
    assert junit(place).attrib["tests"] == "0"
    assert len(junit(place)) == 0
