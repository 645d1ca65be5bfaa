"""Which rules may hold for a text: one pass over its scan finds the literals of all of them."""

from collections import defaultdict
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
    """The rules of each literal; literals of the same rules share one."""
    automaton: Any
    """Finds the literals of a text, as places in `entries`; None where there is none."""

    def numbers_in(self, scan: str) -> set[int]:
        """Give the rules of all literals that stand in a text."""
        if self.automaton is None:
            return set(self.always)
        found = {entry for _, entry in self.automaton.iter(scan)}
        return set(self.always).union(*map(self.entries.__getitem__, found))


def index_of(literals: Sequence[frozenset[str] | None]) -> Index:
    """Index rules, by their numbers, under what each of them requires; None: nothing."""
    asking: defaultdict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(literals):
        for literal in group or ():
            asking[literal].append(number)
    entries: dict[tuple[int, ...], int] = {}
    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for literal in sorted(asking):
        automaton.add_word(literal, entries.setdefault(tuple(asking[literal]), len(entries)))
    if asking:
        automaton.make_automaton()
    return Index(
        always=frozenset(number for number, group in enumerate(literals) if group is None),
        entries=list(entries),
        automaton=automaton if asking else None,
    )
