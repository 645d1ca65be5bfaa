"""Markup kept within bounds before a parser sees it.

libxml2 takes quadratic time over many attributes, and drops the rest of a document that nests too
deep; here the excess is cut, and the words stay.
"""

import re
from collections.abc import Iterator

from service.articles.encoding import unseen


_MOST_ELEMENTS = 50_000
_MOST_ATTRIBUTES = 64
_MOST_PLAIN = 3 * _MOST_ATTRIBUTES
"""Characters in which there cannot be too many attributes."""
_DEEPEST = 200
"""libxml2 stops at 256, and adds elements of its own."""

_TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*)(?P<rest>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
)
_ATTRIBUTE = re.compile(r"""[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?""")
_XML = re.compile(r"^\s*<\?xml[^>]{0,400}>")
_SHALLOW = frozenset(
    "p li td tr th dt dd option optgroup thead tbody tfoot colgroup rt rp br hr img input meta link area base "  # noqa: SIM905 - a list of words is read as words
    "col embed source track wbr param html head body".split()
)
"""Elements that end by themselves: they do not nest, whatever the tags say."""


def bound(markup: str) -> str:
    """Cut attributes, depth and number of elements to what a page needs; unseen characters go too."""
    markup = _XML.sub("", unseen(markup))
    return "".join(_bounded(markup))


def _bounded(markup: str) -> Iterator[str]:
    depth = elements = start = 0
    for tag in _TAG.finditer(markup):
        close, name, rest = tag.groups()
        nests = name.lower() not in _SHALLOW and rest[-1:] != "/"
        depth += nests and not close
        elements += not close
        too_deep = nests and depth > _DEEPEST
        depth -= nests and depth > 0 and bool(close)
        if elements > _MOST_ELEMENTS:
            yield markup[start : tag.start()]
            return
        if too_deep or (len(rest) > _MOST_PLAIN and _crowded(rest)):
            yield markup[start : tag.start()]
            yield "" if too_deep else _thinned(name, rest)
            start = tag.end()
    yield markup[start:]


def _thinned(name: str, rest: str) -> str:
    return f"<{name} {' '.join(_ATTRIBUTE.findall(rest)[:_MOST_ATTRIBUTES])}>"


def _crowded(attributes: str) -> bool:
    return len(_ATTRIBUTE.findall(attributes)) > _MOST_ATTRIBUTES
