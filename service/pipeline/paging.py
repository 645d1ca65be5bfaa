"""Entries that are only teasers: their pages are fetched, and read as far as they are worth it.

An entry that wants its page waits for it in a row of its own, so that a feed which answers "nothing
new" for ever loses nothing. Every word of a page is held against the rules first; only a page that
some rule may hold for is read precisely. A page that cannot be had holds nothing up: what its entry
says is enough where a rule holds for that, else it is tried again, and given up with what the entry says.
"""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from service.articles.read import read, read_entry
from service.errors import FetchError, ParseError
from service.matches.compile import RuleSet
from service.model import Document, Entry, FullText, Reading, Source
from service.pipeline.grades import worth_reading
from service.pipeline.manners import Get
from service.pipeline.parts import Parts, Watched
from service.sandbox.limits import READ_SECONDS
from service.sources.base import HasPages
from service.store.rows import chunks
from service.store.unread import Waiting


TOGETHER = 4
"""Pages that go to a worker in one trip."""
AT_ONCE = 20
"""Pages of a source that are fetched before what they bring is stored."""
GO = 240.0
"""Seconds after which no further page is begun: a lease must last."""
T = TypeVar("T")

AGAIN = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""Waits before the next try of a page that could not be had."""
LONGEST_WAIT = timedelta(hours=6)
TEASER = 600
"""Characters of a feed's own text below which it may be a teaser."""
_TAG = re.compile(r"<[^<>]*>")
_PASSING = {"timeout", "dns", "connect", "bad_reply", "tls", "not_asked", "robots_unknown"}
_PASSING_STATUS = re.compile(r"http_(?:408|425|429|5\d\d)")


def wants_page(entry: Entry, source: Source, watched: Watched) -> bool:
    """Tell whether what the feed says of an entry is less than its page would."""
    if entry.whole or source.full_text is FullText.NEVER or not isinstance(watched.kind, HasPages):
        return False
    if not entry.url or urlsplit(entry.url).scheme not in {"http", "https"}:
        return False
    return source.full_text is FullText.ALWAYS or _is_teaser(entry)


def _is_teaser(entry: Entry) -> bool:
    """A feed that gives full texts gives them as content, or as summaries of some length."""
    given = max(entry.content or "", entry.summary or "", key=len)
    return len(given) < TEASER or len(_TAG.sub("", given).strip()) < TEASER


# --- fetching ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page, or why there is none."""

    waiting: Waiting
    page: Document | None = None
    error: FetchError | None = None

    @property
    def may_pass(self) -> bool:
        """Whether it is worth another try."""
        return self.error is not None and (
            self.error.code in _PASSING or bool(_PASSING_STATUS.fullmatch(self.error.code))
        )


async def fetch(
    parts: Parts, watched: Watched, waiting: Sequence[Waiting], now: datetime
) -> list[Fetched]:
    """Fetch pages: those of one host one after another, hosts side by side; what is not begun is left out."""
    kind = watched.kind
    if not isinstance(kind, HasPages):  # it is another kind by now: the entries must do
        return [Fetched(waiting=one) for one in waiting]
    hosts: dict[str, list[Waiting]] = {}
    for one in waiting:
        hosts.setdefault(urlsplit(one.entry.url or "").netloc, []).append(one)
    loop = asyncio.get_running_loop()
    until = loop.time() + GO

    async def one_host(items: Sequence[Waiting]) -> list[Fetched]:
        found = []
        for item in items:
            if loop.time() > until:
                break
            found.append(await _fetch(parts, kind.page, item, now))
        return found

    turns = await asyncio.gather(*map(one_host, hosts.values()))
    return [one for turn in turns for one in turn]


async def _fetch(parts: Parts, get: Get, waiting: Waiting, now: datetime) -> Fetched:
    url = waiting.entry.url or ""
    try:
        await parts.manners.ask(url, get, parts.sandbox, now)
        reply = await get(url)
    except FetchError as error:
        return Fetched(waiting=waiting, error=error)
    page = Document(
        name=url, body=reply.body, url=reply.url, media_type=reply.headers.get("content-type")
    )
    return Fetched(waiting=waiting, page=page)


def next_try(fetched: Fetched, now: datetime) -> datetime | None:
    """Give when to try again; None: never."""
    tries = fetched.waiting.tries
    if not fetched.may_pass or tries >= len(AGAIN):
        return None
    wish = fetched.error.retry_after if fetched.error else None
    return now + min(max(AGAIN[tries], wish or timedelta()), LONGEST_WAIT)


# --- reading -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An entry, read with its page or without."""

    fetched: Fetched
    reading: Reading | None
    """None: there is nothing to be read, neither in the page nor in the entry."""
    error: FetchError | ParseError | None = None
    """Why the page could not be had, or not be read."""


async def read_pages(
    parts: Parts, rules: RuleSet, fetched: Sequence[Fetched], now: datetime
) -> list[Read]:
    """Read each page that a rule may hold for; of the others, what their entries say."""
    hints = [replace(one.waiting.hints, now=now) for one in fetched]
    pages = {
        number: (one.page, hint)
        for number, (one, hint) in enumerate(zip(fetched, hints, strict=True))
        if one.page is not None
    }
    worth = await worth_reading(parts.sandbox, rules, pages)
    precise, failed = await _outcomes(
        parts, read, {number: pages[number] for number in sorted(worth)}
    )
    entries, _ = await _outcomes(
        parts,
        read_entry,
        {
            number: (one.waiting.entry, hint)
            for number, (one, hint) in enumerate(zip(fetched, hints, strict=True))
            if number not in precise
        },
    )
    readings = precise | entries
    return [
        Read(fetched=one, reading=readings.get(number), error=one.error or failed.get(number))
        for number, one in enumerate(fetched)
    ]


async def _outcomes(
    parts: Parts, function: Callable[..., T], calls: Mapping[int, tuple[object, ...]]
) -> tuple[dict[int, T], dict[int, ParseError]]:
    """Call a function for every number, some pages in one trip; give what came, and what failed."""
    found: dict[int, T] = {}
    failed: dict[int, ParseError] = {}
    for numbers in chunks([*calls], TOGETHER):
        outcomes = await parts.sandbox.call_each(
            function, [calls[number] for number in numbers], seconds=READ_SECONDS
        )
        for number, one in zip(numbers, outcomes, strict=True):
            if isinstance(one, ParseError):
                failed[number] = one
            else:
                found[number] = one
    return found, failed
