"""Web archives (WARC, packed or not): a file, a folder of them, or a list.

A file is read on from where the last poll came to, also after a restart, and also when it has grown.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from service.model import Collected, Document, Parsed, Source, Unreadable
from service.sources.base import Kind, Poll, Tools
from service.sources.formats import warc
from service.sources.warc.files import Archive, archives
from service.sources.warc.reading import MOST_BYTES, Go, Reader


POLLED = False
EVERY = timedelta(minutes=5)
"""How often is looked for new and grown files."""


class Config(BaseModel):
    """The options of a source of kind `warc`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Path = Field(
        description="A WARC file, a folder of them, or a text file that lists them; relative to data_dir."
    )


def build(config: BaseModel, source: Source, tools: Tools) -> Kind:  # noqa: ARG001 - the protocol's signature
    assert isinstance(config, Config)
    return Warc(path=tools.base / config.path)


def parse(document: Document, now: datetime) -> Parsed:
    """Read one record. Raises `ParseError`: `damaged`, `too_large`, or what a feed in it deserves."""
    return warc.parse_record(document, now)


@dataclass(slots=True, kw_only=True)
class Warc:
    """The archives at one path."""

    path: Path
    reader: Reader | None = None
    """What the last poll was in the midst of: to open a packed file again is to unpack it again."""

    @property
    def wakes_on(self) -> tuple[Path, ...]:
        return (self.path,) if self.path.is_dir() else ()

    async def collect(self, poll: Poll) -> Collected:
        """Bring the next records. Raises `FetchError` where there is no such path."""
        found = await asyncio.to_thread(archives, self.path)
        marks = await poll.known([one.name for one in found])
        waiting = [one for one in found if not one.is_read(marks.get(one.name, ""))]
        documents: list[Document] = []
        unreadable: list[Unreadable] = []
        reached: dict[str, str] = {}
        more = False
        size = 0
        for archive in waiting:
            left = poll.limit - len(documents) - len(unreadable)
            if more := left <= 0 or size > MOST_BYTES:
                break
            mark = marks.get(archive.name, "")
            go = await asyncio.to_thread(self._go, archive, mark, poll.now, left)
            documents += go.documents
            size += sum(len(one.body) for one in go.documents)
            unreadable += go.unreadable
            reached[archive.name] = archive.mark(go.place, done=go.done)
            if more := not (go.done or go.waits):
                break
        return Collected(
            documents=tuple(documents),
            unreadable=tuple(unreadable),
            marks=tuple(reached.items()),
            more=more,
        )

    def _go(self, archive: Archive, mark: str, now: datetime, most: int) -> Go:
        """Read on in an archive: in the open one, if it stands where the store believes it to."""
        place = archive.place_after(mark)
        reader, self.reader = self.reader, None
        if reader is None or (reader.archive, reader.place) != (archive, place):
            if reader is not None:
                reader.close()
            reader = Reader(archive, place)
        go = reader.go(now, most)
        self.reader = None if go.done or go.waits else reader
        return go
