"""The rules that people come with, on the captured pages they came with."""

import os
from pathlib import Path

import pytest

from service.matches.evaluate import evaluate
from tests.unit.matches.make import article, rules


DATA = Path(
    os.environ.get(  # noqa: TID251 - only tests read this one
        "WIREWATCH_DATA", Path(__file__).parents[4] / "shared" / "data"
    )
)
WEAPONS = "name:dprk AND (arms OR weapon OR missile OR munition) NEAR/6 (transfer OR trade OR deal OR shipment)"
EXPECTED = {
    "000": {"r1": {"Shoigu", "visit"}, "r2": {"N. Korea", "North Korea", "NK", "arms", "deal"}},
    "001": {"r2": {"NK", "North Korea", "arms", "trade", "transfer", "missiles"}},
    "002": {"r1": {"Shoigu", "visit", "visited"}},
    "003": {"r2": {"North Korea", "arms", "trades", "trading", "weapons"}},
    "004": {"r0": {"arms", "transfers"}, "r2": {"North Korea", "DPRK", "arms", "transfers"}},
}


@pytest.mark.skipif(not (DATA / "seeds").is_dir(), reason="WIREWATCH_DATA has no seeds here")
@pytest.mark.parametrize("seed", EXPECTED)
def test_seed(seed):
    """Each captured page is found by the rules that it should be found by, for the right words."""
    made = rules("arms transfer", "Shoigu visit", WEAPONS)
    text = next((DATA / "seeds").glob(f"{seed}_*")).read_text(encoding="utf-8")
    found = evaluate(made, article(text))
    assert {match.rule: {e.quote for e in match.evidence} for match in found} == EXPECTED[seed]
    assert all(text[e.start : e.end] == e.quote for match in found for e in match.evidence)
