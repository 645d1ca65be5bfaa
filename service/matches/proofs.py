"""Clauses that words decide: whether they hold, and where the words stand that make them hold."""

from collections.abc import Iterable, Iterator
from heapq import nsmallest

from service.matches import apart, counts, together
from service.matches.globs import beginning
from service.matches.nearness import Found, Stretch, evidence, find
from service.matches.nodes import (
    AtLeast,
    Near,
    NotNear,
    Part,
    Placing,
    Plain,
    Search,
    Term,
    Together,
)
from service.matches.spots import Spot
from service.matches.view import FEWEST_PIECES, RANKS, Place, View
from service.matches.words import Span
from service.model import Field


MOST_OCCURRENCES = 1000
"""Of one leaf in one field that are evidence, the first ones: no reader wants more."""


def is_there(node: Term | Search | Placing, view: View, part: Part | None) -> bool:
    """Tell whether a clause is true of the article, or of a part of it; asked only once."""
    key = (id(node), None, part)
    if key not in view.known:
        view.known[key] = _is_there(node, view, part)
    return bool(view.known[key])


def _is_there(node: Term | Search | Placing, view: View, part: Part | None) -> bool:
    match node:
        case Term():
            return _stands(node, view, part)
        case Search():
            return any(view.searched(node, field, part) for field in view.bounds(part))
        case Near():
            return any(_near(node, view, field, part) for field in view.bounds(part))
        case NotNear():
            return any(apart.holds(node, field) for field in _fields(view, part))
        case Together():
            return any(together.holds(node, field) for field in _fields(view, part))
        case _:
            return counted(node, view, part) >= node.count


def _stands(term: Term, view: View, part: Part | None) -> bool:
    if term.plain is not None and part is None:
        return view.has(term.plain)
    return any(view.term(term, field, part) for field in view.bounds(part))


def _near(node: Near, view: View, field: Field, part: Part | None) -> Stretch | None:
    """Give where a nearness holds, looked for only once."""
    key = (id(node), field, part)
    if key not in view.known:
        view.known[key] = find(node, view, field, part)
    known: Stretch | None = view.known[key]
    return known


def _fields(view: View, part: Part | None) -> Iterator[Stretch]:
    for field in view.bounds(part):
        yield Stretch(view=view, field=field, part=part, steps=view.steps)


def _counted(view: View, part: Part | None) -> list[Stretch]:
    """Give the fields that are counted: title and text, of which the text may repeat the title."""
    counted = [field for field in _fields(view, part) if field.field is not Field.SUMMARY]
    if len(counted) > 1 and view.repeats_title:
        return [field for field in counted if field.field is not Field.TITLE]
    return counted


def counted(node: AtLeast, view: View, part: Part | None) -> int:
    """Count the disjoint occurrences, up to as many as are wanted."""
    return counts.count(node, _counted(view, part))


def may_stand(plain: Plain, known: frozenset[str]) -> bool:
    """Tell whether looking for the places of a term is worth while."""
    if plain.prefixes or not known.isdisjoint(plain.words):
        return True
    return any(first in known and second in known for first, second in plain.phrases)


def standing(plain: Plain, clause: str, view: View) -> list[Place]:
    """Give the places of a term that is found by looking words up."""
    known, spots = view.vocabulary, view.spots
    found: list[Spot] = []
    if not known.isdisjoint(plain.words):
        for word in plain.words & known:
            found += spots.of(word)
    for first, second in plain.phrases:
        if first in known and second in known:
            found += spots.of_both(first, second)
    for prefix in plain.prefixes:
        for word in set(beginning(view.listed, prefix)):
            found += spots.of(word)
    if len(found) > FEWEST_PIECES and len(found) > (most := _most(view)):
        found = [spot for rank in range(len(view.ranked)) for spot in _first(found, rank, most)]
    return [(rank, start, end, clause) for rank, start, end in found]


def _most(view: View) -> int:
    return min(MOST_OCCURRENCES, view.pieces)


def _first(found: Iterable[Spot], rank: int, most: int) -> list[Spot]:
    return nsmallest(most, {spot for spot in found if spot[0] == rank})


def places_of(node: Term | Search | Placing, view: View, part: Part | None) -> Iterator[Place]:
    """Give the places of all words that take part in making a clause hold."""
    if isinstance(node, Search):
        return _searched(node, view, part)
    return _participants(node, view, part)


def _searched(node: Search, view: View, part: Part | None) -> Iterator[Place]:
    for field in view.bounds(part):
        for start, end in view.searched(node, field, part)[: _most(view)]:
            yield RANKS[field], start, end, node.clause


def _participants(node: Term | Placing, view: View, part: Part | None) -> Iterator[Place]:
    found: dict[tuple[Field, int], tuple[Term, set[Span]]] = {}
    for field, (term, span) in _taking_part(node, view, part):
        found.setdefault((field, id(term)), (term, set()))[1].add(span)
    for (field, _), (term, spans) in found.items():
        for span in nsmallest(_most(view), spans):
            start, end = view.fields[field].extent(span)
            yield RANKS[field], start, end, term.clause


def _taking_part(
    node: Term | Placing, view: View, part: Part | None
) -> Iterable[tuple[Field, Found]]:
    if isinstance(node, AtLeast):
        return counts.evidence(node, _counted(view, part))
    return (
        (field.field, found)
        for field in _fields(view, part)
        for found in _in_field(node, field, view, part)
    )


def _in_field(
    node: Term | Near | NotNear | Together, field: Stretch, view: View, part: Part | None
) -> Iterable[Found]:
    match node:
        case Term():
            return ((node, span) for span in view.term(node, field.field, part))
        case Near():
            stretch = _near(node, view, field.field, part)
            return evidence(node, stretch) if stretch is not None else ()
        case NotNear():
            return apart.evidence(node, field)
        case _:
            return together.evidence(node, field)
