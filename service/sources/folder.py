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
import errno
import fcntl
import fnmatch
import hashlib
import os
import re
import signal
import stat
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.errors import FetchError, ParseError
from service.model import Collected, Document, Entry, FeedInfo, Parsed, Source, Unreadable
from service.sources.base import Kind, Poll, Tools
from service.sources.formats import records, xmlfeed
from service.texts import MOST_BYTES, decode, unpacked, unpacked_name


POLLED = False
EVERY = timedelta(seconds=30)
"""How often a scan looks for what no event told."""

_MOST_BYTES_A_GO = 64 * 1024 * 1024
_NAMES_A_LOOKUP = 1_000
_DEEPEST = 100
"""Folders within folders; each is opened from the root, so depth costs."""
_TOO_DEEP = ("too_deep", f"folders within folders are read to a depth of {_DEEPEST}")
_GONE = {errno.ENOENT, errno.ELOOP, errno.ENOTDIR, errno.ENXIO}
"""Nothing is there any more, or something else."""
_ABANDONED = timedelta(seconds=30)
_LONGEST_NAME = 600
"""Characters; databases keep an index of names, whose entries have a limit."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ENDING = re.compile(r"(?:\.[a-z]{1,8})?(?:\.gz)?$", re.IGNORECASE)
_PAGES = (".txt", ".md", ".html", ".htm", ".eml")
_FEEDS = (".xml", ".rss", ".atom")
_RECORDS = (".json", ".jsonl", ".ndjson")
_UNFINISHED = (".tmp", ".part", ".swp", "~", ".crdownload", ".partial", ".filepart")
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


def _parse_records(document: Document, now: datetime) -> Parsed:
    text = decode(document.body, document.media_type)
    whole = document.name.lower().endswith(".json")
    return (records.parse_json if whole else records.parse_jsonl)(document, text, now)


# --- what a scan finds -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file or folder entry, as one scan saw it."""

    name: str
    """Printable and unique: what the store knows the file by."""
    path: str
    """Inside the root, as the file system has it (surrogates stand for bytes that are no UTF-8)."""
    size: int
    modified_ns: int
    changed_ns: int
    trouble: tuple[str, str] | None = None
    """Code and detail, where it is seen at once that it cannot be taken."""

    @property
    def stamp(self) -> str:
        return f"{self.size}:{self.modified_ns}:{self.changed_ns}"

    @property
    def mark(self) -> int:
        return hash((self.name, self.stamp))

    @property
    def was_moved_in(self) -> bool:
        return self.size > 0 and self.changed_ns > self.modified_ns

    def quiet_for(self, now: datetime) -> timedelta:
        age = int(now.timestamp() * 1e9) - max(self.modified_ns, self.changed_ns)
        return timedelta(microseconds=age / 1000)

    def unreadable(self, code: str, detail: str) -> Unreadable:
        return Unreadable(name=self.name, code=code, detail=detail, stamp=self.stamp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Which files are meant."""

    names: re.Pattern[str]
    paths: re.Pattern[str]

    def fit(self, name: str, path: str) -> bool:
        """Compare in one normal form: macOS writes names decomposed, people write patterns composed."""
        return bool(self.names.match(_composed(name)) or self.paths.match(_composed(path)))


def patterns(include: Iterable[str]) -> Patterns:
    given = list(include)
    return Patterns(
        names=_compile(pattern for pattern in given if "/" not in pattern),
        paths=_compile(pattern.lstrip("/") for pattern in given if "/" in pattern),
    )


def _compile(patterns: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(map(fnmatch.translate, map(_composed, patterns))) or "(?!)"
    return re.compile(alternatives, re.IGNORECASE)


def _composed(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name.lower().endswith(_UNFINISHED)


def printable(path: str) -> str:
    """Give a name that can be stored and shown; one that had to be changed is marked by a hash."""
    shown = _UNPRINTABLE.sub(lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", path)
    if len(shown) > _LONGEST_NAME:
        shown = f"{shown[: _LONGEST_NAME // 2]}…{shown[-_LONGEST_NAME // 2 :]}"
    if shown == path:
        return path
    mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:8]
    end = _ENDING.search(shown)
    cut = end.start() if end else len(shown)
    return f"{shown[:cut]}~{mark}{shown[cut:]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One walk through a folder; follows no link."""

    root: Path
    patterns: Patterns
    recursive: bool

    def walk(self) -> Iterator[Found]:
        """Give all that is meant. Raises `FetchError` where the root itself cannot be read."""
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            try:
                with _folder(self.root, inside) as descriptor, os.scandir(descriptor) as entries:
                    yield from self._look_in(inside, entries, waiting)
            except OSError as error:
                yield from _folder_trouble(self.root, inside, error)

    def _look_in(
        self, inside: str, entries: "Iterable[os.DirEntry[str]]", waiting: list[str]
    ) -> Iterator[Found]:
        for entry in entries:
            path = f"{inside}/{entry.name}" if inside else entry.name
            if _is_ignored(entry.name):
                continue
            if self.recursive and entry.is_dir(follow_symlinks=False):
                if path.count("/") < _DEEPEST:
                    waiting.append(path)
                else:
                    yield _found(path, entry.stat(follow_symlinks=False), _TOO_DEEP)
            elif found := self._look(entry, path):
                yield found

    def _look(self, entry: "os.DirEntry[str]", path: str) -> Found | None:
        wanted = self.patterns.fit(entry.name, path)
        if not wanted and not (self.recursive and entry.is_symlink() and entry.is_dir()):
            return None
        try:
            return _found(path, entry.stat(follow_symlinks=False))
        except FileNotFoundError:  # it is gone again
            return None


def _found(path: str, status: os.stat_result, trouble: tuple[str, str] | None = None) -> Found:
    return Found(
        name=printable(path),
        path=path,
        size=status.st_size,
        modified_ns=status.st_mtime_ns,
        changed_ns=status.st_ctime_ns,
        trouble=trouble or _trouble(status),
    )


def _trouble(status: os.stat_result) -> tuple[str, str] | None:
    if stat.S_ISREG(status.st_mode):
        if status.st_size > MOST_BYTES:
            return "too_large", f"{status.st_size:,} bytes; at most {MOST_BYTES:,} are read"
        return None
    if stat.S_ISLNK(status.st_mode):
        return "symlink", "links are not followed; put the file or folder itself here"
    return "not_a_file", "a folder, pipe, socket or device, not a file"


def _folder_trouble(root: Path, inside: str, error: OSError) -> Iterator[Found]:
    if not inside:
        raise _lost(root, error) from error
    if error.errno in _GONE:
        return
    code = "no_permission" if isinstance(error, PermissionError) else "io_error"
    with suppress(OSError):  # it is gone again
        yield _found(
            inside, _status(root, inside), (code, f"this folder cannot be read: {error.strerror}")
        )


def _lost(root: Path, error: OSError) -> FetchError:
    """Say that the root is away: a state of the source, and no news about its files."""
    if isinstance(error, FileNotFoundError):
        return FetchError("folder_missing", f"{root} does not exist (is it mounted?)")
    if isinstance(error, NotADirectoryError):
        return FetchError("not_a_folder", f"{root} is no folder")
    if isinstance(error, PermissionError):
        return FetchError("no_permission", f"{root} may not be read")
    return FetchError("io_error", f"{root}: {error.strerror}")


# --- reading -----------------------------------------------------------------------------------


def read(root: Path, found: Found, now: datetime) -> Document | Unreadable | None:
    """Read a file; None if it is gone, or not yet (or no longer) what the scan saw."""
    if found.trouble:
        return found.unreadable(*found.trouble)
    try:
        with _opened(root, found.path) as descriptor:
            return _read_whole(descriptor, found, now)
    except PermissionError:
        return found.unreadable("no_permission", "Wirewatch may not read this file")
    except OSError as error:
        if error.errno in _GONE:
            return None
        return found.unreadable("io_error", error.strerror or type(error).__name__)


@contextmanager
def _opened(root: Path, path: str) -> Iterator[int]:
    inside, _, name = path.rpartition("/")
    with _folder(root, inside) as folder:
        # O_NONBLOCK: a pipe that took the file's place must not hold us.
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    try:
        yield file
    finally:
        os.close(file)


@contextmanager
def _folder(root: Path, inside: str) -> Iterator[int]:
    """Open step by step from the root, so that no link can lead outside, whenever it appears.

    So a path may also be longer than the system takes in one piece.
    """
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in inside.split("/") if inside else ():
            inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
        yield descriptor
    finally:
        os.close(descriptor)


def _status(root: Path, path: str) -> os.stat_result:
    inside, _, name = path.rpartition("/")
    with _folder(root, inside) as folder:
        return os.stat(name, dir_fd=folder, follow_symlinks=False)


def _read_whole(descriptor: int, found: Found, now: datetime) -> Document | Unreadable | None:
    if _has_changed(descriptor, found):
        return None
    if _is_being_written(descriptor) and found.quiet_for(now) < _ABANDONED:
        return None
    if found.size == 0:
        return found.unreadable("empty", "there is nothing in this file")
    with open(descriptor, "rb", closefd=False) as file:
        body = file.read(found.size + 1)
    if len(body) != found.size or _has_changed(descriptor, found):
        return None
    modified = datetime.fromtimestamp(found.modified_ns // 1_000_000_000, UTC)
    return Document(name=found.name, body=body, stamp=found.stamp, modified=modified)


def _has_changed(descriptor: int, found: Found) -> bool:
    status = os.fstat(descriptor)
    return not stat.S_ISREG(status.st_mode) or _found(found.path, status).stamp != found.stamp


def _is_being_written(descriptor: int) -> bool:
    """Ask Linux for a read lease, which it refuses while there are writers, and give it back.

    Network file systems may refuse it always, hence `_ABANDONED`.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        # A writer who comes at this instant makes the kernel signal us: SIGURG is ignored, while
        # the default, SIGIO, would end the process.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _batches(found: Iterable[Found], size: int) -> Iterator[list[Found]]:
    waiting = iter(found)
    while batch := list(islice(waiting, size)):
        yield batch


# --- the kind ----------------------------------------------------------------------------------


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
                status = _status(self.scan.root, found.path)
                if _found(found.path, status).stamp == found.stamp:
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
