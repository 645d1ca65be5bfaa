"""What runs in the other processes: the nursery, and the workers that it forks.

The nursery is one thread that imports what parsers need, forks, kills and reaps; it never parses. It
ends with the process that started it, and takes the workers with it, however that one ended.
"""

import ctypes
import gc
import inspect
import os
import resource
import select
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

from service.errors import ParseError, ParseTimeoutError
from service.sandbox import confinement
from service.sandbox.confinement import Places
from service.sandbox.contract import LARGEST, contract_of, describe, find, pack_error, unpack_job


STARTED = bytes(4)
"""Says that a job has arrived whole: an answer has never this length."""
OUT_OF_MEMORY = pack_error(ParseTimeoutError("out_of_memory", "more memory than it is worth"))
OPEN_FILES = 32
NICENESS = 5
PR_SET_PDEATHSIG = 1
CHANNEL = 3
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


# --- a worker ------------------------------------------------------------------------------------


def serve(channel: socket.socket) -> None:
    """Do jobs, one after another, until the far side closes or memory has run out."""
    while (job := receive(channel, 2 * LARGEST)) is not None:
        channel.sendall(STARTED)
        answer = work(job)
        channel.sendall(len(answer).to_bytes(4) + answer)
        if answer is OUT_OF_MEMORY:
            return  # who knows what was left half done


def receive(channel: socket.socket, most: int) -> bytes | None:
    """Take one message; None if there is no more, or not a whole one."""
    head = channel.recv(4, socket.MSG_WAITALL)
    size = int.from_bytes(head)
    if len(head) < 4 or size > most:
        return None
    message = bytearray(size)
    view = memoryview(message)
    while view:
        if not (count := channel.recv_into(view)):
            return None
        view = view[count:]
    return bytes(message)


def work(job: bytes) -> bytes:
    """Call the function that a job names; every outcome is an answer."""
    try:
        function, contract, args = unpack_job(job)
        return contract.pack_result(function(*args))
    except ParseError as error:
        return pack_error(error)
    except MemoryError:
        return OUT_OF_MEMORY
    except BaseException as error:  # noqa: BLE001 - the boundary of the job: a parser may raise anything
        return pack_error(ParseError("parser_failed", describe(error)))


def confine(memory: int, places: Places) -> None:  # pragma: no cover - in other processes
    """Give up what a parser does not need; the places are those of what it may yet import."""
    if sys.platform == "linux":  # elsewhere the limit is not kept, or refused
        _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    os.nice(NICENESS)
    confinement.restrict(places)
    sys.addaudithook(_forbid)


def _limit(which: int, value: int) -> None:  # pragma: no cover - in other processes
    _, hard = resource.getrlimit(which)
    lowest = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (lowest, lowest))


def _forbid(event: str, _: tuple[Any, ...]) -> None:  # pragma: no cover - in other processes
    """Keep libraries from fetching or starting anything, also where the kernel does not."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"{event} in a worker")


# --- the nursery ---------------------------------------------------------------------------------


class Nursery:  # pragma: no cover - in other processes
    """Forks workers on request: each request brings the socket that its worker will serve."""

    def __init__(self, control: socket.socket, memory: int) -> None:
        self._control = control
        self._memory = memory
        self._pid = os.getpid()
        self._idents: dict[int, int] = {}
        """Process ids of living workers -> what the other side calls them."""
        self._text = b""
        self._channels: list[int] = []
        self._libc = ctypes.CDLL(None) if sys.platform == "linux" else None
        self._places = confinement.places()

    def run(self) -> None:
        """Work until the other side is gone, then end what is left."""
        woken, wake = socket.socketpair()
        wake.setblocking(False)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        while True:
            ready, _, _ = select.select([self._control, woken], [], [])
            if woken in ready:
                woken.recv(4096)
                self._reap()
            if self._control in ready and not self._obey():
                break
        signal.set_wakeup_fd(-1)
        for pid in self._idents:
            os.kill(pid, signal.SIGKILL)

    def _obey(self) -> bool:
        """Take what requests there are; False when there will be no more."""
        try:
            text, channels, _, _ = socket.recv_fds(self._control, 65536, 64)
        except ConnectionError:
            return False
        self._channels += channels
        *lines, self._text = (self._text + text).split(b"\n")
        for line in lines:
            verb, ident = line.split()
            if verb == b"fork":
                self._fork(int(ident), self._channels.pop(0))
            else:
                self._kill(int(ident))
        return bool(text)

    def _fork(self, ident: int, channel: int) -> None:
        try:
            pid = os.fork()
        except OSError as error:
            self._report(ident, error.errno or 1, "fork")
        else:
            if not pid:
                self._become_worker(channel)
            self._idents[pid] = ident
        os.close(channel)

    def _become_worker(self, channel: int) -> NoReturn:
        try:
            self._die_with_parent()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(channel, CHANNEL, inheritable=False)
            os.closerange(CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))
            line = socket.socket(fileno=CHANNEL)
            confine(self._memory, self._places)
            serve(line)
            os._exit(0)
        finally:
            os._exit(1)  # none of the nursery's business must run twice

    def _die_with_parent(self) -> None:
        if self._libc is not None:
            self._libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != self._pid:
            os._exit(0)  # it died before it was asked for

    def _kill(self, ident: int) -> None:
        for pid, known in self._idents.items():
            if known == ident:  # not yet reaped, so the number is still its own
                os.kill(pid, signal.SIGKILL)

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    return
                code = os.waitstatus_to_exitcode(status)
                self._report(self._idents.pop(pid, 0), code, "ended")

    def _report(self, ident: int, code: int, what: str) -> None:
        with suppress(OSError):  # nobody listens any more
            self._control.sendall(f"{what} {ident} {code}\n".encode())


def prepare(preload: Sequence[str]) -> None:  # pragma: no cover - in other processes
    """Import once what every worker needs, so that a fork brings it along."""
    for name in preload:
        try:
            import_module(name.partition(":")[0])
            if ":" in name:
                function = find(name)
                contract_of(function, len(inspect.signature(function).parameters))
        except Exception:  # noqa: BLE001, S112 - the worker that needs it will say what is wrong
            continue
    gc.collect()
    gc.freeze()  # keeps the pages of these objects shared


def main(settings: Mapping[str, Any]) -> None:  # pragma: no cover - in other processes
    """Be the nursery; the other side started us with these settings."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the service drains, and ends us when it is done
    prepare(settings["preload"])
    Nursery(socket.socket(fileno=settings["control"]), settings["memory"]).run()
