"""What nearness cannot take, written outside of it: for the mend, in the user's own words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from service.matches.lexer import Kind, Token
from service.matches.nodes import (
    And,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Part,
    Together,
    Within,
    children_of,
    is_operand,
    is_together,
)


_MOST_PAIRS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A query and its tokens, for quoting what a node was read from."""

    text: str
    tokens: Sequence[Token]

    def shown(self, node: Node) -> str:
        """Give a node as it was written, in ( ) where it needs them beside an operator."""
        bare = self.bare(node)
        loose = isinstance(node, And | Or | NotNear | Together)
        return f"({bare})" if loose or (isinstance(node, Near) and not node.loose) else bare

    def bare(self, node: Node) -> str:
        start, end = self.span(node)
        return self.text[start:end]

    def span(self, node: Node) -> tuple[int, int]:
        """Give where a node begins and ends, with every ( and ) that belongs to it."""
        first = next(n for n, token in enumerate(self.tokens) if token.end > node.start)
        last = max(n for n, token in enumerate(self.tokens) if token.start < node.end)
        depth, lacking = 0, 0
        for token in self.tokens[first : last + 1]:
            depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            lacking = max(lacking, -depth)
        last += depth + lacking
        return min(node.start, self.tokens[first - lacking].start), max(
            node.end, self.tokens[last].end
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """What one side of an operator asks for."""

    near: tuple[Node, ...] = ()
    absent: tuple[Node, ...] = ()
    rest: tuple[Node, ...] = ()
    """What can be neither near nor far: facts, regular expressions, counts."""
    part: Part | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """An operator as it was written, and how to write what it cannot take."""

    sign: str
    """NEAR/5, ONEAR, NOT NEAR/5, SENTENCE, PARAGRAPH."""
    written: Written

    def takes(self, node: Node) -> bool:
        return is_together(node) if self._is_unit else is_operand(node)

    @property
    def _is_unit(self) -> bool:
        return self.sign.endswith(("SENTENCE", "PARAGRAPH"))

    def outside(self, left: Node, right: Node) -> str | None:
        """Write the same with AND and OR outside; None where that would be long."""
        if self.sign.startswith("NOT ") and (self._is_unit or not self.takes(right)):
            return self._without(left, right)
        lefts, rights = self._alternatives(left), self._alternatives(right)
        if len(lefts) * len(rights) > _MOST_PAIRS:
            return None
        ways = [self._all_of(one, other) for one, other in product(lefts, rights)]
        whole = [way for way in ways if way is not None]
        if len(whole) < len(ways):
            return None
        return whole[0] if len(whole) == 1 else " OR ".join(_in_brackets(way) for way in whole)

    def _alternatives(self, side: Node) -> list[Node]:
        """Take an OR apart: what can be near stays together."""
        if self.takes(side) or not isinstance(side, Or):
            return [side]
        good = tuple(child for child in side.children if self.takes(child))
        rest = [child for child in side.children if not self.takes(child)]
        if len(good) < 2:
            return [*good, *rest]
        return [replace(side, start=good[0].start, end=good[-1].end, children=good), *rest]

    def _all_of(self, left: Node, right: Node) -> str | None:
        one, other = self._side(left), self._side(right)
        if one.part and other.part and one.part is not other.part:
            return f"{self._shown(left)} AND {self._shown(right)}"
        pairs = [self._pair(a, b) for a, b in product(one.near, other.near)]
        if len(pairs) > _MOST_PAIRS:
            return None
        clauses = pairs or [self._shown(node) for node in (*one.near, *other.near)]
        if one.absent or other.absent:
            clauses = self._excluding(clauses, one, other)
        rest = [self._shown(node) for node in (*one.rest, *other.rest)]
        return self._joined(clauses, rest, one.part or other.part)

    def _excluding(self, clauses: list[str], one: _Side, other: _Side) -> list[str]:
        """Keep what is to be absent away from the pair, or from the side that is there."""
        unwanted = [self._shown(node) for node in (*one.absent, *other.absent)]
        what = unwanted[0] if len(unwanted) == 1 else f"({' OR '.join(unwanted)})"
        there = other.near if one.absent else one.near
        if not there:
            return [*clauses, *(f"NOT {node}" for node in unwanted)]
        anchor = clauses.pop() if len(clauses) == 1 else self._shown(there[0])
        anchor = f"({anchor})" if f" {self.sign} " in anchor else anchor
        if self._is_unit:
            return [*clauses, anchor, f"NOT ({anchor} {self.sign} {what})"]
        sign = self.sign.removeprefix("O") if one.absent else self.sign
        return [*clauses, f"{anchor} NOT {sign} {what}"]

    def _joined(self, clauses: list[str], rest: list[str], part: Part | None) -> str:
        if part is not None:
            clauses = [f"{part}:({' AND '.join(clauses)})"]
        if len(clauses) + len(rest) > 1:
            clauses = [_in_brackets(one) for one in clauses]
        return " AND ".join((*clauses, *rest))

    def _pair(self, left: Node, right: Node) -> str:
        return f"{self._shown(left)} {self.sign} {self._shown(right)}"

    def _side(self, node: Node) -> _Side:
        """Sort what a side asks for."""
        if self.takes(node):
            return _Side(near=(node,))
        match node:
            case And() | Together():
                return _merged([self._side(child) for child in children_of(node)])
            case Within(part=part, child=child) if self.takes(child):
                return _Side(near=(child,), part=part)
            case Not(child=child) if self.takes(child):
                return _Side(absent=(child,))
            case NotNear(operand=operand):
                return _Side(near=(operand,), rest=(node,))
            case _:
                return _Side(rest=(node,))

    def _without(self, left: Node, right: Node) -> str | None:
        """Write `a NOT NEAR/5 x` for an x that cannot be near."""
        if not self.takes(left):
            return None
        anchor, near = self._shown(left), self.sign.removeprefix("NOT ")
        match right:
            case _ if self._is_unit:
                return f"{anchor} AND NOT ({anchor} {near} {self._shown(right)})"
            case And(children=(one, other)) if self.takes(one) and self.takes(other):
                both = f"{self._shown(one)} {near} {self._shown(other)}"
                return f"{anchor} {self.sign} ({both})"
            case Within(part=part, child=child) if self.takes(child):
                return f"{part}:({anchor} {self.sign} {self._shown(child)})"
            case Or(children=children) if any(map(self.takes, children)):
                good, *rest = self._alternatives(right)
                apart = [f"NOT {self._shown(node)}" for node in rest]
                return " AND ".join((f"({anchor} {self.sign} {self._shown(good)})", *apart))
            case _:
                unwanted = right.child if isinstance(right, Not) else right
                return f"{anchor} AND NOT {self._shown(unwanted)}"

    def _shown(self, node: Node) -> str:
        return self.written.shown(node)


def _merged(sides: Sequence[_Side]) -> _Side:
    """Join what several ask for; parts beside others stay what they are."""
    return _Side(
        near=tuple(node for side in sides for node in side.near),
        absent=tuple(node for side in sides for node in side.absent),
        rest=tuple(node for side in sides for node in side.rest),
        part=next((side.part for side in sides if side.part), None),
    )


def _in_brackets(clause: str) -> str:
    """Put ( ) around a clause that has blanks outside of ( )."""
    bare = clause.removeprefix("NOT ")
    closed = bare.count("(") == 1 and bare[-1] == ")" and " " not in bare.partition("(")[0]
    return clause if " " not in bare or closed else f"({clause})"
