"""A whole, consistent copy of a SQLite database, while somebody writes to it or nobody does.

The copy is made of one snapshot, some pages at a time: nobody waits for it, and what is committed
meanwhile does not make it begin anew. It gets its name only when it is complete, checked, and on
the disk.
"""

import errno
import fcntl
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from service.errors import NoRoomError, SchemaError, StoreError
from service.store.faults import lacks_room


FOLDER = "backups"
PAGES = 2_000
"""Copied at a time: some 8 MB."""

Progress = Callable[[int, int], None]
"""Told how many pages are copied, of how many."""

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite writes beside a database."""
_NAME = re.compile(r"wirewatch-\d{8}T\d{6}Z\.db")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy that was made."""

    path: Path
    size: int
    """In bytes."""


def name(now: datetime) -> str:
    """Name a backup by its moment: names sort as their moments do."""
    return f"wirewatch-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db"


def back_up(
    source: Path, target: Path, *, force: bool = False, progress: Progress | None = None
) -> Backup:
    """Copy a database; `target` is there whole or not at all.

    Raises `StoreError`: `NoRoomError` for a disk that is full, `SchemaError` for a source that is
    damaged.
    """
    _refuse(source, target, force=force)
    with _partial(target) as partial:
        _copy(source, partial, progress)
        sync(partial)
        _refuse(source, target, force=force)  # somebody may have made one meanwhile
        partial.replace(target)
    sync(target.parent)
    return Backup(path=target, size=target.stat().st_size)


def _refuse(source: Path, target: Path, *, force: bool) -> None:
    if not source.exists():
        raise StoreError(f"there is no database at {source} yet")
    ours = (source, *(source.with_name(source.name + end) for end in _BESIDE))
    if target.resolve() in {one.resolve() for one in ours}:
        raise StoreError(f"{target} is the database itself: name another file")
    if target.is_dir() or (target.exists() and not target.is_file()):
        raise StoreError(f"{target} is no file")
    if target.exists() and not force:
        raise StoreError(f"{target} exists: name another file, or take --force")


# --- a file that is not there until it is whole --------------------------------------------------


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


@contextmanager
def _partial(target: Path) -> Iterator[Path]:
    """Give a file of ours beside the target; whatever goes wrong, nothing of it stays."""
    path = _aside(target)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            # Never closed before SQLite is done: closing any handle ends its own locks on the file.
            _own(handle, path, target)
            yield path
        finally:
            os.close(handle)
    except (OSError, sqlite3.Error) as error:
        raise _refused(target, error) from error
    finally:
        _clear(path)  # a signal may have come before the file was ours


def _remove(path: Path, *ends: str) -> None:
    for end in ends:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _clear(path: Path) -> None:
    """Delete a half of a copy, unless somebody is writing it."""
    with suppress(OSError), path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(path, "", *_BESIDE)


def _own(handle: int, path: Path, target: Path) -> None:
    """Take the file for this process; what a killed one has left in it goes."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mine = os.path.samestat(os.fstat(handle), path.stat())
    except (BlockingIOError, FileNotFoundError):
        mine = False
    if not mine:  # another has it, or has just renamed it: then it is that one's target
        raise StoreError(f"another backup to {target} is under way")
    _remove(path, *_BESIDE)  # an old journal would be played back into the new copy
    os.ftruncate(handle, 0)
    os.fchmod(handle, 0o600)


def _refused(target: Path, error: OSError | sqlite3.Error) -> StoreError:
    if lacks_room(error):
        return NoRoomError(f"{target} cannot be made: there is no room on the disk")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return StoreError(f"{target} cannot be made: {reason}")


def sync(path: Path) -> None:
    """Make a file or a folder durable; where a system cannot do that to a folder, it need not."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


# --- the copy ----------------------------------------------------------------------------------


def _copy(source: Path, partial: Path, progress: Progress | None) -> None:
    with closing(_snapshot(source)) as old, closing(_connect(partial)) as new:
        require_room(old, partial.parent, free=shutil.disk_usage(partial.parent).free)
        new.execute("PRAGMA journal_mode=OFF")  # half a copy is of no use to anybody
        old.backup(new, pages=PAGES, progress=_told(progress), sleep=0)
        # One file for itself, without a log beside it: it can be moved and read anywhere.
        new.execute("PRAGMA journal_mode=DELETE")
        found = new.execute("PRAGMA quick_check(1)").fetchone()[0].splitlines()[-1]
        if found != "ok":
            raise SchemaError(
                f"{source} is damaged, so no copy of it is kept ({found}): `wirewatch db check` "
                "tells what is wrong"
            )


def require_room(database: sqlite3.Connection, folder: Path, *, free: int) -> None:
    """Refuse what cannot end well, before the service has no room either."""
    pages, page = (
        database.execute(f"PRAGMA {one}").fetchone()[0] for one in ("page_count", "page_size")
    )
    if free < pages * page:
        raise NoRoomError(
            f"{folder} has no room for a copy of {pages * page:,} bytes: {free:,} are free"
        )


def _connect(path: Path, query: str = "") -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}{query}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=5)


def _snapshot(source: Path) -> sqlite3.Connection:
    """Open the database for reading, at one moment that lasts as long as the connection."""
    connection = _connect(source, "?mode=ro")
    try:
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        connection.close()
        raise StoreError(f"{source} cannot be read: {error}") from error
    return connection


def _told(progress: Progress | None) -> Callable[[int, int, int], Any] | None:
    if progress is None:
        return None
    return lambda _, left, pages: progress(pages - left, pages)


# --- backups that are no longer wanted -----------------------------------------------------------


def thin_out(folder: Path, keep: int) -> tuple[Path, ...]:
    """Delete all but the newest backups that bear our names; give those that are gone."""
    ours = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    gone = ours[: max(len(ours) - keep, 0)]
    for path in gone:
        path.unlink(missing_ok=True)
    _clear_abandoned(folder)
    return tuple(gone)


def _clear_abandoned(folder: Path) -> None:
    """Delete what backups that were killed have left."""
    for path in folder.glob(".wirewatch-*.db.part"):
        _clear(path)
