"""Rules -> one immutable rule set: every query read, every word expanded, one index for all."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import chain
from typing import Any

import structlog

from service.errors import Problem
from service.matches.evidence import Places, places_for
from service.matches.forms import versions
from service.matches.index import Index, Scanned, index_of
from service.matches.lint import lint
from service.matches.nodes import Node, QueryError, Remark
from service.matches.plain import looked_up
from service.matches.query import parse_remarking
from service.matches.required import necessary, required
from service.matches.resolve import resolve
from service.matches.runs import forget
from service.matches.truth import Test, is_sure, test_for
from service.model import Rule, Spelled


log = structlog.get_logger()

ENGINE = "matches 4"
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
    test: Test = field(repr=False, compare=False)
    """Whether it holds for an article, its sources apart."""
    is_sure: bool = False
    """One of its literals in the text is enough."""
    places: Places = field(repr=False, compare=False)
    """Where the words stand that make it hold, asked only where it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """All rules of all watchlists. Two sets with one digest match alike."""

    digest: str
    rules: Mapping[str, CompiledRule]
    ordered: Sequence[CompiledRule] = field(default=(), repr=False, compare=False)
    """The same in the order of their keys; the index knows them by their numbers here."""
    problems: tuple[Problem, ...] = ()
    languages: tuple[str, ...] = ()
    """Whose word forms any rule knows."""
    asked: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    """Every word that is looked up by itself for any rule."""
    index: Index = field(repr=False, compare=False)
    """Finds the rules that may hold for a text."""

    def found_in(self, text: Scanned) -> list[CompiledRule]:
        """Give the rules that may hold for a text, in the order of their keys."""
        return [self.ordered[number] for number in sorted(self.index.numbers_in(text))]


def compile_rule(rule: Rule) -> CompiledRule:
    """Compile one rule; raises `QueryError`."""
    rule = composed(rule)
    node, remarks = parse_remarking(rule.query, nearness=rule.nearness)
    tree = resolve(node, rule)
    literals = required(tree)
    groups = necessary(tree)
    return CompiledRule(
        rule=rule,
        tree=tree,
        literals=literals,
        necessary=groups,
        remarks=(*remarks, *lint(node, tree, literals, rule.languages)),
        test=test_for(tree, groups),
        is_sure=is_sure(tree, literals),
        places=places_for(tree),
    )


def _as_before(rule: Rule, before: CompiledRule | None) -> CompiledRule | None:
    """Give what was compiled, if nothing but the place in its file has changed."""
    if before is None or replace(before.rule, position=rule.position) != rule:
        return None
    return before if before.rule == rule else replace(before, rule=rule)


def composed(rule: Rule) -> Rule:
    """Write a query as texts are stored: in letters that are whole (NFC)."""
    if unicodedata.is_normalized("NFC", rule.query):
        return rule
    return replace(rule, query=unicodedata.normalize("NFC", rule.query))


def compile_rules(rules: Sequence[Rule], before: RuleSet | None = None) -> RuleSet:
    """Compile what can be compiled; a rule that can't be read is a problem and nothing else.

    That includes one over which we stumble: the others do not wait for it. What stands in the rule set
    `before` as it is asked for is taken from there, so that a reload costs what was changed.
    """
    known = before.rules if before is not None else {}
    compiled: dict[str, CompiledRule] = {}
    problems: list[Problem] = []
    said: set[tuple[str, str]] = set()
    for rule in map(composed, rules):
        if rule.key in compiled:
            twice = f"the rule '{rule.id}' exists twice"
            remark = Remark(offset=0, message=twice, mend="give one another id")
            problems.append(problem_of(rule, remark, severity="error"))
            continue
        try:
            ready = _as_before(rule, known.get(rule.key)) or compile_rule(rule)
        except QueryError as error:
            remark = Remark(offset=error.offset, message=error.message, mend=error.mend)
            problems.append(problem_of(rule, remark, severity="error"))
            continue
        except Exception as error:
            log.exception("rule.accident", rule=rule.key, query=rule.query)
            problems.append(problem_of(rule, _accident(error), severity="error"))
            continue
        compiled[rule.key] = ready
        told = [one for one in ready.remarks if not one.once or _is_new(rule, one, said)]
        problems += [problem_of(rule, remark, severity="warning") for remark in told]
    forget()
    return _rule_set(compiled, problems)


def _rule_set(compiled: Mapping[str, CompiledRule], problems: Sequence[Problem]) -> RuleSet:
    ordered = [compiled[key] for key in sorted(compiled)]
    index = index_of([(ready.literals, ready.necessary) for ready in ordered])
    return RuleSet(
        digest=_digest(ready.rule for ready in compiled.values()),
        rules=compiled,
        ordered=ordered,
        problems=tuple(problems),
        languages=tuple(sorted({code for one in ordered for code in one.rule.languages})),
        asked=_asked(ordered, index),
        index=index,
    )


def _asked(rules: Sequence[CompiledRule], index: Index) -> frozenset[str]:
    words = {*index.words, *chain.from_iterable(index.pairs)}
    for ready in rules:
        words.update(*ready.necessary, *looked_up(ready.tree))
    return frozenset(words)


def _accident(error: Exception) -> Remark:
    what = f"this rule is off: reading it failed in a way that is our mistake ({error!r})"
    return Remark(offset=0, message=what, mend="write it another way, and tell us")


def _is_new(rule: Rule, remark: Remark, said: set[tuple[str, str]]) -> bool:
    """Note what is said of a watchlist; tell whether it is for the first time."""
    known = len(said)
    said.add((rule.watchlist, remark.message))
    return len(said) > known


def problem_of(rule: Rule, remark: Remark, *, severity: str) -> Problem:
    """Place a remark on a query in the file that the rule stands in."""
    before = rule.query[: remark.offset]
    newlines = before.count("\n")
    column = len(before.rpartition("\n")[2])
    return Problem(
        file=rule.position.file,
        line=rule.position.line + newlines,
        column=column + rule.position.column,  # lines under a `|` begin at one column
        message=remark.message,
        mend=remark.mend,
        source_line=rule.query if not newlines and rule.position.file == "-" else "",
        severity=severity,
        watchlist=rule.watchlist,
        rule=rule.id,
    )


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
