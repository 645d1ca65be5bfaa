"""A page read precisely: its main text, and what it says of itself in its head, its JSON-LD and its markup.

`coarse.py` is the other grade: it tells, at a fraction of the time, whether a page need be read at all.
"""

from dataclasses import dataclass, replace
from urllib.parse import urljoin

from lxml.html import HtmlElement

from service.articles import (
    bylines,
    coarse,
    language,
    metas,
    page_dates,
    page_names,
    page_text,
    shown,
    structured,
    trees,
    wire,
    years,
)
from service.articles.encoding import MOST_TEXT, MOST_TITLE, cap, clean
from service.articles.lines import tidy
from service.articles.metas import Metas
from service.articles.structured import Described
from service.errors import ParseError
from service.model import Document, Hints, Reading
from service.texts import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page taken apart, before anything is decided."""

    tree: HtmlElement
    metas: Metas
    described: Described
    hints: Hints


def read(document: Document, hints: Hints) -> Reading:
    """Read a page precisely. Raises `ParseError` for what is no page or holds no article."""
    page = _page(document, hints)
    known = facts(page)
    words = coarse.words(document, hints)
    lines = page_text.lines(page.tree, known.title, page.described.body, words)  # changes the tree
    if not lines and not known.title:
        raise ParseError("empty", "there is no article on this page")
    text = "\n\n".join(lines)
    opening = next((found for line in lines[:3] if (found := wire.dateline(line))), None)
    printed = opening.printed if opening else None
    return replace(
        known,
        title=cap(tidy(known.title), MOST_TITLE) if known.title else cap(lines[0], 150),
        text=cap(text, MOST_TEXT),
        author=known.author or bylines.author((), lines),
        wire=wire.credit(lines, bylines=_credits(page)),
        dateline=printed,
        published=known.published or years.of_dateline(printed, page.hints),
        language=language.detect(
            text or known.title,
            page.hints.language,
            _declared_language(page),
            among=page.hints.languages,
        ),
    )


def facts(page: _Page) -> Reading:
    """Give what a page says of itself, all but its text; no title is an empty one."""
    tree, said, described, hints = page.tree, page.metas, page.described, page.hints
    site = page_names.site(said, described) or hints.outlet
    title = hints.title or page_names.title(tree, said, described, site, hints.url)
    body = tree.find("body")
    shows = shown.visible(body if body is not None else tree, parted=True)
    beside = page_dates.beside_title(shows, title)
    dating = _with_order(page)
    return Reading(
        title=title or "",
        text="",
        url=_canonical(page),
        author=hints.author or page_names.author(tree, said, described, site, beside, shows),
        outlet=site,
        published=page_dates.published(tree, said, described, dating, shows, beside),
        updated=page_dates.updated(tree, said, described, dating, beside),
    )


def _page(document: Document, hints: Hints) -> _Page:
    tree = trees.parsed(decode(document.body, document.media_type))
    return _Page(
        tree=tree,
        metas=metas.read(tree),
        described=structured.describe(trees.scripts(tree)),
        hints=replace(hints, url=hints.url or document.url),
    )


def _with_order(page: _Page) -> Hints:
    """Let the page's own tag, `en-US`, say in which order it writes day and month."""
    known, declared = page.hints.language, _declared_language(page)
    same = language.primary(known) in {None, language.primary(declared)}
    return replace(page.hints, language=declared if same else known)


def _credits(page: _Page) -> list[str]:
    return [*page.described.authors, *metas.values(page.metas, ("author", "dc.creator"))]


def _declared_language(page: _Page) -> str | None:
    root = page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return (
        root
        or page.described.language
        or page.metas.get("og:locale")
        or page.metas.get("content-language")
    )


def _canonical(page: _Page) -> str | None:
    for link in page.tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (
            href := (link.get("href") or "").strip()
        ):
            return _web_address(href, page.hints.url)
    return _web_address(page.metas.get("og:url"), page.hints.url)


def _web_address(href: str | None, base: str | None) -> str | None:
    if not href:
        return None
    try:
        url = urljoin(base or "", clean(href))
    except ValueError:
        return None
    is_web = url.startswith(("http://", "https://"))
    return url if is_web and len(url.encode(errors="replace")) <= 2048 else None
