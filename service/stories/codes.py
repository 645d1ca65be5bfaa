"""Folded words -> numbers: what copies and likeness compare instead of words.

A word has one code: in its upper half the number of the word, as it stands in runs of words, in its lower
half that of its term. Words of no term, or of several, have 0 there, and are looked up.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from service.stories.terms import REMEMBERED, TITLE, number_of, terms_of


Numbers = npt.NDArray[np.uint32]
"""Terms or runs of words, as numbers."""
NONE: Numbers = np.empty(0, np.uint32)
Codes = npt.NDArray[np.uint64]

FIGURE = number_of("0")
"""Every figure is the same word in a run."""
_HALF = 32


class _Codes(dict[str, int]):
    """Word -> code, filled as words turn up."""

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        run, terms = FIGURE if word[0].isdigit() else number_of(word), _TERMS[word]
        code = self[word] = (run << _HALF) + (terms[0] if len(terms) == 1 else 0)
        return code


class _Terms(dict[str, tuple[int, ...]]):
    """Word -> the numbers of its terms, filled as words turn up."""

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        made = self[word] = tuple(map(number_of, terms_of(word)))
        return made


_CODES, _TERMS = _Codes(), _Terms()


def code(words: Sequence[str]) -> Codes:
    return np.fromiter(map(_CODES.__getitem__, words), np.uint64, len(words))


def runs(codes: Codes) -> Codes:
    """Give the numbers of the words themselves."""
    return codes >> np.uint64(_HALF)


def counted(title: Sequence[str], body: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Count the terms of folded words: their numbers, and how often each is there, in the title twice."""
    return count(title, code(title), body, code(body))


def count(
    title: Sequence[str], titled: Codes, body: Sequence[str], coded: Codes
) -> tuple[Numbers, Numbers]:
    """Count the terms of words that are coded."""
    found = np.concatenate([*[_terms(title, titled)] * TITLE, _terms(body, coded)])
    found.sort()
    firsts = firsts_of(found)
    return found[firsts], np.diff(firsts, append=len(found)).astype(np.uint32)


def firsts_of(ordered: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """Say where each of some sorted numbers stands first; `np.unique` takes ten times as long."""
    changes = np.empty(len(ordered), np.bool_)
    changes[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=changes[1:])
    return np.flatnonzero(changes)


def _terms(words: Sequence[str], codes: Codes) -> Numbers:
    terms = codes.astype(np.uint32)
    unknown = np.flatnonzero(terms == 0).tolist()
    if not unknown:
        return terms
    others = np.fromiter(_each(words[at] for at in unknown), np.uint32)
    return np.concatenate((terms[terms != 0], others))


def _each(words: Iterator[str]) -> Iterator[int]:
    for word in words:
        yield from _TERMS[word]
