"""When a stream speaks: the instants that a schedule means in a time zone.

A slot is a local date and a local time. Clocks that jump make such a pair fall away or come twice,
so the rule is: it fires at the first instant at which the local clock shows that time or a later
one. Slots that so fall on one instant are one slot.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo, available_timezones

from service.digests.schedules import Schedule, ScheduleError, parse_schedule
from service.errors import WirewatchError


__all__ = [
    "Occurrence",
    "Schedule",
    "ScheduleError",
    "ZoneError",
    "check_zone",
    "instant",
    "next_occurrence",
    "occurrences",
    "parse_schedule",
]

DAY = timedelta(days=1)
HORIZON = timedelta(days=366 * 41)
"""29 February on a given weekday comes within 40 years, even across 2100."""

ABBREVIATIONS = {
    "BST": "Europe/London",
    "CEST": "Europe/Berlin",
    "EDT": "America/New_York",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "MSK": "Europe/Moscow",
    "PDT": "America/Los_Angeles",
    "PST": "America/Los_Angeles",
}


class ZoneError(WirewatchError):
    """A time zone that does not exist."""

    def __init__(self, message: str, mend: str) -> None:
        self.message = message
        self.mend = mend
        super().__init__(f"{message} ({mend})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One slot: what the local clock should show, and the instant it means."""

    local_date: date
    local_time: str
    """`08:00`."""
    due_at: datetime
    """UTC."""


# --- from a schedule to instants -----------------------------------------------------------------


def occurrences(
    schedule: Schedule, zone: str, after: datetime, until: datetime
) -> Iterator[Occurrence]:
    """Give the slots with after < due_at <= until, strictly increasing.

    Of slots that fall on one instant, the one latest on the local clock stands for all.
    """
    tz = ZoneInfo(zone)
    slots = _from(schedule, tz, after, until)
    for due_at, same in groupby(slots, key=attrgetter("due_at")):
        if due_at > until:
            return
        if due_at > after:  # the clock may have been set back, and show it for the second time
            yield list(same)[-1]


def next_occurrence(schedule: Schedule, zone: str, after: datetime) -> Occurrence | None:
    """Give the first slot after an instant; None if none comes within 41 years."""
    return next(occurrences(schedule, zone, after, after + HORIZON), None)


def _from(
    schedule: Schedule, tz: ZoneInfo, after: datetime, until: datetime
) -> Iterator[Occurrence]:
    """Give what the clock has yet to show, in order.

    What it shows at `after`, or earlier, it has shown: also what it jumped over, even a whole day.
    """
    shown = _clock(after, tz)
    day, final = shown.date(), _clock(until, tz).date() + DAY
    while day <= final:
        for at in schedule.times(day):
            if datetime.combine(day, at) > shown:
                due_at = instant(day, at, tz)
                yield Occurrence(local_date=day, local_time=f"{at:%H:%M}", due_at=due_at)
        day += DAY


def instant(day: date, at: time, tz: ZoneInfo) -> datetime:
    """Give the first instant (UTC) at which the local clock shows this time or a later one."""
    wanted = datetime.combine(day, at)
    first = wanted.replace(tzinfo=tz, fold=0).astimezone(UTC)
    if _clock(first, tz) == wanted:
        return first
    # A gap: with fold=0 Python reads the clock of before it, and lands after it; fold=1 the reverse.
    early = wanted.replace(tzinfo=tz, fold=1).astimezone(UTC)
    return _crossing(early, first, wanted, tz)


def _clock(moment: datetime, tz: ZoneInfo) -> datetime:
    return moment.astimezone(tz).replace(tzinfo=None, fold=0)


def _crossing(early: datetime, late: datetime, wanted: datetime, tz: ZoneInfo) -> datetime:
    """Halve the span until it is the second in which the local clock jumps past `wanted`."""
    seconds = int((late - early).total_seconds())
    low, high = 0, seconds
    while high - low > 1:
        middle = (low + high) // 2
        passed = _clock(early + timedelta(seconds=middle), tz) >= wanted
        low, high = (low, middle) if passed else (middle, high)
    return early + timedelta(seconds=high)


def check_zone(name: str) -> None:
    """Refuse a name that is no IANA time zone; raises `ZoneError` with a mend."""
    if name in _zones():
        return
    near = _nearest_zone(name)
    mend = f"did you mean `{near}`?" if near else "write an IANA name: `Asia/Seoul`"
    raise ZoneError(f"there is no time zone {name!r}", mend)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - {"Factory", "localtime"})


def _nearest_zone(name: str) -> str | None:
    if name.upper() in ABBREVIATIONS:
        return ABBREVIATIONS[name.upper()]
    wanted = re.sub(r"[\s_]+", "_", name.strip().casefold())
    whole = {zone.casefold(): zone for zone in sorted(_zones())}
    cities = {zone.rsplit("/", 1)[-1]: whole[zone] for zone in whole if "/" in zone}
    for known in (whole, cities):
        near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.8)
        if near:
            return known[near[0]]
    return None
