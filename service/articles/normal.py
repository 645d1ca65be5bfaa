"""One form for what is written in several: URLs, sites, and texts to compare."""

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit, urlunsplit

from service.articles.encoding import clean
from service.articles.lines import paragraphs, tidy


if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"utm_\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igsh(id)?|mc_[ce]id|mkt_tok"
    r"|oly_(anon|enc)_id|vero_id|wickedid|_hsenc|_hsmi|__hs(sc|tc|fp)|hsctatracking|ga_(source|medium|campaign"
    r"|content|term)|cmpid|ocid|ncid|xtor|at_(medium|campaign)|smid|guccounter|guce_referrer(_sig)?|spm|_openstat",
    re.IGNORECASE,
)
"""Names that only ever say where a reader came from; `ref`, `source` and `id` may mean the page."""

_BLOCKS = (
    "address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
_BLOCK_TAG = re.compile(
    rf"<\s*/?\s*(?:{'|'.join(_BLOCKS.split())})(?=[\s/>])[^<>]*>", re.IGNORECASE
)
_UNREAD = re.compile(r"<!--|<(script|style|template)(?=[\s/>])", re.IGNORECASE)
_CLOSED = {
    name: re.compile(rf"</{name}[^<>]*>", re.IGNORECASE)
    for name in ("script", "style", "template")
} | {"": re.compile("-->")}
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<![A-Za-z][^<>]*>|<\?[^<>]*>")
_MARKUP = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]\w+);"
)
_MARKS = re.compile("[\u0300-\u036f]+")
_STRAIGHT = tuple(zip("‘’‚‛“”„‟′″«»‐‑‒–—―−", '\'\'\'\'""""\'"""-------', strict=True))


def canonical_url(url: str) -> str:
    """Drop what does not name the page: case of the host, default port, fragment, tracking.

    What is no web address comes back as it is: the name of a file is a name too.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url.strip()
    if parts.scheme not in _PORTS or not host:
        return url.strip()
    netloc = f"[{host}]" if ":" in host else host.rstrip(".")
    if port is not None and port != _PORTS[parts.scheme]:
        netloc = f"{netloc}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", _kept_query(parts), ""))


def registrable_domain(url_or_host: str) -> str:
    """Give the part of a host that somebody registered: `yna.co.kr` of `en.yna.co.kr`.

    An address, or a name without a public suffix, is its own; nothing gives an empty string.
    """
    host = _host(url_or_host)
    if not host or _is_address(host):
        return host
    return str(_suffixes().privatesuffix(host) or host)


def same_site(a: str, b: str) -> bool:
    return bool(domain := registrable_domain(a)) and domain == registrable_domain(b)


def content_hash(title: str, text: str) -> str:
    """Fingerprint what a reader would call the same text, title included."""
    return both_hashes(title, text)[0]


def text_hash(text: str) -> str:
    """Fingerprint a text alone: a copy often has another title."""
    return both_hashes("", text)[1]


def both_hashes(title: str, text: str) -> tuple[str, str]:
    """Give `content_hash` and `text_hash`; the text is folded once for both."""
    folded = fold(text)
    return _hash(f"{fold(title)}\n{folded}"), _hash(folded)


def fold(text: str) -> str:
    """Fold case, width, accents, the shape of quotes and dashes, and every run of blanks."""
    if text.isascii():
        return " ".join(text.casefold().split())
    for curly, straight in _STRAIGHT:
        text = text.replace(curly, straight)  # many times faster than `translate`
    wide = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(unicodedata.normalize("NFC", _MARKS.sub("", wide)).split())


def plain(html_or_text: str) -> str:
    """Give a snippet's text, its paragraphs apart by one blank line.

    Without a tag or an entity it is text already, and `a < b` stays what it is.
    """
    if not _MARKUP.search(html_or_text):
        return "\n\n".join(paragraphs(clean(html_or_text)))
    flat = re.sub(r"\s+", " ", _seen(html_or_text))
    lines = clean(html.unescape(_TAG.sub("", _BLOCK_TAG.sub("\n", flat)))).split("\n")
    return "\n\n".join(line for line in map(tidy, lines) if line)


def _kept_query(parts: SplitResult) -> str:
    return "&".join(pair for pair in parts.query.split("&") if pair and not _tracks(pair))


def _tracks(pair: str) -> bool:
    return _TRACKING.fullmatch(pair.partition("=")[0]) is not None


def _host(url_or_host: str) -> str:
    text = url_or_host.strip()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - reads a file

    return PublicSuffixList()


def _seen(markup: str) -> str:
    """Leave out comments, scripts and styles; what is never closed ends the text."""
    return "".join(_outside(markup))


def _outside(markup: str) -> Iterator[str]:
    start = 0
    while found := _UNREAD.search(markup, start):
        yield markup[start : found.start()]
        closed = _CLOSED[(found[1] or "").lower()].search(markup, found.end())
        if closed is None:
            return
        start = closed.end()
    yield markup[start:]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
