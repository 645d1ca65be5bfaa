"""Every word that a page could be found by, in a fortieth of the time that reading it takes.

No tree is built: markup is cut out of the text where it stands, and what browsers would disagree
about stays in. So this may hold words that the report does not (menus, what follows a broken tag), but
every word that reading gives is here: a page without a rule's words here need not be read.
"""

import html
import re
from collections.abc import Iterator

from service.articles import structured
from service.articles.encoding import cap, clean
from service.articles.metas import ABOUT, TITLES
from service.articles.shown import INLINE
from service.model import Document, Hints
from service.texts import decode


_MOST = 2_000_000
_HIDDEN = re.compile(r"<(?:!--|[sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE])\b)")
_SHUT = {
    "<!--": re.compile("-->"),
    "<script": re.compile(r"</[sS][cC][rR][iI][pP][tT]\b"),
    "<style": re.compile(r"</[sS][tT][yY][lL][eE]\b"),
}
"""Spelt out, as `re` finds where a shape may begin far faster than with IGNORECASE."""
_TAG = re.compile(r"<(/?[a-zA-Z][^\s/<>]*)?[^<>]*>")
"""No `<` inside: a row of them must not cost quadratic time; an odd attribute stays as text."""
_JOINS = frozenset({*INLINE, *(f"/{name}" for name in INLINE)})
_SEAM = "\x01"  # no text has one: `decode` and `unescape` take them out
_JOINED = re.compile(rf"{_SEAM}(?<=\w{_SEAM}){_SEAM}*(?=\w)")
_META = re.compile(r"<[mM][eE][tT][aA]\s(?:[^<>\"']+|\"[^\"<]*+\"|'[^'<]*+')*+>")
_NAMED = re.compile(r"\b(?:property|name|itemprop)\s*=\s*[\"']?\s*([\w.:-]{1,60})", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s<>\"']+))", re.IGNORECASE)
_MOST_METAS = 500


def words(document: Document, hints: Hints) -> str:
    """Give all words of a page: what it shows, its titles, descriptions and JSON-LD, the feed's words."""
    markup = decode(document.body, document.media_type)
    shown, scripts = _parted(markup)
    parts = [
        hints.title or "",
        hints.summary or "",
        *_said(shown),
        *structured.describe(scripts).words,
        *_lines(shown),
    ]
    return cap(clean(" ".join(" ".join(parts).split())), _MOST)


def _parted(markup: str) -> tuple[str, list[str]]:
    """Part markup from its scripts, style sheets and comments; give the JSON-LD among them."""
    kept, described = [], []
    unshut: set[str] = set()
    start = 0
    for opening in _HIDDEN.finditer(markup):
        kind = opening[0].lower()
        if opening.start() < start or kind in unshut:
            continue
        if (shut := _SHUT[kind].search(markup, opening.end())) is None:
            unshut.add(kind)  # asked once: a row of them must not cost quadratic time
            continue
        kept.append(markup[start : opening.start()])
        tag, _, script = markup[opening.start() : shut.start()].partition(">")
        if kind == "<script" and "ld+json" in tag.lower():
            described.append(script)
        start = shut.end() if kind == "<!--" else shut.start()
    return "".join([*kept, markup[start:]]), described


def _lines(markup: str) -> Iterator[str]:
    """Give the lines without their tags; where an inline tag stands amid a word also parted there.

    Style sheets decide what a reader sees: `<b>S</b>eoul`, or `<span>Home</span><span>World</span>`.
    """
    pieces = _TAG.split(markup)
    pieces[1::2] = [_SEAM if name and name.lower() in _JOINS else "\n" for name in pieces[1::2]]
    text = html.unescape("".join(pieces))
    yield text.replace(_SEAM, "")
    end = 0
    for seam in _JOINED.finditer(text):
        if seam.start() >= end:
            start, end = text.rfind("\n", 0, seam.start()) + 1, text.find("\n", seam.end())
            end = end if end >= 0 else len(text)
            yield text[start:end].replace(_SEAM, " ")


def _said(markup: str) -> Iterator[str]:
    """Give what a page's metas say of it: titles and descriptions."""
    for at, tag in enumerate(_META.finditer(markup)):
        named = _NAMED.search(tag[0])
        if at >= _MOST_METAS:
            return
        if named and named[1].lower() in _ASKED and (content := _CONTENT.search(tag[0])):
            yield html.unescape(content[1] or content[2] or content[3] or "")


_ASKED = frozenset({*TITLES, *ABOUT})
