"""An answer that is dear to find, shared by all who ask for it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar


T = TypeVar("T")


class Recent(Generic[T]):
    """Asks once at a time, and again only after `seconds`: a crowd costs no more than one."""

    def __init__(self, ask: Callable[[], Awaitable[T]], seconds: float) -> None:
        self._ask = ask
        self._seconds = seconds
        self._asked_at = 0.0
        self._answer: asyncio.Future[T] | None = None

    async def get(self) -> T:
        """Give the newest answer, or raise what asking raised."""
        now = asyncio.get_running_loop().time()
        old = self._answer is not None and now - self._asked_at >= self._seconds
        if self._answer is None or (old and self._answer.done()):
            self._asked_at = now
            self._answer = asyncio.ensure_future(self._ask())
            self._answer.add_done_callback(_look)
        return await asyncio.shield(self._answer)


def _look(answer: asyncio.Future[T]) -> None:
    """Take note of a failure: whoever waited for it may have given up."""
    if not answer.cancelled():
        answer.exception()
