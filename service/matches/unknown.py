"""Sources that rules ask for and nobody has."""

from collections.abc import Collection, Iterator

from service.errors import Problem
from service.matches.compile import CompiledRule, RuleSet, problem_of
from service.matches.facts import is_like
from service.matches.nodes import Change, Fact, FactKind, Node, Remark, children_of
from service.matches.scripts import closest


def unknown_sources(rules: RuleSet, known: Collection[str]) -> tuple[Problem, ...]:
    """Warn of each `source:x` that is none of the known ones; where none is known, ask nothing."""
    return tuple(_told(rules.ordered, sorted(known))) if known else ()


def _told(rules: Collection[CompiledRule], known: list[str]) -> Iterator[Problem]:
    said: set[tuple[str, str]] = set()
    for ready in rules:
        for fact in _asked(ready.tree):
            once = (ready.rule.watchlist, fact.value.casefold())
            if once not in said and not any(is_like(fact.value, source) for source in known):
                said.add(once)
                yield problem_of(ready.rule, _remark(fact, known), severity="warning")


def _asked(node: Node) -> Iterator[Fact]:
    if isinstance(node, Fact) and node.kind is FactKind.SOURCE:
        yield node
    for child in children_of(node):
        yield from _asked(child)


def _remark(fact: Fact, known: list[str]) -> Remark:
    meant = closest(fact.value.casefold(), known)
    change = Change(start=fact.start, end=fact.end, text=f"source:{meant}") if meant else None
    mend = f"did you mean source:{meant}?" if meant else "see config/sources.yaml"
    message = f"no source is called '{fact.value}'"
    return Remark(offset=fact.start, message=message, mend=mend, change=change)
