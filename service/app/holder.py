"""Who has the data folder, asked without taking it, and without loading the store."""

import fcntl
from pathlib import Path


def holder(lock: Path) -> int | None:
    """Give the process that holds this lock (`store.engine.Lock`); None: nobody does.

    Its number is its own: in another container than ours it may mean nothing here, so the lock is
    what tells whether it lives.
    """
    try:
        with lock.open("rb") as file:
            number = file.read(32)
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(number)
    except (OSError, ValueError):
        return None
    return None
