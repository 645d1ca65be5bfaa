"""What there is to follow at an address: the feeds and sitemaps of a site, looked at before any is added."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from urllib.parse import urljoin

from service.errors import FetchError, ParseError
from service.http import Http
from service.model import Document, Entry, Parsed, Published
from service.sandbox import Sandbox
from service.sandbox.limits import PARSE_SECONDS
from service.sources import feed
from service.sources.formats import sitemap
from service.sources.formats.pagelinks import Link, feeds_of_page, sitemaps_of_robots


COMMON = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds/posts/default",
)
SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.xml")
MOST = 8
"""Addresses of one kind that are tried."""
_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"
_MOST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A feed or sitemap, as it is now."""

    url: str
    kind: str
    """Of the source that reads it: `feed` or `sitemap`."""
    title: str
    form: str
    """`rss20`, `atom10`, `news-sitemap`, `sitemapindex`, ..."""
    entries: int
    newest: tuple[Entry, ...]
    interval: timedelta | None = None
    """Between two entries, mostly; None where their dates do not tell."""
    language: str | None = None


class Finder:
    """Asks one site, politely: one address after another, and no more than a few."""

    def __init__(
        self, http: Http, sandbox: Sandbox, now: datetime, allow: Sequence[str] = ()
    ) -> None:
        self._http = http
        self._sandbox = sandbox
        self._now = now
        self._allow = tuple(allow)
        self._tried: set[str] = set()
        self._seen: set[bytes] = set()

    async def find(self, url: str) -> list[Found]:
        """Find what can be followed. Raises `FetchError` where the address itself cannot be had."""
        given = await self._get(url)
        if found := await self._look(given):
            return [found]
        declared = await self._all(await self._links(feeds_of_page, given))
        if declared:
            return declared
        base = given.url or url
        if common := await self._all(_paths(base, COMMON), enough=1):
            return common
        return await self._sitemaps(base)

    async def _sitemaps(self, base: str) -> list[Found]:
        try:
            robots = await self._get(urljoin(base, "/robots.txt"))
            named = await self._links(sitemaps_of_robots, robots)
        except FetchError:
            named = ()
        return await self._all((*named, *_paths(base, SITEMAPS)), enough=1)

    async def _links(
        self, find: Callable[[Document], tuple[Link, ...]], page: Document
    ) -> tuple[Link, ...]:
        try:
            return await self._sandbox.call(find, page, seconds=PARSE_SECONDS)
        except ParseError:
            return ()

    async def _all(self, links: Sequence[Link], enough: int = MOST) -> list[Found]:
        """Look at addresses, until there are enough; what fails is none."""
        found: list[Found] = []
        for link in [one for one in links if one.url not in self._tried][:MOST]:
            with suppress(FetchError):
                if one := await self._look(await self._get(link.url), link.title):
                    found.append(one)
            if len(found) >= enough:
                break
        return found

    async def _get(self, url: str) -> Document:
        self._tried.add(url)
        reply = await self._http.get(
            url, headers={"Accept": _ACCEPT}, allow=self._allow, max_bytes=_MOST_BYTES
        )
        return Document(
            name=url, body=reply.body, url=reply.url, media_type=reply.headers.get("content-type")
        )

    async def _look(self, given: Document, title: str = "") -> Found | None:
        """Tell what a document is; None for what nobody can follow, or was found already."""
        if given.body in self._seen:
            return None
        self._seen.add(given.body)
        try:
            parsed = await self._sandbox.call(feed.parse, given, self._now, seconds=PARSE_SECONDS)
            return _described(given, parsed, "feed", title)
        except ParseError:
            pass
        try:
            outline = await self._sandbox.call(
                sitemap.outline, given, self._now, seconds=PARSE_SECONDS
            )
            if outline.is_index:
                return _index(given, outline)
            parsed = await self._sandbox.call(
                sitemap.parse_sitemap, given, self._now, seconds=PARSE_SECONDS
            )
            return _described(given, parsed, "sitemap", title)
        except ParseError:
            return None


def _paths(base: str, paths: Sequence[str]) -> tuple[Link, ...]:
    return tuple(Link(url=urljoin(base, path)) for path in paths)


def _index(given: Document, outline: sitemap.Outline) -> Found:
    return Found(
        url=given.name,
        kind="sitemap",
        title="",
        form="sitemapindex",
        entries=len(outline.children),
        newest=(),
    )


def _described(given: Document, parsed: Parsed, kind: str, title: str) -> Found:
    dated = sorted(
        ((when.instant, entry) for entry in parsed.entries if (when := _date(entry))),
        key=lambda pair: pair[0],
        reverse=True,
    )
    outlets = [entry.outlet for entry in parsed.entries if entry.outlet]
    newest = [entry for _, entry in dated] or list(parsed.entries)
    return Found(
        url=given.name,
        kind=kind,
        title=parsed.feed.title or title or next(iter(outlets), ""),
        form=parsed.feed.kind,
        entries=len(parsed.entries),
        newest=tuple(replace(one, content=None) for one in newest[:3]),
        interval=_interval([moment for moment, _ in dated]),
        language=parsed.feed.language,
    )


def _date(entry: Entry) -> Published | None:
    return entry.published or entry.updated


def _interval(moments: Sequence[datetime]) -> timedelta | None:
    """Give the usual time between two entries: the median, as news comes in heaps."""
    gaps = [newer - older for newer, older in pairwise(moments)]
    if len(gaps) < 2 or not any(gaps):
        return None
    return timedelta(seconds=median(gap.total_seconds() for gap in gaps))
