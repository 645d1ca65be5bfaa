"""An article as a rule sees it: its fields folded, and where each term stands in them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, KeysView, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from service.matches.chains import merged
from service.matches.conditions import Surroundings
from service.matches.globs import words_like
from service.matches.lazy import lazy
from service.matches.nearly import is_capitalised, is_listed, spelt_like
from service.matches.nodes import Condition, Element, Nearly, Part, Plain, Run, Search, Term
from service.matches.searching import Pattern, findings, prepared
from service.matches.sentences import Sentences
from service.matches.spots import Spots
from service.matches.steps import PER_ARTICLE, PER_EVIDENCE, Steps
from service.matches.words import Folded, Span
from service.model import Article, Field


FIELDS = tuple(Field)
RANKS = {field: rank for rank, field in enumerate(FIELDS)}
Place = tuple[int, int, int, str]
"""Field (by its place in `FIELDS`), start and end in its text, and the clause that stands there."""
FEWEST_PIECES = 20
_MOST_PIECES = 5_000
_LEAD_PARAGRAPHS = 2
_ANYWHERE = 1 << 60
_CHARACTERS_PER_STEP = 50


class View:
    """One article, folded once and asked by many rules.

    They may tell beforehand which words they will ask for, each by itself; other words are not
    looked at then.
    """

    def __init__(self, article: Article, asked: frozenset[str] | None = None) -> None:
        self.article = article
        self._asked = asked
        texts = {Field.TITLE: article.title, Field.TEXT: article.text}
        if article.summary:
            texts[Field.SUMMARY] = article.summary
        self.steps = Steps()
        """What the rule that is asking may still spend."""
        self.left = PER_ARTICLE
        """What all rules may still spend, those that were asked before left out."""
        self.pieces = _MOST_PIECES
        """Of evidence that may still be quoted for all rules; a few are for each."""
        self._lent: list[tuple[Steps, int]] = []
        self._allowed = self.steps.left
        self.known: dict[tuple[int, Field | None, Part | None], Any] = {}
        """Whether and where a clause holds, for whoever asks again."""
        self.fields = {field: Folded(text) for field, text in texts.items()}
        self.ranked = tuple(self.fields.values())
        """The same in the order of `FIELDS`; an article without a summary lacks the last."""
        self._spans: dict[tuple[int, Field, Part | None], list[Span]] = {}
        self._runs: dict[tuple[tuple[Run, ...], Field], list[Span]] = {}
        self._sentences: dict[int, Sentences] = {}
        self._stretches: dict[tuple[Field, bool], list[Span]] = {}
        self._searched: dict[tuple[Pattern, Field, Part | None], list[tuple[int, int]]] = {}
        self._prepared: dict[tuple[bool, Field, Part | None], str] = {}

    def lend(self) -> Steps:
        """Give a budget for some evidence of the rule that is asking."""
        most = PER_EVIDENCE if self.pieces > FEWEST_PIECES else PER_EVIDENCE // 10
        steps = Steps(max(0, min(most, self.left)))
        self._lent.append((steps, steps.left))
        return steps

    def allow(self, budget: int) -> None:
        """Begin to count what a rule spends."""
        self._lent.clear()
        self.steps.left = self._allowed = max(0, min(budget, self.left))

    def settle(self) -> None:
        """Take what a rule has spent, on its evidence too, from what all may spend."""
        lent = sum(most - max(0, steps.left) for steps, most in self._lent)
        self.left -= self._allowed - max(0, self.steps.left) + lent

    @lazy
    def beside_each_other(self) -> dict[int, list[Any]]:
        """Where the words of a nearness stand, for whoever asks again."""
        return {}

    @lazy
    def listed(self) -> str:
        """Every word, between blanks."""
        return "".join([folded.listed for folded in self.ranked])

    @lazy
    def vocabulary(self) -> frozenset[str]:
        """Every word of every field, compounds as one word included, that any rule asks for."""
        if self._asked is None:
            return frozenset().union(*(folded.vocabulary for folded in self.ranked))
        title, *others = (folded.among(self._asked) for folded in self.ranked)
        return title.union(*others)

    def has_both(self, first: str, second: str) -> bool:
        """Tell whether two words stand next to each other in any field."""
        if f" {first} {second} " in self._lines:
            return True
        return any(folded.has_joined(first, second) for folded in self.ranked)

    @lazy
    def _lines(self) -> str:
        return "|".join([folded.line for folded in self.ranked])

    def beside(
        self, asked: KeysView[tuple[str, str]], known: AbstractSet[str]
    ) -> set[tuple[str, str]]:
        """Give which of many pairs, of words that are `known`, stand next to each other."""
        found: set[tuple[str, str]] = set()
        for folded in self.ranked:
            found |= folded.beside(asked, known)
        return found

    def has(self, plain: Plain) -> bool:
        """Tell whether a plain term stands anywhere."""
        if not plain.words.isdisjoint(self.vocabulary):
            return True
        known = self.vocabulary
        for first, second in plain.phrases:
            if first in known and second in known and self.has_both(first, second):
                return True
        return any(prefix in self.listed for prefix in plain.prefixes)

    def bounds(self, part: Part | None) -> dict[Field, int]:
        """Give the fields that a part covers, and how many words of each."""
        match part:
            case Part.TITLE:
                return {Field.TITLE: _ANYWHERE}
            case Part.BODY:
                return {Field.TEXT: _ANYWHERE}
            case Part.LEAD:
                return {Field.TITLE: _ANYWHERE, Field.TEXT: self._lead}
            case _:
                return dict.fromkeys(self.fields, _ANYWHERE)

    @lazy
    def _lead(self) -> int:
        return self.fields[Field.TEXT].first_paragraphs(_LEAD_PARAGRAPHS)

    @lazy
    def _lead_end(self) -> int:
        paragraphs = self.fields[Field.TEXT].paragraphs[:_LEAD_PARAGRAPHS]
        return paragraphs[-1][1] if paragraphs else 0

    def term(self, term: Term, field: Field, part: Part | None) -> list[Span]:
        """Give where a term stands in a field, in order."""
        key = (id(term), field, part)
        if key not in self._spans:
            self._spans[key] = self._find(term, field, part)
        return self._spans[key]

    def _find(self, term: Term, field: Field, part: Part | None) -> list[Span]:
        if part is None and term.plain is not None and term.plain.is_words:
            return self.fields[field].spans_of(term.plain.words & self.vocabulary)
        if part is None:
            return merged([self._find_run(run, field) for run in term.runs])
        limit = self.bounds(part)[field]
        return [span for span in self.term(term, field, None) if span[1] < limit]

    def find_runs(self, runs: tuple[Run, ...], field: Field) -> list[Span]:
        if (runs, field) not in self._runs:
            self._runs[runs, field] = merged(self._find_run(run, field) for run in runs)
        return self._runs[runs, field]

    def counting(
        self, spans: Sequence[Span], condition: Condition, field: Field
    ) -> Sequence[Span]:
        """Keep the places of a spelling that count."""
        around = Surroundings(
            field=field,
            folded=self.fields[field],
            others=[one for one in self.fields if one is not field],
            language=self.article.language,
            find=self.find_runs,
        )
        return around.counting(spans, condition)

    def _find_run(self, run: Run, field: Field) -> Sequence[Span]:
        found = _find_run(self.fields[field], run)
        for condition in [element.asks for element in run if element.asks is not None]:
            found = self.counting(found, condition, field)
        return found

    def searched(self, search: Search, field: Field, part: Part | None) -> list[tuple[int, int]]:
        """Give where a regular expression stands in the text of a field, in order."""
        key = (search.pattern, field, part)
        if key not in self._searched:
            self._searched[key] = self._search(search, field, part)
        return self._searched[key]

    def _search(self, search: Search, field: Field, part: Part | None) -> list[tuple[int, int]]:
        text = self.fields[field].text
        if part is Part.LEAD and field is Field.TEXT:
            text = text[: self._lead_end]
        self.steps.spend(len(text) // _CHARACTERS_PER_STEP)
        key = (search.pattern.is_wrapped, field, part)
        if key not in self._prepared:
            self._prepared[key] = prepared(search.pattern, text)
        return findings(search.pattern, self._prepared[key])

    def stretches(self, field: Field, *, sentences: bool) -> list[Span]:
        """Give the sentences or paragraphs of a field, as their first and last places."""
        key = (field, sentences)
        if key not in self._stretches:
            folded = self.fields[field]
            edges = self._cut(RANKS[field]).every() if sentences else folded.paragraphs
            starts = [start for start, _ in folded.offsets]
            places = ((bisect_left(starts, a), bisect_left(starts, b) - 1) for a, b in edges)
            self._stretches[key] = [(first, last) for first, last in places if first <= last]
        return self._stretches[key]

    @lazy
    def repeats_title(self) -> bool:
        """Whether the first line of the text is the title once more."""
        title, text = (self.fields[field] for field in (Field.TITLE, Field.TEXT))
        first_line = text.text.lstrip().partition("\n")[0]
        return bool(title.words) and Folded(first_line).words == title.words

    @lazy
    def spots(self) -> Spots:
        """Finds words in the texts of all fields."""
        return Spots(self.ranked)

    def sentence(self, rank: int, start: int, end: int) -> tuple[int, int]:
        """Give the sentence around a piece of a field."""
        return self._cut(rank).around(start, end)

    def _cut(self, rank: int) -> Sentences:
        if rank not in self._sentences:
            self._sentences[rank] = Sentences(self.ranked[rank])
        return self._sentences[rank]


def _find_run(folded: Folded, run: Run) -> Sequence[Span]:
    if any(e.forms and e.forms.isdisjoint(folded.known) for e in run):
        return ()
    first, *rest = run
    found: Sequence[Span] = list(_find(folded, first))
    for element in rest:
        if not found:
            return found
        following: dict[int, list[int]] = {}
        for start, end in _find(folded, element):
            following.setdefault(start, []).append(end)
        found = [(start, to) for start, end in found for to in following.get(end + 1, ())]
    return found


def _find(folded: Folded, element: Element) -> Iterable[Span]:
    """Find one place of a run."""
    if element.term is not None:
        return folded.beginnings(element.term, element.tail, inside=element.inside)
    if element.piece is not None:
        return folded.pieces(element.piece)
    if element.glob is not None:
        return (span for word in words_like(element.glob, folded) for span in folded.spans(word))
    if element.nearly is not None:
        return _find_nearly(folded, element.nearly)
    return _find_words(folded, element)


def _find_words(folded: Folded, element: Element) -> Iterator[Span]:
    for form in element.forms:
        for span in folded.spans(form):
            if element.surface is None or _is_written(folded, form, span, element.surface):
                yield span


def _find_nearly(folded: Folded, nearly: Nearly) -> Iterator[Span]:
    """Give where a name stands, or another spelling of it that no dictionary knows."""
    for word in spelt_like(nearly, folded.shapes):
        for span in folded.spans(word):
            surface = folded.surface(span[0])
            written = surface if folded.row[span[0]] == word else ""
            if is_capitalised(surface) and (
                word == nearly.word or not is_listed(word, written, nearly.languages)
            ):
                yield span


def _is_written(folded: Folded, form: str, span: Span, surface: str) -> bool:
    """Tell whether the word stands in the text exactly like this, and not as part of a join."""
    return folded.row[span[0]] == form and folded.surface(span[0]) == surface
