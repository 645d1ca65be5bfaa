"""An article as a rule sees it: its fields folded, and where each term stands in them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from service.matches.chains import merged
from service.matches.conditions import Surroundings
from service.matches.nodes import Condition, Element, Part, Run, Term
from service.matches.sentences import Sentences
from service.matches.steps import Steps
from service.matches.words import Folded, Span
from service.model import Article, Field


FIELDS = tuple(Field)
_LEAD_PARAGRAPHS = 2
_ANYWHERE = 1 << 60


class View:
    """One article, folded once and asked by many rules."""

    def __init__(self, article: Article) -> None:
        self.article = article
        texts = {Field.TITLE: article.title, Field.TEXT: article.text}
        if article.summary:
            texts[Field.SUMMARY] = article.summary
        self.steps = Steps()
        """What the rule that is asking may still spend."""
        self.known: dict[tuple[int, Field, Part | None], Any] = {}
        """Where a nearness holds, for whoever asks again."""
        self.fields = {field: Folded(text) for field, text in texts.items()}
        self._spans: dict[tuple[int, Field, Part | None], list[Span]] = {}
        self._runs: dict[tuple[tuple[Run, ...], Field], list[Span]] = {}
        self._sentences: dict[Field, Sentences] = {}

    @cached_property
    def scan(self) -> str:
        return "\n".join(folded.scan for folded in self.fields.values())

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every field, compounds as one word included."""
        return frozenset().union(*(folded.vocabulary for folded in self.fields.values()))

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

    @cached_property
    def _lead(self) -> int:
        return self.fields[Field.TEXT].first_paragraphs(_LEAD_PARAGRAPHS)

    def term(self, term: Term, field: Field, part: Part | None) -> list[Span]:
        """Give where a term stands in a field, in order."""
        key = (id(term), field, part)
        if key not in self._spans:
            self._spans[key] = self._find(term, field, part)
        return self._spans[key]

    def _find(self, term: Term, field: Field, part: Part | None) -> list[Span]:
        if part is None:
            return self.find_runs(term.runs, field)
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

    def sentence(self, field: Field, start: int, end: int) -> tuple[int, int]:
        """Give the sentence around a piece of a field."""
        if field not in self._sentences:
            self._sentences[field] = Sentences(self.fields[field])
        return self._sentences[field].around(start, end)


def _find_run(folded: Folded, run: Run) -> Sequence[Span]:
    if any(e.forms and e.forms.isdisjoint(folded.places) for e in run):
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
    return _find_words(folded, element)


def _find_words(folded: Folded, element: Element) -> Iterator[Span]:
    for form in element.forms:
        for span in folded.places.get(form, ()):
            if element.surface is None or _is_written(folded, form, span, element.surface):
                yield span
    if element.pattern is not None:
        whole = re.compile(element.pattern)
        for word, spans in folded.places.items():
            if word.startswith(element.prefix) and whole.fullmatch(word):
                yield from spans


def _is_written(folded: Folded, form: str, span: Span, surface: str) -> bool:
    """Tell whether the word stands in the text exactly like this, and not as part of a join."""
    return folded.row[span[0]] == form and folded.surface(span[0]) == surface
