"""What the metas of a page's head are called, by what they say; the surest name first."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml.html import HtmlElement

from service.articles.encoding import clean
from service.articles.lines import tidy


TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "headline",
)
AUTHORS = (
    "author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.contributor",
    "citation_author", "byl", "article:author", "og:article:author", "creator", "twitter:data1",
)  # fmt: skip
PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "parsely-pub-date", "sailthru.date", "datepublished",
    "dcterms.created", "dc.date.issued", "dc.date", "dcterms.date", "dcterms.issued", "citation_publication_date", "citation_date", "publish-date",
    "pubdate", "publishdate", "publication_date", "published_time", "article_date_original", "originalpublicationdate", "displaydate",
    "og:published_time", "cxenseparse:recs:publishtime", "date", "created", "og:release_date", "rnews:datepublished",
)  # fmt: skip
UPDATED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "article:modified", "last-modified",
    "dcterms.modified", "datemodified", "lastmod", "revised",
)  # fmt: skip
SITES = (
    "og:site_name",
    "application-name",
    "citation_journal_title",
    "dc.publisher",
    "twitter:app:name:iphone",
)
ABOUT = (
    "description",
    "og:description",
    "twitter:description",
    "dc.description",
    "abstract",
    "keywords",
    "news_keywords",
)
_LIKE_PUBLISHED = re.compile(
    r"publish(?:ed|ing)?(?:[_.:-]?(?:at|on|date|time|datetime|timestamp))?$|pub[_.:-]?(?:date|time)|date[_.:-]?(?:publish|pub|issued|posted|created|first)"
    r"|(?:issue|release|post(?:ed)?|creat(?:ion|ed?)|article|story|news|content)[_.:-]?date$"
)
_LIKE_UPDATED = re.compile(r"modif|updat|last[_.:-]?(?:change|edit|revi)")
_MOST_CONTENT = 20_000

Metas = Mapping[str, str]
"""Name, in small letters, and content; the first of a name counts, of writers all."""


def read(tree: HtmlElement) -> Metas:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = next(
            filter(None, map(meta.get, ("property", "name", "itemprop", "http-equiv"))), ""
        )
        content = tidy(clean((meta.get("content") or "")[:_MOST_CONTENT]))
        if name and content:
            _put(metas, name.strip().lower(), content)
    return metas


def _put(metas: dict[str, str], name: str, content: str) -> None:
    known = metas.setdefault(name, content)
    if name in AUTHORS and content not in known and len(known) < _MOST_CONTENT:
        metas[name] = f"{known}; {content}"


def values(metas: Metas, names: Iterable[str]) -> Iterator[str]:
    return (metas[name] for name in names if name in metas)


def published(metas: Metas) -> Iterator[str]:
    """Give what may be dates of publication: under the known names, then under names like them."""
    yield from values(metas, PUBLISHED)
    for name, content in metas.items():
        if _LIKE_PUBLISHED.search(name) and not _LIKE_UPDATED.search(name):
            yield content


def updated(metas: Metas) -> Iterator[str]:
    yield from values(metas, UPDATED)
    yield from (content for name, content in metas.items() if _LIKE_UPDATED.search(name))
