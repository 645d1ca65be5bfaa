"""Work that must end: a bound against hanging, in CPU time, which no busy machine stretches."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


ENOUGH = 30.0
"""Seconds of CPU time: what is linear here takes one, what is quadratic would take many minutes."""


@contextmanager
def ends() -> Iterator[None]:
    """Fail where the work inside hardly ever ends."""

    def give_up(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"this takes more than {ENOUGH:.0f} s of CPU time")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, ENOUGH)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
