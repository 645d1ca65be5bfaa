"""The names on a page: its title, the site, who wrote it."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lxml.html import HtmlElement

from service.articles import bylines, metas, normal
from service.articles.encoding import cap, clean
from service.articles.lines import tidy
from service.articles.metas import Metas
from service.articles.shown import INLINE
from service.articles.structured import Described


_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|autor|auteur|autore|writer|reporter|journalist|posted-by|contributor)s?(?:$|[\s_-])"
    r"|[a-z](?:Byline|Author|Writer|Reporter|Journalist)s?(?:$|[\sA-Z_-])",
)
_NOT_BYLINE = re.compile(
    r"bio|avatar|image|img|photo|card|box|desc|about|social|comment|related|widget|sidebar|footer|nav|list|more",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"comment|related|sidebar|footer|widget|recommend|popular|trending|teaser|more-|latest|recent|nav",
    re.IGNORECASE,
)
_WRITERS = re.compile(
    r"^[^#]*/(?:authors?|auteurs?|autor(?:es)?|autore|staff|profiles?|people|our-people|reporters?|journalists?|contributors?|producers|writers?|columnists?|by)/[^/?#]+/?(?:$|[?#])",
    re.IGNORECASE,
)
_SAYS_BY = re.compile(r"^\W*(?:written\s+|posted\s+)?(?:by|author)\b\W*", re.IGNORECASE)
_DASHES = re.compile(r"\s+(?:[|·•»›]|[-–—]{1,2}|::)\s+|\s*[|｜]\s*")
_DENSE = re.compile("([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff])")
"""Characters of scripts without blanks: each is a piece of its own."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_ALIKE = 0.6
_MOST_HEADS = 20
_MOST_ELEMENTS = 20_000


# --- title ---------------------------------------------------------------------------------------


def title(
    tree: HtmlElement, said: Metas, described: Described, site: str | None, url: str | None
) -> str | None:
    """Choose the headline: the heading on the page that its head claims, in its own words, else a claim."""
    tab = next(filter(None, (_text(line) for line in tree.iter("title"))), None)
    claims = [
        _without_site(plain(claim), site, url)
        for claim in (described.headline, *metas.values(said, metas.TITLES), tab)
        if claim
    ]
    heads = [head for h in list(tree.iter("h1"))[:_MOST_HEADS] if (head := _text(h))]
    return (
        _agreed(heads, claims)
        or _only(heads, claims, site, url)
        or next(iter([*claims, *heads]), None)
    )


def _text(element: HtmlElement) -> str:
    """Give a heading's words; a line that breaks within it breaks no word."""
    broken = any(child.tag not in INLINE for child in element.iterdescendants())
    return plain(" ".join(map(str, element.itertext())) if broken else str(element.text_content()))


def plain(line: str) -> str:
    """Give a line without entities that were escaped twice: `Food &amp; drink`."""
    line = tidy(clean(line))
    return tidy(clean(html.unescape(line))) if _ENTITY.search(line) else line


def _agreed(heads: Sequence[str], claims: Sequence[str]) -> str | None:
    """Give the heading that is what a claim says; one in capitals as the claim writes it."""
    for agrees in (_alike, _opens, _closes):
        for head in heads:
            for claim in claims:
                if agrees(head, claim):
                    return claim if head.isupper() and not claim.isupper() else head
    return None


def _only(
    heads: Iterable[str], claims: Sequence[str], site: str | None, url: str | None
) -> str | None:
    """Give a page's only heading, in other words than its claims, which were written for search engines.

    It has to have something in common with them: it may be a banner's.
    """
    own = {head for head in heads if not is_site(head, site, url)}
    head = own.pop() if len(own) == 1 else None
    return head if head and any(_kin(head, claim) for claim in claims) else None


def _kin(head: str, claim: str) -> bool:
    a, b = _pieces(head), _pieces(claim)
    common = len(a & b)
    return 3 * common >= min(len(a), len(b)) > 0 and (common > 1 or len(a) <= 3)


def _alike(head: str, claim: str) -> bool:
    """Tell whether two titles share most of the words of the longer one."""
    a, b = _pieces(head), _pieces(claim)
    return len(a & b) > _ALIKE * max(len(a), len(b))


def _opens(head: str, claim: str) -> bool:
    """Tell whether a claim is a heading and more, as where the site's name is not known."""
    return len(_pieces(head)) > 1 and normal.fold(claim).startswith(f"{normal.fold(head)} ")


def _closes(head: str, claim: str) -> bool:
    return len(_pieces(head)) > 1 and normal.fold(claim).endswith(f" {normal.fold(head)}")


def _pieces(line: str) -> set[str]:
    return set(re.findall(r"\w+", _DENSE.sub(r" \1 ", normal.fold(line))))


def _without_site(claim: str, site: str | None, url: str | None) -> str:
    """Take the site's name off a title's ends: `Ministers meet | The Example` is `Ministers meet`."""
    parts = [(found.start(), found.end()) for found in _DASHES.finditer(claim)]
    if not parts:
        return claim
    first, last = claim[: parts[0][0]], claim[parts[-1][1] :]
    if is_site(last, site, url):
        return _without_site(claim[: parts[-1][0]], site, url)
    leads = is_site(first, site, url) and len(first) < len(claim) / 2
    return claim[parts[0][1] :] if leads else claim


# --- site ----------------------------------------------------------------------------------------


def site(said: Metas, described: Described) -> str | None:
    named = next(metas.values(said, metas.SITES), None) or described.publisher
    return cap(named, 120) if named and "://" not in named else None


def is_site(part: str, name: str | None, url: str | None) -> bool:
    """Tell whether some words are the site's name, or its domain's, near enough."""
    squeezed = _squeezed(part)
    if name and part.isupper() and part == "".join(re.findall(r"\b[A-Z]", name)) and len(part) > 1:
        return True
    host = normal.registrable_domain(url or "").partition(".")[0]
    return any(_much_alike(squeezed, _squeezed(known)) for known in (name or "", host))


def _squeezed(name: str) -> str:
    return re.sub(r"\W|_", "", name.casefold()).removeprefix("the")


def _much_alike(name: str, known: str) -> bool:
    if min(len(name), len(known)) < 4:
        return bool(name) and name == known
    return name in known or (known in name and len(name) < 2.5 * len(known))


# --- author --------------------------------------------------------------------------------------


def author(
    tree: HtmlElement,
    said: Metas,
    described: Described,
    site_name: str | None,
    beside: Sequence[str],
    lines: Sequence[str] = (),
) -> str | None:
    """Name the writers, the surest source first; a desk or the site itself only where no person is named.

    `lines` is what the page shows, `beside` of it what stands beside the title.
    """
    claims = [described.authors, list(metas.values(said, metas.AUTHORS))]
    houses = {_squeezed(name) for name in (*described.houses, site_name or "")}
    for claim in claims:
        if people := list(_people(name for name in claim if _squeezed(name) not in houses)):
            return _joined(people)
    for shown in (_shown_authors(tree), _written_by(beside), _linked(tree), _only_byline(lines)):
        if people := [name for name in shown if _squeezed(name) not in houses]:
            return _joined(people)
    named = [name for claim in claims for name in claim[:1]] or _shown_houses(tree)[:1]
    return _joined(house for name in named if (house := bylines.house(name)))


def _written_by(lines: Sequence[str]) -> list[str]:
    """Read the first byline on some lines; its name may stand on the line below."""
    joined = (f"{line} {below}" for line, below in pairwise(lines) if bylines.lone(line))
    return next((by for line in (*lines, *joined) if (by := bylines.written_by(line))), [])


def _linked(tree: HtmlElement) -> list[str]:
    """Read the name that links to a writer's page, if there is only one outside the boxes."""
    around = trunk(tree)
    links = (link for link in tree.iter("a") if _WRITERS.search(link.get("href") or ""))
    lines = (
        tidy(clean(str(link.text_content()))) for link in links if not is_beside(link, around)
    )
    return _only_one(names for line in lines if len(line) < 60 and (names := bylines.people(line)))


def _only_byline(lines: Sequence[str]) -> list[str]:
    """Read the byline of a page on which all bylines name the same people."""
    return _only_one(
        names for line in lines if bylines.signs(line) and (names := _written_by([line]))
    )


def _only_one(found: Iterable[list[str]]) -> list[str]:
    distinct = {tuple(names) for names in found if " " in names[0]}
    return list(distinct.pop()) if len(distinct) == 1 else []


def _joined(names: Iterable[str]) -> str | None:
    return ", ".join(dict.fromkeys(names)) or None


def _people(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        if "://" not in value and len(value) < 200:
            yield from bylines.people(value)


def _shown_authors(tree: HtmlElement) -> list[str]:
    """Read the names that the markup calls authors, the surest way of naming first."""
    for line in _shown_bylines(tree):
        if names := bylines.written_by(line) or list(_people([line] if len(line) < 60 else [])):
            return names
    return []


def _shown_houses(tree: HtmlElement) -> list[str]:
    """Give the desks that the markup calls authors."""
    lines = (_SAYS_BY.sub("", line) for line in _shown_bylines(tree))
    return [line for line in lines if bylines.is_house(line)]


def _shown_bylines(tree: HtmlElement) -> Iterator[str]:
    around = trunk(tree)
    for path in (
        '//*[@itemprop="author"]',
        '//a[contains(concat(" ", @rel, " "), " author ")]',
        "//*[@class]",
    ):
        for element in tree.xpath(path)[:_MOST_ELEMENTS]:
            if not path.endswith("[@class]") or _called_byline(element, around):
                yield tidy(clean(_brief(element)))


def _called_byline(element: HtmlElement, around: frozenset[HtmlElement]) -> bool:
    name = element.get("class") or ""
    if not _BYLINE.search(name) or _NOT_BYLINE.search(name):
        return False
    parent = element.getparent()  # an `aside` that is called a byline is one
    return not is_beside(element if element.tag != "aside" or parent is None else parent, around)


def _brief(element: HtmlElement) -> str:
    named = element.xpath('.//*[@itemprop="name"]')
    return " ".join((named[0] if named else element).itertext())[:300]


def trunk(tree: HtmlElement) -> frozenset[HtmlElement]:
    """Give the elements around the page's headings, whatever they are called: they are no boxes."""
    heads = list(tree.iter("h1"))[:_MOST_HEADS]
    return frozenset(above for head in heads for above in head.iterancestors())


def is_beside(element: HtmlElement, around: frozenset[HtmlElement]) -> bool:
    """Tell whether an element stands in a box beside the article; `around` is the page's trunk."""
    for above in (element, *element.iterancestors()):
        if above in around or above.tag in {"body", "html"}:
            return False
        named = f"{above.get('class') or ''} {above.get('id') or ''}"
        if above.tag in {"aside", "footer", "nav"} or (
            above.tag not in {"article", "main"} and _SIDE.search(named)
        ):
            return True
    return False
