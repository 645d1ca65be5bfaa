"""The tree that a query becomes: small frozen nodes that know where in the query they stand."""

from dataclasses import dataclass
from enum import StrEnum

from service.errors import WirewatchError
from service.matches.hangul import Tail


class QueryError(WirewatchError):
    """A query that cannot be read; `offset` counts code points from the start of the query."""

    def __init__(self, offset: int, message: str, mend: str = "") -> None:
        self.offset = offset
        self.message = message
        self.mend = mend
        super().__init__(f"col {offset + 1}: {message}" + (f" ({mend})" if mend else ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A query that works, though perhaps not as meant."""

    offset: int
    message: str
    mend: str = ""


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
    prefix: str = ""
    """Of a wildcard: the letters before it."""
    pattern: str | None = None
    """Of a wildcard: a regular expression for the whole word."""
    asks: "Condition | None" = None
    """Of the first word of a spelling of a name: what the whole run asks for."""
    term: str | None = None
    """A Hangul term: `Folded.beginnings` finds it, with `tail` after it."""
    tail: Tail = Tail.NONE
    inside: bool = False
    """The term may begin further in: `*미사일`."""
    piece: str | None = None
    """Characters of a writing without blanks: `Folded.pieces` finds them."""


Run = tuple[Element, ...]
"""Words next to each other."""


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


Leaf = Word | Wildcard | Name | Phrase
Node = Leaf | Term | Near | And | Or | Not | Within | Fact


def children_of(node: Node) -> tuple[Node, ...]:
    match node:
        case Near(operands=operands):
            return operands
        case And(children=children) | Or(children=children):
            return children
        case Not(child=child) | Within(child=child):
            return (child,)
        case _:
            return ()


def is_operand(node: Node) -> bool:
    """Tell whether NEAR takes it: words, phrases, names, wildcards, OR-groups of these, NEAR."""
    match node:
        case Word() | Wildcard() | Name() | Phrase() | Term() | Near():
            return True
        case Or(children=children):
            return all(is_operand(child) for child in children)
        case _:
            return False
