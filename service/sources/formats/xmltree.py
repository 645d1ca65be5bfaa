"""XML that is neither a feed nor a page, as a tree: lenient with mistakes, strict with tricks."""

import html
import re
from collections.abc import Collection
from typing import TYPE_CHECKING, cast

from service.errors import ParseError
from service.model import Document
from service.texts import decode, inflated, is_packed


if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*?>")
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?")
_XML = {"amp", "lt", "gt", "quot", "apos"}


def text_of(document: Document) -> str:
    """Give the text of a document. Raises `ParseError`: `entity_refused`, and for what is packed badly."""
    body = inflated(document.body) if is_packed(document.body) else document.body
    text = decode(body, document.media_type)
    if "<!ENTITY" in text.upper():
        raise ParseError("entity_refused", "it declares XML entities, which can hide anything")
    return text


def root_of(text: str, roots: Collection[str], code: str) -> "tuple[_Element, tuple[str, ...]]":
    """Give the root and where the text breaks off. Raises `ParseError` with the code."""
    from lxml import etree  # noqa: PLC0415 - only worker processes pay for it

    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    body = _AMPERSAND.sub(_escaped, _DECLARATION.sub("", text)).encode("utf-8", "replace")
    try:
        found = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ParseError(code, str(error)[:200]) from error
    root = cast("_Element | None", found)  # where nothing could be recovered
    if root is None or name_of(root) not in roots:
        page = root is not None and name_of(root) == "html"
        raise ParseError(code, "it is a web page" if page else _other(roots))
    fatal = [one for one in parser.error_log if one.level_name == "FATAL"]
    return root, tuple(f"line {one.line}: {one.message}"[:200] for one in fatal[:3])


def _escaped(found: re.Match[str]) -> str:
    """Keep what XML knows, resolve what HTML knows, and escape what people forgot to escape.

    A lenient parser drops a bare `&`, and with it a part of an address.
    """
    name = found[1]
    if name is None:
        return "&amp;"
    if name in _XML or name.startswith("#"):
        return found[0]
    character = html.unescape(found[0])
    return f"&amp;{name};" if character == found[0] else character


def _other(roots: Collection[str]) -> str:
    return "no sitemap" if "urlset" in roots else "no list of feeds"


def name_of(node: "_Element") -> str:
    """Give the local name; of a prefix that nobody declared, what follows it."""
    return str(node.tag).rpartition("}")[2].rpartition(":")[2]
