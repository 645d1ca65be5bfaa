"""What the documentation shows of watchlists works: every example loads, every query is read."""

import re
from pathlib import Path

import pytest

from service.app.checking import specimen
from service.app.compiling import compiled
from service.matches.explain import explain
from service.settings import shipped
from service.watchlists import Around, load_watchlist
from tests.unit.matches.make import matched, rules
from tests.unit.test_docs import ROOT, blocks


HOWTO, REFERENCE = ROOT / "docs/howto/write-a-rule.md", ROOT / "docs/reference/watchlist.md"
AROUND = Around(names=shipped(), channels=["console", "outbox"], sources=(), zone="UTC")


def whole(block: str) -> str:
    """Put an excerpt where it belongs in a watchlist."""
    lines = block.splitlines()
    if lines[0] == "tests:":
        lines = [f"    {line}" for line in lines]
    if lines[0].strip() == "tests:":
        lines = ["  - query: (Shoigu OR Maren) visit", *lines]
    if lines[0].startswith("  - "):
        lines = ["rules:", *lines]
    return "\n".join(lines) + "\n"


EXAMPLES = [
    pytest.param(whole(block), id=f"{page.stem}-{number}")
    for page in (HOWTO, REFERENCE)
    for number, block in enumerate(blocks(page, "yaml"), 1)
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_is_a_watchlist(tmp_path, text):
    """It has no mistake and earns no warning, and its tests pass."""
    (tmp_path / "w.yaml").write_text(text, encoding="utf-8")
    loaded = load_watchlist(tmp_path / "w.yaml", AROUND)
    told = [*loaded.problems, *compiled(loaded.rules).problems]
    assert [str(one) for one in told] == []
    by_key = {rule.key: rule for rule in loaded.rules}
    for test in loaded.watchlists[0].tests:
        assert explain(by_key[test.rule], specimen(test)).holds is test.wanted


def spans(page: Path, head: str) -> list[str]:
    """Give what stands in the first column of a table."""
    _, _, table = page.read_text(encoding="utf-8").partition(f"\n| {head} |")
    rows = table.partition("\n\n")[0].splitlines()[2:]
    first = (row.split(" | ")[0] for row in rows)
    return [one for cell in first for one in re.findall("`([^`]+)`", cell) if one != "( )"]


QUERIES = [
    *spans(HOWTO, "you write | it finds | it does not find"),
    *spans(HOWTO, "you write | it means"),
    *spans(REFERENCE, "write | means"),
    *spans(REFERENCE, "fact | holds where"),
]


@pytest.mark.parametrize("query", [one.replace("name:x", "name:dprk") for one in QUERIES])
def test_every_query_is_read(query):
    """Every query of a table compiles."""
    problems = rules(query).problems
    assert [str(one) for one in problems if one.severity == "error"] == []


FORMS = re.findall(
    r"^\| `(=?[\w:*?]+)` \| ([^|]+) \| ([^|]+) \|$", HOWTO.read_text(), re.MULTILINE
)


@pytest.mark.parametrize(("query", "found", "missed"), FORMS, ids=[row[0] for row in FORMS])
def test_each_word_finds_the_forms_that_stand_there(query, found, missed):
    """And none of those of which the table says so."""
    assert all(matched(query, one) for one in found.split(":")[0].split(", "))
    assert not any(matched(query, one) for one in missed.split(", "))


def test_nothing_is_left_out():
    """Nobody takes the tables out unnoticed."""
    assert (len(EXAMPLES) >= 7, len(QUERIES) >= 40, len(FORMS) >= 6) == (True, True, True)
