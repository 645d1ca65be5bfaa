"""Stand-ins for the seams that are ours; everything else in the tests is real."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from service.errors import FetchError, ParseError
from service.model import (
    Collected,
    DeliveryId,
    Document,
    Message,
    Outcome,
    OutcomeKind,
    Rendered,
    Reply,
)
from service.sources.base import Poll


T = TypeVar("T")


class FakeClock:
    """A clock that a test winds by hand."""

    def __init__(self, start: datetime = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)) -> None:
        self.instant = start

    def __call__(self) -> datetime:
        return self.instant

    def forward(self, **parts: float) -> datetime:
        self.instant += timedelta(**parts)
        return self.instant


async def nothing_known(names: Sequence[str]) -> dict[str, str]:
    """Answer like the store of a source that was never polled."""
    return {}


class Vanished(type(Path())):  # type: ignore[misc] # the class of paths on this system
    """A folder that is gone by the time anybody looks inside."""

    def is_dir(self) -> bool:
        return True


class InProcess:
    """A sandbox without walls: calls in this process what others call in a worker."""

    def __init__(self) -> None:
        self._refused: dict[str, ParseError] = {}

    def refuse(self, name: str, error: ParseError) -> None:
        """Raise this when the document, or an entry, of that name is to be read."""
        self._refused[name] = error

    async def call(self, function: Callable[..., T], *args: object, seconds: float) -> T:
        document, entries = (*args, None)[:2]
        if isinstance(document, Document) and isinstance(entries, tuple):
            for name in (document.name, *(entry.id for entry in entries)):
                if name in self._refused:
                    raise self._refused[name]
        return function(*args)

    async def call_each(
        self, function: Callable[..., T], calls: Sequence[Sequence[object]], *, seconds: float
    ) -> list[T | ParseError]:
        outcomes: list[T | ParseError] = []
        for args in calls:
            try:
                outcomes.append(await self.call(function, *args, seconds=seconds))
            except ParseError as error:
                outcomes.append(error)
        return outcomes

    async def close(self) -> None:
        """Nothing was started."""


class ScriptedKind:
    """A source that brings what a test tells it to, and remembers how it was asked."""

    def __init__(self) -> None:
        self.wakes_on: tuple[Path, ...] = ()
        self.brings: Collected | Exception | Callable[[Poll], Awaitable[Collected]] = Collected()
        self.asked: list[Poll] = []

    async def collect(self, poll: Poll) -> Collected:
        self.asked.append(poll)
        if isinstance(self.brings, Exception):
            raise self.brings
        return self.brings if isinstance(self.brings, Collected) else await self.brings(poll)


class PagedKind(ScriptedKind):
    """One whose entries have pages: what a test puts there, by address; all others are not found."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, bytes | FetchError] = {}
        self.fetched: list[str] = []

    async def page(self, url: str, *, first: int | None = None) -> Reply:
        self.fetched.append(url)
        found = self.pages.get(url, FetchError("http_404", "not found"))
        if isinstance(found, FetchError):
            raise found
        kind = "text/plain" if url.endswith(".txt") else "text/html"
        return Reply(status=200, url=url, headers={"content-type": kind}, body=found[:first])


class ScriptedNotifier:
    """A channel whose receivers say what a test tells them to; it sends the JSON envelope."""

    def __init__(self, *recipients: str) -> None:
        self.recipients = recipients or ("reader",)
        self.says: dict[str, Outcome | Exception] = {}
        """By recipient; who is not in it takes everything."""
        self.unpackable: set[str] = set()
        self.sent: list[Message] = []
        """Every attempt, whatever came of it."""

    def pack(self, rendered: Rendered, delivery: DeliveryId, recipient: str) -> bytes:
        if recipient in self.unpackable:
            raise ValueError("no envelope is large enough")
        return rendered.data.encode()

    async def send(self, message: Message) -> Outcome:
        self.sent.append(message)
        answer = self.says.get(message.recipient, Outcome(kind=OutcomeKind.SENT))
        if isinstance(answer, Exception):
            raise answer
        return answer
