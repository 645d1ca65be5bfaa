"""The reference of the query language is true, row by row."""

import re
from pathlib import Path

import pytest

from tests.unit.matches.make import matched, rules


PAGE = (Path(__file__).parents[3] / "docs/reference/watchlist.md").read_text(encoding="utf-8")
_, _, TABLE = PAGE.partition("| query | is found in | is not found in |\n")
ROWS = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \|$", TABLE.partition("\n\n")[0], re.MULTILINE)


@pytest.mark.parametrize(("query", "found", "not_found"), ROWS)
def test_each_example_is_true(query, found, not_found):
    """It finds the one text, and not the other."""
    assert matched(query, found)
    assert not matched(query, not_found)


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
