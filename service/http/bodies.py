"""Bodies, decoded piece by piece so that a bomb is refused while it is still small."""

import zlib
from collections.abc import Callable

from service.errors import FetchError
from service.http.limits import Limits


PIECE = 64 * 1024
MEMBERS = 100
"""Gzip files may be strung together; nobody strings this many."""
GZIP, ZLIB, RAW = 31, 15, -15
"""Window bits, which is how zlib is told the container."""


def coding_of(header: str) -> str:
    """Name the one coding of a body: `gzip`, `deflate` or `` for none; refuse others unread."""
    names = [name.strip().lower() for name in header.split(",")]
    codings = [name.removeprefix("x-") for name in names if name not in {"", "identity"}]
    if len(codings) > 1:
        raise FetchError("bad_encoding", "the body is encoded more than once")
    if codings and codings[0] not in {"gzip", "deflate"}:
        raise FetchError("bad_encoding", f"the body came as {codings[0][:20]!r}, not asked for")
    return codings[0] if codings else ""


class Body:
    """Collects a body: counts what comes in, decodes it, counts what comes out."""

    def __init__(self, coding: str, max_bytes: int, limits: Limits) -> None:
        self._max = max_bytes
        self._limits = limits
        self._when = " when decompressed" if coding else ""
        self._pieces: list[bytes] = []
        self._size_in = 0
        self._size_out = 0
        self._decode = _decoder(coding, self._keep)

    def feed(self, data: bytes) -> None:
        self._size_in += len(data)
        try:
            self._decode(data)
        except zlib.error as error:
            raise FetchError("bad_encoding", f"the compressed body is damaged: {error}") from error
        if self._size_in > self._max:
            raise FetchError("too_large", f"more than {self._max} bytes")

    def finish(self) -> bytes:
        """Give the whole body; a compressed one must have come to its end."""
        if self._size_in:
            self._decode(b"")
        return self.so_far()

    def so_far(self) -> bytes:
        return b"".join(self._pieces)

    def _keep(self, piece: bytes) -> None:
        self._pieces.append(piece[: self._max - self._size_out])
        self._size_out += len(piece)
        if self._size_out > self._max:
            raise FetchError("too_large", f"more than {self._max} bytes{self._when}")
        ceiling = max(self._limits.ratio_from, self._limits.ratio * self._size_in)
        if self._size_out > ceiling:
            raise FetchError("too_large", "the compressed body swells like a bomb")


def _decoder(coding: str, keep: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Give a function that takes the body's bytes in turn, and at last `b""`."""
    return Inflater(coding, keep).feed if coding else keep


class Inflater:
    """Decompresses in pieces of bounded size."""

    def __init__(self, coding: str, keep: Callable[[bytes], None]) -> None:
        self._coding = coding
        self._keep = keep
        self._held = b""
        """The first bytes, until the container can be told from them."""
        self._stream = zlib.decompressobj(GZIP) if coding == "gzip" else None
        self._members = 1

    def feed(self, data: bytes) -> None:
        if not data:
            self._end()
            return
        if self._stream is None:
            self._held += data
            if len(self._held) < 2:
                return
            data, self._stream = self._held, zlib.decompressobj(_container(self._held))
        self._inflate(data)

    def _inflate(self, data: bytes) -> None:
        assert self._stream is not None
        while data:
            if self._stream.eof:
                self._next_member(data)
            if piece := self._stream.decompress(data, PIECE):
                self._keep(piece)
            data = self._stream.unconsumed_tail or self._stream.unused_data
        while not self._stream.eof and (piece := self._stream.decompress(b"", PIECE)):
            self._keep(piece)  # what zlib held back because the last piece was full

    def _next_member(self, data: bytes) -> None:
        self._members += 1
        if self._coding != "gzip" or self._members > MEMBERS or data[:1] != b"\x1f":
            raise FetchError("bad_encoding", "something follows the compressed body")
        self._stream = zlib.decompressobj(GZIP)

    def _end(self) -> None:
        if self._stream is None or not self._stream.eof:
            raise FetchError("bad_encoding", "the compressed body breaks off")


def _container(first: bytes) -> int:
    """Tell zlib from bare deflate: servers send both under the name `deflate`."""
    zlib_header = first[0] & 0x0F == 8 and int.from_bytes(first[:2]) % 31 == 0
    return ZLIB if zlib_header else RAW
