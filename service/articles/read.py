"""Bytes or a feed's entry become a reading: what `articles` is for.

The one door of this stage to the sandbox: every function takes and returns values of `model.py`.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from service.articles import bylines, dates, language, mail, normal, page, text, wire, years
from service.articles.coarse import words
from service.articles.encoding import MOST_TEXT, MOST_TITLE, cap, clean
from service.errors import ParseError
from service.model import Document, Entry, Hints, Reading
from service.texts import decode, unpacked


_MOST_MARKUP = 10 * MOST_TEXT
_PAGES = ("text/html", "application/xhtml")
_MARKDOWN = ("text/markdown", "text/x-markdown")
_OTHERS = (
    "image/",
    "audio/",
    "video/",
    "font/",
    "application/pdf",
    "application/zip",
    "application/msword",
    "application/vnd.",
)
_PAGE_NAME = re.compile(r"\.(?:x?html?|shtml|php|aspx?|jsp)$", re.IGNORECASE)
_TEXT_NAME = re.compile(r"\.(?:txt|text|md|markdown)$", re.IGNORECASE)
_MAIL_NAME = re.compile(r"\.eml$", re.IGNORECASE)
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_LOOKS_LIKE_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main)\b", re.IGNORECASE
)
_CONTINUED = re.compile(
    r"(?:\s*(?:\[?(?:…|\.\.\.)\]?|read more|continue reading|weiterlesen|lire la suite|더보기)\W*)+$",
    re.IGNORECASE,
)
_APPEARED = re.compile(
    r"\n*^(?:the post .{1,400} (?:first )?appeared first on .{1,120}|continue reading\b.{0,300})$\s*",
    re.IGNORECASE | re.MULTILINE,
)


def read(document: Document, hints: Hints) -> Reading:
    """Read a whole document, as what its media type, its name or its first bytes say it is.

    Raises `ParseError`: `empty`, `binary`, `not_a_page`, `not_a_mail`, `bad_gzip`, `too_large`.
    """
    known = replace(hints, url=hints.url or document.url)
    document = unpacked(document)
    reading = _reader(document)(document, known)
    return _with_summary(reading, known.summary)


def coarse(document: Document, hints: Hints) -> str:
    """Give all words of a document that `read` could give, and more, of a page at a fraction of its time.

    Anything else is read, as a mail may be encoded and Markdown marked. Raises `ParseError`, as `read`.
    """
    document = unpacked(document)
    if _reader(document) is page.read:
        return words(document, hints)
    found = read(document, hints)
    whole = decode(document.body, document.media_type)
    known = (hints.title, hints.summary, found.title, found.summary, found.text, whole)
    return clean("\n".join(filter(None, known)))


def read_entry(entry: Entry, hints: Hints) -> Reading:
    """Read an entry by what the feed itself carries: its content, else its summary.

    Raises `ParseError` (`empty`) if it carries neither text nor title.
    """
    known = _merged(entry, hints)
    body = _body(entry.content) or _body(known.summary)
    title = normal.plain((known.title or "")[:_MOST_MARKUP]).replace("\n\n", " ").strip()
    if not (body or title):
        raise ParseError("empty", "the entry has neither a title nor a text")
    lines = body.split("\n\n") if body else []
    opening = next((found for line in lines[:3] if (found := wire.dateline(line))), None)
    printed = opening.printed if opening else None
    signed = [known.author] if known.author else []
    reading = Reading(
        title=cap(title, MOST_TITLE) if title else cap(lines[0], 150),
        text=cap(body, MOST_TEXT),
        author=", ".join(bylines.people(known.author or "")) or bylines.author((), lines),
        outlet=known.outlet,
        wire=wire.credit(lines, bylines=signed),
        dateline=printed,
        language=language.detect(f"{title}\n{body}", known.language, among=known.languages),
        published=dates.credible(known.published, known)
        or dates.from_url(known.url, known)
        or years.of_dateline(printed, known),
        updated=dates.credible(known.updated, known),
    )
    return _with_summary(reading, known.summary)


def read_all(
    document: Document, entries: tuple[Entry, ...], hints: tuple[Hints, ...]
) -> tuple[Reading, ...]:
    """Read many entries of one document in one trip to a worker; one `hints` for each."""
    return tuple(
        read(document, _merged(entry, known)) if entry.whole else read_entry(entry, known)
        for entry, known in zip(entries, hints, strict=True)
    )


def _reader(document: Document) -> Callable[[Document, Hints], Reading]:
    media = (document.media_type or "").partition(";")[0].strip().lower()
    if media.startswith(_OTHERS):
        raise ParseError("binary", f"{media} is not text")
    if media == "message/rfc822" or _MAIL_NAME.search(document.name):
        return mail.read
    if media.startswith(_PAGES):
        return page.read
    if media.startswith(_MARKDOWN) or _MARKDOWN_NAME.search(document.name):
        return _read_markdown
    if _TEXT_NAME.search(document.name) or media == "text/plain":
        return _read_text
    shown = _PAGE_NAME.search(document.name) or _LOOKS_LIKE_PAGE.search(
        document.body[:4096].replace(b"\0", b"")
    )
    return page.read if shown else _read_text


def _read_text(document: Document, hints: Hints) -> Reading:
    return text.read(decode(document.body, document.media_type), hints)


def _read_markdown(document: Document, hints: Hints) -> Reading:
    return text.read(decode(document.body, document.media_type), hints, marked=True)


def _merged(entry: Entry, hints: Hints) -> Hints:
    """Let what the entry itself says stand before what is known of its source."""
    return replace(
        hints,
        title=entry.title or hints.title,
        summary=entry.summary or hints.summary,
        author=entry.author or hints.author,
        outlet=entry.outlet or hints.outlet,
        language=entry.language or hints.language,
        published=entry.published or hints.published,
        updated=entry.updated or hints.updated,
        url=entry.url or hints.url,
    )


def _body(html_or_text: str | None) -> str:
    """Give a feed's text without the line that sends the reader elsewhere."""
    return _APPEARED.sub("", normal.plain((html_or_text or "")[:_MOST_MARKUP])).strip()


def _with_summary(reading: Reading, summary: str | None) -> Reading:
    """Keep the teaser beside the text where it says something that the text does not."""
    teaser = cap(_body(summary), MOST_TEXT)
    _, kept = text_and_teaser(reading.title, reading.text or teaser, teaser)
    return replace(reading, summary=kept) if kept else reading


def text_and_teaser(title: str, text: str, teaser: str | None) -> tuple[str, str | None]:
    """Tell a text from its teaser: what has no text but a teaser has that for its text.

    A teaser that says nothing more is none.
    """
    if not (text and teaser):
        return text or teaser or "", None
    says_more = not (_repeats(teaser, text) or _repeats(teaser, title))
    return text, teaser if says_more else None


def _repeats(teaser: str, body: str) -> bool:
    return normal.fold(_CONTINUED.sub("", teaser)) in normal.fold(body)
