"""The end of the process: it is not kept waiting by a database that says nothing.

Rows are the ledger, so ending at any moment loses nothing.
"""

import asyncio
import os
import signal
import sys
import threading
from types import FrameType
from typing import Final

import structlog

from service.app.running import DRAIN_SECONDS


END_SECONDS: Final = DRAIN_SECONDS + 1.5
"""After so long it ends, whatever still waits: by then a container is about to be killed."""
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)

log = structlog.get_logger()


def end_at_once_when_asked() -> None:
    """Obey signals even where the event loop waits for a server to come up."""
    for number in SIGNALS:
        signal.signal(number, _leave)


def stop_when_asked(stop: asyncio.Event) -> asyncio.Task[None]:
    """Set `stop` on a signal; once it is set, the process has so long to end in order."""
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, stop.set)
    return asyncio.create_task(_bound(stop), name="ending")


async def _bound(stop: asyncio.Event) -> None:
    await stop.wait()
    last = threading.Timer(END_SECONDS, _cut_off)
    last.daemon = True  # it keeps nobody from ending earlier
    last.start()


def _cut_off() -> None:
    log.critical("service.cut_off", reason=f"something did not answer for {END_SECONDS:g} s")
    os._exit(1)


def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - what a handler is given
    sys.exit(0)
