"""OPML: lists of feeds, as every reader imports and exports them (http://opml.org/spec2.opml)."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from service.model import Document
from service.model import ListedFeed as Listed
from service.sources.formats import fields
from service.sources.formats.xmltree import name_of, root_of, text_of


if TYPE_CHECKING:
    from lxml.etree import _Element

Said = Mapping[str, str]
"""The attributes of an outline, their names in small letters."""

MOST_FEEDS = 20_000
_MOST_TAGS = 10
_DEEPEST = 50
_OUTLINE = re.compile(r"<outline\b([^>]{0,4000})", re.IGNORECASE)
_LOOSE = re.compile(
    r"""\b(xmlUrl|title|text)\s*=\s*(?:"([^"<>]{1,2048})"|'([^'<>]{1,2048})')""", re.IGNORECASE
)
_FEED_SCHEME = re.compile(r"^(?:feed|podcast|itpc|pcast):(?://)?(?=https?://)|^feed://(?=[^/])")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """A list of feeds, each once, and what in it is none."""

    title: str
    feeds: tuple[Listed, ...]
    refused: tuple[str, ...] = ()
    """Entries that name no web address, and what breaks off."""
    repeated: int = 0
    """Entries that stood in the list before."""
    cut: int = 0


def parse_opml(document: Document) -> FeedList:
    """Read a list. Raises `ParseError`: `not_a_list`, `entity_refused`, `empty`."""
    text = text_of(document)
    root, problems = root_of(text, {"opml"}, "not_a_list")
    refused = list(problems)
    found: dict[str, Listed] = {}
    repeated = cut = 0
    for said, folders in _outlines(root, (), 0):
        listed = _listed(said, folders, document)
        if isinstance(listed, str):
            refused.append(listed)
        elif same(listed.url) in found:
            repeated += 1
        elif len(found) == MOST_FEEDS:
            cut += 1
        else:
            found[same(listed.url)] = listed
    if problems:
        found = {same(one.url): one for one in _loose(text, document)} | found
    return FeedList(
        title=_title(root),
        feeds=tuple(found.values()),
        refused=tuple(refused[:100]),
        repeated=repeated,
        cut=cut,
    )


def _loose(text: str, document: Document) -> Iterator[Listed]:
    """Read what a broken list names, folders apart: one bad quote must not cost a feed."""
    for outline in islice(_OUTLINE.finditer(text), MOST_FEEDS):
        said = {
            name.lower(): double or single for name, double, single in _LOOSE.findall(outline[1])
        }
        if url := fields.link(html.unescape(said.get("xmlurl", "")), document.url):
            title = said.get("title") or said.get("text") or ""
            yield Listed(url=url, title=fields.plain(title, is_html=True))


def same(url: str) -> str:
    """Give what two addresses of one feed have in common: the scheme and a last slash say nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.netloc.lower().removesuffix(":443" if parts.scheme == "https" else ":80")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _title(root: "_Element") -> str:
    heads = (child for child in root if name_of(child) == "head")
    titles = (child.text or "" for head in heads for child in head if name_of(child) == "title")
    return fields.plain(next(titles, ""), is_html=False)


def _outlines(
    node: "_Element", folders: tuple[str, ...], depth: int
) -> Iterator[tuple[Said, tuple[str, ...]]]:
    """Give what every outline with an address says, and the folders around it."""
    for child in node:
        name = name_of(child)
        said = _said(child) if name == "outline" else {}
        address = _first(said, "xmlurl", "url")
        if address:
            yield said, folders
        if len(child) and name in {"outline", "body"} and depth < _DEEPEST:
            folder = "" if address else _first(said, "text", "title")
            yield from _outlines(child, (*folders, folder) if folder else folders, depth + 1)


def _said(node: "_Element") -> Said:
    """Give the attributes; people write xmlurl, too."""
    return {str(key).lower(): str(value).strip() for key, value in node.attrib.items()}


def _first(said: Said, *names: str) -> str:
    return next((said[name] for name in names if said.get(name)), "")


def _listed(said: Said, folders: tuple[str, ...], document: Document) -> Listed | str:
    given = _first(said, "xmlurl", "url")
    title = fields.plain(_first(said, "title", "text"), is_html=True)
    if said.get("type", "").lower() in {"link", "include"} and not said.get("xmlurl"):
        return f"{title or given}: a link to another list, which is not followed"
    url = fields.link(_FEED_SCHEME.sub(_web, given), document.url)
    if url is None or urlsplit(url).username is not None:
        return f"{title or given[:100]}: no web address"
    return Listed(
        url=url,
        title=title,
        tags=_tags((*folders, *_categories(said))),
        language=fields.language(said.get("language")),
    )


def _web(match: re.Match[str]) -> str:
    return "http://" if match[0] == "feed://" else ""


def _categories(said: Said) -> Iterator[str]:
    for path in said.get("category", "").split(","):
        yield from (part for part in path.split("/") if part.strip())


def _tags(names: Iterable[str]) -> tuple[str, ...]:
    """Make tags of folders, as a watchlist can name them: `Middle East` becomes `middle-east`."""
    tags = ("-".join(re.findall(r"[^\W_]+", fields.clean(name).casefold()))[:60] for name in names)
    return tuple(dict.fromkeys(tag for tag in tags if tag))[:_MOST_TAGS]


def write_opml(title: str, feeds: Iterable[Listed]) -> str:
    """Write a list that every reader can import, and we read back the same."""
    lines = [_outline(one) for one in feeds]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<opml version="2.0">',
            f"  <head><title>{_text(title)}</title></head>",
            "  <body>",
            *lines,
            "  </body>",
            "</opml>",
            "",
        ]
    )


def _outline(one: Listed) -> str:
    said = {"type": "rss", "text": one.title, "title": one.title, "xmlUrl": one.url}
    said |= {"category": ",".join(f"/{tag}" for tag in one.tags)} if one.tags else {}
    said |= {"language": one.language} if one.language else {}
    return f"    <outline {' '.join(f'{key}={quoteattr(value)}' for key, value in said.items())}/>"


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
