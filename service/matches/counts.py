"""`atleast3(x)`: so many disjoint occurrences over title and text.

The first to end is always one of a largest choice, so that counting goes from left to right and
stops as soon as there are enough.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.matches.nearness import Found, Stretch, made_up, width_of, word_spans
from service.matches.nodes import AtLeast, Node, Term
from service.matches.steps import OverrunError
from service.matches.words import Span
from service.model import Field


_SHORTEST = 8
_LONGEST = 512
_PER_STRETCH = 50


def count(node: AtLeast, fields: Sequence[Stretch]) -> int:
    """Count disjoint occurrences up to as many as are wanted; `fields` are those that count."""
    return sum(len(chosen) for _, chosen in _chosen(node, fields))


def evidence(node: AtLeast, fields: Sequence[Stretch]) -> list[tuple[Field, Found]]:
    """Give what takes part in a large enough choice; where that is too much, one such choice."""
    try:
        places = [
            (field, _disjoint_around(one.occurrences(node.child)))
            for field in fields
            for one in [replace(field, steps=field.view.lend())]
        ]
    except OverrunError:
        kept = [(field, chosen) for field, chosen in _chosen(node, fields) if chosen]
    else:
        most = sum(max(counts.values(), default=0) for _, counts in places)
        kept = [
            (
                field,
                sorted(
                    span for span, count in counts.items() if most - best + count >= node.count
                ),
            )
            for field, counts in places
            for best in [max(counts.values(), default=0)]
        ]
    return [
        (field.field, found)
        for field, spans in kept
        if spans
        for found in made_up(node.child, spans, field)
    ]


def _chosen(node: AtLeast, fields: Sequence[Stretch]) -> Iterator[tuple[Stretch, list[Span]]]:
    """Choose from left to right, field by field, until there are enough."""
    left = node.count
    for field in fields:
        chosen = _first(node.child, field, left)
        left -= len(chosen)
        yield field, chosen


def _first(child: Node, field: Stretch, most: int) -> list[Span]:
    """Give the first disjoint spans, at most so many, from short stretches where they are dense."""
    if isinstance(child, Term):
        return _disjoint(field.occurrences(child), most)
    width = width_of(child, field)
    last = max((end for _, end in word_spans(field, child)), default=-1)
    chosen: list[Span] = []
    place, size = 0, _SHORTEST
    while place <= last and len(chosen) < most:
        field.steps.spend(_PER_STRETCH)
        part = replace(field, first=place, last=place + size)
        found = _disjoint(part.occurrences(child), most - len(chosen))
        chosen += found
        if not found and size < max(_LONGEST, 4 * width):
            size *= 2
            continue
        after = found[-1][1] + 1 if found else 0
        place = max(after, place + size - width + 1)
        size = _SHORTEST
    return chosen


def _disjoint(spans: Sequence[Span], most: int) -> list[Span]:
    chosen: list[Span] = []
    for start, end in sorted(spans, key=lambda span: span[1]):
        if len(chosen) < most and (not chosen or start > chosen[-1][1]):
            chosen.append((start, end))
    return chosen


def _disjoint_around(spans: Sequence[Span]) -> dict[Span, int]:
    """Give for each span how many disjoint ones there can be, itself among them."""
    before = [span[1] for span in _disjoint(spans, len(spans))]
    mirrored = [(-end, -start) for start, end in spans]
    after = sorted(-span[1] for span in _disjoint(mirrored, len(spans)))
    return {
        (start, end): bisect_left(before, start) + 1 + len(after) - bisect_left(after, end + 1)
        for start, end in spans
    }
