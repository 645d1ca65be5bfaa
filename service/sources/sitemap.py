"""News sitemaps, and indexes of sitemaps: what a site itself says it has published.

An index is walked newest first: a sitemap whose `lastmod` is older than `max_age`, or is known, is not
asked for; one without is asked conditionally. One sitemap that fails is named and stops no other.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, Field

from service.errors import FetchError, ParseError
from service.model import (
    Collected,
    Document,
    Parsed,
    Precision,
    Reply,
    Source,
    Unreadable,
    Validators,
)
from service.sources.asking import (
    Asked,
    conditions,
    is_same,
    length_of_time,
    not_before,
    page,
    validators_of,
)
from service.sources.base import Kind, Poll, Tools
from service.sources.formats import sitemap


POLLED = True
_ACCEPT = "application/xml, text/xml;q=0.9, text/plain;q=0.5, */*;q=0.1"
_SECONDS = 10.0
"""To take one sitemap apart."""
_GO = 120.0
"""Seconds after which a walk goes on in another poll."""
_MOST_CHILDREN = 500
"""Of an index, the newest."""
_DEEPEST = 3
_TODAY = timedelta(days=2)
_BUSY = {429, 503}


class Config(Asked):
    """The options of a source of kind `sitemap`."""

    max_age: Annotated[timedelta, BeforeValidator(length_of_time)] = Field(
        default=timedelta(days=3),
        ge=timedelta(hours=1),
        description="Pages and sitemaps that are dated earlier are no news.",
    )


def build(config: BaseModel, source: Source, tools: Tools) -> Kind:  # noqa: ARG001 - the protocol's signature
    assert isinstance(config, Config)
    return Sitemap(config=config, tools=tools)


def parse(document: Document, now: datetime) -> Parsed:
    """Take a sitemap apart. Raises `ParseError`: `not_a_sitemap`, `not_a_feed`, `entity_refused`."""
    return sitemap.parse_sitemap(document, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A sitemap that is to be looked at."""

    child: sitemap.Child
    depth: int
    stamp: str
    """Under which it was taken last; empty: never."""


@dataclass(slots=True, kw_only=True)
class Walk:
    """One walk through an index: what it brought, and what is left."""

    since: datetime
    until: float
    most: int
    """Fetches."""
    waiting: deque["Waiting"] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    documents: list[Document] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    inner: list[tuple[str, str]] = field(default_factory=list)
    """Indexes within the index, with their stamps: known once all below them is."""
    fetches: int = 0
    unchanged: int = 0
    failure: FetchError | None = None

    @property
    def is_over(self) -> bool:
        tired = self.fetches >= self.most or asyncio.get_running_loop().time() > self.until
        return not self.waiting or tired or self.is_refused

    @property
    def is_refused(self) -> bool:
        return self.failure is not None and self.failure.status in _BUSY

    def choose(self, found: sitemap.Outline, name: str) -> list[sitemap.Child]:
        """Leave out what is old, and beyond the limit the oldest, which is told."""
        fresh = [one for one in found.children if not _is_older(one, self.since)]
        fresh = [one for one in fresh if one.url not in self.seen]
        kept = sorted(fresh, key=_age)[: max(_MOST_CHILDREN + 1 - len(self.seen), 0)]
        self.seen |= {one.url for one in kept}
        if left := found.cut + len(fresh) - len(kept):
            said = f"{left:,} of its sitemaps are too many: the newest {_MOST_CHILDREN} are read"
            self.unreadable.append(Unreadable(name=name, code="too_many", detail=said))
        return kept


@dataclass(slots=True, kw_only=True)
class Sitemap:
    """The sitemap, or index of sitemaps, at one address."""

    config: Config
    tools: Tools
    wakes_on: tuple[Path, ...] = ()
    most: int = 100
    """Sitemaps asked for in one poll; the others have their turn in the next."""
    index: sitemap.Outline | None = None
    """As it was last read: a server that says "unchanged" speaks of the index, not of its parts."""
    validators: dict[str, Validators] = field(default_factory=dict)
    """Of sitemaps that the index gives no date for; lost at a restart, which costs one reading."""
    turns: dict[str, int] = field(default_factory=dict)
    """When each was asked for, counted in requests: who waits longest comes first."""

    async def page(self, url: str, *, first: int | None = None) -> Reply:
        """Fetch a page that an entry names, or its first bytes. Raises `FetchError`."""
        return await page(self.tools.http, self.config, url, first)

    async def collect(self, poll: Poll) -> Collected:
        """Bring the sitemaps that are new or changed. Raises `FetchError`."""
        before = await self._before(poll)
        reply = await self._get(self.config.url, before)
        found = Collected(
            validators=validators_of(reply, poll.validators),
            not_before=not_before(reply.headers),
            moved_to=reply.moved_to,
        )
        same = is_same(reply, before)
        if not same:
            self.index = await self._outline(self._document(reply, self.config.url, poll), poll)
        if self.index is None or not self.index.is_index:
            return self._alone(found, reply, poll, same=same)
        return await self._walk(found, self.index, poll)

    async def _before(self, poll: Poll) -> Validators:
        """Ask conditionally where "unchanged" will say enough."""
        known = await poll.known([self.config.url])
        alone = known.get(self.config.url) == "sitemap"
        return poll.validators if alone or self.index is not None else Validators()

    def _alone(self, found: Collected, reply: Reply, poll: Poll, *, same: bool) -> Collected:
        if same:
            return replace(found, not_modified=True)
        document = self._document(reply, self.config.url, poll)
        return replace(found, documents=(replace(document, stamp="sitemap"),))

    async def _walk(self, found: Collected, index: sitemap.Outline, poll: Poll) -> Collected:
        until = asyncio.get_running_loop().time() + _GO
        since = poll.now - self.config.max_age
        walk = Walk(since=since, until=until, most=self.most, seen={self.config.url})
        await self._queue(walk, index, 1, self.config.url, poll)
        while not walk.is_over:
            await self._visit(walk, walk.waiting.popleft(), poll)
        if walk.failure and not (walk.documents or walk.unchanged):
            raise walk.failure
        return replace(
            found,
            documents=tuple(walk.documents),
            unreadable=tuple(walk.unreadable),
            not_modified=not (walk.documents or walk.unreadable),
            more=any(not one.stamp for one in walk.waiting) and not walk.is_refused,
            marks=() if walk.waiting else ((self.config.url, "index"), *walk.inner),
            partial=True,
        )

    async def _queue(
        self, walk: Walk, found: sitemap.Outline, depth: int, name: str, poll: Poll
    ) -> None:
        """Let what was never seen go first, then who waits longest, then the newest."""
        kept = walk.choose(found, name)
        known = await poll.known([one.url for one in kept])
        asked = [Waiting(child=one, depth=depth, stamp=known.get(one.url, "")) for one in kept]
        asked.sort(key=lambda one: (bool(one.stamp), self.turns.get(one.child.url, 0)))
        walk.waiting.extend(asked)

    async def _visit(self, walk: Walk, one: Waiting, poll: Poll) -> None:
        url = one.child.url
        dated = f"m:{one.child.modified}" if _is_telling(one.child, poll.now) else ""
        if dated and one.stamp == dated:
            walk.unchanged += 1
            return
        walk.fetches += 1
        self.turns[url] = max(self.turns.values(), default=0) + 1
        try:
            before = Validators() if dated else self.validators.get(url, Validators())
            reply = await self._get(url, before)
            await self._take(walk, one, reply, dated, poll)
        except FetchError as error:
            walk.failure = error
            aside = Unreadable(name=url, code=error.code, detail=error.detail)
            walk.unreadable.append(aside)

    async def _take(self, walk: Walk, one: Waiting, reply: Reply, dated: str, poll: Poll) -> None:
        name = one.child.url
        validators = validators_of(reply, self.validators.get(name, Validators()))
        self.validators[name] = validators
        stamp = dated or f"h:{validators.body_hash}"
        if reply.status == 304 or one.stamp == stamp:
            walk.unchanged += 1
            return
        document = replace(self._document(reply, name, poll), stamp=stamp)
        try:
            found = await self._outline(document, poll)
        except FetchError as error:
            aside = Unreadable(name=name, code=error.code, detail=error.detail, body=reply.body)
            walk.unreadable.append(aside)
            return
        if not found.is_index:
            walk.documents.append(document)
        elif one.depth < _DEEPEST:
            await self._queue(walk, found, one.depth + 1, name, poll)
            walk.inner += [(name, dated)] if dated else []
            self.validators.pop(name, None)  # what is below it may change without it
        else:
            said = f"indexes within indexes are read to a depth of {_DEEPEST}"
            walk.unreadable.append(Unreadable(name=name, code="too_deep", detail=said))

    async def _outline(self, document: Document, poll: Poll) -> sitemap.Outline:
        """Look at a document in a worker. Raises `FetchError`: a server that sends none has failed."""
        workers = self.tools.workers
        assert workers is not None, "a source that is polled has workers"
        try:
            return await workers.call(sitemap.outline, document, poll.now, seconds=_SECONDS)
        except ParseError as error:
            raise FetchError(error.code, error.detail) from error

    async def _get(self, url: str, before: Validators) -> Reply:
        """Ask; credentials and private networks are for the source's own host only."""
        headers = {"Accept": _ACCEPT, **conditions(before)}
        if _origin(url) != _origin(self.config.url):
            return await self.tools.http.get(url, headers=headers)
        headers |= self.config.credentials()
        return await self.tools.http.get(url, headers=headers, allow=self.config.networks)

    def _document(self, reply: Reply, name: str, poll: Poll) -> Document:
        return Document(
            name=name,
            body=reply.body,
            url=reply.url,
            media_type=reply.headers.get("content-type"),
            since=poll.now - self.config.max_age,
        )


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _is_older(child: sitemap.Child, since: datetime) -> bool:
    return child.since is not None and sitemap.moment_of(child.since) < since


def _is_telling(child: sitemap.Child, now: datetime) -> bool:
    """Whether `lastmod` would change with the sitemap: a bare day says little while it lasts."""
    if not child.modified or child.since is None:
        return False
    bare = child.since.precision is Precision.DAY
    return not bare or now - sitemap.moment_of(child.since) > _TODAY


def _age(child: sitemap.Child) -> float:
    """Sort what has no date first: nothing says that it is old."""
    return -sitemap.moment_of(child.since).timestamp() if child.since else float("-inf")
