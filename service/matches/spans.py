"""Nearness as arithmetic on word positions.

Spans satisfy a nearness when they are pairwise disjoint and the smallest span around them (their
hull) has at most `distance` positions that belong to none of them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from service.matches.words import Span


Spans = Sequence[Span]


def hull(spans: Sequence[Span]) -> Span:
    return min(start for start, _ in spans), max(end for _, end in spans)


def gap(left: Span, right: Span) -> int | None:
    """Give the number of positions strictly between; None if they overlap."""
    if left[0] > right[0]:
        left, right = right, left
    return right[0] - left[1] - 1 if left[1] < right[0] else None


def hulls(operands: Sequence[Spans], distance: int, *, ordered: bool) -> list[Span]:
    """Give the hull of every satisfying choice, in order."""
    return sorted({hull(chosen) for chosen in _choices(operands, distance, ordered=ordered)})


def participants(operands: Sequence[Spans], distance: int, *, ordered: bool) -> list[list[Span]]:
    """Give for each operand the spans that take part in some satisfying choice."""
    if not all(operands):
        return [[] for _ in operands]
    if len(operands) == 2:
        left, right = operands
        return [
            _beside(left, right, distance, before=not ordered, after=True),
            _beside(right, left, distance, before=True, after=not ordered),
        ]
    return [
        [span for span in spans if _is_satisfied(operands, number, span, distance)]
        for number, spans in enumerate(operands)
    ]


def participants_in(
    operands: Sequence[Spans], distance: int, allowed: frozenset[Span], *, ordered: bool
) -> list[list[Span]]:
    """Give the same for the choices whose hull is one of `allowed`."""
    kept: list[set[Span]] = [set() for _ in operands]
    for chosen in _choices(operands, distance, ordered=ordered):
        if hull(chosen) in allowed:
            for number, span in enumerate(chosen):
                kept[number].add(span)
    for number, spans in enumerate(operands):
        for twin in (i for i in range(number) if operands[i] == spans):
            kept[number] = kept[twin] = kept[number] | kept[twin]
    return [sorted(spans) for spans in kept]


def nearest(left: Spans, right: Spans) -> int | None:
    """Give the smallest gap between any two disjoint spans; for explaining a miss."""
    best: int | None = None
    starts, ends = [start for start, _ in right], sorted(end for _, end in right)
    for start, end in left:
        place = bisect_right(starts, end)
        found = [starts[place] - end - 1] if place < len(starts) else []
        place = bisect_left(ends, start)
        found += [start - ends[place - 1] - 1] if place else []
        best = min([*found, best] if best is not None else found, default=best)
    return best


def _beside(
    spans: Spans, others: Spans, distance: int, *, before: bool, after: bool
) -> list[Span]:
    """Keep the spans that have another one near enough before or after them."""
    starts, ends = [start for start, _ in others], sorted(end for _, end in others)

    def has(start: int, end: int) -> bool:
        place = bisect_right(starts, end)
        if after and place < len(starts) and starts[place] - end - 1 <= distance:
            return True
        place = bisect_left(ends, start)
        return before and place > 0 and start - ends[place - 1] - 1 <= distance

    return [(start, end) for start, end in spans if has(start, end)]


def _is_satisfied(operands: Sequence[Spans], number: int, span: Span, distance: int) -> bool:
    """Tell whether this span of this operand has company enough."""
    others = sorted(list(spans) for i, spans in enumerate(operands) if i != number)
    found = _choices([[span], *others], distance, ordered=False)
    return next(found, None) is not None


def _choices(
    operands: Sequence[Spans], distance: int, *, ordered: bool
) -> Iterator[tuple[Span, ...]]:
    """Choose one span of each operand, in every satisfying way; equal operands are not permuted."""
    if not all(operands):
        return
    longest = [max(end - start + 1 for start, end in spans) for spans in operands]
    rooms = [0, *accumulate(reversed(longest))][::-1]
    for chosen in _extend((), operands, rooms, distance):
        if not ordered or chosen[0][1] < chosen[1][0]:
            yield chosen


def _extend(
    chosen: tuple[Span, ...], operands: Sequence[Spans], rooms: Sequence[int], distance: int
) -> Iterator[tuple[Span, ...]]:
    depth = len(chosen)
    if depth == len(operands):
        yield chosen
        return
    twin = depth > 0 and operands[depth] == operands[depth - 1]
    for span in _within_reach(chosen, operands[depth], rooms[depth] + distance):
        if twin and span <= chosen[-1]:
            continue
        if any(gap(span, other) is None for other in chosen):
            continue
        longer = (*chosen, span)
        if _others(longer) - rooms[depth + 1] <= distance:
            yield from _extend(longer, operands, rooms, distance)


def _within_reach(chosen: tuple[Span, ...], spans: Spans, free: int) -> Spans:
    """Give the spans that could still fit; `free` positions may lie beside the chosen ones."""
    if not chosen:
        return spans
    low, high = hull(chosen)
    limit = free + sum(end - start + 1 for start, end in chosen)
    first = bisect_left(spans, (high - limit + 1, 0))
    last = bisect_right(spans, (low + limit, 0))
    return spans[first:last]


def _others(spans: Sequence[Span]) -> int:
    low, high = hull(spans)
    return high - low + 1 - sum(end - start + 1 for start, end in spans)
