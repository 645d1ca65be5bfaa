"""Where a spelling of a name counts: beside a context word, not as a part of a longer name."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from service.matches.nodes import Condition, Run
from service.matches.spans import beside
from service.matches.words import Span
from service.model import Field


Find = Callable[[tuple[Run, ...], Field], Sequence[Span]]
"""Finds runs of words in a field of an article."""

_ANYWHERE = 1 << 60


def counting(
    spans: Sequence[Span],
    condition: Condition,
    field: Field,
    others: Sequence[Field],
    language: str | None,
    find: Find,
) -> Sequence[Span]:
    """Keep the places of `field` that count; `others` are the other fields of the article."""
    if condition.only_in and primary(language) not in condition.only_in:
        return ()
    if spans and condition.not_in:
        spans = _outside(spans, find(condition.not_in, field))
    if spans and condition.near and not _is_elsewhere(condition, others, find):
        distance = _ANYWHERE if condition.within is None else condition.within
        context = find(condition.near, field)
        spans = beside(spans, context, distance, before=True, after=True)
    return spans


def primary(language: str | None) -> str:
    """Give `en` of `en-US`."""
    return (language or "").replace("_", "-").partition("-")[0].lower()


def _is_elsewhere(condition: Condition, others: Sequence[Field], find: Find) -> bool:
    """Tell whether a context word that may stand anywhere stands in another field."""
    return condition.within is None and any(find(condition.near, field) for field in others)


def _outside(spans: Sequence[Span], longer: Sequence[Span]) -> list[Span]:
    """Keep the spans that are no part of any of the longer ones, which are in order."""
    starts = [start for start, _ in longer]
    ends = list(accumulate((end for _, end in longer), max))
    return [
        (start, end)
        for start, end in spans
        if not (number := bisect_right(starts, start)) or ends[number - 1] < end
    ]
