"""What a rule cannot do without: literals of which at least one must be in the text.

A literal is a piece of a folded text: `" word "`, `" two words "`, `" pref"` for a wildcard,
`" 북한"` for a Hangul term, `東京` for characters of a writing without blanks, or a piece of a word
for a name in nearly this spelling or a regular expression.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise, product

from service.matches.common import commonness
from service.matches.globs import literal_of
from service.matches.nearly import literals_of
from service.matches.nodes import (
    And,
    AtLeast,
    Element,
    Near,
    Node,
    NotNear,
    Or,
    Run,
    Search,
    Term,
    Together,
    Within,
)


Literals = frozenset[str]
_MOST_PAIRS = 8
_PIECE_COST = 640
"""Of a piece of a word with no letters; each letter makes it half as frequent, a foreign one a quarter."""


def required(node: Node) -> Literals | None:
    """Give the rarest necessary group of literals; None if nothing is necessary."""
    match node:
        case Term(runs=runs):
            return _union(_run_literals(run) for run in runs)
        case Near(operands=children) | Together(operands=children) | And(children=children):
            groups = [group for child in children if (group := required(child)) is not None]
            return _rarest(groups) if groups else None
        case Or(children=children):
            return _union(required(child) for child in children)
        case Within(child=child) | AtLeast(child=child) | NotNear(operand=child):
            return required(child)
        case Search(literals=literals):
            return literals
        case _:
            return None


def necessary(node: Node) -> tuple[frozenset[str], ...]:
    """Give groups of words of which each must have one in the article: cheaper to ask than truth."""
    match node:
        case Term(runs=(run,)):
            return _keys(run)
        case Term(runs=runs):
            return _one_of_each([_keys(run) for run in runs])
        case Near(operands=children) | Together(operands=children) | And(children=children):
            return tuple(group for child in children for group in necessary(child))
        case Or(children=children):
            return _one_of_each([necessary(child) for child in children])
        case Within(child=child) | AtLeast(child=child) | NotNear(operand=child):
            return necessary(child)
        case _:
            return ()


def _keys(run: Run) -> tuple[frozenset[str], ...]:
    """Give for each place of a run what `Folded.vocabulary` has if anything can stand there."""
    groups = (element.forms or _key(element) for element in run)
    return tuple(group for group in groups if group)


def _key(element: Element) -> frozenset[str]:
    if element.piece is not None:
        return frozenset({element.piece[0]})
    if element.term is not None and len(element.term) > 1 and not element.inside:
        return frozenset({f" {element.term[:2]}"})
    return frozenset()


def _one_of_each(ways: Sequence[tuple[frozenset[str], ...]]) -> tuple[frozenset[str], ...]:
    """Merge ways of which one must hold: a word of one of them must be there."""
    if not all(ways):
        return ()
    return (frozenset().union(*(min(way, key=len) for way in ways)),)


def cost(literals: Literals) -> float:
    """Guess how often any of these turns up; only the order matters."""
    return sum(_commonness(literal) for literal in literals)


def _commonness(literal: str) -> float:
    words = literal.split()
    if literal[0] != " " or literal[-1] != " ":
        return _PIECE_COST / 2 ** sum(1 if char.isascii() else 2 for char in words[0])
    return min(map(commonness, words)) / len(words) ** 2


def _union(groups: Iterable[Literals | None]) -> Literals | None:
    whole: set[str] = set()
    for group in groups:
        if group is None:
            return None
        whole |= group
    return frozenset(whole)


def _run_literals(run: Run) -> Literals:
    """Give the rarest word, or two words next to each other, of a run."""
    groups = [_literals(element) for element in run]
    for left, right in pairwise(run):
        if 0 < len(left.forms) * len(right.forms) <= _MOST_PAIRS:
            pairs = product(sorted(left.forms), sorted(right.forms))
            groups.append(frozenset(f" {one} {two} " for one, two in pairs))
    return _rarest(groups)


def _rarest(groups: Sequence[Literals]) -> Literals:
    if len(groups) == 1:
        return groups[0]
    costs = [*map(cost, groups)]
    least = min(costs)
    rarest = [group for group, one in zip(groups, costs, strict=True) if one == least]
    return rarest[0] if len(rarest) == 1 else min(rarest, key=sorted)


def _literals(element: Element) -> Literals:
    if element.piece is not None:
        return frozenset({element.piece})
    if element.term is not None:
        return frozenset({element.term if element.inside else f" {element.term}"})
    if element.glob is not None:
        return frozenset({literal_of(element.glob)})
    if element.nearly is not None:
        return literals_of(element.nearly)
    return frozenset(f" {form} " for form in element.forms)
