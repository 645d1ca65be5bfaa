"""Reading one file, whole and unchanged, or not at all."""

import errno
import fcntl
import os
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from service.model import Document, Unreadable
from service.sources.folder.scan import GONE, Found, found_at, opened_folder


_ABANDONED = timedelta(seconds=30)


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
        if error.errno in GONE:
            return None
        return found.unreadable("io_error", error.strerror or type(error).__name__)


@contextmanager
def _opened(root: Path, path: str) -> Iterator[int]:
    inside, _, name = path.rpartition("/")
    with opened_folder(root, inside) as folder:
        # O_NONBLOCK: a pipe that took the file's place must not hold us.
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    try:
        yield file
    finally:
        os.close(file)


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
    return not stat.S_ISREG(status.st_mode) or found_at(found.path, status).stamp != found.stamp


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
