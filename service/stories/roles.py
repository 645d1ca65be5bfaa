"""Who does it to whom: whether two sentences of the same words exchange those who act and those who suffer it.

Grammar in small: the order of words around one that stands between them, the word that marks who does it where
something is done (`by`, `von`, 被), endings of cases, particles. Taken in doubt for an exchange, which is told.
"""

from bisect import bisect, bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from service.stories.common_words import CALENDAR
from service.stories.grammar import (
    AGENT,
    AND,
    ARTICLES,
    BOTH_ALIKE,
    CASES,
    DONE_BY,
    JOINING,
    NONE,
    OF,
    PARTICLES,
    PASSIVE,
    PREPOSITIONS,
    STOP,
)
from service.stories.marks import Mark
from service.stories.statements import AHEAD, Spoken, Statement
from service.stories.terms import fold


_NEAR = 4
"""Words with content between one who acts and the word for what is done."""
_NEAR_SIGNS = 10
"""The same in pairs of Han signs."""
_NOUN = 2
"""Words that a noun has before it at most, articles apart."""
_GOVERNED = 3
"""Words with content that may belong to `by`."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """One word in both sentences: as it stands, and its place there."""

    told: Spoken
    later: Spoken
    at_told: int
    at_later: int
    language: str

    @property
    def is_bound(self) -> bool:
        """It hangs on the same word in both."""
        there = _ahead(self.told, self.language)
        return there != "" and there == _ahead(self.later, self.language)

    @property
    def may_act(self) -> bool:
        """It may be a noun that nothing like `in` stands before."""
        noun = self.language != "de" or self.later.printed[:1].isupper()
        return noun and not self.is_bound and fold(self.told.printed) not in CALENDAR

    @property
    def may_be_done(self) -> bool:
        """It may be a verb."""
        verb = self.language != "de" or self.later.printed[:1].islower()
        beside = {*self.told.before[:1], *self.later.before[:1]}
        nominal = PREPOSITIONS.get(self.language, NONE) | ARTICLES.get(self.language, NONE)
        named = self.told.name or fold(self.told.printed) in CALENDAR
        return verb and not (named or self.is_bound or beside & nominal)

    @property
    def changed(self) -> bool:
        return fold(self.told.printed) != fold(self.later.printed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Both:
    """Two sentences, their shared words in the order of the told one, and where `by` governs words in each."""

    told: Statement
    later: Statement
    shared: Sequence[_Pair]
    by_told: frozenset[int]
    by_later: frozenset[int]

    @property
    def voice_changes(self) -> bool:
        """A word stands behind `by` in one of them only."""
        return any(
            (one.told.start in self.by_told) != (one.later.start in self.by_later)
            for one in self.shared
        )


def are_swapped(told: Statement, later: Statement) -> bool:
    """Tell whether a word that acted is acted upon; in doubt it is."""
    shared = _shared(told, later)
    if later.language in PARTICLES:
        return _by_particles(shared, told, later)
    if _passives(later) != _passives(told):
        is_later = _passives(later)
        return _is_other_doer(shared, later if is_later else told, is_later=is_later)
    both = _Both(
        told=told,
        later=later,
        shared=sorted(shared, key=_told_place),
        by_told=_done_by(told),
        by_later=_done_by(later),
    )
    return any(
        _is_exchange(one, other, both)
        for one, other in _near_pairs(both.shared)
        if one.may_act and other.may_act
    )


def _shared(told: Statement, later: Statement) -> list[_Pair]:
    """Pair the words of both that stand once in each; of Han runs each two signs are one."""
    there, here = _places(told), _places(later)
    return [
        _Pair(
            told=there[term][1],
            later=word,
            at_told=there[term][0],
            at_later=at,
            language=told.language,
        )
        for term, (at, word) in here.items()
        if term in there
    ]


def _places(said: Statement) -> dict[str, tuple[int, Spoken]]:
    found: dict[str, tuple[int, Spoken]] = {}
    again: set[str] = set()
    for at, (term, word) in enumerate(_terms(said)):
        if term in found:
            again.add(term)
        found[term] = (at, word)
    return {term: place for term, place in found.items() if term not in again}


def _terms(said: Statement) -> Iterator[tuple[str, Spoken]]:
    for word in said.order:
        yield from (
            (term, word) for term in (word.terms if said.language == "zh" else [*word.terms][:1])
        )


# --- by 被 -------------------------------------------------------------------------------------


def _passives(said: Statement) -> bool:
    return any(one.mark is Mark.BY for one in said.marks)


def _is_other_doer(shared: Sequence[_Pair], passive: Statement, *, is_later: bool) -> bool:
    """Tell whether who stands behind 被 is not the one who stands before the verb in the other sentence."""
    by = next(one.end for one in passive.marks if one.mark is Mark.BY)
    places = sorted(
        (one.at_later, one.at_told, one.later.start)
        if is_later
        else (one.at_told, one.at_later, one.told.start)
        for one in shared
    )
    behind = [other for _, other, start in places if start >= by][:2]
    return behind != sorted(behind)


# --- by order ----------------------------------------------------------------------------------


def _is_exchange(one: _Pair, other: _Pair, both: _Both) -> bool:
    turned = (one.at_told < other.at_told) != (one.at_later < other.at_later)
    named = one.told.name and other.told.name
    if not (turned and named) and not _has_pivot(one, other, both.shared):
        return False
    if not _are_opposed(one, other, both.told, both.later):
        return False
    if one.language in CASES:
        return _by_cases(one, other, turned=turned)
    if turned:
        return not both.voice_changes and not _is_newly_ahead(one, other)
    there, here = both.by_told, both.by_later
    return _side(one.told, other.told, there) != _side(one.later, other.later, here)


def _are_opposed(one: _Pair, other: _Pair, told: Statement, later: Statement) -> bool:
    """Tell whether one could act on the other: in one clause, not side by side, not as who says so."""
    in_one = _is_one_clause(one.told, other.told, told) and _is_one_clause(
        one.later, other.later, later
    )
    speaking = _speaks(one, told, later) or _speaks(other, told, later)
    return in_one and not (speaking or _is_alike(one, other, later) or _is_joined(one, other))


def _is_newly_ahead(one: _Pair, other: _Pair) -> bool:
    """Tell whether what stands last has a word like `after` or `in` before it, and had none: no object."""
    there = max(one.told, other.told, key=_start)
    here = max(one.later, other.later, key=_start)
    return _ahead(here, one.language) != "" and _ahead(there, one.language) == ""


def _has_pivot(one: _Pair, other: _Pair, shared: Sequence[_Pair]) -> bool:
    """Tell whether a word that could be a verb stands between both, near, in both sentences."""
    near = _NEAR_SIGNS if one.language == "zh" else _NEAR
    first, last = (
        bisect(shared, one.at_told, key=_told_place),
        bisect_left(shared, other.at_told, key=_told_place),
    )
    return any(
        _is_between(pivot.at_told, one.at_told, other.at_told, near)
        and _is_between(pivot.at_later, one.at_later, other.at_later, near)
        and pivot.may_be_done
        for pivot in shared[first:last]
    )


def _is_one_clause(one: Spoken, other: Spoken, said: Statement) -> bool:
    first, last = sorted((one, other), key=_start)
    return not _is_apart(said.text[first.end : last.start])


def _is_apart(between: str) -> bool:
    """Tell whether this parts clauses, or parts of one."""
    return STOP.search(between) is not None or JOINING.search(between) is not None


def _near_pairs(shared: Sequence[_Pair]) -> Iterator[tuple[_Pair, _Pair]]:
    """Give words that stand near each other in both sentences; of the told one in its order."""
    for number, one in enumerate(shared):
        most = 2 * (_NEAR_SIGNS if one.language == "zh" else _NEAR)
        for other in shared[number + 1 : number + 1 + most]:
            if other.at_told - one.at_told <= most and abs(one.at_later - other.at_later) <= most:
                yield one, other


def _told_place(one: _Pair) -> int:
    return one.at_told


def _is_between(place: int, one: int, other: int, near: int) -> bool:
    first, last = min(one, other), max(one, other)
    return first < place < last and place - first <= near and last - place <= near


def _is_alike(one: _Pair, other: _Pair, later: Statement) -> bool:
    first, last = sorted((one.later, other.later), key=_start)
    return BOTH_ALIKE.search(later.text, first.end, last.start) is not None


def _is_joined(one: _Pair, other: _Pair) -> bool:
    """`Lunna and Tessaro`: in either order."""
    told, later = (
        sorted((one.told, other.told), key=_start),
        sorted((one.later, other.later), key=_start),
    )
    return bool({*told[1].before[:1]} & AND and {*later[1].before[:1]} & AND)


def _ahead(word: Spoken, language: str) -> str:
    """Give the word that says how a noun has part in it: `over` the dredging contract."""
    articles, ahead = ARTICLES.get(language, NONE), PREPOSITIONS.get(language, NONE)
    before = [one for one in word.before if one not in articles][:_NOUN]
    near = takewhile(bool, before)
    return next((one for one in near if one in ahead or one == AHEAD), "")


def _start(word: Spoken) -> int:
    return word.start


def _speaks(one: _Pair, told: Statement, later: Statement) -> bool:
    return one.told.name and _is_speaker(one.told, told) and _is_speaker(one.later, later)


def _is_speaker(word: Spoken, said: Statement) -> bool:
    return any(
        mark.mark is Mark.SAYING
        and min(abs(mark.start - word.end), abs(word.start - mark.end)) < 20
        for mark in said.marks
    )


def _done_by(said: Statement) -> frozenset[int]:
    """Give where the words stand that `by` may govern."""
    return frozenset(
        word.start for agent in AGENT.finditer(said.text) for word in _behind(agent.end(), said)
    )


def _behind(start: int, said: Statement) -> Iterator[Spoken]:
    """Give the words of one noun: up to the next word like `for`, or the next clause."""
    ahead = PREPOSITIONS.get(said.language, NONE) - OF
    behind = [word for word in said.order if word.start >= start][:_GOVERNED]
    for at, word in enumerate(behind):
        goes_on = at == 0 or not (ahead | {AHEAD, ""}).intersection(word.before[:2])
        if not goes_on or _is_apart(said.text[start : word.start]):
            return
        yield word


def _side(one: Spoken, other: Spoken, governed: frozenset[int]) -> int:
    """Say which of two words is behind `by`: the first, the other, or neither more than the other."""
    return (one.start in governed) - (other.start in governed)


def _by_cases(one: _Pair, other: _Pair, *, turned: bool) -> bool:
    """Where words take cases, an exchange changes endings, and the order alone says nothing."""
    if any(
        word.changed
        and any(DONE_BY.search(form.printed.lower()) for form in (word.told, word.later))
        for word in (one, other)
    ):
        return False
    return (one.changed or other.changed) if turned else (one.changed and other.changed)


# --- by particles ------------------------------------------------------------------------------


def _by_particles(shared: Sequence[_Pair], told: Statement, later: Statement) -> bool:
    passive = PASSIVE[later.language]
    if bool(passive.search(told.text)) != bool(passive.search(later.text)):
        return False
    parts = [(_part(one.told, later.language), _part(one.later, later.language)) for one in shared]
    acted = {("topic", "done"), ("doer", "done"), ("done", "topic"), ("done", "doer")}
    nested = {("topic", "doer"), ("doer", "topic")}
    return bool(acted & {*parts}) or nested <= {*parts}


def _part(word: Spoken, language: str) -> str | None:
    sought = word.printed if language == "ko" else word.after
    return next((part for part, sign in PARTICLES[language] if sign.search(sought)), None)
