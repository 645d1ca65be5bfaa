"""Place an article: a story of its own, or beside others, and why.

The window decides by likeness; before that, a text that somebody holds word for word is a copy, however short
it is and however its index came about.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from service.model import Published, Relation, Signature
from service.stories.likeness import EMPTY
from service.stories.prepared import pack
from service.stories.window import PINNED, Decision, Incoming, Window


MEASURE = "equal text"
_HOUR = 3600
SHORTEST = 200
"""Characters below which a text alone does not identify: then the title counts too."""


def comparison_hash(text: str, text_hash: str, content_hash: str) -> str:
    """Choose what identifies a text: short ones recur ("Live updates") under many titles."""
    return text_hash if len(text) >= SHORTEST else content_hash


def hours(published: Published | None, seen_at: datetime) -> float | None:
    """Say when a report is dated, in hours since 1970; no later than it was seen."""
    if published is None:
        return None
    return min(published.instant, seen_at).timestamp() / _HOUR


def decide(window: Window, new: Incoming, holders: Sequence[Signature]) -> Decision:
    """Decide where a report goes; the window's next call must be `keep`.

    `holders` are the articles already placed that hold the same text, earliest first. An equal text
    is a copy, its publisher's own too: there is nothing in it to be told.
    """
    found = window.decide(new)
    if not holders or found.measure == PINNED:
        return found
    own = (holder for holder in holders if holder.publisher == new.publisher)
    of = next(own, holders[0])
    remembered = window.story_of(of.article)
    story = of.story if remembered is None else remembered
    return replace(
        found,
        relation=Relation.COPY,
        story=story,
        of=of.article,
        measure=MEASURE,
        value=1.0,
        threshold=1.0,
        nearest=story,
        signature=pack(new.prepared.print, EMPTY),
        vector=EMPTY,
        others=(),
    )
