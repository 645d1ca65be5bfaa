"""The main text of a page: the paragraphs of the report."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from service.articles import normal, page_prose, shown, text
from service.articles.encoding import clean
from service.articles.lines import tidy
from service.articles.page_prose import Line


_WORD = re.compile(r"\w+")
_MOST_LEFT_OUT = 0.15
"""What part of the prose that stands together the extractor may leave out, before it is not believed."""
_LONGER = 1.05
_OPENING = 60
"""Characters by which a line is found again."""
_SHOWS_LITTLE = 0.6
"""What part of the text in its JSON-LD a page shows at least, if it shows the report at all."""


def lines(tree: HtmlElement, title: str, described: str | None, known: str) -> list[str]:
    """Give the paragraphs of the report. Changes the tree.

    `described` is the text by JSON-LD, for a page that shows less; `known` has every word of the page.
    """
    from service.articles.extractor import extract  # noqa: PLC0415 - only worker processes pay for it

    shown.loosen(tree)
    prose = page_prose.report(tree)
    found = _split(extract(tree, include_comments=False) or "")
    kept = _kept(found, known)
    if _falls_short(found, prose):
        kept = max(kept, _kept([line.text for line in prose], known), key=_length)
    said = _split(described or "")
    if _length(kept) < _SHOWS_LITTLE * _length(said):
        kept = _kept(said, known)
    repeated = bool(title and kept) and normal.fold(kept[0]) == normal.fold(title)
    return kept[1:] if repeated else kept


def _kept(found: Sequence[str], known: str) -> list[str]:
    """Leave out furniture, and what is said twice: templates repeat it for other screens."""
    words = set(_WORD.findall(known))
    lines_ = text.article_lines([_unglued(line, words) for line in found])
    first = {line: at for at, line in reversed(list(enumerate(lines_))) if len(line) >= _OPENING}
    return [line for at, line in enumerate(lines_) if first.get(line, at) == at]


def _split(found: str) -> list[str]:
    return [line for line in map(tidy, clean(found).split("\n")) if line]


def _length(lines_: Sequence[str]) -> int:
    return sum(map(len, lines_))


def _falls_short(found: Sequence[str], prose: Sequence[Line]) -> bool:
    """Tell whether the extractor left out much of the sentences that stand together on the page."""
    whole = " ".join(found)
    total = sum(line.weight for line in prose)
    left = sum(line.weight for line in prose if line.weight and line.text[:_OPENING] not in whole)
    longer = sum(len(line.text) for line in prose) > _LONGER * _length(found)
    return longer and left > _MOST_LEFT_OUT * total


def _unglued(line: str, known: set[str]) -> str:
    """Part words that only the extractor joined: `NationwideGet` where a cell began after `Nationwide`."""
    return _WORD.sub(lambda word: _parted(word[0], known), line)


def _parted(word: str, known: set[str]) -> str:
    if word in known or len(word) > 80:
        return word
    cuts = (at for at in range(len(word) - 1, 0, -1) if word[:at] in known and word[at:] in known)
    return f"{word[:at]} {word[at:]}" if (at := next(cuts, 0)) else word
