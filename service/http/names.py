"""Looking up names without being held up by them."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from ipaddress import IPv4Address


Resolver = Callable[[str], Awaitable[Sequence[str]]]
"""From a host name to numeric addresses, in order of preference. Raises `OSError`."""


class SystemResolver:
    """Asks the system's resolver, in threads that nobody ever waits for.

    A lookup cannot be cancelled. In asyncio's own thread pool a handful of hanging ones would stop
    everybody else's work and the end of the program, so each runs in a daemon thread of its own, and
    it is the thread, not the waiter, that holds one of a few places.
    """

    def __init__(self, places: int = 32) -> None:
        self._places = asyncio.Semaphore(places)

    async def __call__(self, host: str) -> Sequence[str]:
        if _is_address(host):
            return [host]
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Sequence[str]] = loop.create_future()

        def settle(addresses: Sequence[str], error: OSError | None) -> None:
            self._places.release()
            if answer.done():
                return
            if error:
                answer.set_exception(error)
            else:
                answer.set_result(addresses)

        def work() -> None:
            addresses, error = _look_up(host)
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(settle, addresses, error)

        threading.Thread(target=work, name=f"dns {host[:40]}", daemon=True).start()
        return await answer


def _is_address(host: str) -> bool:
    """Whether there is nothing to look up; spellings such as `127.1` are the system's to read."""
    try:
        return bool(IPv4Address(host))
    except ValueError:
        return False


def _look_up(host: str) -> tuple[Sequence[str], OSError | None]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        return (), error
    except UnicodeError:  # a label over 63 characters
        return (), OSError("malformed name")
    return list(dict.fromkeys(str(info[4][0]) for info in found)), None
