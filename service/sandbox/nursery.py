"""Our handle on the nursery: starts it, asks it for workers, hears of their ends."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from itertools import count


BOOT = """
import json, sys
settings = json.loads(sys.argv[1])
sys.path[:] = settings["path"]
from service.sandbox.worker import main
main(settings)
"""
HANDED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TZ")
"""All that a parser may see of the environment, which may hold secrets."""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Who forks must have one thread only; and each further one reserves address space."""
LAST_WORDS = 1.0
"""Seconds in which the nursery reports how a worker ended."""
GOING = 5.0
"""Seconds that the nursery has to end by itself."""

_idents = count(1)


class Nursery:
    """One process that forks workers. It ends when we do, and its workers with it."""

    def __init__(self, *, memory: int, preload: Sequence[str] = ()) -> None:
        self._memory = memory
        self._preload = preload
        self._control: socket.socket | None = None
        self._processes: list[asyncio.subprocess.Process] = []
        """The living one, and those that are on their way out."""
        self._starting = asyncio.Lock()
        self._ends: dict[int, asyncio.Future[str]] = {}
        self._text = b""

    async def fork(self) -> tuple[int, socket.socket]:
        """Ask for a worker: gives its number, and our end of the line to it."""
        async with self._starting:
            if self._control is None:
                await self._start()
        ident = next(_idents)
        self._ends[ident] = asyncio.get_running_loop().create_future()
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        self._say("fork", ident, [theirs.fileno()])
        theirs.close()
        return ident, ours

    def kill(self, ident: int) -> None:
        """End a worker at once; harmless if it has ended."""
        self._ends.pop(ident, None)
        self._say("kill", ident)

    async def end_of(self, ident: int) -> str:
        """Tell how a worker ended, in words."""
        end = self._ends.get(ident)
        if end is None:
            return "it was stopped"
        await asyncio.wait([end], timeout=LAST_WORDS)
        return end.result() if end.done() else "it ended without a word"

    async def stop(self) -> None:
        """End the nursery and every worker."""
        self.dismiss()
        for process in self._processes:
            try:
                async with asyncio.timeout(GOING):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()

    @property
    def empty(self) -> bool:
        return not self._ends

    def dismiss(self) -> None:
        """Hang up: the nursery ends its workers and itself."""
        if self._control is None:
            return
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()
        self._control, self._text = None, b""
        while self._ends:
            _, end = self._ends.popitem()
            _settle(end, "the process that keeps the workers has ended")

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        settings = {
            "path": [folder or os.getcwd() for folder in sys.path],  # noqa: PTH109 - a string is wanted
            "preload": list(self._preload),
            "memory": self._memory,
            "control": theirs.fileno(),
        }
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-I", "-c", BOOT, json.dumps(settings)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=_environment(),
                start_new_session=True,  # Ctrl-C and Ctrl-Z are for us
            )
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self._processes = [one for one in self._processes if one.returncode is None] + [process]
        self._control = ours
        asyncio.get_running_loop().add_reader(ours, self._listen, ours)

    def _say(self, verb: str, ident: int, channels: Sequence[int] = ()) -> None:
        if self._control is None:
            return
        try:
            socket.send_fds(self._control, [f"{verb} {ident}\n".encode()], channels)
        except OSError:  # it has died, or hangs: the next worker comes from a new one
            self.dismiss()

    def _listen(self, control: socket.socket) -> None:
        try:
            text = control.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            text = b""
        if not text:
            self.dismiss()
            return
        *lines, self._text = (self._text + text).split(b"\n")
        for line in lines:
            what, ident, code = line.decode().split()
            if end := self._ends.get(int(ident)):
                _settle(end, in_words(what, int(code)))


def _settle(end: asyncio.Future[str], words: str) -> None:
    if not end.done():
        end.set_result(words)


def in_words(what: str, code: int) -> str:
    if what == "fork":
        return f"no process could be started: {os.strerror(code)}"
    if code >= 0:
        return f"it ended by itself with code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"it was ended by {name}" + (", perhaps for its memory" if name == "SIGKILL" else "")


def _environment() -> dict[str, str]:
    known = os.environ  # noqa: TID251 - handed on to a process, not read as settings
    return ONE_THREAD | {name: known[name] for name in HANDED_ON if name in known}
