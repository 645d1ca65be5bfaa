"""What may stand where in a query: inside NEAR, and beside words."""

from service.matches.lexer import Token
from service.matches.nodes import And, Fact, Node, Not, Or, QueryError, Within, is_operand


def check_operand(operand: Node, token: Token, text: str) -> None:
    """Refuse what NEAR cannot take, and show how to write it."""
    if is_operand(operand):
        return
    culprit = _culprit(operand)
    raise QueryError(
        culprit.start,
        f"'{text[culprit.start : culprit.end]}' cannot stand inside {token.text}: it takes words, "
        "phrases, names, and OR-groups of these",
        _rewrite(text, operand, token),
    )


def check_joinable(node: Node, text: str) -> None:
    """Refuse a group with AND beside words: near or not near, nobody can tell."""
    if not _joins(node):
        message = f"'{text[node.start : node.end]}' stands beside words without an operator"
        raise QueryError(node.start, message, "write AND before or after it")


def _culprit(node: Node) -> Node:
    """Find what NEAR cannot take, innermost first."""
    if isinstance(node, Or):
        return next(_culprit(child) for child in node.children if not is_operand(child))
    return node


def _rewrite(text: str, operand: Node, token: Token) -> str:
    """Show the same with AND outside, for the mend."""
    if isinstance(operand, Within):
        return f"write {operand.part}:(a {token.text} b)"
    if isinstance(operand, Or):
        return f"take it out of the group, and write OR between two {token.text}"
    if isinstance(operand, And):
        shown = [text[child.start : child.end] for child in operand.children[:2]]
        return f"write ({shown[0]} {token.text} x) AND ({shown[1]} {token.text} x)"
    return (
        f"write it outside, with AND: (a {token.text} b) AND {text[operand.start : operand.end]}"
    )


def _joins(node: Node) -> bool:
    """Tell whether a node joins words by AND without saying so."""
    if isinstance(node, And | Or):
        return all(_joins(child) for child in node.children)
    return isinstance(node, Fact | Not | Within)
