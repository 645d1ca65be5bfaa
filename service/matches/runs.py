"""Typed words -> runs: the words next to each other that are found for them.

How a word is found depends on its writing: in forms (`expand`, `name_forms`), with particles
after it (Hangul), or anywhere between other characters (Han, Kana, Thai). A typed word of several
writings, such as `F-35戦闘機`, is several words next to each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, product

from service.matches.declension import SHORTEST_BESIDE, name_forms
from service.matches.forms import expand
from service.matches.hangul import Tail, is_hangul
from service.matches.nodes import Element, QueryError, Run, Spelling
from service.matches.words import Folded, is_run


_MOST_RUNS = 2000
_MOST_BLANKS = 4


def word_runs(text: str, spelling: Spelling, languages: Sequence[str]) -> list[Run]:
    """Give the runs of one typed word: as its parts, and as one where a hyphen joins them."""
    folded = Folded(text)
    if spelling is Spelling.CASED:
        return [_cased(folded)]
    known = tuple(languages) if spelling is Spelling.INFLECTED else ()
    *parts, last = folded.words
    exact = tuple(map(plain, parts))
    runs = [(*exact, _inflected(folded.written(len(parts)), last, known))]
    runs += [(_inflected(form, form, known),) for form in _wholes(folded)]
    if spelling is Spelling.INFLECTED:
        return [way for run in runs for way in loosened(run, Tail.WORD)]
    return runs


def name_word_runs(text: str, languages: Sequence[str], *, alone: bool = True) -> list[Run]:
    """Give the runs of one word of a name, in the forms that names take."""
    folded, known = Folded(text), tuple(languages)
    written = [folded.written(number) for number in range(len(folded.words))]
    runs = [tuple(_named(word, known, alone=alone) for word in written)]
    if _wholes(folded):
        runs.append((_named("".join(written), known, alone=alone),))
    return runs


def plain(word: str) -> Element:
    """Give the place of one folded word in just this form."""
    if is_run(word):
        return Element(piece=word)
    return Element(forms=frozenset({word}))


def _inflected(typed: str, word: str, languages: tuple[str, ...]) -> Element:
    if is_run(word):
        return plain(word)
    return Element(forms=expand(typed, word, languages))


def _named(written: str, languages: tuple[str, ...], *, alone: bool) -> Element:
    word = "".join(Folded(written).words)
    if is_run(word):
        return plain(word)
    if alone:
        return Element(forms=name_forms(written, languages))
    return Element(forms=name_forms(written, languages, shortest=SHORTEST_BESIDE))


def _cased(folded: Folded) -> Run:
    return tuple(
        plain(word)
        if is_run(word)
        else Element(forms=frozenset({word}), surface=folded.written(number))
        for number, word in enumerate(folded.words)
    )


def _wholes(folded: Folded) -> list[str]:
    """Give the whole typed word as one, where a hyphen or dots join it."""
    last = len(folded.words) - 1
    return [joined.form for joined in folded.joined if last and joined.span == (0, last)]


def loosened(run: Run, tail: Tail) -> list[Run]:
    """Give the ways to write a run in Hangul: with blanks or without, with particles at its end.

    A word of one syllable takes none: it would be found in too many others.
    """
    blanks = [number for number, pair in enumerate(pairwise(run)) if all(map(_is_bare, pair))]
    if len(blanks) > _MOST_BLANKS:
        choices = [(), tuple(blanks)]
    else:
        choices = [
            tuple(n for n, taken in zip(blanks, some, strict=True) if taken)
            for some in product((False, True), repeat=len(blanks))
        ]
    return [_tailed(_closed(run, choice), tail) for choice in choices]


def _is_bare(element: Element) -> bool:
    """Tell whether it is one Hangul word with nothing more asked of it."""
    bare = element.surface is None and element.asks is None and len(element.forms) == 1
    return bare and all(map(is_hangul, element.forms))


def _closed(run: Run, blanks: Sequence[int]) -> Run:
    """Take the blanks away that follow these words."""
    closed: list[Element] = [run[0]]
    for number, element in enumerate(run[1:]):
        if number in blanks:
            (before,), (after,) = closed[-1].forms, element.forms
            closed[-1] = replace(closed[-1], forms=frozenset({before + after}))
        else:
            closed.append(element)
    return tuple(closed)


def _tailed(run: Run, tail: Tail) -> Run:
    *before, last = run
    if not _is_bare(last):
        return run
    (word,) = last.forms
    if not before and len(word) == 1:
        return run
    return (*before, replace(last, forms=frozenset(), term=word, tail=tail))


def chained(parts: Iterable[Sequence[Run]], place: int) -> list[Run]:
    """Join alternatives end to end; raises `QueryError` (at `place`) where they are too many."""
    runs: list[Run] = [()]
    for alternatives in parts:
        runs = [(*left, *right) for left, right in product(runs, alternatives)]
        if len(runs) > _MOST_RUNS:
            raise QueryError(place, "too many ways to read this phrase", "use fewer names in it")
    return runs
