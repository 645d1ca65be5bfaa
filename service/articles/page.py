"""A page read: its main text, and what it says of itself in its head, its JSON-LD and its markup.

Two grades. `read` is precise and slow. `coarse` is every word that `read` could possibly give and more,
at a fraction of the time: a page without a candidate word there need not be read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from service.articles import (
    bylines,
    dates,
    datings,
    language,
    normal,
    shown,
    structured,
    text,
    wire,
)
from service.articles.encoding import MOST_TEXT, MOST_TITLE, cap, clean
from service.articles.lines import tidy
from service.articles.markup import bound
from service.articles.structured import Described
from service.errors import ParseError
from service.model import Document, Hints, Provenance, Published, Reading
from service.texts import decode


_WORD = re.compile(r"\w+")
_MOST_COARSE = 2_000_000

_TITLE_METAS = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "headline",
)
_AUTHOR_METAS = ("author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.contributor",
                 "citation_author", "byl", "article:author", "og:article:author", "twitter:data1")  # fmt: skip
_DATE_METAS = ("article:published_time", "og:article:published_time", "article:published", "parsely-pub-date", "sailthru.date", "datepublished",
               "dcterms.created", "dc.date.issued", "dc.date", "dcterms.date", "dcterms.issued", "citation_publication_date", "citation_date", "publish-date", "pubdate",
               "publishdate", "publication_date", "published_time", "article_date_original", "originalpublicationdate", "displaydate",
               "og:published_time", "cxenseparse:recs:publishtime", "date", "created", "og:release_date", "rnews:datepublished")  # fmt: skip
_UPDATE_METAS = ("article:modified_time", "og:updated_time", "og:article:modified_time", "article:modified", "last-modified",
                 "dcterms.modified", "datemodified", "lastmod", "revised")  # fmt: skip
_SITE_METAS = (
    "og:site_name",
    "application-name",
    "citation_journal_title",
    "dc.publisher",
    "twitter:app:name:iphone",
)
_ABOUT_METAS = (
    "description",
    "og:description",
    "twitter:description",
    "dc.description",
    "abstract",
    "keywords",
    "news_keywords",
)

_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|autor|auteur|writer|reporter|journalist|posted-by|contributor)s?(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_BYLINE = re.compile(
    r"bio|avatar|image|img|photo|card|box|desc|about|social|comment|related|widget|sidebar|footer|nav|list|more",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:publish(?:ed)?|pub-?date|posted|post-?date|entry-date|date(?:line)?|time(?:stamp)?|datum|fecha|created)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UPDATE_CLASS = re.compile(r"updat|modif|edited", re.IGNORECASE)
_SIDE = re.compile(
    r"comment|related|sidebar|footer|widget|recommend|popular|trending|teaser|more-|latest|recent|nav",
    re.IGNORECASE,
)
_DASHES = re.compile(r"\s+(?:[|·•»›]|[-–—]{1,2}|::)\s+|\s*[|｜]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page taken apart, before anything is decided."""

    tree: HtmlElement
    metas: Mapping[str, str]
    described: Described
    url: str | None


def read(document: Document, hints: Hints) -> Reading:
    """Read a page precisely. Raises `ParseError` for what is no page or holds no article."""
    page = _page(document, hints)
    site = _site(page) or hints.outlet
    title = hints.title or _title(page, site)
    meta_author = hints.author or _author(page)
    published, updated = _published(page, hints, title), _updated(page, hints)
    canonical = _canonical(page)
    declared = _declared_language(page)
    lines = _main(page, title)
    if not lines and not title:
        raise ParseError("empty", "there is no article on this page")
    body = "\n\n".join(lines)
    opening = next((found for line in lines[:3] if (found := wire.dateline(line))), None)
    return Reading(
        title=cap(tidy(title), MOST_TITLE) if title else cap(lines[0], 150),
        text=cap(body, MOST_TEXT),
        url=canonical,
        author=meta_author or bylines.author((), lines),
        outlet=site,
        wire=wire.credit(lines, bylines=_credits(page)),
        dateline=opening.printed if opening else None,
        language=language.detect(body or title or "", hints.language, declared),
        published=published,
        updated=updated,
    )


def coarse(document: Document, hints: Hints) -> str:
    """Give all words of a page: visible text, titles, descriptions, JSON-LD headline and article body."""
    return cap(
        "\n".join([hints.title or "", hints.summary or "", _words(_page(document, hints))]),
        _MOST_COARSE,
    )


def _words(page: _Page) -> str:
    parts = [
        *(tidy(clean(title.text_content())) for title in page.tree.iter("title")),
        *(page.metas[name] for name in (*_TITLE_METAS, *_ABOUT_METAS) if name in page.metas),
        *page.described.words,
        *shown.visible(page.tree),
        shown.doubtful(page.tree),
    ]
    return "\n".join(part for part in parts if part)


# --- taking apart --------------------------------------------------------------------------------


def _page(document: Document, hints: Hints) -> _Page:
    markup = bound(decode(document.body, document.media_type))
    try:
        tree = document_fromstring(markup, parser=HTMLParser(no_network=True, recover=True))
    except (etree.LxmlError, ValueError) as error:
        raise ParseError("not_a_page", str(error)[:200]) from error
    return _Page(
        tree=tree,
        metas=_metas(tree),
        described=structured.describe(_scripts(tree)),
        url=hints.url or document.url,
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (
            meta.get("property")
            or meta.get("name")
            or meta.get("itemprop")
            or meta.get("http-equiv")
        )
        content = tidy(clean((meta.get("content") or "")[:20_000]))
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _scripts(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield script.text or ""


# --- title, site, author, language ---------------------------------------------------------------


def _title(page: _Page, site: str | None) -> str | None:
    shown = next((line for line in page.tree.iter("title") if tidy(line.text_content())), None)
    tab = tidy(clean(shown.text_content())) if shown is not None else None
    named = [page.described.headline, *(page.metas.get(name) for name in _TITLE_METAS)]
    claims = [_without_site(title, site, page.url) for title in [*named, tab] if title]
    heads = [tidy(clean(h.text_content())) for h in page.tree.iter("h1")][:20]
    agreed = next((head for head in heads if any(_alike(head, claim) for claim in claims)), None)
    return agreed or next(iter(claims), None) or next((head for head in heads if head), None)


def _alike(head: str, claim: str) -> bool:
    """Tell whether a heading on the page is the title that its head claims, in its own words."""
    a, b = set(normal.fold(head).split()), set(normal.fold(claim).split())
    return bool(a and b) and 2 * len(a & b) > 1.2 * max(len(a), len(b))


def _without_site(title: str, site: str | None, url: str | None) -> str:
    """Take the site's name off a title's ends: `Ministers meet | The Example` is `Ministers meet`."""
    parts = [(found.start(), found.end()) for found in _DASHES.finditer(title)]
    if not parts:
        return title
    first, last = title[: parts[0][0]], title[parts[-1][1] :]
    if _is_site(last, site, url):
        return _without_site(title[: parts[-1][0]], site, url)
    return (
        title[parts[0][1] :]
        if _is_site(first, site, url) and len(first) < len(title) / 2
        else title
    )


def _is_site(part: str, site: str | None, url: str | None) -> bool:
    """Tell whether a part of a title is the site's name, or its domain's, near enough."""
    name = _squeezed(part)
    host = normal.registrable_domain(url or "").partition(".")[0]
    return any(_much_alike(name, _squeezed(known)) for known in (site or "", host))


def _squeezed(name: str) -> str:
    return re.sub(r"\W|_", "", name.casefold()).removeprefix("the")


def _much_alike(name: str, known: str) -> bool:
    if min(len(name), len(known)) < 4:
        return bool(name) and name == known
    return name in known or (known in name and len(name) < 2.5 * len(known))


def _site(page: _Page) -> str | None:
    names = (page.metas.get(name) for name in _SITE_METAS)
    named = next((name for name in names if name), None) or page.described.publisher
    return cap(named, 120) if named and "://" not in named else None


def _author(page: _Page) -> str | None:
    if names := list(_people(page.described.authors)):
        return ", ".join(dict.fromkeys(names))
    for name in _AUTHOR_METAS:
        if (value := page.metas.get(name)) and (names := list(_people([value]))):
            return ", ".join(dict.fromkeys(names))
    return ", ".join(dict.fromkeys(_shown_authors(page.tree))) or None


def _people(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        if "://" not in value and len(value) < 200:
            yield from bylines.people(value)


def _shown_authors(tree: HtmlElement) -> list[str]:
    """Read the names that the markup calls authors, the surest way of naming first."""
    for path in (
        '//*[@itemprop="author"]',
        '//a[contains(concat(" ", @rel, " "), " author ")]',
        "//*[@class]",
    ):
        for element in tree.xpath(path)[:20_000]:
            if path.endswith("[@class]") and not _called_byline(element):
                continue
            line = tidy(clean(_brief(element)))
            if names := bylines.written_by(line) or list(
                _people([line] if len(line) < 60 else [])
            ):
                return names
    return []


def _called_byline(element: HtmlElement) -> bool:
    name = element.get("class") or ""
    return bool(_BYLINE.search(name)) and not _NOT_BYLINE.search(name) and not _beside(element)


def _brief(element: HtmlElement) -> str:
    named = element.xpath('.//*[@itemprop="name"]')
    return " ".join((named[0] if named else element).itertext())[:300]


def _beside(element: HtmlElement) -> bool:
    """Tell whether an element stands in a box beside the article."""
    return any(
        above.tag in {"aside", "footer", "nav"}
        or _SIDE.search(f"{above.get('class') or ''} {above.get('id') or ''}")
        for above in (element, *element.iterancestors())
        if above.tag not in {"body", "html", "article", "main"}
    )


def _credits(page: _Page) -> list[str]:
    return [
        *page.described.authors,
        *(page.metas[name] for name in ("author", "dc.creator") if name in page.metas),
    ]


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
            return _web_address(href, page.url)
    return _web_address(page.metas.get("og:url"), page.url)


def _web_address(href: str | None, base: str | None) -> str | None:
    if not href:
        return None
    try:
        url = urljoin(base or "", clean(href))
    except ValueError:
        return None
    is_web = url.startswith(("http://", "https://"))
    return url if is_web and len(url.encode(errors="replace")) <= 2048 else None


# --- dates ---------------------------------------------------------------------------------------


def _published(page: _Page, hints: Hints, title: str | None) -> Published | None:
    """Decide when it appeared: feed, JSON-LD, meta, markup, address, text, in this order."""
    metas = (page.metas.get(name) for name in _DATE_METAS)
    return (
        dates.credible(hints.published, hints)
        or _first(page.described.published, hints, Provenance.JSON_LD)
        or _first(metas, hints, Provenance.META)
        or _first(_times(page.tree), hints, Provenance.TIME)
        or dates.from_url(page.url, hints)
        or _first(_printed(page.tree), hints, Provenance.TEXT)
        or datings.printed(_beside_title(page, title), hints)
    )


def _updated(page: _Page, hints: Hints) -> Published | None:
    metas = (page.metas.get(name) for name in _UPDATE_METAS)
    return (
        dates.credible(hints.updated, hints)
        or _first(page.described.updated, hints, Provenance.JSON_LD)
        or _first(metas, hints, Provenance.META)
    )


def _first(values: Iterable[str | None], hints: Hints, provenance: Provenance) -> Published | None:
    return next(
        (date for value in values if value and (date := dates.parse(value, hints, provenance))),
        None,
    )


def _times(tree: HtmlElement) -> Iterator[str]:
    """Give the dates that the markup itself calls published, else the first time element of the article."""
    for element in tree.xpath(
        '//*[@itemprop="datePublished"]|//time[@pubdate]|//abbr[contains(@class, "published")]'
    ):
        yield (
            element.get("content")
            or element.get("datetime")
            or element.get("title")
            or element.text_content()
        )
    for element in tree.xpath("//time")[:50]:
        if not _UPDATE_CLASS.search(element.get("class") or "") and not _beside(element):
            yield element.get("datetime") or element.text_content()


def _beside_title(page: _Page, title: str | None) -> list[str]:
    """Give the lines that a reader would look at for a date: the few around the headline."""
    body = page.tree.find("body")
    lines = shown.visible(body if body is not None else page.tree)
    at = max((at for at, line in enumerate(lines[:400]) if title and line == title), default=None)
    return lines[max(0, at - 4) : at + 10] if at is not None else []


def _printed(tree: HtmlElement) -> Iterator[str]:
    """Give what elements named after dates say, those of boxes beside the article left out."""
    for element in tree.xpath("//*[@class or @id]")[:20_000]:
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _DATE_CLASS.search(name) and not _UPDATE_CLASS.search(name) and not _beside(element):
            line = tidy(clean(element.text_content()[:400]))
            if len(line) < 120:
                yield line


# --- main text -----------------------------------------------------------------------------------


def _main(page: _Page, title: str | None) -> list[str]:
    """Give the paragraphs of the report. The extractor changes the tree, so this comes last."""
    from trafilatura import extract  # noqa: PLC0415 - only worker processes pay for it

    known = set(_WORD.findall(clean(_words(page))))
    found = extract(page.tree, url=page.url, include_comments=False) or page.described.body or ""
    lines = [tidy(_unglued(line, known)) for line in clean(found).split("\n")]
    kept = text.article_lines([line for line in lines if line])
    repeated = bool(title and kept) and normal.fold(kept[0]) == normal.fold(title or "")
    return kept[1:] if repeated else kept


def _unglued(line: str, known: set[str]) -> str:
    """Part words that only the extractor joined: `NationwideGet` where a block began after `Nationwide`."""
    return _WORD.sub(lambda word: _parted(word[0], known), line)


def _parted(word: str, known: set[str]) -> str:
    if word in known or len(word) > 80:
        return word
    cuts = (at for at in range(len(word) - 1, 0, -1) if word[:at] in known and word[at:] in known)
    return f"{word[:at]} {word[at:]}" if (at := next(cuts, 0)) else word
