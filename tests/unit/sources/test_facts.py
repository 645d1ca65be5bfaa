"""Feed facts of two parsers' own test suites; figures of each tool are in docs/quality.md."""

import base64
import gzip
import html
import json
import os
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from service.errors import ParseError
from service.model import Parsed
from service.sources.feed import parse
from tests.unit.sources.invented import NOW, document


ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("WIREWATCH_DATA", ROOT / "../shared/data")) / "feeds/facts.jsonl.gz"  # noqa: TID251 - tests have no settings
NAMES = {"link": "url"}


def text(value: object) -> str:
    """Reduce a value to what a reader sees of it."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", str(value or ""))).split())


def said(parsed: Parsed | None, fact: dict[str, Any]) -> object:
    """Give what we read where a fact says something."""
    if parsed is None or (fact["where"] == "items" and fact["index"] >= len(parsed.entries)):
        return None
    part = parsed.feed if fact["where"] == "feed" else parsed.entries[fact["index"]]
    value = getattr(part, NAMES.get(fact["field"], fact["field"]))
    if fact["field"] in {"published", "updated"} and value:
        moment = datetime.fromisoformat(value.value)
        return (
            (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
        )
    return value


def read(case: dict[str, str]) -> Parsed | None:
    try:
        return parse(document(base64.b64decode(case["body_base64"])), NOW)
    except ParseError:
        return None


@pytest.mark.skipif(not DATA.exists(), reason=f"no development data at {DATA}")
def test_facts():
    """Feed facts are right at feedparser's own quality, and on gofeed's half far beyond it."""
    right: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    with gzip.open(DATA, "rt") as lines:
        for case in map(json.loads, lines):
            parsed = read(case)
            for fact in case["facts"]:
                all_of[case["set"]] += 1
                right[case["set"]] += text(said(parsed, fact)) == text(fact["value"])

    assert right["feedparser"] >= 0.98 * all_of["feedparser"]
    assert right["gofeed"] >= 0.95 * all_of["gofeed"]
