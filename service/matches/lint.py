"""Queries that work, though hardly as meant."""

from collections.abc import Iterator

from service.matches.common import common_words
from service.matches.nodes import And, Fact, Node, Not, Remark, Term, children_of


def lint(tree: Node, literals: frozenset[str] | None) -> list[Remark]:
    return [*_negation_alone(tree, literals), *_contradictions(tree), *_too_common(tree)]


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in children_of(node):
        yield from _walk(child)


def _negation_alone(tree: Node, literals: frozenset[str] | None) -> Iterator[Remark]:
    nodes = list(_walk(tree))
    if literals is None and not any(isinstance(node, Fact) for node in nodes):
        message = "nothing but NOT: this holds for almost every article"
        yield Remark(offset=tree.start, message=message, mend="add a word that must be there")


def _contradictions(tree: Node) -> Iterator[Remark]:
    for node in _walk(tree):
        if not isinstance(node, And):
            continue
        wanted = {c.runs for c in node.children if isinstance(c, Term)}
        for child in node.children:
            excluded = child.child if isinstance(child, Not) else None
            if isinstance(excluded, Term) and excluded.runs in wanted:
                message = f"'{excluded.clause}' is both required and excluded"
                yield Remark(offset=child.start, message=message, mend="nothing can match")


def _too_common(tree: Node) -> Iterator[Remark]:
    if not isinstance(tree, Term) or len(tree.runs[0]) > 1:
        return
    element = tree.runs[0][0]
    if element.surface is None and not element.forms.isdisjoint(common_words()):
        message = f"'{tree.clause}' is in almost every article"
        yield Remark(offset=tree.start, message=message, mend="add a second word")
