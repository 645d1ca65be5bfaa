"""How a source fares: what changes with each poll, and when a person should look.

Decides from what a poll brought and what is remembered of the source; asks nobody. A trouble
begins once and ends once, however often the source is polled meanwhile.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from service.model import Ailment, Days, Shape, Trouble, Vitals


FAILURES = 3
"""So many in a row are no accident."""
LONG = timedelta(days=7)

SIGHTINGS = 3
"""So often in a row a server must say that it has moved for good."""

QUIET = timedelta(days=1)
"""No source is silent earlier, however busy it is."""
UNKNOWN_QUIET = timedelta(days=7)
"""Nor one whose habits are not known yet, and then by what is usual for news."""
LONGEST_QUIET = timedelta(days=90)
HABIT = timedelta(days=14)
"""From then on its habits are known: it has had two weekends."""
PAUSE_HALF_LIFE = timedelta(days=56)

KEPT = 28
"""Days."""
ACTIVE, TIMES = 50, 5
"""More articles a day than these, and so many times as many as on any day before."""
ACTIVE_HABIT = 7
"""Days that must be known."""

ALL, NONE = 0.9, 0.1
"""Shares from which on nearly all, or hardly any, entries have something."""
ENTRIES = 3
"""In fewer, nothing can be said of a share."""
FULL, TEASER = 1_000, 0.2
"""Texts of so many characters that shrink to such a share were full texts and are teasers."""
LEARNT = 0.2
"""The share of a new poll in what is usual."""
NEW_USUAL = timedelta(days=7)
"""A changed shape that stays so long is how the source is now."""
FLOOD_OVER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a poll that worked has shown."""

    now: datetime
    first: bool = False
    news: int = 0
    """New articles, held ones apart."""
    shape: Shape | None = None
    """None: nothing was sent that could have one."""
    dates: tuple[datetime, ...] = ()
    """Of the entries, at first sight."""
    flood: str = ""
    moved_to: str | None = None
    sightings: int = 0
    whole: bool = False


def after_poll(vitals: Vitals, seen: Seen) -> Vitals:
    """Learn from a poll that worked."""
    learnt = _learn_habits(vitals, seen)
    found = dict(_found(vitals, learnt, seen))
    return replace(
        learnt,
        shape=_usual(vitals, seen, changed=Trouble.CHANGED_SHAPE in found),
        troubles=_troubles(vitals.troubles, found, seen.now),
    )


def after_failure(
    vitals: Vitals, now: datetime, failures: int, since: datetime, detail: str
) -> Vitals:
    """Learn from a poll that failed; what else ails the source is not known by it."""
    found = {one.trouble: one.detail for one in vitals.troubles}
    found.pop(Trouble.FAILING, None)
    if failures >= FAILURES:
        found[Trouble.FAILING] = detail
    if failures >= FAILURES and now - since >= LONG:
        found[Trouble.LONG_FAILING] = f"for {(now - since).days} days: {detail}"
    return replace(vitals, troubles=_troubles(vitals.troubles, found, now))


def begun(before: Vitals, after: Vitals) -> tuple[Ailment, ...]:
    """Name the troubles that were not there before."""
    known = {one.trouble for one in before.troubles}
    return tuple(one for one in after.troubles if one.trouble not in known)


def trouble_of(vitals: Vitals, trouble: Trouble) -> Ailment | None:
    return next((one for one in vitals.troubles if one.trouble is trouble), None)


def _troubles(
    before: Sequence[Ailment], found: dict[Trouble, str], now: datetime
) -> tuple[Ailment, ...]:
    since = {one.trouble: one.since for one in before}
    return tuple(
        Ailment(trouble=trouble, since=since.get(trouble, now), detail=found[trouble])
        for trouble in Trouble
        if trouble in found
    )


def _found(before: Vitals, learnt: Vitals, seen: Seen) -> Iterator[tuple[Trouble, str]]:
    if is_silent(learnt, seen.now):
        yield Trouble.SILENT, silence(learnt, seen.now)
    if change := _change(before, seen):
        yield Trouble.CHANGED_SHAPE, change
    if excess := _excess(learnt.days):
        yield Trouble.OVER_ACTIVE, excess
    if flood := _flood(before, seen):
        yield Trouble.FLOOD, flood
    if seen.moved_to is not None and seen.sightings >= SIGHTINGS:
        yield Trouble.MOVED, f"for good to {seen.moved_to}"


# --- habits ------------------------------------------------------------------------------------


def _learn_habits(vitals: Vitals, seen: Seen) -> Vitals:
    now = seen.now
    vitals = replace(
        vitals,
        days=_counted(vitals.days, now.date(), 0 if seen.first else seen.news),
        known_since=vitals.known_since or now,
        last_sign=vitals.last_sign or now,
        whole_at=now if seen.whole else vitals.whole_at,
    )
    if seen.first:
        return _read_dates(vitals, seen.dates, now)
    if not seen.news or vitals.last_sign is None:
        return vitals
    return replace(vitals, pause=_pause(vitals, now - vitals.last_sign), last_sign=now)


def _read_dates(vitals: Vitals, dates: Collection[datetime], now: datetime) -> Vitals:
    """Take the habits of a source that is new to us from what its entries say of themselves."""
    told = sorted(one for one in dates if one <= now)
    if not told:
        return vitals
    pauses = [after - before for before, after in pairwise(told)]
    return replace(
        vitals, known_since=told[0], last_sign=told[-1], pause=max(pauses, default=None)
    )


def _pause(vitals: Vitals, pause: timedelta) -> timedelta:
    """Keep the longest pause, of which the old ones fade."""
    if vitals.pause is None:
        return pause
    return max(pause, vitals.pause * math.pow(0.5, pause / PAUSE_HALF_LIFE))


def is_silent(vitals: Vitals, now: datetime) -> bool:
    """Whether a source that answers has had nothing new for suspiciously long."""
    if vitals.last_sign is None or vitals.known_since is None:
        return False
    return now - vitals.last_sign >= patience(vitals, now)


def patience(vitals: Vitals, now: datetime) -> timedelta:
    """Give the time without news from which on a source is silent: twice its longest pause."""
    patience = max(QUIET, 2 * (vitals.pause or timedelta()))
    if vitals.known_since is None or now - vitals.known_since < HABIT:
        patience = max(patience, UNKNOWN_QUIET)
    return min(patience, LONGEST_QUIET)


def silence(vitals: Vitals, now: datetime) -> str:
    assert vitals.last_sign is not None
    quiet = f"nothing new for {_long(now - vitals.last_sign)}"
    usual = vitals.pause is not None and f", at most {_long(vitals.pause)} is usual"
    return f"{quiet}{usual or ''}"


def _long(time: timedelta) -> str:
    for unit, name in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour")):
        if time >= 2 * unit:
            return f"{time // unit:,} {name}s"
    minutes = max(1, time // timedelta(minutes=1))
    return f"{minutes:,} minute{'' if minutes == 1 else 's'}"


# --- the last weeks ----------------------------------------------------------------------------


def _counted(days: Days | None, today: date, news: int) -> Days:
    """Add news to today's; days on which nobody could look are marked."""
    if days is None:
        return Days(last=today, news=(news,))
    missed = (today - days.last).days
    if missed <= 0:  # a clock that was set back adds to the newest day
        return replace(days, news=(*days.news[:-1], days.news[-1] + news))
    found = (*days.news, *[-1] * min(missed - 1, KEPT), news)
    return Days(last=today, news=found[-KEPT:])


def _excess(days: Days | None) -> str:
    """Say that yesterday or today brought far more than any of the days before."""
    if days is None:
        return ""
    usual = [one for one in days.news[:-2] if one >= 0]
    if len(usual) < ACTIVE_HABIT:
        return ""
    most = max(days.news[-2:])
    if most <= max(ACTIVE, TIMES * max(usual)):
        return ""
    return f"{most:,} articles in a day, at most {max(usual):,} are usual"


# --- shape -------------------------------------------------------------------------------------


def _change(before: Vitals, seen: Seen) -> str:
    """Say what the entries lack by now; what stays so for long is usual."""
    ailment = trouble_of(before, Trouble.CHANGED_SHAPE)
    if seen.shape is None or before.shape is None:
        return ailment.detail if ailment else ""
    if ailment is not None and seen.now - ailment.since >= NEW_USUAL:
        return ""
    return "; ".join(_lacks(before.shape, seen.shape))


def _lacks(usual: Shape, found: Shape) -> Iterator[str]:
    if usual.entries >= ENTRIES and not found.entries:
        yield "it lists nothing any more"
    if found.entries < ENTRIES:
        return
    for name in ("links", "titles", "dates"):
        if getattr(usual, name) >= ALL and getattr(found, name) <= NONE:
            yield f"its entries have no {name} any more"
    if usual.length >= FULL and found.length <= TEASER * usual.length:
        yield (
            f"its texts have {found.length:,.0f} characters where they had {usual.length:,.0f}: "
            "teasers instead of full texts?"
        )


def _usual(before: Vitals, seen: Seen, *, changed: bool) -> Shape | None:
    """Let what is usual follow slowly; a change that is over, or has stayed, makes a new start."""
    if seen.shape is None or changed:
        return before.shape
    was_changed = trouble_of(before, Trouble.CHANGED_SHAPE) is not None
    if was_changed or before.shape is None or not before.shape.entries:
        return seen.shape
    return _mixed(before.shape, seen.shape)


def _mixed(usual: Shape, found: Shape) -> Shape:
    def follow(name: str) -> float:
        before: float = getattr(usual, name)
        now: float = getattr(found, name)
        return round(before + LEARNT * (now - before), 3)

    return Shape(
        entries=follow("entries"),
        links=follow("links"),
        titles=follow("titles"),
        dates=follow("dates"),
        length=follow("length"),
    )


def _flood(before: Vitals, seen: Seen) -> str:
    if seen.flood:
        return seen.flood
    ailment = trouble_of(before, Trouble.FLOOD)
    if ailment is None or seen.now - ailment.since >= FLOOD_OVER:
        return ""
    return ailment.detail
