"""Typed words -> runs: the words next to each other that are found for them.

How a word is found depends on its writing: in forms (`expand`, `name_forms`), with particles
after it (Hangul), or anywhere between other characters (Han, Kana, Thai). A typed word of several
writings, such as `F-35戦闘機`, is several words next to each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, groupby, pairwise, product

from service.matches.compounds import is_run
from service.matches.declension import SHORTEST_BESIDE, name_forms
from service.matches.forms import designation_forms, expand
from service.matches.hangul import Tail, is_hangul
from service.matches.nodes import Element, QueryError, Run, Spelling
from service.matches.proclitics import name_with_proclitics
from service.matches.words import Folded, Span


_MOST_RUNS = 2000
_MOST_BLANKS = 4
_MOST_PARTED = 8
"""Syllables that may be parted anywhere; more of them at one place only, or as they are typed."""
Cut = tuple[Span, ...]


def word_runs(text: str, spelling: Spelling, languages: Sequence[str]) -> list[Run]:
    """Give the runs of one typed word: as its parts, and as one where a hyphen joins them."""
    return [*_word_runs(text, spelling, tuple(languages))]


def forget() -> None:
    """Let go of the words that rules had in common while they were compiled."""
    _word_runs.cache_clear()


@lru_cache(maxsize=32_768)
def _word_runs(text: str, spelling: Spelling, languages: tuple[str, ...]) -> list[Run]:
    folded = Folded(text)
    if spelling is Spelling.CASED:
        return [_cased(folded)]
    known = tuple(languages) if spelling is Spelling.INFLECTED else ()
    *parts, last = folded.words
    exact = tuple(map(plain, parts))
    forms = designation_forms(folded.words, known)
    inflected = _inflected(folded.written(len(parts)), last, known)
    runs = [(*exact, Element(forms=forms) if len(forms) > 1 else inflected)]
    runs += [(_inflected(form, form, known),) for form in _wholes(folded)]
    runs += _undotted(folded)
    if spelling is Spelling.INFLECTED:
        return [way for run in runs for way in loosened(run, Tail.WORD)]
    return runs


def name_word_runs(text: str, languages: Sequence[str], *, alone: bool = True) -> list[Run]:
    """Give the runs of one word of a name, in the forms that names take."""
    folded, known = Folded(text), tuple(languages)
    written = [folded.written(number) for number in range(len(folded.words))]
    elements = [_named(word, known, alone=alone) for word in written]
    if len(forms := designation_forms(folded.words, known)) > 1:
        elements[-1] = Element(forms=forms)
    runs = [tuple(elements)]
    if _wholes(folded):
        runs.append((_named("".join(written), known, alone=alone),))
    return [*runs, *_undotted(folded)]


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
    """Give the whole typed word as one, where a hyphen joins it."""
    last = len(folded.words) - 1
    return [joined.form for joined in folded.joined if last and joined.span == (0, last)]


def _undotted(folded: Folded) -> list[Run]:
    """Give an acronym without its dots: it wants its capitals there, US and never us."""
    if len(folded.words) != 1:
        return []
    forms = [joined.form for joined in folded.joined]
    return [(Element(forms=frozenset({form}), surface=form.upper()),) for form in forms]


def loosened(run: Run, tail: Tail, *, parted: bool = False) -> list[Run]:
    """Give the ways to write a run in Hangul: with blanks or without, with particles at its end.

    A word of one syllable takes none: it would be found in too many others. `parted`: with further
    blanks, too, between parts of two syllables at least.
    """
    ways: list[Run] = [()]
    for is_bare, some in groupby(run, _is_bare):
        stretch = tuple(some)
        written = _written(stretch, parted=parted) if is_bare else [stretch]
        ways = [(*way, *more) for way in ways for more in written]
    return [_tailed(way, tail) for way in ways]


def _is_bare(element: Element) -> bool:
    """Tell whether it is one Hangul word with nothing more asked of it."""
    bare = element.surface is None and element.asks is None and len(element.forms) == 1
    return bare and all(map(is_hangul, element.forms))


def _written(stretch: Sequence[Element], *, parted: bool) -> list[Run]:
    """Give the ways to write Hangul words that follow one another; the typed one comes first."""
    words = ["".join(element.forms) for element in stretch]
    text, ends = "".join(words), [*accumulate(map(len, words))]
    typed = (*pairwise((0, *ends)),)
    cuts = [typed, ((0, len(text)),)]
    if len(words) <= _MOST_BLANKS + 1:
        cuts += _cuts(0, ends, frozenset(typed), least=1)
    if parted and len(text) <= _MOST_PARTED:
        cuts += _cuts(0, range(1, len(text) + 1), frozenset(typed), least=2)
    elif parted:
        cuts += (((0, end), (end, len(text))) for end in range(2, len(text) - 1))
    return [
        tuple(Element(forms=frozenset({text[start:end]})) for start, end in cut)
        for cut in dict.fromkeys(cuts)
    ]


def _cuts(start: int, ends: Sequence[int], typed: frozenset[Span], least: int) -> Iterator[Cut]:
    """Give every way to cut what begins at `start` at some of these ends, and at the last."""
    for number, end in enumerate(ends):
        if end - start < least and (start, end) not in typed:
            continue
        if end == ends[-1]:
            yield ((start, end),)
        for more in _cuts(end, ends[number + 1 :], typed, least):
            yield ((start, end), *more)


def _tailed(run: Run, tail: Tail) -> Run:
    *before, last = run
    if not _is_bare(last):
        return run
    (word,) = last.forms
    if not before and len(word) == 1:
        return run
    return (*before, replace(last, forms=frozenset(), term=word, tail=tail))


def with_prefixes(run: Run) -> Run:
    """Let Arabic and Hebrew words begin a phrase behind what is written together with them."""
    first, *others = run
    if len(first.forms) != 1 or first.surface is not None:
        return run
    return (replace(first, forms=name_with_proclitics(*first.forms)), *others)


def chained(parts: Iterable[Sequence[Run]], place: int) -> list[Run]:
    """Join alternatives end to end; raises `QueryError` (at `place`) where they are too many."""
    runs: list[Run] = [()]
    for alternatives in parts:
        runs = [(*left, *right) for left, right in product(runs, alternatives)]
        if len(runs) > _MOST_RUNS:
            raise QueryError(place, "too many ways to read this phrase", "use fewer names in it")
    return runs
