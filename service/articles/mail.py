"""A mail read as an article: newsletters, alerts, and reports that colleagues forward.

The subject is the title, the sender the writer or the outlet, the date that of the header. Headers are
undone here and not by `email`: real ones hold raw bytes, characters that two encoded words share, and
labels that mean a wider set; and its own way of undoing them fails on some and takes for ever on others.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import Message

from service.articles import bylines, dates, language, normal, outlets, page, text
from service.articles.encoding import MOST_TEXT, cap, clean
from service.articles.lines import tidy
from service.errors import ParseError
from service.model import Document, Hints, Provenance, Reading
from service.texts import decode


_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_NAMING = ("from", "subject", "date", "message-id", "received", "to")
"""Without any of these it is no mail."""
_MOST_HEADER = 4_000
_MOST_LINK = 2_048
"""Bytes: a longer one could not be looked up in every database."""
_LONG_HEADER = re.compile(
    rb"^content-[a-z-]{1,40}:(?:[^\n]*+(?:\n[ \t])?+)*+", re.IGNORECASE | re.MULTILINE
)
"""The headers that `email` takes apart itself, in quadratic time; cut where they are no headers."""
_STUB = 200
"""A plain part shorter than this may only say that there is an HTML part."""
_ENCODED = re.compile(r"=\?([\w.:-]{1,40})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?\s]{0,2000})\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?)")
_SIGNATURE = re.compile(r"^-- \r?$", re.MULTILINE)
_WEB = re.compile(r"<?(https?://[^\s<>\"]{4,2000})>?")
_MAILBOX = re.compile(
    r"<(?P<angled>[^<>\s]{1,64}@[\w.-]{1,255})>|(?P<bare>[\w.+-]{1,64}@[\w.-]{1,255})(?:\s*\((?P<name>[^()]{1,200})\))?"
)
_BOTH = re.compile(
    r"^(?P<person>[^,|(]{3,60}?)(?:,| at | via | \|| [-–—·]|\s?\()\s*(?P<outlet>[^()]{2,80})\)?$"
)
_REVERSED = re.compile(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w'’.-]+)$")
_ROLES = re.compile(
    r"^(?:alerts?|breaking|briefings?|contact|daily|desk|digest|editors?|hello|info|mail|media|news\w*|no-?reply|press\w*|redaktion"
    r"|releases?|service|updates?|weekly|wire)(?:$|[._+-])",
    re.IGNORECASE,
)
"""Mailboxes of an office, not of a person."""


@dataclass(slots=True, kw_only=True)
class _Parts:
    plain: list[Message] = field(default_factory=list)
    pages: list[Message] = field(default_factory=list)
    attachments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sender:
    person: str | None = None
    outlet: str | None = None


def read(document: Document, hints: Hints) -> Reading:
    """Read a mail; what is attached is counted and not read.

    Raises `ParseError`: `empty`, `not_a_mail`.
    """
    message = _message(document.body)
    parts = _sorted(message)
    reading = _body(document, parts, _known(message, hints))
    archived = _WEB.search(_header(message, "archived-at"))
    if archived and len(archived[1].encode(errors="replace")) > _MOST_LINK:
        archived = None
    return replace(
        reading,
        url=reading.url or (archived[1] if archived else None),
        attachments=parts.attachments,
    )


def _message(body: bytes) -> Message:
    for mark, name in _WIDE:
        if body.startswith(mark):
            body = body.decode(name, "replace").encode()
    body = _LONG_HEADER.sub(lambda header: header[0][:_MOST_HEADER], body.lstrip())
    try:
        # Lazy about headers, unlike the default policy: they are undone below.
        message = message_from_bytes(body, policy=policy.compat32)
    except RecursionError as error:
        raise ParseError("not_a_mail", "its parts are nested too deeply") from error
    if not any(name in message for name in _NAMING):
        raise ParseError("not_a_mail", "it has none of the headers of a mail")
    return message


# --- parts ---------------------------------------------------------------------------------------


def _sorted(message: Message) -> _Parts:
    """Sort the parts into texts to read and attachments; a mail within the mail is one of these."""
    parts = _Parts()
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [one for one in reversed(inner) if isinstance(one, Message)]
        elif part.get_content_disposition() != "attachment" and not part.get_filename():
            _shelve(part, parts)
        else:
            parts.attachments += 1
    return parts


def _shelve(part: Message, parts: _Parts) -> None:
    kind = part.get_content_type()
    if kind == "text/html":
        parts.pages.append(part)
    elif kind in {"text/plain", "text/markdown", "text/enriched"} or _is_bare(part):
        parts.plain.append(part)
    elif "content-id" not in part:  # else it is a picture within the page
        parts.attachments += 1


def _is_bare(part: Message) -> bool:
    """Tell a part whose type is broken, such as `multipart` without parts."""
    return part.get_content_maintype() == "multipart"


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else str(part.get_payload()).encode()


def _type(part: Message) -> str:
    return str(part.get("content-type", ""))


def _shown(part: Message) -> str:
    try:
        return decode(_bytes(part), _type(part))
    except ParseError:  # nothing in it, or nothing that can be read
        return ""


# --- the text ------------------------------------------------------------------------------------


def _body(document: Document, parts: _Parts, hints: Hints) -> Reading:
    plain = "\n\n".join(filter(None, map(_plain, parts.plain)))
    markup = max(map(_shown, parts.pages), key=len, default="")
    visible = normal.plain(markup[: 10 * MOST_TEXT])
    if len(plain) < _STUB and len(visible) > 4 * len(plain):
        return _page(document, markup, visible, hints)
    return _text(plain, hints)


def _plain(part: Message) -> str:
    """Give the text above the signature, lines joined that only the transport broke (RFC 3676)."""
    shown = _SIGNATURE.split(_shown(part), maxsplit=1)[0]
    kind = _type(part).lower()
    if "flowed" not in kind:
        return shown.strip()
    lines = [line.rstrip("\r").removeprefix(" ") for line in shown.split("\n")]
    glue = "" if "delsp=yes" in kind.replace(" ", "").replace('"', "") else " "
    joined = (line[:-1] + glue if line.endswith(" ") else f"{line}\n" for line in lines)
    return "".join(joined).strip()


def _page(document: Document, markup: str, visible: str, hints: Hints) -> Reading:
    body = Document(name=document.name, body=markup.encode(), media_type="text/html")
    try:
        reading = page.read(body, hints)
    except ParseError:
        reading = Reading(title="", text="")
    if reading.text and len(reading.text) * 4 > len(visible):
        return reading
    return _text(visible, hints)  # mails are laid out in tables, in which a page has its menus


def _text(body: str, hints: Hints) -> Reading:
    """Read a text; a flash of a line, which looks like furniture, is all that its mail has to say."""
    if not body.strip() and not hints.title:
        raise ParseError("empty", "the mail has neither a subject nor a text")
    try:
        reading = text.read(body, hints)
    except ParseError:
        reading = Reading(title="", text="")
    if reading.text:
        return reading
    short = normal.plain(body)
    return replace(
        reading,
        title=hints.title or cap(tidy(short), 150),
        text=cap(short, MOST_TEXT),
        author=reading.author or hints.author,
        outlet=reading.outlet or hints.outlet,
        language=language.detect(
            short or hints.title or "", hints.language, among=hints.languages
        ),
        published=reading.published or dates.credible(hints.published, hints),
    )


# --- headers -------------------------------------------------------------------------------------


def _known(message: Message, hints: Hints) -> Hints:
    """Let what the mail says of itself stand before what is known of its source."""
    sender = _sender(message)
    subject = tidy(clean(_header(message, "subject")))
    return replace(
        hints,
        title=hints.title or subject or None,
        author=hints.author or sender.person,
        outlet=sender.outlet or hints.outlet,
        language=hints.language or language.primary(_header(message, "content-language") or None),
        published=hints.published or dates.parse(_header(message, "date"), hints, Provenance.MAIL),
    )


def _sender(message: Message) -> _Sender:
    """Tell a person who writes from an outlet that sends; its mail's domain names it at least."""
    raw = _raw(message, "from")
    found = _MAILBOX.search(raw)
    name = (found["name"] or raw[: found.start()]) if found else raw
    shown = _REVERSED.sub(r"\2 \1", tidy(clean(_undone(name, message))).strip("'\" "))
    address = (found["angled"] or found["bare"]) if found else ""
    mailbox, _, host = address.lower().rpartition("@")
    domain = "" if outlets.is_anybodys(host) else normal.registrable_domain(host)
    organization = tidy(clean(_header(message, "organization"))) or outlets.desk(domain, None)
    if both := _BOTH.match(shown):
        named = bylines.people(both["person"])
        if named:
            return _Sender(person=", ".join(named), outlet=organization or both["outlet"].strip())
    persons = [] if _ROLES.match(mailbox) or _names(shown, domain) else bylines.people(shown)
    if persons:
        return _Sender(person=", ".join(persons), outlet=organization or domain or None)
    return _Sender(outlet=shown or organization or domain or None)


def _names(shown: str, domain: str) -> bool:
    """Tell whether a sender's name is that of its domain: `Meridian Wire`, meridianwire.example."""
    squeezed = re.sub(r"\W", "", normal.fold(shown)).removeprefix("the")
    label = re.sub(r"\W", "", domain.partition(".")[0])
    return min(len(squeezed), len(label)) > 2 and (squeezed in label or label in squeezed)


def _raw(message: Message, name: str) -> str:
    """Give a header as it stands in the mail; bytes that are no ASCII stand as surrogates."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
    return re.sub(r"\r?\n[ \t]*", " ", str(raw)[:_MOST_HEADER])


def _header(message: Message, name: str) -> str:
    return _undone(_raw(message, name), message)


def _undone(raw: str, message: Message) -> str:
    """Undo encoded words (RFC 2047); bytes that nobody encoded are as the mail's text is."""
    if not raw.isascii():
        raw = _text_of(raw.encode("utf-8", "surrogateescape"), _type(message))
    return "".join(_pieces(_BETWEEN.sub(r"\1", raw)))


def _pieces(raw: str) -> Iterator[str]:
    """Give the text piece by piece; words of one character set are joined before they are decoded."""
    start = 0
    for words in _neighbours(list(_ENCODED.finditer(raw))):
        yield raw[start : words[0].start()]
        body = b"".join(_word(word) for word in words)
        yield _text_of(body, f"charset={words[0][1]}")
        start = words[-1].end()
    yield raw[start:]


def _neighbours(words: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    group: list[re.Match[str]] = []
    for word in words:
        if group and (word.start() != group[-1].end() or word[1].lower() != group[0][1].lower()):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _word(word: re.Match[str]) -> bytes:
    body = word[3].encode("ascii", "replace")
    if word[2] in "qQ":
        return quopri.decodestring(body, header=True)
    try:
        return binascii.a2b_base64(body + b"==")
    except binascii.Error:
        return body


def _text_of(body: bytes, media_type: str) -> str:
    try:
        return decode(body, media_type)
    except ParseError:
        return ""
