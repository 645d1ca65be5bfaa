from hypothesis import given
from hypothesis import strategies as st

from service.matches.spans import hulls, nearest, participants, participants_in


def test_equal_operands_are_not_permuted_for_ever():
    """Twelve times the same word, where eleven stand together, is refused at once."""
    spans = [(place, place) for place in range(11)]
    assert participants([spans] * 12, 10, ordered=False) == [[]] * 12


def test_a_text_of_nothing_but_the_words():
    """A long text made only of a rule's words is no trouble."""
    spans = [(place, place) for place in range(0, 30_000, 2)]
    others = [(place + 1, place + 1) for place in range(0, 30_000, 2)]
    left, right = participants([spans, others], 10, ordered=False)
    assert len(left) == len(right) == 15_000


def test_hulls_of_overlapping_spans():
    """Overlapping spans never make a choice."""
    assert hulls([[(0, 1)], [(1, 2)]], 5, ordered=False) == []
    assert hulls([[(3, 4)], [(1, 2)]], 0, ordered=False) == [(1, 4)]
    assert hulls([[(3, 4)], [(1, 2)]], 0, ordered=True) == []
    assert hulls([[(0, 0)], [(2, 3)]], 0, ordered=False) == []


def test_participants_of_a_hull():
    """Only what makes up one of the given hulls takes part, whichever of equal operands it is."""
    same = [(0, 0), (1, 1), (9, 9)]
    kept = participants_in([same, same], 0, frozenset({(0, 1)}), ordered=False)
    assert kept == [[(0, 0), (1, 1)], [(0, 0), (1, 1)]]


span = st.tuples(st.integers(0, 12), st.integers(0, 1)).map(lambda p: (p[0], p[0] + p[1]))
spans = st.lists(span, unique=True, max_size=5).map(sorted)


@given(spans, spans)
def test_nearest_is_the_smallest_gap(left, right):
    """The nearest distance is the smallest over all disjoint pairs."""
    gaps = [
        max(a[0], b[0]) - min(a[1], b[1]) - 1
        for a in left
        for b in right
        if a[1] < b[0] or b[1] < a[0]
    ]
    assert nearest(left, right) == min(gaps, default=None)
