"""The service as a process: started, looked at, stopped, killed."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds after which a test gives up; what it waits for takes a second or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One run of the command; what it prints goes into a file."""

    pid: int
    log: Path
    code: Callable[[], int | None]
    """The exit code (negative: the signal), or None while it runs."""

    @property
    def text(self) -> str:
        return self.log.read_text()

    async def wait(self) -> int:
        """Wait for its end and give the exit code."""
        async with asyncio.timeout(PATIENCE):
            while (code := self.code()) is None:
                await asyncio.sleep(0.01)
        return code

    def signal(self, number: signal.Signals) -> None:
        if self.code() is None:  # else the number may be another's by now
            os.kill(self.pid, number)

    def pause(self) -> None:
        self.signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.signal(signal.SIGCONT)

    async def kill(self) -> int:
        self.signal(signal.SIGKILL)
        return await self.wait()

    async def stop(self) -> int:
        self.signal(signal.SIGTERM)
        return await self.wait()


class Launcher(Protocol):
    """Starts the service in a process of its own."""

    def start(
        self, arguments: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str]
    ) -> Process: ...


class Interpreter:
    """Starts `python -m service`, as a user does."""

    def start(
        self, arguments: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str]
    ) -> Process:
        with log.open("ab") as output:
            child = subprocess.Popen(
                [sys.executable, "-m", "service", *arguments],
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        return Process(pid=child.pid, log=log, code=child.poll)


@dataclass(frozen=True, slots=True)
class Zygote:
    """Starts it by forking a process that has imported it already (`zygote.py`)."""

    parent: subprocess.Popen[bytes]

    def start(
        self, arguments: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str]
    ) -> Process:
        end = log.with_suffix(".exit")
        order = {
            "arguments": list(arguments),
            "folder": str(folder),
            "log": str(log),
            "exit": str(end),
            "environment": dict(environment),
        }
        assert self.parent.stdin
        assert self.parent.stdout
        log.touch()
        self.parent.stdin.write(json.dumps(order).encode() + b"\n")
        self.parent.stdin.flush()
        pid = int(self.parent.stdout.readline())
        return Process(
            pid=pid, log=log, code=lambda: int(end.read_text()) if end.exists() else None
        )


@contextmanager
def zygote(python: Path) -> Iterator[Zygote]:
    """Keep one ready; what it has started ends with it, and takes this for its interpreter."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.zygote", str(python)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        try:
            yield Zygote(parent)
        finally:
            assert parent.stdin
            parent.stdin.close()
            parent.wait(PATIENCE)
