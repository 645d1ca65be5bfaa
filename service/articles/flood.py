"""Does a source serve as new what was known? Then it is held back, and told once.

A newsroom that moves its site gives every item another id, and often another text too: a new footer,
another template. Hundreds of old reports would be told again. What nobody has seen, an unknown link
with an unknown text, is never part of it.
"""

from collections.abc import Collection, Mapping, Sequence

from service.articles.arrivals import Planned
from service.articles.identity import Candidate
from service.model import Known


LEAST = 10
"""Fewer are an ordinary day's corrections."""
SHARE = 0.8
"""Of all that a source serves."""


def suspects(
    steps: Sequence[Planned],
    candidates: Sequence[Candidate],
    own: Mapping[str, Known],
    known_texts: Collection[str] = (),
) -> dict[int, Known | None]:
    """Give the candidates of a plan that were known by their link, or by their text.

    `own` holds what the source is known by, `known_texts` content hashes of its articles. Beside a
    candidate that only its link has betrayed stands the article that had the link: whether it is
    that very report has still to be looked into.
    """
    found: dict[int, Known | None] = {}
    for step in steps:
        candidate = candidates[step.index]
        linked = None if "url" in candidate.shared else own.get(f"url:{candidate.url}")
        if step.known is not None or candidate.content_hash in known_texts:
            found[step.index] = None
        elif linked is not None and not step.takes_over:
            found[step.index] = linked
    return found


def is_possible(arrivals: int, entries: int) -> bool:
    """Whether so much of what was served counts as news that it has to be looked into."""
    return arrivals >= LEAST and arrivals > SHARE * entries


def is_flood(suspected: int, entries: int) -> bool:
    return is_possible(suspected, entries)
