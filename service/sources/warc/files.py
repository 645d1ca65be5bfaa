"""Which archives there are: a file, those in a folder, or those that a list names."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from service.errors import FetchError
from service.sources.warc.streams import Place


_ARCHIVE = re.compile(r"\.warc(?:\.gz|\.lz4|\.zst)?$", re.IGNORECASE)
_MARK = re.compile(r"(\d+):(\d+):(\d+):(\d{1,18})\+(\d{1,18}):(end)?")
_MOST_LISTED = 100_000
_MOST_LIST = 16 * 1024 * 1024
_LONGEST_NAME = 600
"""Characters; databases keep an index of names, whose entries have a limit."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A file, as it was when it was looked at; `size` is None where there is none to read."""

    name: str
    """Printable: what the store knows it by."""
    path: Path
    inode: int = 0
    size: int | None = None
    modified_ns: int = 0

    def mark(self, place: Place, *, done: bool) -> str:
        """Say how far this very file has been read."""
        return f"{self.inode}:{self.size}:{self.modified_ns}:{place}:{'end' if done else ''}"

    def is_read(self, mark: str) -> bool:
        match = _MARK.fullmatch(mark)
        same = f"{self.inode}:{self.size}:{self.modified_ns}:"
        return match is not None and match[6] is not None and mark.startswith(same)

    def place_after(self, mark: str) -> Place:
        """Give where to read on: at the beginning, if it is another file or was cut."""
        match = _MARK.fullmatch(mark)
        if match is None or int(match[1]) != self.inode or int(match[2]) > (self.size or 0):
            return Place()
        return Place(member=int(match[4]), inside=int(match[5]))


def archives(path: Path) -> list[Archive]:
    """Find archives, in the order of their names, or as listed. Raises `FetchError`."""
    try:
        if path.is_dir():
            return sorted(_in_folder(path), key=lambda one: one.name)
        if _ARCHIVE.search(path.name) or _begins_like_one(path):
            return [_at(path, path.name, path.stat())]
        return list(_listed(path))
    except FileNotFoundError as error:
        raise FetchError("file_missing", f"{path} does not exist (is it mounted?)") from error
    except OSError as error:
        raise FetchError("io_error", f"{path}: {error.strerror}") from error


def _begins_like_one(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5).startswith((b"WARC/", b"\x1f\x8b", b"\x04\x22\x4d\x18"))


def _in_folder(root: Path) -> Iterator[Archive]:
    for inside, folders, names in os.walk(root, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if _ARCHIVE.search(name) and not name.startswith("."):
                path = Path(inside, name)
                found = _looked_at(path, str(path.relative_to(root)))
                if found:
                    yield found


def _refuse(error: OSError) -> None:
    """Raise where the folder itself cannot be read; those within are left out."""
    if isinstance(error, PermissionError):
        raise error


def _looked_at(path: Path, name: str) -> Archive | None:
    """Look at a file; links, and what is no file, are not followed."""
    try:
        status = path.lstat()
    except FileNotFoundError:  # it is gone again
        return None
    return _at(path, name, status) if stat.S_ISREG(status.st_mode) else None


def _listed(path: Path) -> Iterator[Archive]:
    """Read a list: a path on each line, relative to the list; `#` begins a remark."""
    with path.open("rb") as file:
        text = file.read(_MOST_LIST + 1)
    if len(text) > _MOST_LIST or b"\0" in text:
        raise FetchError("not_a_list", f"{path} is neither an archive nor a list of archives")
    lines = [line.strip() for line in text.decode(errors="surrogateescape").splitlines()]
    wanted = [line for line in dict.fromkeys(lines) if line and not line.startswith("#")]
    if not all(_ARCHIVE.search(line) for line in wanted):
        raise FetchError("not_a_list", f"{path} names files that end in no .warc or .warc.gz")
    for line in wanted[:_MOST_LISTED]:
        one = path.parent / line
        try:
            yield _at(one, line, one.stat())
        except FileNotFoundError:
            yield Archive(name=_printable(line), path=one)


def _at(path: Path, name: str, status: os.stat_result) -> Archive:
    return Archive(
        name=_printable(name),
        path=path,
        inode=status.st_ino,
        size=status.st_size,
        modified_ns=status.st_mtime_ns,
    )


def _printable(name: str) -> str:
    shown = _UNPRINTABLE.sub(lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", name)
    return shown if len(shown) <= _LONGEST_NAME else f"…{shown[-_LONGEST_NAME:]}"
