"""Single records of web archives: pages, texts, feeds, and what is none."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import ParseError
from service.model import Parsed
from service.sources import loader, warc
from tests.unit.sources.invented import ITEM, NOW, document, rss
from tests.unit.sources.warcs import HTML, record, reply


PACKED = gzip.compress(HTML)


def parsed(raw: bytes) -> Parsed:
    return warc.parse(document(raw, name="a.warc.gz at 0+0"), NOW)


def body(raw: bytes) -> bytes | None:
    found = parsed(raw)
    return found.document.body if found.document else None


def test_page():
    """A page comes with its address, its media type and the time it was fetched."""
    found = parsed(record(reply()))
    (entry,) = found.entries

    assert found.document is not None
    assert (entry.url, entry.whole, entry.id) == ("https://harbour.example/ferry", True, None)
    assert (found.document.body, found.document.url) == (HTML, entry.url)
    assert found.document.media_type == "text/html; charset=utf-8"
    assert found.document.modified is not None
    assert found.document.modified.isoformat() == "2026-03-01T10:00:00+00:00"


@pytest.mark.parametrize(
    "block",
    [
        reply(PACKED, content_encoding="gzip"),
        reply(zlib.compress(HTML), content_encoding="deflate"),
        reply(
            b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, HTML[:9], len(HTML) - 9, HTML[9:]),
            transfer_encoding="chunked",
        ),
        reply(HTML, content_encoding="gzip"),
        reply(HTML, transfer_encoding="chunked"),
        reply(HTML, content_encoding="nonsense"),
    ],
)
def test_codings(block):
    """What is packed is unpacked, and what only says so is taken as it is."""
    assert body(record(block)) == HTML


@pytest.mark.parametrize(
    ("kind", "media"), [("resource", "text/html"), ("conversion", "text/plain; charset=utf-8")]
)
def test_resources(kind, media):
    """What was no HTTP is taken with the record's own type; without an address it has an id."""
    found = parsed(record(HTML, kind=kind, media=media, url="file:///ferry.html"))

    assert found.document is not None
    assert (found.document.body, found.document.media_type) == (HTML, media)
    assert (found.entries[0].url, found.entries[0].id) == (
        None,
        "<urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>",
    )


@pytest.mark.parametrize("media", ["application/rss+xml", "text/xml", "text/html", ""])
def test_feeds(media):
    """An archived feed gives its entries, whatever it was sent as."""
    found = parsed(record(reply(rss(ITEM).encode(), content_type=media)))

    assert [entry.id for entry in found.entries] == ["ferry-1"]
    assert found.document is None


def test_json_feed():
    """A JSON Feed is one, too."""
    feed = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}'
    found = parsed(record(reply(feed, content_type="application/feed+json")))

    assert [entry.id for entry in found.entries] == ["1"]


@pytest.mark.parametrize(
    "raw",
    [
        record(reply(status="404 Not Found")),
        record(reply(status="301 Moved")),
        record(reply(b"\x89PNG", content_type="image/png")),
        record(reply(b'{"a": 1}', content_type="application/json")),
        record(reply(b"<svg/>", content_type="image/svg+xml")),
        record(reply(b"", content_type="text/html")),
        record(b"10.0.0.1", kind="resource", media="text/dns", url="dns:harbour.example"),
        record(b"-O x", kind="resource", media="text/plain", url="metadata://gnu.org/wget.log"),
    ],
)
def test_what_is_no_article(raw):
    """Errors, pictures, data and a crawler's own notes have no entries, and are no failure."""
    found = parsed(raw)

    assert (found.entries, found.problems, found.document) == ((), (), None)


def test_http_without_a_header():
    """A block that should be HTTP and is not is taken as it stands."""
    assert body(record(HTML)) == HTML


def test_address_in_angle_brackets():
    """Wget 1.14 wrote addresses so."""
    assert parsed(record(reply(), url="<https://harbour.example/ferry>")).entries[0].url


def test_what_breaks_off():
    """The part that is there is read, and the rest is told."""
    whole = record(reply(HTML))
    cut = whole[: -4 - 20]
    found = parsed(cut)

    assert found.document is not None
    assert found.document.body == HTML[:-20]
    assert found.problems == ("it breaks off: 20 bytes are missing",)


def test_damaged_body():
    """What unpacks to the middle is read to there, and the damage is told."""
    text = HTML + bytes(range(256)) * 2_000
    spoilt = bytearray(gzip.compress(text, 0))
    spoilt[-300_000] ^= 0xFF
    spoilt[200_000:200_004] = b"\xff" * 4
    found = parsed(record(reply(bytes(spoilt), content_encoding="gzip")))

    assert found.document is not None
    assert found.document.body.startswith(HTML)
    assert "damaged after" in found.problems[0]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (record(reply(gzip.compress(bytes(20_000_000)), content_encoding="gzip")), "too_large"),
        (b"hello", "damaged"),
        (b"", "damaged"),
        (
            record(reply(b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", content_type="text/xml")),
            "entity_refused",
        ),
    ],
)
def test_what_cannot_be_read(raw, code):
    """Bombs, noise and hostile feeds are refused with their reason."""
    with pytest.raises(ParseError) as refused:
        parsed(raw)
    assert refused.value.code == code


@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes(noise, at):
    """Whatever a record holds, the answer is entries or a `ParseError`."""
    whole = record(reply())
    try:
        found = parsed(whole[:at] + noise + whole[at:])
    except ParseError:
        return
    assert found.entries or found.document is None


def test_registered():
    """`kind: warc` finds it, and it asks no server."""
    assert not loader.find("warc").POLLED
