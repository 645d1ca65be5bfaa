"""How many facts of feeds are read right, beside other parsers on the same feeds in the same run.

    python bench/quality_feeds.py               all tools, some seconds

The feeds are those of `WIREWATCH_DATA` (default ../shared/data): test suites of two parsers, with what each
suite expects (title, link, dates, ...), where a reader would see it. A fact is right if a reader sees the
same: without tags, entities resolved, blanks as one; dates at the same instant.
"""

import argparse
import base64
import calendar
import gzip
import html
import io
import json
import os
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from service.errors import ParseError
from service.model import Document, Published
from service.sources import feed


DATA = Path(os.environ.get("WIREWATCH_DATA", Path(__file__).parents[1] / "../shared/data"))  # noqa: TID251 - benches have no settings
FEEDS = Path("feeds/facts.jsonl.gz")
NOW = datetime(2027, 1, 1, tzinfo=UTC)
_TAG = re.compile(r"<[^>]*>")

Facts = Mapping[str, object]
Found = tuple[Facts, Sequence[Facts]]
"""What a tool says of a feed, and of each of its items, under the names that the truth has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A feed of a test suite."""

    id: str
    suite: str
    body: bytes
    facts: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one tool read in all feeds."""

    tool: str
    right: Counter[str]
    all_of: Counter[str]
    wrong: Sequence[str]
    seconds: float


def load(file: Path) -> list[Case]:
    with gzip.open(file, "rt") as lines:
        return [
            Case(
                id=one["id"],
                suite=one["set"],
                body=base64.b64decode(one["body_base64"]),
                facts=one["facts"],
            )
            for one in map(json.loads, lines)
        ]


# --- the tools -----------------------------------------------------------------------------------


def _wirewatch(body: bytes) -> Found:
    parsed = feed.parse(Document(name="feed", body=body), NOW)
    names = ("title", "author", "language", "summary", "published", "updated")
    info = {name: getattr(parsed.feed, name) for name in names} | {"link": parsed.feed.url}
    items = [
        {name: getattr(one, name) for name in (*names, "id", "content")} | {"link": one.url}
        for one in parsed.entries
    ]
    return info, items


def _feedparser(body: bytes) -> Found:
    import feedparser  # noqa: PLC0415 - each tool is loaded when it is asked

    result = feedparser.parse(
        io.BytesIO(body), response_headers={"content-type": "application/xml"}
    )
    return _like_feedparser(result.feed), [_like_feedparser(one) for one in result.entries]


def _like_feedparser(node: Mapping[str, Any]) -> Facts:
    assert isinstance(node, dict)
    own: dict[str, Any] = node  # its own `get` knows aliases, and warns
    content = node.get("content") or [{}]
    named = {name: dict.get(own, name) for name in ("title", "link", "author", "language", "id")}
    dates = {name: _instant(node.get(f"{name}_parsed")) for name in ("published", "updated")}
    summary = dict.get(own, "summary") or dict.get(own, "subtitle")
    return named | dates | {"summary": summary, "content": content[0].get("value")}


def _instant(parsed: Any) -> datetime | None:
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None


def _fastfeedparser(body: bytes) -> Found:
    import fastfeedparser  # noqa: PLC0415 - as above

    result = fastfeedparser.parse(body)
    return _like_fastfeedparser(result.feed), [_like_fastfeedparser(one) for one in result.entries]


def _like_fastfeedparser(node: Mapping[str, Any]) -> Facts:
    content = node.get("content") or [{}]
    names = ("title", "link", "author", "language", "id", "published", "updated")
    summary = node.get("description") or node.get("subtitle") or node.get("summary")
    named = {name: node.get(name) for name in names}
    return named | {"summary": summary, "content": content[0].get("value")}


TOOLS: Mapping[str, Callable[[bytes], Found]] = {
    "wirewatch": _wirewatch,
    "feedparser": _feedparser,
    "fastfeedparser": _fastfeedparser,
}


# --- the comparison ------------------------------------------------------------------------------


def seen(value: object) -> tuple[str, str]:
    """Give what a reader sees: of a text with markup, and of one that only looks so."""
    if isinstance(value, Published):
        value = datetime.fromisoformat(value.value)
    if isinstance(value, datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        value = moment.astimezone(UTC).isoformat()
    text = str(value or "")
    return _blanks(html.unescape(_TAG.sub("", text))), _blanks(html.unescape(text))


def _blanks(text: str) -> str:
    return " ".join(text.split())


def is_right(said: object, fact: object) -> bool:
    return any(one == other for one, other in zip(seen(said), seen(fact), strict=True))


def run(tool: str, cases: Sequence[Case]) -> Run:
    right: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    wrong: list[str] = []
    seconds = 0.0
    for case in cases:
        started = time.process_time()
        found = _tried(TOOLS[tool], case.body)
        seconds += time.process_time() - started
        for fact in case.facts:
            said = _said(found, fact)
            good = is_right(said, fact["value"])
            all_of[case.suite] += 1
            right[case.suite] += good
            if not good:
                wrong.append(
                    f"{case.id} {fact['where']}.{fact['field']}: {said!r}, not {fact['value']!r}"
                )
    return Run(tool=tool, right=right, all_of=all_of, wrong=wrong, seconds=seconds)


def _tried(read: Callable[[bytes], Found], body: bytes) -> Found:
    try:
        return read(body)
    except ParseError:
        return {}, ()
    except Exception:  # noqa: BLE001 - rivals raise what they like; it counts as nothing read
        return {}, ()


def _said(found: Found, fact: Mapping[str, Any]) -> object:
    info, items = found
    if fact["where"] == "feed":
        return info.get(fact["field"])
    return items[fact["index"]].get(fact["field"]) if fact["index"] < len(items) else None


def table(runs: Sequence[Run], cases: Sequence[Case]) -> Iterator[str]:
    suites = sorted({case.suite for case in cases})
    yield f"| tool | {' | '.join(f'facts of {one}' for one in suites)} | feeds a second |"
    yield f"| --- |{' ---: |' * (len(suites) + 1)}"
    for one in runs:
        cells = [f"{one.right[suite]} of {one.all_of[suite]}" for suite in suites]
        yield f"| {one.tool} | {' | '.join(cells)} | {len(cases) / one.seconds:,.0f} |"


def section(file: Path = DATA / FEEDS) -> tuple[list[str], Sequence[str]]:
    """Give the table as Markdown, and what we read otherwise than expected.

    Raises `FileNotFoundError` where the feeds are not.
    """
    warnings.simplefilter("ignore")  # of the rivals
    cases = load(file)
    runs = [run(tool, cases) for tool in TOOLS]
    return list(table(runs, cases)), runs[0].wrong


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--file", type=Path, default=DATA / FEEDS, help="feeds in the same form")
    given = options.parse_args()
    if not given.file.exists():
        sys.exit(f"the development feeds are not here: {given.file} (set WIREWATCH_DATA)")
    lines, wrong = section(given.file)
    print(*lines, "", *wrong, sep="\n")


if __name__ == "__main__":
    main()
