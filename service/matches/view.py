"""An article as a rule sees it: its fields folded, and where each term stands in them."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from service.matches.nodes import Element, Near, Node, Or, Part, Run, Term
from service.matches.sentences import Sentences
from service.matches.spans import hulls
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
        self.fields = {field: Folded(text) for field, text in texts.items()}
        self._spans: dict[tuple[int, Field], list[Span]] = {}
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

    def occurrences(self, node: Node, field: Field, part: Part | None) -> list[Span]:
        """Give where an operand of NEAR stands in a field, in order."""
        match node:
            case Or(children=children):
                return sorted({s for c in children for s in self.occurrences(c, field, part)})
            case Near(operands=operands, distance=distance, ordered=ordered):
                found = [self.occurrences(operand, field, part) for operand in operands]
                return hulls(found, distance, ordered=ordered)
            case _:
                assert isinstance(node, Term)  # the parser lets nothing else into NEAR
                return self._within(self._term(node, field), field, part)

    def _within(self, spans: list[Span], field: Field, part: Part | None) -> list[Span]:
        if part is None:
            return spans
        limit = self.bounds(part).get(field, 0)
        return spans if limit == _ANYWHERE else [span for span in spans if span[1] < limit]

    def _term(self, term: Term, field: Field) -> list[Span]:
        known = self._spans.get((id(term), field))
        if known is None:
            folded = self.fields[field]
            spans = {span for run in term.runs for span in _find_run(folded, run)}
            known = self._spans[id(term), field] = sorted(spans)
        return known

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


def _find(folded: Folded, element: Element) -> Iterator[Span]:
    """Find one place of a run."""
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
    return folded.words[span[0]] == form and folded.surface(span[0]) == surface
