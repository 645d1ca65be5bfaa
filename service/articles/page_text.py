"""The main text of a page: the paragraphs of the report."""

import re

from lxml.html import HtmlElement

from service.articles import normal, shown, text
from service.articles.encoding import clean
from service.articles.lines import tidy


_WORD = re.compile(r"\w+")


def lines(tree: HtmlElement, title: str, described: str | None, known: str) -> list[str]:
    """Give the paragraphs of the report. Changes the tree.

    `described` is the text by JSON-LD, for a page that shows none; `known` has every word of the page.
    """
    from trafilatura import extract  # noqa: PLC0415 - only worker processes pay for it

    shown.loosen(tree)
    found = clean(extract(tree, include_comments=False) or described or "")
    words = set(_WORD.findall(known))
    kept = text.article_lines(
        [_unglued(line, words) for line in map(tidy, found.split("\n")) if line]
    )
    repeated = bool(title and kept) and normal.fold(kept[0]) == normal.fold(title)
    return kept[1:] if repeated else kept


def _unglued(line: str, known: set[str]) -> str:
    """Part words that only the extractor joined: `NationwideGet` where a cell began after `Nationwide`."""
    return _WORD.sub(lambda word: _parted(word[0], known), line)


def _parted(word: str, known: set[str]) -> str:
    if word in known or len(word) > 80:
        return word
    cuts = (at for at in range(len(word) - 1, 0, -1) if word[:at] in known and word[at:] in known)
    return f"{word[:at]} {word[at:]}" if (at := next(cuts, 0)) else word
