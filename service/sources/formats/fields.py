"""The single fields of an entry: cleaned, capped, and never more than they claim to be."""

import hashlib
import html
import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit


MOST_ENTRIES = 2_000
MOST_TITLE = 500
MOST_TEXT = 200_000
MOST_LINK = 2_048
"""Bytes: PostgreSQL keeps no more than 2,704 in a row of an index."""
_MOST_ID = 512
_MOST_NAME = 300

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[\s\x85]+")
_SILENT = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"</?([a-z][a-z0-9:]*)(?:[\s/][^<>]*)?>", re.IGNORECASE)
_BREAKING = {"br", "p", "div", "li", "td", "tr", "h1", "h2", "h3", "h4", "hr"}
_INLINE = {"a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "img", "q", "s", "small", "span",
           "strike", "strong", "sub", "sup", "tt", "u", "wbr"}  # fmt: skip
_LINK_TROUBLE = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"]")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_BRACKETS = re.compile(r"\(\s*\)|<\s*>|\[\s*\]")


def clean(text: str, most: int = MOST_TEXT) -> str:
    """Keep the text as it came, but for what could not be stored or shown."""
    return _SURROGATES.sub("\ufffd", _UNSEEN.sub("", text[:most]))


def optional(value: object, most: int = MOST_TEXT) -> str | None:
    """Give what is there to read, or None; numbers are taken as they are written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return clean(str(value), most).strip() or None


def plain(markup: str, *, is_html: bool, most: int = MOST_TITLE) -> str:
    """Give one line of plain text.

    Where markup is not declared, only what can be nothing else is taken for it: `Tag <blink>` stays.
    """
    text = markup[: most * 20]
    if "<" in text:
        text = _TAG.sub(_untag if is_html else _untag_known, _SILENT.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    return _BLANKS.sub(" ", clean(text)).strip()[:most].rstrip()


def _untag(match: re.Match[str]) -> str:
    return " " if match[1].lower() in _BREAKING else ""


def _untag_known(match: re.Match[str]) -> str:
    return _untag(match) if match[1].lower() in _BREAKING | _INLINE else match[0]


def link(value: object, *bases: str | None) -> str | None:
    """Give an absolute web address, or None; relative ones start at the first base that is one."""
    if not isinstance(value, str) or not (url := value.strip()):
        return None
    url = re.sub(r"[\t\r\n]+", "", url).replace(" ", "%20")
    try:
        if not urlsplit(url).scheme:
            url = next((urljoin(base, url) for base in bases if base and _is_web(base)), url)
        return url if _is_web(url) and len(url.encode()) <= MOST_LINK else None
    except ValueError:  # `http://[`
        return None


def _is_web(url: str) -> bool:
    parts = urlsplit(url)
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and not _LINK_TROUBLE.search(url)
        and not _SURROGATES.search(url)
    )


def identity(value: object) -> str | None:
    """Give an id; one that is too long to keep is kept as its hash."""
    text = optional(value, 1_000_000)
    if text is None or len(text) <= _MOST_ID:
        return text
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def person(text: str) -> str | None:
    """Give the name in `desk@example.org (Ana Silva)`; the address where there is no name."""
    name = plain(text, is_html=False, most=_MOST_NAME)
    if "@" in name:
        bare = _BRACKETS.sub("", _EMAIL.sub("", name)).strip(" ,;")
        if bare.startswith("(") and bare.endswith(")"):
            bare = bare[1:-1].strip()
        name = bare or name
    return name or None


def people(names: Iterable[str | None]) -> str | None:
    """Join the names of a byline, each once."""
    seen = dict.fromkeys(name for name in names if name)
    return ", ".join(seen)[:_MOST_NAME] or None


def language(value: object) -> str | None:
    """Give a language tag (`en-US`), or None for what is none."""
    text = (optional(value, 40) or "").replace("_", "-")
    return text if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", text) else None
