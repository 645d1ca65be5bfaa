"""Web archives of a newspaper that never was."""

import gzip
import os
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from service.model import Collected, Document, Source, SourceId, Validators
from service.sources import warc
from service.sources.base import Poll, Tools
from service.sources.warc.files import archives
from service.sources.warc.reading import Reader
from service.sources.warc.streams import Place
from tests.unit.sources.inbox import HTTP


LONG_AGO = 60.0
HTML = b"<html><title>Ferry aground</title><p>All 41 aboard are safe.</p></html>"


def record(
    block: bytes,
    *,
    kind: str = "response",
    url: str = "https://harbour.example/ferry",
    media: str = "application/http; msgtype=response",
    length: int | None = None,
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-03-01T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block) if length is None else length}\r\n"
    )
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


def reply(body: bytes = HTML, *, status: str = "200 OK", **headers: str) -> bytes:
    named = {"content_type": "text/html; charset=utf-8"} | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def page(number: int, filler: int = 0) -> bytes:
    body = f"<html><title>Report {number}</title>".encode() + b"x" * filler
    return record(reply(body), url=f"https://harbour.example/{number}")


def packed(records: Iterable[bytes]) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def put(path: Path, body: bytes, *, age: float = LONG_AGO) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    moment = time.time() - age  # noqa: TID251 - times of real files
    os.utime(path, (moment, moment))
    return path


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - compared with the times of real files


def read(path: Path) -> tuple[list[Document], list[str]]:
    """Read a file to its end: its records, and what is said of the others."""
    documents: list[Document] = []
    said: list[str] = []
    for archive in archives(path):
        reader = Reader(archive, Place())
        while True:
            go = reader.go(now())
            documents += go.documents
            said += [f"{one.code}: {one.detail}" for one in go.unreadable]
            if go.done or go.waits:
                break
        reader.close()
    return documents, said


def urls(documents: Iterable[Document]) -> list[str]:
    """Give the last part of each record's address."""
    found = (
        document.body.split(b"WARC-Target-URI: ")[1].split(b"\r\n")[0] for document in documents
    )
    return [url.decode().rsplit("/", 1)[1] for url in found]


class Watched:
    """Archives that are polled again and again, with a memory like the store's."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.memory: dict[str, str] = {}
        self.limit = 500
        self.restart()

    def restart(self) -> None:
        source = Source(id=SourceId("archive"), kind="warc", title="Archive", options={})
        config = warc.Config(path=Path(self._path.name))
        self.kind = warc.build(config, source, Tools(http=HTTP, base=self._path.parent))

    async def poll(self) -> Collected:
        async def known(names: Sequence[str]) -> dict[str, str]:
            return {name: self.memory[name] for name in names if name in self.memory}

        poll = Poll(now=now(), validators=Validators(), known=known, limit=self.limit)
        found = await self.kind.collect(poll)
        self.memory |= dict(found.marks)
        return found
