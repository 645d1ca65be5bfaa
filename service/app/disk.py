"""The disk under the data folder: what speaks against it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import structlog

from service.pipeline.room import Room, Usage
from service.settings import Settings
from service.store import place
from service.store.database import Database
from service.store.place import Doubt
from service.store.sqlite import SqliteFile


log = structlog.get_logger()


def doubts(
    settings: Settings, database: Database, usage: Callable[[Path], Usage] = shutil.disk_usage
) -> tuple[Doubt, ...]:
    """Tell what speaks against this data folder; nothing of it keeps anything from starting."""
    room = Room(lambda: usage(settings.data_dir), settings.disk.reserve)
    room.weigh()
    full = Doubt(event="store.disk_full", reason=room.reason)
    lies = place.here(settings.data_dir) if isinstance(database, SqliteFile) else ()
    return (*lies, *((full,) if room.short else ()))


def warn(settings: Settings, database: Database) -> None:
    """Say at the start what speaks against the place of the database; room is told by itself."""
    if isinstance(database, SqliteFile):
        for doubt in place.here(settings.data_dir):
            log.warning(doubt.event, reason=doubt.reason)
