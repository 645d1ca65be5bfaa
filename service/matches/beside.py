"""Two plain words near each other: most nearness of most rules, decided on their places alone."""

from collections.abc import Iterator

from service.matches.nodes import Near, Node, Term
from service.matches.spans import beside
from service.matches.view import View
from service.matches.words import Folded, Span
from service.model import Field


FEW = 64
"""Places in a field: all that they prove is found at once."""
Words = frozenset[str]


def words_of(node: Node) -> tuple[Words, Words] | None:
    """Give the forms of both operands, where each is nothing but forms."""
    if not isinstance(node, Near) or len(node.operands) != 2:
        return None
    left, right = map(_plain_words, node.operands)
    return (left, right) if left is not None and right is not None else None


def _plain_words(node: Node) -> Words | None:
    if isinstance(node, Term) and node.plain is not None and not node.plain.phrases:
        return node.plain.words
    return None


def is_near(near: Near, words: tuple[Words, Words], view: View) -> bool:
    """Tell whether they are near each other in any field."""
    return any(
        beside(left, right, reach, before=not near.ordered, after=True)
        for _, reach, left, right in _places(near, words, view)
    )


def evidence(
    near: Near, words: tuple[Words, Words], view: View
) -> list[tuple[Field, Term, Span]] | None:
    """Give what takes part, term by term; None where there is too much to find all at once."""
    found: list[tuple[Field, Term, Span]] = []
    first, second = near.operands
    assert isinstance(first, Term)  # `words_of` has seen to that
    assert isinstance(second, Term)
    for field, reach, left, right in _places(near, words, view):
        if len(left) + len(right) > FEW:
            return None
        ahead = beside(left, right, reach, before=not near.ordered, after=True)
        behind = beside(right, left, reach, before=True, after=not near.ordered)
        found += ((field, first, span) for span in ahead)
        found += ((field, second, span) for span in behind)
    return found


def _places(
    near: Near, words: tuple[Words, Words], view: View
) -> Iterator[tuple[Field, int, list[Span], list[Span]]]:
    """Give the places of both in each field that has both, and how far apart they may be there."""
    left, right = words
    for field, folded in view.fields.items():
        if _has_both(folded, left, right):
            reach = near.distance * folded.unit
            yield field, reach, folded.spans_of(left), folded.spans_of(right)


def _has_both(folded: Folded, left: Words, right: Words) -> bool:
    known = folded.known
    return not left.isdisjoint(known) and not right.isdisjoint(known)
