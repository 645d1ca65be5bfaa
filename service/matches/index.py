"""Which rules may hold for a text: its words and pairs of words are looked up, all at once.

A literal is looked for by what it is:

- `" word "`: the known words of the text and those that rules ask for are intersected;
- `" one two "`: filed under its rarer word; where both are known, the pair is looked for in the scan;
- anything else is a piece of one word (`" pref"`, `東京`): an automaton goes over the known words.

An automaton over the whole scan does the same in one pass; it takes three to five times as long, is
rebuilt in one piece, and holds more memory than all else (`docs/decisions.md`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import ahocorasick

from service.matches.common import commonness


Numbers = tuple[int, ...]
Pair = tuple[str, str, Numbers]
"""The other word, both with blanks around each, and the rules."""


Asked = tuple[Numbers, tuple[Pair, ...]]
"""Under a word: the rules that ask for it alone, and the pairs of which it is the rarer word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Literals -> the numbers of the rules that ask for them."""

    always: frozenset[int] = frozenset()
    """Rules that require no literal."""
    words: Mapping[str, Asked]
    pieces: Any = None
    """Finds pieces of words; None where there is none."""

    def numbers_in(self, known: AbstractSet[str], scan: str) -> set[int]:
        """Give the rules of all literals that stand in a text: its known words, and its scan."""
        words, found = self.words, list[Numbers]()
        for word in words.keys() & known:
            alone, pairs = words[word]
            if alone:
                found.append(alone)
            for other, pair, numbers in pairs:
                if other in known and pair in scan:
                    found.append(numbers)
        if self.pieces is not None:
            found += [numbers for _, numbers in self.pieces.iter(f" {' '.join(known)} ")]
        return set(self.always).union(*found)


def index_of(literals: Sequence[frozenset[str] | None]) -> Index:
    """Index rules, by their numbers, under what each of them requires; None: nothing."""
    asking: defaultdict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(literals):
        for literal in group or ():
            asking[literal].append(number)
    words: dict[str, Numbers] = {}
    pairs: defaultdict[str, list[Pair]] = defaultdict(list)
    pieces: dict[str, Numbers] = {}
    for literal in sorted(asking):
        numbers, parts = tuple(asking[literal]), literal[1:-1].split(" ")
        if literal != f" {' '.join(parts)} ":
            pieces[literal] = numbers
        elif len(parts) == 1:
            words[parts[0]] = numbers
        else:
            rarer, other = sorted(parts, key=commonness)
            pairs[rarer].append((other, literal, numbers))
    return Index(
        always=frozenset(number for number, group in enumerate(literals) if group is None),
        words={
            word: (words.get(word, ()), tuple(pairs.get(word, ())))
            for word in dict.fromkeys((*words, *pairs))
        },
        pieces=_automaton(pieces) if pieces else None,
    )


def _automaton(pieces: Mapping[str, Numbers]) -> object:
    automaton = ahocorasick.Automaton()
    for piece, numbers in pieces.items():
        automaton.add_word(piece, numbers)
    automaton.make_automaton()
    found: object = automaton
    return found
