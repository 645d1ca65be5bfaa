"""`a NOT NEAR/5 b`: occurrences of one operand that have none of another near them.

Only what stands near matters, so the field is looked at chunk by chunk, and no further than the
first that is found.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from service.matches.nearness import Found, Stretch, made_up, width_of, word_spans
from service.matches.nodes import NotNear
from service.matches.steps import OverrunError
from service.matches.words import Span


_LEAST_CHUNK = 512


def holds(node: NotNear, field: Stretch) -> bool:
    return next(kept(node, field), None) is not None


def kept(node: NotNear, field: Stretch) -> Iterator[Span]:
    """Give the spans of the first operand that stand alone, in order."""
    last = max((end for _, end in word_spans(field, node.operand)), default=-1)
    reach = field.reach(node.distance) + 1
    wide, around = width_of(node.operand, field), reach + width_of(node.without, field)
    chunk = max(_LEAST_CHUNK, 4 * (wide + around))
    for place in range(0, last + 1, chunk):
        part = replace(field, first=place, last=place + chunk + wide)
        spans = [span for span in part.occurrences(node.operand) if span[0] < place + chunk]
        if spans:
            near = replace(field, first=place - around, last=part.last + around)
            yield from _alone(node, spans, near.occurrences(node.without), reach)


def _alone(
    node: NotNear, spans: Sequence[Span], others: Sequence[Span], reach: int
) -> Iterator[Span]:
    """Keep the spans that none of some others begins or ends near, or overlaps."""
    starts = [start for start, _ in others]
    ends = list(accumulate((end for _, end in others), max))
    before = 0 if node.ordered else reach
    for start, end in spans:
        number = bisect_right(starts, end + reach)
        if number == 0 or ends[number - 1] < start - before:
            yield start, end


def evidence(node: NotNear, field: Stretch) -> list[Found]:
    """Give what makes up the spans that stand alone; of the first ones, if all are too much work."""
    spans: list[Span] = []
    try:
        for span in kept(node, replace(field, steps=field.view.lend())):
            spans.append(span)  # noqa: PERF402 - what was found before an overrun is kept
    except OverrunError:
        spans = spans or [next(kept(node, field))]
    return made_up(node.operand, spans, field) if spans else []
