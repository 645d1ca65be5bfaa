"""Two plain words near each other: most nearness of most rules, decided on their places alone."""

from collections.abc import Iterator, Sequence

from service.matches.nodes import Near, Node, Term
from service.matches.spans import beside
from service.matches.view import Place, View
from service.matches.words import Span


FEW = 64
"""Places in a field: all that they prove is found at once."""
Words = frozenset[str]
_Both = tuple[int, int, list[Span], list[Span]]
"""A field, how far apart two words may be there, and the places of each."""


def words_of(node: Node) -> tuple[Words, Words] | None:
    """Give the forms of both operands, where each is nothing but forms."""
    if not isinstance(node, Near) or len(node.operands) != 2:
        return None
    left, right = map(_plain_words, node.operands)
    return (left, right) if left is not None and right is not None else None


def _plain_words(node: Node) -> Words | None:
    if isinstance(node, Term) and node.plain is not None and node.plain.is_words:
        return node.plain.words
    return None


def is_near(near: Near, words: tuple[Words, Words], view: View) -> bool:
    """Tell whether they are near each other in any field."""
    return any(
        beside(left, right, reach, before=not near.ordered, after=True)
        for _, reach, left, right in _places(near, words, view)
    )


def places(near: Near, words: tuple[Words, Words], view: View) -> list[Place] | None:
    """Give what takes part, term by term; None where there is too much to find all at once."""
    found: list[Place] = []
    first, second = near.operands
    assert isinstance(first, Term)  # `words_of` has seen to that
    assert isinstance(second, Term)
    for rank, reach, left, right in _places(near, words, view):
        if len(left) + len(right) > FEW:
            return None
        ahead = beside(left, right, reach, before=not near.ordered, after=True)
        behind = beside(right, left, reach, before=True, after=not near.ordered)
        extent = view.ranked[rank].extent
        found += [(rank, *extent(span), first.clause) for span in ahead]
        found += [(rank, *extent(span), second.clause) for span in behind]
    return found


def _places(near: Near, words: tuple[Words, Words], view: View) -> Sequence[_Both]:
    """Look for the places once: for the truth, then for the evidence."""
    found: list[_Both] | None = view.beside_each_other.get(id(near))
    if found is None:
        found = view.beside_each_other[id(near)] = [*_looked_up(near, words, view)]
    return found


def _looked_up(near: Near, words: tuple[Words, Words], view: View) -> Iterator[_Both]:
    left, right = (group & view.vocabulary for group in words)
    if not left or not right:
        return
    for rank, folded in enumerate(view.ranked):
        ones = folded.spans_of(left)
        others = folded.spans_of(right) if ones else ones
        if others:
            yield rank, near.distance * folded.unit, ones, others
