"""Dates that count from the moment at which a page was fetched: `3 hours ago`, `vor 2 Stunden`, `2시간 전`, `вчера`.

They mean nothing unless that moment is known. Weeks, months and years are too vague for a day.
"""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from service.articles import dates, datings
from service.model import Hints, Precision, Provenance, Published, ZoneBasis


_MINUTES = r"(?P<minutes>min(?:ute|uut|uto|ut)?[nsaiy]?(?:en)?|dakika|dk|минут[уы]?|мин|хвилин[уи]?|хв|분|分(?:钟|鐘|間)?|دقيقة|دقائق)\.?"
_HOURS = r"(?P<hours>hours?|hrs?|std|stunden?|heures?|h|horas?|or[ae]|uur|uren|godzin[ęay]?|godz|saat|час(?:а|ов)?|ч|годин[уи]?|год|시간|時間|小时|小時|ساعة|ساعات)\.?"
_DAYS = r"(?P<days>days?|d|tag(?:en)?|jours?|j|d[ií]as?|giorn[io]|dag(?:en)?|dni|dzień|gün|день|дн(?:я|ей|і|ів)|днів|일|日|天|يوما?|أيام)\.?"
_COUNT = r"(?:(?P<count>\d{1,3})|an?|ein(?:e[rmn]?)?|une?|un[ao'’]?|um[a]?|een)"
_UNIT = rf"(?:{_MINUTES}|{_HOURS}|{_DAYS})"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_COUNT}\s?{_UNIT}\s?(?:ago|fa|geleden|назад|тому|temu|önce|atrás|전|前)",
        rf"{_UNIT}\s(?:назад|тому|temu)",
        rf"(?:vor|il y a|hace|há|منذ|قبل)\s(?:{_COUNT}\s?)?{_UNIT}",
    )
)
_NOW = re.compile(
    r"just now|gerade eben|à l[’']instant|ahora mismo|только что|방금(?: 전)?|たった今|刚刚|剛剛",
    re.IGNORECASE,
)
_TODAY = "today heute aujourd’hui aujourd'hui hoy oggi hoje vandaag сегодня сьогодні dzisiaj dziś bugün 오늘 今日 今天 اليوم"
_YESTERDAY = (
    "yesterday gestern hier ayer ieri ontem gisteren вчера вчора wczoraj dün 어제 昨日 昨天 أمس"
)
_BACK = {word: back for back, words in enumerate((_TODAY, _YESTERDAY)) for word in words.split()}
_ON_A_DAY = re.compile(
    rf"(?P<word>{'|'.join(_BACK)})(?:[\s,]*(?:at|um|à|a las|alle|às|в|о|kl)?\s*(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d))?",
    re.IGNORECASE,
)
_LONGEST = 60


def published(lines: Sequence[str], hints: Hints) -> Published | None:
    """Read the first line that is such a date, perhaps labelled, and nothing else."""
    if hints.fetched is None:
        return None
    found = (_read(line, hints.fetched, hints) for line in lines if len(line) <= _LONGEST)
    return next((date for date in found if date), None)


def _read(line: str, fetched: datetime, hints: Hints) -> Published | None:
    if datings.label(line) == "updated":
        return None
    bare = datings.bare(line)
    if on_day := _ON_A_DAY.fullmatch(bare):
        date = _on_a_day(on_day, fetched.astimezone(_zone(hints)), hints)
    elif _NOW.fullmatch(bare):
        date = _moment(fetched, hints)
    elif found := next(filter(None, (shape.fullmatch(bare) for shape in _SHAPES)), None):
        date = _ago(found, fetched, hints)
    else:
        return None
    return dates.credible(date, hints)


def _ago(found: re.Match[str], fetched: datetime, hints: Hints) -> Published:
    """Minutes name a minute; hours and days, which are rounded, name a day."""
    parts = found.groupdict()
    count = int(parts.get("count") or 1)
    if parts["minutes"]:
        return _moment(fetched - timedelta(minutes=count), hints)
    at = fetched - (timedelta(hours=count) if parts["hours"] else timedelta(days=count))
    return _day(at.astimezone(_zone(hints)), hints)


def _on_a_day(found: re.Match[str], fetched: datetime, hints: Hints) -> Published:
    at = fetched - timedelta(days=_BACK[found["word"].lower()])
    if found["hour"] is None:
        return _day(at, hints)
    clock = datetime.combine(at.date(), time(int(found["hour"]), int(found["minute"])))
    if not hints.zone:
        return _given(clock.isoformat(timespec="minutes"), Precision.MINUTE, hints)
    return _moment(clock.replace(tzinfo=_zone(hints)), hints)


def _moment(at: datetime, hints: Hints) -> Published:
    value = at.astimezone(_zone(hints)).isoformat(timespec="minutes")
    return _given(value, Precision.MINUTE, hints)


def _day(at: datetime, hints: Hints) -> Published:
    return _given(at.date().isoformat(), Precision.DAY, hints)


def _given(value: str, precision: Precision, hints: Hints) -> Published:
    zone = ZoneBasis.SOURCE if hints.zone else ZoneBasis.ASSUMED
    return Published(value=value, precision=precision, zone=zone, provenance=Provenance.RELATIVE)


def _zone(hints: Hints) -> ZoneInfo:
    try:
        return ZoneInfo(hints.zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
