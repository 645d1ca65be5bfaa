"""Whether one clause can only hold where another holds: what is said is true, not all is seen."""

from collections.abc import Sequence

from service.matches.nodes import (
    And,
    AtLeast,
    Element,
    Fact,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Run,
    Search,
    Term,
    Together,
    Within,
)


def implies(one: Node, other: Node) -> bool:
    """Tell whether `other` holds wherever `one` does, as far as their shapes show it."""
    match one, other:
        case _, And(children=children):
            return all(implies(one, child) for child in children)
        case Or(children=children), _:
            return all(implies(child, other) for child in children)
        case Not(child=left), Not(child=right):
            return implies(right, left)
        case Within(), Within():
            return one.part is other.part and implies(one.child, other.child)
        case _:
            return _meets(one, other) or _is_part_of_it(one, other)


def _is_part_of_it(one: Node, other: Node) -> bool:
    """Look into what must hold for `one`, and what is enough for `other`."""
    if isinstance(other, Or) and any(implies(one, child) for child in other.children):
        return True
    match one:
        case And(children=below) | Near(operands=below) | Together(operands=below):
            return any(implies(child, other) for child in below)
        case NotNear(operand=child) | AtLeast(child=child):
            return implies(child, other)
        case Within(child=child):
            return isinstance(other, Term | Near) and implies(child, other)
        case _:
            return False


def _meets(one: Node, other: Node) -> bool:
    """Compare two clauses of one kind."""
    match one, other:
        case Term(), Term():
            return covers(other, one)
        case Near(), Near():
            return _is_nearer(one, other)
        case AtLeast(), AtLeast():
            same = isinstance(one.child, Term) and isinstance(other.child, Term)
            return one.count >= other.count and same and implies(one.child, other.child)
        case Fact(), Fact():
            return one.kind is other.kind and one.value.casefold() == other.value.casefold()
        case Search(), Search():
            return one.pattern == other.pattern
        case _:
            return False


def _is_nearer(one: Near, other: Near) -> bool:
    if one.distance > other.distance or (other.ordered and not one.ordered):
        return False
    pairs = zip(one.operands, other.operands, strict=False)
    if len(one.operands) != len(other.operands):
        return False
    straight = all(isinstance(a, Term) and implies(a, b) for a, b in pairs)
    if straight or other.ordered:
        return straight
    turned = zip(one.operands, other.operands[::-1], strict=True)
    return all(isinstance(a, Term) and implies(a, b) for a, b in turned)


def covers(wide: Term, narrow: Term) -> bool:
    """Tell whether a leaf is found wherever another one is."""
    return all(any(_is_in(run, whole) for run in wide.runs) for whole in narrow.runs)


def _is_in(run: Run, whole: Run) -> bool:
    """Tell whether a run is found inside another one wherever that is found."""
    places = range(len(whole) - len(run) + 1)
    return any(_fits(run, whole[place : place + len(run)]) for place in places)


def _fits(wide: Sequence[Element], narrow: Sequence[Element]) -> bool:
    return all(_is_wider(a, b) for a, b in zip(wide, narrow, strict=True))


def _is_wider(wide: Element, narrow: Element) -> bool:
    if wide == narrow:
        return True
    plain = wide.surface is None and wide.asks is None
    return plain and bool(narrow.forms) and narrow.forms <= wide.forms
