"""What a scan of a folder finds: names and stamps of files; nothing is opened but folders."""

import errno
import fnmatch
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from service.errors import FetchError
from service.model import Unreadable
from service.texts import MOST_BYTES


_DEEPEST = 100
"""Folders within folders; each is opened from the root, so depth costs."""
_TOO_DEEP = ("too_deep", f"folders within folders are read to a depth of {_DEEPEST}")
GONE = {errno.ENOENT, errno.ELOOP, errno.ENOTDIR, errno.ENXIO}
"""Nothing is there any more, or something else."""
_LONGEST_NAME = 600
"""Characters; databases keep an index of names, whose entries have a limit."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ENDING = re.compile(r"(?:\.[a-z]{1,8})?(?:\.gz)?$", re.IGNORECASE)
_UNFINISHED = (".tmp", ".part", ".swp", "~", ".crdownload", ".partial", ".filepart")


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
                with (
                    opened_folder(self.root, inside) as descriptor,
                    os.scandir(descriptor) as entries,
                ):
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
                    yield found_at(path, entry.stat(follow_symlinks=False), _TOO_DEEP)
            elif found := self._look(entry, path):
                yield found

    def _look(self, entry: "os.DirEntry[str]", path: str) -> Found | None:
        wanted = self.patterns.fit(entry.name, path)
        if not wanted and not (self.recursive and entry.is_symlink() and entry.is_dir()):
            return None
        try:
            return found_at(path, entry.stat(follow_symlinks=False))
        except FileNotFoundError:  # it is gone again
            return None


def found_at(path: str, status: os.stat_result, trouble: tuple[str, str] | None = None) -> Found:
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
    if error.errno in GONE:
        return
    code = "no_permission" if isinstance(error, PermissionError) else "io_error"
    with suppress(OSError):  # it is gone again
        yield found_at(
            inside,
            status_of(root, inside),
            (code, f"this folder cannot be read: {error.strerror}"),
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


@contextmanager
def opened_folder(root: Path, inside: str) -> Iterator[int]:
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


def status_of(root: Path, path: str) -> os.stat_result:
    inside, _, name = path.rpartition("/")
    with opened_folder(root, inside) as folder:
        return os.stat(name, dir_fd=folder, follow_symlinks=False)
