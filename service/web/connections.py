"""Connections that end: no half request, slow reader or idle peer holds one for ever.

uvicorn has a deadline for idle connections only: half a request header is held for ever, and so is
a reply that nobody fetches (`docs/decisions.md`). So each connection has one timer: for a whole
request header, then for the request until its reply is out. What is late is cut.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from service.web.guard import LONGEST_HEAD


HEADER_SECONDS = 5.0
REQUEST_SECONDS = 30.0
MOST = 100


class Connections:
    """All connections of a port: at most so many, and each with its deadline."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        header_seconds: float = HEADER_SECONDS,
        request_seconds: float = REQUEST_SECONDS,
        most: int = MOST,
    ) -> None:
        self.header_seconds = header_seconds
        self.request_seconds = request_seconds
        self._app = app
        self._most = most
        self._state = ServerState()
        self._open: dict[Connection, None] = {}
        """In the order in which they began to wait."""
        self._config = Config(
            app=self._answer,
            http=Connection,
            ws="none",
            loop="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level="error",  # what strangers send is no news
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            h11_max_incomplete_event_size=LONGEST_HEAD,
        )
        self._config.load()

    def __len__(self) -> int:
        return len(self._open)

    @property
    def busy(self) -> int:
        """How many are being served."""
        return sum(one.busy for one in self._open)

    def accept(self) -> "Connection":
        """Make what answers on a new connection; for `create_server`."""
        return Connection(self, self._config, self._state)

    def begin(self, connection: "Connection") -> None:
        """Take a connection in; where there are too many, the one that has waited longest goes."""
        self._open[connection] = None
        if len(self._open) > self._most:
            longest = next((one for one in self._open if not one.busy), connection)
            self.end(longest)  # at once: it must not be picked again for the next newcomer
            longest.cut()

    def wait(self, connection: "Connection") -> None:
        """Let a connection wait for a request, behind those that wait already."""
        if connection in self._open:
            del self._open[connection]
            self._open[connection] = None

    def end(self, connection: "Connection") -> None:
        self._open.pop(connection, None)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request within its time."""
        connection: Connection = scope["state"].pop("connection")

        async def watch(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                connection.rest()

        connection.work()
        await self._app(scope, receive, watch)

    async def close(self, seconds: float) -> None:
        """Let replies that are under way go out, for so long; then cut what is left."""
        for connection in tuple(self._open):
            connection.shutdown() if connection.busy else connection.cut()
        if self._state.tasks:
            _, late = await asyncio.wait(tuple(self._state.tasks), timeout=seconds)
            for task in late:
                task.cancel()
        self.cut()

    def cut(self) -> None:
        for connection in tuple(self._open):
            connection.cut()


class Connection(H11Protocol):
    """One connection, with the time it has left."""

    def __init__(self, all_of_them: Connections, config: Config, state: ServerState) -> None:
        super().__init__(config=config, server_state=state, app_state={"connection": self})
        self.busy = False
        self._all = all_of_them
        self._timer: asyncio.TimerHandle | None = None
        self._reply_until = 0.0
        """When the reply has to be out, on the clock of the loop."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        super().connection_made(transport)
        self._set(self._all.header_seconds)
        self._all.begin(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._set(None)
        self._all.end(self)
        super().connection_lost(exc)

    def work(self) -> None:
        """Begin with a request that has come whole, but for its body."""
        self.busy = True
        self._reply_until = self.loop.time() + self._all.request_seconds
        self._set(self._all.request_seconds)

    def rest(self) -> None:
        """Wait for the next request, now that a reply is written."""
        self.busy = False
        self._set(self._all.header_seconds)
        self._all.wait(self)

    def cut(self) -> None:
        self.transport.abort()

    def _set(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._late)

    def _late(self) -> None:
        """Cut, unless a reply is being fetched and has time left."""
        fetching = not self.busy and self.transport.get_write_buffer_size() > 0
        if fetching and self.loop.time() < self._reply_until:
            self._set(self._all.header_seconds)
        else:
            self.cut()
