"""When a delivery is tried again: a function of its schedule, its id and the attempt, nothing else.

A schedule is the waits after each failed attempt; after the last one the delivery is dead. A
notifier may bring its own (`RETRY`), else `USUAL` holds.
"""

from datetime import datetime, timedelta

from service.jitter import jittered
from service.model import DeliveryId, Outcome, OutcomeKind


Schedule = tuple[timedelta, ...]

USUAL: Schedule = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
"""The table of the Standard Webhooks specification: ten tries in about 76 hours."""

SPREAD = 0.2
"""Waits are up to so much shorter or longer, so that an outage does not end in a stampede."""
LONGEST_WISH = timedelta(hours=24)
"""No receiver may ask us to wait longer (unless the schedule does)."""
AFTER_UNCERTAIN = timedelta(seconds=60)
"""At least so long before a possible second copy."""


def next_attempt(
    schedule: Schedule, attempt: int, now: datetime, outcome: Outcome, delivery: DeliveryId
) -> datetime | None:
    """Give the instant of the attempt after this one, or None if this was the last.

    `attempt` counts from 1. `Retry-After` is clamped to what the schedule says and 24 hours.
    """
    if attempt > len(schedule):
        return None
    wait = jittered(schedule[attempt - 1], SPREAD, f"{delivery}/{attempt}")
    if outcome.retry_after is not None:
        wait = max(wait, min(outcome.retry_after, LONGEST_WISH))
    if outcome.kind is OutcomeKind.UNCERTAIN:
        wait = max(wait, AFTER_UNCERTAIN)
    return now + wait
