"""What may stand where in a query: around NEAR and its like, and beside words."""

import re
from dataclasses import dataclass

from service.matches.lexer import NEARNESS, Kind, Token
from service.matches.nodes import (
    And,
    Fact,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    QueryError,
    Together,
    Unit,
    Within,
    children_of,
    is_operand,
    is_together,
)


BARE_NEARNESS = 4
MOST_TOGETHER = 12
MOST_NESTED = 12
_MOST_DISTANCE = 1000
_NUMBER = re.compile(r"/\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """NEAR/n, ONEAR/n, NOT NEAR/n, SENTENCE, PARAGRAPH, or atleastn."""

    start: int
    token: Token
    negated: bool = False

    @property
    def text(self) -> str:
        count = "atleast" if self.token.kind is Kind.ATLEAST else ""
        return ("NOT " if self.negated else "") + count + self.token.text

    @property
    def family(self) -> str:
        """Give what it must not be mixed with: its name without the number."""
        return _NUMBER.sub("", self.text)

    def takes(self, node: Node) -> bool:
        together = self.token.kind is Kind.TOGETHER and not self.negated
        return is_together(node) if together else is_operand(node)


def joined(left: Node, operator: Operator, right: Node) -> Node:
    """Put an operator between its two sides."""
    if operator.token.kind is Kind.TOGETHER:
        return _together(left, operator, right)
    found = NEARNESS.fullmatch(operator.token.text)
    number = found[2] if found else None
    distance = BARE_NEARNESS if number is None else int(number[:6])
    checked_distance(distance, operator.start, operator.text)
    ordered = operator.token.text.startswith("O")
    start, end = left.start, right.end
    if operator.negated:
        return NotNear(
            start=start, end=end, operand=left, without=right, distance=distance, ordered=ordered
        )
    made = Near(start=start, end=end, operands=(left, right), distance=distance, ordered=ordered)
    if _levels(made) > MOST_NESTED:
        message = f"more than {MOST_NESTED} {operator.family} within one another"
        raise QueryError(operator.start, message, "write AND between some of them")
    return made


def _levels(node: Node) -> int:
    """Count how deep nearness stands in nearness."""
    deepest = max(map(_levels, children_of(node)), default=0)
    return deepest + isinstance(node, Near)


def checked_distance(distance: int, place: int, shown: str) -> int:
    if distance > _MOST_DISTANCE:
        raise QueryError(place, f"{shown} is too far", "write AND")
    return distance


def _together(left: Node, operator: Operator, right: Node) -> Together:
    if operator.negated:
        message = f"'{operator.text}' is not known"
        mend = f"write a AND NOT (a {operator.token.text} b), or a NOT NEAR/5 b"
        raise QueryError(operator.start, message, mend)
    unit = Unit(operator.token.text)
    operands = (*_flat(left, unit), *_flat(right, unit))
    if len(operands) > MOST_TOGETHER:
        message = f"more than {MOST_TOGETHER} words in one {unit.lower()}"
        raise QueryError(operands[MOST_TOGETHER].start, message, "write AND between some of them")
    return Together(start=left.start, end=right.end, operands=operands, unit=unit)


def _flat(side: Node, unit: Unit) -> tuple[Node, ...]:
    """Take apart what asks for no more than the same: all that is in a SENTENCE is in one."""
    if isinstance(side, Together) and unit in (Unit.SENTENCE, side.unit):
        return tuple(inner for operand in side.operands for inner in _flat(operand, unit))
    return (side,)


def check_operand(operand: Node, operator: Operator, text: str, other: Node | None = None) -> None:
    """Refuse what NEAR cannot take, and show how to write it; `other` is its other side."""
    if operator.takes(operand):
        return
    culprit = _culprit(operand)
    raise QueryError(
        culprit.start,
        f"'{text[culprit.start : culprit.end]}' cannot stand inside {operator.text}: it takes "
        "words, phrases, names, wildcards, and OR-groups of these",
        _rewrite(text, operand, operator, other),
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


def _rewrite(text: str, operand: Node, operator: Operator, other: Node | None) -> str:
    """Show the same with AND outside, for the mend."""
    if other is None:
        return f"write the rest outside: {operator.text}(a) AND b"
    match operand:
        case Or():
            return f"take it out of the group, and write OR between two {operator.text}"
        case NotNear():
            return "one NOT NEAR excludes several things as a group: a NOT NEAR/5 (b OR c)"
        case Not(child=child) if operator.token.kind is Kind.NEAR and not operator.negated:
            return f"write {_shown(text, other)} NOT {operator.text} {_shown(text, child)}"
        case And() | Together() | Within():
            return f"write {_parted(text, operand, operator, other)}"
        case _:
            both = f"{_shown(text, other)} AND {_shown(text, operand)}"
            return f"write it outside, with AND: {both}"


def _parted(text: str, operand: And | Together | Within, operator: Operator, other: Node) -> str:
    """Put the operator between the other side and each part of this one."""
    is_left = operand.start < other.start
    pairs = ((one, other) if is_left else (other, one) for one in children_of(operand))
    shown = (f" {operator.text} ".join(_shown(text, node) for node in pair) for pair in pairs)
    joined_pairs = " AND ".join(f"({one})" for one in shown)
    return f"{operand.part}:{joined_pairs}" if isinstance(operand, Within) else joined_pairs


def _shown(text: str, node: Node) -> str:
    bare = text[node.start : node.end]
    return f"({bare})" if isinstance(node, And | Or | Near | NotNear | Together) else bare


def _joins(node: Node) -> bool:
    """Tell whether a node joins words by AND without saying so."""
    if isinstance(node, And | Or):
        return all(_joins(child) for child in node.children)
    return isinstance(node, Fact | Not | Within)
