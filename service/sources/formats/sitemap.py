"""Sitemaps and sitemap indexes (https://www.sitemaps.org/protocol.html), with Google's news fields.

Read by local names: publishers mistype namespaces more often than elements. What breaks off in the
middle gives what stood before it, and says where it broke.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from service.errors import ParseError
from service.model import Document, Entry, FeedInfo, Parsed, Precision, Provenance, Published
from service.sources.formats import fields
from service.sources.formats.dates import read_date
from service.sources.formats.newest import Dated, newest
from service.sources.formats.xmlfeed import parse_xml_feed
from service.sources.formats.xmltree import name_of, root_of, text_of


if TYPE_CHECKING:
    from lxml.etree import _Element

D = TypeVar("D", bound=Dated)

MOST_PAGES = 50_000
"""The protocol's own limit, of pages and of sitemaps in an index."""
MOST_STAMP = 60
_FEEDS = {"rss", "RDF", "feed", "channel"}
_LINE = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_NEWS = ("title", "publication_date", "language", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A sitemap that an index names."""

    url: str
    modified: str = ""
    """`lastmod` as it is written, cut short: whatever changes in it is news."""
    since: Published | None = None
    """`lastmod` as a date, where it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a document is, before its pages are read."""

    is_index: bool
    children: tuple[Child, ...] = ()
    cut: int = 0
    """Sitemaps of the index that were left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page as a sitemap names it, its texts not cleaned yet."""

    link: str
    news: Mapping[str, str]
    published: Published | None
    updated: Published | None


def outline(document: Document, now: datetime) -> Outline:
    """Tell an index from a sitemap, and name what it lists. Raises `ParseError`."""
    text = text_of(document)
    if not text.lstrip().startswith("<"):
        _listed(text)
        return Outline(is_index=False)
    root, _ = _root(text)
    if name_of(root) != "sitemapindex":
        return Outline(is_index=False)
    found = dict.fromkeys(_children(root, document, now))
    kept = tuple(found)[:MOST_PAGES]
    return Outline(is_index=True, children=kept, cut=len(found) - len(kept))


def parse_sitemap(document: Document, now: datetime) -> Parsed:
    """Read the pages of a sitemap. Raises `ParseError`: `not_a_sitemap`, `entity_refused`."""
    text = text_of(document)
    if not text.lstrip().startswith("<"):
        listed, cut = _kept([Entry(url=url) for url in _listed(text)], document)
        return _parsed(listed, cut)
    root, problems = _root(text)
    if name_of(root) in _FEEDS:
        return parse_xml_feed(document, text, now)
    if name_of(root) == "sitemapindex":
        raise ParseError("not_a_sitemap", "it is an index of sitemaps")
    # Dates first: most pages of a large sitemap are left out, and titles take longer to read.
    pages, cut = _kept([*_pages(root, now)], document)
    entries = [entry for page in pages if (entry := _entry(page, document))]
    return _parsed(entries, cut, problems)


def _kept(found: Sequence[D], document: Document) -> tuple[tuple[D, ...], int]:
    return newest([one for one in found if not _is_old(one, document.since)])


def _parsed(entries: Sequence[Entry], cut: int, problems: tuple[str, ...] = ()) -> Parsed:
    news = any(entry.title for entry in entries)
    return Parsed(
        feed=FeedInfo(kind="news-sitemap" if news else "sitemap"),
        entries=tuple(entries),
        cut=cut,
        problems=problems,
    )


def _is_old(entry: Dated, since: datetime | None) -> bool:
    when = entry.published or entry.updated
    return since is not None and when is not None and moment_of(when) < since


def moment_of(when: Published) -> datetime:
    """Give the last instant that a date may mean: the end of its day, in the latest zone."""
    if when.precision is Precision.DAY:
        return datetime.fromisoformat(f"{when.value}T23:59:59-12:00")
    moment = datetime.fromisoformat(when.value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# --- markup --------------------------------------------------------------------------------------


def _listed(text: str) -> list[str]:
    """Read the plain form: an address on each line."""
    lines = [line.strip() for line in text.splitlines()[:MOST_PAGES] if line.strip()]
    found = [url for line in lines if _LINE.match(line) and (url := fields.link(line))]
    if not found or len(found) * 2 < len(lines):
        raise ParseError("not_a_sitemap", "neither markup nor a list of addresses")
    return found


def _root(text: str) -> "tuple[_Element, tuple[str, ...]]":
    return root_of(text, {"urlset", "sitemapindex", *_FEEDS}, "not_a_sitemap")


def _named(node: "_Element", name: str) -> "Iterator[_Element]":
    found = (child for child in node if name_of(child) == name)
    for _, child in zip(range(MOST_PAGES), found, strict=False):
        yield child


def _said(node: "_Element", *names: str) -> dict[str, str]:
    """Give the text of the first element of each name, at any depth below."""
    said: dict[str, str] = {}
    for child in node.iter():
        name = name_of(child)
        if name in names and name not in said and (text := (child.text or "").strip()):
            said[name] = text
    return said


def _children(root: "_Element", document: Document, now: datetime) -> Iterator[Child]:
    for node in _named(root, "sitemap"):
        said = _said(node, "loc", "lastmod")
        if url := fields.link(said.get("loc"), document.url):
            yield Child(
                url=url,
                modified=fields.clean(said.get("lastmod", ""), MOST_STAMP),
                since=read_date(said.get("lastmod"), now, Provenance.FEED),
            )


def _pages(root: "_Element", now: datetime) -> Iterator[_Page]:
    for node in _named(root, "url"):
        own = {name_of(child): (child.text or "").strip() for child in reversed(node)}
        news = next((_said(child, *_NEWS) for child in _named(node, "news")), {})
        if own.get("loc"):
            yield _Page(
                link=own["loc"],
                news=news,
                published=read_date(news.get("publication_date"), now, Provenance.FEED),
                updated=read_date(own.get("lastmod"), now, Provenance.FEED),
            )


def _entry(page: _Page, document: Document) -> Entry | None:
    url = fields.link(page.link, document.url)
    if url is None:
        return None
    news = page.news
    return Entry(
        url=url,
        title=fields.plain(news.get("title", ""), is_html=False),
        language=fields.language(news.get("language")),
        outlet=fields.plain(news.get("name", ""), is_html=False, most=200) or None,
        published=page.published,
        updated=page.updated,
    )
