"""Leaves -> the runs of words that they find: inflection, spellings of names, hyphens, wildcards."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import product

from service.matches.forms import expand
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
    Spelling,
    Term,
    Wildcard,
    Within,
    Word,
)
from service.matches.words import Folded
from service.model import Rule


_MOST_RUNS = 2000
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
            return _name_runs(leaf, rule)
        case _:
            return _chain([_runs(item, rule) for item in leaf.items], leaf.start)


def word_runs(text: str, spelling: Spelling, languages: Sequence[str]) -> list[Run]:
    """Give the runs of one typed word: as its parts, and as one where a hyphen joins them."""
    folded = Folded(text)
    if spelling is Spelling.CASED:
        return [
            tuple(
                Element(forms=frozenset({word}), surface=folded.surface(place))
                for place, word in enumerate(folded.words)
            )
        ]
    known = tuple(languages) if spelling is Spelling.INFLECTED else ()
    *parts, last = folded.words
    exact = tuple(Element(forms=frozenset({part})) for part in parts)
    runs = [(*exact, Element(forms=expand(folded.surface(len(parts)), last, known)))]
    whole = [joined.form for joined in folded.joined if parts and joined.span == (0, len(parts))]
    return [*runs, *((Element(forms=expand(form, form, known)),) for form in whole)]


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


def _name_runs(leaf: Name, rule: Rule) -> list[Run]:
    spellings = rule.names.get(leaf.key)
    if spellings is None:
        close = get_close_matches(leaf.key, list(rule.names), n=1)
        known = ", ".join(sorted(rule.names)[:8]) or "none"
        mend = f"did you mean name:{close[0]}?" if close else f"known names: {known}"
        raise QueryError(leaf.start, f"there is no name '{leaf.key}'", mend)
    runs = [run for spelling in spellings for run in _spelling_runs(spelling, leaf)]
    if not runs:
        message = f"the name '{leaf.key}' has no spelling"
        raise QueryError(leaf.start, message, "give it one in `names:`")
    return runs


def _spelling_runs(spelling: str, leaf: Name) -> list[Run]:
    """Give the runs of one spelling: adjacent words, as written."""
    how, text = Spelling.EXACT, spelling.strip()
    if text.startswith("case:"):
        how, text = Spelling.CASED, text.removeprefix("case:")
    if text.startswith("name:") or "*" in text:
        message = f"the spelling '{spelling}' of '{leaf.key}' is no plain text"
        raise QueryError(leaf.start, message, "a spelling holds no names and no wildcards")
    words = [word for word in text.removeprefix("=").split() if Folded(word).words]
    if not words:
        message = f"the spelling '{spelling}' of '{leaf.key}' has no letter or digit"
        raise QueryError(leaf.start, message, "take it out of `names:`")
    return _chain([word_runs(word, how, ()) for word in words], leaf.start)


def _chain(parts: Iterable[list[Run]], place: int) -> list[Run]:
    """Join alternatives end to end."""
    runs: list[Run] = [()]
    for alternatives in parts:
        runs = [(*left, *right) for left, right in product(runs, alternatives)]
        if len(runs) > _MOST_RUNS:
            raise QueryError(place, "too many ways to read this phrase", "use fewer names in it")
    return runs


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
