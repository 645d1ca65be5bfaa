"""Which rules may hold for a text: its words and what stands in it, looked up for all of them at once.

Most literals are one whole word or two. Of a text only the words that any rule asks for are looked up,
in one set, which takes as long for ten rules as for a hundred thousand; two words next to each other
are looked for where both are there, or, where there are many such, looked up among all neighbours. Only
what is less than a word (a prefix, a Hangul term, characters of a run, a piece of a regular expression)
is left to an automaton, which reads the words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import Any, Protocol

import ahocorasick

from service.matches.common import commonness


Words = frozenset[str]
Pair = tuple[str, str]
Numbers = tuple[int, ...]
"""Of rules; literals that the same rules ask for share one."""
_ONE_WORD = 2
"""Blanks of a literal that is one word."""
_MANY = 16
"""Words of a text that begin a pair: it takes as long to look all its pairs up."""


class Scanned(Protocol):
    """A text that can be asked: `Folded`, or all fields of a `View`."""

    @property
    def vocabulary(self) -> AbstractSet[str]: ...

    def has_both(self, first: str, second: str) -> bool: ...

    def beside(
        self, asked: KeysView[tuple[str, str]], known: AbstractSet[str]
    ) -> set[tuple[str, str]]: ...

    @property
    def listed(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Literals -> the numbers of the rules that ask for them."""

    always: frozenset[int]
    """Rules that require no literal."""
    words: Mapping[str, Numbers]
    guarded: Mapping[str, tuple[tuple[int, int], ...]]
    """Rules that need another word, too: the number of its group, then of the rule."""
    guards: Mapping[str, tuple[int, ...]]
    """Words -> the groups that they belong to."""
    known_words: Words
    """The keys of `words` and `guarded`: looked up in one set of their own, which is read far faster."""
    pairs: Mapping[Pair, Numbers]
    followed: Mapping[str, Sequence[str]]
    """The second words of `pairs` by the first."""
    automaton: Any
    """Finds the rest, as places in `entries`; None where there is none."""
    entries: Sequence[Numbers]

    def numbers_in(self, text: Scanned, *, loosely: bool = False) -> set[int]:
        """Give the rules of all literals that stand in a text; `loosely`: two words anywhere in it."""
        known = text.vocabulary
        found = [*self.always]
        there = {number for word in self.guards.keys() & known for number in self.guards[word]}
        for word in self.known_words & known:
            found += self.words.get(word, ())
            for group, number in self.guarded.get(word, ()):
                if group in there:
                    found.append(number)
        for pair in self._apart(known) if loosely else self._beside(text, known):
            found += self.pairs[pair]
        if self.automaton is not None:
            entries = {entry for _, entry in self.automaton.iter(text.listed)}
            found += chain.from_iterable(map(self.entries.__getitem__, entries))
        return set(found)

    def _beside(self, text: Scanned, known: AbstractSet[str]) -> Iterable[Pair]:
        """Give the pairs that stand next to each other: few are looked for, many are looked up."""
        firsts = self.followed.keys() & known
        if len(firsts) > _MANY:
            return text.beside(self.pairs.keys(), known)
        return [
            (first, second)
            for first in firsts
            for second in self.followed[first]
            if second in known and text.has_both(first, second)
        ]

    def _apart(self, known: AbstractSet[str]) -> Iterator[Pair]:
        """Give the pairs of which both words stand in a text, wherever."""
        for first in self.followed.keys() & known:
            for second in self.followed[first]:
                if second in known:
                    yield first, second


def index_of(asked: Sequence[tuple[Words | None, Sequence[Words]]]) -> Index:
    """Index rules, by their numbers, under their required literals and necessary words."""
    asking: defaultdict[str, list[int]] = defaultdict(list)
    guarded: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    groups: dict[Words, int] = {}
    for number, (literals, necessary) in enumerate(asked):
        guard = _guard(literals or frozenset(), necessary)
        for literal in literals or ():
            if guard is None:
                asking[literal].append(number)
            else:
                group = groups.setdefault(guard, len(groups))
                guarded[literal.strip()].append((group, number))
    shared: dict[Numbers, Numbers] = {}
    words: dict[str, Numbers] = {}
    pairs: dict[Pair, Numbers] = {}
    pieces: dict[str, Numbers] = {}
    for literal, rules in asking.items():
        numbers = shared.setdefault(tuple(rules), tuple(rules))
        if not _is_whole(literal):
            pieces[literal] = numbers
        elif literal.count(" ") == _ONE_WORD:
            words[literal.strip()] = numbers
        else:
            one, two = literal.split()
            pairs[one, two] = numbers
    return Index(
        always=frozenset(number for number, (group, _) in enumerate(asked) if group is None),
        words=words,
        guarded={word: tuple(rules) for word, rules in guarded.items()},
        guards=_members(groups),
        pairs=pairs,
        known_words=frozenset((*words, *guarded)),
        followed=_followed(pairs),
        automaton=_automaton_of(pieces),
        entries=[*pieces.values()],
    )


def _members(groups: Mapping[Words, int]) -> Mapping[str, tuple[int, ...]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for group, number in groups.items():
        for word in group:
            found[word].append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def _followed(pairs: Iterable[Pair]) -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for first, second in pairs:
        found[first].append(second)
    return found


def _guard(literals: Words, necessary: Sequence[Words]) -> Words | None:
    """Give what a rule needs beside its literals, where those are words."""
    if not all(_is_whole(literal) and literal.count(" ") == _ONE_WORD for literal in literals):
        return None
    others = [group for group in necessary if not group.issuperset(map(str.strip, literals))]
    return min(others, key=_frequency, default=None)


def _frequency(group: Words) -> float:
    return sum(map(commonness, group))


def _is_whole(literal: str) -> bool:
    return literal[0] == literal[-1] == " "


def _automaton_of(pieces: Iterable[str]) -> Any:
    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for entry, piece in enumerate(pieces):
        automaton.add_word(piece, entry)
    if not len(automaton):
        return None
    automaton.make_automaton()
    return automaton
