"""Terms that are found by looking words up: forms, one or two next to each other, and beginnings.

Most terms of most rules are such. They hold if a word is known to the article, or if a phrase or a
beginning stands in it (`Folded.has_both`, compounds included), so that their places are needed only as evidence.
"""

from collections.abc import Iterable, Iterator
from itertools import product

from service.matches.globs import is_prefix, literal_of
from service.matches.nodes import Element, Node, Plain, Run, Term, children_of


_MOST_PHRASES = 32


def plain_of(runs: Iterable[Run]) -> Plain | None:
    """Give what some runs find, if that is all of it."""
    words: set[str] = set()
    phrases: set[tuple[str, str]] = set()
    prefixes: list[str] = []
    for run in runs:
        if len(run) == 1 and _is_prefix(run[0]):
            prefixes.append(literal_of(run[0].glob or ""))
            continue
        if len(run) > 2 or not all(map(_is_plain, run)):
            return None
        if len(run) == 1:
            words |= run[0].forms
        else:
            first, second = run
            phrases.update(product(first.forms, second.forms))
        if len(phrases) > _MOST_PHRASES:
            return None
    return Plain(words=frozenset(words), phrases=frozenset(phrases), prefixes=tuple(prefixes))


def looked_up(node: Node) -> Iterator[Iterable[str]]:
    """Give the words that the terms of a tree look up, each by itself."""
    if isinstance(node, Term):
        if node.plain is not None:
            yield node.plain.words
            yield from node.plain.phrases
        return
    for child in children_of(node):
        yield from looked_up(child)


def _is_prefix(element: Element) -> bool:
    return element.glob is not None and is_prefix(element.glob) and element.asks is None


def _is_plain(element: Element) -> bool:
    return bool(element.forms) and element.surface is None and element.asks is None
