"""Where a page or a `robots.txt` says that its site's feeds and sitemaps are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import islice

from service.model import Document
from service.sources.formats import fields
from service.texts import decode


MOST = 20
_HEAD = 500_000
"""Characters of a page that are looked at."""
_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/x.atom+xml",
}
_FEED_PATH = re.compile(
    r"(?:/|\.|\b)(?:rss|atom|feeds?|rdf)(?:\.xml|\.json|\.php|/)?(?:[?#]|$)|\.(?:rss|atom|rdf)$",
    re.IGNORECASE,
)
_SITEMAP = re.compile(r"(?im)^\s*sitemap\s*:\s*(\S{1,2048})")
_COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address at which there may be a feed."""

    url: str
    title: str = ""


class _Page(HTMLParser):
    """Collects what `<link rel=alternate>` declares, and links that look like feeds."""

    def __init__(self, base: str | None) -> None:
        super().__init__(convert_charrefs=True)
        self._base = base
        self.declared: list[Link] = []
        self.linked: list[Link] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "base" and (base := fields.link(said.get("href"), self._base)):
            self._base = base
        elif tag == "link" and _is_declared(said):
            self._keep(self.declared, said)
        elif tag == "a" and _FEED_PATH.search(said.get("href", "")[:2048]):
            self._keep(self.linked, said)

    def _keep(self, kept: list[Link], said: dict[str, str]) -> None:
        url = fields.link(said.get("href"), self._base)
        if url and len(kept) < MOST:
            title = fields.plain(said.get("title", ""), is_html=False)
            kept.append(Link(url=url, title=title))


def _is_declared(said: dict[str, str]) -> bool:
    kinds = said.get("rel", "").lower().split()
    media = said.get("type", "").partition(";")[0].strip().lower()
    return "alternate" in kinds and (media in _TYPES or "feed" in kinds)


def feeds_of_page(document: Document) -> tuple[Link, ...]:
    """Name the feeds of a page: declared ones first, those of comments last."""
    page = _Page(document.url)
    page.feed(decode(document.body, document.media_type)[:_HEAD])
    found: dict[str, Link] = {}
    for one in (*page.declared, *page.linked):
        found.setdefault(one.url, one)
    return tuple(sorted(found.values(), key=_is_of_comments)[:MOST])


def _is_of_comments(link: Link) -> bool:
    return bool(_COMMENTS.search(link.title) or _COMMENTS.search(link.url))


def sitemaps_of_robots(document: Document) -> tuple[Link, ...]:
    """Name the sitemaps of a `robots.txt`: those for news first."""
    text = decode(document.body, document.media_type)[:_HEAD]
    found = list(dict.fromkeys(_links(text, document.url)))
    return tuple(sorted(found, key=lambda one: "news" not in one.url.lower())[:MOST])


def _links(text: str, base: str | None) -> Iterator[Link]:
    for match in islice(_SITEMAP.finditer(text), 500):
        if url := fields.link(match[1], base):
            yield Link(url=url)
