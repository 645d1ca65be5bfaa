"""The tree that a query becomes: small frozen nodes that know where in the query they stand."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from service.errors import WirewatchError
from service.matches.hangul import Tail
from service.matches.searching import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a query may be mended: a text in the place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str

    def made_in(self, query: str) -> str:
        return f"{query[: self.start]}{self.text}{query[self.end :]}".strip()


class QueryError(WirewatchError):
    """A query that cannot be read; `offset` counts code points from the start of the query.

    With a `change`, the changed query has this mistake no more, though perhaps a further one.
    """

    def __init__(
        self, offset: int, message: str, mend: str = "", change: Change | None = None
    ) -> None:
        self.offset = offset
        self.message = message
        self.mend = mend
        self.change = change
        super().__init__(f"col {offset + 1}: {message}" + (f" ({mend})" if mend else ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A query that works, though perhaps not as meant."""

    offset: int
    message: str
    mend: str = ""
    change: Change | None = None
    once: bool = False
    """Said of many rules alike: one of them in a watchlist is enough."""


class Part(StrEnum):
    """A part of an article that a clause may be confined to."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"


class FactKind(StrEnum):
    """What can be asked of an article beside its words."""

    SOURCE = "source"
    DOMAIN = "domain"
    LANG = "lang"
    AUTHOR = "author"
    WIRE = "wire"
    URL = "url"


class Unit(StrEnum):
    """A stretch of text that words may have to stand in together."""

    SENTENCE = "SENTENCE"
    PARAGRAPH = "PARAGRAPH"


class Spelling(StrEnum):
    """How freely a word may differ from how it is written in the query."""

    INFLECTED = "inflected"
    EXACT = "exact"
    """This form only; case and accents are free."""
    CASED = "cased"
    """This form in this case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """Something that stands at `start` to `end` of the query."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(_Placed):
    """One word, as typed; with a hyphen in it, it is several positions."""

    text: str
    spelling: Spelling = Spelling.INFLECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Wildcard(_Placed):
    """A word with `*` (any letters) or `?` (one letter)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuzzy(_Placed):
    """A name in nearly this spelling."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regex(_Placed):
    """A regular expression over the original text of each field."""

    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(_Placed):
    """Any spelling of a name of `names:`."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(_Placed):
    """These words in this order, next to each other."""

    items: tuple["Word | Wildcard | Name", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near(_Placed):
    """One disjoint occurrence of each operand in a span with at most `distance` other positions.

    With two operands that is "at most `distance` positions strictly between".
    """

    operands: tuple["Node", ...]
    distance: int
    ordered: bool = False
    beside: bool = False
    """Written as words side by side."""
    loose: bool = False
    """Written as `"…"~5`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNear(_Placed):
    """An occurrence of the first operand, and none of the second within `distance` of it.

    One that overlaps it is within any distance: `bank NOT NEAR/3 "West Bank"`.
    """

    operand: "Node"
    without: "Node"
    distance: int
    ordered: bool = False
    """Only those that follow (or overlap) count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together(_Placed):
    """One disjoint occurrence of each operand, all in one sentence or paragraph."""

    operands: tuple["Node", ...]
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast(_Placed):
    """So many disjoint occurrences over title and text."""

    count: int
    child: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class And(_Placed):
    """Every child holds."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or(_Placed):
    """At least one child holds."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(_Placed):
    """The child does not hold."""

    child: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within(_Placed):
    """The child, read in one part of the article only."""

    part: Part
    child: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(_Placed):
    """Something about the article that is no word of it."""

    kind: FactKind
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What may stand at one place of a run: one of these forms, or a word of this shape."""

    forms: frozenset[str] = frozenset()
    surface: str | None = None
    """Exactly this, case and accents included."""
    glob: str | None = None
    """Of a wildcard: the folded word with `*` and `?`."""
    nearly: "Nearly | None" = None
    asks: "Condition | None" = None
    """Of the first word of a spelling of a name: what the whole run asks for."""
    term: str | None = None
    """A Hangul term: `Folded.beginnings` finds it, with `tail` after it."""
    tail: Tail = Tail.NONE
    inside: bool = False
    """The term may begin further in: `*미사일`."""
    piece: str | None = None
    """Characters of a writing without blanks: `Folded.pieces` finds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearly:
    """A name that may be spelt a little differently."""

    word: str
    """Folded."""
    edits: int
    languages: tuple[str, ...]
    """Their dictionaries hold words that are no other spelling of a name."""


Run = tuple[Element, ...]
"""Words next to each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """What a term finds that is nothing but forms, one or two next to each other; see `plain`."""

    words: frozenset[str]
    phrases: frozenset[tuple[str, str]] = frozenset()
    """Two words next to each other."""
    prefixes: tuple[str, ...] = ()
    """How words begin, with a blank before."""

    @property
    def is_words(self) -> bool:
        """Whether single words are all it finds."""
        return not self.phrases and not self.prefixes


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Where a run of words counts; its evidence is the run alone."""

    near: tuple[Run, ...] = ()
    """It counts beside one of these; empty: this is not asked."""
    within: int | None = None
    """With at most so many positions between, in one field; None: anywhere in the article."""
    words: tuple[str, ...] = ()
    """What `near` stands for, for people."""
    not_in: tuple[Run, ...] = ()
    """It does not count inside one of these."""
    only_in: tuple[str, ...] = ()
    """Languages of the article; empty: any."""
    proper: bool = False
    """It counts only as names are written: with a capital, in no longer word of Katakana."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(_Placed):
    """A leaf, resolved: every run of words that it finds."""

    runs: tuple[Run, ...]
    clause: str
    """As the user wrote it."""
    plain: "Plain | None" = None
    """The same as `runs`, where looking words up is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search(_Placed):
    """A regular expression, resolved."""

    pattern: Pattern
    literals: frozenset[str] | None = None
    """One of these is in the folded words of whatever it finds; None: that is not known."""
    clause: str


Leaf = Word | Wildcard | Fuzzy | Name | Phrase
Placing = Near | NotNear | Together | AtLeast
"""Asks where words stand."""
Node = Leaf | Regex | Term | Search | Placing | And | Or | Not | Within | Fact


_CHILDLESS = (Term, Word, Phrase, Name, Wildcard, Fuzzy)


def children_of(node: Node) -> tuple[Node, ...]:
    if isinstance(node, _CHILDLESS):  # most nodes, and found out much faster than below
        return ()
    match node:
        case Near(operands=operands) | Together(operands=operands):
            return operands
        case NotNear(operand=operand, without=without):
            return (operand, without)
        case And(children=children) | Or(children=children):
            return children
        case Not(child=child) | Within(child=child) | AtLeast(child=child):
            return (child,)
        case _:
            return ()


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """Give a node with each of its children changed."""
    match node:
        case Near(operands=operands) | Together(operands=operands):
            return replace(node, operands=tuple(map(change, operands)))
        case NotNear(operand=operand, without=without):
            return replace(node, operand=change(operand), without=change(without))
        case And(children=children) | Or(children=children):
            return replace(node, children=tuple(map(change, children)))
        case Not(child=child) | Within(child=child) | AtLeast(child=child):
            return replace(node, child=change(child))
        case _:
            return node


def is_operand(node: Node) -> bool:
    """Tell whether NEAR takes it: words, phrases, names, wildcards, OR-groups of these, NEAR."""
    match node:
        case Word() | Wildcard() | Fuzzy() | Name() | Phrase() | Term() | Near():
            return True
        case Or(children=children):
            return all(is_operand(child) for child in children)
        case _:
            return False


def is_together(node: Node) -> bool:
    """Tell whether SENTENCE and PARAGRAPH take it: what NEAR takes, and one another."""
    return isinstance(node, Together) or is_operand(node)


_PLACED = (Term, Search, Near, NotNear, Together, AtLeast)


def placed(node: Node) -> "Term | Search | Placing":
    """Give a resolved node that words decide as what it is."""
    assert isinstance(node, _PLACED)
    return node
