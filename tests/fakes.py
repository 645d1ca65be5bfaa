"""Stand-ins for the seams that are ours; everything else in the tests is real."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta


class FakeClock:
    """A clock that a test winds by hand."""

    def __init__(self, start: datetime = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)) -> None:
        self.instant = start

    def __call__(self) -> datetime:
        return self.instant

    def forward(self, **parts: float) -> datetime:
        self.instant += timedelta(**parts)
        return self.instant


async def nothing_known(names: Sequence[str]) -> dict[str, str]:
    """Answer like the store of a source that was never polled."""
    return {}
