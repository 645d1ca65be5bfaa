"""When a source is asked again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.sources.rhythm import (
    FIRST_SPREAD,
    LONGEST,
    NEARBY,
    SHARE,
    after_failure,
    after_success,
    first_poll,
)


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

intervals = st.timedeltas(timedelta(minutes=1), DAY)
wishes = st.none() | st.timedeltas(timedelta(), 10 * DAY)
keys = st.text(max_size=10)


def near(wait: timedelta, expected: timedelta) -> bool:
    return (1 - SHARE) * expected <= wait <= (1 + SHARE) * expected


@given(intervals, wishes, keys)
def test_after_a_success_a_source_rests_for_its_interval(every, wish, key):
    """More or less; never shorter than its server asked for, and never longer for that than a day."""
    wait = after_success(NOW, every, wish=wish, key=key) - NOW
    asked = min(wish or timedelta(), LONGEST)
    assert wait >= asked
    assert near(wait, every) or wait == asked


def test_what_is_left_to_collect_is_collected_at_once():
    """Whatever the server wishes: it has just been asked."""
    assert after_success(NOW, HOUR, wish=DAY, more=True) == NOW


def test_sources_do_not_march_in_step():
    """Each has its own rhythm, and another one every time; the same question has one answer."""
    waits = {after_success(NOW, HOUR, key=str(number)) for number in range(100)}
    later = {
        after_success(NOW + number * HOUR, HOUR, key="a") - number * HOUR for number in range(9)
    }
    assert len(waits) == 100
    assert len(later) == 9
    assert after_success(NOW, HOUR, key="a") == after_success(NOW, HOUR, key="a")
    mean = sum((wait - NOW for wait in waits), timedelta()) / 100
    assert timedelta(minutes=58) < mean < timedelta(minutes=62)


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (timedelta(seconds=30), timedelta(minutes=5)),
        (timedelta(minutes=1), timedelta(minutes=5)),
        (timedelta(hours=1), timedelta(hours=1)),
    ],
)
def test_what_spares_no_server_is_looked_for_soon(every, expected):
    """A disk that comes back after days is noticed within minutes."""
    assert near(after_failure(NOW, every, 40, nearby=True) - NOW, expected)


@pytest.mark.parametrize(
    ("failures", "expected"),
    [(1, HALF_HOUR), (2, HOUR), (3, 2 * HOUR), (6, 16 * HOUR), (7, DAY), (10_000, DAY)],
)
def test_after_failures_a_source_is_asked_more_and_more_seldom(failures, expected):
    """Down to once a day: it is never given up."""
    assert near(after_failure(NOW, HALF_HOUR, failures) - NOW, expected)


@given(intervals, st.integers(1, 50), wishes, keys)
def test_a_retry_after_is_never_undercut(every, failures, asked, key):
    """Within a day: a server that asks for a year gets a day."""
    wait = after_failure(NOW, every, failures, retry_after=asked, key=key) - NOW
    assert wait >= min(asked or timedelta(), LONGEST)
    assert wait <= (1 + SHARE) * LONGEST


@pytest.mark.parametrize(("every", "expected"), [(timedelta(seconds=30), NEARBY), (HOUR, HOUR)])
def test_a_folder_that_is_away_is_looked_for_often(every, expected):
    """Nobody is spared by waiting a day for a disk."""
    assert near(after_failure(NOW, every, 1, nearby=True) - NOW, every)
    assert near(after_failure(NOW, every, 99, nearby=True) - NOW, expected)


def test_a_month_of_failures_costs_few_requests():
    """Little more than one a day, and the return is seen within a day or so."""
    at, requests = NOW, 0
    while at < NOW + 30 * DAY:
        requests += 1
        at = after_failure(at, HALF_HOUR, requests, key="wire")
    assert requests <= 36


def test_a_handful_of_sources_starts_at_once():
    """A newcomer wants to see something."""
    assert first_poll(HOUR, "wire", 50) == timedelta()


def test_many_sources_start_one_after_another():
    """Spread over ten minutes, or over their interval where that is shorter."""
    waits = [first_poll(HOUR, str(number), 1000) for number in range(1000)]
    assert timedelta() <= min(waits) < max(waits) < FIRST_SPREAD
    assert sum(wait < FIRST_SPREAD / 2 for wait in waits) in range(400, 600)
    minute = timedelta(minutes=1)
    assert max(first_poll(minute, str(number), 1000) for number in range(100)) < minute
