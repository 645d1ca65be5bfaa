"""Folders of files: a scan is the truth, file events only wake it.

When is a file whole?

- One that was renamed or moved in, or copied with its times, is taken at once: such an act touches
  the inode (ctime) and not the text (mtime), so ctime is younger than mtime.
- One that is written in place is taken when it has been quiet for `settle` (2 s). Ages are taken by
  the poll's own instant; where the two clocks disagree, or a file is young, it is looked at twice,
  `settle` apart.
- On Linux the kernel is asked too: a read lease (`fcntl.F_SETLEASE`) is refused while anybody has
  the file open for writing. It works for files of our own user on local file systems; elsewhere
  the two rules above decide alone. A writer that holds a file open but lets it rest for half a
  minute is not waited for any longer (nor are file systems that refuse every lease).
- After reading, the file must still be what it was before; else it is left for the next scan.

A file's stamp is its size, mtime and ctime: whatever changes the text changes it. A touch changes it
too and costs one reading; what is read then has the same content hash, which decides.
"""

import asyncio
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.errors import ParseError
from service.model import Collected, Document, Entry, FeedInfo, Parsed, Source, Unreadable
from service.sources.base import Kind, Poll, Tools
from service.sources.folder.reading import read
from service.sources.folder.scan import Found, Scan, found_at, patterns, status_of
from service.sources.formats import records, xmlfeed
from service.texts import decode, unpacked, unpacked_name


POLLED = False
EVERY = timedelta(seconds=30)
"""How often a scan looks for what no event told."""

_MOST_BYTES_A_GO = 64 * 1024 * 1024
_NAMES_A_LOOKUP = 1_000
_PAGES = (".txt", ".md", ".html", ".htm", ".eml")
_FEEDS = (".xml", ".rss", ".atom")
_RECORDS = (".json", ".jsonl", ".ndjson")
_UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "": 1}


def _seconds(value: Any) -> Any:
    """Read `2s`, `500ms`, `1m`, or a number of seconds."""
    if isinstance(value, timedelta) or value is None:
        return value
    match = re.fullmatch(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*(ms|s|m|h|)\s*", str(value))
    if match is None:
        raise ValueError("a length of time is written like 2s, 500ms or 1m")
    return timedelta(seconds=float(match[1]) * _UNITS[match[2]])


class Config(BaseModel):
    """The options of a source of kind `folder`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Path = Field(description="The folder; relative to the configuration's base.")
    include: tuple[str, ...] = Field(
        default=tuple(
            f"*{suffix}{packed}"
            for packed in ("", ".gz")
            for suffix in (*_PAGES, *_RECORDS, *_FEEDS)
        ),
        min_length=1,
        description="Which files: patterns for names, or for paths inside the folder (`2026/*.txt`).",
    )
    recursive: bool = Field(default=True, description="Whether folders within are read too.")
    settle: Annotated[timedelta, BeforeValidator(_seconds)] = Field(
        default=timedelta(seconds=2),
        ge=timedelta(),
        le=timedelta(minutes=1),
        description="How long a file that is written in place must be quiet.",
    )


def build(config: BaseModel, source: Source, tools: Tools) -> Kind:  # noqa: ARG001 - the protocol's signature
    assert isinstance(config, Config)
    scan = Scan(
        root=tools.base / config.path,
        patterns=patterns(config.include),
        recursive=config.recursive,
    )
    return Folder(scan=scan, settle=config.settle)


def parse(document: Document, now: datetime) -> Parsed:
    """Take a file apart.

    Raises `ParseError`: `bad_json`, `not_a_feed`, `entity_refused`, `empty`, `bad_gzip`, `too_large`.
    """
    name = unpacked_name(document.name)
    if holds_records(name):
        return _parse_records(unpacked(document), now)
    if name.lower().endswith(_FEEDS):
        plain = unpacked(document)
        parsed = xmlfeed.parse_xml_feed(plain, decode(plain.body), now)
        return replace(parsed, feed=replace(parsed.feed, ttl=None))
    if not document.body.strip():
        raise ParseError("empty", "there is nothing in it")
    # A file that is packed later stays what it was.
    return Parsed(feed=FeedInfo(kind="file"), entries=(Entry(id=name, whole=True),))


def holds_records(name: str) -> bool:
    """Tell by its name whether a file holds articles as JSON."""
    return unpacked_name(name).lower().endswith(_RECORDS)


def holds_entries(name: str) -> bool:
    """Tell by its name whether a file holds articles as data: records, or a feed."""
    return unpacked_name(name).lower().endswith((*_RECORDS, *_FEEDS))


def _parse_records(document: Document, now: datetime) -> Parsed:
    text = decode(document.body, document.media_type)
    whole = document.name.lower().endswith(".json")
    return (records.parse_json if whole else records.parse_jsonl)(document, text, now)


def _batches(found: Iterable[Found], size: int) -> Iterator[list[Found]]:
    waiting = iter(found)
    while batch := list(islice(waiting, size)):
        yield batch


@dataclass(slots=True, kw_only=True)
class Folder:
    """One folder and what is in it."""

    scan: Scan
    settle: timedelta
    backlog: deque[Found] = field(default_factory=deque)
    """What the last scan found beyond one go's limit: spares a scan for each go."""
    known: set[int] = field(default_factory=set)
    """Of what the last scan saw and the store had, name and stamp as one number: not asked for again."""

    @property
    def wakes_on(self) -> tuple[Path, ...]:
        return (self.scan.root,)

    async def collect(self, poll: Poll) -> Collected:
        """Bring the files that are new or changed, oldest first. Raises `FetchError`.

        A file that is still being written is left for later; where nothing else is there to bring,
        it is waited for, once and for no longer than `settle`.
        """
        if self.backlog:
            brought = await self._take(await self._from_backlog(poll), poll, more=True)
            if brought.more:
                return brought
            self.backlog.clear()  # it is out of date: somebody moves files, or the folder
        fresh = await self._fresh(poll)
        ripe = [found for found in fresh if self._is_ripe(found, poll.now)]
        young = [found for found in fresh if not self._is_ripe(found, poll.now)]
        if young and not ripe:
            await asyncio.sleep(self.settle.total_seconds())
            ripe, young = await asyncio.to_thread(self._unchanged, young), []
        return await self._take(ripe, poll, more=bool(young))

    async def _fresh(self, poll: Poll) -> list[Found]:
        """Scan, and keep what is new or changed, the oldest first; what is known leaves at once."""
        fresh: list[Found] = []
        before, self.known = self.known, set()
        batches = _batches(self.scan.walk(), _NAMES_A_LOOKUP)
        while batch := await asyncio.to_thread(next, batches, None):
            strange = [found for found in batch if found.mark not in before]
            unknown = await self._unknown(strange, poll) if strange else []
            self.known |= {found.mark for found in batch} - {found.mark for found in unknown}
            fresh += unknown
        return sorted(fresh, key=lambda found: (found.modified_ns, found.name))

    async def _from_backlog(self, poll: Poll) -> list[Found]:
        """Take from the backlog what one go may bring, without what has become known."""
        fresh: list[Found] = []
        while self.backlog and len(fresh) < poll.limit:
            batch = [self.backlog.popleft() for _ in range(min(poll.limit, len(self.backlog)))]
            fresh += await self._unknown(batch, poll)
        return fresh

    async def _unknown(self, seen: list[Found], poll: Poll) -> list[Found]:
        """Drop what the store has under the same stamp."""
        known = await poll.known([found.name for found in seen])
        return [found for found in seen if known.get(found.name) != found.stamp]

    async def _take(self, ripe: list[Found], poll: Poll, *, more: bool) -> Collected:
        taken, rest = await asyncio.to_thread(self._read, ripe, poll)
        self.backlog.extendleft(reversed(rest))
        # Without anything taken there is no progress, and "more" would only turn in circles.
        came = bool(taken.documents or taken.unreadable)
        return replace(taken, more=came and (more or bool(self.backlog)))

    def _is_ripe(self, found: Found, now: datetime) -> bool:
        if found.trouble and found.trouble[0] != "too_large":  # which may yet be growing
            return True
        return not self.settle or found.was_moved_in or found.quiet_for(now) >= self.settle

    def _unchanged(self, young: Iterable[Found]) -> list[Found]:
        """Keep those that still are what they were; the others are still being written."""
        quiet = []
        for found in young:
            with suppress(OSError):
                status = status_of(self.scan.root, found.path)
                if found_at(found.path, status).stamp == found.stamp:
                    quiet.append(found)
        return quiet

    def _read(self, ripe: list[Found], poll: Poll) -> tuple[Collected, list[Found]]:
        """Read as much as one go may bring; give the rest back."""
        documents: list[Document] = []
        unreadable: list[Unreadable] = []
        size = 0
        for place, found in enumerate(ripe):
            if len(documents) + len(unreadable) >= poll.limit or size > _MOST_BYTES_A_GO:
                rest = ripe[place:]
                break
            result = read(self.scan.root, found, poll.now)
            if isinstance(result, Document):
                documents.append(result)
                size += len(result.body)
            elif result is not None:
                unreadable.append(result)
        else:
            rest = []
        return Collected(documents=tuple(documents), unreadable=tuple(unreadable)), rest
