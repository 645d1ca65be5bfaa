"""Words that carry no news themselves and turn what is said: may, will, if, some, only, after, on Monday.

They are left out of what sentences are compared by, and compared by what they do. So are words of reporting
("he said", "according to"), which say nothing; who is said to have said it stays. A mark is looked for as it is
written, in any case; of Korean, Japanese and Chinese as a part of a word.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Mark(StrEnum):
    """What a mark does to a sentence."""

    SAYING = "saying"
    PLAN = "plan"
    """It is to happen: did it?"""
    WANT = "want"
    MAY = "may"
    IF = "if"
    ALLEGED = "alleged"
    SOME = "some"
    ALL = "all"
    ONLY = "only"
    AGAIN = "again"
    BEFORE = "before"
    AFTER = "after"
    MORE = "more"
    LESS = "less"
    BY = "by"
    """Where words are not parted it would be a part of the name before or behind it."""
    SUNDAY = "0"
    MONDAY = "1"
    TUESDAY = "2"
    WEDNESDAY = "3"
    THURSDAY = "4"
    FRIDAY = "5"
    SATURDAY = "6"


WEIGHTY = frozenset({Mark.PLAN, Mark.WANT, Mark.MAY, Mark.IF, Mark.ALLEGED, Mark.SOME})
"""Without one of these the same words say more, with it less: both are news."""
ADDING = frozenset({Mark.ALL, Mark.ONLY, Mark.AGAIN})
"""With one of these the same words say more."""
OPPOSITES: Mapping[Mark, Mark] = {
    one: other
    for pair in ((Mark.BEFORE, Mark.AFTER), (Mark.MORE, Mark.LESS))
    for one, other in (pair, pair[::-1])
}
DAYS = (
    Mark.SUNDAY, Mark.MONDAY, Mark.TUESDAY, Mark.WEDNESDAY, Mark.THURSDAY, Mark.FRIDAY, Mark.SATURDAY,
)  # fmt: skip
"""By the number that `date.isoweekday() % 7` gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mark, where it stands in a sentence."""

    mark: Mark
    start: int
    end: int


_UNSPACED = ("ko", "ja", "zh")
_NAMES = {str(one): one for one in Mark}
_MONTH = "May"
_PLAIN = re.compile(r"[\w '’-]+")


def find(sentence: str, language: str) -> tuple[Found, ...]:
    """Find the marks of a sentence; of two at one place the longer."""
    ways = _ways().get(language) or _ways()["en"]
    text = sentence.lower()
    if len(text) != len(sentence):  # a dotted capital I
        text = sentence
    return tuple(
        Found(mark=ways.mark_of(one), start=one.start(), end=one.end())
        for one in ways.any.finditer(text)
        if sentence[one.start() : one.end()] != _MONTH or one.start() == 0
    )


def without(sentence: str, marks: tuple[Found, ...]) -> str:
    """Blank the marks out; what is left stands where it stood."""
    for one in marks:
        sentence = sentence[: one.start] + " " * (one.end - one.start) + sentence[one.end :]
    return sentence


@dataclass(frozen=True, slots=True)
class _Ways:
    """How the marks of a language are written; without groups a pattern is tried ten times as fast."""

    any: re.Pattern[str]
    words: Mapping[str, Mark]
    patterns: tuple[tuple[re.Pattern[str], Mark], ...]

    def mark_of(self, found: re.Match[str]) -> Mark:
        if mark := self.words.get(found[0]):
            return mark
        return next(
            mark
            for pattern, mark in self.patterns
            if (one := pattern.match(found.string, found.start())) and one.end() == found.end()
        )


@cache
def _ways() -> Mapping[str, _Ways]:
    rows: dict[str, list[tuple[str, Mark]]] = {}
    text = files("service.stories").joinpath("tables/marks.txt").read_text(encoding="utf-8")
    for row in text.splitlines():
        head, _, ways = row.partition(": ")
        name, language = head.split(" ")
        rows.setdefault(language, []).extend((way, _NAMES[name]) for way in ways.split(", "))
    return {language: _compiled(ways, language) for language, ways in rows.items()}


def _compiled(ways: list[tuple[str, Mark]], language: str) -> _Ways:
    ways.sort(key=lambda way: -len(way[0]))
    any_way = "|".join(way for way, _ in ways)
    edged = any_way if language in _UNSPACED else rf"(?<![\w'’])(?:{any_way})(?!\w)"
    return _Ways(
        any=re.compile(edged),
        words={way: mark for way, mark in ways if _PLAIN.fullmatch(way)},
        patterns=tuple((re.compile(way), mark) for way, mark in ways if not _PLAIN.fullmatch(way)),
    )
