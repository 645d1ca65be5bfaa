"""Leaves -> the runs of words that they find: inflection, hyphens, wildcards, names."""

import re
from dataclasses import replace
from itertools import product

from service.matches.hangul import Tail
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
from service.matches.runs import chained, loosened, plain, word_runs
from service.matches.spellings import name_runs
from service.matches.words import Folded, is_run
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
            runs = chained([_runs(item, rule) for item in leaf.items], leaf.start)
            return [way for run in runs for way in loosened(run, Tail.WORD)]


def _wildcard_run(leaf: Wildcard) -> Run:
    inside = re.fullmatch(r"\*([가-힣]{2,})", leaf.text)
    if inside:
        return (Element(term=inside[1], tail=Tail.WORD, inside=True),)
    stem, *rest = _WILD.split(leaf.text)
    *parts, prefix = Folded(stem).words
    pattern = re.escape(prefix)
    for piece in rest:
        folded = Folded(piece).words
        if len(folded) > 1:
            raise QueryError(leaf.start, "a wildcard stands in one word", "use a phrase")
        pattern += {"*": ".*", "?": "."}.get(piece) or re.escape("".join(folded))
    exact = [plain(part) for part in parts]
    if is_run(prefix):
        return (*exact, plain(prefix))  # what follows in a run follows it already
    return (*exact, Element(prefix=prefix, pattern=pattern))


def leaf_forms(term: Term) -> list[str]:
    """Show what a term finds, for people: sorted, one string per run of words."""
    shown = {" ".join(choice) for run in term.runs for choice in product(*map(_shown, run))}
    return sorted(shown)


def _shown(element: Element) -> list[str]:
    if element.surface is not None:
        return [f"case:{element.surface}"]
    if element.term is not None:
        return [f"{'…' * element.inside}{element.term}{'…' * bool(element.tail)}"]
    if element.piece is not None:
        return [element.piece]
    if element.pattern is not None:
        return [element.pattern.replace(".*", "*").replace(".", "?")]
    return sorted(element.forms)
