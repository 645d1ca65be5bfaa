"""Terms that are found by looking words up: forms, one or two next to each other, and beginnings.

Most terms of most rules are such. They hold if a word is known to the article, or if a phrase or a
beginning stands in it (`Folded.pairs` has every two words that can stand next to each other,
compounds included), so that their places are needed only as evidence.
"""

from collections.abc import Iterable
from itertools import product

from service.matches.globs import is_prefix, literal_of
from service.matches.nodes import Element, Plain, Run


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


def _is_prefix(element: Element) -> bool:
    return element.glob is not None and is_prefix(element.glob) and element.asks is None


def _is_plain(element: Element) -> bool:
    return bool(element.forms) and element.surface is None and element.asks is None
