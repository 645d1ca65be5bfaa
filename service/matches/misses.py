"""Why a clause does not hold: what was there instead, and how near it came."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from service.matches.describe import write
from service.matches.evaluate import quote
from service.matches.evidence import collect
from service.matches.facts import fact_value
from service.matches.missing import missing
from service.matches.nearness import Stretch
from service.matches.nodes import (
    AtLeast,
    Element,
    Fact,
    Near,
    Node,
    Not,
    NotNear,
    Part,
    Search,
    Term,
    Together,
    Unit,
)
from service.matches.proofs import counted, is_there
from service.matches.resolve import leaf_forms
from service.matches.spans import nearest, satisfied
from service.matches.steps import PER_RULE, Steps
from service.matches.view import View
from service.matches.words import Span
from service.model import Field


_MOST_FORMS = 12
_MOST_RUNS = 20
_MOST_WORDS = 5000
_FARTHEST = 1 << 20
Lists = dict[Field, list[list[Span]]]
"""Where each operand stands, by field."""


def note_on(node: Node, view: View, part: Part | None) -> str:
    """Say what was there instead; empty where the clauses below say it."""
    match node:
        case Fact(kind=kind):
            return f"it is {fact_value(kind, view.article) or 'not known'}"
        case Not(child=child):
            return _unwanted(child, view, part)
        case Term() | Search() | Near() | NotNear() | Together() | AtLeast():
            if part is not None and is_there(node, view, None):
                return f"not in the {part}, though elsewhere in the article"
            return _near_miss(node, view, part)
        case _:
            return ""


def _near_miss(
    node: Term | Search | Near | NotNear | Together | AtLeast, view: View, part: Part | None
) -> str:
    match node:
        case Term():
            return _absent(node, view, part)
        case Search():
            return _unmatched(node, view, part)
        case Near():
            return _too_far(node, view, part)
        case NotNear():
            return _always_near(node, view, part)
        case Together():
            return _apart(node, view, part)
        case _:
            return _too_few(node, view, part)


def _unwanted(child: Node, view: View, part: Part | None) -> str:
    found = quote(collect(child, view, part), view)
    if found:
        return f"found: {found[0].quote}"
    return f"it is {fact_value(child.kind, view.article)}" if isinstance(child, Fact) else ""


# --- a leaf ------------------------------------------------------------------------------------


def _absent(term: Term, view: View, part: Part | None) -> str:
    """Find what the text has that looks most like it."""
    if missed := missing(term, view, part):
        return missed
    if all(len(run) > 1 for run in term.runs):
        return _torn(term, view, part)
    words = {word for field in view.bounds(part) for word in view.fields[field].places}
    wanted = [form.removeprefix("case:").lower() for form in leaf_forms(term)[:_MOST_FORMS]]
    there = next((form for form in wanted if form in words), None)
    if there is not None:
        return f"only in another case or form: {there}"
    close = _closest(wanted, sorted(words)[:_MOST_WORDS])
    return f"not found; nearest: {close}" if close else "not found"


def _closest(wanted: Sequence[str], words: Sequence[str]) -> str | None:
    """Give the word that begins alike, has about the length, and looks most like one of some."""
    for form in wanted:
        bare = form.strip("…*?")
        alike = [word for word in words if abs(len(word) - len(bare)) <= 2 + len(bare) // 3]
        if found := get_close_matches(bare, alike, n=1):
            return found[0]
    return None


def _torn(term: Term, view: View, part: Part | None) -> str:
    """Say which word of a phrase is nowhere, or that they stand apart."""
    lacking = [_lacking(run, view, part) for run in term.runs[:_MOST_RUNS]]
    fewest = min(lacking, key=len)
    if not fewest:
        return "its words are there, though not next to each other"
    alone = Term(start=term.start, end=term.end, runs=((fewest[0],),), clause=term.clause)
    return f"{leaf_forms(alone)[0]}: {_absent(alone, view, part)}"


def _lacking(run: Sequence[Element], view: View, part: Part | None) -> list[Element]:
    return [
        element
        for element in run
        if not any(view.find_runs(((element,),), field) for field in view.bounds(part))
    ]


def _unmatched(search: Search, view: View, part: Part | None) -> str:
    """Look whether only the case keeps a regular expression from finding anything."""
    anyhow = replace(search, pattern=search.pattern.in_any_case())
    for field in view.bounds(part):
        for start, end in view.searched(anyhow, field, part)[:1]:
            return f"only in another case: {view.fields[field].text[start:end]}"
    return "not found"


# --- nearness ----------------------------------------------------------------------------------


def _lists(operands: Sequence[Node], view: View, part: Part | None) -> Lists:
    fields = [
        Stretch(view=view, field=field, part=part, steps=view.steps) for field in view.bounds(part)
    ]
    return {one.field: [one.occurrences(operand) for operand in operands] for one in fields}


def _lost(operands: Sequence[Node], found: Lists) -> str:
    """Name an operand that is nowhere."""
    for number, operand in enumerate(operands):
        if not any(lists[number] for lists in found.values()):
            return f"{write(operand)} is not there"
    return ""


def _too_far(node: Near, view: View, part: Part | None) -> str:
    found = _lists(node.operands, view, part)
    if lost := _lost(node.operands, found):
        return lost
    least = _least(found, view, ordered=node.ordered)
    if least is not None:
        what = "other words in the span" if len(node.operands) > 2 else "words between"
        return f"nearest: {least} {what}, at most {node.distance} allowed"
    anyhow = _least(found, view, ordered=False)
    return "never in one field" if anyhow is None else "only in the other order"


def _least(found: Lists, view: View, *, ordered: bool) -> int | None:
    """Give the least distance seen in any field."""
    gaps = (_gap(lists, view.fields[f].unit, ordered=ordered) for f, lists in found.items())
    return min((gap for gap in gaps if gap is not None), default=None)


def _gap(lists: list[list[Span]], unit: int, *, ordered: bool) -> int | None:
    """Find the least distance, in positions, at which a nearness would hold.

    Raises `OverrunError`.
    """
    low, high = 0, _FARTHEST
    if not satisfied(lists, high, Steps(PER_RULE), ordered=ordered):
        return None
    while low < high:
        middle = (low + high) // 2
        if satisfied(lists, middle * unit, Steps(PER_RULE), ordered=ordered):
            high = middle
        else:
            low = middle + 1
    return low


def _always_near(node: NotNear, view: View, part: Part | None) -> str:
    operands = (node.operand, node.without)
    found = _lists(operands, view, part)
    if not any(lists[0] for lists in found.values()):
        return f"{write(node.operand)} is not there"
    spans = sum(len(lists[0]) for lists in found.values())
    gaps = [
        -(-gap // view.fields[field].unit)
        for field, (left, right) in found.items()
        if (gap := nearest(left, right)) is not None
    ]
    least = f": nearest {min(gaps)} words between" if gaps else ""
    each = "each of them" if spans > 1 else "the only one"
    return f"{each} has {write(node.without)} near{least}"


def _apart(node: Together, view: View, part: Part | None) -> str:
    operands = [*_flat(node)]
    found = _lists(operands, view, part)
    if lost := _lost(operands, found):
        return lost
    unit = "sentence" if node.unit is Unit.SENTENCE else "paragraph"
    return f"all are there, though never in one {unit}"


def _flat(node: Together) -> list[Node]:
    below = ([*_flat(one)] if isinstance(one, Together) else [one] for one in node.operands)
    return [operand for some in below for operand in some]


def _too_few(node: AtLeast, view: View, part: Part | None) -> str:
    found = counted(node, view, part)
    if not found:
        return f"{write(node.child)} is not there"
    return f"only {found} time{'' if found == 1 else 's'}, at least {node.count} wanted"
