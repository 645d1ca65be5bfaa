"""Terms that are found by looking words up: nothing but forms, one or two next to each other.

Most terms of most rules are such. They hold if a word is known to the article or a phrase stands in
its scan (`Folded.scan` has every two words that can stand next to each other, compounds included),
so that their places are needed only as evidence.
"""

from collections.abc import Iterable
from itertools import product

from service.matches.nodes import Element, Plain, Run


_MOST_PHRASES = 32


def plain_of(runs: Iterable[Run]) -> Plain | None:
    """Give what some runs find, if that is all of it."""
    words: set[str] = set()
    phrases: list[tuple[str, str, str]] = []
    for run in runs:
        if len(run) > 2 or not all(map(_is_plain, run)):
            return None
        if len(run) == 1:
            words |= run[0].forms
        else:
            pairs = product(*(sorted(element.forms) for element in run))
            phrases += ((a, b, f" {a} {b} ") for a, b in pairs)
        if len(phrases) > _MOST_PHRASES:
            return None
    return Plain(words=frozenset(words), phrases=tuple(phrases))


def _is_plain(element: Element) -> bool:
    return bool(element.forms) and element.surface is None and element.asks is None
