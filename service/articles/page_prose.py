"""Where a page's prose stands: a second opinion on which part of it is the report.

The extractor knows the markup of thousands of sites, and now and then it takes a box for the whole, or
leaves half of a report out. This knows nothing but where sentences are: it takes the smallest
element that holds most of them, without the boxes in it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from service.articles.encoding import clean
from service.articles.lines import tidy
from service.articles.shown import INLINE


_UNSEEN = frozenset(
    "script style template svg math iframe object canvas noscript head select textarea button".split()  # noqa: SIM905 - a list of words is read as words
)
_BOXES = frozenset("nav footer aside form figcaption".split())  # noqa: SIM905 - as above
_NO_BOXES = frozenset("article main body html".split())  # noqa: SIM905 - as above
_BOXED = re.compile(
    r"comment|related|side-?bar|footer|recommend|popular|trending|teaser|(?:^|[\s_-])more-|latest|recent|share|social|cookie|consent|newsletter|subscri"
    r"|promo|advert|sponsor|breadcrumb|popup|modal|disqus|sign-?up|pagination|sr-only|screen-reader|caption|table-of-contents|author-?bio|about-?(?:the-)?author"
    r"|(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|toc|tags?|widget(?:-area|s)?|banner)(?:$|[\s_-])|(?:^|\s)(?:is-|visually-)?hidden(?:$|\s)",
    re.IGNORECASE,
)
"""What people call boxes beside a report: in classes and ids."""
_SHOWN_LATER = re.compile(r"\b(?:sm|md|lg|xl):(?:block|flex|grid|inline|contents|table)")
"""Not hidden, only on small screens."""
_BUILDERS = re.compile(r"elementor-widget|widget-span|hs_cos_wrapper")
"""Of page builders that call all they hold a widget."""
_DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LEAST = 60
"""Letters of a line of prose; a letter of a script that says more with it counts twice."""
_MOST_LINKED = 0.4
"""What part of a line of prose may be links."""
_BULK = 0.4
"""What part of a page's prose no box holds, whatever it is called."""
_MOST = 0.7
"""What part of the prose of the element around it the report's element holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that a page shows, and the block that it stands in."""

    text: str
    block: HtmlElement
    linked: int
    """So many of its characters are links."""

    @property
    def weight(self) -> int:
        """How much prose it is: none for headings, labels, and rows of links."""
        letters = len(self.text)
        if not self.text.isascii():
            letters += len(_DENSE.findall(self.text))
        return letters if letters >= _LEAST and self.linked < _MOST_LINKED * len(self.text) else 0


def report(tree: HtmlElement) -> list[Line]:
    """Give the lines of the part that is the report, headings and items of lists among them."""
    lines = list(_lines(tree))
    held = _prose(lines)
    total = sum(line.weight for line in lines)
    boxed: dict[HtmlElement, bool] = {}
    free = [line for line in lines if not _is_boxed(line.block, held, total, boxed)]
    part = _part(tree, _prose(free))
    inside = {part, *part.iterdescendants()}
    return [
        line
        for line in free
        if line.block in inside and (line.weight or 2 * line.linked <= len(line.text))
    ]


def _prose(lines: list[Line]) -> Mapping[HtmlElement, int]:
    """Count for each element how much prose is in it."""
    held: Counter[HtmlElement] = Counter()
    for line in lines:
        if weight := line.weight:
            for element in (line.block, *line.block.iterancestors()):
                held[element] += weight
    return held


def _part(tree: HtmlElement, held: Mapping[HtmlElement, int]) -> HtmlElement:
    """Go down from the page's body as long as one child holds most of the prose."""
    part = tree.find("body")
    part = part if part is not None else tree
    while True:
        best = max(
            (child for child in part if child in held), key=lambda child: held[child], default=None
        )
        if best is None or held[best] < _MOST * held[part]:
            return part
        part = best


def _is_boxed(
    element: HtmlElement,
    held: Mapping[HtmlElement, int],
    total: int,
    known: dict[HtmlElement, bool],
) -> bool:
    """Tell whether an element stands in a box beside the report: so called, and without most of the prose."""
    passed = []
    boxed = False
    at: HtmlElement | None = element
    while at is not None:
        if at in known:
            boxed = known[at]
            break
        passed.append(at)
        if _is_box(at) and held.get(at, 0) < _BULK * total:
            boxed = True
            break
        at = at.getparent()
    known.update(dict.fromkeys(passed, boxed))
    return boxed


def _is_box(element: HtmlElement) -> bool:
    if element.tag in _BOXES or element.get("hidden") is not None:
        return True
    if element.tag in _NO_BOXES:
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    unseen = "display:none" in (element.get("style") or "").replace(" ", "")
    found = _BOXED.search(named)
    if found and "widget" in found[0].lower() and _BUILDERS.search(named):
        return unseen
    if found and "hidden" in found[0].lower() and _SHOWN_LATER.search(named):
        return unseen
    return unseen or found is not None


def _lines(tree: HtmlElement) -> Iterator[Line]:
    """Walk a page: a line ends where a block begins or ends."""
    pieces: list[str] = []
    block, linked, links, unseen = tree, 0, 0, 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        begins, ends = event == "start", event == "end"
        if name and name not in INLINE:
            if text := tidy(clean("".join(pieces))):
                yield Line(text=text, block=block, linked=linked)
            pieces, linked = [], 0
            parent = element.getparent()
            block = element if begins or parent is None else parent
        links += (begins - ends) * (name == "a")
        unseen += (begins - ends) * (name in _UNSEEN)
        piece = "" if unseen else (element.text if begins else element.tail) or ""
        pieces.append(piece)
        linked += len(piece.strip()) if links else 0
