"""The process is cut off only where it does not end by itself."""

import asyncio
import os
import signal
import threading

from service.app.ending import Ending


def test_who_ended_in_order_is_not_cut_off() -> None:
    """The time that runs from the signal on stops with the work, and handlers are as before."""
    before = signal.getsignal(signal.SIGTERM)

    async def work(ending: Ending) -> None:
        stop = asyncio.Event()
        bound = ending.stop_when_asked(stop)
        os.kill(os.getpid(), signal.SIGTERM)
        await stop.wait()
        await bound

    with Ending() as ending:
        asyncio.run(work(ending))
        assert any(isinstance(one, threading.Timer) for one in threading.enumerate())
    for one in threading.enumerate():
        if isinstance(one, threading.Timer):
            one.join(5)
    assert not any(isinstance(one, threading.Timer) for one in threading.enumerate())
    assert signal.getsignal(signal.SIGTERM) == before
