"""Rules -> one immutable rule set: every query read, every word expanded, one automaton for all."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, cast

import ahocorasick

from service.errors import Problem
from service.matches.forms import versions
from service.matches.lint import lint
from service.matches.nodes import Node, QueryError, Remark
from service.matches.query import parse_remarking
from service.matches.required import necessary, required
from service.matches.resolve import resolve
from service.model import Rule, Spelled


ENGINE = "matches 2"
"""Changes with every change of what a rule means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRule:
    """One rule, ready to be asked."""

    rule: Rule
    tree: Node
    literals: frozenset[str] | None
    """At least one of these is in every text that the rule holds for; None: nothing is required."""
    necessary: tuple[frozenset[str], ...] = ()
    """The rule holds for no article that lacks all words of one of these groups."""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """All rules of all watchlists. Two sets with one digest match alike."""

    digest: str
    rules: Mapping[str, CompiledRule]
    problems: tuple[Problem, ...] = ()
    always: frozenset[str] = frozenset()
    """Keys of rules that are evaluated on every article."""
    automaton: Any = field(default=None, repr=False, compare=False)
    """Finds every literal of every rule in one pass; None where there is no literal."""

    def candidates_in(self, scan: str) -> frozenset[str]:
        """Give the keys of rules that may hold, from literals alone."""
        if self.automaton is None:
            return self.always
        found = {keys for _, keys in self.automaton.iter(scan)}
        return self.always.union(*found)


def compile_rule(rule: Rule) -> CompiledRule:
    """Compile one rule; raises `QueryError`."""
    node, remarks = parse_remarking(rule.query, nearness=rule.nearness)
    tree = resolve(node, rule)
    literals = required(tree)
    return CompiledRule(
        rule=rule,
        tree=tree,
        literals=literals,
        necessary=necessary(tree),
        remarks=(*remarks, *lint(node, tree, literals)),
    )


def compile_rules(rules: Sequence[Rule]) -> RuleSet:
    """Compile what can be compiled; a rule that can't be read is a problem and nothing else."""
    compiled: dict[str, CompiledRule] = {}
    problems: list[Problem] = []
    for rule in rules:
        if rule.key in compiled:
            twice = f"the rule '{rule.id}' exists twice"
            remark = Remark(offset=0, message=twice, mend="give one another id")
            problems.append(problem_of(rule, remark, severity="error"))
            continue
        try:
            ready = compile_rule(rule)
        except QueryError as error:
            remark = Remark(offset=error.offset, message=error.message, mend=error.mend)
            problems.append(problem_of(rule, remark, severity="error"))
            continue
        compiled[rule.key] = ready
        problems += [problem_of(rule, remark, severity="warning") for remark in ready.remarks]
    always = {key for key, ready in compiled.items() if ready.literals is None}
    return RuleSet(
        digest=_digest(ready.rule for ready in compiled.values()),
        rules=compiled,
        problems=tuple(problems),
        always=frozenset(always),
        automaton=_automaton(compiled),
    )


def problem_of(rule: Rule, remark: Remark, *, severity: str) -> Problem:
    """Place a remark on a query in the file that the rule stands in."""
    before = rule.query[: remark.offset]
    newlines = before.count("\n")
    column = len(before.rpartition("\n")[2])
    return Problem(
        file=rule.position.file,
        line=rule.position.line + newlines,
        column=column + (1 if newlines else rule.position.column),
        message=remark.message,
        mend=remark.mend,
        source_line=rule.query if not newlines and rule.position.file == "-" else "",
        severity=severity,
        watchlist=rule.watchlist,
        rule=rule.id,
    )


def _automaton(compiled: Mapping[str, CompiledRule]) -> object:
    keys: dict[str, list[str]] = {}
    for key, ready in compiled.items():
        for literal in sorted(ready.literals or ()):
            keys.setdefault(literal, []).append(key)
    if not keys:
        return None
    automaton = ahocorasick.Automaton()
    for literal, rules in keys.items():
        automaton.add_word(literal, tuple(rules))
    automaton.make_automaton()
    return cast("object", automaton)


def _digest(rules: Iterable[Rule]) -> str:
    """Number a rule set by everything that decides what it matches and how a match is shown."""
    content = [
        ENGINE,
        versions(),
        *(json.dumps(_meaning(rule)) for rule in sorted(rules, key=lambda rule: rule.key)),
    ]
    return hashlib.sha256("\n".join(content).encode()).hexdigest()


def _meaning(rule: Rule) -> list[Any]:
    names = {name: [*map(_spelling, given)] for name, given in sorted(rule.names.items())}
    basics = [rule.key, rule.title, rule.query, rule.tier, list(rule.languages), rule.nearness]
    return [*basics, names, list(rule.include), list(rule.exclude)]


def _spelling(spelling: Spelled) -> str | dict[str, Any]:
    return spelling if isinstance(spelling, str) else asdict(spelling)
