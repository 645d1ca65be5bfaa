import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.matches.spots import Spot
from service.matches.view import FIELDS, View
from service.matches.words import Folded
from tests.unit.matches.make import article


PIECES = [
    "arms",
    "deal",
    "Jong-un",
    "U.N.",
    "1,000",
    "№ 5",
    "…",
    "’s",
    "É",
    "\n\n",
    ".",
    " ",
    "北京",
]
TEXTS = st.lists(st.sampled_from(PIECES)).map(" ".join)


def texts_at(view: View, spots: list[Spot]) -> list[tuple[str, str]]:
    return [(FIELDS[rank], view.ranked[rank].text[start:end]) for rank, start, end in spots]


@pytest.mark.parametrize("more", ["", " 1,000", " Jong-un", " 北京", " №"])
def test_words_are_found_in_every_field(more):
    """Whatever else stands there, a word is quoted as it is written, field by field."""
    view = View(article(f"№ Arms{more}, ARMS", "Deal … arms", summary="arms"))
    assert texts_at(view, view.spots.of("arms")) == [
        ("title", "arms"),
        ("text", "Arms"),
        ("text", "ARMS"),
        ("summary", "arms"),
    ]


@pytest.mark.parametrize("more", ["", " 1,000", " Jong-un", " 北京", " №"])
def test_two_words_are_found_next_to_each_other(more):
    """Signs may stand between them, the end of a field may not."""
    view = View(article(f"Arms,  deal{more} arms no deal", "Arms", summary="deal"))
    assert texts_at(view, view.spots.of_both("arms", "deal")) == [("text", "Arms,  deal")]


@given(TEXTS, TEXTS)
def test_spots_are_the_extents_of_spans(title, text):
    """Searching the text finds what counting its words finds, of words and of pairs."""
    view = View(article(text, title))
    counted = [Folded(title), Folded(text)]
    for word in view.vocabulary:
        found = [
            (n, *one.extent(span)) for n, one in enumerate(counted) for span in one.spans(word)
        ]
        assert view.spots.of(word) == found
    pairs = {(one, two) for one in view.vocabulary for two in view.vocabulary}
    there = {pair for pair in pairs if view.spots.of_both(*pair)}
    assert there == {pair for pair in pairs if view.has_both(*pair)}
    assert there == view.beside(dict.fromkeys(pairs).keys(), view.vocabulary)
