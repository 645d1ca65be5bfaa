"""The text that a page shows, furniture and all."""

import re
from itertools import pairwise

from lxml import etree
from lxml.html import HtmlElement

from service.articles.encoding import clean
from service.articles.lines import tidy


_UNREAD = {"script", "style", "template", "svg", "math", "iframe", "object", "canvas"}
_INLINE = set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rt rp ruby s samp "  # noqa: SIM905 - a list of words is read as words
    "small span strike strong sub sup time tt u var wbr".split()
)
_SEAM, _BREAK = "\ue000", "\ue001"
"""Stand where an inline element, or a block, begins or ends."""
_MARKS = re.compile(f"[{_SEAM}{_BREAK}]+")
_TAGGED = re.compile(rf"\w{_MARKS.pattern}\w|[^\w{_SEAM}{_BREAK}]{_MARKS.pattern}\w")


def visible(tree: HtmlElement) -> list[str]:
    """Give the text that a page shows, line by line: blocks apart, inline elements joined."""
    shown = _seamed(tree).replace(_SEAM, "").replace(_BREAK, "\n")
    return [line for line in map(tidy, clean(shown).split("\n")) if line]


def doubtful(tree: HtmlElement) -> str:
    """Give the words around tags without a blank both ways, apart and joined.

    Style sheets decide what a reader sees (`Home` `World`), and extractors join what they should not.
    """
    words = (word for word in _seamed(tree).split() if _TAGGED.search(word))
    parted = ([part for part in _MARKS.split(word) if part] for word in words)
    return clean(
        " ".join(f"{' '.join(parts)} {_pairs(parts)} {''.join(parts)}" for parts in parted)
    )


def _pairs(parts: list[str]) -> str:
    return " ".join(a + b for a, b in pairwise(parts))


def _seamed(tree: HtmlElement) -> str:
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        silent -= event == "end" and name in _UNREAD
        if name:
            pieces.append(_SEAM if name in _INLINE else _BREAK)
        silent += event == "start" and name in _UNREAD
        pieces.append(("" if silent else element.text if event == "start" else element.tail) or "")
    return "".join(pieces)
