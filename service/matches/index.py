"""Which rules may hold for a text: one pass over it finds the literals of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ahocorasick


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Literals -> the numbers of the rules that ask for them."""

    always: frozenset[int]
    """Rules that require no literal."""
    entries: Sequence[tuple[int, ...]]
    """The rules of each literal."""
    automaton: Any
    """Finds the literals of a text, as places of `entries`; None where there is none."""

    def numbers_in(self, scan: str) -> set[int]:
        """Give the rules of all literals that stand in a text."""
        if self.automaton is None:
            return set(self.always)
        found = {entry for _, entry in self.automaton.iter(scan)}
        return set(self.always).union(*map(self.entries.__getitem__, found))


EMPTY = Index(always=frozenset(), entries=(), automaton=None)


def index_of(literals: Sequence[frozenset[str] | None]) -> Index:
    """Index rules, by their numbers, under what each of them requires; None: nothing."""
    asking: dict[str, list[int]] = {}
    for number, group in enumerate(literals):
        for literal in group or ():
            asking.setdefault(literal, []).append(number)
    entries: dict[tuple[int, ...], int] = {}
    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for literal in sorted(asking):
        numbers = tuple(asking[literal])
        automaton.add_word(literal, entries.setdefault(numbers, len(entries)))
    if asking:
        automaton.make_automaton()
    return Index(
        always=frozenset(number for number, group in enumerate(literals) if group is None),
        entries=list(entries),
        automaton=automaton if asking else None,
    )
