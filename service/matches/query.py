"""Query text -> tree, by hand-written recursive descent; the tightest comes last.

or    := and (OR and)*
and   := not (AND? not)*                 facts and negations join without AND
not   := (NOT | -) not | near
near  := beside ((NEAR/n | ONEAR/n | NOT NEAR/n | SENTENCE | PARAGRAPH) beside)*
beside := item+                          words side by side
item  := word | wildcard | word~ | "phrase" | "phrase"~n | name:x | part:item | fact:x
       | /regex/ | atleastn( or ) | ( or )
"""

from collections.abc import Sequence
from typing import NoReturn

from service.matches.leaves import (
    checked,
    is_suffixed,
    is_wild,
    phrase_remarks,
    read_phrase,
    read_word,
)
from service.matches.lexer import Kind, Lexer, Token
from service.matches.nodes import (
    And,
    AtLeast,
    Fact,
    FactKind,
    Name,
    Near,
    Node,
    Not,
    Or,
    Part,
    QueryError,
    Regex,
    Remark,
    Spelling,
    Within,
    Word,
    children_of,
    is_operand,
)
from service.matches.operands import (
    Operator,
    check_joinable,
    check_operand,
    checked_distance,
    joined,
)


__all__ = ["QueryError", "parse", "parse_remarking"]

_MOST_BESIDE = 12
_MOST_DEPTH = 40
_MOST_CHARS = 20_000


def parse(text: str, *, nearness: int = 10) -> Node:
    """Read a query; raises `QueryError`."""
    return parse_remarking(text, nearness=nearness)[0]


def parse_remarking(text: str, *, nearness: int = 10) -> tuple[Node, tuple[Remark, ...]]:
    """Read a query; give also what may not be meant as written."""
    if len(text) > _MOST_CHARS:
        raise QueryError(_MOST_CHARS, "the query is too long", "split it into several rules")
    lexer = Lexer(text)
    parser = _Parser(text, lexer.tokens(), nearness)
    node = parser.whole()
    return node, (*lexer.remarks, *parser.remarks)


class _Parser:
    """One reading of one query."""

    def __init__(self, text: str, tokens: Sequence[Token], nearness: int) -> None:
        self.text = text
        self.tokens = tokens
        self.nearness = nearness
        self.place = 0
        self.depth = 0
        self.remarks: list[Remark] = []
        self.groups: dict[int, tuple[Node, int]] = {}
        """Groups already read, by the place of their '(': what is in it, the place after it."""

    def peek(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.peek()
        self.place += 1
        return token

    def whole(self) -> Node:
        if self.peek().kind is Kind.END:
            raise QueryError(0, "the query is empty", "write at least one word")
        node = self.any_of()
        if self.peek().kind is Kind.CLOSE:
            raise QueryError(self.peek().start, "')' closes nothing", "take it out, or add '('")
        return node

    def any_of(self) -> Node:
        children = [self.all_of()]
        while self.peek().kind is Kind.OR:
            self.take()
            children.append(self.all_of())
        if len(children) == 1:
            return children[0]
        return Or(start=children[0].start, end=children[-1].end, children=tuple(children))

    def all_of(self) -> Node:
        children = [self.negated()]
        while self.peek().kind not in (Kind.OR, Kind.CLOSE, Kind.END):
            if self.peek().kind is Kind.AND:
                self.take()
            children.append(self.negated())
        if len(children) == 1:
            return children[0]
        return And(start=children[0].start, end=children[-1].end, children=tuple(children))

    def negated(self) -> Node:
        if self.peek().kind is not Kind.NOT:
            return self.near()
        sign = self.take()
        if self.peek().kind in (Kind.NEAR, Kind.TOGETHER):
            message = f"NOT {self.peek().text} has nothing to its left"
            raise QueryError(sign.start, message, "write a word there")
        self._descend(sign.start)
        child = self.negated()
        self.depth -= 1
        if sign.text != "NOT" and isinstance(child, Near) and child.beside:
            self._remark_reach(sign, child)
        return Not(start=sign.start, end=child.end, child=child)

    def _remark_reach(self, sign: Token, child: Near) -> None:
        """Say that '-' binds looser than words side by side, as NOT does."""
        if any(child is group for group, _ in self.groups.values()):
            return
        first = self.text[child.operands[0].start : child.operands[0].end]
        self.remarks.append(
            Remark(
                offset=sign.start,
                message=f"'-' negates all of '{self.text[child.start : child.end]}'",
                mend=f"to negate only the first, put it last or write (-{first})",
            )
        )

    def near(self) -> Node:
        left = self.beside()
        before: Operator | None = None
        while (operator := self._operator()) is not None:
            if before and operator.family != before.family:
                message = f"{before.family} and {operator.family} are mixed"
                raise QueryError(operator.start, message, "say with ( ) which comes first")
            right = self._right_of(operator)
            check_operand(left, operator, self.text, right)
            check_operand(right, operator, self.text, left)
            left = joined(left, operator, right)
            before = operator
        return left

    def _operator(self) -> Operator | None:
        """Take NEAR/n and its like, NOT NEAR/n too; None if something else comes."""
        token, after = self.peek(), self.tokens[min(self.place + 1, len(self.tokens) - 1)]
        negated = token.text == "NOT" and after.kind in (Kind.NEAR, Kind.TOGETHER)
        if not negated and token.kind not in (Kind.NEAR, Kind.TOGETHER):
            return None
        self.place += 2 if negated else 1
        return Operator(start=token.start, token=after if negated else token, negated=negated)

    def _right_of(self, operator: Operator) -> Node:
        if self.peek().kind is Kind.NOT:
            message = f"{operator.text} cannot take NOT"
            mend = f"write a AND NOT (a {operator.token.text} b)"
            if operator.token.kind is Kind.NEAR and not operator.negated:
                mend = f"write a NOT {operator.text} b"
            raise QueryError(self.peek().start, message, mend)
        return self.beside()

    def beside(self) -> Node:
        items = [self.item()]
        while self._continues(items[-1]):
            items.append(self.item())
        if len(items) == 1:
            return items[0]
        if len(items) > _MOST_BESIDE:
            raise QueryError(
                items[_MOST_BESIDE].start,
                f"more than {_MOST_BESIDE} words side by side",
                'put them in "quotation marks", or AND between',
            )
        return Near(
            start=items[0].start,
            end=items[-1].end,
            operands=tuple(items),
            distance=self.nearness,
            beside=True,
        )

    def _continues(self, last: Node) -> bool:
        """Tell whether the next item stands side by side with the last one."""
        kind = self.peek().kind
        if kind in (Kind.REGEX, Kind.ATLEAST) and is_operand(last):
            self._refuse_beside(self.peek())
        if kind not in (Kind.WORD, Kind.PHRASE, Kind.OPEN, Kind.PREFIX):
            return False
        if kind is Kind.PREFIX and self.peek().text not in ("name", "case", "="):
            return False
        if not is_operand(last):
            check_joinable(last, self.text)
            return False
        return kind is not Kind.OPEN or self._group_is_beside()

    def _refuse_beside(self, token: Token) -> NoReturn:
        shown = self.text[token.start : token.end] + ("(…)" if token.kind is Kind.ATLEAST else "")
        message = f"'{shown}' stands beside words without an operator"
        raise QueryError(token.start, message, "write AND before it")

    def _group_is_beside(self) -> bool:
        """Look ahead: a group of facts or negations joins by AND, others stand side by side."""
        mark = self.place
        group = self.item()
        self.place = mark
        if is_operand(group):
            return True
        check_joinable(group, self.text)
        return False

    def item(self) -> Node:
        token = self.take()
        match token.kind:
            case Kind.OPEN:
                return self._group(token)
            case Kind.PHRASE:
                self.remarks += phrase_remarks(token)
                return self._phrase(token)
            case Kind.PREFIX:
                return self._prefixed(token)
            case Kind.REGEX:
                return self._regex(token)
            case Kind.ATLEAST:
                return self._atleast(token)
            case Kind.WORD:
                return read_word(token.text, token.start)
            case _:
                raise self._misplaced(token)

    def _phrase(self, token: Token) -> Node:
        phrase = read_phrase(token)
        if token.slop is None or len(phrase.items) == 1:
            return phrase
        if len(phrase.items) > _MOST_BESIDE:
            message = f"more than {_MOST_BESIDE} words in any order"
            raise QueryError(phrase.items[_MOST_BESIDE].start, message, "AND some of them")
        shown = "~" + self.text[: token.end].rpartition("~")[2]
        return Near(
            start=token.start,
            end=token.end,
            operands=phrase.items,
            distance=checked_distance(token.slop, token.end - len(shown), shown),
            loose=True,
        )

    def _regex(self, token: Token) -> Regex:
        return Regex(start=token.start, end=token.end, pattern=token.text)

    def _atleast(self, token: Token) -> AtLeast:
        child = self._group(self.take())
        operator = Operator(start=token.start, token=token)
        check_operand(child, operator, self.text)
        end = self.tokens[self.place - 1].end
        return AtLeast(start=token.start, end=end, count=int(token.text), child=child)

    def _misplaced(self, token: Token) -> QueryError:
        if token.kind is Kind.END:
            return QueryError(token.start, "the query ends too early", "write a word at the end")
        if token.kind is Kind.CLOSE:
            return QueryError(token.start, "')' comes too early", "write a word before it")
        return QueryError(
            token.start, f"{token.text} has nothing to its left", "write a word there"
        )

    def _descend(self, place: int) -> None:
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise QueryError(place, "too many levels of ( ) and NOT", "split the rule")

    def _group(self, token: Token) -> Node:
        opened = self.place
        if opened not in self.groups:
            self.groups[opened] = self._read_group(token), self.place
        node, self.place = self.groups[opened]
        return node

    def _read_group(self, token: Token) -> Node:
        self._descend(token.start)
        if self.peek().kind is Kind.CLOSE:
            raise QueryError(token.start, "'( )' is empty", "write a word inside")
        node = self.any_of()
        if self.peek().kind is not Kind.CLOSE:
            raise QueryError(token.start, "'(' is never closed", "add ')'")
        self.take()
        self.depth -= 1
        return node

    def _prefixed(self, token: Token) -> Node:
        follows = self.peek()
        if follows.start != token.end or follows.kind in (Kind.END, Kind.CLOSE):
            message = f"nothing follows {self.text[token.start : token.end]}"
            raise QueryError(token.end, message, "write the word right after it, without a blank")
        if token.text in {kind.value for kind in FactKind}:
            return self._fact(token)
        if token.text in {part.value for part in Part}:
            return self._within(token)
        return self._spelled(token)

    def _spelled(self, token: Token) -> Node:
        value = self.take()
        if value.kind is not Kind.WORD:
            raise QueryError(
                value.start,
                f"{self.text[token.start : token.end]} takes one word",
                "take one word",
            )
        if token.text == "name":
            return Name(start=token.start, end=value.end, key=value.text)
        if is_wild(value.text) or is_suffixed(value.text):
            what = "a wildcard" if is_wild(value.text) else "'~'"
            raise QueryError(value.start, f"{what} has no exact form", "leave out the prefix")
        spelling = Spelling.CASED if token.text == "case" else Spelling.EXACT
        return checked(Word(start=token.start, end=value.end, text=value.text, spelling=spelling))

    def _fact(self, token: Token) -> Fact:
        value = self.take()
        taken = value.kind in (Kind.WORD, Kind.PHRASE) and value.slop is None
        if not taken or not value.text.strip("* "):
            raise QueryError(value.start, f"{token.text}: takes one value", "write it right after")
        kind = FactKind(token.text)
        return Fact(start=token.start, end=value.end, kind=kind, value=value.text.strip())

    def _within(self, token: Token) -> Within:
        child = self.item()
        bad = next((n for n in _walk(child) if isinstance(n, Fact | Within)), None)
        if bad is not None:
            what = "a fact has no place in a part" if isinstance(bad, Fact) else "parts don't nest"
            raise QueryError(bad.start, what, "put it outside, with AND")
        return Within(start=token.start, end=child.end, part=Part(token.text), child=child)


def _walk(node: Node) -> list[Node]:
    return [node, *(below for child in children_of(node) for below in _walk(child))]
