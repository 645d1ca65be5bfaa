"""JSON files that people and programs put into a folder: one record, a list, or one on each line."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from service.errors import ParseError
from service.model import (
    Document,
    Entry,
    FeedInfo,
    Parsed,
    Precision,
    Provenance,
    Published,
    ZoneBasis,
)
from service.sources.formats import fields
from service.sources.formats.dates import from_utc, is_possible, read_date
from service.sources.formats.jsonfeed import is_json_feed, load_json, read_json_feed


MOST_RECORDS = 20_000
_MOST_PROBLEMS = 20

Record = Mapping[str, Any]


def parse_json(document: Document, text: str, now: datetime) -> Parsed:
    """Read a record, a list of records, or a JSON Feed. Raises `ParseError` (`bad_json`)."""
    value = load_json(text)
    if is_json_feed(value):
        return read_json_feed(document, value, now)
    if isinstance(value, Mapping):
        return _parsed([_entry(value, document.name, now)], [])
    if not isinstance(value, list):
        raise ParseError("bad_json", "neither a record {...} nor a list of records [...]")
    numbered = [(f"record {number}", number, item) for number, item in enumerate(value, 1)]
    return _collect(numbered, lambda item: item, document, now)


def parse_jsonl(document: Document, text: str, now: datetime) -> Parsed:
    """Read one record a line. Lines that are none are named in `problems`.

    Raises `ParseError` (`bad_json`) where no line can be read.
    """
    lines = [
        (f"line {number}", number, line)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]
    return _collect(lines, _load_line, document, now)


def _collect(
    numbered: list[tuple[str, int, Any]],
    load: Callable[[Any], Any],
    document: Document,
    now: datetime,
) -> Parsed:
    entries: list[Entry] = []
    problems: list[str] = []
    for label, number, item in numbered[:MOST_RECORDS]:
        try:
            entries.append(_entry(load(item), f"{document.name}#{number}", now))
        except ParseError as error:
            problems.append(
                f"{label}, {error.detail}"
                if "column" in error.detail
                else f"{label}: {error.detail}"
            )
    if problems and not entries:
        raise ParseError("bad_json", problems[0])
    return _parsed(entries, problems, cut=max(0, len(numbered) - MOST_RECORDS))


def _parsed(entries: list[Entry], problems: list[str], cut: int = 0) -> Parsed:
    more = len(problems) - _MOST_PROBLEMS
    shown = problems[:_MOST_PROBLEMS] + ([f"... and {more} more"] if more > 0 else [])
    return Parsed(
        feed=FeedInfo(kind="file"), entries=tuple(entries), cut=cut, problems=tuple(shown)
    )


def _load_line(line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise ParseError("bad_json", f"column {error.colno}: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise ParseError("bad_json", "numbers too long or brackets too deep") from error


def _entry(record: Any, fallback: str, now: datetime) -> Entry:
    """Read a record; `fallback` is its id where it has neither `id` nor `url`."""
    if not isinstance(record, Mapping):
        raise ParseError("bad_json", "not a record {...}")
    title = fields.plain(_first(record, "title", "headline") or "", is_html=False)
    content = _first(record, "text", "content", "body", "content_html", "content_text")
    summary = _first(record, "summary", "description")
    if not (title or content or summary):
        raise ParseError("bad_json", "neither title nor text in this record")
    url = fields.link(record.get("url") or record.get("link"))
    return Entry(
        id=fields.identity(record.get("id")) or url or fallback,
        url=url,
        title=title,
        summary=summary,
        content=content,
        author=_authors(record.get("author") or record.get("authors")),
        language=fields.language(record.get("language") or record.get("lang")),
        outlet=_name(record.get("outlet") or record.get("source") or record.get("publisher")),
        published=_date(record, now, "published", "date_published", "published_at", "date"),
        updated=_date(record, now, "updated", "date_modified", "updated_at", "modified"),
    )


def _first(record: Record, *keys: str) -> str | None:
    return next((text for key in keys if (text := fields.optional(record.get(key)))), None)


def _name(given: Any) -> str | None:
    """Read `"Harbour Post"` as well as `{"name": "Harbour Post"}`."""
    value = given.get("name") or given.get("title") if isinstance(given, Mapping) else given
    return fields.plain(value, is_html=False, most=200) or None if isinstance(value, str) else None


def _authors(given: Any) -> str | None:
    several = given if isinstance(given, list) else [given]
    names = (_name(one) for one in several[:20])
    return fields.people(fields.person(name) for name in names if name)


def _date(record: Record, now: datetime, *keys: str) -> Published | None:
    given = next((record[key] for key in keys if record.get(key)), None)
    if isinstance(given, Mapping):
        return _exact(given, now)
    if isinstance(given, int | float) and not isinstance(given, bool):
        return _from_seconds(given, now)
    return read_date(given, now, Provenance.GIVEN) if isinstance(given, str) else None


def _from_seconds(seconds: float, now: datetime) -> Published | None:
    """Read seconds since 1970, or milliseconds where seconds would lie beyond the year 5000."""
    try:
        value = seconds / 1000 if seconds > 1e11 else seconds
        return from_utc(datetime.fromtimestamp(value, UTC), now, Provenance.GIVEN)
    except (ValueError, OverflowError, OSError):
        return None


def _exact(given: Record, now: datetime) -> Published | None:
    """Read our own form back: `{"value": ..., "precision": ..., "zone": ...}`."""
    plain = read_date(fields.optional(given.get("value"), 100), now, Provenance.GIVEN)
    try:
        exact = Published(
            value=str(given["value"]),
            precision=Precision(given["precision"]),
            zone=ZoneBasis(given["zone"]),
            provenance=Provenance(given["provenance"]),
        )
        return exact if plain and is_possible(exact, now) else plain
    except (KeyError, ValueError, TypeError):
        return plain
