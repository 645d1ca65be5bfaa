"""Functions that tests call in a sandbox, most of them as bad as a parser can be."""

import ctypes
import errno
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from service.errors import ParseError, ParseTimeoutError
from service.model import Document, Entry, Hints, Parsed, Reading


def add(one: int, other: int = 1) -> int:
    return one + other


def echo(value: str) -> str:
    return value


def echo_document(document: Document) -> Document:
    return document


def echo_entries(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return entries


def echo_hints(hints: Hints) -> Hints:
    return hints


def echo_parsed(parsed: Parsed | None) -> Parsed | None:
    return parsed


def echo_readings(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return readings


def length(document: Document) -> int:
    return len(document.body)


def grow(size: int) -> bytes:
    return bytes(size)


def nap(seconds: float, value: str) -> str:
    time.sleep(seconds)
    return value


def spin() -> None:
    while True:
        pass


def spin_in_native_code() -> None:
    pow(7, 10**7, 10**6000 + 1)
    sum(range(10**12))


def abort() -> None:
    os.abort()


def crash() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(0)


def hog() -> int:
    return len([bytes(1 << 20) for _ in range(1 << 20)])


def refuse(code: str, detail: str) -> None:
    raise ParseError(code, detail)


def refuse_late() -> None:
    raise ParseTimeoutError("parse_timeout", "by itself")


def fail(text: str) -> None:
    raise ValueError(text)


def exit_politely() -> None:
    sys.exit(3)


def recurse(depth: int) -> int:
    return recurse(depth + 1)


def lie() -> int:
    return "no number"  # type: ignore[return-value] # the lie that is tested


def half_a_character() -> str:
    return "\ud800"


def chatter() -> str:
    sys.stdout.write("x" * 100_000)
    sys.stderr.write("x" * 100_000)
    sys.stdout.flush()
    return sys.stdin.read()


def identify() -> tuple[int, int]:
    return os.getpid(), os.getppid()


def describe() -> dict[str, Any]:
    """Tell what surrounds a worker."""
    return {
        "open": sorted(path.name for path in Path("/proc/self/fd").iterdir()),
        "links": [str(Path(f"/proc/self/fd/{n}").readlink()) for n in (0, 1, 2)],
        "limits": {
            name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0]
            for name in ("AS", "CORE", "FSIZE", "NOFILE")
        },
        "ignores": [
            int(number)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
            if signal.getsignal(number) is signal.SIG_IGN
        ],
        "threads": threading.active_count(),
        "environment": sorted(os.environ),  # noqa: TID251 - what is left of it is what is tested
        "modules": sorted(sys.modules),
    }


def write_file(path: str) -> None:
    Path(path).write_bytes(b"x")


def open_many() -> int:
    return len([Path("/dev/null").open("rb") for _ in range(100)])  # closed with the list


def dial(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), 1)


def call_the_kernel(name: str, one: int = 0, two: int = 0, three: int = 0, four: int = 0) -> str:
    """Call a function of the C library past everything that Python would say; gives the error."""
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(one, two, three, four) >= 0:
        return "done"
    return errno.errorcode[ctypes.get_errno()]


def read_file(path: str) -> str:
    with Path(path).open("rb") as file:
        return str(len(file.read(10)))


def start_program() -> None:
    subprocess.run(["/bin/true"], check=True)


def ignore_everything_and_spin() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    spin()


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def allocate(size: int) -> int:
    return len(bytes(size))


MISDEEDS = {
    "abort": abort,
    "exit": leave,
    "spin": spin,
    "hog": hog,
    "raise": refuse_late,
    "system exit": exit_politely,
}


def behave(deed: str) -> str:
    """Give back a word, unless it names a misdeed."""
    if misdeed := MISDEEDS.get(deed):
        misdeed()
    return deed
