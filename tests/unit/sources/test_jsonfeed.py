import json
from typing import Any

import pytest

from service.errors import ParseError
from service.model import Parsed
from service.sources.feed import parse
from tests.unit.sources.invented import NOW, document


def read(version: str = "https://jsonfeed.org/version/1.1", **fields: Any) -> Parsed:
    body = {"version": version, "title": "Harbour Post", "items": [], **fields}
    return parse(document(json.dumps(body), url="https://feeds.example/feed.json"), NOW)


def entry(**item: Any) -> Any:
    return read(home_page_url="https://harbour.example/", language="en", items=[item]).entries[0]


def test_item():
    """An item gives its fields."""
    found = entry(
        id=7,
        url="/ferry",
        title="Ferry &amp; harbour",
        content_html="<p>Whole</p>",
        summary="Short",
        authors=[{"name": "Ana"}, {"name": "Bo"}],
        date_published="2026-03-02T07:12:00+01:00",
        date_modified="2026-03-02T08:00:00Z",
        language="sv",
    )

    assert (found.id, found.url, found.title) == (
        "7",
        "https://harbour.example/ferry",
        "Ferry & harbour",
    )
    assert (found.content, found.summary) == ("<p>Whole</p>", "Short")
    assert (found.author, found.language) == ("Ana, Bo", "sv")
    assert found.published.value == "2026-03-02T07:12:00+01:00"
    assert found.updated.value == "2026-03-02T08:00:00+00:00"


def test_bare_item():
    """An item without id has its address as id, an outside one if need be."""
    found = entry(
        external_url="https://other.example/x", content_text="Text", author={"name": "Ana"}
    )

    assert (found.id, found.url) == ("https://other.example/x",) * 2
    assert (found.content, found.author, found.language) == ("Text", "Ana", "en")


@pytest.mark.parametrize(
    ("version", "kind"),
    [
        ("https://jsonfeed.org/version/1", "json10"),
        ("http://jsonfeed.org/version/1.1", "json11"),
        ("7", "json"),
    ],
)
def test_kind(version, kind):
    """The version is told."""
    assert read(version=version).feed.kind == kind


def test_strange_shapes():
    """What has another shape than the standard says is passed over."""
    parsed = read(items=["x", {"id": "a", "authors": "Ana", "title": None, "url": 7}, None])
    assert [(found.id, found.author, found.title) for found in parsed.entries] == [
        ("a", "Ana", "")
    ]


def test_lone_surrogate():
    """An escape that is no character never reaches the store."""
    entry(id="a", title="x\ud800").title.encode()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('{"error": "rate limit"}', "not_a_feed"),
        ("[1]", "not_a_feed"),
        ('{"version": \n  }', "bad_json: line 2, column 3"),
        ("[" * 100_000, "bad_json"),
        ('{"a": ' + "1" * 5_000 + "}", "bad_json"),
    ],
)
def test_refused(body, code):
    """Other JSON is no feed, and broken JSON says where."""
    with pytest.raises(ParseError, match=f"^{code}"):
        parse(document(body), NOW)


def test_too_many():
    """Of too many items the newest are taken and the rest is counted."""
    items = [{"id": n, "date_published": f"{1900 + n // 20}-01-01"} for n in range(2_100)]
    parsed = read(items=items)
    assert (parsed.entries[0].id, parsed.cut) == ("100", 100)
