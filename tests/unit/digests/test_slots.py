from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.digests.slots import (
    Schedule,
    ZoneError,
    check_zone,
    instant,
    next_occurrence,
    occurrences,
    parse_schedule,
)


HARD_ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "America/Asuncion",
    "America/Havana",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Seoul",
    "Asia/Tehran",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Easter",
    "Pacific/Norfolk",
)
QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
ZONES = sorted(available_timezones() - {"Factory", "localtime"})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def slots(text: str, zone: str, after: str, until: str) -> list[tuple[str, str, str]]:
    found = occurrences(parse_schedule([text]), zone, at(after), at(until))
    return [(str(one.local_date), one.local_time, f"{one.due_at:%d %H:%M}") for one in found]


def transitions(zone: str, first: int, last: int) -> list[datetime]:
    """Give the days (UTC) in whose course a zone changes its clock."""
    tz = ZoneInfo(zone)
    days = [
        datetime(first, 1, 1, tzinfo=UTC) + timedelta(days=n)
        for n in range((last - first + 1) * 366)
    ]
    return [
        a
        for a, b in pairwise(days)
        if a.astimezone(tz).utcoffset() != b.astimezone(tz).utcoffset()
    ]


def first_not_before(day: date, local: time, tz: ZoneInfo) -> datetime:
    """Find by plain search what a slot means: no fold, no gap, only the clock on the wall."""
    wanted = datetime.combine(day, local)
    moment = wanted.replace(tzinfo=UTC) - timedelta(hours=40)
    while moment.astimezone(tz).replace(tzinfo=None) < wanted:
        moment += timedelta(minutes=15)
    return moment


def test_plain_days():
    """A daily time comes once a day, after the start and up to the end."""
    assert slots("08:00", "Asia/Seoul", "2026-11-19T23:00", "2026-11-21T23:00") == [
        ("2026-11-21", "08:00", "20 23:00"),
        ("2026-11-22", "08:00", "21 23:00"),
    ]


def test_gap():
    """A time that the clock jumps over fires when it has jumped."""
    assert slots("02:30", "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T12:00") == [
        ("2026-03-29", "02:30", "29 01:00")
    ]


def test_gap_merges():
    """Slots that fall on one instant are one, and the latest on the clock stands for all."""
    assert slots("*/30 1-3 * * *", "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T12:00") == [
        ("2026-03-29", "01:00", "29 00:00"),
        ("2026-03-29", "01:30", "29 00:30"),
        ("2026-03-29", "03:00", "29 01:00"),
        ("2026-03-29", "03:30", "29 01:30"),
    ]


def test_overlap():
    """A time that comes twice fires the first time only."""
    assert slots("02:30", "Europe/Berlin", "2026-10-24T12:00", "2026-10-25T12:00") == [
        ("2026-10-25", "02:30", "25 00:30")
    ]


def test_overlap_begun():
    """What fired in the first of the two hours is over, though the clock will show it again."""
    assert slots("02:45", "Europe/Berlin", "2026-10-25T01:30", "2026-10-26T12:00") == [
        ("2026-10-26", "02:45", "26 01:45")
    ]


def test_half_hour_zone():
    """Lord Howe jumps by half an hour, and only what it jumps over moves."""
    found = slots("*/15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00", "2026-10-04T02:00")

    assert [due for _, _, due in found] == ["03 15:30", "03 15:45"]
    assert [clock for _, clock, _ in found] == ["02:30", "02:45"]


def test_midnight_gap():
    """A day that begins at one o'clock has its midnight slot at one o'clock."""
    assert slots("00:00", "America/Asuncion", "2021-10-02T12:00", "2021-10-03T12:00") == [
        ("2021-10-03", "00:00", "03 04:00")
    ]


def test_skipped_day():
    """Samoa had no 30 December 2011: its slot fires at the first instant of the 31st."""
    assert slots("08:00", "Pacific/Apia", "2011-12-29T12:00", "2011-12-31T00:00") == [
        ("2011-12-29", "08:00", "29 18:00"),
        ("2011-12-30", "08:00", "30 10:00"),
        ("2011-12-31", "08:00", "30 18:00"),
    ]


@pytest.mark.parametrize("zone", HARD_ZONES)
def test_hard_zones(zone):
    """Round every change of the clock from 2020 to 2037, each of 96 slots of a day comes once."""
    tz = ZoneInfo(zone)
    for change in transitions(zone, 2020, 2037):
        days = [change.date() + timedelta(days=n) for n in range(-1, 3)]
        for local in QUARTERS:
            due = [instant(day, local, tz) for day in days]
            gaps = [b - a for a, b in pairwise(due)]
            assert timedelta(hours=22) <= min(gaps) <= max(gaps) <= timedelta(hours=26)


@pytest.mark.parametrize("zone", ["Pacific/Apia", "Australia/Lord_Howe", "Antarctica/Troll"])
def test_meaning(zone):
    """The instant of a slot is what a search on the wall clock finds."""
    tz = ZoneInfo(zone)
    for change in transitions(zone, 2010, 2013):
        for local in QUARTERS[::3]:
            for day in (change.date(), change.date() + timedelta(days=1)):
                assert instant(day, local, tz) == first_not_before(day, local, tz)


@settings(deadline=None, max_examples=150)
@given(
    zone=st.sampled_from(ZONES),
    start=st.dates(date(2009, 1, 1), date(2037, 12, 1)),
    local=st.times().map(lambda value: value.replace(second=0, microsecond=0)),
    length=st.integers(1, 60),
)
def test_every_date_once(zone, start, local, length):
    """In every zone a daily time comes once for each local date, in order."""
    tz = ZoneInfo(zone)
    days = [start + timedelta(days=n) for n in range(length)]
    schedule = parse_schedule([f"{local:%H:%M}"])
    second = timedelta(seconds=1)

    found = list(
        occurrences(
            schedule, zone, instant(days[0], local, tz) - second, instant(days[-1], local, tz)
        )
    )

    due = [one.due_at for one in found]
    assert [one.local_date for one in found] == days
    assert all(a < b for a, b in pairwise(due))


@settings(deadline=None, max_examples=30)
@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2009, 1, 1), date(2037, 1, 1)),
    hours=st.lists(st.integers(0, 80), min_size=1, max_size=6),
)
def test_windows_join(zone, day, hours):
    """However time is cut into windows, the same slots come, none lost and none doubled."""
    schedule = parse_schedule(["*/30 * * * *"])
    start = datetime.combine(day, time(3), tzinfo=UTC)
    edges = [start + timedelta(hours=sum(hours[:n])) for n in range(len(hours) + 1)]

    parts = [one for a, b in pairwise(edges) for one in occurrences(schedule, zone, a, b)]

    assert parts == list(occurrences(schedule, zone, edges[0], edges[-1]))
    assert all(a.due_at < b.due_at for a, b in pairwise(parts))


def upcoming(text: str, after: str) -> datetime | None:
    found = next_occurrence(parse_schedule([text]), "UTC", at(after))
    return found.due_at if found else None


def test_next():
    """The next slot is the first after an instant, never that instant itself."""
    assert upcoming("08:00", "2026-11-21T08:00") == at("2026-11-22T08:00")
    assert upcoming("08:00", "2026-11-21T07:59") == at("2026-11-21T08:00")


def test_next_rare():
    """A leap day is found even across the year 2100; a schedule without patterns has no next."""
    assert upcoming("0 9 29 2 *", "2096-03-01T00:00") == at("2104-02-29T09:00")
    assert next_occurrence(Schedule(patterns=()), "UTC", at("2026-03-01T00:00")) is None


@pytest.mark.parametrize("zone", HARD_ZONES)
def test_zones_known(zone):
    """Real zones pass."""
    check_zone(zone)


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("Europe/Berln", "`Europe/Berlin`"),
        ("asia/seoul", "`Asia/Seoul`"),
        ("Seoul", "`Asia/Seoul`"),
        ("new york", "`America/New_York`"),
        ("KST", "`Asia/Seoul`"),
        ("../../etc/passwd", "IANA"),
        ("", "IANA"),
        ("Mars/Olympus_Mons", "IANA"),
    ],
)
def test_zone_mends(name, mend):
    """A zone that does not exist is refused, with the one that was probably meant."""
    with pytest.raises(ZoneError) as caught:
        check_zone(name)

    assert mend in caught.value.mend
    assert name in caught.value.message
