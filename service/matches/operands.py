"""What may stand where in a query: around NEAR and its like, and beside words."""

import re
from dataclasses import dataclass

from service.matches.lexer import NEARNESS, Kind, Token
from service.matches.nodes import (
    And,
    Change,
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
    if distance > _MOST_DISTANCE:
        change = Change(start=operator.start, end=operator.token.end, text="AND")
        raise QueryError(operator.start, f"{operator.text} is too far", "write AND", change)
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


def checked_slop(number: int, end: int, shown: str) -> int:
    """Refuse `"…"~2000`; `end` is where it ends."""
    if number > _MOST_DISTANCE:
        change = Change(start=end - len(shown), end=end, text=f"~{_MOST_DISTANCE}")
        mend = f"at most {_MOST_DISTANCE}; AND asks for no nearness"
        raise QueryError(end - len(shown), f"{shown} is too far", mend, change)
    return number


def _together(left: Node, operator: Operator, right: Node) -> Together:
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


def joins(node: Node) -> bool:
    """Tell whether a node joins words by AND without saying so."""
    if isinstance(node, And | Or):
        return all(joins(child) for child in node.children)
    return isinstance(node, Fact | Not | Within)
