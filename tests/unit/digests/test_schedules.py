from datetime import date, time

import pytest

from service.digests.slots import Schedule, ScheduleError, parse_schedule


MONDAY = date(2026, 11, 16)
SATURDAY = date(2026, 11, 21)
EIGHT = [time(8, 0)]
NINE = [time(9, 0)]


@pytest.mark.parametrize(
    ("texts", "monday", "saturday"),
    [
        (["08:00"], EIGHT, EIGHT),
        (["8:00"], EIGHT, EIGHT),
        (["08:00", "18:00"], [time(8), time(18)], [time(8), time(18)]),
        (["18:00, 08:00"], [time(8), time(18)], [time(8), time(18)]),
        (["daily 07:30"], [time(7, 30)], [time(7, 30)]),
        (["weekdays 08:00"], EIGHT, []),
        (["Weekdays 08:00", "weekends 09:00"], EIGHT, NINE),
        (["weekly mon 09:00"], NINE, []),
        (["mon,thu 09:00"], NINE, []),
        (["Monday, Saturday 09:00"], NINE, NINE),
        (["fri-mon 09:00"], NINE, NINE),
        (["tue-fri 09:00"], [], []),
        (["monthly 16 09:00"], NINE, []),
        (["monthly 1,21 09:00"], [], NINE),
        (["0 8 * * *"], EIGHT, EIGHT),
        (["0 8 * * mon-fri"], EIGHT, []),
        (["0 8 * * 6"], [], EIGHT),
        (["0 8 * * 5-7"], [], EIGHT),
        (["0 8 * * fri-mon"], EIGHT, EIGHT),
        (["0 8 * nov 1"], EIGHT, []),
        (["0 8 * jan 1"], [], []),
        (["0 8 16 * sat"], EIGHT, EIGHT),
        (["0 8 21 * *"], [], EIGHT),
        (["0 8 */5 * mon"], EIGHT, []),
        (["0 8 */5 * sat"], [], EIGHT),
        (["0,30 8-9 * * 1"], [time(8), time(8, 30), time(9), time(9, 30)], []),
        (["*/20 8 * * 1"], [time(8), time(8, 20), time(8, 40)], []),
        (["10-50/20 8 * * 1"], [time(8, 10), time(8, 30), time(8, 50)], []),
        (["@daily"], [time(0)], [time(0)]),
    ],
)
def test_forms(texts, monday, saturday):
    """Every form that people know means the times that they expect."""
    schedule = parse_schedule(texts)

    assert (schedule.times(MONDAY), schedule.times(SATURDAY)) == (monday, saturday)


@pytest.mark.parametrize(
    ("text", "minute"), [("hourly", 0), ("hourly :30", 30), ("HOURLY :05", 5), ("@hourly", 0)]
)
def test_hourly(text, minute):
    """An hourly stream speaks 24 times a day."""
    assert parse_schedule([text]).times(MONDAY) == [time(hour, minute) for hour in range(24)]


def test_sunday_is_0_and_7():
    """Both numbers that crons know for Sunday mean Sunday."""
    sunday = date(2026, 11, 22)

    assert all(parse_schedule([f"0 8 * * {number}"]).times(sunday) for number in (0, 7, "sun"))


def test_last_day_of_the_month():
    """`monthly last` follows the length of the month."""
    schedule = parse_schedule(["monthly last 09:00"])

    days = [date(2028, 2, 28), date(2028, 2, 29), date(2027, 2, 28), date(2027, 4, 30)]
    assert [schedule.times(day) for day in days] == [[], NINE, NINE, NINE]


def test_29_february_is_a_day():
    """A date that comes only in leap years is allowed."""
    assert parse_schedule(["0 9 29 2 *"]).times(date(2028, 2, 29)) == NINE


def test_same_time_twice_is_once():
    """Two lines that name the same time speak once."""
    assert parse_schedule(["08:00", "weekdays 08:00", "0 8 * * *"]).times(MONDAY) == EIGHT


@pytest.mark.parametrize(
    ("text", "message", "mend"),
    [
        ("", "no time", "08:00"),
        ("weekdays", "no time", "08:00"),
        ("weekday 08:00", "'weekday' is no day", "`weekdays`"),
        ("zzz 08:00", "'zzz' is no day", "08:00"),
        ("weekly 08:00", "needs a day", "weekly mon"),
        ("mon-xyz 08:00", "'xyz' is no day", "08:00"),
        ("24:00", "no 24:00 in a day", "23:59"),
        ("08:60", "no 08:60 in a day", "23:59"),
        ("08:00 pm:x", "no time of day", "08:00"),
        ("hourly :75", "no minute", "hourly :30"),
        ("hourly :00 :30", "no minute", "hourly :30"),
        ("hourly ³", "no minute", "hourly :30"),
        ("monthly 09:00", "needs a day", "monthly 1"),
        ("monthly first 09:00", "needs a day", "monthly 1"),
        ("monthly 31 09:00", "day 31", "monthly last"),
        ("monthly 0 09:00", "day 0", "1 to 28"),
        ("0 8 * *", "five fields, not 4", "minute hour"),
        ("0 0 8 * * *", "five fields, not 6", "minute hour"),
        ("60 8 * * *", "'60' is no minute", "0 to 59"),
        ("0 24 * * *", "'24' is no hour", "0 to 23"),
        ("0 8 0 * *", "'0' is no day of the month", "1 to 31"),
        ("0 8 L * *", "'l' is no day of the month", "1 to 31"),
        ("0 8 ? * 1", "'?' is no day of the month", "1 to 31"),
        ("0 8 * foo *", "'foo' is no month", "1 to 12"),
        ("0 8 * * 8", "'8' is no weekday", "0 to 7"),
        ("0 8 * * 1#2", "'1#2' is no weekday", "0 to 7"),
        ("0 8, * * *", "'' is no hour", "0 to 23"),
        ("*/0 8 * * *", "'*/0' has no step", "*/2"),
        ("*/ 8 * * *", "'*/' has no step", "*/2"),
        ("5/15 8 * * *", "no range", "`5-59/15`"),
        ("0 22-2 * * *", "backwards", "`22-23,0-2`"),
        ("0 8 30 2 *", "day 30 never comes", "choose a day"),
        ("0 8 31 4,6 *", "day 31 never comes", "choose a day"),
        ("٠٨:٠٠", "no time of day", "08:00"),
    ],
)
def test_unclear(text, message, mend):
    """What cannot be read is refused with its place and a mend."""
    with pytest.raises(ScheduleError) as caught:
        parse_schedule(["08:00", text])

    assert caught.value.index == 1
    assert message in caught.value.message
    assert mend in caught.value.mend
    assert caught.value.message in str(caught.value)


def test_no_schedule():
    """An empty list is refused: such a stream would never speak."""
    with pytest.raises(ScheduleError, match="never speaks"):
        parse_schedule([])


def test_is_a_value():
    """Equal texts give equal schedules, so that a change can be seen."""
    assert isinstance(parse_schedule(["08:00"]), Schedule)
    assert parse_schedule(["daily 08:00"]) == parse_schedule(["08:00"]) != parse_schedule(["9:00"])
