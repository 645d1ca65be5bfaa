"""When a source is asked again. Decides from numbers; asks nobody."""

import math
from collections.abc import Collection
from datetime import datetime, timedelta

from service.jitter import jittered, position
from service.model import Pace
from service.sources.base import Bounds


LONGEST = timedelta(hours=24)
"""A source is never given up: at the worst it is tried daily."""
NEARBY = timedelta(minutes=5)
"""What asks no server, such as a folder whose disk is away, is looked for this often, or as usual."""
SHARE = 0.1
"""Waits are up to so much shorter or longer, so that sources do not march in step."""
FIRST_SPREAD = timedelta(minutes=10)
GONE = timedelta(days=7)
"""What says that it is gone (410), or has failed for as long, is still tried, once a week."""
HALF_LIFE = timedelta(days=3)
"""What happened so long ago counts half."""
GROWTH = 1.5
"""From one poll to the next, the wait grows by no more; it shrinks at once."""
SHORTEST = timedelta(minutes=1)
"""However much a feed loses between two polls."""
TELLING = 3
"""So many dated entries tell how often something comes."""


# --- its own rhythm ----------------------------------------------------------------------------


def paced(pace: Pace, elapsed: timedelta, news: int) -> Pace:
    """Add what came in the time since the last poll."""
    fade = _faded(elapsed)
    return Pace(news=pace.news * fade + news, seconds=pace.seconds * fade + _felt(elapsed))


def pace_of(dates: Collection[datetime], now: datetime) -> Pace | None:
    """Read from the dates of a feed's entries how often something comes; None if too few tell."""
    ages = sorted(now - one for one in dates if one <= now)
    if len(ages) < TELLING:
        return None
    return Pace(news=sum(map(_faded, ages)), seconds=_felt(ages[-1]))


def _felt(elapsed: timedelta) -> float:
    """Give so many seconds, of which the older ones have faded."""
    mean_life = HALF_LIFE.total_seconds() / math.log(2)
    return mean_life * (1 - _faded(elapsed))


def _faded(age: timedelta) -> float:
    return math.pow(0.5, age / HALF_LIFE)


def adapted(
    before: timedelta | None,
    bounds: Bounds,
    pace: Pace,
    *,
    recent: tuple[timedelta, int] | None = None,
    gap: bool = False,
) -> timedelta:
    """Give the wait in which about one article comes.

    `recent` is the time since the last poll, and what came in it: a burst shortens the wait at
    once. After a possible gap it is half of what it was, even below its lower bound.
    """
    if gap:
        return max(SHORTEST, min(before or bounds.longest, bounds.longest) / 2)
    wanted = _each(pace.seconds, pace.news, bounds.longest)
    if recent is not None:
        wanted = min(wanted, _each(recent[0].total_seconds(), recent[1], bounds.longest))
    wanted = max(wanted, bounds.shortest)
    return wanted if before is None else min(wanted, before * GROWTH)


def _each(seconds: float, news: float, longest: timedelta) -> timedelta:
    if news * longest.total_seconds() <= seconds:
        return longest
    return timedelta(seconds=seconds / news)


# --- the next poll -----------------------------------------------------------------------------


def after_success(
    now: datetime,
    every: timedelta,
    *,
    wish: timedelta | None = None,
    key: str = "",
    more: bool = False,
) -> datetime:
    """Give the next due time; `wish` is what the server asked for (max-age, ttl), within a day.

    A wish is never undercut.
    """
    if more:
        return now
    wait = jittered(every, SHARE, f"{key}/{now.isoformat()}")
    return now + (wait if wish is None else max(wait, min(wish, LONGEST)))


def after_failure(
    now: datetime,
    every: timedelta,
    failures: int,
    *,
    retry_after: timedelta | None = None,
    key: str = "",
    longest: timedelta = LONGEST,
) -> datetime:
    """Give the next due time after `failures` failed polls in a row, this one included.

    Doubles from the source's own interval to the longest; a `Retry-After` is never undercut.
    """
    wait = min(every * 2 ** min(failures - 1, 12), longest)
    wait = jittered(wait, SHARE, f"{key}/{failures}")
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST))
    return now + wait


def longest_wait(every: timedelta, *, polled: bool, gone_for: timedelta | None) -> timedelta:
    """Give the wait to which failures may lead; `gone_for`: since when a server says it is gone."""
    if not polled:  # no server is spared by it
        return max(every, NEARBY)
    return GONE if gone_for is not None and gone_for >= GONE else LONGEST


def first_poll(every: timedelta, key: str, sources: int) -> timedelta:
    """Spread the first polls of many sources over their interval, ten minutes at most.

    A handful starts at once: a newcomer wants to see something.
    """
    if sources <= 50:
        return timedelta()
    return min(every, FIRST_SPREAD) * position(key)
