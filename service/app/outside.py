"""What `app` is handed: what it cannot decide by itself, and tests put in its place."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from service.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The clock, the console, and where relative paths start."""

    clock: Clock
    write: Callable[[str], None]
    base: Path | None = None
    """None: the data folder."""
