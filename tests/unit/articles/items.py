"""Entries as identity sees them, made short."""

from typing import Any

from service.articles.identity import Candidate
from service.model import ArticleId, Known


def candidate(
    entry_id: str | None = "1",
    url: str | None = "https://wire.example/1",
    title: str = "Title",
    text: str = "Text",
    **more: Any,
) -> Candidate:
    facts = {"publisher": "wire.example", "fingerprint": f"{entry_id} {url} {title} {text}"}
    return Candidate(
        entry_id=entry_id,
        url=url,
        title=title,
        content_hash=f"{title} {text}",
        **(facts | more),
    )


def known(item: Candidate, article: int = 7, version: int = 1) -> Known:
    return Known(
        article=ArticleId(article),
        version=version,
        url=item.url,
        title=item.title,
        content_hash=item.content_hash,
    )


def memory(*items: Candidate, first: int = 1) -> dict[str, Known]:
    """Give what a source is known by after it brought these, each a new article."""
    found: dict[str, Known] = {}
    for number, item in enumerate(items, first):
        for key in item.keys:
            found.setdefault(key, known(item, number))
    return found
