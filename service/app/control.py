"""Takes orders from the command line while the service runs: one line in, one line out."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Generic, TypeVar

import structlog
from pydantic import TypeAdapter, ValidationError

from service.app import endpoint
from service.app.orders import (
    LONGEST,
    POLL,
    RELOAD,
    REPLAY,
    RETRY,
    Poll,
    PollAnswer,
    Reload,
    ReloadAnswer,
    Replay,
    ReplayAnswer,
    Retry,
    Verb,
)
from service.app.reloading import Reloader
from service.app.running import Service
from service.clock import Clock
from service.errors import WirewatchError
from service.store import deliveries


Q = TypeVar("Q")
A = TypeVar("A")

SECONDS = 5.0
"""A question has to be here, and its answer fetched, within so long."""
MOST = 8
"""Questions at a time."""

log = structlog.get_logger()


class _RefusedError(Exception):
    """The question is none; whoever asked is told why."""


class _Order(Generic[Q, A]):
    """A verb with what does it."""

    def __init__(self, verb: Verb[Q, A], work: Callable[[Q], Awaitable[A]]) -> None:
        self._question = TypeAdapter(verb.question)
        self._answer = TypeAdapter(verb.answer)
        self._work = work

    async def do(self, given: object) -> Any:
        try:
            question = self._question.validate_python(given)
        except ValidationError as error:
            raise _RefusedError(f"this cannot be asked: {error}") from error
        return self._answer.dump_python(await self._work(question), mode="json")


class Control:
    """The socket of a running service, and the verbs that it knows."""

    def __init__(
        self,
        service: Service,
        reloader: Reloader,
        clock: Clock,
        *,
        seconds: float = SECONDS,
        most: int = MOST,
    ) -> None:
        self._service = service
        self._reloader = reloader
        self._clock = clock
        self._seconds = seconds
        self._most = most
        self._serving: set[asyncio.Task[None]] = set()
        self._orders: Mapping[str, _Order[Any, Any]] = {
            REPLAY.name: _Order(REPLAY, self._replay),
            RETRY.name: _Order(RETRY, self._retry),
            POLL.name: _Order(POLL, self._poll),
            RELOAD.name: _Order(RELOAD, self._reload),
        }

    # --- what can be asked ---------------------------------------------------------------------

    async def _replay(self, order: Replay) -> ReplayAnswer:
        replayed = await self._service.store.write(deliveries.replay, order.ids, self._clock())
        return ReplayAnswer(replayed=replayed)  # the next tick finds them due

    async def _retry(self, order: Retry) -> ReplayAnswer:
        hurried = await self._service.store.write(deliveries.hurry, order.ids, self._clock())
        return ReplayAnswer(replayed=hurried)  # the next tick finds them due

    async def _poll(self, order: Poll) -> PollAnswer:
        if not self._service.room.takes_in:
            raise _RefusedError(self._service.room.reason)
        known = self._service.pipeline.configuration.sources
        asked_at = self._clock()
        self._service.wake(one for one in order.ids if one in known)
        unknown = tuple(one for one in order.ids if one not in known)
        return PollAnswer(asked_at=asked_at, unknown=unknown)

    async def _reload(self, _: Reload) -> ReloadAnswer:
        outcome = await self._reloader.reload()
        in_force = self._service.pipeline.configuration
        return ReloadAnswer(
            good=outcome.good,
            problems=outcome.problems,
            sources=len(in_force.sources),
            rules=len(in_force.rules.rules),
            streams=len(in_force.streams),
        )

    # --- the socket ----------------------------------------------------------------------------

    async def serve(self) -> None:
        """Answer until cancelled. Where no socket can be opened, the rest goes on without it."""
        folder = self._service.files.settings.data_dir
        try:
            opened = endpoint.listen(folder)
        except OSError as error:
            log.warning("control.closed", reason=error.strerror or str(error))
            return
        try:
            await self._accept(opened)
        finally:
            for task in self._serving:
                task.cancel()
            await asyncio.gather(*self._serving, return_exceptions=True)
            endpoint.close(folder, opened)

    async def _accept(self, opened: socket.socket) -> None:
        opened.setblocking(False)
        loop = asyncio.get_running_loop()
        while True:
            peer, _ = await loop.sock_accept(opened)
            if len(self._serving) >= self._most:
                peer.close()
                continue
            task = asyncio.create_task(self._serve(peer), name="control")
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)

    async def _serve(self, peer: socket.socket) -> None:
        """Answer one question; a peer that says nothing, or goes away, is let go."""
        with suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_unix_connection(sock=peer, limit=LONGEST)
            try:
                async with asyncio.timeout(self._seconds):
                    line = await _line(reader)
                answer = await self._answer(line)
                writer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
                async with asyncio.timeout(self._seconds):
                    await writer.drain()
                    writer.close()
                    await writer.wait_closed()
            finally:
                writer.transport.abort()

    async def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            verb, question = _read(line)
            order = self._order(verb)
            log.info("control.asked", verb=verb)
            return {"answer": await order.do(question)}
        except (_RefusedError, WirewatchError) as error:
            return {"error": str(error)}
        except Exception as error:
            log.exception("control.failed")
            return {"error": f"this failed: {error!r}"}

    def _order(self, verb: str) -> _Order[Any, Any]:
        if verb not in self._orders:
            known = ", ".join(self._orders)
            raise _RefusedError(f"there is no verb {verb!r} here; known: {known}")
        return self._orders[verb]


async def _line(reader: asyncio.StreamReader) -> bytes:
    """Wait for a question; nothing, if it is too long for one."""
    try:
        return await reader.readuntil()
    except asyncio.LimitOverrunError:
        return b""


def _read(line: bytes) -> tuple[str, object]:
    try:
        asked = json.loads(line)
        return str(asked["verb"]), asked["question"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _RefusedError(
            f"a question is one line of JSON, of at most {LONGEST} bytes: "
            '{"verb": ..., "question": {...}}'
        ) from error
