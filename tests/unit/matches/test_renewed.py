"""Which matches of a new version are news."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.matches.renewed import renewed
from service.model import Field
from tests.unit.matches.make import matched


HELD = [("w", "r")]


def test_a_rule_that_held_before_needs_new_words():
    """A match of a later version is news for a new rule, or for evidence among inserted words."""
    match = matched("arms", "Of arms.")
    assert match
    assert renewed([match], [], {}) == (match,)
    assert renewed([match], HELD, {}) == ()
    assert renewed([match], HELD, {Field.TEXT: [(0, 3)]}) == ()
    assert renewed([match], HELD, {Field.TEXT: [(0, 4)]}) == (match,)


@pytest.mark.parametrize(
    ("spans", "news"),
    [
        ([(0, 3)], False),
        ([(7, 9)], False),
        ([(6, 7)], True),
        ([(3, 4)], True),
        ([(0, 9)], True),
        ([(4, 5)], True),
        ([(0, 1), (8, 9), (5, 6)], True),
        ([], False),
    ],
)
def test_evidence_touches_new_words_by_a_character(spans, news):
    """Stretches are half-open: what stands beside is not touched."""
    match = matched("arms", "Of arms, no")
    assert match
    assert (match.evidence[0].start, match.evidence[0].end) == (3, 7)
    assert bool(renewed([match], HELD, {Field.TEXT: spans})) is news


def test_new_words_count_in_their_own_field():
    """A new title says nothing about evidence in the text."""
    match = matched("arms", "Of arms.")
    assert match
    assert renewed([match], HELD, {Field.TITLE: [(0, 99)], Field.SUMMARY: [(0, 99)]}) == ()


def test_any_piece_of_evidence_is_enough():
    """One new occurrence is news, beside ten old ones."""
    match = matched("arms", "Arms, arms, arms.")
    assert match
    assert len(match.evidence) == 3
    assert renewed([match], HELD, {Field.TEXT: [(12, 16)]}) == (match,)


def test_each_match_is_decided_for_itself():
    """In order; a rule of another watchlist is another rule."""
    match = matched("arms", "Of arms.")
    assert match
    other, again = replace(match, rule="x"), replace(match, watchlist="v")
    assert renewed([other, match, again], HELD, {}) == (other, again)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), max_size=3))
def test_more_new_words_never_make_less_news(starts):
    """What is news for some inserted words is news for those and others."""
    match = matched("arms", "Of arms, no")
    spans = [(start, start + length) for start, length in starts]
    assert match
    for number in range(len(spans)):
        if renewed([match], HELD, {Field.TEXT: spans[:number]}):
            assert renewed([match], HELD, {Field.TEXT: spans})
