"""Who is told: a webhook and a mail server on loopback that remember what they took."""

import asyncio
import base64
import hmac
from collections import Counter, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers import Answer, Server, http_server


SECRET = "whsec_" + base64.b64encode(b"a key of thirty-two bytes, or so").decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One message that a receiver has accepted."""

    id: str
    recipient: str
    body: bytes
    at: float
    """When, on the event loop's clock."""


@dataclass(slots=True, kw_only=True)
class Receiver:
    """What was taken, in order; the same id may come again."""

    taken: list[Taken] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Requests that were not what they claim to be: must stay empty."""

    def take(self, ident: str, recipient: str, body: bytes) -> None:
        at = asyncio.get_running_loop().time()
        self.taken.append(Taken(id=ident, recipient=recipient, body=body, at=at))

    @property
    def counts(self) -> Counter[str]:
        return Counter(one.id for one in self.taken)

    @property
    def bodies(self) -> dict[str, set[bytes]]:
        found: dict[str, set[bytes]] = {}
        for one in self.taken:
            found.setdefault(one.id, set()).add(one.body)
        return found


@dataclass(slots=True, kw_only=True)
class Hook(Receiver):
    """Takes webhooks whose signature is right; a short body never gets here (`tests.servers`).

    `plan` holds answers for the next requests: a status, `"lost"` (takes it and says nothing), or
    seconds to think before saying 200.
    """

    plan: deque[int | str | float] = field(default_factory=deque)
    asked: int = 0
    server: Server = field(default_factory=lambda: Server(port=0))

    async def answer(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        self.asked += 1
        ident = headers["webhook-id"]
        if not signed(headers, body):
            self.refused.append(ident)
            return 401, {}, b"not signed by you"
        wish = self.plan.popleft() if self.plan else 200
        if isinstance(wish, float):
            await asyncio.sleep(wish)
        elif isinstance(wish, int) and wish >= 300:
            return wish, {}, b"not now"
        self.take(ident, self.server.url, body)
        return None if wish == "lost" else (200, {}, b"")


def signed(headers: Mapping[str, str], body: bytes) -> bool:
    """Check a signature as a receiver would who has only the standard before him."""
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.digest(key, content, "sha256")).decode()
    return f"v1,{wanted}" in headers["webhook-signature"].split()


@asynccontextmanager
async def hook() -> AsyncIterator[Hook]:
    receiver = Hook()
    async with http_server(receiver.answer) as receiver.server:
        yield receiver


@dataclass(slots=True, kw_only=True)
class Post(Receiver):
    """Takes mails; recipients named `gone@…` are refused for good, unless they are back."""

    port: int = 0
    back: bool = False
    attempts: int = 0
    listener: asyncio.Server | None = None
    serving: list[SMTP] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("gone@") and not self.back:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name for it
        body = envelope.original_content or b""
        ident = message_from_bytes(body)["Message-ID"] or ""
        self.take(ident.strip("<>").partition("@")[0], envelope.rcpt_tos[0], body)
        return "250 queued"

    async def open(self) -> None:
        """Listen, on the same port as before if there was one."""
        loop = asyncio.get_running_loop()

        def serve() -> SMTP:
            self.attempts += 1
            self.serving.append(SMTP(self, hostname="mx.test", ident="test", loop=loop))
            return self.serving[-1]

        self.listener = await loop.create_server(serve, "127.0.0.1", self.port)
        self.port = self.listener.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Be away: connections are refused until `open` is called again."""
        if self.listener is None:
            return
        self.listener.close()
        self.listener = None
        tasks: list[asyncio.Task[Any]] = []
        for one in self.serving:
            task = one._handler_coroutine
            if task is not None and not task.done():
                task.cancel()
                tasks.append(task)
        await asyncio.gather(*tasks, return_exceptions=True)
        for one in self.serving:
            if isinstance(one.transport, asyncio.Transport):
                one.transport.abort()
        self.serving.clear()
        await asyncio.sleep(0)


@asynccontextmanager
async def post() -> AsyncIterator[Post]:
    receiver = Post()
    await receiver.open()
    try:
        yield receiver
    finally:
        await receiver.close()
