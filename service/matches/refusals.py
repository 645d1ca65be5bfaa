"""What stands where it cannot in a query: refused, with the same written as it can be."""

from typing import NoReturn

from service.matches.lexer import Kind, Token
from service.matches.nodes import (
    And,
    Change,
    Fact,
    Node,
    Or,
    QueryError,
    Within,
    children_of,
    is_operand,
)
from service.matches.operands import Operator, joins
from service.matches.rewrite import Rewriting, Written


def in_place(written: Written, start: int, end: int, text: str) -> Change:
    """Put a clause in the place of another, in ( ) unless it is all of the query."""
    alone = not written.text[:start].strip() and not written.text[end:].strip()
    loose = not alone and (" AND " in text or " OR " in text)
    return Change(start=start, end=end, text=f"({text})" if loose else text)


# --- around NEAR and its like ------------------------------------------------------------------


def check_sides(
    written: Written, begin: int, end: int, sides: tuple[Node, Operator, Node]
) -> None:
    """Refuse what cannot stand beside an operator; all of it stands from `begin` to `end`."""
    left, operator, right = sides
    unknown = operator.negated and operator.token.kind is Kind.TOGETHER
    if not unknown and operator.takes(left) and operator.takes(right):
        return
    text = Rewriting(sign=operator.text, written=written).outside(left, right)
    change = None if text is None else in_place(written, begin, end, text)
    if unknown:
        mend = f"write {text}" if text else "write AND NOT (…)"
        raise QueryError(operator.start, f"'{operator.text}' is not known", mend, change)
    side = right if operator.takes(left) else left
    _refuse_operand(side, operator, written, change)


def _refuse_operand(
    operand: Node, operator: Operator, written: Written, change: Change | None
) -> NoReturn:
    """Refuse what NEAR cannot take; `change` shows how to write it."""
    culprit = _culprit(operand, operator)
    raise QueryError(
        culprit.start,
        f"'{written.bare(culprit)}' cannot stand inside {operator.text}: it takes "
        "words, phrases, names, wildcards, and OR-groups of these",
        f"write {change.text}" if change else "write it outside, with AND",
        change,
    )


def _culprit(node: Node, operator: Operator) -> Node:
    """Find what NEAR cannot take, innermost first."""
    if isinstance(node, Or):
        bad = next(child for child in node.children if not operator.takes(child))
        return _culprit(bad, operator)
    return node


def refuse_mixed(written: Written, begin: int, before: Operator, operator: Operator) -> NoReturn:
    """Refuse `a NEAR b SENTENCE c`."""
    message = f"{before.family} and {operator.family} are mixed"
    shown = written.text[begin : operator.start].rstrip()
    change = Change(start=begin, end=begin + len(shown), text=f"({shown})")
    raise QueryError(operator.start, message, "say with ( ) which comes first", change)


def refuse_negated_side(operator: Operator, sign: Token) -> NoReturn:
    """Refuse `a NEAR/5 NOT b`."""
    meant = operator.token.text if operator.negated else f"NOT {operator.text}"
    change = Change(start=operator.start, end=sign.end, text=f"{meant} ")
    message = f"{operator.text} cannot take NOT"
    raise QueryError(sign.start, message, f"write a {meant} b", change)


def check_counted(written: Written, token: Token, child: Node, end: int) -> None:
    """Refuse `atleast3(a AND b)`, and write it as two."""
    if is_operand(child):
        return
    nodes = children_of(child) if isinstance(child, And | Or) else (child,)
    counted = [
        f"atleast{token.text}({written.bare(node)})" if is_operand(node) else written.shown(node)
        for node in nodes
    ]
    text = (" OR " if isinstance(child, Or) else " AND ").join(counted)
    change = in_place(written, token.start, end, text)
    _refuse_operand(child, Operator(start=token.start, token=token), written, change)


# --- beside words, and in parts ----------------------------------------------------------------


def refuse_beside(written: Written, token: Token) -> NoReturn:
    """Refuse `a /b/` and `a atleast3(b)`."""
    shown = written.text[token.start : token.end]
    shown += "(…)" if token.kind is Kind.ATLEAST else ""
    message = f"'{shown}' stands beside words without an operator"
    change = _and_before(written, token.start)
    raise QueryError(token.start, message, "write AND before it", change)


def check_joins(written: Written, node: Node, follows: Token) -> None:
    """Refuse a group with AND beside words: near or not near, nobody can tell."""
    if joins(node):
        return
    behind = written.span(node)[1] <= follows.start
    message = f"'{written.bare(node)}' stands beside words without an operator"
    mend = f"write AND {'behind' if behind else 'before'} it"
    raise QueryError(node.start, message, mend, _and_before(written, follows.start))


def _and_before(written: Written, place: int) -> Change:
    apart = written.text[place - 1 : place].isspace()
    return Change(start=place, end=place, text="AND " if apart else " AND ")


def check_part(written: Written, token: Token, child: Node, end: int) -> None:
    """Refuse facts and parts in a part, and write them outside of it."""
    bad = next((node for node in _walk(child) if isinstance(node, Fact | Within)), None)
    if bad is None:
        return
    what = "a fact has no place in a part" if isinstance(bad, Fact) else "parts don't nest"
    change = _moved_out(written, token, (child, bad), end)
    mend = f"write {change.text}" if change else "put it outside, with AND"
    raise QueryError(bad.start, what, mend, change)


def _moved_out(
    written: Written, token: Token, nodes: tuple[Node, Node], end: int
) -> Change | None:
    child, bad = nodes
    if child is bad:
        return Change(start=token.start, end=end, text=written.shown(bad))
    if not isinstance(child, And) or bad not in child.children:
        return None
    kept = [one for one in child.children if one is not bad]
    rest = " AND ".join(written.shown(one) for one in kept)
    rest = rest if len(kept) == 1 and " " not in rest else f"({rest})"
    prefix = written.text[token.start : token.end]
    return in_place(written, token.start, end, f"{prefix}{rest} AND {written.shown(bad)}")


def _walk(node: Node) -> list[Node]:
    return [node, *(below for child in children_of(node) for below in _walk(child))]


def misplaced(token: Token) -> QueryError:
    """Refuse what cannot begin anything."""
    if token.kind is Kind.END:
        return QueryError(token.start, "the query ends too early", "write a word at the end")
    if token.kind is Kind.CLOSE:
        return QueryError(token.start, "')' comes too early", "write a word before it")
    message, mend = f"{token.text} has nothing to its left", "write a word there"
    if token.kind not in (Kind.AND, Kind.OR):
        return QueryError(token.start, message, mend)
    change = Change(start=token.start, end=token.end, text="")
    return QueryError(token.start, message, f"{mend}, or take it out", change)
