"""What there is to tell: invented articles, and a feed on loopback that publishes them."""

import gzip
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.servers import Answer, Server, http_server


PLACES = ("Ardal", "Brenna", "Corvo", "Dunmere", "Esk", "Farrow", "Gannet", "Halvane")
MODIFIED = "Sat, 28 Feb 2026 10:00:00 GMT"


@dataclass(frozen=True, slots=True)
class Story:
    """An article like no other; the rules of the tests look for inspectors."""

    number: int

    @property
    def title(self) -> str:
        return f"Inspectors reach {PLACES[self.number % len(PLACES)]} on journey {self.number}"

    @property
    def text(self) -> str:
        place = PLACES[self.number * 3 % len(PLACES)]
        return (
            f"A team of inspectors arrived on journey {self.number} and left for {place} after "
            f"counting {self.number * 17 + 5} crates in store {self.number}."
        )

    @property
    def file(self) -> str:
        return f"{self.title}\n\n{self.text}\n"


def rss(stories: list[Story]) -> bytes:
    items = "".join(
        f"<item><guid>urn:story:{one.number}</guid><title>{one.title}</title>"
        f"<link>https://wire.example/{one.number}</link>"
        f"<description>{one.text}</description></item>"
        for one in reversed(stories)
    )
    text = f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'
    return text.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request of the feed, and what it got."""

    headers: Mapping[str, str]
    status: int


@dataclass(slots=True, kw_only=True)
class Feed:
    """A polite server: validators, 304, gzip. `instead` may answer in its place."""

    stories: list[Story] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    instead: Callable[[], Answer] | None = None
    server: Server = field(default_factory=lambda: Server(port=0))

    @property
    def etag(self) -> str:
        return f'W/"{len(self.stories)} of, \u00e9t\u00e9"'.encode().decode("latin-1")

    @property
    def url(self) -> str:
        return f"{self.server.url}/rss"

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        answer = self.instead() if self.instead else self._own(path, headers)
        status = answer[0] if isinstance(answer, tuple) else 0
        self.asked.append(Asked(headers=headers, status=status))
        return answer

    def _own(self, path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/old":
            return 301, {"Location": "/rss"}, b"moved"
        validators = {"ETag": self.etag, "Last-Modified": MODIFIED}
        if headers.get("if-none-match") == self.etag:
            return 304, validators, b""
        kind = {"Content-Type": "application/rss+xml", "Content-Encoding": "gzip"}
        return 200, validators | kind, gzip.compress(rss(self.stories[-300:]))


@asynccontextmanager
async def feed() -> AsyncIterator[Feed]:
    source = Feed()
    async with http_server(source.answer) as source.server:
        yield source
