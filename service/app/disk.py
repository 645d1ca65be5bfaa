"""The disk under the data folder: what speaks against it, and jobs that run as far as it has room."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from service.errors import NoRoomError
from service.model import SlotId, SourceId
from service.pipeline import Parts
from service.pipeline.room import Room, Usage
from service.settings import Settings
from service.store import leases, place
from service.store.database import Database
from service.store.place import Doubt
from service.store.sqlite import SqliteFile


log = structlog.get_logger()


class Disk:
    """Lets jobs end quietly where there is no room, and gives back later what they had leased."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._sources: set[SourceId] = set()
        self._slots: set[SlotId] = set()

    @contextmanager
    def bears(
        self, *, source: SourceId | None = None, slot: SlotId | None = None
    ) -> Iterator[None]:
        """Take note if the work inside finds no room; what it had claimed may still be leased."""
        try:
            yield
        except NoRoomError as error:
            self._parts.room.refused(error)
            self._sources |= {source} if source is not None else set()
            self._slots |= {slot} if slot is not None else set()

    async def look(self) -> None:
        """See whether there is room, and use it for what was left leased."""
        room = self._parts.room
        await room.look()
        if not (self._sources or self._slots) or not room.writes:
            return
        with self.bears():
            await self._parts.store.write(
                leases.release, self._parts.owner, self._sources, self._slots
            )
            self._sources.clear()
            self._slots.clear()


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
