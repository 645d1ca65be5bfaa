"""A text -> its fingerprint: the runs of words that it has, as numbers, and the figures in it.

Three words in a row are a shingle; in Hangul eight letters and in scripts without blanks six, as words there
are not cut the same way twice. A figure is the same shingle as any other, so that an update with new figures
is known again; the figures themselves are kept apart and tell an update from tomorrow's report in the same form.
"""

import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from service.stories.codes import FIGURE, NONE, Coded, Numbers, gather, whose
from service.stories.spelled import Spelled, read_all
from service.stories.terms import number_of


SIZE, HANGUL_SIZE, RUN_SIZE = 3, 8, 6
_SIZES = struct.Struct("=III")
_LONGEST, _LONGEST_RUN = 3000, 18_000
"""Words that count, and letters where words are not cut by blanks; what comes after them is hardly news."""
_SHORT = 20
"""Words: a shorter text says nothing without its title ("Follow our live coverage")."""
_RUN = re.compile("[\u3041-\u30ff\u3400-\u9fff\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
# The odd factors are those of xxHash: they spread neighbouring sums over all numbers.
_FIRST, _SECOND, _THIRD = np.uint64(0x9E3779B1), np.uint64(0x85EBCA77), np.uint64(0xC2B2AE3D)
_SHIFT, _SPREAD = np.uint64(16), np.uint32(0x9E3779B1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fingerprint:
    """What is remembered of a text to know a copy of it."""

    shingles: Numbers
    """Without doubles, the smallest first, as all here."""
    figures: Numbers
    """Each with the word before it."""
    title: Numbers
    """Words of the title."""

    def packed(self) -> bytes:
        """Give it as it lies in memory: three arrays take half as much again."""
        parts = self.shingles, self.figures, self.title
        return b"".join([_SIZES.pack(*map(len, parts)), *(part.tobytes() for part in parts)])


def unpacked(packed: bytes) -> Fingerprint:
    """Read what `packed` gave in this process."""
    shingles, figures, title = _SIZES.unpack_from(packed)
    whole = np.frombuffer(packed, np.uint32, shingles + figures + title, _SIZES.size)
    return Fingerprint(
        shingles=whole[:shingles],
        figures=whole[shingles : shingles + figures],
        title=whole[shingles + figures :],
    )


def fingerprint(title: str, text: str) -> Fingerprint:
    head, body = read_all([title, text])
    return fingerprints([head], [body])[0]


def fingerprints(titles: Sequence[Coded], bodies: Sequence[Coded]) -> list[Fingerprint]:
    """Make the fingerprints of texts; what is short is known by its title, too."""
    texts = [_known_by(title, body) for title, body in zip(titles, bodies, strict=True)]
    return [
        Fingerprint(shingles=shingles, figures=_numbered(_figures(text)), title=_words(title))
        for title, text, shingles in zip(titles, texts, _shingles(texts), strict=True)
    ]


def _known_by(title: Coded, body: Coded) -> Coded:
    if len(body.words) >= _SHORT:
        return replace(body, words=body.words[:_LONGEST], runs=body.runs[:_LONGEST])
    words, runs = [*title.words, *body.words], np.concatenate((title.runs, body.runs))
    return replace(body, words=words, runs=runs)


def _numbered(words: Iterable[str]) -> Numbers:
    return np.array(sorted({number_of(word) for word in words}), np.uint32)


def _words(title: Coded) -> Numbers:
    """Give the numbers of words as they stand, figures too."""
    figures = {number_of(title.words[at]) for at in _places(title)}
    return np.array(sorted(figures.union(title.runs[title.runs != FIGURE].tolist())), np.uint32)


def _places(text: Coded) -> list[int]:
    found: list[int] = np.flatnonzero(text.runs == FIGURE).tolist()
    return found


def _figures(text: Coded) -> Iterable[str]:
    """Give each figure with the word before it: alone, small ones are shared by chance."""
    words = text.words
    return (f"{words[at - 1] if at else ''} {words[at]}" for at in _places(text))


def _shingles(texts: Sequence[Coded]) -> list[Numbers]:
    cut = [_runs_of_letters(text) for text in texts]
    spread = np.concatenate([NONE, *(text.runs for text in texts)]) * _FIRST
    threes = spread[:-2] * _FIRST + spread[1:-1] * _SECOND + spread[2:] * _THIRD
    who = whose([text.runs for text in texts])
    within = who[2:] == who[:-2]
    found = gather(who[2:][within], (threes[within] >> _SHIFT).astype(np.uint32))
    threes_of = (found.numbers[start:end] for start, end in pairwise(found.edges(len(texts))))
    return [three if other is None else other for three, other in zip(threes_of, cut, strict=True)]


def _runs_of_letters(text: Coded) -> Numbers | None:
    """Give the shingles of a text whose words are not cut the same way twice; None: it has words."""
    if isinstance(text.words, Spelled):
        return None
    whole = "".join(text.words)
    for script, size in ((_RUN, RUN_SIZE), (_HANGUL, HANGUL_SIZE)):
        if not whole.isascii() and len(script.findall(whole)) * 2 > len(whole):
            return np.sort(_numbered(_cut(_masked(text.words), size)) * _SPREAD)
    return None


def _masked(text: Sequence[str]) -> str:
    return "".join("0" if word[0].isdigit() else word for word in text)[:_LONGEST_RUN]


def _cut(whole: str, size: int) -> Iterable[str]:
    return (whole[at : at + size] for at in range(len(whole) - size + 1))
