"""Why a rule holds for an article, or how near it came; and how a rule was read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from service.matches.compile import CompiledRule, compile_rule
from service.matches.describe import write
from service.matches.evaluate import quote
from service.matches.facts import comes_from, host_of
from service.matches.misses import note_on
from service.matches.missing import asked, condition_of
from service.matches.nodes import (
    Condition,
    Node,
    Part,
    QueryError,
    Run,
    Term,
    Within,
    children_of,
)
from service.matches.query import parse
from service.matches.resolve import leaf_forms
from service.matches.steps import PER_RULE, OverrunError, Steps
from service.matches.truth import holds
from service.matches.view import View
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
    evidence = quote(compiled.places(view), view) if held else ()
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
        note="" if held else note_on(node, view, part),
        steps=tuple(_step(child, view, inner) for child in children_of(node)),
    )
