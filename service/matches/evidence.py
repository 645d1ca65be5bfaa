"""Where the words stand that make a clause true, or false: made into a question once for many.

As in `truth`, a rule's tree is made into callables (which can be pickled) when it is compiled. They
are asked only of what holds. A NOT turns the question around, so that a word under two of them is
evidence again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.matches.beside import Words, words_of
from service.matches.beside import places as places_beside
from service.matches.nodes import (
    And,
    Fact,
    Near,
    Node,
    Not,
    Or,
    Part,
    Placing,
    Plain,
    Search,
    Term,
    Within,
    placed,
)
from service.matches.proofs import may_stand, places_of, standing
from service.matches.truth import holds
from service.matches.view import Place, View


Places = Callable[[View], list[Place]]


def collect(node: Node, view: View, part: Part | None = None) -> list[Place]:
    """Give what speaks for a clause that holds for the article, or for a part of it."""
    return places_for(node, part)(view)


def places_for(node: Node, part: Part | None = None, *, want: bool = True) -> Places:
    """Make the question what speaks for `node` being `want`, where it is."""
    match node:
        case And(children=children) | Or(children=children):
            is_sure = isinstance(node, And) is want
            return _of_each(children, part, want=want, is_sure=is_sure)
        case Not(child=child):
            return places_for(child, part, want=not want)
        case Within(child=child):
            return places_for(child, node.part, want=want)
        case Fact():
            return _nowhere
        case _:
            return _of_leaf(placed(node), part) if want else _nowhere


def _of_each(children: Sequence[Node], part: Part | None, *, want: bool, is_sure: bool) -> Places:
    """Ask of each child; unless all are as wanted for sure, only of those that are."""
    plain: list[_Terms] = []
    others: list[Places] = []
    for child in children:
        places = places_for(child, part, want=want)
        if isinstance(places, _Terms) and (is_sure or isinstance(child, Term)):
            plain.append(places)  # a term that does not hold has no place: no need to ask
        elif places is not _nowhere:
            others.append(places if is_sure else _Where(child, part, want, places))
    if plain:
        others.insert(0, _Terms(tuple(term for one in plain for term in one.terms)))
    if len(others) > 1:
        return _Every(tuple(others))
    return others[0] if others else _nowhere


def _of_leaf(node: Term | Search | Placing, part: Part | None) -> Places:
    if part is None and isinstance(node, Term) and node.plain is not None:
        return _Terms(((node.plain, node.clause),))
    words = words_of(node) if part is None else None
    if words is not None and isinstance(node, Near):
        return _Beside(node, words)
    return _Placed(node, part)


def _nowhere(_: View) -> list[Place]:
    return []


@dataclass(frozen=True, slots=True)
class _Every:
    asked: tuple[Places, ...]

    def __call__(self, view: View) -> list[Place]:
        return [place for one in self.asked for place in one(view)]


@dataclass(frozen=True, slots=True)
class _Where:
    node: Node
    part: Part | None
    want: bool
    places: Places

    def __call__(self, view: View) -> list[Place]:
        return self.places(view) if holds(self.node, view, self.part) == self.want else []


@dataclass(frozen=True, slots=True)
class _Terms:
    """Terms that are found by looking words up, with their clauses: most of all evidence."""

    terms: tuple[tuple[Plain, str], ...]

    def __call__(self, view: View) -> list[Place]:
        found: list[Place] = []
        known = view.vocabulary
        for plain, clause in self.terms:
            if may_stand(plain, known):
                found += standing(plain, clause, view)
        return found


@dataclass(frozen=True, slots=True)
class _Beside:
    near: Near
    words: tuple[Words, Words]

    def __call__(self, view: View) -> list[Place]:
        found = places_beside(self.near, self.words, view)
        return [*places_of(self.near, view, None)] if found is None else found


@dataclass(frozen=True, slots=True)
class _Placed:
    node: Term | Search | Placing
    part: Part | None

    def __call__(self, view: View) -> list[Place]:
        return [*places_of(self.node, view, self.part)]
