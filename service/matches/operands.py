"""What may stand where in a query: around NEAR and its like, and beside words."""

import re
from dataclasses import dataclass

from service.matches.lexer import NEARNESS, Kind, Token
from service.matches.nodes import (
    And,
    AtLeast,
    Fact,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    QueryError,
    Regex,
    Together,
    Unit,
    Within,
    children_of,
    is_operand,
    is_together,
)


BARE_NEARNESS = 4
MOST_TOGETHER = 12
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
    return Near(start=start, end=end, operands=(left, right), distance=distance, ordered=ordered)


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


def check_operand(operand: Node, operator: Operator, text: str) -> None:
    """Refuse what NEAR cannot take, and show how to write it."""
    if operator.takes(operand):
        return
    culprit = _culprit(operand)
    raise QueryError(
        culprit.start,
        f"'{text[culprit.start : culprit.end]}' cannot stand inside {operator.text}: it takes "
        "words, phrases, names, wildcards, and OR-groups of these",
        _rewrite(text, operand, operator),
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


_REWRITES: dict[type[Node], str] = {
    Within: "write {part}:(a {word} b)",
    Or: "take it out of the group, and write OR between two {word}",
    And: "write ({first} {word} x) AND ({second} {word} x)",
    NotNear: "one NOT NEAR excludes several things as a group: a NOT NEAR/5 (b OR c)",
    Together: "write ({first} {word} x) AND ({shown})",
    AtLeast: "write {shown} AND (a {word} b)",
    Regex: "write it outside, with AND: a AND {shown}",
}


def _rewrite(text: str, operand: Node, operator: Operator) -> str:
    """Show the same with AND outside, for the mend."""
    if operator.token.kind is Kind.ATLEAST:
        return f"write the rest outside: {operator.text}(a) AND b"
    below = [text[child.start : child.end] for child in children_of(operand)] + ["b", "c"]
    usual = "write it outside, with AND: (a {word} b) AND {shown}"
    return _REWRITES.get(type(operand), usual).format(
        shown=text[operand.start : operand.end],
        word=operator.text,
        part=operand.part if isinstance(operand, Within) else "",
        first=below[0],
        second=below[1],
    )


def _joins(node: Node) -> bool:
    """Tell whether a node joins words by AND without saying so."""
    if isinstance(node, And | Or):
        return all(_joins(child) for child in node.children)
    return isinstance(node, Fact | Not | Within)
