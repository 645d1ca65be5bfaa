"""Folded words -> numbers: what copies and likeness compare instead of words.

A word has one code: in its upper half the number of the word, as it stands in runs of words, in its lower
half that of its term. Words of no term, or of several, have 0 there, and are looked up.
"""

from collections.abc import Iterator, Sequence, Sized
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.stories.terms import TITLE, Readings, number_of, terms_of


Numbers = npt.NDArray[np.uint32]
"""Terms or runs of words, as numbers."""
NONE: Numbers = np.empty(0, np.uint32)
Codes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

FIGURE = number_of("0")
"""Every figure is the same word in a run."""
_HALF = 32
_UPPER = np.uint64(_HALF)


class _Codes(Readings[int]):
    """Word -> code."""

    def __missing__(self, word: str) -> int:
        run, terms = FIGURE if word[0].isdigit() else number_of(word), _TERMS[word]
        return self.remember(word, (run << _HALF) + (terms[0] if len(terms) == 1 else 0))


class _Terms(Readings[tuple[int, ...]]):
    """Word -> the numbers of its terms."""

    def __missing__(self, word: str) -> tuple[int, ...]:
        return self.remember(word, tuple(map(number_of, terms_of(word))))


_CODES, _TERMS = _Codes(), _Terms()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coded:
    """The words of a text, their numbers in runs, and those of the terms among them, in any order."""

    words: Sequence[str]
    runs: Codes
    terms: Numbers


def code(words: Sequence[str]) -> Coded:
    """Number folded words."""
    codes = np.fromiter(map(_CODES.__getitem__, words), np.uint64, len(words))
    return Coded(words=words, runs=codes >> _UPPER, terms=_terms(words, codes))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gathered:
    """Numbers that some have, without doubles: sorted by who has them, and by the numbers."""

    whose: Places
    numbers: Numbers
    counts: Places
    """How often each has each."""

    def edges(self, size: int) -> list[int]:
        """Say where the numbers of each of so many begin, and where the last end."""
        found: list[int] = self.whose.searchsorted(np.arange(size + 1)).tolist()
        return found


def gather(whose: Places, numbers: Numbers) -> Gathered:
    """Sort and count pairs."""
    pairs = (whose.astype(np.uint64) << _UPPER) + numbers
    pairs.sort()
    firsts = firsts_of(pairs)
    found = pairs[firsts]
    return Gathered(
        whose=(found >> _UPPER).astype(np.int64),
        numbers=found.astype(np.uint32),
        counts=np.diff(firsts, append=len(pairs)),
    )


def whose(parts: Sequence[Sized]) -> Places:
    """Say of each thing in some parts in which it is."""
    return np.arange(len(parts)).repeat([len(part) for part in parts])


def count(titles: Sequence[Coded], bodies: Sequence[Coded]) -> Gathered:
    """Count the terms of texts, in their titles twice."""
    parts = [one.terms for one in (*[*titles] * TITLE, *bodies)]
    return gather(whose(parts) % len(bodies), np.concatenate([NONE, *parts]))


def firsts_of(ordered: npt.NDArray[np.integer]) -> Places:
    """Say where each of some sorted numbers stands first; `np.unique` takes ten times as long."""
    changes = np.empty(len(ordered), np.bool_)
    changes[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=changes[1:])
    return np.flatnonzero(changes)


def _terms(words: Sequence[str], codes: Codes) -> Numbers:
    terms = codes.astype(np.uint32)
    unknown = np.flatnonzero(terms == 0).tolist()
    others = np.fromiter(_each(words[at] for at in unknown), np.uint32)
    return np.concatenate((terms[terms != 0], others))


def _each(words: Iterator[str]) -> Iterator[int]:
    for word in words:
        yield from _TERMS[word]
