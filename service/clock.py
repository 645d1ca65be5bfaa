"""The only place that asks for the time.

`now` is taken once per run and handed down; tests hand in a `Clock` of their own, or bend that of a
whole process.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime


Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the home of the clock


def bent(spec: str) -> Clock:
    """Return a clock for tests: it showed an instant at a Unix second, and may run faster since.

    `2026-03-02T08:00:00+00:00@1764000000x60`: an hour on it takes a minute. Raises ValueError.
    """
    parts = re.fullmatch(r"(\S+)@(\d+(?:\.\d+)?)x(\d+)", spec)
    shown = datetime.fromisoformat(parts[1]) if parts else None
    if parts is None or shown is None or shown.tzinfo is None:
        raise ValueError(f"{spec!r} is no clock: write 2026-03-02T08:00:00+00:00@1764000000x60")
    began, speed = datetime.fromtimestamp(float(parts[2]), UTC), int(parts[3])
    start = shown.astimezone(UTC)
    return lambda: start + (now() - began) * speed
