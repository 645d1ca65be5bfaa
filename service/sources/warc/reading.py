"""Reads an archive in goes: so many records, or so many bytes, and it knows where it is."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from service.model import Document, Unreadable
from service.sources.warc.files import Archive
from service.sources.warc.framing import Damage, Framer, Piece, Record
from service.sources.warc.streams import DamagedStreamError, Place, open_stream


MOST_DOCUMENTS = 500
MOST_BYTES = 16 * 1024 * 1024
_MOST_PIECES = 20_000
"""Records in one go, most of which nobody asks for."""
_GROWING = timedelta(seconds=30)
"""A file that was written to so lately may have half a record at its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Go:
    """What one go brought, and how far it came."""

    documents: tuple[Document, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    place: Place
    done: bool
    """The archive has been read to its end, as far as it can be."""
    waits: bool = False
    """What is at its end is being written, it seems."""


class Reader:
    """An archive that is open, from a place on; it closes itself at the end.

    A patient one leaves half a record at the end of a young file for later.
    """

    def __init__(self, archive: Archive, place: Place, *, patient: bool = True) -> None:
        self.archive = archive
        self.place = place
        self._patient = patient
        self._file: BinaryIO | None = None
        self._framer: Framer | None = None
        self._pieces: Iterator[Piece] = iter(())

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None

    def __del__(self) -> None:
        self.close()  # a reload drops sources in the midst of a file

    @property
    def at(self) -> int:
        """The file's byte up to which it was read."""
        return self._file.tell() if self._file is not None else 0

    def go(self, now: datetime, documents: int = MOST_DOCUMENTS) -> Go:
        """Read on. What cannot be read at all is one unreadable thing, and the end."""
        go = self._tried(now, documents)
        if go.done or go.waits:
            self.close()
        return go

    def _tried(self, now: datetime, documents: int) -> Go:
        try:
            if self._framer is None:
                self._open()
            return self._go(now, documents)
        except DamagedStreamError as error:
            return self._refused("damaged", error.detail)
        except PermissionError:
            return self._refused("no_permission", "Wirewatch may not read this file")
        except OSError as error:
            return self._refused("io_error", error.strerror or type(error).__name__)

    def _open(self) -> None:
        if self.archive.size is None:
            raise FileNotFoundError(2, "the list names it, and it does not exist")
        # O_NONBLOCK: a pipe that took the file's place must not hold us.
        descriptor = os.open(self.archive.path, os.O_RDONLY | os.O_NONBLOCK)
        self._file = os.fdopen(descriptor, "rb", buffering=0)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(22, "a pipe or device, not a file")
        self._framer = Framer(open_stream(self._file, self.place))
        self._pieces = self._framer.pieces()

    def _go(self, now: datetime, most: int) -> Go:
        assert self._framer is not None
        documents: list[Document] = []
        unreadable: list[Unreadable] = []
        size = 0
        for _ in range(_MOST_PIECES):
            if len(documents) + len(unreadable) >= most or size > MOST_BYTES:
                break
            try:
                piece = next(self._pieces)
            except StopIteration:
                return self._brought(documents, unreadable, done=True)
            if _is_half(piece) and self._grows(now):
                return self._brought(documents, unreadable, waits=True)
            self.place = self._framer.place
            if isinstance(piece, Record):
                documents.append(_document(self.archive, piece))
                size += len(piece.raw)
            elif isinstance(piece, Damage):
                unreadable.append(_unreadable(self.archive, piece))
        return self._brought(documents, unreadable)

    def _brought(
        self,
        documents: list[Document],
        unreadable: list[Unreadable],
        *,
        done: bool = False,
        waits: bool = False,
    ) -> Go:
        return Go(
            documents=tuple(documents),
            unreadable=tuple(unreadable),
            place=self.place,
            done=done,
            waits=waits,
        )

    def _grows(self, now: datetime) -> bool:
        if not self._patient:
            return False
        age = now.timestamp() - self.archive.modified_ns / 1e9
        return 0 <= age < _GROWING.total_seconds()

    def _refused(self, code: str, detail: str) -> Go:
        one = Unreadable(name=self.archive.name, code=code, detail=detail)
        return Go(unreadable=(one,), place=self.place, done=True)


def _is_half(piece: Piece) -> bool:
    return isinstance(piece, Damage) or (isinstance(piece, Record) and piece.missing > 0)


def _document(archive: Archive, record: Record) -> Document:
    return Document(name=f"{archive.name} at {record.place}", body=record.raw)


def _unreadable(archive: Archive, damage: Damage) -> Unreadable:
    return Unreadable(
        name=f"{archive.name} at {damage.place}", code=damage.code, detail=damage.detail
    )
