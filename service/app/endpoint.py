"""Where orders are taken: a socket in the data folder, for its owner alone."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from service.app.places import CONTROL


LONGEST_ADDRESS = 100
"""Bytes; systems take 103 to 107."""
WAITING = 8
"""Connections that wait until somebody takes them."""


def listen(folder: Path) -> socket.socket:
    """Open the socket; the lock on the folder says that whatever is there is left over.

    Raises OSError.
    """
    path = folder / CONTROL
    path.unlink(missing_ok=True)
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _address(folder) as address:
            opened.bind(address)
        path.chmod(0o600)  # before it listens: nobody can have got in
        opened.listen(WAITING)
    except OSError:
        opened.close()
        raise
    return opened


def connect(folder: Path) -> socket.socket | None:
    """Reach whoever takes orders in this folder; None: nobody does. Raises OSError."""
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _address(folder) as address:
            opened.connect(address)
    except (FileNotFoundError, ConnectionRefusedError):  # never begun; killed, and left over
        opened.close()
        return None
    except OSError:
        opened.close()
        raise
    return opened


def close(folder: Path, opened: socket.socket) -> None:
    """Take the socket away."""
    opened.close()
    with suppress(OSError):
        (folder / CONTROL).unlink()


@contextmanager
def _address(folder: Path) -> Iterator[str]:
    """Give an address that fits: a long path is walked through an open folder, as Linux allows."""
    path = folder / CONTROL
    if len(os.fsencode(path)) <= LONGEST_ADDRESS:
        yield str(path)
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{handle}/{CONTROL}"
    finally:
        os.close(handle)
