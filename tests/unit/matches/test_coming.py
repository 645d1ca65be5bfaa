"""The table for those who come from another service: what it says is written here means it here."""

import re
from pathlib import Path

import pytest

from service.matches.describe import write
from service.matches.query import QueryError, parse, parse_remarking
from tests.unit.matches.make import matched


PAGE = (Path(__file__).parents[3] / "docs/howto/write-a-rule.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("## Coming from another service")[2].partition("\n## ")[0]
ROWS = [
    (theirs.replace(r"\|", "|"), ours)
    for theirs, ours in re.findall(r"^\| \w+ \| `(.+?)` \| `(.+?)` \|", TABLE, re.MULTILINE)
]
CASES = {
    "arms NEAR/5 deal": ({"text": "A deal a b c d e arms."}, {"text": "A deal a b c d e f arms."}),
    "arms NEAR deal": ({"text": "A deal a b c d arms."}, {"text": "A deal a b c d e arms."}),
    "arms ONEAR/5 deal": ({"text": "Arms a b c d e deal."}, {"text": "A deal of arms."}),
    "case:WHO": ({"text": "The WHO came."}, {"text": "Who came?"}),
    "title:arms": ({"title": "Arms"}, {"text": "Arms"}),
    "title:(arms)": ({"title": "Arms"}, {"text": "Arms"}),
    "lead:arms": ({"text": "Arms.\n\nB.\n\nC."}, {"text": "A.\n\nB.\n\nArms."}),
    "lead:(arms)": ({"text": "A.\n\nArms.\n\nC."}, {"text": "A.\n\nB.\n\nArms."}),
    '"arms deal"~5': ({"text": "A deal a b c d e arms."}, {"text": "A deal a b c d e f arms."}),
    "arms -deal": ({"text": "Arms."}, {"text": "An arms deal."}),
    "domain:yna.co.kr": ({"text": "a", "url": "https://en.yna.co.kr/1"}, {"text": "a", "url": "https://a.kr"}),
    "domain:*.kr": ({"text": "a", "url": "https://a.kr/1"}, {"text": "a", "url": "https://a.jp"}),
    "lang:ko": ({"text": "a", "language": "ko"}, {"text": "a", "language": "en"}),
    '"arms deal"': ({"text": "An arms deal."}, {"text": "A deal on arms."}),
    "arms AND deal": ({"text": "Arms.\n\n" + 20 * "a " + "deal."}, {"text": "Arms."}),
    "arms NEAR/4 deal": ({"text": "A deal a b c d arms."}, {"text": "A deal a b c d e arms."}),
    "arms ONEAR/4 deal": ({"text": "Arms a b c d deal."}, {"text": "Arms a b c d e deal."}),
    "arms PARAGRAPH deal": ({"text": "Arms. A deal."}, {"text": "Arms.\n\nA deal."}),
    "atleast3(arms)": ({"text": "Arms, arms, arms."}, {"text": "Arms, arms."}),
    "missil*": ({"text": "Missiles."}, {"text": "A missal."}),
    "author:dorval": ({"text": "a", "author": "Hanne Dorval"}, {"text": "Dorval"}),
    "arms NOT NEAR/4 deal": ({"text": "Arms a b c d e deal."}, {"text": "An arms deal."}),
    "arms SENTENCE deal": ({"text": "Arms are in the deal."}, {"text": "Arms. A deal."}),
    "arms OR deal": ({"text": "A deal."}, {"text": "A visit."}),
    "arms ONEAR/1 deal": ({"text": "An arms trade deal."}, {"text": "Arms, the next deal."}),
    "url:world": ({"text": "a", "url": "https://a.kr/world/1"}, {"text": "a", "url": "https://a.kr/b"}),
}  # fmt: skip
"""For each query of ours, an article that it finds and one that it does not."""


@pytest.mark.parametrize("ours", sorted({ours for _, ours in ROWS}))
def test_it_means_what_theirs_means(ours):
    """Where the number counts, the last distance that it allows and the first that it does not."""
    found, not_found = CASES[ours]
    assert matched(ours, **{"text": "", **found})
    assert not matched(ours, **{"text": "", **not_found})


def test_five_services_are_in_the_table():
    """Nobody takes it out unnoticed."""
    assert len(ROWS) > 35
    assert {ours for _, ours in ROWS} == set(CASES)
    assert all(name in TABLE for name in ("Meltwater", "Talkwalker", "Factiva", "Lexis", "Google"))


OFFERED = [
    (theirs, ours)
    for theirs, ours in ROWS
    if theirs not in (ours, "arms deal", "arms w/5 deal", "sourcecountry:kr", '"arms * deal"', "ALLCAPS(who)")
]  # fmt: skip
"""What is typed alike and means something else, or needs a decision, is not offered."""


@pytest.mark.parametrize(("theirs", "ours"), OFFERED)
def test_what_check_offers_is_in_the_table(theirs, ours):
    """Whoever pastes theirs is led to ours."""
    query = theirs
    for _ in range(4):
        query = _better(query) or query
    assert write(parse(query)) == write(parse(ours))


def _better(query: str) -> str | None:
    try:
        remarks = parse_remarking(query)[1]
    except QueryError as error:
        return error.change.made_in(query) if error.change else None
    return next((one.change.made_in(query) for one in remarks if one.change), None)
