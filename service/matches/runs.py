"""Typed words -> runs: the words next to each other that are found for them."""

from collections.abc import Iterable, Sequence
from itertools import product

from service.matches.declension import name_forms
from service.matches.forms import expand
from service.matches.nodes import Element, QueryError, Run, Spelling
from service.matches.words import Folded


_MOST_RUNS = 2000


def word_runs(text: str, spelling: Spelling, languages: Sequence[str]) -> list[Run]:
    """Give the runs of one typed word: as its parts, and as one where a hyphen joins them."""
    folded = Folded(text)
    if spelling is Spelling.CASED:
        return [
            tuple(
                Element(forms=frozenset({word}), surface=folded.surface(place))
                for place, word in enumerate(folded.words)
            )
        ]
    known = tuple(languages) if spelling is Spelling.INFLECTED else ()
    *parts, last = folded.words
    exact = tuple(Element(forms=frozenset({part})) for part in parts)
    runs = [(*exact, Element(forms=expand(folded.surface(len(parts)), last, known)))]
    whole = [joined.form for joined in folded.joined if parts and joined.span == (0, len(parts))]
    return [*runs, *((Element(forms=expand(form, form, known)),) for form in whole)]


def name_word_runs(text: str, languages: Sequence[str]) -> list[Run]:
    """Give the runs of one word of a name, in the forms that names take."""
    folded, known = Folded(text), tuple(languages)
    parts = [folded.surface(place) for place in range(len(folded.words))]
    runs = [tuple(Element(forms=name_forms(part, known)) for part in parts)]
    if any(len(parts) > 1 and joined.span == (0, len(parts) - 1) for joined in folded.joined):
        runs.append((Element(forms=name_forms("".join(parts), known)),))
    return runs


def chained(parts: Iterable[Sequence[Run]], place: int) -> list[Run]:
    """Join alternatives end to end; raises `QueryError` (at `place`) where they are too many."""
    runs: list[Run] = [()]
    for alternatives in parts:
        runs = [(*left, *right) for left, right in product(runs, alternatives)]
        if len(runs) > _MOST_RUNS:
            raise QueryError(place, "too many ways to read this phrase", "use fewer names in it")
    return runs
