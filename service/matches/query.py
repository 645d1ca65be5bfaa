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

from service.matches.leaves import read_phrase, read_word
from service.matches.lexer import Kind, Lexer, Token
from service.matches.nodes import (
    And,
    AtLeast,
    Change,
    Fact,
    FactKind,
    Near,
    Node,
    Not,
    Or,
    Part,
    QueryError,
    Regex,
    Remark,
    Within,
    is_operand,
)
from service.matches.operands import Operator, checked_slop, joined
from service.matches.prefixed import fact_remarks, read_fact, read_spelled
from service.matches.refusals import (
    check_counted,
    check_joins,
    check_part,
    check_sides,
    misplaced,
    refuse_beside,
    refuse_mixed,
    refuse_negated_side,
)
from service.matches.remarks import (
    foreign_remarks,
    mixture_remark,
    phrase_remarks,
    reach_remark,
    word_remarks,
)
from service.matches.rewrite import Written


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
    try:
        parser = _Parser(text, lexer.tokens(), nearness)
        node = parser.whole()
    except QueryError as error:
        if error.change and not error.change.made_in(text):
            error.change = None  # nothing would be left
        raise
    return node, (*lexer.remarks, *parser.remarks)


class _Parser:
    """One reading of one query."""

    def __init__(self, text: str, tokens: Sequence[Token], nearness: int) -> None:
        self.text = text
        self.tokens = tokens
        self.nearness = nearness
        self.place = 0
        self.depth = 0
        self.mixed = False
        """AND beside OR has been remarked on."""
        self.remarks: list[Remark] = []
        self.groups: dict[int, tuple[Node, int]] = {}
        """Groups already read, by the place of their '(': what is in it, the place after it."""
        self.grouped: set[int] = set()
        """The identities of what stands in them."""
        self.written = Written(text=text, tokens=tokens)

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
            close = self.peek()
            change = Change(start=close.start, end=close.end, text="")
            mend = "take it out, or add '('"
            raise QueryError(close.start, "')' closes nothing", mend, change)
        return node

    def any_of(self) -> Node:
        children = [self.all_of()]
        while self.peek().kind is Kind.OR:
            self.take()
            children.append(self.all_of())
        if len(children) == 1:
            return children[0]
        mixed = (one for one in children if isinstance(one, And) and id(one) not in self.grouped)
        if not self.mixed and (node := next(mixed, None)) is not None:
            self.mixed = True
            self.remarks.append(mixture_remark(node, self.written))
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
        loose = isinstance(child, Near) and child.beside and id(child) not in self.grouped
        if sign.text != "NOT" and isinstance(child, Near) and loose:
            self.remarks.append(reach_remark(sign, child, self.written))
        return Not(start=sign.start, end=child.end, child=child)

    def near(self) -> Node:
        begin = self.peek().start
        left = self.beside()
        before: Operator | None = None
        while (operator := self._operator()) is not None:
            if before and operator.family != before.family:
                refuse_mixed(self.written, begin, before, operator)
            right = self._right_of(operator)
            check_sides(self.written, begin, self._behind(), (left, operator, right))
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
        if self.peek().kind is not Kind.NOT:
            return self.beside()
        if operator.token.kind is Kind.NEAR:
            refuse_negated_side(operator, self.peek())
        return self.negated()

    def _behind(self) -> int:
        """Give where what was taken last ends."""
        return self.tokens[self.place - 1].end

    def beside(self) -> Node:
        items = [self.item()]
        while self._continues(items[-1]):
            items.append(self.item())
        if len(items) == 1:
            return items[0]
        before_not = self.peek().kind is Kind.NOT
        self.remarks += foreign_remarks(items, self.written, before_not=before_not)
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
            refuse_beside(self.written, self.peek())
        if kind not in (Kind.WORD, Kind.PHRASE, Kind.OPEN, Kind.PREFIX):
            return False
        if kind is Kind.PREFIX and self.peek().text not in ("name", "case", "="):
            return False
        if not is_operand(last):
            check_joins(self.written, last, self.peek())
            return False
        return kind is not Kind.OPEN or self._group_is_beside()

    def _group_is_beside(self) -> bool:
        """Look ahead: a group of facts or negations joins by AND, others stand side by side."""
        mark = self.place
        group = self.item()
        self.place = mark
        if is_operand(group):
            return True
        check_joins(self.written, group, self.peek())
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
                self.remarks += word_remarks(token)
                return read_word(token.text, token.start)
            case _:
                raise misplaced(token)

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
            distance=checked_slop(token.slop, token.end, shown),
            loose=True,
        )

    def _regex(self, token: Token) -> Regex:
        return Regex(start=token.start, end=token.end, pattern=token.text)

    def _atleast(self, token: Token) -> AtLeast:
        child = self._group(self.take())
        end = self._behind()
        check_counted(self.written, token, child, end)
        return AtLeast(start=token.start, end=end, count=int(token.text), child=child)

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
            end = len(self.text.rstrip())
            change = Change(start=end, end=end, text=")")
            raise QueryError(token.start, "'(' is never closed", "add ')'", change)
        self.take()
        self.depth -= 1
        self.grouped.add(id(node))
        return node

    def _prefixed(self, token: Token) -> Node:
        follows = self.peek()
        if follows.start != token.end or follows.kind in (Kind.END, Kind.CLOSE):
            message = f"nothing follows {self.text[token.start : token.end]}"
            change = Change(start=token.end, end=follows.start, text="")
            lost = follows.kind in (Kind.END, Kind.CLOSE)
            mend = "write the word right after it, without a blank"
            raise QueryError(token.end, message, mend, None if lost else change)
        if token.text in {kind.value for kind in FactKind}:
            return self._fact(token)
        if token.text in {part.value for part in Part}:
            return self._within(token)
        return read_spelled(token, self.take(), self.text)

    def _fact(self, token: Token) -> Fact:
        fact = read_fact(token, self.take(), self.text)
        self.remarks += fact_remarks(fact, self.text)
        return fact

    def _within(self, token: Token) -> Within:
        child = self.item()
        check_part(self.written, token, child, self._behind())
        return Within(start=token.start, end=child.end, part=Part(token.text), child=child)
