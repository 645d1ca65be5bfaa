"""Why a rule holds for an article, or how near it came; and how a rule was read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from service.matches.compile import CompiledRule, compile_rule
from service.matches.describe import write
from service.matches.evaluate import collect, holds, quote
from service.matches.facts import comes_from, fact_value, host_of
from service.matches.missing import asked, condition_of, missing
from service.matches.nearness import Stretch
from service.matches.nodes import (
    Condition,
    Fact,
    Near,
    Node,
    Not,
    Part,
    QueryError,
    Run,
    Term,
    Within,
    children_of,
)
from service.matches.query import parse
from service.matches.resolve import leaf_forms
from service.matches.spans import nearest
from service.matches.steps import PER_RULE, OverrunError, Steps
from service.matches.view import View
from service.matches.words import Span
from service.model import Article, Evidence, Rule


_MOST_FORMS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One node of the query: does it hold, and if not, what was there instead."""

    clause: str
    holds: bool
    note: str = ""
    steps: tuple["Step", ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Give it as plain data, for JSON."""
        below = [step.as_data() for step in self.steps]
        return {"clause": self.clause, "holds": self.holds, "note": self.note, "steps": below}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One rule against one article."""

    rule: str
    holds: bool
    note: str
    """What keeps the rule from looking at all: its sources, or an error in its query."""
    root: Step | None
    evidence: tuple[Evidence, ...]


def describe(rule: Rule) -> str:
    """Say how a rule was read: the query with nothing implied, then what each leaf finds."""
    try:
        compiled = compile_rule(rule)
        whole = write(parse(rule.query, nearness=rule.nearness))
    except QueryError as error:
        return f"not read: {error}"
    found = dict.fromkeys((term.clause, tuple(_forms(term))) for term in _terms(compiled.tree))
    lines = [f"  {clause}: {_some(forms)}" for clause, forms in found if forms != (clause,)]
    return "\n".join([whole, *lines])


def _forms(term: Term) -> list[str]:
    """Give what a leaf finds, first what it finds everywhere."""
    kinds: dict[Condition | None, list[Run]] = {None: []}
    for run in term.runs:
        kinds.setdefault(condition_of(run), []).append(run)
    return [
        f"{form} ({asked(condition)})" if condition else form
        for condition, runs in kinds.items()
        for form in leaf_forms(replace(term, runs=tuple(runs)))
    ]


def _some(forms: tuple[str, ...]) -> str:
    shown = ", ".join(forms[:_MOST_FORMS])
    more = len(forms) - _MOST_FORMS
    return f"{shown}, and {more} more" if more > 0 else shown


def _terms(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    for child in children_of(node):
        yield from _terms(child)


def explain(rule: Rule, article: Article, *, budget: int = PER_RULE) -> Explanation:
    """Say of every clause whether it holds, and how near it came."""
    try:
        compiled = compile_rule(rule)
    except QueryError as error:
        return Explanation(rule=rule.key, holds=False, note=str(error), root=None, evidence=())
    view = View(article)
    view.steps = Steps(budget)
    note = "" if comes_from(rule, article) else _elsewhere(article)
    try:
        return _explained(compiled, view, note)
    except OverrunError as error:
        note = f"not decided: {error}"
        return Explanation(rule=rule.key, holds=False, note=note, root=None, evidence=())


def _explained(compiled: CompiledRule, view: View, note: str) -> Explanation:
    root = _step(compiled.tree, view, None)
    held = root.holds and not note
    evidence = quote(collect(compiled.tree, view), view) if held else ()
    return Explanation(rule=compiled.rule.key, holds=held, note=note, root=root, evidence=evidence)


def _elsewhere(article: Article) -> str:
    tags = ", ".join(article.tags) or "none"
    host = host_of(article.url) or "none"
    return f"the rule does not look at this source: {article.source} (tags: {tags}; host: {host})"


def _step(node: Node, view: View, part: Part | None) -> Step:
    inner = node.part if isinstance(node, Within) else part
    held = holds(node, view, part)
    return Step(
        clause=write(node),
        holds=held,
        note="" if held else _note(node, view, part),
        steps=tuple(_step(child, view, inner) for child in children_of(node)),
    )


def _note(node: Node, view: View, part: Part | None) -> str:
    """Say what was there instead."""
    match node:
        case Term():
            return _absent(node, view, part)
        case Near():
            return _too_far(node, view, part)
        case Fact(kind=kind):
            return f"it is {fact_value(kind, view.article) or 'not known'}"
        case Not(child=child) if isinstance(child, Term | Near):
            found = quote(collect(child, view, part), view)
            return f"found: {found[0].quote}"
        case _:
            return ""


def _absent(term: Term, view: View, part: Part | None) -> str:
    """Find the word of the text that looks most like what was asked for."""
    if missed := missing(term, view, part):
        return missed
    words = {word for field in view.bounds(part) for word in view.fields[field].places}
    wanted = [form.removeprefix("case:").lower() for form in leaf_forms(term)[:_MOST_FORMS]]
    for form in wanted:
        if form in words:
            return f"only in another case or form: {form}"
    close = [near for form in wanted for near in get_close_matches(form, sorted(words), n=1)]
    if close:
        return f"not found; nearest: {close[0]}"
    if part is not None and holds(term, view):
        return f"not in the {part}, though elsewhere in the article"
    return "not found"


def _too_far(node: Near, view: View, part: Part | None) -> str:
    """Give the smallest distance seen, or say which operand is missing everywhere."""
    fields = view.bounds(part)
    places = [Stretch(view=view, field=f, part=part, steps=view.steps) for f in fields]
    found = {p.field: [p.occurrences(operand) for operand in node.operands] for p in places}
    for number, operand in enumerate(node.operands):
        if not any(lists[number] for lists in found.values()):
            return f"{write(operand)} is not there"
    gaps = [_gap(lists, view.fields[field].unit) for field, lists in found.items()]
    known = [gap for gap in gaps if gap is not None]
    if not known:
        return "never in one field"
    if node.ordered and min(known) <= node.distance:
        return "only in the other order"
    return f"nearest: {min(known)} words between, at most {node.distance} allowed"


def _gap(lists: list[list[Span]], unit: int) -> int | None:
    """Give the smallest gap in positions; of more than two operands the widest of the pairs' smallest."""
    pairs = [(a, b) for i, a in enumerate(lists) for b in lists[i + 1 :]]
    gaps = [nearest(left, right) for left, right in pairs]
    if not all(lists) or any(gap is None for gap in gaps):
        return None
    return -(-max(gap for gap in gaps if gap is not None) // unit)
