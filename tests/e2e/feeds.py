"""What there is to tell: invented articles, and a feed on loopback that publishes them."""

import gzip
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.invented import words
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
            f"counting {self.number * 17 + 5} crates in store {self.number}. {words(self.number)}"
        )

    @property
    def file(self) -> str:
        return f"{self.title}\n\n{self.text}\n"

    @property
    def page(self) -> bytes:
        other = "The ferries of the bay stayed in port for the day, the harbour office said."
        return (
            f"<html><title>{self.title}</title><nav>Home Sport</nav><article><h1>{self.title}</h1>"
            f"<p>{other}</p><p>{self.text}</p></article></html>"
        ).encode()


def rss(stories: list[Story], pages: str = "") -> bytes:
    """Give a feed of whole texts, or of teasers for pages under this address."""
    items = "".join(
        f"<item><guid>urn:story:{one.number}</guid><title>{one.title}</title>"
        f"<link>{pages or 'https://wire.example'}/{one.number}</link>"
        f"<description>{'More on our pages.' if pages else one.text}</description></item>"
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
    teasers: bool = False
    """Its texts stand on pages."""
    pages: list[str] = field(default_factory=list)
    """What else was asked for."""
    server: Server = field(default_factory=lambda: Server(port=0))

    @property
    def etag(self) -> str:
        return f'W/"{len(self.stories)} of, \u00e9t\u00e9"'.encode().decode("latin-1")

    @property
    def url(self) -> str:
        return f"{self.server.url}/rss"

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        if path.startswith("/page/") or path == "/robots.txt":
            self.pages.append(path)
            return self._page(path)
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
        return 200, validators | kind, gzip.compress(self._rss())

    def _rss(self) -> bytes:
        return rss(self.stories[-300:], f"{self.server.url}/page" if self.teasers else "")

    def _page(self, path: str) -> Answer:
        number = path.rpartition("/")[2]
        if not number.isdigit():
            return 404, {}, b"no robots"
        if self.pages.count(path) == 1 and int(number) % 3 == 0:
            return 503, {}, b"busy, the first time"
        return 200, {"Content-Type": "text/html; charset=utf-8"}, Story(int(number)).page


@asynccontextmanager
async def feed() -> AsyncIterator[Feed]:
    source = Feed()
    async with http_server(source.answer) as source.server:
        yield source
