"""Where words are near one another in a field, in bounded work whatever the text.

The truth is looked for in stretches: only where each word is there, short ones first, so that a
text made of nothing but the words is decided at once. Evidence is that of the whole field; where
that is too much work, that of the longest stretch, from the first that holds, that is not.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from service.matches.chains import distinct, longest, merged
from service.matches.nodes import Near, Node, Or, Part, Term
from service.matches.spans import (
    hulls,
    participants,
    participants_in,
    satisfied,
    windows,
)
from service.matches.steps import OverrunError, Steps
from service.matches.view import View
from service.matches.words import Span
from service.model import Field


Found = tuple[Term, Span]
_SHORTEST = 32
_BEGINNING = 1024
"""Places in which most is found that holds in long texts."""
_PER_WORD = 4
_EVERYTHING = 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some words of a field, from `first` to `last`, as if there were no others."""

    view: View
    field: Field
    part: Part | None
    steps: Steps
    first: int = 0
    last: int = _EVERYTHING

    def reach(self, positions: int) -> int:
        """Turn a distance in positions into one in places of the field."""
        return positions * self.view.fields[self.field].unit

    def holds(self, node: Near) -> bool:
        found = [self.occurrences(operand) for operand in node.operands]
        return satisfied(found, self.reach(node.distance), self.steps, ordered=node.ordered)

    def occurrences(self, node: Node) -> list[Span]:
        """Give where an operand of NEAR stands, in order."""
        match node:
            case Or(children=children):
                found = [self.occurrences(child) for child in children]
                self.steps.spend(sum(map(len, found)))
                return merged(found)
            case Near(operands=operands, distance=distance, ordered=ordered):
                found = [self.occurrences(operand) for operand in operands]
                return hulls(found, self.reach(distance), self.steps, ordered=ordered)
            case _:
                assert isinstance(node, Term)  # the parser lets nothing else into NEAR
                spans = self.view.term(node, self.field, self.part)
                low, high = (bisect_left(spans, (edge,)) for edge in (self.first, self.last + 1))
                if high - low == len(spans) and self.last == _EVERYTHING:
                    return spans
                self.steps.spend(high - low + 1)
                return [span for span in spans[low:high] if span[1] <= self.last]

    def evidence(self, node: Near) -> list[Found]:
        """Give each term with its spans that take part in a satisfying choice."""
        found = [self.occurrences(operand) for operand in node.operands]
        kept = participants(found, self.reach(node.distance), self.steps, ordered=node.ordered)
        return [*self.of_operands(node, kept)]

    def of_operands(self, node: Near, kept: Iterable[Iterable[Span]]) -> Iterator[Found]:
        for operand, spans in zip(node.operands, kept, strict=True):
            yield from self.making_up(operand, set(spans))

    def making_up(self, node: Node, allowed: set[Span]) -> Iterator[Found]:
        """Give each term of an operand with its spans that make up one of the `allowed` spans."""
        if not allowed:
            return
        match node:
            case Or(children=children):
                for child in children:
                    known = allowed.intersection(self.occurrences(child))
                    yield from self.making_up(child, known)
            case Near(operands=operands, distance=distance, ordered=ordered):
                found = [self.occurrences(operand) for operand in operands]
                reach = self.reach(distance)
                kept = participants_in(found, reach, allowed, self.steps, ordered=ordered)
                yield from self.of_operands(node, kept)
            case _:
                assert isinstance(node, Term)  # the parser lets nothing else into NEAR
                yield from ((node, span) for span in allowed)


def find(node: Near, view: View, field: Field, part: Part | None) -> Stretch | None:
    """Find a stretch in which a nearness holds; None if it holds nowhere in the field."""
    whole = Stretch(view=view, field=field, part=part, steps=view.steps)
    words = [word_spans(whole, group) for group in _groups(node)]
    if not all(words):
        return None
    width = width_of(node, whole)
    early = [_before(spans, max(_BEGINNING, 4 * width)) for spans in words]
    if sum(map(len, early)) < sum(map(len, words)):
        found = _find_among(early, node, whole, width)
        if found is not None:
            return found
    return _find_among(words, node, whole, width)


def _before(spans: Sequence[Span], place: int) -> Sequence[Span]:
    return spans[: bisect_left(spans, (place,))]


def _find_among(
    words: Sequence[Sequence[Span]], node: Near, whole: Stretch, width: int
) -> Stretch | None:
    if not all(words):
        return None
    whole.steps.spend(_PER_WORD * sum(map(len, distinct(words))))
    past = -1
    for begin in windows(words, width):
        if begin > past:
            wide = _widen(node, replace(whole, first=begin), 2 * width)
            if wide is not None:
                return wide
            past = begin + width  # what begins up to here would have ended in that stretch
    return None


def _widen(node: Near, stretch: Stretch, most: int) -> Stretch | None:
    size = min(_SHORTEST, most)
    while True:
        wider = replace(stretch, last=stretch.first + size)
        if wider.holds(node):
            return wider
        if size == most:
            return None
        size = min(2 * size, most)


def evidence(node: Near, stretch: Stretch) -> list[Found]:
    """Give what speaks for a nearness that holds in a stretch, in the whole field if possible."""
    whole = replace(stretch, first=0, last=_EVERYTHING)
    found = _affordable(node, whole)
    if found is not None:
        return found
    found = stretch.evidence(node)
    while True:
        stretch = replace(stretch, last=2 * stretch.last - stretch.first)
        more = _affordable(node, stretch)
        if more is None:
            return found
        found = more


def made_up(node: Node, spans: Sequence[Span], stretch: Stretch) -> list[Found]:
    """Give what makes up some spans of an operand; of the first ones, if all are too much work."""
    try:
        return [*replace(stretch, steps=stretch.view.lend()).making_up(node, set(spans))]
    except OverrunError:
        steps = stretch.view.lend()
    found = [*_around(node, spans[0], stretch, stretch.steps)]
    for span in spans[1:]:
        try:
            found += _around(node, span, stretch, steps)
        except OverrunError:
            break
    return found


def _around(node: Node, span: Span, stretch: Stretch, steps: Steps) -> Iterator[Found]:
    steps.spend()
    inside = replace(stretch, first=span[0], last=span[1], steps=steps)
    return inside.making_up(node, {span})


def _affordable(node: Near, stretch: Stretch) -> list[Found] | None:
    try:
        return replace(stretch, steps=stretch.view.lend()).evidence(node)
    except OverrunError:
        return None


def _groups(node: Near) -> Iterator[Node]:
    """Give what must be there, one by one: nested nearness taken apart."""
    for operand in node.operands:
        yield from _groups(operand) if isinstance(operand, Near) else (operand,)


def word_spans(whole: Stretch, node: Node) -> list[Span]:
    """Give where any word of a group stands."""
    if isinstance(node, Term):
        return whole.occurrences(node)
    assert isinstance(node, Near | Or)  # the parser lets nothing else into NEAR
    below = node.operands if isinstance(node, Near) else node.children
    return merged(word_spans(whole, child) for child in below)


def width_of(node: Node, whole: Stretch) -> int:
    """Give how many places an operand takes at most."""
    match node:
        case Near(operands=operands, distance=distance):
            return whole.reach(distance) + sum(width_of(operand, whole) for operand in operands)
        case Or(children=children):
            return max(width_of(child, whole) for child in children)
        case _:
            return longest(word_spans(whole, node))
