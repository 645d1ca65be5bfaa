"""The clock, and how tests bend it."""

from datetime import UTC, datetime, timedelta

import pytest

from service.clock import bent, now


def test_a_bent_clock_starts_where_it_is_told_and_runs_faster() -> None:
    """A second ago it showed eight o'clock; at sixty times the speed it is a minute past now."""
    began = (now() - timedelta(seconds=1)).timestamp()
    shown = bent(f"2026-03-02T08:00:00+09:00@{began}x60")()
    start = datetime(2026, 3, 1, 23, 1, tzinfo=UTC)
    assert start <= shown < start + timedelta(minutes=5)
    assert shown.tzinfo is UTC


@pytest.mark.parametrize("spec", ["", "x60", "2026-03-02T08:00:00@1764000000x60", "tomorrow@1x1"])
def test_a_clock_that_nobody_understands_is_refused(spec: str) -> None:
    """A wrong spec must not silently mean the time of day."""
    with pytest.raises(ValueError, match=r"clock|Invalid isoformat"):
        bent(spec)
