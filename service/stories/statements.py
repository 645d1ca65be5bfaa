"""A report -> its sentences, each as what it states: words by weight, figures, names, turns of events, denials.

The same in all scripts: words are compared by `terms`, weighed by how rare they are in their language. Where a
script has no capitals, a word that no table of its language has counts as a name.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from service.model import Article, Field
from service.sentences import cut_paragraphs, cut_sentences
from service.stories import marks, numbers
from service.stories.background import language_of, text_share
from service.stories.common_words import AGENCIES, CALENDAR, DAY_SIGNS, DENIALS, DENYING, MONTHS
from service.stories.marks import Found, Mark
from service.stories.set_phrases import is_furniture, says_nothing
from service.stories.terms import fold, terms_of, words
from service.stories.turns import turns


RAREST = 0.0005
COMMON = 0.25
"""Terms that so many texts have are no content."""
NAMELIKE = 0.02
NAMELIKE_NOUN = 0.002
"""So rare a word with a capital is a name; in German every noun has one."""
COUNTED = 0.6
"""Terms that so many texts have do not tell what a figure counts."""
NEAR = 3
"""Words around a figure that tell what it counts."""
TURN_WEIGHT = 0.7
MOST_SENTENCES = 2_000
"""Of a field; an article with more is not compared, see `is_too_long`."""
_FACTOR_SIGNS = "".join(sign for sign in numbers.BEGINNINGS if not "\uac00" <= sign <= "\ud7a3")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff]+")
_FOREIGN = 0.001
"""So rare a word of Katakana may be a name, though a table has it."""
_BEFORE = 4
AHEAD = "·"
"""Stands for `before` and `after` among the words before another."""
_OF_TIME = (Mark.BEFORE, Mark.AFTER)
LONGEST_SENTENCE = 500
"""Characters: what goes on without an end for longer is cut, else it would cover, or hide, whatever has its words."""
_NAME_LEAST = 3
_DASH = re.compile(r"\s*(?:-{1,2}|[–—:=])\s+")
"""Between a dateline and the report."""


Run = tuple[tuple[str, float], ...]
"""The terms of a word of Han or Hangul in a row, each with its share of texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number, and what stands around it."""

    value: str
    printed: str
    around: Mapping[str, int]
    """Term -> words away; less than nothing for what stands before it."""
    beside: tuple[frozenset[str], frozenset[str]]
    """What stands next to it, before and behind: the terms of a word, or the value of a figure."""
    ordinary: bool = False
    """The day or the year of the report itself: when it was written, not what happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A word with content, as it stands in its sentence."""

    printed: str
    start: int
    end: int
    terms: Mapping[str, float]
    before: tuple[str, ...]
    """The words before it, folded, the nearest first; with content or without, at most four."""
    after: str
    name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence, as what it states."""

    field: Field
    start: int
    end: int
    text: str
    terms: Mapping[str, float]
    """Content, each with its weight; a turn of events has one of its own."""
    figures: tuple[Figure, ...]
    names: tuple[str, ...]
    """As printed."""
    runs: tuple[tuple[str, Run], ...]
    """Words of scripts without capitals, as printed: any of them may be a name."""
    turns: frozenset[str]
    denies: bool
    said: frozenset[str]
    """All its words, folded."""
    quotes: tuple[tuple[str, frozenset[str]], ...]
    """As printed, each with its terms."""
    idle: bool
    """Nobody said anything by it (`says_nothing`)."""
    language: str
    marks: tuple[Found, ...]
    order: tuple[Spoken, ...]
    ordinary_day: frozenset[int]
    """The days of the week on which the report was written, and seen; Sunday is 0."""


def is_too_long(article: Article) -> bool:
    """Tell whether an article has sentences that `statements` leaves out."""
    texts = (article.title, article.text, article.summary or "")
    return any(len(text) > MOST_SENTENCES and len(_edges(text)) > MOST_SENTENCES for text in texts)


def _edges(text: str) -> list[tuple[int, int]]:
    return [
        piece
        for start, end in cut_paragraphs(text)
        for edge in cut_sentences(text, start, end)
        for piece in _pieces(text, *edge)
    ]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence, at a blank where there is one."""
    while end - start > LONGEST_SENTENCE:
        blank = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = start + LONGEST_SENTENCE if blank < 0 else blank + 1
        yield start, cut
        start = cut
    yield start, end


def statements(article: Article) -> list[Statement]:
    """Take a report apart: title, text, then the feed's teaser; furniture is left out."""
    sample = words(fold(f"{article.title} {article.text[:2000]}"))
    reader = _Reader(article=article, language=language_of(sample, article.language))
    return [*reader.all()]


# --- words -------------------------------------------------------------------------------------

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
_HAN, _KANA = "\u3400-\u9fff々〇", "\u30a1-\u30fa\u30fc-\u30ff"
_LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
_TOKEN = re.compile(
    r"(?P<figure>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,:/’']\d+)*)"
    rf"|(?P<han>{numbers.HAN.pattern})"
    rf"|(?P<word>(?:(?!{numbers.HAN.pattern})[{_HAN}])+|[{_KANA}]+|(?:(?![{_HAN}{_KANA}]){_LETTER})+(?:['’]{_LETTER}+)*)"
)
_UNCASED = re.compile(
    "[\u0590-\u06ff\u0900-\u0eff\u1000-\u109f\u1780-\u17d3\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
)
_RUN = re.compile("[\u3400-\u9fff\uac00-\ud7a3]+")
_ALPHABETIC = re.compile("[\u0590-\u06ff\u0900-\u0dff]{3,}|[\u30a1-\u30fa\u30fc-\u30ff]{2,}")
_DENYING = re.compile(DENYING)
_QUOTED = re.compile(
    '“([^“”]{8,})”|„([^„“”]{8,})[“”]|«([^«»]{8,})»|「([^「」]{4,})」|『([^『』]{4,})』|"([^"]{8,})"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A folded word: its terms with weights, and what it is beside."""

    folded: str
    terms: Mapping[str, float]
    turns: frozenset[str]
    denies: bool
    rarity: float
    """Share of texts that have its most frequent term; 1 for none."""
    strange: bool
    """In a script without capitals, with blanks between words: no table has it."""
    run: Run
    counted: frozenset[str]
    """Its terms, beside a figure."""


@cache
def _first_forms(language: str) -> Mapping[str, str]:
    """Give irregular forms of verbs, folded, each with the first: no beginnings of words hold these together."""
    rows = files("service.stories").joinpath("tables/irregular.txt").read_text(encoding="utf-8")
    found = dict(row.split(": ", 1) for row in rows.splitlines()).get(language, "")
    verbs = [fold(verb).split() for verb in found.split(", ")]
    return {form: verb[0] for verb in verbs for form in verb}


@lru_cache(maxsize=1 << 15)
def _word(word: str, language: str) -> _Word:
    folded = fold(word)
    denies = folded.endswith("n't") or _DENYING.search(folded) is not None
    base = _bare(folded)
    form = _first_forms(language).get(base, base)
    shares = {term: text_share(term, language) for term in terms_of(form)}
    telling = turns(language)
    named = {term: f"={telling[term]}" if term in telling else term for term in shares}
    kept = {
        named[term]: TURN_WEIGHT if term in telling else _weight(share)
        for term, share in shares.items()
        if share <= COMMON
    }
    uncased = _UNCASED.search(folded) is not None
    runs = _RUN.fullmatch(base) is not None
    most = _FOREIGN if _KATAKANA.fullmatch(base) else 0.0
    strange = (
        uncased
        and _ALPHABETIC.fullmatch(base) is not None
        and max(shares.values(), default=1.0) <= most
    )
    return _Word(
        folded=base,
        terms={} if (denies and not uncased) or _counts(base, language) else kept,
        turns=frozenset(telling[term] for term in shares if term in telling),
        denies=denies or base in DENIALS,
        rarity=max(shares.values(), default=1.0),
        strange=strange,
        run=tuple((named[term], share) for term, share in shares.items()) if runs else (),
        counted=frozenset(named[term] for term, share in shares.items() if share <= COUNTED),
    )


def _counts(word: str, language: str) -> bool:
    return numbers.in_words(word, language) is not None or word in numbers.FACTORS


def _bare(folded: str) -> str:
    """Take off an elision (l'onu) and what follows an apostrophe (putin's)."""
    first, sign, rest = folded.partition("'")
    return rest if sign and len(first) <= 2 < len(rest) else first


def _weight(share: float) -> float:
    return math.log(max(share, RAREST)) / math.log(RAREST)


# --- sentences ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    article: Article
    language: str

    def all(self) -> Iterator[Statement]:
        article = self.article
        if article.title.strip():
            yield self._statement(Field.TITLE, article.title, 0, len(article.title))
        yield from self._of_text(Field.TEXT, article.text, self._dateline())
        yield from self._of_text(Field.SUMMARY, article.summary or "", (0, 0))

    def _dateline(self) -> tuple[int, int]:
        """Say where the dateline stands, with its dash: before it may be a note of what is corrected."""
        line = self.article.dateline or ""
        at = self.article.text.find(line, 0, 400) if line else -1
        if at < 0:
            return (0, 0)
        dash = _DASH.match(self.article.text, at + len(line))
        return (at, dash.end() if dash else at + len(line))

    def _of_text(self, field: Field, text: str, without: tuple[int, int]) -> Iterator[Statement]:
        for first, end in _edges(text)[:MOST_SENTENCES]:
            start = max(first, without[1]) if end > without[0] else first
            if start < end and not is_furniture(text[first:end]):
                yield self._statement(field, text, start, end)

    def _statement(self, field: Field, text: str, start: int, end: int) -> Statement:
        sentence = text[start:end]
        found_marks = marks.find(sentence, self.language)
        tokens = [*_TOKEN.finditer(marks.without(sentence, found_marks))]
        found = [*self._words(tokens)]
        content = [one for one in found if one is not None]
        figures = tuple(self._figures(tokens, found))
        # The month of its own day says nothing, as the day does not.
        telling = [one for one in content if not (one.folded in MONTHS and _any_ordinary(figures))]
        names = tuple(self._names(tokens, found))
        return Statement(
            field=field,
            start=start,
            end=end,
            text=sentence,
            terms={term: weight for one in telling for term, weight in one.terms.items()},
            figures=figures,
            names=names,
            runs=tuple(
                (token[0], word.run)
                for token, word in zip(tokens, found, strict=True)
                if word is not None and word.run
            ),
            turns=frozenset(turn for one in content for turn in one.turns),
            denies=any(one.denies for one in content),
            said=frozenset(one.folded for one in content),
            quotes=tuple(self._quotes(sentence)),
            idle=says_nothing(sentence),
            language=self.language,
            marks=found_marks,
            order=tuple(_spoken(tokens, found, frozenset(names), found_marks)),
            ordinary_day=self._weekdays,
        )

    def _words(self, tokens: Sequence[re.Match[str]]) -> Iterator[_Word | None]:
        """Read the words; what makes a million of the figure before it is no part of a word."""
        for at, one in enumerate(tokens):
            word = one["word"]
            if (
                word is not None
                and at
                and tokens[at - 1].end() == one.start()
                and tokens[at - 1]["figure"]
            ):
                word = word.lstrip(_FACTOR_SIGNS) or word
            yield None if word is None else _word(word, self.language)

    def _quotes(self, sentence: str) -> Iterator[tuple[str, frozenset[str]]]:
        for found in _QUOTED.finditer(sentence):
            quote = next(filter(None, found.groups()))
            said = (_word(one[0], self.language) for one in _TOKEN.finditer(quote) if one["word"])
            yield quote, frozenset(term for one in said for term in one.terms)

    @property
    def _weekdays(self) -> frozenset[int]:
        published = self.article.published
        days = [self.article.seen_at.date(), *([published.day] if published else [])]
        return frozenset(day.isoweekday() % 7 for day in days)

    # --- figures -------------------------------------------------------------------------------

    def _figures(
        self, tokens: Sequence[re.Match[str]], found: Sequence[_Word | None]
    ) -> Iterator[Figure]:
        values = [self._value(token, word) for token, word in zip(tokens, found, strict=True)]
        beside = [
            frozenset({value}) if value is not None else word.counted if word else frozenset()
            for value, word in zip(values, found, strict=True)
        ]
        for at, (token, value) in enumerate(zip(tokens, values, strict=True)):
            if value is not None:
                yield Figure(
                    value=_multiplied(value, tokens[at + 1] if at + 1 < len(tokens) else None),
                    printed=token[0],
                    around=_around(at, found),
                    beside=(_first(beside[:at][::-1]), _first(beside[at + 1 :])),
                    ordinary=self._is_own_date(at, value, found),
                )

    def _value(self, token: re.Match[str], word: _Word | None) -> str | None:
        if token["figure"]:
            return numbers.value_of(token[0])
        if token["han"]:
            return numbers.han_value(token[0])
        return None if word is None else numbers.in_words(word.folded, self.language)

    def _is_own_date(self, at: int, value: str, found: Sequence[_Word | None]) -> bool:
        """Tell the day on which, or the year in which, the report was written."""
        article = self.article
        days = [article.seen_at.date(), *([article.published.day] if article.published else [])]
        if value in {str(day.year) for day in days}:
            return True
        beside = [found[one] for one in (at - 1, at + 1) if 0 <= one < len(found)]
        months = {MONTHS[one.folded] for one in beside if one is not None and one.folded in MONTHS}
        if months:
            return any(value == str(day.day) and day.month in months for day in days)
        after = found[at + 1] if at + 1 < len(found) else None
        dated = after is not None and after.folded.startswith(DAY_SIGNS)
        return dated and value in {str(day.day) for day in days}

    # --- names ---------------------------------------------------------------------------------

    def _names(
        self, tokens: Sequence[re.Match[str]], found: Sequence[_Word | None]
    ) -> Iterator[str]:
        headline = _is_headline(tokens)
        for at, (token, word) in enumerate(zip(tokens, found, strict=True)):
            if word is None or len(word.folded) < 2 or word.folded in AGENCIES:
                continue
            most = 0.0 if headline or at == 0 else self._namelike
            if word.strange or (token[0][0].isupper() and self._is_name(word, most)):
                yield token[0]

    @property
    def _namelike(self) -> float:
        return NAMELIKE_NOUN if self.language == "de" else NAMELIKE

    def _is_name(self, word: _Word, most: float) -> bool:
        return (
            len(word.folded) >= _NAME_LEAST
            and word.rarity <= most
            and word.folded not in CALENDAR
            and word.folded not in fold(self.article.outlet or "")
        )


def _spoken(
    tokens: Sequence[re.Match[str]],
    found: Sequence[_Word | None],
    names: frozenset[str],
    marked: Sequence[Found],
) -> Iterator[Spoken]:
    folded = [(one.start(), fold(one[0])) for one in tokens]
    around = sorted(
        [*folded, *((one.start, AHEAD if one.mark in _OF_TIME else "") for one in marked)]
    )
    for token, word in zip(tokens, found, strict=True):
        if word is not None and word.terms:
            at = bisect_left(around, (token.start(), ""))
            yield Spoken(
                printed=token[0],
                start=token.start(),
                end=token.end(),
                terms=word.terms,
                before=tuple(one for _, one in around[max(0, at - _BEFORE) : at][::-1]),
                after=around[at + 1][1] if at + 1 < len(around) else "",
                name=token[0] in names,
            )


def _any_ordinary(figures: Sequence[Figure]) -> bool:
    return any(one.ordinary for one in figures)


def _multiplied(value: str, following: re.Match[str] | None) -> str:
    if following is None or following["word"] is None:
        return value
    word = _bare(fold(following["word"]))
    factor = numbers.FACTORS.get(word) or numbers.BEGINNINGS.get(word[:1])
    return numbers.times(value, factor) if factor else value


def _first(beside: Iterable[frozenset[str]]) -> frozenset[str]:
    return next(filter(None, beside), frozenset())


def _around(at: int, found: Sequence[_Word | None]) -> dict[str, int]:
    """Give the content near a figure; words without any are passed over."""
    terms: dict[str, int] = {}
    for step in (1, -1):
        away, place = 0, at + step
        while 0 <= place < len(found) and away < NEAR:
            word = found[place]
            if word is None or word.counted:
                away += 1
            for term in word.counted if word else ():
                terms.setdefault(term, away * step)
            place += step
    return terms


def _is_headline(tokens: Sequence[re.Match[str]]) -> bool:
    """Tell a line in which nearly every word has a capital: they say nothing then."""
    long = [token[0] for token in tokens if token["word"] and len(token[0]) > _NAME_LEAST]
    return len(long) > 2 and sum(word[0].isupper() for word in long) * 5 >= len(long) * 4


@lru_cache(maxsize=1 << 15)
def keys(name: str) -> frozenset[str]:
    """Give what a name is known by: it, and it without an ending of one or two letters."""
    folded = _bare(fold(name))
    long = len(folded) > 4 and not _UNCASED.search(folded)
    return frozenset({folded, folded[:-1], folded[:-2]} if long else {folded})
