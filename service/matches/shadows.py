"""Rules that find nothing which another rule of their watchlist does not find too."""

from collections.abc import Iterator, Sequence

from service.errors import Problem
from service.matches.compile import CompiledRule, RuleSet, problem_of
from service.matches.globs import literal_of
from service.matches.implied import implies
from service.matches.nearly import literals_of
from service.matches.nodes import Element, Node, Remark, Search, Term, children_of


_MOST_SHOWN = 5
_MOST_COMPARED = 32
"""Other rules that one is compared with: those that ask for its words, first come first."""


def shadows(rules: RuleSet) -> tuple[Problem, ...]:
    """Warn of rules that another one shadows, whose tier is as urgent or more: once for each such."""
    asking = _asking(list(rules.rules.values()))
    narrow: dict[str, list[CompiledRule]] = {}
    for ready in rules.rules.values():
        wider = next((one for one in _rivals(ready, asking) if _is_shadowed(ready, one)), None)
        if wider is not None:
            narrow.setdefault(wider.rule.key, []).append(ready)
    return tuple(_told(rules.rules[key], found) for key, found in narrow.items())


def _told(wide: CompiledRule, narrow: Sequence[CompiledRule]) -> Problem:
    """Say it at the first rule that is shadowed, of the others, too."""
    first, *others = narrow
    message = f"the rule '{wide.rule.id}' finds all that this one finds"
    mend = "take one of them out, or make this one's tier more urgent"
    if others:
        shown = ", ".join(one.rule.id for one in others[:_MOST_SHOWN])
        more = f" and {len(others) - _MOST_SHOWN} more" if len(others) > _MOST_SHOWN else ""
        message += f", and all that these find: {shown}{more}"
        mend = "take some of them out, or make the tier of the narrow ones more urgent"
    remark = Remark(offset=0, message=message, mend=mend)
    return problem_of(first.rule, remark, severity="warning")


def _is_shadowed(narrow: CompiledRule, wide: CompiledRule) -> bool:
    """Of two rules that find the same, only the one that comes later by its key is told."""
    if wide.rule.tier.rank > narrow.rule.tier.rank or not implies(narrow.tree, wide.tree):
        return False
    same = wide.rule.tier is narrow.rule.tier and implies(wide.tree, narrow.tree)
    return not same or wide.rule.key < narrow.rule.key


def _asking(rules: Sequence[CompiledRule]) -> dict[tuple[str, str], list[CompiledRule]]:
    """Map each watchlist and word to the rules that look for the word."""
    asking: dict[tuple[str, str], list[CompiledRule]] = {}
    for ready in rules:
        words = {word for literal in ready.literals or () for word in literal.split()}
        for word in words:
            asking.setdefault((ready.rule.watchlist, word), []).append(ready)
    return asking


def _rivals(
    ready: CompiledRule, asking: dict[tuple[str, str], list[CompiledRule]]
) -> Iterator[CompiledRule]:
    """Give other rules of the watchlist that look for one of this rule's words."""
    seen = {ready.rule.key}
    for word in dict.fromkeys(_words(ready.tree)):
        for one in asking.get((ready.rule.watchlist, word), ()):
            if one.rule.key not in seen and len(seen) <= _MOST_COMPARED:
                seen.add(one.rule.key)
                yield one


def _words(node: Node) -> Iterator[str]:
    if isinstance(node, Term):
        for run in node.runs:
            for element in run:
                yield from _of_element(element)
    if isinstance(node, Search):
        yield from sorted(node.literals or ())
    for child in children_of(node):
        yield from _words(child)


def _of_element(element: Element) -> Iterator[str]:
    yield from sorted(element.forms)
    yield from filter(None, (element.term, element.piece))
    if element.glob is not None:
        yield literal_of(element.glob).strip()
    if element.nearly is not None:
        yield from (piece.strip() for piece in sorted(literals_of(element.nearly)))
