"""`a SENTENCE b`, `a PARAGRAPH b`: one disjoint occurrence of each, all in one stretch of text.

A group that has to stand in one sentence may be an operand of PARAGRAPH; deeper it never goes, for
what stands in one sentence stands in one paragraph.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, product

from service.matches.nearness import Found, Stretch, word_spans
from service.matches.nodes import Near, Node, Together, Unit
from service.matches.spans import participants, satisfied
from service.matches.steps import PER_EVIDENCE, OverrunError, Steps
from service.matches.words import Span


_SHORTEST = 64
Choice = tuple[Sequence[Node], Sequence[Stretch]]
"""Operands, and the stretch that each is looked for in."""


def holds(node: Together, field: Stretch) -> bool:
    return any(_satisfied(choice) is not None for choice in _choices(node, field))


def evidence(node: Together, field: Stretch) -> list[Found]:
    """Give what takes part, in as many stretches as can be looked at; at least in the first."""
    found: list[Found] = []
    steps = Steps(PER_EVIDENCE)
    for operands, stretches in _choices(node, field):
        first = _satisfied((operands, stretches))
        if first is None:
            continue
        try:
            part = [replace(stretch, steps=steps) for stretch in stretches]
            found += _taking_part((operands, part))
        except OverrunError:
            return found or _widest(first, stretches)
    return found


def _widest(choice: Choice, whole: Sequence[Stretch]) -> list[Found]:
    """Give what takes part in the beginnings, made longer as long as that is little work."""
    operands, begun = choice
    found = [*_taking_part(choice)]
    while True:
        size, steps = 2 * max(one.last - one.first for one in begun), Steps(PER_EVIDENCE)
        begun = [replace(one, last=min(one.last, one.first + size), steps=steps) for one in whole]
        try:
            found = [*_taking_part((operands, begun))]
        except OverrunError:  # at the latest where the stretches are whole: it was so before
            return found


def _satisfied(choice: Choice) -> Choice | None:
    """Give the beginnings of the stretches in which the operands stand, as short as need be.

    A sentence of a hundred thousand words is decided by its first ones where they are enough.
    """
    operands, stretches = choice
    size, most = _SHORTEST, max(one.last - one.first for one in stretches)
    while True:
        begun = [replace(one, last=min(one.last, one.first + size)) for one in stretches]
        if _is_satisfied((operands, begun)):
            return operands, begun
        if size >= most:
            return None
        size *= 4


def _choices(node: Together, field: Stretch) -> Iterator[Choice]:
    """Give every way to put the operands into stretches in which each has its words."""
    for stretch in _stretches(node, field):
        ways = [_ways(operand, stretch) for operand in node.operands]
        for chosen in product(*ways):
            stretch.steps.spend(len(chosen))
            operands, stretches = zip(*chain.from_iterable(chosen), strict=True)
            yield operands, stretches


def _ways(operand: Node, stretch: Stretch) -> list[list[tuple[Node, Stretch]]]:
    if not isinstance(operand, Together):
        return [[(operand, stretch)]]
    inner = _stretches(operand, stretch)
    return [[(below, one) for below in operand.operands] for one in inner]


def _stretches(node: Together, field: Stretch) -> list[Stretch]:
    """Give the sentences or paragraphs in which every operand has each of its words."""
    edges = field.view.stretches(field.field, sentences=node.unit is Unit.SENTENCE)
    groups = [word_spans(field, group) for operand in node.operands for group in _words(operand)]
    field.steps.spend(sum(map(len, groups)))
    numbers: set[int] | None = None
    for spans in sorted(groups, key=len):
        held = set(_numbers(spans, edges))
        numbers = held if numbers is None else numbers & held
        if not numbers:
            return []
    chosen = (edges[number] for number in sorted(numbers or ()))
    return [replace(field, first=first, last=last) for first, last in chosen]


def _words(node: Node) -> Iterator[Node]:
    """Give what must be there, one by one."""
    if isinstance(node, Near | Together):
        yield from chain.from_iterable(map(_words, node.operands))
    else:
        yield node


def _numbers(spans: Sequence[Span], edges: Sequence[Span]) -> Iterator[int]:
    """Give the numbers of the stretches that hold a span."""
    starts = [first for first, _ in edges]
    for start, end in spans:
        number = bisect_right(starts, start) - 1
        if number >= 0 and end <= edges[number][1]:
            yield number


def _is_satisfied(choice: Choice) -> bool:
    operands, stretches = choice
    found = [stretch.occurrences(one) for one, stretch in zip(operands, stretches, strict=True)]
    return satisfied(found, _reach(stretches), stretches[0].steps, ordered=False)


def _taking_part(choice: Choice) -> Iterator[Found]:
    operands, stretches = choice
    found = [stretch.occurrences(one) for one, stretch in zip(operands, stretches, strict=True)]
    kept = participants(found, _reach(stretches), stretches[0].steps, ordered=False)
    for operand, stretch, spans in zip(operands, stretches, kept, strict=True):
        yield from stretch.making_up(operand, set(spans))


def _reach(stretches: Sequence[Stretch]) -> int:
    """Give a distance that asks for nothing inside one stretch."""
    return max(one.last for one in stretches) - min(one.first for one in stretches) + 1
