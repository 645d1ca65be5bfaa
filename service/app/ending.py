"""The end of the process: it is not kept waiting by a database that says nothing.

Rows are the ledger, so ending at any moment loses nothing.
"""

import asyncio
import os
import signal
import sys
import threading
from types import FrameType
from typing import Any, Final, Self

import structlog

from service.app.running import DRAIN_SECONDS


END_SECONDS: Final = DRAIN_SECONDS + 1.5
"""After so long it ends, whatever still waits: by then a container is about to be killed."""
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)

log = structlog.get_logger()


class Ending:
    """Signals end the process; it has so long to end in order. Over once the work is done."""

    def __init__(self) -> None:
        self._last: threading.Timer | None = None
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        """Obey signals even where the event loop waits for a server to come up."""
        for number in SIGNALS:
            self._before[number] = signal.signal(number, _leave)
        return self

    def __exit__(self, *_: object) -> None:
        if self._last is not None:
            self._last.cancel()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def stop_when_asked(self, stop: asyncio.Event) -> asyncio.Task[None]:
        """Set `stop` on a signal; once it is set, the time runs."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, stop.set)
        return asyncio.create_task(self._bound(stop), name="ending")

    async def _bound(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._last = threading.Timer(END_SECONDS, _cut_off)
        self._last.daemon = True  # it keeps nobody from ending earlier
        self._last.start()


def _cut_off() -> None:
    log.critical("service.cut_off", reason=f"something did not answer for {END_SECONDS:g} s")
    os._exit(1)


def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - what a handler is given
    sys.exit(0)
