"""The year that a printed date leaves out: `March 3`, `3 мая`. Taken from what is certain, or left open."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from service.articles import dates
from service.articles.dates import Stamp
from service.model import Hints, Provenance, Published


_MONTH_IN_URL = re.compile(r"/((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])(?=/)")
_YEAR_IN_URL = re.compile(r"/((?:19|20)\d\d)(?=/)")
_SAME_NEWS = timedelta(days=7)
"""How far a page's own date may lie from a day that it prints without a year."""
_SOON = timedelta(days=60)
"""A day that comes so soon after the fetch may be announced, and is not last year's."""


def fits(published: Published, url: str | None) -> bool:
    """Tell whether a date may be true of an address that carries a month: `/2025/12/ferries`."""
    return _fits(published.day, url)


def settle(stamp: Stamp, hints: Hints, *, known: Iterable[date] = ()) -> Published | None:
    """Turn a printed date, with its year or without, into what an article carries."""
    return dates.settle(completed(stamp, hints, known=known), hints, Provenance.TEXT)


def of_dateline(printed: str | None, hints: Hints) -> Published | None:
    """Read the day in `SEOUL, Sept. 5 (Yonhap)`."""
    stamps = dates.scan(printed or "", language=hints.language)
    found = settle(stamps[0], hints) if stamps else None
    return found if found and fits(found, hints.url) else None


def completed(
    stamp: Stamp, hints: Hints, *, printed: Iterable[Stamp] = (), known: Iterable[date] = ()
) -> Stamp:
    """Add the year that a date leaves out, where the evidence agrees.

    First of all a date of the page itself that is near it (`known`), then its address, then the same
    day `printed` with its year; failing all, the latest such day not after the fetch.
    """
    if stamp.year is not None:
        return stamp
    same = {s.year for s in printed if s.year and (s.month, s.day) == (stamp.month, stamp.day)}
    near = {year for day in known if (year := _nearest(stamp, day))}
    years = near or _in_address(stamp, hints.url) or same or _latest(stamp, hints)
    return replace(stamp, year=years.pop(), counted=True) if len(years) == 1 else stamp


def _nearest(stamp: Stamp, day: date) -> int | None:
    for year in (day.year - 1, day.year, day.year + 1):
        if (on := stamp.on(year)) and abs(on - day) <= _SAME_NEWS:
            return year
    return None


def _in_address(stamp: Stamp, url: str | None) -> set[int]:
    path = dates.path_of(url)
    months = _MONTH_IN_URL.findall(path)
    if months:
        return {int(year) for year, month in months if int(month) == stamp.month}
    return {int(year) for year in _YEAR_IN_URL.findall(path)}


def _latest(stamp: Stamp, hints: Hints) -> set[int]:
    """Count back from the fetch, unless the day comes soon after it or the address speaks against it."""
    if hints.fetched is None:
        return set()
    today = hints.fetched.astimezone(dates.zone_of(hints) or dates.FARTHEST_AHEAD).date()
    for year in (today.year + 1, today.year, today.year - 1):
        if (on := stamp.on(year)) and on <= today + _SOON:
            return {year} if on <= today and _fits(on, hints.url) else set()
    return set()


def _fits(day: date, url: str | None) -> bool:
    months = {
        12 * int(year) + int(month) for year, month in _MONTH_IN_URL.findall(dates.path_of(url))
    }
    return not months or any(abs(12 * day.year + day.month - at) <= 1 for at in months)
