"""Every word that a page could be found by, in a fraction of the time that reading it takes.

No tree is built of ordinary markup: tags are cut out of the text where they stand. This may hold words
that the report does not (menus, what follows a broken tag), but every word that reading gives is here:
a page without a rule's words here need not be read. Where markup is such that a parser may see another
text (a `<` in an attribute, a comment within a comment), a tree is built, and its words are here too.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.html import HtmlElement

from service.articles import normal, structured, trees
from service.articles.encoding import cap, clean
from service.articles.shown import INLINE
from service.errors import ParseError
from service.model import Document, Hints
from service.texts import decode


_MOST = 2_000_000
_HIDDEN = re.compile(
    r"<(?:!--|(?:[sS][cC][rR][iI][pP][tT]|[sS][tT][yY][lL][eE])(?=[\s/>]))", re.ASCII
)
_SHUT = {
    "<!--": re.compile("-->"),
    "<script": re.compile(r"</[sS][cC][rR][iI][pP][tT](?=[\s/>])", re.ASCII),
    "<style": re.compile(r"</[sS][tT][yY][lL][eE](?=[\s/>])", re.ASCII),
}
"""Spelt out, as `re` finds where a shape may begin far faster than with IGNORECASE."""
_NESTED = {
    "<!--": re.compile(r"<!--|--!>|</(?:title|textarea|xmp|iframe|noembed|noframes)\b", re.IGNORECASE),
    "<script": re.compile(r"<script", re.IGNORECASE),
    "<style": re.compile(r"<style", re.IGNORECASE),
}  # fmt: skip
"""What stands in a hidden region only if it did not begin, or end, where we think."""
_AFTER = re.compile(r"[^<>]*+>")
_RAW = re.compile(
    r"<(?:title|textarea|xmp|iframe|noembed|noframes|plaintext)\b[^<>]*+>[^<]*+<(?!/(?:title|textarea|xmp|iframe|noembed|noframes)\b)",
    re.IGNORECASE,
)
"""Tags where markup is text."""
_HEAD = re.compile(
    r"<h1\b[^<>]*+>(?:[^<]++|<(?!/h1|/script|/style)){0,200}+</(?:script|style)", re.IGNORECASE
)
_TORN = re.compile(r"<[a-zA-Z/!?]|[\"']\s*/?>")
"""What is left of a tag that no simple shape fits."""
_TAG = re.compile(r"<(?:(/?[a-zA-Z][^\s/<>]*)|[/!?])[^<>]*>")
"""No `<` inside: a row of them must not cost quadratic time; an odd attribute stays as text."""
_NAME = re.compile(r"<(/?(?!p\b)[a-z][a-z0-9]*)")
_JOINS = frozenset({*INLINE, *(f"/{name}" for name in INLINE)})
_SEAM = "\x01"  # no text has these: `decode` and `unescape` take them out
_DROP, _DROPPED = "\x02", "\x03"
_SEAMS = f"{_SEAM}{_DROP}{_DROPPED}"
_LEFT_OUT = frozenset({"label", "rp", "rt", "span", "time"})
"""Elements amid a word that the precise grade leaves out, or may."""
_SIGNS = dict.fromkeys(_LEFT_OUT, _DROP) | {f"/{name}": _DROPPED for name in _LEFT_OUT}
_INSIDE = re.compile(f"{_DROP}[^\n{_DROP}{_DROPPED}]*{_DROPPED}")
_JOINED = re.compile(f"[{_SEAMS}](?<=\\w[{_SEAMS}])[{_SEAMS}]*(?=\\w)")
_META = re.compile(r"<[mM][eE][tT][aA][\s/](?:[^<>\"']+|\"[^\"<]*+\"|'[^'<]*+')*+>")
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s<>\"']+))", re.IGNORECASE)
_SCRIPT = re.compile(r"(<script(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>)", re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w{1,32};")


def words(document: Document, hints: Hints) -> str:
    """Give all words of a page: what it shows, its titles, descriptions and JSON-LD, the feed's words."""
    markup = decode(document.body, document.media_type)
    shown, scripts, doubtful = _parted(markup)
    text = _flat(shown)
    parts = [
        *_given(hints),
        *_said(shown),
        *structured.describe(scripts).words,
        html.unescape(text),
    ]
    if (
        doubtful
        or _TORN.search(text)
        or _RAW.search(shown)
        or _HEAD.search(shown)
        or _is_lopsided(shown)
    ):
        parts += _of_tree(markup)
    return cap(clean(" ".join(" ".join(_twice(parts)).split())), _MOST)


def _given(hints: Hints) -> Iterator[str]:
    """Give what is known beforehand: as it is, and without its markup."""
    for text in filter(None, (hints.title, hints.summary)):
        yield text
        yield normal.plain(text[:_MOST])


def _twice(parts: Iterable[str]) -> Iterator[str]:
    """Give texts without their seams, and again without entities that were escaped twice."""
    for part in parts:
        yield from _versions(part)
        if _ENTITY.search(part):
            lines = (html.unescape(line) for line in part.split("\n") if _ENTITY.search(line))
            yield from _versions("\n".join(lines))


def _parted(markup: str) -> tuple[str, list[str], bool]:
    """Part markup from its scripts, style sheets and comments; give the JSON-LD among them.

    At last, whether a parser may see other parts.
    """
    kept, described = [], []
    unshut: set[str] = set()
    start = 0
    doubtful = False
    for opening in _HIDDEN.finditer(markup):
        kind = opening[0].lower()
        if opening.start() < start or kind in unshut:
            continue
        if (shut := _SHUT[kind].search(markup, opening.end() - 2 * (kind == "<!--"))) is None:
            unshut.add(kind)  # asked once: a row of them must not cost quadratic time
            doubtful = True
            continue
        kept.append(markup[start : opening.start()])
        hidden = markup[opening.start() : shut.start()]
        if kind == "<script" and (script := _described(hidden)):
            described.append(script)
        start = shut.end() if kind == "<!--" else shut.start()
        doubtful = doubtful or _is_doubtful(kind, hidden, markup, shut.end())
    return "".join([*kept, markup[start:]]), described, doubtful


def _is_doubtful(kind: str, hidden: str, markup: str, end: int) -> bool:
    """Tell whether a hidden region may be another, or stand in a tag."""
    if _NESTED[kind].search(hidden, len(kind)) is not None:
        return True
    if kind == "<!--":
        return len(hidden) < len("<!--") or _AFTER.match(markup, end) is not None
    after = markup.find(">", end)
    return (
        after < 0
        or hidden.partition(">")[0].endswith("/")
        or bool(_AFTER.match(markup, after + 1))
    )


def _described(hidden: str) -> str:
    """Give a script that is JSON-LD, or looks like it."""
    tag, body = "", ""
    if (found := _SCRIPT.match(hidden)) is not None:
        tag, body = found[1], hidden[found.end() :]
    else:
        tag, _, body = hidden.partition(">")
    says = "ld+json" in html.unescape(tag).lower()
    return body if says or '"@type"' in body or '"@context"' in body else ""


def _is_lopsided(markup: str) -> bool:
    """Tell whether more elements end than begin: such an end breaks no line."""
    names = Counter(_NAME.findall(markup))
    return any(count > names[name[1:]] for name, count in names.items() if name[0] == "/")


def _flat(markup: str) -> str:
    """Give the text without its tags: a newline, or a seam where an inline one stood."""
    pieces = _TAG.split(markup)
    signs = {name: _sign(name) for name in {*pieces[1::2]}}
    pieces[1::2] = [signs[name] for name in pieces[1::2]]
    return "".join(pieces)


def _sign(name: str | None) -> str:
    if name is None:  # `<?php ?>`, `<![CDATA[ ]]>`, `</>`: nothing stands there
        return _SEAM
    name = name.lower()
    return _SIGNS.get(name, _SEAM) if name in _JOINS else "\n"


def _versions(text: str) -> Iterator[str]:
    """Give the lines; where inline tags stand amid a word also parted there, and without what they hold.

    Style sheets decide what a reader sees: `<b>S</b>eoul`, or `<span>Home</span><span>World</span>`.
    """
    yield _seamless(text, "")
    end = 0
    for seam in _JOINED.finditer(text):
        if seam.start() >= end:
            start, end = text.rfind("\n", 0, seam.start()) + 1, text.find("\n", seam.end())
            end = end if end >= 0 else len(text)
            yield _seamless(line := text[start:end], " ")
            if _DROP in line:
                yield from _without(line)


def _seamless(text: str, sign: str) -> str:
    return text.replace(_SEAM, sign).replace(_DROP, sign).replace(_DROPPED, sign)


def _without(line: str) -> Iterator[str]:
    """Give a line without what `<rt>` and its like hold."""
    while (less := _INSIDE.sub(_SEAM, line)) != line:
        yield _seamless(less, "")
        line = less


def _said(markup: str) -> Iterator[str]:
    """Give all that a page's metas say, whatever they call it."""
    for tag in _META.finditer(markup):
        for found in _CONTENT.finditer(tag[0]):
            yield html.unescape(found[1] or found[2] or found[3] or "")


# --- with a tree -------------------------------------------------------------------------------


def _of_tree(markup: str) -> Iterator[str]:
    """Give the same by the parser that the precise grade uses."""
    try:
        tree = trees.parsed(markup)
    except ParseError:
        return
    yield from (meta.get("content") or "" for meta in tree.iter("meta"))
    yield from structured.describe(trees.scripts(tree)).words
    yield from (str(head.text_content()) for head in tree.iter("h1"))
    yield "".join(_walked(tree))


def _walked(tree: HtmlElement) -> Iterator[str]:
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        begins = event == "start"
        if name:
            yield _sign(name if begins else f"/{name}")
        hides = begins and name in {"script", "style"}
        yield ("" if hides else element.text if begins else element.tail) or ""
