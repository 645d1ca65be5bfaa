"""When a page appeared, and when it was last changed, by all that it says of that."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from lxml import etree
from lxml.html import HtmlElement

from service.articles import dates, datings, metas, relative, years
from service.articles.encoding import clean
from service.articles.lines import tidy
from service.articles.metas import Metas
from service.articles.page_names import is_beside, trunk
from service.articles.structured import Described
from service.model import Hints, Precision, Provenance, Published


_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:publish(?:ed)?|pub[_-]?date|posted|post[_-]?date|entry-date|date(?:line|time)?|time(?:stamp)?|datum|fecha|data|tarih|created)(?:$|[\s_-])"
    r"|(?:^|[\s_-])(?:date|published|posted|timestamp)[A-Z]|[a-z](?:Date|DateTime|Published|Timestamp|PubDate)(?:$|[\sA-Z_-])",
)
_UPDATE_CLASS = re.compile(r"updat|modif|edited", re.IGNORECASE)
_IN_SCRIPT = re.compile(
    r"\\?\"(?P<key>datePublished|date_published|publishedAt|published_at|publishDate|publish_date|publishedDate|published_date|publishedTime|firstPublished"
    r"|pubDate|dateModified|date_modified|updatedAt|updated_at|modifiedDate|lastModified|dateLastUpdated)\\?\"\s*:\s*\\?\"(?P<value>[^\"\\]{8,40})\\?\""
)
_MOST_ELEMENTS = 20_000
_MOST_LINES = 400
_LONGEST_DATE = 60
_MOST_SCRIPT = 500_000
_MINUTE = timedelta(minutes=1)


def published(
    tree: HtmlElement,
    said: Metas,
    described: Described,
    hints: Hints,
    lines: Sequence[str],
    beside: Sequence[str],
) -> Published | None:
    """Decide when it appeared: feed, JSON-LD, meta, markup, address, text, in this order.

    `lines` is what the page shows, `beside` of it what stands beside the title. Where a page says only
    when it was last changed, it appeared then, as far as anybody can tell.
    """
    if given := dates.credible(hints.published, hints):
        return given
    stated = _first(described.published, hints, Provenance.JSON_LD) or _first(
        metas.published(said), hints, Provenance.META
    )
    changed = updated(tree, said, described, hints, beside)
    if stated:
        return _as_printed(_local(stated, tree, hints), changed, beside, hints)
    found = _shown(tree, hints, changed, lines, beside)
    return next((date for date in found if date and years.fits(date, hints.url)), None)


def _shown(
    tree: HtmlElement,
    hints: Hints,
    changed: Published | None,
    lines: Sequence[str],
    beside: Sequence[str],
) -> Iterator[Published | None]:
    """Give the dates of a page that states none, the surest first."""
    yield _first(_times(tree), hints, Provenance.TIME)
    yield dates.from_url(hints.url, hints)
    yield datings.printed(beside, hints)
    yield relative.published(beside, hints)
    yield datings.without_year(beside, hints, known=[changed.day] if changed else [])
    yield _first(_printed(tree), hints, Provenance.TEXT)
    yield _in_scripts(tree, hints, updates=False)
    yield changed
    yield datings.labelled(lines, "published", hints)
    yield datings.labelled(lines, "updated", hints)
    yield _first(_alone(tree), hints, Provenance.TEXT)


def updated(
    tree: HtmlElement, said: Metas, described: Described, hints: Hints, beside: Sequence[str]
) -> Published | None:
    return (
        dates.credible(hints.updated, hints)
        or _first(described.updated, hints, Provenance.JSON_LD)
        or _first(metas.updated(said), hints, Provenance.META)
        or _first(_updates(tree), hints, Provenance.TIME)
        or datings.labelled(beside, "updated", hints)
    )


def _local(stated: Published, tree: HtmlElement, hints: Hints) -> Published:
    """Give a moment stated in UTC, as machines do, on the day that the page itself prints for it."""
    at = datetime.fromisoformat(stated.value)
    if stated.precision is Precision.DAY or at.utcoffset() != timedelta():
        return stated
    for element in tree.xpath("//time[@datetime]")[:50]:
        other = dates.parse(element.get("datetime"), hints, Provenance.TIME)
        moment = datetime.fromisoformat(other.value) if other else at
        if other and moment.tzinfo and moment.utcoffset() and abs(moment - at) < _MINUTE:
            return other
    address = dates.from_url(hints.url, hints)
    return address if address and abs((address.day - stated.day).days) == 1 else stated


def _as_printed(
    stated: Published, changed: Published | None, beside: Sequence[str], hints: Hints
) -> Published:
    """Prefer the earlier day beside the title to a stamp that is only the page's last change."""
    if changed is None or changed.day > stated.day:
        return stated
    shown = datings.printed(beside, hints)
    return shown if shown and shown.day < stated.day else stated


def beside_title(lines: Sequence[str], title: str | None) -> list[str]:
    """Give the lines that a reader would look at for a date or a writer: those around the headline."""
    heads = [at for at, line in enumerate(lines[:_MOST_LINES]) if title and _is_of(line, title)]
    near = {at for head in heads[-3:] for at in range(max(0, head - 4), head + 10)}
    return [line for at, line in enumerate(lines[:_MOST_LINES]) if at in near]


def _is_of(line: str, title: str) -> bool:
    return line == title or (len(line) > 15 and 2 * len(line) > len(title) and line in title)


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
    around = trunk(tree)
    for element in tree.xpath("//time")[:50]:
        if not _UPDATE_CLASS.search(element.get("class") or "") and not is_beside(element, around):
            yield element.get("datetime") or element.text_content()


def _alone(tree: HtmlElement) -> Iterator[str]:
    """Give the dates that stand alone in elements of any name, except in boxes beside the article."""
    around = trunk(tree)
    for element in list(tree.iter(etree.Element))[:_MOST_ELEMENTS]:
        line = tidy(element.text or "")[:_LONGEST_DATE]
        if len(line) < _LONGEST_DATE and datings.dated(line) and not is_beside(element, around):
            yield line


def _updates(tree: HtmlElement) -> Iterator[str]:
    for element in tree.xpath(
        '//*[@itemprop="dateModified"]|//time[@datetime][contains(@class, "updated")]'
    )[:20]:
        yield element.get("content") or element.get("datetime") or element.text_content()


def _in_scripts(tree: HtmlElement, hints: Hints, *, updates: bool) -> Published | None:
    """Read the one date that a page's own data gives under such a name; several are of several articles."""
    found = [
        date
        for script in tree.iter("script")
        for one in _IN_SCRIPT.finditer((script.text or "")[:_MOST_SCRIPT])
        if bool(_UPDATE_CLASS.search(one["key"])) is updates
        and (date := dates.parse(one["value"], hints, Provenance.JSON_LD))
    ]
    return found[0] if found and len({date.day for date in found}) == 1 else None


def _printed(tree: HtmlElement) -> Iterator[str]:
    """Give what elements named after dates say, those of boxes beside the article left out."""
    around = trunk(tree)
    for element in tree.xpath("//*[@class or @id]")[:_MOST_ELEMENTS]:
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        called = _DATE_CLASS.search(name) and not _UPDATE_CLASS.search(name)
        if called and not is_beside(element, around):
            line = tidy(clean(element.text_content()[:400]))
            if len(line) < 120:
                yield line
