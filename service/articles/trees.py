"""Markup parsed into a tree, the one way in which every grade of reading does it."""

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from service.articles.markup import bound
from service.errors import ParseError


def parsed(markup: str) -> HtmlElement:
    """Parse a page. Raises `ParseError` for what is none."""
    try:
        return document_fromstring(bound(markup), parser=_parser())
    except (etree.LxmlError, ValueError) as error:
        raise ParseError("not_a_page", str(error)[:200]) from error


def scripts(tree: HtmlElement) -> Iterator[str]:
    """Give the scripts that say they are JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield script.text or ""


def _parser() -> HTMLParser:
    return HTMLParser(no_network=True, recover=True, remove_comments=True, remove_pis=True)
