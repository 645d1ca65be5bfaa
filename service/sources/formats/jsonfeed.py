"""JSON Feed, 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.errors import ParseError
from service.model import Document, Entry, FeedInfo, Parsed, Provenance
from service.sources.formats import fields
from service.sources.formats.dates import read_date
from service.sources.formats.newest import newest


_VERSION = re.compile(r"jsonfeed\.org/version/(\d+)(?:\.(\d+))?", re.IGNORECASE)


def load_json(text: str) -> Any:
    """Read JSON. Raises `ParseError` (`bad_json`) with the place."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ParseError(
            "bad_json", f"line {error.lineno}, column {error.colno}: {error.msg}"
        ) from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 10,000 brackets
        raise ParseError("bad_json", "numbers too long or brackets too deep") from error


def is_json_feed(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("items"), list)
        and not {"version", "feed_url", "home_page_url"}.isdisjoint(value)
    )


def parse_json_feed(document: Document, text: str, now: datetime) -> Parsed:
    """Read a feed. Raises `ParseError`: `bad_json`, or `not_a_feed` for any other JSON."""
    value = load_json(text)
    if not is_json_feed(value):
        raise ParseError("not_a_feed", "this is JSON, but no JSON Feed")
    return read_json_feed(document, value, now)


def read_json_feed(document: Document, value: Mapping[str, Any], now: datetime) -> Parsed:
    bases = (fields.link(value.get("home_page_url")), document.url)
    info = FeedInfo(
        kind=_kind(str(value.get("version"))),
        title=fields.plain(str(value.get("title") or ""), is_html=False) or None,
        url=fields.link(value.get("home_page_url"), document.url),
        language=fields.language(value.get("language")),
        author=_authors(value),
        summary=fields.optional(value.get("description")),
    )
    entries = [
        _entry(item, info, bases, now) for item in value["items"] if isinstance(item, Mapping)
    ]
    kept, cut = newest(entries)
    return Parsed(feed=info, entries=kept, cut=cut)


def _kind(version: str) -> str:
    match = _VERSION.search(version)
    return "json" + "".join(match.groups("0")) if match else "json"


def _entry(
    item: Mapping[str, Any], info: FeedInfo, bases: tuple[str | None, ...], now: datetime
) -> Entry:
    url = fields.link(item.get("url"), *bases) or fields.link(item.get("external_url"), *bases)
    return Entry(
        id=fields.identity(item.get("id")) or url,
        url=url,
        title=fields.plain(str(item.get("title") or ""), is_html=False),
        summary=fields.optional(item.get("summary")),
        content=fields.optional(item.get("content_html"))
        or fields.optional(item.get("content_text")),
        author=_authors(item),
        language=fields.language(item.get("language")) or info.language,
        published=read_date(_text(item, "date_published"), now, Provenance.FEED),
        updated=read_date(_text(item, "date_modified"), now, Provenance.FEED),
    )


def _text(item: Mapping[str, Any], key: str) -> str | None:
    return fields.optional(item.get(key), 200)


def _authors(item: Mapping[str, Any]) -> str | None:
    """Take `authors` (1.1) or `author` (1.0), an object or, against the standard, a name."""
    given = item.get("authors") or item.get("author")
    several = given if isinstance(given, list) else [given]
    return fields.people(_author(one) for one in several[:20])


def _author(given: Any) -> str | None:
    name = given.get("name") if isinstance(given, Mapping) else given
    return fields.person(name) if isinstance(name, str) else None
