"""Dates as feeds and records write them.

The offset stays as it was stated, and nothing is made more exact than it was written: a day is a
day, a time without a zone has none.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from service.model import Precision, Provenance, Published, ZoneBasis


_SLACK = timedelta(days=1)
"""Clocks and zones differ; what lies further ahead than this is no date of a publication."""
_EARLIEST = date(1900, 1, 1)
_NULLS = {date(1970, 1, 1)}  # what a program writes that knows no date
_LONGEST = 120

_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1, "cest": 2,
    "mest": 2, "mesz": 2, "mez": 1, "eet": 2, "eest": 3, "msk": 3, "hkt": 8, "sgt": 8, "jst": 9, "kst": 9,
    "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "adt": -3, "ast": -4, "edt": -4, "est": -5, "cdt": -5,
    "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8, "akdt": -8, "akst": -9, "hst": -10,
}  # fmt: skip
"""Hours from UTC. Names that mean several zones (IST) are left out: then none is stated."""

_MONTHS = (
    "jan ene gen янв", "feb fév fev fév февр фев", "mar mär mrz maa март мар", "apr avr abr апр",
    "may mai mag mei maj май мая", "jun juin giu июн", "jul juil lug июл", "aug aoû aou ago авг",
    "sep set сен", "oct okt ott out окт", "nov ноя", "dec dez dic déc дек",
)  # fmt: skip
"""The beginnings of each month's names, in the languages that feeds use in spite of the standard."""
_MONTH_OF = {start: number for number, row in enumerate(_MONTHS, 1) for start in row.split()}
_STARTS = sorted(_MONTH_OF, key=len, reverse=True)

_DAY = re.compile(r"\s*(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?!\d)")
_CJK_DAY = re.compile(r"\s*(\d{4})\s*[년年]\s*(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日]")
_CLOCK = re.compile(
    r"(?<!\d)(?P<before>오전|오후|[上下]午)?\s*(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<after>[ap]\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_SHORT_CLOCK = re.compile(r"T(?P<h>\d{2})(?P<m>\d{2})(?P<s>\d{2})?(?!\d)(?P<before>)(?P<after>)")
_OFFSET = re.compile(r"(?<![\d-])([+\-−])(\d{1,2})(?::?(\d{2}))?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")


def read_date(text: str | None, now: datetime, provenance: Provenance) -> Published | None:
    """Read a date; None for what is no date, or lies in the future."""
    if not text or not text.strip() or len(text) > _LONGEST:
        return None
    try:
        published = _read(text.strip(), provenance)
    except (ValueError, OverflowError):  # the 31st of February
        return None
    return published if published and is_possible(published, now) else None


def from_utc(moment: datetime, now: datetime, provenance: Provenance) -> Published | None:
    published = Published(
        value=moment.astimezone(UTC).isoformat(timespec="seconds"),
        precision=Precision.SECOND,
        zone=ZoneBasis.STATED,
        provenance=provenance,
    )
    return published if is_possible(published, now) else None


def is_possible(published: Published, now: datetime) -> bool:
    """Refuse the future, and the dates that programs write when they know none."""
    if published.day < _EARLIEST or published.day in _NULLS:
        return False
    limit = now + _SLACK
    if published.precision is Precision.DAY:
        return published.day <= limit.date()
    return published.instant <= limit


def _read(text: str, provenance: Provenance) -> Published | None:
    found = _day(text)
    if not found:
        return None
    day, rest = found
    clock = _CLOCK.search(rest) or _SHORT_CLOCK.match(rest)
    if not clock or clock["h"] == "24":
        return Published(
            value=day.isoformat(),
            precision=Precision.DAY,
            zone=ZoneBasis.ASSUMED,
            provenance=provenance,
        )
    zone = _zone(rest[clock.end() :])
    moment = datetime(
        day.year, day.month, day.day, _hour(clock), int(clock["m"]), _second(clock), tzinfo=zone
    )
    precision = Precision.SECOND if clock["s"] else Precision.MINUTE
    return Published(
        value=moment.isoformat(timespec=f"{precision.value}s"),
        precision=precision,
        zone=ZoneBasis.STATED if zone else ZoneBasis.ASSUMED,
        provenance=provenance,
    )


def _day(text: str) -> tuple[date, str] | None:
    """Find the day, and what is left of the text for the time."""
    if match := _CJK_DAY.match(text):
        return date(*(int(part) for part in match.groups())), text[match.end() :]
    if match := _DAY.match(text):
        year, _, *parts = match.groups()
        month, day = (int(part) for part in parts if part)
        return date(int(year), month, day), text[match.end() :]
    return _named_day(text)


def _named_day(text: str) -> tuple[date, str] | None:
    """Find the day in `Mon, 06 Sep 2021 ...`, `September 6, 2021`, `Mon Sep  6 12:00:00 2021`."""
    clock = _CLOCK.search(text)
    # The time is cut out, so that only day and year remain as numbers; its zone stands after it.
    head, tail = (text[: clock.start()], text[clock.end() :]) if clock else (text, "")
    months = [number for word in _WORD.findall(head) if (number := _month(word))]
    numbers = _NUMBER.findall(head) or []
    if len(numbers) == 1 and (year := re.search(r"(?<![\d+-])\d{4}\s*$", tail)):
        numbers.append(year[0].strip())
    if not months or len(numbers) != 2:
        return None
    first, second = numbers
    day, year_text = (second, first) if len(first) == 4 else (first, second)
    return date(_year(year_text), months[-1], int(day)), text[clock.start() :] if clock else ""


def _month(word: str) -> int | None:
    lower = word.lower()
    return next((_MONTH_OF[start] for start in _STARTS if lower.startswith(start)), None)


def _year(text: str) -> int:
    """RFC 822 wrote two digits; RFC 2822 says how they are to be read."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def _hour(clock: re.Match[str]) -> int:
    half = (clock["before"] or clock["after"] or "").lower()
    hour = int(clock["h"])
    if half in {"오후", "下午"} or half.startswith("p"):
        return hour % 12 + 12
    return hour % 12 if half and hour <= 12 else hour


def _second(clock: re.Match[str]) -> int:
    return min(int(clock["s"] or 0), 59)  # a leap second is the one before it


def _zone(text: str) -> timezone | None:
    """Read `+0900`, `GMT+9`, `(KST)`, `Z`; None where no zone is stated."""
    if match := _OFFSET.search(text):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(offset if match[1] == "+" else -offset)
    for word in _WORD.findall(text):
        if word.lower() in _ZONES:
            return timezone(timedelta(hours=_ZONES[word.lower()]))
    return None
