"""What a source serves as new although it was known."""

import pytest

from service.articles.arrivals import Planned, anew
from service.articles.flood import is_flood, is_possible, suspects
from service.articles.identity import Candidate
from service.model import ArticleId, Known


def candidate(number: int, **more: object) -> Candidate:
    facts = {
        "entry_id": f"new-{number}",
        "url": f"https://wire.example/{number}",
        "title": "A title",
        "content_hash": f"text {number}",
        "fingerprint": str(number),
        "publisher": "wire.example",
    }
    return Candidate(**(facts | more))  # type: ignore[arg-type] # facts of several types


def known(number: int) -> Known:
    return Known(
        article=ArticleId(number), version=1, title="A title", content_hash=f"text {number}"
    )


def step(index: int, before: Known | None = None) -> Planned:
    return Planned(index=index, known=before, keys=())


def test_an_unknown_link_with_an_unknown_text_is_no_part_of_it():
    """Nobody has seen that."""
    assert suspects([step(0)], [candidate(0)], {}) == {}


def test_what_is_known_by_text_or_as_a_version_is():
    """Wherever the text has moved to."""
    plan = [step(0), step(1, known(1))]
    found = suspects(plan, [candidate(0), candidate(1)], {}, {"text 0"})
    assert found == {0: None, 1: None}


def test_a_known_link_has_to_be_looked_into():
    """Beside it stands the article that had the link; a link that many share says nothing."""
    own = {f"url:https://wire.example/{number}": known(number) for number in range(3)}
    items = [candidate(0), candidate(1, shared=frozenset({"url"})), candidate(2)]
    plan = [step(0), step(1), anew(step(2, known(2)))]
    assert suspects(plan, items, own) == {0: known(0)}


@pytest.mark.parametrize(
    ("arrivals", "entries", "expected"),
    [(10, 12, True), (9, 9, False), (16, 20, False), (17, 20, True), (10, 200, False)],
)
def test_a_flood_is_many_and_nearly_all(arrivals, entries, expected):
    """A desk that corrects nine reports corrects nine reports."""
    assert is_possible(arrivals, entries) == is_flood(arrivals, entries) == expected
