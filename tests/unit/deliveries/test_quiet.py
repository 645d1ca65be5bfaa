"""Quiet hours."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.deliveries.quiet import quiet_until
from service.model import Quiet, QuietMode, Tier


SEOUL = "Asia/Seoul"
NIGHT = Quiet(start=time(22), end=time(7))
NOON = Quiet(start=time(12), end=time(13, 30))


def at(text: str, zone: str = SEOUL) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (NIGHT, "2026-03-02T21:59:59", None),
        (NIGHT, "2026-03-02T22:00", "2026-03-03T07:00"),
        (NIGHT, "2026-03-02T23:30", "2026-03-03T07:00"),
        (NIGHT, "2026-03-03T00:00", "2026-03-03T07:00"),
        (NIGHT, "2026-03-03T06:59:59", "2026-03-03T07:00"),
        (NIGHT, "2026-03-03T07:00", None),
        (NOON, "2026-03-03T11:59", None),
        (NOON, "2026-03-03T12:00", "2026-03-03T13:30"),
        (NOON, "2026-03-03T13:30", None),
        (Quiet(start=time(8), end=time(8)), "2026-03-03T08:00", None),
    ],
)
def test_quiet_hours_end_on_the_readers_clock(quiet: Quiet, now: str, until: str | None) -> None:
    """Hours are read in the stream's zone and may cross midnight."""
    assert quiet_until(quiet, SEOUL, at(now), Tier.NORMAL) == (until and at(until))


def test_urgent_stories_may_be_let_through() -> None:
    """`let-urgent-through` holds everything else; `hold` holds all."""
    through = Quiet(start=time(22), end=time(7), then=QuietMode.LET_URGENT_THROUGH)
    now = at("2026-03-02T23:00")
    assert quiet_until(through, SEOUL, now, Tier.URGENT) is None
    assert quiet_until(through, SEOUL, now, Tier.NORMAL) is not None
    assert quiet_until(NIGHT, SEOUL, now, Tier.URGENT) is not None


def test_without_quiet_hours_nothing_is_held() -> None:
    """A stream that sets none is told at once."""
    assert quiet_until(None, SEOUL, at("2026-03-02T23:00"), Tier.NORMAL) is None


def test_the_hour_that_comes_twice_is_quiet_twice() -> None:
    """In the second pass of 01:00 to 02:00 the end is the second 01:30, never the past."""
    quiet = Quiet(start=time(22), end=time(1, 30))
    now = datetime(2026, 10, 25, 0, 15, tzinfo=UTC)  # 01:15 in London, the second time is 01:15Z
    later = now + timedelta(hours=1)
    assert quiet_until(quiet, "Europe/London", now, Tier.NORMAL) == now + timedelta(minutes=15)
    assert quiet_until(quiet, "Europe/London", later, Tier.NORMAL) == later + timedelta(minutes=15)


@given(
    st.datetimes(
        datetime.fromisoformat("2020-01-01"),
        datetime.fromisoformat("2037-01-01"),
        timezones=st.just(UTC),
    ),
    st.times(),
    st.times(),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Seoul"]),
)
def test_what_is_held_is_held_for_less_than_a_day_and_a_bit(
    now: datetime, start: time, end: time, zone: str
) -> None:
    """The end always lies ahead, within 25 hours."""
    until = quiet_until(Quiet(start=start, end=end), zone, now, Tier.NORMAL)
    assert until is None or now < until <= now + timedelta(hours=25)
