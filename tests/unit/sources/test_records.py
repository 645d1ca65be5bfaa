import json
from typing import Any

import pytest

from service.errors import ParseError
from service.model import Parsed, Precision, Provenance, ZoneBasis
from service.sources.folder import parse
from tests.unit.sources.invented import ITEM, NOW, document, rss


def read(body: Any, name: str = "in/a.json") -> Parsed:
    return parse(document(body if isinstance(body, str) else json.dumps(body), name=name), NOW)


def entry(**record: Any) -> Any:
    return read({"title": "Ferry", **record}).entries[0]


def test_record():
    """A record gives its fields."""
    found = entry(
        id="f1",
        url="https://harbour.example/f1",
        text="The ferry ran aground.",
        summary="Short",
        source="Harbour Post",
        author=["Ana", {"name": "Bo"}],
        language="en",
        published="2026-03-02T07:12+01:00",
        updated="2026-03-02",
    )

    assert (found.id, found.url, found.title) == ("f1", "https://harbour.example/f1", "Ferry")
    assert (found.content, found.summary) == ("The ferry ran aground.", "Short")
    assert (found.outlet, found.author, found.language) == ("Harbour Post", "Ana, Bo", "en")
    assert (found.published.value, found.published.provenance) == (
        "2026-03-02T07:12+01:00",
        Provenance.GIVEN,
    )
    assert (found.updated.value, found.updated.precision) == ("2026-03-02", Precision.DAY)


def test_ids():
    """A record without id is known by its address, else by its place in the file."""
    assert entry(url="https://h.example/1").id == "https://h.example/1"
    assert entry().id == "in/a.json"
    assert [found.id for found in read([{"title": "a"}, {"title": "b"}]).entries] == [
        "in/a.json#1",
        "in/a.json#2",
    ]


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (1_772_434_800, "2026-03-02T07:00:00+00:00"),
        (1_772_434_800_000, "2026-03-02T07:00:00+00:00"),
        (1e300, None),
        (True, None),
        ("soon", None),
        ({"value": "2026-03-01"}, "2026-03-01"),
        ({"value": "soon", "precision": "day", "zone": "stated", "provenance": "meta"}, None),
    ],
)
def test_dates(given, value):
    """Dates come as text, as seconds or milliseconds, or in our own form."""
    found = entry(published=given).published
    assert (found and found.value) == value


def test_our_own_form():
    """What `article read` printed comes back as it was."""
    given = {
        "value": "2026-03-01T10:00+09:00",
        "precision": "minute",
        "zone": "source",
        "provenance": "meta",
    }
    found = entry(published=given).published

    assert (found.value, found.precision) == ("2026-03-01T10:00+09:00", Precision.MINUTE)
    assert (found.zone, found.provenance) == (ZoneBasis.SOURCE, Provenance.META)


def test_json_feed_in_a_file():
    """A JSON Feed in a folder is read as one."""
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "a", "content_text": "x"}],
    }
    parsed = read(body)
    assert (parsed.feed.kind, parsed.entries[0].id) == ("json11", "a")


def test_xml_feed_in_a_file():
    """An RSS file in a folder is read as a feed, but its wish for the next poll is nobody's."""
    parsed = read(rss(ITEM, head="<ttl>60</ttl>"), name="saved.rss")
    assert (parsed.feed.kind, parsed.feed.ttl, parsed.entries[0].id) == ("rss20", None, "ferry-1")


def test_lines():
    """A broken line is named, and costs no other line."""
    parsed = read('{"title": "a"}\n\n{"title": \n[]\n{"id": 4}\r\n{"title": "b"}', name="a.jsonl")

    assert [found.id for found in parsed.entries] == ["a.jsonl#1", "a.jsonl#6"]
    assert [problem.split(":")[0] for problem in parsed.problems] == [
        "line 3, column 11",
        "line 4",
        "line 5",
    ]


def test_broken_records_of_a_list():
    """A list too keeps what it can."""
    assert read([{"title": "a"}, 7]).problems == ("record 2: not a record {...}",)


def test_many_broken_lines():
    """Twenty problems are named, the others counted."""
    parsed = read('{"title": "a"}\n' + "x\n" * 50, name="a.ndjson")
    assert (len(parsed.problems), parsed.problems[-1]) == (21, "... and 30 more")


def test_too_many_lines():
    """What is beyond the cap is counted."""
    assert read('{"title": "a"}\n' * 20_010, name="a.jsonl").cut == 10


@pytest.mark.parametrize(
    ("body", "name", "detail"),
    [
        ('{"title": "a",\n "text" "b"}', "a.json", "line 2, column 9"),
        ("7", "a.json", "neither a record"),
        ("{}", "a.json", "neither title nor text"),
        ("x\ny", "a.jsonl", "line 1, column 1"),
        ("[" * 100_000, "a.jsonl", "line 1: .*too deep"),
    ],
)
def test_broken(body, name, detail):
    """A file of which nothing can be read says where it breaks."""
    with pytest.raises(ParseError, match=f"^bad_json: {detail}"):
        read(body, name=name)


@pytest.mark.parametrize("name", ["a.txt", "B.MD", "c.html", "d.htm"])
def test_pages(name):
    """A page or a text is one article, read as a whole."""
    (found,) = read("Ferry aground\n\nAll are safe.", name=name).entries
    assert (found.id, found.whole, found.content) == (name, True, None)


def test_blank_file():
    """A file of blanks is empty."""
    with pytest.raises(ParseError, match="empty"):
        read(" \n ", name="a.txt")
