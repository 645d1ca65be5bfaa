"""When a source is asked again. Decides from numbers; asks nobody."""

from datetime import datetime, timedelta

from service.jitter import jittered, position


LONGEST = timedelta(hours=24)
"""A source is never given up: at the worst it is tried daily."""
NEARBY = timedelta(minutes=5)
"""What asks no server, such as a folder whose disk is away, is looked for this often, or as usual."""
SHARE = 0.1
"""Waits are up to so much shorter or longer, so that sources do not march in step."""
FIRST_SPREAD = timedelta(minutes=10)


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
    nearby: bool = False,
) -> datetime:
    """Give the next due time after `failures` failed polls in a row, this one included.

    Doubles from the source's own interval to a day, where a server is spared by it; a `Retry-After`
    is never undercut.
    """
    longest = max(every, NEARBY) if nearby else LONGEST
    wait = min(every * 2 ** min(failures - 1, 12), longest)
    wait = jittered(wait, SHARE, f"{key}/{failures}")
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST))
    return now + wait


def first_poll(every: timedelta, key: str, sources: int) -> timedelta:
    """Spread the first polls of many sources over their interval, ten minutes at most.

    A handful starts at once: a newcomer wants to see something.
    """
    if sources <= 50:
        return timedelta()
    return min(every, FIRST_SPREAD) * position(key)
