"""Leaves -> the runs of words that they find: inflection, hyphens, wildcards, names."""

import re
from dataclasses import replace
from itertools import product

from service.matches.nodes import (
    And,
    Element,
    Fact,
    Leaf,
    Name,
    Near,
    Node,
    Not,
    Or,
    QueryError,
    Run,
    Term,
    Wildcard,
    Within,
    Word,
)
from service.matches.runs import chained, word_runs
from service.matches.spellings import name_runs
from service.matches.words import Folded
from service.model import Rule


_WILD = re.compile(r"([*?])")


def resolve(node: Node, rule: Rule) -> Node:
    """Put a `Term` in the place of every leaf; raises `QueryError` where a leaf can't be one."""
    match node:
        case Near(operands=operands):
            return replace(node, operands=tuple(resolve(child, rule) for child in operands))
        case And(children=children) | Or(children=children):
            return replace(node, children=tuple(resolve(child, rule) for child in children))
        case Not(child=child) | Within(child=child):
            return replace(node, child=resolve(child, rule))
        case Fact() | Term():
            return node
        case _:
            clause = rule.query[node.start : node.end]
            runs = tuple(dict.fromkeys(_runs(node, rule)))
            return Term(start=node.start, end=node.end, runs=runs, clause=clause)


def _runs(leaf: Leaf, rule: Rule) -> list[Run]:
    match leaf:
        case Word(text=text, spelling=spelling):
            return word_runs(text, spelling, rule.languages)
        case Wildcard():
            return [_wildcard_run(leaf)]
        case Name():
            return name_runs(leaf, rule)
        case _:
            return chained([_runs(item, rule) for item in leaf.items], leaf.start)


def _wildcard_run(leaf: Wildcard) -> Run:
    stem, *rest = _WILD.split(leaf.text)
    *parts, prefix = Folded(stem).words
    pattern = re.escape(prefix)
    for piece in rest:
        folded = Folded(piece).words
        if len(folded) > 1:
            raise QueryError(leaf.start, "a wildcard stands in one word", "use a phrase")
        pattern += {"*": ".*", "?": "."}.get(piece) or re.escape("".join(folded))
    exact = [Element(forms=frozenset({part})) for part in parts]
    return (*exact, Element(prefix=prefix, pattern=pattern))


def leaf_forms(term: Term) -> list[str]:
    """Show what a term finds, for people: sorted, one string per run of words."""
    shown = {" ".join(choice) for run in term.runs for choice in product(*map(_shown, run))}
    return sorted(shown)


def _shown(element: Element) -> list[str]:
    if element.surface is not None:
        return [f"case:{element.surface}"]
    if element.pattern is not None:
        return [element.pattern.replace(".*", "*").replace(".", "?")]
    return sorted(element.forms)
