from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model import Precision, Provenance, ZoneBasis
from service.sources.formats.dates import from_utc, is_possible, read_date
from tests.unit.sources.invented import NOW


def read(text: str | None) -> Any:
    return read_date(text, NOW, Provenance.FEED)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Mon, 06 Sep 2021 12:00:00 GMT", "2021-09-06T12:00:00+00:00"),
        ("Mon, 06 Sep 2021 12:00:00 +0900", "2021-09-06T12:00:00+09:00"),
        ("6 Sep 21 12:00 EST", "2021-09-06T12:00-05:00"),
        ("06 Sep 98 12:00 UT", "1998-09-06T12:00+00:00"),
        ("2021-09-06T12:00Z", "2021-09-06T12:00+00:00"),
        ("2021-09-06T12:00:00.123+09:00", "2021-09-06T12:00:00+09:00"),
        ("20210906T120000Z", "2021-09-06T12:00:00+00:00"),
        ("2021-09-06T12:00:60Z", "2021-09-06T12:00:59+00:00"),
        ("Sun Jan  4 16:29:06 PST 2004", "2004-01-04T16:29:06-08:00"),
        ("September 6, 2021, 12:05 am EDT", "2021-09-06T00:05-04:00"),
        ("mar., 07 sept. 2021 10:00:00 +0200", "2021-09-07T10:00:00+02:00"),
        ("Пн, 06 сен 2021 12:00:00 +0300", "2021-09-06T12:00:00+03:00"),
        ("2021-09-06 오후 3:05 (KST)", "2021-09-06T15:05+09:00"),
        ("Mon Sep 06 2021 12:00:00 GMT+0900 (Korea Standard Time)", "2021-09-06T12:00:00+09:00"),
    ],
)
def test_stated_zone(text, value):
    """A stated offset is kept as it was stated."""
    found = read(text)

    assert (found.value, found.zone) == (value, ZoneBasis.STATED)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2021-09-06", "2021-09-06", Precision.DAY),
        ("20210906", "2021-09-06", Precision.DAY),
        ("06 September 2021", "2021-09-06", Precision.DAY),
        ("2021년 9월 6일", "2021-09-06", Precision.DAY),
        ("Mon, 06 Sep 2021 24:00:00 GMT", "2021-09-06", Precision.DAY),
        ("2021/9/6 7:05", "2021-09-06T07:05", Precision.MINUTE),
        ("06-Sep-2021 10:00", "2021-09-06T10:00", Precision.MINUTE),
        ("2021-09-06 12:00:00", "2021-09-06T12:00:00", Precision.SECOND),
        ("Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06", Precision.SECOND),
        ("Mon, 6 Sep 2021 12:00:00 IST", "2021-09-06T12:00:00", Precision.SECOND),
    ],
)
def test_no_zone(text, value, precision):
    """What states no zone gets none, and nothing is made more exact than it was written."""
    found = read(text)

    assert (found.value, found.precision, found.zone) == (value, precision, ZoneBasis.ASSUMED)


@pytest.mark.parametrize(
    "text",
    [
        None, " ", "tomorrow", "2021", "2021-09", "9/6/2021", "31 Feb 2021", "2021-09-06T25:00Z",
        "2021-09-06T12:00:00+99:00", "1" * 100_000, "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z",
    ],
)  # fmt: skip
def test_no_date(text):
    """What is no date, or the zero of some program, is none."""
    assert read(text) is None


def test_future():
    """A date further ahead than clocks differ is no date of a publication."""
    assert read("2026-03-03T07:59Z").value == "2026-03-03T07:59+00:00"
    assert read("2026-03-03T08:01Z") is None
    assert (read("2026-03-03") is None, read("2026-03-04") is None) == (False, True)


@settings(deadline=None)
@given(
    st.datetimes(datetime(1980, 1, 1), datetime(2025, 12, 31)),  # noqa: DTZ001 - the zone is drawn apart
    st.integers(-720, 840),
)
def test_written_and_read(moment, minutes):
    """Whatever RFC 2822 can write is read back, in the zone in which it was written."""
    offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
    found = read(f"{moment:%a, %d %b %Y %H:%M:%S} {offset}")

    assert found.value[:19] == moment.isoformat(timespec="seconds")
    assert datetime.fromisoformat(found.value).utcoffset() == timedelta(minutes=minutes)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text(text):
    """Whatever the text, a date that is found can be one."""
    found = read(text)
    assert found is None or is_possible(found, NOW)


def test_seconds():
    """An instant of a program is stated in UTC."""
    found = from_utc(datetime(2021, 9, 6, 12, tzinfo=UTC), NOW, Provenance.GIVEN)
    assert found
    assert (found.value, found.provenance) == ("2021-09-06T12:00:00+00:00", Provenance.GIVEN)
