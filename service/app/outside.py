"""What `app` is handed: what it cannot decide by itself, and tests put in its place."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from service.clock import Clock


if TYPE_CHECKING:  # stages alone must not wait for the pipeline and its database
    from service.pipeline.room import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The clock, the console, where relative paths start, and how full disks are."""

    clock: Clock
    write: Callable[[str], None]
    base: Path | None = None
    """None: the data folder."""
    usage: "Callable[[Path], Usage]" = shutil.disk_usage
    """How full the disk is that holds a folder."""
