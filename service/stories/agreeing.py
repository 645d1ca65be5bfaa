"""Whether a told sentence says what a later one says, where it has nearly all of its words.

`Halvane sued Selen` and `Selen sued Halvane` have the same words; so have `will visit` and `visited`, nearly. A
later sentence is known only if nothing in it that matters is without its like in the told one, no mark turns it
(`marks`), and those who act are the same (`roles`). Whatever is in doubt is new.
"""

import re
from collections.abc import Iterator, Sequence

from service.model import Newness
from service.stories.common_words import MONTHS
from service.stories.grammar import STOP
from service.stories.marks import ADDING, DAYS, OPPOSITES, WEIGHTY, Found, Mark
from service.stories.roles import are_swapped
from service.stories.statements import Spoken, Statement
from service.stories.terms import fold


LIGHT = 0.2
"""Words of so little weight together (one that a text in five has) may be added without being news."""
_GOVERNED = 0.5
"""A mark governs what follows it up to the next comma: what of it must be said again for the mark to matter."""
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u9fff]")
_SIGNS = frozenset(
    "的了在就因被将於于和与與对對为為是名一个個将把由向从從及并並其也着過过以之至到后後前中上下内"
)
"""Han signs that say nothing by themselves."""
_ROOT = 4
_ARABIC_ROOT = 3
_ENDING = 1
_VERB_LAST = ("ko", "ja", "tr")


def difference(later: Statement, said: Sequence[Statement]) -> Newness | None:
    """Say what a sentence has that these told ones, which have most of its words, have not."""
    if sum(_added(word, said, later) for word in later.order) > LIGHT:
        return Newness.WORDS
    if all(one.denies != later.denies for one in said):
        return Newness.DENIAL
    if _is_turned(later, said) or any(_is_other_tense(one, later) for one in said):
        return Newness.SENSE
    return Newness.ROLES if any(are_swapped(one, later) for one in said) else None


# --- words -------------------------------------------------------------------------------------


def _added(word: Spoken, said: Sequence[Statement], later: Statement) -> float:
    """Weigh what a word has that was not told: nothing, its weight, or all that a word can have."""
    missing = [term for term in word.terms if not _has(term, said, later.language)]
    # A word that is the same is known, even where one of both was taken for another language.
    if not missing or any(fold(word.printed) in one.said for one in said):
        return 0.0
    if _HAN.search(word.printed):
        return float(bool(_new_signs(word.printed, said)))
    if _HANGUL.search(word.printed) and next(iter(word.terms)) not in missing:
        return 0.0
    if fold(word.printed) in MONTHS:
        return float(not any(one.ordinary for one in later.figures))
    if word.name:
        return 1.0
    return max(word.terms[term] for term in missing)


def _has(term: str, said: Sequence[Statement], language: str) -> bool:
    if any(term in one.terms or term in one.said for one in said):
        return True
    if not term.isalpha() or _HAN.match(term):
        return False
    # A term is the first letters of a word: of a short word all, and of its longer forms one more.
    root = _ARABIC_ROOT if language == "ar" else _ROOT
    return any(
        _is_longer(term, other, root) or (language == "en" and _is_gerund(term, other))
        for one in said
        for other in (*one.terms, *one.said)
    )


def _is_longer(term: str, other: str, root: int) -> bool:
    short, long = sorted((term, other), key=len)
    return root <= len(short) and len(long) - len(short) <= _ENDING and long.startswith(short)


def _is_gerund(term: str, other: str) -> bool:
    """`scored`, `scoring`: their first five letters."""
    return len(term) == len(other) and term[:-1] == other[:-1] and {term[-1], other[-1]} == {*"ei"}


def _new_signs(printed: str, said: Sequence[Statement]) -> set[str]:
    """Give the Han signs that are nowhere in what was told: pairs of signs change with their order."""
    told = {sign for one in said for sign in one.text}
    return {sign for sign in printed if _HAN.match(sign)} - told - _SIGNS


# --- marks -------------------------------------------------------------------------------------


def _is_turned(later: Statement, said: Sequence[Statement]) -> bool:
    here = {one.mark for one in later.marks}
    there = {one.mark for told in said for one in told.marks}
    return (
        bool(here & (WEIGHTY | ADDING) - there)
        or any(OPPOSITES.get(mark) in there for mark in here - there)
        or _is_other_day(here, there, later)
        or any(_is_lifted(told, later, here) for told in said)
    )


def _is_other_day(here: set[Mark], there: set[Mark], later: Statement) -> bool:
    days, told = here.intersection(DAYS), there.intersection(DAYS)
    own = {DAYS[day] for day in later.ordinary_day}
    return bool(days - told - (set() if told else own))


def _is_lifted(told: Statement, later: Statement, here: set[Mark]) -> bool:
    """Tell whether what was told under a mark is said without it: `may` was told, and now it did."""
    for one in told.marks:
        if one.mark in WEIGHTY and one.mark not in here:
            governed = {*_governed(told, one)}
            again = governed & set(later.terms)
            if governed and len(again) >= _GOVERNED * len(governed):
                return True
    return False


def _governed(told: Statement, mark: Found) -> Iterator[str]:
    """Give what stands behind a mark up to the next comma; where verbs come last, what stands before it."""
    stops = [0, *(one.end() for one in STOP.finditer(told.text)), len(told.text)]
    if told.language in _VERB_LAST:
        start, end = max(one for one in stops if one <= mark.start), mark.start
    else:
        start, end = mark.end, min(one for one in stops if one >= mark.end)
    yield from (term for word in told.order if start <= word.start < end for term in word.terms)


# --- tenses ------------------------------------------------------------------------------------

_COMING = {
    "es": re.compile("(?:rá|rán|ré|remos|ría|rían)$"),
    "pt": re.compile("(?:rá|rão|ria|riam)$"),
    "it": re.compile("(?:rà|ranno|rebbe|rebbero)$"),
    "fr": re.compile("(?:ra|ront|rait|raient|rai)$"),
    "tr": re.compile("[ea]c[ea][kğ]"),
    "ru": re.compile("(?:ит|ет|ёт|ут|ют)(?:ся)?$"),
    "uk": re.compile("(?:ить|еть|уть|ють|ать|ять|име|муть)(?:ся)?$"),
    "pl": re.compile("(?:uje|ują|nie|ną|zie|dą|ą)$"),
}
_GONE = {
    "ru": re.compile("(?:л|ла|ло|ли)(?:ся|сь)?$"),
    "uk": re.compile("(?:в|ла|ло|ли)(?:ся)?$"),
    "pl": re.compile("ł[aoy]?$|li$"),
}


def _is_other_tense(told: Statement, later: Statement) -> bool:
    """Tell whether a verb that was told of what is to come is said of what was, by its ending; or the other way."""
    coming, gone = _COMING.get(later.language), _GONE.get(later.language)
    if coming is None:
        return False
    for word in later.order:
        same = [one for one in told.order if not one.terms.keys().isdisjoint(word.terms)]
        here = _tense(word, coming, gone)
        if same and here and all(_tense(one, coming, gone) not in (None, here) for one in same):
            return True
    return False


def _tense(word: Spoken, coming: re.Pattern[str], gone: re.Pattern[str] | None) -> str | None:
    printed = word.printed.lower()
    if coming.search(printed):
        return "coming"
    return "gone" if gone is None or gone.search(printed) else None
