"""Sources that rules ask for and nobody has."""

import pytest

from service.matches.compile import compile_rules
from service.matches.unknown import unknown_sources
from tests.unit.matches.make import rule


KNOWN = ["yonhap-en", "tass"]


@pytest.mark.parametrize(
    ("query", "column", "mend"),
    [
        ("source:yonhap", 1, "did you mean source:yonhap-en?"),
        ("arms AND NOT (lang:ko AND source:reuters)", 27, "see config/sources.yaml"),
        ("source:xinhua-*", 1, "see config/sources.yaml"),
    ],
)
def test_unknown(query, column, mend):
    """It is told with its place, and with the one that was meant."""
    (problem,) = unknown_sources(compile_rules([rule(query)]), KNOWN)
    assert (problem.severity, problem.column, problem.mend) == ("warning", column, mend)


@pytest.mark.parametrize("query", ["source:TASS", "source:yonhap-*", "domain:a.kr", "arms"])
def test_known(query):
    """Case does not matter, `*` stands for anything."""
    assert unknown_sources(compile_rules([rule(query)]), KNOWN) == ()


def test_once_in_a_watchlist():
    """Of many rules that ask for one source, the first is told."""
    made = compile_rules([rule(f"word{n} AND source:x", id=f"r{n}") for n in range(3)])
    assert [one.rule for one in unknown_sources(made, KNOWN)] == ["r0"]


def test_without_sources_nothing_is_asked():
    """Files that are read by hand come from nowhere."""
    assert unknown_sources(compile_rules([rule("source:x")]), []) == ()
