"""One at a time places reports: whose turn it is, and what is remembered between turns."""

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.model import NO_PINS, Pins


if TYPE_CHECKING:  # what it needs is loaded with the first report
    from service.pipeline.lane import Lane


@dataclass(slots=True, kw_only=True)
class Turn:
    """Whose turn it is to place, and what is remembered of recent reports."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One at a time prepares what waits."""
    lane: "Lane | None" = None
    """None: nothing has been placed yet."""

    @property
    def pins(self) -> Pins:
        """Those that hold already."""
        return NO_PINS if self.lane is None else self.lane.pins
