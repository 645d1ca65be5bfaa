"""One record of a web archive (WARC 0.18 to 1.1), interpreted by FastWARC: a page, a text, or a feed.

Servers and crawlers lie about codings: what does not unpack as it says is taken as it is.
"""

import io
import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, cast

from service.errors import ParseError
from service.model import Document, Entry, FeedInfo, Parsed
from service.sources.formats import fields, jsonfeed, xmlfeed
from service.texts import MOST_BYTES, decode


if TYPE_CHECKING:
    from fastwarc.warc import HeaderMap, WarcRecord

_PIECE = 256 * 1024
_PAGES = ("text/html", "application/xhtml")
_FEEDS = ("application/rss", "application/atom", "application/rdf", "application/feed+json")
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?.*?\?>\s*|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*<(?:rss|feed|rdf:RDF|RDF)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_NONE = Parsed(feed=FeedInfo(kind="warc"), entries=())


def parse_record(document: Document, now: datetime) -> Parsed:
    """Read one record; what is neither page, text nor feed has no entries.

    Raises `ParseError`: `damaged`, `too_large`, or what a feed in it deserves.
    """
    record = _record(document.body)
    payload, problem = _payload(record, document.body)
    if not _was_good(record) or _is_a_note(record) or not payload.strip():
        return _NONE
    found = replace(
        document,
        body=payload,
        url=_address(record),
        media_type=_media_type(record),
        modified=record.record_date,
    )
    problems = (*_missing(document.body), *problem)
    kind = _kind_of(found)
    if kind == "feed":
        return replace(_feed(found, now), problems=problems)
    if kind == "other":
        return _NONE
    entry = Entry(id=None if found.url else _id(record), url=found.url, whole=True)
    return replace(_NONE, entries=(entry,), document=found, problems=problems)


def _record(raw: bytes, *, decoded: bool = True, http: bool = True) -> "WarcRecord":
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - only worker processes pay for it

    records = ArchiveIterator(
        io.BytesIO(raw),
        parse_http=http,
        auto_decode="all" if decoded else "none",
        stream_detect=False,
        quirks_mode=True,  # lines that end in LF alone
    )
    try:
        return next(records)
    except (OSError, StopIteration, ValueError) as error:
        if decoded:  # a coding that nobody knows
            return _record(raw, decoded=False, http=http)
        raise ParseError("damaged", f"no record of a web archive: {error}"[:200]) from error


def _payload(record: "WarcRecord", raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Give the body, unpacked as its headers say; as it is where they are wrong."""
    if record.is_http_parsed and _http(record) is None:
        return _read(_record(raw, http=False))
    body, problem = _read(record)
    if problem and not body:
        return _read(_record(raw, decoded=False))
    return body, problem


def _read(record: "WarcRecord") -> tuple[bytes, tuple[str, ...]]:
    found = bytearray()
    try:
        while piece := record.reader.read(_PIECE):
            found += piece
            if len(found) > MOST_BYTES:
                raise ParseError("too_large", f"more than {MOST_BYTES:,} bytes when unpacked")
    except (OSError, ValueError) as error:
        return bytes(found), (f"its body is damaged after {len(found):,} bytes: {error}"[:200],)
    return bytes(found), ()


def _missing(raw: bytes) -> tuple[str, ...]:
    """Tell a record that breaks off; its own length is what the archive promised."""
    head, _, block = raw.replace(b"\r\n\r\n", b"\n\n", 1).partition(b"\n\n")
    length = re.search(rb"(?im)^Content-Length:[ \t]*(\d{1,15})", head)
    left = int(length[1]) - len(block) if length else 0
    return (f"it breaks off: {left:,} bytes are missing",) if left > 0 else ()


def _http(record: "WarcRecord") -> "HeaderMap | None":
    """Give the server's headers, where the block begins with a status as HTTP does."""
    headers = cast("HeaderMap | None", record.http_headers)
    return headers if headers is not None and headers.status_code else None


def _was_good(record: "WarcRecord") -> bool:
    """Whether the server gave what was asked for; what was no HTTP has no status."""
    headers = _http(record)
    return headers is None or 200 <= (headers.status_code or 0) < 300


def _is_a_note(record: "WarcRecord") -> bool:
    """Tell what a crawler writes for itself: its log, its settings, answers to name look-ups."""
    address = (record.headers.get("WARC-Target-URI") or "").strip("<>").lower()
    return address.startswith(("metadata:", "dns:", "whois:", "urn:"))


def _address(record: "WarcRecord") -> str | None:
    """Give the page's address; wget writes it in angle brackets."""
    return fields.link((record.headers.get("WARC-Target-URI") or "").strip("<>"))


def _id(record: "WarcRecord") -> str | None:
    return fields.identity(record.headers.get("WARC-Record-ID"))


def _media_type(record: "WarcRecord") -> str | None:
    headers = _http(record) or record.headers
    found = fields.optional(headers.get("Content-Type"), 200)
    return None if found and found.startswith("application/http") else found


def _kind_of(document: Document) -> str:
    """Tell page, text, feed and what is none, by what is stated, and by what is there."""
    media = (document.media_type or "").partition(";")[0].strip().lower()
    head = document.body[:4096]
    if media.startswith(_FEEDS) or _FEED.match(head):  # many feeds are sent as pages
        return "feed"
    if media.startswith((*_PAGES, "text/plain")):
        return "text"
    return "text" if not media and _PAGE.match(head) else "other"


def _feed(document: Document, now: datetime) -> Parsed:
    text = decode(document.body, document.media_type)
    if text.lstrip()[:1] == "{":
        return jsonfeed.parse_json_feed(document, text, now)
    return xmlfeed.parse_xml_feed(document, text, now)
