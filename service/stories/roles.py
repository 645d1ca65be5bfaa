"""Who does it to whom: whether two sentences of the same words exchange those who act and those who suffer it.

Grammar in small: the order of words around one that stands between them, the word that marks who does it where
something is done (`by`, `von`, 被), endings of cases, particles. Taken in doubt for an exchange, which is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, takewhile

from service.stories.common_words import CALENDAR
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
_AGENT = re.compile(
    r"(?<!\w)(?:by|von|vom|durch|par|por|pelo|pela|pelos|da|dal|dalla|dallo|dai|przez|tarafından|من قبل|على يد|بواسطة)(?!\w)|被|遭",
    re.IGNORECASE,
)
_AHEAD_ROWS = """
en in at near of from to with on for over under about against off into between within outside inside during
de in im am bei beim aus nach mit auf für über unter wegen zu zum zur gegen bis vor
fr au aux de du des dans près sur pour avec contre chez en
es a al de del en con para contra desde hasta sobre cerca
it a al di del della dei delle nel nella per su tra
pt a de em no na nos nas do da dos das ao
pl w na z do o we ze przy dla od
ru в на у из с о об от к для во со при
ar في من الى على عن مع عند
"""
_AHEAD = {
    row.split()[0]: frozenset(map(fold, row.split()[1:]))
    for row in _AHEAD_ROWS.strip().splitlines()
}
"""Words before a noun that say how it has part in it; `by` is none of them."""
_ARTICLE_ROWS = """
en the a an this that these those his her its their
de der die das den dem des ein eine einen einem einer
fr le la les un une l
es el la los las un una unos
it il lo la i gli le un una
pt o a os as um uma uns
"""
_ARTICLES = {
    row.split()[0]: frozenset(map(fold, row.split()[1:]))
    for row in _ARTICLE_ROWS.strip().splitlines()
}
_AND = frozenset(["and", "und", "et", "y", "e", "i", "и", "و", "ve", "oraz", "och", "en", "&"])
_CASES = ("ru", "uk", "pl", "cs", "sk", "bg", "mk", "sh", "sl", "lt", "lv")
_DONE_BY = re.compile("(?:ом|ем|ём|ой|ей|ою|ею|ами|ями|ью|em|ą|ami)$")
STOP = re.compile("[,;:()–—，；：、،؛]")
"""Between two clauses, or parts of one."""
_JOINING = re.compile(
    r"(?<!\w)(?:and|who|which|that|when|while|as|und|als|während|et|qui|que|quand|lorsque|y|e|cuando|che|quando|"
    r"и|а|что|когда|котор\w+|i|który\w*|gdy|و|الذي|التي)(?!\w)",
    re.IGNORECASE,
)
_BOTH_ALIKE = re.compile(
    r"(?<!\w)(?:met|meets?|meeting|married|marr(?:y|ies)|talks?|talked|collided?|play(?:s|ed)?|traf(?:en)?|trifft|rencontré|reuni\w+|встрет\w+)(?!\w)",
    re.IGNORECASE,
)
_PARTICLES = {
    "ko": (("topic", re.compile("[은는]$")), ("doer", re.compile("[이가]$")), ("done", re.compile("(?:[을를]|에게|한테|로부터|에)$"))),
    "ja": (("topic", re.compile("^は")), ("doer", re.compile("^が")), ("done", re.compile("^[をに]"))),
}  # fmt: skip
_PASSIVE = {"ko": re.compile("당[했한하]|받[았은]|됐|되었|된다"), "ja": re.compile("され|られ")}


_OF = frozenset(["of", "von", "de", "di", "do", "da", "der", "des", "du"])
_NONE: frozenset[str] = frozenset()


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
        nominal = _AHEAD.get(self.language, _NONE) | _ARTICLES.get(self.language, _NONE)
        named = self.told.name or fold(self.told.printed) in CALENDAR
        return verb and not (named or self.is_bound or beside & nominal)

    @property
    def changed(self) -> bool:
        return fold(self.told.printed) != fold(self.later.printed)


def are_swapped(told: Statement, later: Statement) -> bool:
    """Tell whether a word that acted is acted upon; in doubt it is."""
    shared = _shared(told, later)
    if later.language in _PARTICLES:
        return _by_particles(shared, told, later)
    if _passives(later) != _passives(told):
        is_later = _passives(later)
        return _is_other_doer(shared, later if is_later else told, is_later=is_later)
    actors = [one for one in shared if one.may_act]
    return any(
        _is_exchange(one, other, shared, told, later)
        for one, other in combinations(actors, 2)
        if _is_near(one, other)
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


def _is_exchange(
    one: _Pair, other: _Pair, shared: Sequence[_Pair], told: Statement, later: Statement
) -> bool:
    turned = (one.at_told < other.at_told) != (one.at_later < other.at_later)
    named = one.told.name and other.told.name
    if not (turned and named) and not _has_pivot(one, other, shared):
        return False
    if not _are_opposed(one, other, told, later):
        return False
    if told.language in _CASES:
        return _by_cases(one, other, turned=turned)
    before, after = _done_by(told), _done_by(later)
    if turned:
        moved = any((each.told.start in before) != (each.later.start in after) for each in shared)
        return not moved and not _is_newly_ahead(one, other)
    return _side(one.told, other.told, before) != _side(one.later, other.later, after)


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
    return any(
        _is_between(pivot.at_told, one.at_told, other.at_told, near)
        and _is_between(pivot.at_later, one.at_later, other.at_later, near)
        and pivot.may_be_done
        for pivot in shared
    )


def _is_one_clause(one: Spoken, other: Spoken, said: Statement) -> bool:
    first, last = sorted((one, other), key=_start)
    return not _is_apart(said.text[first.end : last.start])


def _is_apart(between: str) -> bool:
    """Tell whether this parts clauses, or parts of one."""
    return STOP.search(between) is not None or _JOINING.search(between) is not None


def _is_near(one: _Pair, other: _Pair) -> bool:
    most = 2 * (_NEAR_SIGNS if one.language == "zh" else _NEAR)
    return max(abs(one.at_told - other.at_told), abs(one.at_later - other.at_later)) <= most


def _is_between(place: int, one: int, other: int, near: int) -> bool:
    first, last = min(one, other), max(one, other)
    return first < place < last and place - first <= near and last - place <= near


def _is_alike(one: _Pair, other: _Pair, later: Statement) -> bool:
    first, last = sorted((one.later, other.later), key=_start)
    return _BOTH_ALIKE.search(later.text, first.end, last.start) is not None


def _is_joined(one: _Pair, other: _Pair) -> bool:
    """`Lunna and Tessaro`: in either order."""
    told, later = (
        sorted((one.told, other.told), key=_start),
        sorted((one.later, other.later), key=_start),
    )
    return bool({*told[1].before[:1]} & _AND and {*later[1].before[:1]} & _AND)


def _ahead(word: Spoken, language: str) -> str:
    """Give the word that says how a noun has part in it: `over` the dredging contract."""
    articles, ahead = _ARTICLES.get(language, _NONE), _AHEAD.get(language, _NONE)
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
        word.start for agent in _AGENT.finditer(said.text) for word in _behind(agent.end(), said)
    )


def _behind(start: int, said: Statement) -> Iterator[Spoken]:
    """Give the words of one noun: up to the next word like `for`, or the next clause."""
    ahead = _AHEAD.get(said.language, _NONE) - _OF
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
        and (_DONE_BY.search(fold(word.told.printed)) or _DONE_BY.search(fold(word.later.printed)))
        for word in (one, other)
    ):
        return False
    return (one.changed or other.changed) if turned else (one.changed and other.changed)


# --- by particles ------------------------------------------------------------------------------


def _by_particles(shared: Sequence[_Pair], told: Statement, later: Statement) -> bool:
    passive = _PASSIVE[later.language]
    if bool(passive.search(told.text)) != bool(passive.search(later.text)):
        return False
    parts = [(_part(one.told, later.language), _part(one.later, later.language)) for one in shared]
    acted = {("topic", "done"), ("doer", "done"), ("done", "topic"), ("done", "doer")}
    nested = {("topic", "doer"), ("doer", "topic")}
    return bool(acted & {*parts}) or nested <= {*parts}


def _part(word: Spoken, language: str) -> str | None:
    sought = word.printed if language == "ko" else word.after
    return next((part for part, sign in _PARTICLES[language] if sign.search(sought)), None)
