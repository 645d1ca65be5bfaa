"""RSS 0.9x to 2.0, RDF, Atom and CDF, at feedparser's quality, and on its terms for hostile input.

feedparser gets bytes that we decoded, without entity declarations, with at most as many items as we
take; it neither sanitises (nothing here is ever shown as HTML) nor resolves links within texts.
"""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from service.errors import ParseError
from service.model import Document, Entry, FeedInfo, Parsed, Provenance, Published
from service.sources.formats import fields
from service.sources.formats.dates import from_utc, read_date
from service.sources.formats.newest import newest


Node = Mapping[str, Any]
"""A `FeedParserDict`, read by its stored keys only: its own `get` knows aliases and warns."""

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*?>")
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<![^>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL)
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_ROOTS = {"rss", "rdf", "feed", "channel"}
_OTHER_ROOTS = {
    "html": "a web page",
    "head": "a web page",
    "body": "a web page",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap index",
    "opml": "a list of feeds (OPML)",
}
_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_ITEM = re.compile(r"<((?:\w+:)?(?:item|entry))(?=[\s>])")
_ITEM_DATE = re.compile(
    r"<(?:\w+:)?(?:pubDate|published|issued|date|updated|modified)>([^<]{4,60})<"
)
_MEDIA = ("image/", "audio/", "video/", "font/", "model/", "application/pdf", "application/zip")
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_MOST_TTL = timedelta(days=365)


def parse_xml_feed(document: Document, text: str, now: datetime) -> Parsed:
    """Read a feed. Raises `ParseError`: `entity_refused`, `not_a_feed`."""
    if _DOCTYPE.search(text) and _ENTITY.search(text):
        raise ParseError("entity_refused", "it declares XML entities, which can hide anything")
    root = _refuse_other(text)
    text, cut = _trim(_declare(text, root), now)
    result = _run_feedparser(text, document)
    if not (result.get("version") or result["entries"] or (root and root[2].lower() in _ROOTS)):
        raise ParseError("not_a_feed", "no feed format was recognised in it")
    info = _info(result, document, now)
    entries, overflow = newest([_entry(entry, info, document, now) for entry in result["entries"]])
    return Parsed(feed=info, entries=entries, cut=cut + overflow)


def _refuse_other(text: str) -> re.Match[str] | None:
    """Find the first tag. Where it is none of a feed, say what it is, without paying for a parse."""
    place = 0
    while match := _PROLOG.match(text, place):
        place = match.end()
    root = _FIRST_TAG.match(text, place)
    name = root[2].lower() if root else ""
    if name in _OTHER_ROOTS:
        title = _TITLE.search(text[:20_000])
        named = f', titled "{fields.plain(title[1], is_html=True, most=80)}"' if title else ""
        raise ParseError("not_a_feed", f"it is {_OTHER_ROOTS[name]}{named}")
    if "<" not in text:
        raise ParseError("not_a_feed", "it holds no markup at all")
    return root


def _declare(text: str, root: re.Match[str] | None) -> str:
    """Declare the prefixes that everybody knows and some feeds forget to declare."""
    missing = [
        f' xmlns:{prefix}="{uri}"'
        for prefix, uri in _PREFIXES.items()
        if f"<{prefix}:" in text and f"xmlns:{prefix}" not in text
    ]
    if not missing or root is None:
        return text
    return text[: root.end()] + "".join(missing) + text[root.end() :]


def _trim(text: str, now: datetime) -> tuple[str, int]:
    """Leave only the newest items of an oversized feed, so that parsing stays affordable."""
    starts = [match.start() for match in _ITEM.finditer(text)]
    if len(starts) <= fields.MOST_ENTRIES:
        return text, 0
    tag = re.escape(text[starts[-1] + 1 :].split(">", 1)[0].split(maxsplit=1)[0])
    last = list(re.finditer(rf"</{tag}\s*>", text[starts[-1] :]))
    end = starts[-1] + last[-1].end() if last else len(text)
    chunks = [text[a:b] for a, b in zip(starts, [*starts[1:], end], strict=True)]
    kept, cut = newest(
        [
            Entry(id=str(place), published=_date_within(chunk, now))
            for place, chunk in enumerate(chunks)
        ]
    )
    body = "".join(chunks[int(stub.id or 0)] for stub in kept)
    return text[: starts[0]] + body + text[end:], cut


def _date_within(chunk: str, now: datetime) -> Published | None:
    match = _ITEM_DATE.search(chunk)
    return read_date(match[1], now, Provenance.FEED) if match else None


def _run_feedparser(text: str, document: Document) -> Node:
    import feedparser  # noqa: PLC0415 - only worker processes pay for it

    text = _REFERENCE.sub(_possible, _DECLARATION.sub("", text))
    body = f'<?xml version="1.0" encoding="utf-8"?>{text}'
    try:
        result: Node = feedparser.parse(
            io.BytesIO(body.encode("utf-8", "replace")),  # never a str: it might be opened
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # it lets through whatever its handlers trip over
        raise ParseError("not_a_feed", f"{document.name}: {type(error).__name__}") from error
    return result


def _possible(reference: re.Match[str]) -> str:
    """Keep references to characters; one impossible number would cost the whole feed."""
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    number = int(digits, base) if len(digits.lstrip("0")) < 8 else -1
    allowed = 0x20 <= number < 0xD800 or 0xE000 <= number < 0x110000 or number in {9, 10, 13}
    return reference[0] if allowed else "\ufffd"


# --- the feed ----------------------------------------------------------------------------------


def _info(result: Node, document: Document, now: datetime) -> FeedInfo:
    feed: Node = result["feed"]
    title = _raw(feed, "title")
    return FeedInfo(
        kind=str(result.get("version") or "xml"),
        title=fields.plain(title, is_html=_is_html(feed, "title")) if title else None,
        url=_feed_link(feed, document),
        language=fields.language(_raw(feed, "language")),
        ttl=_ttl(feed),
        author=_contact(feed),
        summary=fields.optional(_raw(feed, "subtitle") or _raw(feed, "summary")),
        published=_date(feed, "published", now),
        updated=_date(feed, "updated", now),
    )


def _feed_link(feed: Node, document: Document) -> str | None:
    """Take the channel's link, or an `atom:link` to the site where it has none."""
    links: Iterable[Node] = _get(feed, "links", ())
    others = (one.get("href") for one in links if one.get("rel") == "alternate")
    candidates = (_raw(feed, "link"), *others)
    return next((url for one in candidates if (url := fields.link(one, document.url))), None)


def _contact(feed: Node) -> str | None:
    """Give who stands behind the feed, address included; a feed's editor is no byline."""
    author = fields.optional(_raw(feed, "author"), 300)
    if author and (match := re.fullmatch(r"\S+@\S+\s+\(([^()]+)\)", author)):
        return match[1]  # RSS: `desk@example.org (Ana Silva)`
    return author


def _ttl(feed: Node) -> timedelta | None:
    """Read `<ttl>` (minutes) or the syndication module's period and frequency."""
    minutes = _number(_raw(feed, "ttl"))
    if minutes is not None and minutes > 0:
        return min(timedelta(minutes=minutes), _MOST_TTL)
    period = _PERIODS.get(str(_raw(feed, "sy_updateperiod") or "").strip().lower())
    if period is None:
        return None
    return period / max(_number(_raw(feed, "sy_updatefrequency")) or 1, 1)


def _number(text: object) -> int | None:
    digits = str(text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else None


# --- an entry ----------------------------------------------------------------------------------


def _entry(entry: Node, info: FeedInfo, document: Document, now: datetime) -> Entry:
    published, updated = _dates(entry, info, now)
    return Entry(
        id=fields.identity(_raw(entry, "id")),
        url=_entry_link(entry, info, document),
        title=fields.plain(_raw(entry, "title") or "", is_html=_is_html(entry, "title")),
        summary=fields.optional(_raw(entry, "summary") or _raw(entry, "subtitle")),
        content=_content(entry),
        author=_byline(entry),
        language=_language(entry) or info.language,
        outlet=_outlet(entry),
        published=published,
        updated=updated,
    )


def _entry_link(entry: Node, info: FeedInfo, document: Document) -> str | None:
    """Prefer the publisher's own address to that of a service that counts clicks.

    RSS writes links relative to the site, Atom relative to the document.
    """
    bases = (document.url, info.url) if info.kind.startswith("atom") else (info.url, document.url)
    guid = _raw(entry, "id")
    given = _raw(entry, "link")
    if given and given == guid:
        bases = (None, None)  # a permalink by default: `<guid>12345</guid>` is no address
    first = fields.link(_raw(entry, "feedburner_origlink"))
    return first or fields.link(given, *bases) or _other_link(entry, bases)


def _other_link(entry: Node, bases: tuple[str | None, str | None]) -> str | None:
    links: Iterable[Node] = _get(entry, "links", ())
    found = (
        fields.link(one.get("href"), *bases)
        for one in links
        if one.get("rel") in {"alternate", None}
    )
    return next((url for url in found if url), None)


def _content(entry: Node) -> str | None:
    """Give the longest full text; pictures and references to elsewhere are none."""
    full = [
        str(one.get("value") or "")
        for one in _get(entry, "content", ())
        if not one.get("src") and not str(one.get("type", "text/html")).startswith(_MEDIA)
    ]
    return fields.optional(max(full, key=len, default=None))


def _byline(entry: Node) -> str | None:
    names = [fields.person(str(one.get("name") or "")) for one in _get(entry, "authors", ())[:20]]
    if any(names):
        return fields.people(names)
    author = _raw(entry, "author")
    return fields.person(author) if author else None


def _language(entry: Node) -> str | None:
    """Take `dc:language`, else the `xml:lang` that holds where title or text stand."""
    stated = fields.language(_raw(entry, "language"))
    details = (_get(entry, "title_detail", {}), *_get(entry, "content", ())[:1])
    inherited = (fields.language(one.get("language")) for one in details)
    return stated or next((tag for tag in inherited if tag), None)


def _outlet(entry: Node) -> str | None:
    source = _get(entry, "source", {})
    title = source.get("title") if isinstance(source, Mapping) else None
    return fields.plain(str(title), is_html=False, most=200) or None if title else None


def _dates(
    entry: Node, info: FeedInfo, now: datetime
) -> tuple[Published | None, Published | None]:
    published = _date(entry, "published", now) or _date(entry, "created", now)
    updated = _date(entry, "updated", now)
    if published is None and not info.kind.startswith("atom"):
        # `dc:date`, the only date of RSS 1.0; Atom tells both apart.
        published = updated
    return published, updated


def _date(
    node: Node, key: Literal["published", "updated", "created"], now: datetime
) -> Published | None:
    text = _raw(node, key)
    if text is None:
        return None
    if read := read_date(text, now, Provenance.FEED):
        return read
    parsed = _get(node, f"{key}_parsed", None)  # Greek, Hungarian: feedparser knows more shapes
    if not parsed or re.match(r"\s*\d{4}", text):
        return None
    year, month, day, hour, minute, second = parsed[:6]
    moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    return from_utc(moment, now, Provenance.FEED)


# --- what feedparser keeps ---------------------------------------------------------------------


def _get(node: Node, key: str, default: Any) -> Any:
    assert isinstance(node, dict)  # as every FeedParserDict is
    return dict.get(node, key) or default


def _raw(node: Node, key: str) -> str | None:
    value = _get(node, key, None)
    return value if isinstance(value, str) else None


def _is_html(node: Node, key: str) -> bool:
    kind = str(_get(node, f"{key}_detail", {}).get("type", ""))
    return kind != "text/plain"
