"""A sign of life for `wirewatch healthcheck`, on a full disk too."""

import json
import os
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from service.store.faults import lacks_room


def beat(path: Path, now: datetime) -> None:
    """Leave a sign that was never half there; where there is no room for another, in its place."""
    sign = {"pid": os.getpid(), "monotonic": time.monotonic(), "at": now.isoformat()}
    text = json.dumps(sign).encode()
    fresh = path.with_suffix(".new")
    try:
        fresh.write_bytes(text)
        fresh.replace(path)
    except OSError as error:
        if not lacks_room(error):
            raise
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        with suppress(OSError):  # whoever looks finds an old sign, and the port says more
            _overwrite(path, text)


def _overwrite(path: Path, text: bytes) -> None:
    """Write into the block that the file has already."""
    handle = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.pwrite(handle, text, 0)
        os.ftruncate(handle, len(text))
    finally:
        os.close(handle)
