"""The reference of the query language is true, row by row."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from service.matches.compile import compile_rules
from tests.unit.matches.make import matched, rule, rules


PAGE = (Path(__file__).parents[3] / "docs/reference/watchlist.md").read_text(encoding="utf-8")
_, _, TABLE = PAGE.partition("| query | is found in | is not found in |\n")
ROWS = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \|$", TABLE.partition("\n\n")[0], re.MULTILINE)


@pytest.mark.parametrize(("query", "found", "not_found"), ROWS)
def test_each_example_is_true(query, found, not_found):
    """It finds the one text, and not the other."""
    assert matched(query, found)
    assert not matched(query, not_found)


LIMITS = re.findall(r"^\| (.+?) \| ([\d,]+)[^|]* \|$", PAGE.partition("**Limits.**")[2].partition("\n\n**")[0], re.MULTILINE)  # fmt: skip
BEYOND: dict[str, Callable[[int], str]] = {
    "a query": lambda n: "x" * n,
    'words side by side, in `"…"~5`, or chained by SENTENCE or PARAGRAPH': lambda n: "x " * n,
    "levels of `( )` and NOT": lambda n: "(" * n + "x" + ")" * n,
    "levels of NEAR in NEAR": lambda n: "(" * n + "x" + " NEAR x)" * n,
    'n of NEAR/n, ONEAR/n and `"…"~n`': lambda n: f"x NEAR/{n} y",
    "n of `atleastn(…)`, from 1": lambda n: f"atleast{n}(x)",
    "ways to read a phrase, by the spellings of the names in it": lambda n: (
        f'"name:n{n} name:one"'
    ),
    "levels of `( )` in a regular expression": lambda n: f"/{'(' * n}missile{')' * n}/",
}
"""For each limit of a query, one that has so much."""
ELSEWHERE = {"`nearness:`": 100, "`within:` of a name": 1000, "a spelling of a name": 200}
"""Limits of the file, which its own tests know."""


@pytest.mark.parametrize(("what", "most"), LIMITS)
def test_limits(what, most):
    """So much is read, and one more is refused."""
    number = int(most.replace(",", ""))
    if what in ELSEWHERE:
        assert ELSEWHERE[what] == number
        return
    assert not _refused(BEYOND[what](number))
    assert _refused(BEYOND[what](number + 1))


def _refused(query: str) -> list[str]:
    spellings: dict[str, tuple[str, ...]] = {"one": ("x",)}
    if found := re.search(r"name:n(\d+)", query):
        spellings[f"n{found[1]}"] = tuple(f"x{number}" for number in range(int(found[1])))
    made = compile_rules([rule(query, names=spellings)])
    return [one.message for one in made.problems if one.severity == "error"]


def test_all_limits_are_asked():
    """None is taken out unnoticed."""
    assert {what for what, _ in LIMITS} == {*BEYOND, *ELSEWHERE}


def test_the_reference_has_examples_of_most_operators():
    """Nobody takes the table out unnoticed."""
    assert len(ROWS) >= 20


@pytest.mark.parametrize("query", [
    "arms transfer", '"arms transf*"~5', "a AND b OR NOT c -d", "a NEAR b", "a NOT ONEAR/5 b",
    "title:(a AND NOT b)", "lead:(x OR y) AND body:x", "source:x domain:*.kr lang:ko author:x",
    "wire:yonhap url:x", "atleast3(x)", "source:x Shoigu visit -Moscow", "Jong-un~",
])  # fmt: skip
def test_what_it_shows_can_be_read(query):
    """Every shape of the first table compiles."""
    assert [one for one in rules(query).problems if one.severity == "error"] == []
