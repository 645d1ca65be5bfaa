"""Place an article: a story of its own, or beside others, and why.

Copies are recognised by equal text. Likeness of texts and events joins here later; the shape of a
decision stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.model import ArticleId, Placement, Relation, Signature


MEASURE = "equal text"
SHORTEST = 200
"""Characters below which a text alone does not identify: then the title counts too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groupable:
    """An article that matched, as grouping needs it."""

    article: ArticleId
    publisher: str
    text_hash: str
    seen_at: datetime


def comparison_hash(text: str, text_hash: str, content_hash: str) -> str:
    """Choose what identifies a text: short ones recur ("Live updates") under many titles."""
    return text_hash if len(text) >= SHORTEST else content_hash


def place(item: Groupable, holders: Sequence[Signature]) -> Placement:
    """Decide where `item` belongs.

    `holders` are the articles already placed that hold the same text, earliest first. An equal text
    is a copy, its publisher's own too: there is nothing in it to be told.
    """
    if not holders:
        return _placement(item, None, Relation.FIRST, value=0.0)
    own = (holder for holder in holders if holder.publisher == item.publisher)
    return _placement(item, next(own, holders[0]), Relation.COPY, value=1.0)


def _placement(
    item: Groupable, of: Signature | None, relation: Relation, *, value: float
) -> Placement:
    return Placement(
        article=item.article,
        story=None if of is None else of.story,
        relation=relation,
        of=None if of is None else of.article,
        measure=MEASURE,
        value=value,
        threshold=1.0,
    )
