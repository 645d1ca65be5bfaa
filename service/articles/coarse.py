"""Every word that a page could be found by, in a fraction of the time that reading it takes.

No tree is built of ordinary markup: tags are cut out of the text where they stand. This may hold words
that the report does not (menus, what follows a broken tag), but every word that reading gives is here:
a page without a rule's words here need not be read. Where markup is such that a parser may see another
text (a comment within a comment, a quote that never ends), a tree is built, and its words are here too.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from service.articles import hidden, normal, structured, trees
from service.articles.encoding import cap, clean
from service.articles.shown import INLINE
from service.errors import ParseError
from service.model import Document, Hints
from service.texts import decode


_MOST = 2_000_000
_RAW = frozenset("title textarea xmp iframe noembed noframes plaintext".split())  # noqa: SIM905 - a list of words is read as words
"""Elements in which markup is text."""
_TELLING = _RAW | {"h1", "/h1", "script", "style"}
_TORN = re.compile(r"<[a-zA-Z/!?]|[\"']\s*/?>")
"""What is left of a tag that no simple shape fits."""
_NAMED = r"<(/?[a-zA-Z][^\s/<>]*+|(?=[/!?]))"
_TAG = re.compile(rf"{_NAMED}[^<>]*>")
"""No `<` inside: a row of them must not cost quadratic time; an odd attribute stays as text."""
_USUAL_TAG = re.compile(rf"{_NAMED}[^>]*>")
"""The same where no tag has a `<` inside; `re` is more than twice as fast at it."""
_ATTRIBUTES = (
    r"""(?:[\s/]++|[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>][^\s<>]*+)?+)?+)*+"""
)
_WHOLE_TAG = re.compile(rf"<(?:(/?[a-zA-Z][^\s/<>]*+){_ATTRIBUTES}|[/!?][^<>]*+)>")
"""A tag whose attributes may hold `<` and `>`, as style sheets and scripts in them do."""
_OUTER = frozenset({"html", "head", "body"})
"""Their tags amid a page are passed over: they break no line."""
_EMPTY = frozenset(
    "area base col embed hr img input link meta param source track script style".split()  # noqa: SIM905 - as above
)
"""What holds no text, or none that we kept: an end tag of it is stray."""
_SHUT_BY_OTHERS = frozenset("p li tr td th dt dd option optgroup thead tbody tfoot".split())  # noqa: SIM905 - as above
_JOINS = frozenset({"", *(f"{sign}{name}" for sign in ("", "/") for name in (*INLINE, *_OUTER))})
_SEAM = "\x01"  # no text has these: `decode` and `unescape` take them out
_DROP, _DROPPED = "\x02", "\x03"
_LEFT_OUT = frozenset({"label", "rp", "rt", "span", "time"})
"""Elements amid a word that the precise grade leaves out, or may."""
_SIGNS = dict.fromkeys(_LEFT_OUT, _DROP) | {f"/{name}": _DROPPED for name in _LEFT_OUT}
_INSIDE = re.compile(f"{_DROP}[^\n{_DROP}{_DROPPED}]*{_DROPPED}")
_JOINED = re.compile(f"{_SEAM}(?<=\\w{_SEAM}){_SEAM}*(?=\\w)")
_META = re.compile(r"<[mM][eE][tT][aA][\s/](?:[^<>\"']+|\"[^\"<]*+\"|'[^'<]*+')*+>")
_WHOLE_META = re.compile(rf"<[mM][eE][tT][aA](?=[\s/]){_ATTRIBUTES}>")
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s<>\"']+))", re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w{1,32};")


def words(document: Document, hints: Hints) -> str:
    """Give all words of a page: what it shows, its titles, descriptions and JSON-LD, the feed's words."""
    markup = decode(document.body, document.media_type)
    shown, scripts, doubtful = hidden.parted(markup)
    pieces = _cut(shown)
    names = pieces[1::2]
    text = _flat(pieces)
    parts = [
        *_given(hints),
        *_said(shown),
        *structured.describe(scripts).words,
        html.unescape(text),
    ]
    if _is_torn(text):
        text = _flat([piece or "" for piece in _WHOLE_TAG.split(shown)])
        parts += [html.unescape(text), *_said(shown, _WHOLE_META)]
    if doubtful or _is_torn(text) or _is_raw(names):
        parts += _of_tree(markup)
    return cap(clean(" ".join(" ".join(_twice(parts)).split())), _MOST)


def _given(hints: Hints) -> Iterator[str]:
    """Give what is known beforehand: as it is, and without its markup."""
    for text in filter(None, (hints.title, hints.summary)):
        yield text
        yield normal.plain(text[:_MOST])


def _twice(parts: Iterable[str]) -> Iterator[str]:
    """Give texts without their seams, and again without entities that were escaped twice."""
    text = "\n".join(parts)
    yield from _versions(text)
    if _ENTITY.search(text):
        lines = (html.unescape(line) for line in text.split("\n") if "&" in line)
        yield from _versions("\n".join(lines))


def _cut(markup: str) -> list[str]:
    """Give texts and the names of the tags between them, by turns."""
    if markup.rfind("<") < markup.rfind(">"):  # what never ends must not cost quadratic time
        pieces = _USUAL_TAG.split(markup)
        if len(pieces) // 2 == markup.count("<"):
            return pieces
    return _TAG.split(markup)


def _is_torn(text: str) -> bool:
    """Tell whether a piece of a tag is left in a text."""
    return ("<" in text or ">" in text) and _TORN.search(text) is not None


def _is_raw(names: Sequence[str]) -> bool:
    """Tell whether markup that was cut out may be text, or a script a part of a heading."""
    kinds = {name: kind for name in {*names} if (kind := name.lower()) in _TELLING}
    heading = False
    for at in [at for at, name in enumerate(names) if name in kinds]:
        kind = kinds[names[at]]
        if kind in _RAW and [name.lower() for name in names[at + 1 : at + 2]] != [f"/{kind}"]:
            return True
        heading = kind == "h1" or (heading and kind != "/h1")
        if heading and kind in {"script", "style"}:
            return True
    return False


def _flat(pieces: list[str]) -> str:
    """Give the text without its tags: a newline, or a seam where an inline one stood."""
    names = pieces[1::2]
    signs = {name: _sign(name) for name in {*names}}
    breaks = [signs[name] for name in names]
    for at in _unmatched(names, signs):
        breaks[at] = _SEAM
    pieces[1::2] = breaks
    return "".join(pieces)


def _sign(name: str) -> str:
    """Say what a tag leaves in the text; `<?php ?>`, `<![CDATA[ ]]>` and `</>` have no name."""
    name = name.lower()
    return _SIGNS.get(name, _SEAM) if name in _JOINS else "\n"


def _unmatched(names: Sequence[str], signs: Mapping[str, str]) -> Iterator[int]:
    """Give the places of end tags that a parser may pass over, so that they break no line."""
    blocks = [name for name, sign in signs.items() if sign == "\n"]
    starts = {name: name.lower() for name in blocks if name[0] != "/"}
    ends = {name: name.lower().lstrip("/") for name in blocks if name[0] == "/"}
    opened = [""]  # a bottom that nothing ends
    for at, name in enumerate(names):
        if name in starts:
            if opened[-1] == "p":  # every block ends a paragraph
                opened.pop()
            if (kind := starts[name]) not in _EMPTY:
                opened.append(kind)
        elif name in ends:
            if opened[-1] == (kind := ends[name]):
                opened.pop()
            elif kind not in opened or not _is_shut(opened, kind):
                yield at


def _is_shut(opened: list[str], kind: str) -> bool:
    """End the last such element, and tell whether all in it may be left open."""
    clean = True
    while (last := opened.pop()) != kind:
        clean = clean and last in _SHUT_BY_OTHERS
    return clean


def _versions(text: str) -> Iterator[str]:
    """Give the lines; where inline tags stand amid a word also parted there, and without what they hold.

    Style sheets decide what a reader sees: `<b>S</b>eoul`, or `<span>Home</span><span>World</span>`.
    """
    yield _seamless(text, "")
    end = 0
    for seam in _JOINED.finditer(text.replace(_DROP, _SEAM).replace(_DROPPED, _SEAM)):
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


def _said(markup: str, meta: re.Pattern[str] = _META) -> Iterator[str]:
    """Give all that a page's metas say, whatever they call it."""
    for tag in meta.finditer(markup):
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
    etree.strip_elements(tree, "script", "style", with_tail=False)
    yield html.unescape(_flat(_cut(etree.tostring(tree, encoding="unicode"))))
