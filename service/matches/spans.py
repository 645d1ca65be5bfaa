"""Nearness as arithmetic on word positions.

Spans satisfy a nearness when they are pairwise disjoint and the smallest span around them (their
hull) has at most `distance` positions that belong to none of them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from service.matches.chains import chains, distinct, longest
from service.matches.steps import Steps
from service.matches.words import Span


Spans = Sequence[Span]
_PER_SPAN = 7
"""More, where there are more than two operands."""


def satisfied(operands: Sequence[Spans], distance: int, steps: Steps, *, ordered: bool) -> bool:
    """Tell whether there is a satisfying choice."""
    if not all(operands):
        return False
    steps.spend(_cost(operands))
    if len(operands) == 2:
        left, right = operands
        return bool(beside(left, right, distance, before=not ordered, after=True))
    close = _close(operands, distance)
    if not all(close) or _is_plain(close):
        return all(close)
    return chains(close, distance, steps).hold()


def hulls(operands: Sequence[Spans], distance: int, steps: Steps, *, ordered: bool) -> list[Span]:
    """Give the hull of every satisfying choice, in order."""
    if not all(operands):
        return []
    steps.spend(_cost(operands))
    if len(operands) == 2:
        left, right = operands
        found = set(_pairs(left, right, distance, steps))
        return sorted(found if ordered else found.union(_pairs(right, left, distance, steps)))
    close = _close(operands, distance)
    return sorted(chains(close, distance, steps).hulls()) if all(close) else []


def participants(
    operands: Sequence[Spans], distance: int, steps: Steps, *, ordered: bool
) -> list[list[Span]]:
    """Give for each operand the spans that take part in some satisfying choice."""
    if not all(operands):
        return [[] for _ in operands]
    steps.spend(_cost(operands))
    if len(operands) == 2:
        left, right = operands
        return [
            beside(left, right, distance, before=not ordered, after=True),
            beside(right, left, distance, before=True, after=not ordered),
        ]
    close = _close(operands, distance)
    if not all(close) or _is_plain(close):
        return close
    made = chains(close, distance, steps)
    kept = made.taking_part()
    return [sorted((s, e) for s, e, group in kept if group == number) for number in made.numbers]


def participants_in(
    operands: Sequence[Spans],
    distance: int,
    allowed: Iterable[Span],
    steps: Steps,
    *,
    ordered: bool,
) -> list[list[Span]]:
    """Give the same for the choices whose hull is one of `allowed`."""
    if len(operands) == 2:
        return _pairs_in(operands, distance, frozenset(allowed), steps, ordered=ordered)
    made = chains(operands, distance, steps)
    kept = {item for hull in sorted(allowed) for item in made.taking_part(hull)}
    return [sorted((s, e) for s, e, group in kept if group == number) for number in made.numbers]


def windows(operands: Sequence[Spans], width: int) -> list[int]:
    """Give where a stretch of `width` positions begins that has a span of each operand."""
    different = distinct(operands)
    starts = sorted(start for spans in different for start, _ in spans)
    found = list(dict.fromkeys(starts))
    for spans in sorted(different, key=len):
        starts = [start for start, _ in spans]
        ends = list(accumulate((end for _, end in reversed(spans)), min))[::-1]
        found = [
            place
            for place in found
            if (number := bisect_left(starts, place)) < len(starts)
            and ends[number] < place + width
        ]
    return found


def beside(spans: Spans, others: Spans, distance: int, *, before: bool, after: bool) -> list[Span]:
    """Keep the spans that have another one near enough before or after them."""
    starts, ends = [start for start, _ in others], sorted(end for _, end in others)

    def has(start: int, end: int) -> bool:
        place = bisect_right(starts, end)
        if after and place < len(starts) and starts[place] - end - 1 <= distance:
            return True
        place = bisect_left(ends, start)
        return before and place > 0 and start - ends[place - 1] - 1 <= distance

    return [(start, end) for start, end in spans if has(start, end)]


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


def _cost(operands: Sequence[Spans]) -> int:
    every = sum(map(len, operands))
    return every if len(operands) == 2 else every + _PER_SPAN * sum(map(len, distinct(operands)))


def _pairs(left: Spans, right: Spans, distance: int, steps: Steps) -> Iterator[Span]:
    """Give the hull of each pair with the left one first."""
    for start, end in left:
        low = bisect_left(right, (end + 1,))
        high = bisect_left(right, (end + distance + 2,))
        steps.spend(1 + high - low)
        yield from ((start, last) for _, last in right[low:high])


def _pairs_in(
    operands: Sequence[Spans],
    distance: int,
    allowed: frozenset[Span],
    steps: Steps,
    *,
    ordered: bool,
) -> list[list[Span]]:
    kept: list[set[Span]] = [set(), set()]
    for number in (0,) if ordered else (0, 1):
        others = operands[1 - number]
        for span in operands[number]:
            low = bisect_left(others, (span[1] + 1,))
            high = bisect_left(others, (span[1] + distance + 2,))
            steps.spend(high - low + 1)
            beside = [other for other in others[low:high] if (span[0], other[1]) in allowed]
            kept[number].update([span] if beside else [])
            kept[1 - number].update(beside)
    return [sorted(spans) for spans in kept]


def _close(operands: Sequence[Spans], distance: int) -> list[list[Span]]:
    """Keep the spans in stretches that are short enough and have a span of each operand.

    How short that is depends on the longest spans; where those are dropped, it is less.
    """
    while True:
        width = distance + sum(map(longest, operands))
        begins = windows(operands, width)
        kept = [[span for span in spans if _is_in(span, begins, width)] for spans in operands]
        if not all(kept) or distance + sum(map(longest, kept)) == width:
            return kept
        operands = kept


def _is_in(span: Span, begins: Sequence[int], width: int) -> bool:
    number = bisect_right(begins, span[0])
    return number > 0 and span[1] < begins[number - 1] + width


def _is_plain(operands: Sequence[Spans]) -> bool:
    """Tell whether no two spans overlap and each operand has one length: close is then enough."""
    if any(len({end - start for start, end in spans}) > 1 for spans in operands):
        return False
    every = sorted(span for spans in operands for span in spans)
    return all(end < after[0] for (_, end), after in pairwise(every))
