"""Waits are spread evenly, and always alike."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from service.jitter import jittered, position


WAIT = timedelta(minutes=5)
shares = st.floats(0, 1)


@given(st.text(), shares)
def test_a_wait_stays_within_its_share_and_is_always_the_same(key: str, share: float) -> None:
    """It is spread symmetrically and needs no random number."""
    wait = jittered(WAIT, share, key)
    tick = timedelta(microseconds=1)  # all that rounding may cost
    assert WAIT * (1 - share) - tick <= wait <= WAIT * (1 + share) + tick
    assert wait == jittered(WAIT, share, key)


def test_many_waits_fill_the_whole_span() -> None:
    """A thousand of one outage come back spread out, early and late alike."""
    waits = sorted(jittered(WAIT, 0.2, f"d{number}/1") / WAIT for number in range(1000))
    assert waits[0] < 0.81
    assert waits[-1] > 1.19
    assert 0.98 < waits[500] < 1.02
    assert max(later - earlier for earlier, later in pairwise(waits)) < 0.01


@given(st.text())
def test_every_key_has_its_place(key: str) -> None:
    """From the beginning of the span to its end."""
    assert 0 <= position(key) <= 1
