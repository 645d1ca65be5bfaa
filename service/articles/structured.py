"""What a page says of itself for machines: JSON-LD (https://schema.org/NewsArticle)."""

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.articles.encoding import clean
from service.articles.lines import tidy


_ARTICLES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle",
    "AskPublicNewsArticle", "SatiricalArticle", "LiveBlogPosting", "Article", "BlogPosting", "TechArticle", "ScholarlyArticle", "Report", "AdvertiserContentArticle",
    "SocialMediaPosting", "DiscussionForumPosting", "CreativeWork", "Review", "Recipe", "HowTo", "PodcastEpisode", "VideoObject", "WebPage", "ItemPage",
)  # fmt: skip
"""The nearer to the front, the likelier the article itself."""
_RANK = {name: rank for rank, name in enumerate(_ARTICLES)}
_MOST_SCRIPT = 2_000_000
_MOST_NODES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is said of the article."""

    headline: str | None = None
    body: str | None = None
    authors: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()
    """Authors that are organisations."""
    publisher: str | None = None
    language: str | None = None
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Headlines and bodies of every node, and the names of articles: for the coarse grade."""


type_of_json = object
"""What `json.loads` may give."""


def describe(scripts: Iterable[str]) -> Described:
    """Read the scripts of a page; what is broken is passed over."""
    nodes = [node for script in scripts for node in _nodes(_loaded(script))]
    known = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    ranked = sorted((node for node in nodes if _rank(node) < len(_ARTICLES)), key=_rank)
    headed = [node for node in ranked if _rank(node) < _RANK["VideoObject"]]
    written = [node.get("author") for node in headed]
    return Described(
        headline=next(_texts(headed, "headline"), None) or next(_texts(headed[:1], "name"), None),
        body=next(_texts(ranked, "articleBody"), None),
        authors=tuple(next((names for by in written if (names := _names(by, known))), ())),
        houses=tuple(name for by in written for name in _houses(by, known)),
        publisher=next(
            (name for node in [*ranked, *nodes] for name in _names(node.get("publisher"), known)),
            None,
        ),
        language=next(_texts(ranked, "inLanguage"), None),
        published=tuple(_texts(ranked, "datePublished")),
        updated=tuple(_texts(ranked, "dateModified")),
        words=(
            *(text for key in ("headline", "articleBody") for text in _texts(nodes, key)),
            *_texts(headed, "name"),
        ),
    )


def _houses(value: object, known: Mapping[str, dict[str, object]]) -> list[str]:
    """Give the names of those authors that are said to be organisations."""
    items = value if isinstance(value, list) else [value]
    nodes = (
        {**known.get(str(item.get("@id")), {}), **item}
        for item in items[:20]
        if isinstance(item, dict)
    )
    return [
        name
        for node in nodes
        if "Organization" in str(node.get("@type"))
        for name in _names(node, {})
    ]


def _loaded(script: str) -> object:
    try:
        return json.loads(
            script.strip().removeprefix("<!--").removesuffix("-->")[:_MOST_SCRIPT], strict=False
        )
    except (ValueError, RecursionError):
        return None


def _nodes(root: object) -> Iterator[dict[str, object]]:
    """Walk a JSON tree, nodes in document order, without recursion."""
    waiting = [root]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(
                value for value in reversed(list(item.values())) if isinstance(value, dict | list)
            )
        elif isinstance(item, list):
            waiting.extend(reversed(item))


def _rank(node: dict[str, object]) -> int:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return min(
        (_RANK.get(str(name).rpartition("/")[2], len(_ARTICLES)) for name in names),
        default=len(_ARTICLES),
    )


def _texts(nodes: Iterable[dict[str, object]], key: str) -> Iterator[str]:
    for node in nodes:
        value = node.get(key)
        if isinstance(value, str) and (text := _seen(value, lines=key == "articleBody")):
            yield text


def _seen(value: str, *, lines: bool = False) -> str:
    text = clean(html.unescape(value))
    return text.strip() if lines else tidy(text)


def _names(value: object, known: Mapping[str, dict[str, object]]) -> list[str]:
    """Read a person, an organisation, a list of them, or a reference to one."""
    if isinstance(value, str):
        return [text] if (text := _seen(value)) else []
    if isinstance(value, list):
        return [
            name
            for item in value[:20]
            if not isinstance(item, list)
            for name in _names(item, known)
        ]
    if isinstance(value, dict):
        name = value.get("name") or known.get(str(value.get("@id")), {}).get("name")
        return _names(name, {}) if isinstance(name, str | list) else []
    return []
