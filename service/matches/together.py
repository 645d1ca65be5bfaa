"""`a SENTENCE b`, `a PARAGRAPH b`: one disjoint occurrence of each, all in one stretch of text.

A group that has to stand in one sentence may be an operand of PARAGRAPH; deeper it never goes, for
what stands in one sentence stands in one paragraph.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from service.matches.chains import distinct
from service.matches.nearness import Found, Stretch, word_spans
from service.matches.nodes import Near, Node, Together, Unit
from service.matches.spans import participants, satisfied
from service.matches.steps import OverrunError
from service.matches.words import Span


_SHORTEST = 64
_PER_CHOICE = 40
Choice = tuple[Sequence[Node], Sequence[Stretch]]
"""Operands, and the stretch that each is looked for in."""
Ways = tuple[Sequence[Node], Sequence[Span]]
"""What has to stand in one of some stretches, and their edges."""
Table = Sequence[Ways]


def holds(node: Together, field: Stretch) -> bool:
    tables = _tables(node, field)
    return any(next(_choices(table, field), None) is not None for table in tables)


def evidence(node: Together, field: Stretch) -> list[Found]:
    """Give what takes part, in as many stretches as can be looked at; at least in the first."""
    found: list[Found] = []
    some = replace(field, steps=field.view.lend())
    for table in _tables(node, field):
        try:
            for choice in _choices(table, some):
                found += _taking_part(choice)
        except OverrunError:
            if found:
                return found
            first = next(_choices(table, field), None)
            if first is not None:
                return _widest(first)
    return found


def _widest(choice: Choice) -> list[Found]:
    """Give what takes part in the beginnings, made longer as long as that is little work."""
    operands, whole = choice
    first = _satisfied(choice)
    assert first is not None  # it was chosen for that
    begun = first[1]
    found = [*_taking_part(first)]
    while any(one.last < most.last for one, most in zip(begun, whole, strict=True)):
        size, steps = 2 * max(one.last - one.first for one in begun), begun[0].view.lend()
        begun = [replace(one, last=min(one.last, one.first + size), steps=steps) for one in whole]
        try:
            found = [*_taking_part((operands, begun))]
        except OverrunError:
            break
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


def _tables(node: Together, field: Stretch) -> Iterator[Table]:
    """Give what the operands may stand in, for every stretch in which each has its words."""
    for stretch in _stretches(node, field):
        table = [_ways(operand, stretch) for operand in node.operands]
        if all(edges for _, edges in table):
            yield table


def _choices(table: Table, field: Stretch, chosen: Choice = ((), ())) -> Iterator[Choice]:
    """Give every way to put the operands into stretches in which all of them stand.

    What does not stand beside those before it is not tried with those after it.
    """
    (operands, edges), *rest = table
    operands = *chosen[0], *operands
    for first, last in edges:
        field.steps.spend(_PER_CHOICE * len(operands))
        inner = replace(field, first=first, last=last)
        choice = operands, (*chosen[1], *[inner] * (len(operands) - len(chosen[0])))
        if (len(edges) > 1 or not rest) and _satisfied(choice) is None:
            continue
        if rest:
            yield from _choices(rest, field, choice)
        else:
            yield choice


def _ways(operand: Node, stretch: Stretch) -> Ways:
    if not isinstance(operand, Together):
        return (operand,), [(stretch.first, stretch.last)]
    return operand.operands, _edges(operand, stretch)


def _stretches(node: Together, field: Stretch) -> Iterator[Stretch]:
    return (replace(field, first=first, last=last) for first, last in _edges(node, field))


def _edges(node: Together, field: Stretch) -> list[Span]:
    """Give the sentences or paragraphs in which every operand has each of its words."""
    edges = field.view.stretches(field.field, sentences=node.unit is Unit.SENTENCE)
    groups: list[Sequence[Span]] = [
        word_spans(field, group) for operand in node.operands for group in _words(operand)
    ]
    different = distinct(groups)
    field.steps.spend(sum(map(len, different)))
    numbers: set[int] | None = None
    for spans in sorted(different, key=len):
        held = _with(_numbers(spans, edges), groups.count(spans))
        numbers = held if numbers is None else numbers & held
        if not numbers:
            return []
    return [edges[number] for number in sorted(numbers or ())]


def _with(numbers: Iterable[int], least: int) -> set[int]:
    """Keep those that come so often: equal operands need a span each."""
    if least == 1:
        return set(numbers)
    return {number for number, count in Counter(numbers).items() if count >= least}


def _words(node: Node) -> Iterator[Node]:
    """Give what must be there, one by one."""
    if isinstance(node, Near | Together):
        yield from chain.from_iterable(map(_words, node.operands))
    else:
        yield node


def _numbers(spans: Sequence[Span], edges: Sequence[Span]) -> Iterator[int]:
    """Give the numbers of the stretches that hold a span."""
    for start, end in spans:
        number = bisect_left(edges, (start + 1,)) - 1
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
