"""An archive's bytes, cut into records: nothing is interpreted here but where a record begins and ends.

Works on what `streams` unpack, piece by piece, so a record's worth is all that is held in memory.
Damage costs what is damaged: the next record is looked for, and what was skipped is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.sources.warc.streams import DamagedStreamError, Place, Stream


MOST_RECORD = 10 * 1024 * 1024
MOST_HEADER = 64 * 1024
_PIECE = 256 * 1024
_MOST_LOST = 256 * 1024 * 1024
"""Bytes without a record that are told as one damage."""
_START = re.compile(rb"WARC/[01]\.\d")
_NEXT = re.compile(rb"WARC/[01]\.\d\r?\n[A-Za-z]")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"(?im)^Content-Length:[ \t]*(\d{1,15})[ \t]*\r?$")
_TYPE = re.compile(rb"(?im)^WARC-Type:[ \t]*([a-z]{1,20})[ \t]*\r?$")
_WANTED = {b"response", b"resource", b"conversion"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record, header and block, as it stands in the archive."""

    place: Place
    raw: bytes
    missing: int = 0
    """Bytes of its block that the archive does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What is no record, or one that cannot be taken."""

    place: Place
    code: str
    detail: str


Piece = Record | Damage | None
"""None: a record that nobody asks for."""


class Framer:
    """Reads on from a place in a stream; `place` is where the next record begins."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._held = bytearray()
        self._taken = stream.begins_at
        """Plain bytes before `_held`, counted as the stream counts."""
        self._broken: DamagedStreamError | None = None
        self._resume_at: Place | None = None
        """Behind which to go on; None: behind what could not be unpacked."""

    @property
    def place(self) -> Place:
        return self._stream.place_of(self._taken)

    def pieces(self) -> Iterator[Piece]:
        """Give record after record, and damage where there is some, to the end of the archive."""
        while self._skip_blank() or self._broken:
            place = self.place
            if not self._held:  # what stood before the damage has been read
                yield from self._mend()
            elif _START.match(self._held):
                yield from self._record(place)
            else:
                yield self._lost(place, "bytes that belong to no record:")

    # --- a record ----------------------------------------------------------------------------

    def _record(self, place: Place) -> Iterator[Piece]:
        header = self._header()
        length = _LENGTH.search(header) if header else None
        if header is None or length is None:
            said = "a header without an end" if header is None else "a record without a length"
            self._drop(5)  # else it would be found again
            yield self._lost(place, f"{said}:")
            return
        kind, size = _TYPE.search(header), int(length[1])
        wanted = kind is not None and kind[1].lower() in _WANTED
        if size > MOST_RECORD:
            yield from self._too_large(place, len(header), size, wanted=wanted)
            return
        raw = self._block(len(header), size)
        missing = len(header) + size - len(raw)
        if wanted:
            yield Record(place=place, raw=raw, missing=missing)
        elif missing:
            said = f"a record breaks off: {missing:,} bytes are missing"
            yield Damage(place=place, code="damaged", detail=said)
        else:
            yield None

    def _block(self, header: int, size: int) -> bytes:
        """Take a record; where the archive has less than it promises, up to the next one."""
        self._fill(header + size)
        end = header + size
        if end > len(self._held) and (found := _NEXT.search(self._held, header)):
            end = found.start()
        raw = bytes(self._held[:end])
        self._drop(end)
        return raw

    def _header(self) -> bytes | None:
        self._fill(MOST_HEADER, until=b"\n\r\n")
        end = _HEADER_END.search(self._held, 0, MOST_HEADER)
        return bytes(self._held[: end.end()]) if end else None

    def _too_large(self, place: Place, header: int, size: int, *, wanted: bool) -> Iterator[Piece]:
        left = header + size - self._drop(header + size)
        try:
            self._stream.skip(left)
            self._taken += left
        except DamagedStreamError as error:
            self._broken = error
            self._resume_at = place
            self._held.clear()
        if wanted:
            said = f"{size:,} bytes; records of at most {MOST_RECORD:,} are read"
            yield Damage(place=place, code="too_large", detail=said)
        else:
            yield None

    # --- damage ------------------------------------------------------------------------------

    def _lost(self, place: Place, what: str) -> Damage:
        """Drop what comes before the next record."""
        dropped = 0
        while self._fill(_PIECE):
            if found := _NEXT.search(self._held, 1):
                dropped += self._drop(found.start())
                break
            if self._is_at_end and len(self._held) <= _PIECE:
                dropped += self._drop(len(self._held))
                break
            dropped += self._drop(max(len(self._held) - 16, 1))
            if dropped > _MOST_LOST:
                break
        return Damage(place=place, code="damaged", detail=f"{what} {dropped:,} bytes are skipped")

    def _mend(self) -> Iterator[Damage]:
        """Go on behind the damage of what is packed, where something can be unpacked again."""
        broken, self._broken = self._broken, None
        place = self.place
        start = self._stream.resume(self._resume_at)
        self._resume_at = None
        if broken is not None and broken.detail:
            yield Damage(place=place, code="damaged", detail=broken.detail)
        if start is not None:
            self._taken = start

    # --- bytes -------------------------------------------------------------------------------

    @property
    def _is_at_end(self) -> bool:
        return self._stream.is_at_end or self._broken is not None

    def _fill(self, size: int, until: bytes = b"") -> bool:
        """Hold so many bytes, as far as there are any; False if there are none."""
        while len(self._held) < size and not self._is_at_end:
            if until and until in self._held:
                break
            try:
                self._held += self._stream.read(_PIECE)
            except DamagedStreamError as error:
                self._broken = error
        return bool(self._held)

    def _drop(self, size: int) -> int:
        size = min(size, len(self._held))
        del self._held[:size]
        self._taken += size
        return size

    def _skip_blank(self) -> bool:
        """Go to the next byte that is not a line's end; False at the end of the archive."""
        while self._fill(MOST_HEADER):
            blank = len(self._held) - len(self._held.lstrip(b"\r\n\0"))
            self._drop(blank)
            if self._held:
                return True
        return False
