"""The text that a page shows, furniture and all, line by line."""

import re

from lxml import etree
from lxml.html import HtmlElement

from service.articles.encoding import clean
from service.articles.lines import tidy


_UNREAD = {"script", "style", "template", "svg", "math", "iframe", "object", "canvas"}
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rt rp ruby s samp "  # noqa: SIM905 - a list of words is read as words
    "small span strike strong sub sup time tt u var wbr".split()
)
"""Elements that begin no new line."""
_SEAM, _BREAK = "\ue000", "\ue001"
"""Stand where an inline element, or a block, begins or ends."""
_PARTS = re.compile(rf"(?<=\w){_SEAM}+(?=\w)")


def visible(tree: HtmlElement, *, parted: bool = False) -> list[str]:
    """Give the text that a page shows, line by line: blocks apart, inline elements joined.

    `parted`: two inline elements without a blank between them are lines of their own, as style sheets
    often set them (`<span>Jane Roe</span><span>5 May</span>`).
    """
    text = _seamed(tree)
    if parted:
        text = _PARTS.sub("\n", text)
    shown = text.replace(_SEAM, "").replace(_BREAK, "\n")
    return [line for line in map(tidy, clean(shown).split("\n")) if line]


def loosen(tree: HtmlElement) -> None:
    """Put a blank where a block begins or ends, so that no extractor joins the words around it."""
    for element in tree.iter(etree.Element):
        if element.tag in INLINE:
            continue
        if element.text and not element.text[0].isspace():
            element.text = f" {element.text}"
        if element.tail and not element.tail[0].isspace():
            element.tail = f" {element.tail}"


def _seamed(tree: HtmlElement) -> str:
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        silent -= event == "end" and name in _UNREAD
        if name:
            pieces.append(_SEAM if name in INLINE else _BREAK)
        silent += event == "start" and name in _UNREAD
        pieces.append(("" if silent else element.text if event == "start" else element.tail) or "")
    return "".join(pieces)
