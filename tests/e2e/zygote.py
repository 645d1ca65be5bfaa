"""Starts the service quickly, again and again: a process that has imported it, and forks.

What runs is the same code as `python -m service`, in a process of its own; only the seconds of
importing are spent once. Reads orders, one JSON object a line, from its standard input; answers each
with a process id; writes the exit code of each process into a file when it ends. Ends, and ends what
it started, when its input ends.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from service.app.build import PRELOAD
from service.articles.normal import registrable_domain
from service.cli import main
from service.digests.look import Look
from service.digests.render import Renderer
from service.sandbox.worker import prepare


NEEDED = (
    *PRELOAD,
    "service.cli.run",
    "service.notifiers.email",
    "service.notifiers.file",
    "service.notifiers.webhook",
    "service.sources.feed",
    "service.sources.folder",
    "service.store.migrate",
    "alembic.ddl",
    "anyio._backends._asyncio",
    "apscheduler.executors.asyncio",
    "apscheduler.triggers.interval",
    "encodings.idna",
    "mako.template",
    "psycopg",
    "publicsuffixlist",
    "sqlalchemy.dialects.postgresql.psycopg",
    "typer._adapters",
)
"""What `wirewatch run` would import when it is called."""


def serve() -> dict[str, Any] | None:
    """Fork on every order: return it in the child, None in the parent when there are no more."""
    Renderer(Look())  # its templates are compiled once in a process,
    registrable_domain("wire.example")  # and the list of suffixes is read once
    prepare(NEEDED)
    exits: dict[int, Path] = {}
    signal.signal(signal.SIGCHLD, lambda *_: reap(exits))
    for line in iter(sys.stdin.buffer.readline, b""):
        order: dict[str, Any] = json.loads(line)
        if not (pid := os.fork()):
            return order
        exits[pid] = Path(order["exit"])
        reap(exits)  # it may have ended before we knew its number
        os.write(1, f"{pid}\n".encode())
    for pid in exits:
        os.kill(pid, signal.SIGKILL)
    return None


def reap(exits: dict[int, Path]) -> None:
    """Write down how those ended that have; a signal may call this while it runs."""
    for pid in list(exits):
        with suppress(ChildProcessError):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                path = exits.pop(pid)
                fresh = path.with_suffix(".new")
                fresh.write_text(str(os.waitstatus_to_exitcode(status)))
                fresh.replace(path)


def become(order: dict[str, Any]) -> None:
    """Turn this fork into what `python -m service ARGUMENTS` would be."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.chdir(order["folder"])
    os.environ.clear()  # noqa: TID251 - this is how a new process gets its own
    os.environ.update(order["environment"])  # noqa: TID251 - as above
    sys.executable = sys.argv[1]  # with which it starts its nursery: see `tests/warm.py`
    sys.argv = ["wirewatch", *order["arguments"]]


if __name__ == "__main__":
    wanted = serve()
    if wanted is not None:
        become(wanted)
        main()
