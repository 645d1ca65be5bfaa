"""Where a spelling of a name counts: beside a context word, not as a part of a longer name."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from service.matches.nodes import Condition, Run
from service.matches.spans import beside
from service.matches.words import Folded, Span
from service.model import Field


_ANYWHERE = 1 << 60
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30fe]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """One field of an article, and what else a spelling in it may ask about."""

    field: Field
    folded: Folded
    others: Sequence[Field]
    """The other fields of the article."""
    language: str | None
    find: Callable[[tuple[Run, ...], Field], Sequence[Span]]
    """Finds runs of words in a field."""

    def counting(self, spans: Sequence[Span], condition: Condition) -> Sequence[Span]:
        """Keep the places that count."""
        if condition.only_in and primary(self.language) not in condition.only_in:
            return ()
        if spans and condition.proper:
            spans = [span for span in spans if self._is_proper(span)]
        if spans and condition.not_in:
            spans = _outside(spans, self.find(condition.not_in, self.field))
        if spans and condition.near and not self._is_elsewhere(condition):
            context = self.find(condition.near, self.field)
            spans = beside(spans, context, self._reach(condition), before=True, after=True)
        return spans

    def _is_proper(self, span: Span) -> bool:
        """Tell whether a name stands there: with a capital, in no longer word of Katakana."""
        text = self.folded.text
        start, end = self.folded.extent(span)
        edges = (text[max(0, start - 1) : start + 1], text[end - 1 : end + 1])
        return not text[start].islower() and not any(map(_KATAKANA.fullmatch, edges))

    def _is_elsewhere(self, condition: Condition) -> bool:
        """Tell whether a context word that may stand anywhere stands in another field."""
        within = condition.within
        return within is None and any(self.find(condition.near, one) for one in self.others)

    def _reach(self, condition: Condition) -> int:
        return _ANYWHERE if condition.within is None else condition.within * self.folded.unit


def primary(language: str | None) -> str:
    """Give `en` of `en-US`."""
    return (language or "").replace("_", "-").partition("-")[0].lower()


def _outside(spans: Sequence[Span], longer: Sequence[Span]) -> list[Span]:
    """Keep the spans that are no part of any of the longer ones, which are in order."""
    starts = [start for start, _ in longer]
    ends = list(accumulate((end for _, end in longer), max))
    return [
        (start, end)
        for start, end in spans
        if not (number := bisect_right(starts, start)) or ends[number - 1] < end
    ]
