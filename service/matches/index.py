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
"""Words of a text that begin a pair: it takes as long to look all its neighbours up."""


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
class Asking:
    """What is asked of one word."""

    rules: Numbers
    """It is enough for these."""
    guarded: tuple[tuple[int, int], ...]
    """Rules that need another word, too: the number of its group, then of the rule."""
    groups: Numbers
    """Of words that others need; this is one of each."""
    pairs: tuple[Pair, ...]
    """It begins these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Literals -> the numbers of the rules that ask for them."""

    always: frozenset[int]
    """Rules that require no literal."""
    words: Mapping[str, Asking]
    """All that is known of a word, so that it is looked up once."""
    pairs: Mapping[Pair, Numbers]
    automaton: Any
    """Finds the rest, as places in `entries`; None where there is none."""
    entries: Sequence[Numbers]

    def numbers_in(self, text: Scanned, *, loosely: bool = False) -> set[int]:
        """Give the rules of all literals that stand in a text; `loosely`: two words anywhere in it."""
        known = text.vocabulary
        asking = [one for one in map(self.words.get, known) if one is not None]
        there = {group for one in asking for group in one.groups}
        found = [*self.always]
        for one in asking:
            found += one.rules
            found += [number for group, number in one.guarded if group in there]
        for pair in self._apart(known) if loosely else self._beside(text, asking):
            found += self.pairs[pair]
        if self.automaton is not None:
            entries = {entry for _, entry in self.automaton.iter(text.listed)}
            found += chain.from_iterable(map(self.entries.__getitem__, entries))
        return set(found)

    def _beside(self, text: Scanned, asking: Sequence[Asking]) -> Iterable[Pair]:
        """Give the pairs that stand next to each other: few are looked for, many are looked up."""
        known = text.vocabulary
        begun = [one.pairs for one in asking if one.pairs]
        if len(begun) > _MANY:
            return text.beside(self.pairs.keys(), known)
        pairs = chain.from_iterable(begun)
        return [pair for pair in pairs if pair[1] in known and text.has_both(*pair)]

    def _apart(self, known: AbstractSet[str]) -> Iterator[Pair]:
        """Give the pairs of which both words stand in a text, wherever."""
        for one in map(self.words.get, known):
            yield from (pair for pair in (one.pairs if one else ()) if pair[1] in known)


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
        words=_askings(words, guarded, groups, pairs),
        pairs=pairs,
        automaton=_automaton_of(pieces),
        entries=[*pieces.values()],
    )


def _askings(
    words: Mapping[str, Numbers],
    guarded: Mapping[str, Sequence[tuple[int, int]]],
    groups: Mapping[Words, int],
    pairs: Iterable[Pair],
) -> Mapping[str, Asking]:
    member: defaultdict[str, list[int]] = defaultdict(list)
    for group, number in groups.items():
        for word in group:
            member[word].append(number)
    begun: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        begun[pair[0]].append(pair)
    return {
        word: Asking(
            rules=words.get(word, ()),
            guarded=tuple(guarded.get(word, ())),
            groups=tuple(member.get(word, ())),
            pairs=tuple(begun.get(word, ())),
        )
        for word in {*words, *guarded, *member, *begun}
    }


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
