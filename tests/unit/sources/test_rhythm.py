"""When a source is asked again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.model import Pace
from service.sources.base import Bounds
from service.sources.rhythm import (
    FIRST_SPREAD,
    LONGEST,
    NEARBY,
    SHARE,
    adapted,
    after_failure,
    after_success,
    first_poll,
    longest_wait,
    pace_of,
    paced,
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
    longest = longest_wait(every, polled=False, gone_for=None)
    assert near(after_failure(NOW, every, 40, longest=longest) - NOW, expected)


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
    longest = longest_wait(every, polled=False, gone_for=None)
    assert near(after_failure(NOW, every, 1, longest=longest) - NOW, every)
    assert near(after_failure(NOW, every, 99, longest=longest) - NOW, expected)


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


# --- its own rhythm ----------------------------------------------------------------------------

BOUNDS = Bounds(shortest=timedelta(minutes=5), longest=3 * HOUR)


def settled(per_poll: int, polls: int = 300) -> timedelta:
    """Poll a source that brings so much each time, as often as it asks for; give the wait."""
    every, pace = HALF_HOUR, Pace(news=1, seconds=HALF_HOUR.total_seconds())
    for _ in range(polls):
        pace = paced(pace, every, per_poll)
        every = adapted(every, BOUNDS, pace, recent=(every, per_poll))
    return every


def followed(gap: timedelta, days: int = 6) -> timedelta:
    """Poll a source that has something new every so often; give the wait it comes to."""
    every, pace, at = HALF_HOUR, Pace(news=1, seconds=HALF_HOUR.total_seconds()), timedelta()
    while at < days * DAY:
        news = (at + every) // gap - at // gap
        at += every
        pace = paced(pace, every, news)
        every = adapted(every, BOUNDS, pace, recent=(every, news))
    return every


@pytest.mark.parametrize("minutes", [12, 20, 45, 90])
def test_a_source_is_asked_about_as_often_as_it_has_news(minutes):
    """Within its bounds, whatever the wait began with."""
    gap = timedelta(minutes=minutes)
    assert gap / 2 <= followed(gap) <= 1.5 * gap


def test_bounds_hold():
    """A flood of news asks no server without end, and a quiet source is not forgotten."""
    assert settled(per_poll=40) == BOUNDS.shortest
    assert settled(per_poll=0) == BOUNDS.longest


def test_a_burst_shortens_the_wait_at_once_and_calm_lengthens_it_slowly():
    """Breaking news cannot wait until the mean has followed."""
    calm = Pace(news=2, seconds=4 * DAY.total_seconds())
    awake = adapted(3 * HOUR, BOUNDS, calm, recent=(3 * HOUR, 12))
    assert awake == timedelta(minutes=15)
    assert adapted(awake, BOUNDS, calm, recent=(awake, 0)) == 1.5 * awake


def test_after_a_gap_the_wait_is_half_even_below_its_bound():
    """What is lost between two polls is lost for good; but never more often than every minute."""
    pace = Pace(news=1, seconds=60)
    assert adapted(HALF_HOUR, BOUNDS, pace, gap=True) == HALF_HOUR / 2
    assert adapted(timedelta(minutes=5), BOUNDS, pace, gap=True) == timedelta(minutes=2.5)
    assert adapted(timedelta(minutes=1), BOUNDS, pace, gap=True) == timedelta(minutes=1)
    assert adapted(None, BOUNDS, pace, gap=True) == BOUNDS.longest / 2


@given(
    st.none() | st.timedeltas(timedelta(minutes=1), 3 * HOUR),
    st.builds(Pace, news=st.floats(0, 1e6), seconds=st.floats(0, 1e7)),
    st.timedeltas(timedelta(), 30 * DAY),
    st.integers(0, 2000),
    st.booleans(),
)
def test_the_wait_stays_between_a_minute_and_its_longest(before, pace, elapsed, news, gap):
    """Whatever was counted."""
    pace = paced(pace, elapsed, news)
    wait = adapted(before, BOUNDS, pace, recent=(elapsed, news), gap=gap)
    assert timedelta(minutes=1) <= wait <= BOUNDS.longest
    if not gap and before is None:
        assert wait >= BOUNDS.shortest


@pytest.mark.parametrize("gap", [timedelta(minutes=20), HOUR, 2 * HOUR])
def test_the_dates_of_a_new_feed_tell_its_rhythm(gap):
    """So the first wait is right already."""
    pace = pace_of([NOW - number * gap for number in range(1, 30)], NOW)
    assert pace is not None
    assert gap * 0.9 <= adapted(None, BOUNDS, pace) <= gap * 1.1


def test_two_dates_tell_nothing_nor_do_those_to_come():
    """What has no dates starts with the usual wait."""
    assert pace_of([], NOW) is None
    assert pace_of([NOW - HOUR, NOW - DAY, NOW + DAY], NOW) is None


def test_what_is_gone_is_tried_once_a_week():
    """A server that says "gone" for a week means it, mostly; still nothing is given up."""
    gone = longest_wait(HALF_HOUR, polled=True, gone_for=7 * DAY)
    assert near(after_failure(NOW, HALF_HOUR, 30, longest=gone) - NOW, 7 * DAY)
    for not_yet in (None, 6 * DAY):
        assert longest_wait(HALF_HOUR, polled=True, gone_for=not_yet) == LONGEST
