"""What `tests/warm.py` keeps: a process that has imported the parsers, and forks nurseries.

Takes orders on the socket whose number it is given. Ends when its input ends; nurseries end with
the services that they are of.
"""

import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

from service.app.build import PRELOAD
from service.sandbox.worker import Nursery, prepare


def serve(listening: socket.socket) -> tuple[socket.socket, Any] | None:
    """Fork on every order: return it in the child, None in the parent when there are no more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    while True:
        ready, _, _ = select.select([listening, sys.stdin], [], [])
        if sys.stdin in ready:
            return None
        line, _ = listening.accept()
        with line, suppress(OSError, ValueError):  # who asked may have been killed
            size, (control, *_), _, _ = socket.recv_fds(line, 4, 1)
            order = line.recv(int.from_bytes(size), socket.MSG_WAITALL)
            if not os.fork():
                line.detach()  # stays open until this process ends
                settings, environment = json.loads(order)
                return socket.socket(fileno=control), (settings, environment)
            os.close(control)


def become(settings: dict[str, Any], environment: dict[str, str]) -> None:
    """Turn this fork into what the interpreter would have started."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()  # noqa: TID251 - this is how a new process gets its own
    os.environ.update(environment)  # noqa: TID251 - as above
    sys.path[:] = settings["path"]
    prepare(settings["preload"])


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    prepare(PRELOAD)
    with socket.socket(fileno=int(sys.argv[1])) as listening:
        wanted = serve(listening)
    if wanted is not None:
        control, (settings, environment) = wanted
        become(settings, environment)
        Nursery(control, settings["memory"]).run()
        os._exit(0)


if __name__ == "__main__":
    main()
