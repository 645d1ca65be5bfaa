from hypothesis import given
from hypothesis import strategies as st

from service.matches.spans import hulls, nearest, participants, participants_in, satisfied, windows
from service.matches.steps import Steps


def test_equal_operands_are_counted():
    """Twelve times the same word, where eleven stand together, is refused in a few steps."""
    steps = Steps(1_000)
    spans = [(place, place) for place in range(11)]
    assert not any(participants([spans] * 12, 10, steps, ordered=False))
    assert not satisfied([spans] * 12, 10, steps, ordered=False)


def test_a_text_of_nothing_but_the_words():
    """A long text made only of a rule's words takes a step for each."""
    spans = [(place, place) for place in range(0, 30_000, 2)]
    others = [(place + 1, place + 1) for place in range(0, 30_000, 2)]
    left, right = participants([spans, others], 10, Steps(30_000), ordered=False)
    assert len(left) == len(right) == 15_000


def test_hulls_of_overlapping_spans():
    """Overlapping spans never make a choice."""
    assert hulls([[(0, 1)], [(1, 2)]], 5, Steps(), ordered=False) == []
    assert hulls([[(3, 4)], [(1, 2)]], 0, Steps(), ordered=False) == [(1, 4)]
    assert hulls([[(3, 4)], [(1, 2)]], 0, Steps(), ordered=True) == []
    assert hulls([[(0, 0)], [(2, 3)]], 0, Steps(), ordered=False) == []
    assert hulls([[(0, 0)], []], 0, Steps(), ordered=False) == []
    assert hulls([[(0, 0)], [(1, 1)], [(9, 9)]], 3, Steps(), ordered=False) == []


def test_hulls_of_three():
    """Each start with each end that it reaches, whichever operand stands where."""
    spans = [(0, 0), (1, 1), (3, 3)]
    assert hulls([spans] * 3, 1, Steps(), ordered=False) == [(0, 3)]
    assert hulls([[(0, 0), (4, 4)], [(1, 2)], [(3, 3)]], 0, Steps(), ordered=False) == [
        (0, 3),
        (1, 4),
    ]


def test_participants_of_a_hull():
    """Only what makes up one of the given hulls takes part, whichever of equal operands it is."""
    same = [(0, 0), (1, 1), (9, 9)]
    kept = participants_in([same, same], 0, {(0, 1)}, Steps(), ordered=False)
    assert kept == [[(0, 0), (1, 1)], [(0, 0), (1, 1)]]


def test_nobody_takes_part():
    """Where an operand is missing, or too far from the others, no other takes part."""
    here, there = [(0, 0)], [(9, 9)]
    assert participants([here, []], 5, Steps(), ordered=False) == [[], []]
    assert participants([here, [(1, 1)], there], 5, Steps(), ordered=False) == [[], [], []]
    assert not satisfied([here, [(1, 1)], there], 5, Steps(), ordered=False)


def test_windows():
    """A stretch begins where a word stands and has one of each."""
    assert windows([[(0, 0), (5, 5)], [(1, 2), (9, 9)]], 3) == [0]
    assert windows([[(0, 0), (5, 5)], [(1, 2), (9, 9)]], 5) == [0, 1, 5]


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
