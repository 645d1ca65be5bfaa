"""The only place that asks for the time.

`now` is taken once per run and handed down; tests hand in a `Clock` of their own.
"""

from collections.abc import Callable
from datetime import UTC, datetime


Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the home of the clock
