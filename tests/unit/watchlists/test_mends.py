"""A mend that shows what to write is one: the file with it has that mistake no more."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from service.app.compiling import compiled
from service.errors import Problem
from service.settings import point
from service.watchlists import Around, Loaded, load_watchlist


AROUND = Around(names={}, channels=["desk", "hook"], sources=(), zone="UTC")

SLIPS = {
    "a key a blank early": ("rules:\n  - id: a\n   query: arms\n  - kim\n", 3, 4),
    "a key too deep": ("rules:\n  - id: a\n      query: arms\n  - kim\n", 3, 7),
    "an item early": ("rules:\n  - arms\n - kim visits\n  - boat\n", 3, 2),
    "an item too deep": ("rules:\n  - arms\n    - kim visits\n  - boat\n", 3, 5),
    "an item at the margin": ("rules:\n  - arms\n- kim\n", 3, 1),
    "a head key indented": ("rules:\n  - arms\n digest: {schedule: 08:00, to: desk}\n", 3, 2),
    "the second key indented": ("watchlist: x\n title: y\nrules:\n  - arms\n", 2, 2),
    "the first key indented": (" watchlist: x\nrules:\n  - arms\n", 1, 2),
    "tests beside the rule": ("rules:\n  - query: kim\n  tests:\n    - match: Kim\n", 3, 3),
    "tabs before items": ("rules:\n\t- arms\n\t- kim\n", 2, 1),
    "a tab before a key": ("rules:\n  - id: a\n\tquery: arms\n  - kim\n", 3, 1),
    "a tab before a test": ("rules:\n  - query: boat\n    tests:\n\t  - match: x\n", 4, 1),
    "a tab in a block": ("rules:\n  - query: |\n      arms\n\tdeal\n", 4, 1),
    "no-break spaces": ("rules:\n\u00a0\u00a0- arms\n\u00a0\u00a0- kim\n", 2, 1),
    "no blank behind the first dash": ("rules:\n  -arms\n  - kim\n", 2, 3),
    "no blank behind a later dash": ("rules:\n  - kim\n  -arms\n  - boat\n", 3, 3),
    "no blank behind any dash": ("rules:\n  -arms\n  -kim\n", 2, 3),
    "no blank behind the dash of a key": ("rules:\n  -id: arms\n   query: arms\n", 2, 3),
    "the same, among others": ("rules:\n  - kim\n  -id: arms\n   query: arms\n", 3, 3),
    "a dash beside rules": ("rules: -arms\n", 1, 8),
    "no dash": ("rules:\n  - arms\n  kim visits\n  - boat\n", 3, 3),
    "no dash at the margin": ("rules:\narms transfer\nkim\n", 2, 1),
    "no dash at all": ("rules:\n  arms transfer\n  kim visits\n", 2, 3),
    "a text beside rules": ("rules: arms transfer\n", 1, 8),
    "no dash before keys": ("rules:\n  id: a\n  query: arms\n", 2, 3),
    "no dash before a second rule": ("rules:\n  - id: a\n    query: boat\n    id: b\n    query: ship\n", 4, 5),
    "two lines in one query": ("rules:\n  - arms transfer\n    Kim visits\n  - boat\n", 3, 5),
    "the same under a key": ("rules:\n  - query: arms transfer\n      kim visits\n", 3, 7),
    "stars for dashes": ("rules:\n  * arms\n  * kim\n", 2, 3),
    "bullets for dashes": ("rules:\n  • arms\n  • kim\n", 2, 3),
    "long dashes": ("rules:\n  – arms\n  – kim\n", 2, 3),
    "no blank behind a colon": ("watchlist:x\nrules:\n  - arms\n", 1, 10),
    "nor behind these": ("rules:\n  - id:a\n    query:arms\n", 2, 7),
    "a colon in a query": ("rules:\n  - query: title: arms\n", 2, 17),
    "a colon in a title": ("title: Korea: arms\nrules: [arms]\n", 1, 13),
    "a colon in a short rule": ("rules:\n  - arms: transfer\n", 2, 5),
    "a blank behind title": ("rules:\n  - title: kim\n", 2, 5),
    "a phrase that is not closed": ('rules:\n  - query: "arms transfer\n  - kim\n', 2, 12),
    "a quote that is not closed": ("rules:\n  - query: 'arms transfer\n  - kim\n", 2, 12),
    "a phrase that goes on": ('rules:\n  - "mutual aid" OR pact\n', 2, 5),
    "an apostrophe in quotes": ("rules:\n  - query: 'Kim's visit'\n", 2, 12),
    "a phrase in brackets": ('rules: [arms, "mutual aid" OR pact, boat]\n', 1, 15),
    "a cut": ("rules:\n  - /arms #transfer/\n", 2, 10),
    "a list that is not closed": ("rules: [arms]\ndigest:\n  schedule: 08:00\n  to: [desk\n", 4, 7),
    "a block at the margin of its key": ("rules:\n  - query: >\n    arms\n  - kim\n", 3, 5),
    "a text for a test": ("rules:\n  - query: kim\n    tests:\n      - Kim visits\n", 4, 9),
    "a text for tests": ("rules:\n  - query: kim\n    tests: Kim visits\n", 3, 12),
    "a test for tests": ("rules:\n  - query: kim\n    tests:\n      match: Kim\n", 4, 7),
    "another word for match": ("rules:\n  - query: kim\n    tests:\n      - no-match: x\n", 4, 9),
    "another tier": ("rules:\n  - query: kim\n    tier: high\n", 3, 11),
    "another word for tier": ("rules:\n  - query: kim\n    priority: urgent\n", 3, 5),
    "another word for query": ("rules:\n  - keyword: kim\n", 2, 5),
    "a slip in a key": ("rules:\n  - qurey: kim\n", 2, 5),
    "another word for title": ("name: Korea\nrules: [kim]\n", 1, 1),
    "another word for rules": ("keywords: [kim]\n", 1, 1),
    "a head key in a rule": ("rules:\n  - query: kim\n    languages: [en]\n", 3, 5),
    "an id twice": ("rules:\n  - {id: a, query: boat}\n  - {id: a, query: ship}\n", 3, 10),
    "an id with a blank": ("rules:\n  - {id: a b, query: boat}\n", 2, 10),
    "nobody to tell": ("rules: [arms]\ndigest:\n  schedule: weekdays 08:00\n", 2, 1),
    "nobody to tell, in braces": ("rules: [arms]\ndigest: {schedule: 08:00}\n", 2, 1),
    "no schedule": ("rules: [arms]\ndigest:\n  to: desk\n", 2, 1),
    "a text for a digest": ("rules: [arms]\ndigest: weekdays 08:00\n", 2, 9),
    "a text for instant": ("rules: [arms]\ninstant: hook\n", 2, 10),
    "a channel with a slip": ("rules: [arms]\ninstant: {to: hok}\n", 2, 15),
    "two channels without brackets": ("rules: [arms]\ninstant:\n  to: desk, hook\n", 3, 7),
    "names without brackets": ("names:\n  kim: Kim Jong-un, Kim Yo-jong\nrules: [name:kim]\n", 2, 8),
    "a list without a head": ("- arms\n- kim\n", 1, 1),
    "lines without a head": ("arms transfer\nkim\n", 1, 1),
}  # fmt: skip


def read(path: Path, text: str) -> tuple[Loaded, list[Problem]]:
    path.write_text(text, encoding="utf-8")
    loaded = load_watchlist(path, AROUND)
    return loaded, [*loaded.problems, *compiled(loaded.rules).problems]


def with_mend(text: str, problem: Problem) -> str:
    lines = text.split("\n")
    assert lines[problem.line - 1] == problem.source_line, "the line is shown as it stands"
    lines[problem.line - 1] = problem.instead
    return "\n".join(lines)


def mended(path: Path, text: str) -> str:
    """Do what is said, mend by mend, until nothing is."""
    for _ in range(8):
        _, problems = read(path, text)
        if not problems:
            return text
        assert problems[0].instead, point(problems[0])
        text = with_mend(text, problems[0])
    raise AssertionError(f"it never ends:\n{text}")


@pytest.mark.parametrize(("text", "line", "column"), SLIPS.values(), ids=SLIPS)
def test_a_mend_mends(tmp_path, text, line, column):
    """The pointer stands where the slip is, and who writes what is shown has no mistake left."""
    _, problems = read(tmp_path / "w.yaml", text)
    assert (problems[0].line, problems[0].column) == (line, column)
    good, _ = read(tmp_path / "w.yaml", mended(tmp_path / "w.yaml", text))
    assert good.rules


SCHEDULES = {
    "weekday 08:00": "weekdays 08:00", "8am": "08:00", "8 am": "08:00", "8": "08:00",
    "08.00": "08:00", "daily": "08:00", "8:00 pm": "20:00", "12 am": "00:00",
    "every day at 8:00": "08:00", "weekly": "weekly mon 08:00", "weekdays 0800": "weekdays 08:00",
    "tuesdays 08:00": "tuesday 08:00", "08:00 and 18:00": "[08:00, 18:00]",
    "every weekday at 7": "weekdays 07:00", "mondays and thursdays at 9:30": "monday,thursday 09:30",
    "wekdays 08:00": "", "soonish": "", "25:00": "", "99": "",
}  # fmt: skip


@pytest.mark.parametrize("written", SCHEDULES)
def test_a_schedule_in_other_words_is_understood(tmp_path, written):
    """It is shown as it is written here; what nobody understands gets no line."""
    text = f"rules: [arms]\ndigest:\n  schedule: {written}\n  to: desk\n"
    _, (problem,) = read(tmp_path / "w.yaml", text)
    assert (problem.line, problem.column) == (3, 13)
    if meant := SCHEDULES[written]:
        assert problem.instead == f"  schedule: {meant}"
        assert "schedule" in mended(tmp_path / "w.yaml", text)
    else:
        assert not problem.instead
        assert problem.mend


GOOD = """\
watchlist: desk
title: The desk
rules:
  - arms transfer
  - id: visit
    query: Kim visit
    tier: urgent
    tests:
      - match: Kim visited.
      - no_match: Boats.
  - boat
digest:
  schedule: 08:00
  to: [desk]
"""
WAYS: dict[str, Callable[[str], str]] = {
    "a blank more": lambda line: f" {line}",
    "two blanks more": lambda line: f"  {line}",
    "a blank less": lambda line: line.removeprefix(" "),
    "two blanks less": lambda line: line.removeprefix("  "),
    "tabs": lambda line: re.sub("^(?:  )+", lambda one: "\t" * (len(one[0]) // 2), line),
    "no blank behind the dash": lambda line: line.replace("- ", "-", 1),
    "no blank behind the colon": lambda line: line.replace(": ", ":", 1),
}


@pytest.mark.parametrize("way", WAYS)
def test_one_slip_on_any_line_is_mended(tmp_path, way):
    """Whatever line it is on: no accident, and each mend that is shown leads out of it."""
    lines = GOOD.splitlines()
    for number, line in enumerate(lines):
        text = "\n".join([*lines[:number], WAYS[way](line), *lines[number + 1 :], ""])
        _, problems = read(tmp_path / "w.yaml", text)
        if any(one.instead for one in problems):
            mended(tmp_path / "w.yaml", text)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("rules: [arms]\nschedule: 08:00\n", 2, "'schedule' does not belong here, but under 'digest:'"),
        ("rules:\n  - {query: arms, to: desk}\n", 2, "'to' does not belong here, but under 'digest:'"),
        ("rules: [arms]\ndigest:\n  schedule: 08:00\n  to:\n    desk\n    hook\n", 5, "one channel"),
        ("rules: [arms]\ndigest:\n  - schedule: 08:00\n", 3, "must be keys with values"),
        ("rules:\n  - query: arms\n    tests: {a: b, c: d}\n", 3, "tests must be a list"),
        ("rules: {arms: deal}\n", 1, "rules must be a list"),
        ("rules: 'arms'\n", 1, "rules must be a list"),
        ("rules: [arms]\ntitle: a\nrules: [boat]\n", 3, "duplicate key 'rules' (first on line 1)"),
    ],
)  # fmt: skip
def test_what_needs_more_than_one_line_is_said_in_words(tmp_path, text, place, said):
    """With its place and what to do, and no line that would be half a mend."""
    _, (problem, *_) = read(tmp_path / "w.yaml", text)
    assert (problem.line, problem.instead) == (place, "")
    assert said in problem.message
    assert problem.mend


@pytest.mark.parametrize(
    ("text", "said", "instead"),
    [
        ("rules: [arms]\ninstant: {tier: urgent, to: desk}\n", "here it is 'tiers'", "instant: {tiers: [urgent], to: desk}"),
        ("rules: [arms]\ndigest:\n  tier: urgent\n  schedule: 08:00\n  to: desk\n", "here it is 'tiers'", "  tiers: [urgent]"),
        ("languages: en, ko\nrules: [arms]\n", "'en, ko' is several languages", ""),
    ],
)  # fmt: skip
def test_what_was_meant_by_one_value_for_many(tmp_path, text, said, instead):
    """A stream has tiers, and a watchlist languages; nothing else is said of the line."""
    _, problems = read(tmp_path / "w.yaml", text)
    errors = [one for one in problems if one.severity == "error"]
    assert [one.instead for one in errors] == [instead]
    assert said in errors[0].message
