"""How an archive is unpacked: plain, gzip (mostly a member for each record), LZ4; piece by piece.

Positions survive a restart: the member of the file, and how many plain bytes into it. Plain archives
are one long row of members without length, so to speak: their position is the file's own.
"""

import zlib
from bisect import bisect_right
from dataclasses import dataclass
from typing import BinaryIO, Protocol


PIECE = 64 * 1024
_GZIP = 31  # window bits, which is how zlib is told the container
_MAGIC = b"\x1f\x8b\x08"
_LZ4 = b"\x04\x22\x4d\x18"
_ZSTD = b"\x28\xb5\x2f\xfd"
_MOST_SKIPPED = 1024 * 1024 * 1024
"""Plain bytes: behind what is longer, the next member is looked for."""
_MOST_MEMBERS = 10_000
"""Of which the beginnings are held: a record's worth is asked for, and some are long."""


class DamagedStreamError(Exception):
    """What is packed cannot be unpacked further from here."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in an archive: the file's byte at which a member begins, and plain bytes from there."""

    member: int = 0
    inside: int = 0

    def __str__(self) -> str:
        return f"{self.member}+{self.inside}"


class Stream(Protocol):
    """Plain bytes, one after another."""

    begins_at: int
    """What its first byte counts as, for `place_of`."""

    @property
    def is_at_end(self) -> bool: ...

    def read(self, size: int) -> bytes:
        """Give at most about so many bytes. Raises `DamagedStreamError`."""

    def skip(self, count: int) -> None:
        """Pass over so many bytes. Raises `DamagedStreamError`, also where that would take too long."""

    def place_of(self, count: int) -> Place:
        """Say where the plain byte of this number stands."""

    def resume(self, after: Place | None) -> int | None:
        """Go on behind damage, or behind the member of a place.

        Gives the number of the next plain byte; None: it ends here.
        """


def open_stream(file: BinaryIO, place: Place) -> Stream:
    """Choose by the first bytes. Raises `DamagedStreamError` for what nobody here can unpack."""
    file.seek(0)
    head = file.read(4)
    if head.startswith(_MAGIC[:2]):
        return Gzip(file, place)
    if head == _LZ4:
        return Lz4(file, place)
    if head == _ZSTD:
        raise DamagedStreamError("it is packed by Zstandard; gzip and LZ4 are read")
    return Plain(file, place)


class Plain:
    """An archive that is not packed."""

    def __init__(self, file: BinaryIO, place: Place) -> None:
        self._file = file
        self._at = self._file.seek(place.member + place.inside)
        self.begins_at = self._at
        self.is_at_end = False

    def read(self, size: int) -> bytes:
        piece = self._file.read(size)
        self._at += len(piece)
        self.is_at_end = not piece
        return piece

    def skip(self, count: int) -> None:
        if self._at + count > self._file.seek(0, 2):
            raise DamagedStreamError(f"a record of {count:,} bytes is longer than the file")
        self._file.seek(self._at + count)
        self._at += count

    def place_of(self, count: int) -> Place:
        return Place(member=count)

    def resume(self, after: Place | None) -> int | None:
        """Look behind a record that claims more than there is."""
        self._at = self._file.seek(after.member + len("WARC/") if after else self._at)
        self.is_at_end = False
        return self._at


class Gzip:
    """Members of gzip, strung together; a damaged one is left for the next that can be unpacked."""

    def __init__(self, file: BinaryIO, place: Place) -> None:
        self._file = file
        self._count = 0
        """Plain bytes so far."""
        self._counts: list[int] = []
        self._offsets: list[int] = []
        """Where members begin: the number of their first plain byte, and the file's byte."""
        self._packed = b""
        self._at = place.member
        """The file's byte at which `_packed` begins."""
        file.seek(place.member)
        self._stream: zlib._Decompress | None = None
        self.is_at_end = False
        self._begin()
        _unpack(self, place.inside)
        self.begins_at = self._count

    def read(self, size: int) -> bytes:
        """Give what one piece of the file unpacks to, `size` at most."""
        if self._stream is None and not self._begin():
            return b""
        assert self._stream is not None
        if not self._packed and not self._more():
            self._stream = None
            self.is_at_end = True
            raise DamagedStreamError("what is packed breaks off")
        try:
            piece = self._stream.decompress(self._packed, size)
        except zlib.error as error:
            raise DamagedStreamError(f"what is packed is damaged: {error}") from error
        rest = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        self._at += len(self._packed) - len(rest)
        self._packed = rest
        self._count += len(piece)
        if self._stream.eof:
            self._stream = None
        return piece

    def skip(self, count: int) -> None:
        _skip(self, count)

    def place_of(self, count: int) -> Place:
        at = max(bisect_right(self._counts, count) - 1, 0)
        if not self._counts:
            return Place(member=self._at)
        return Place(member=self._offsets[at], inside=count - self._counts[at])

    def resume(self, after: Place | None) -> int | None:
        """Look for the next member that begins like a record."""
        self._stream = None
        self.is_at_end = False
        begun = self._offsets[-1] if self._offsets else self._at
        at = (begun if after is None else after.member) + 1
        while (found := self._next_magic(at)) is not None:
            if self._begins_a_record(found):
                self._go_to(found)
                return self._count
            at = found + 1
        self.is_at_end = True
        return None

    def _next_magic(self, at: int) -> int | None:
        self._file.seek(at)
        kept = b""
        while piece := self._file.read(16 * PIECE):
            window = kept + piece
            if (found := window.find(_MAGIC)) >= 0:
                return at - len(kept) + found
            at += len(piece)
            kept = window[-2:]
        return None

    def _begins_a_record(self, at: int) -> bool:
        self._file.seek(at)
        try:
            head = zlib.decompressobj(_GZIP).decompress(self._file.read(PIECE), 64)
        except zlib.error:
            return False
        return head.lstrip(b"\r\n").startswith(b"WARC/")

    def _go_to(self, at: int) -> None:
        self._file.seek(at)
        self._packed, self._at = b"", at
        self._begin()

    def _begin(self) -> bool:
        """Begin the next member; False where the file ends."""
        while not self._packed.strip(b"\0"):
            self._at += len(self._packed)  # tapes pad with zeros
            self._packed = b""
            if not self._more():
                self.is_at_end = True
                return False
        zeros = len(self._packed) - len(self._packed.lstrip(b"\0"))
        self._packed, self._at = self._packed[zeros:], self._at + zeros
        if len(self._counts) == _MOST_MEMBERS:
            del self._counts[: _MOST_MEMBERS // 2], self._offsets[: _MOST_MEMBERS // 2]
        self._counts.append(self._count)
        self._offsets.append(self._at)
        self._stream = zlib.decompressobj(_GZIP)
        return True

    def _more(self) -> bool:
        self._packed = self._file.read(PIECE)
        return bool(self._packed)


class Lz4:
    """LZ4, as Common Crawl's friends pack it; damage ends it."""

    def __init__(self, file: BinaryIO, place: Place) -> None:
        from fastwarc.stream_io import Lz4Reader  # noqa: PLC0415 - few archives need it

        file.seek(0)
        self._reader = Lz4Reader(file)
        self._count = 0
        self.is_at_end = False
        _unpack(self, place.inside)
        self.begins_at = self._count

    def read(self, size: int) -> bytes:
        try:
            piece: bytes = self._reader.read(size)
        except OSError as error:
            self.is_at_end = True
            raise DamagedStreamError(f"what is packed is damaged: {error}") from error
        self.is_at_end = not piece
        self._count += len(piece)
        return piece

    def skip(self, count: int) -> None:
        _skip(self, count)

    def place_of(self, count: int) -> Place:
        return Place(inside=count)

    def resume(self, after: Place | None) -> int | None:  # noqa: ARG002 - the protocol's signature
        self.is_at_end = True
        return None


def _skip(stream: Stream, count: int) -> None:
    if count > _MOST_SKIPPED:
        raise DamagedStreamError(f"a record of {count:,} bytes is too long to be passed over")
    _unpack(stream, count)


def _unpack(stream: Stream, count: int) -> None:
    """Unpack so many bytes and forget them."""
    while count > 0 and not stream.is_at_end:
        count -= len(stream.read(min(count, 4 * PIECE)))
