"""A text -> its fingerprint: the runs of words that it has, as numbers, and the figures in it.

Three words in a row are a shingle; in Hangul eight letters and in scripts without blanks six, as words there
are not cut the same way twice. A figure is the same shingle as any other, so that an update with new figures
is known again; the figures themselves are kept apart and tell an update from tomorrow's report in the same form.
"""

import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import numpy as np

from service.stories.codes import FIGURE, NONE, Coded, Codes, Numbers, gather, whose
from service.stories.spelled import Spelled, read_all
from service.stories.terms import number_of


SIZE, HANGUL_SIZE, RUN_SIZE = 3, 8, 6
LEAD, LEAD_LETTERS, LEAD_KEPT = 20, 40, 16
"""Words that are the beginning of a text, or letters, and how many of its shingles are kept."""
_SIZES = struct.Struct("=IIII")
_LONGEST, _LONGEST_RUN = 3000, 18_000
"""Words that count, and letters where words are not cut by blanks; what comes after them is hardly news."""
_SHORT, _SHORT_RUN = 20, 50
"""Words, and letters without blanks: a shorter text says nothing without its title ("Follow our live coverage")."""
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
    lead: Numbers
    """Some of the shingles of its beginning."""

    def packed(self) -> bytes:
        """Give it as it lies in memory: four arrays take half as much again."""
        parts = self.shingles, self.figures, self.title, self.lead
        return b"".join([_SIZES.pack(*map(len, parts)), *(part.tobytes() for part in parts)])


def unpacked(packed: bytes) -> Fingerprint:
    """Read what `packed` gave in this process."""
    sizes = _SIZES.unpack_from(packed)
    edges = list(accumulate(sizes, initial=0))
    whole = np.frombuffer(packed, np.uint32, edges[-1], _SIZES.size)
    shingles, figures, title, lead = (whole[start:end] for start, end in pairwise(edges))
    return Fingerprint(shingles=shingles, figures=figures, title=title, lead=lead)


def fingerprint(title: str, text: str) -> Fingerprint:
    head, body = read_all([title, text])
    return fingerprints([head], [body])[0]


def fingerprints(titles: Sequence[Coded], bodies: Sequence[Coded]) -> list[Fingerprint]:
    """Make the fingerprints of texts; what is short is known by its title, too."""
    texts = [_known_by(title, body) for title, body in zip(titles, bodies, strict=True)]
    letters = [_letters(text) for text in texts]
    shingles = _shingles([text.runs for text in texts], letters)
    leads = _shingles(
        [text.runs[:LEAD] for text in texts],
        [one and (one[0][:LEAD_LETTERS], one[1]) for one in letters],
    )
    return [
        Fingerprint(
            shingles=whole,
            figures=_numbered(_figures(text, one)),
            title=_words(title),
            lead=lead[:LEAD_KEPT],
        )
        for title, text, one, whole, lead in zip(
            titles, texts, letters, shingles, leads, strict=True
        )
    ]


def _known_by(title: Coded, body: Coded) -> Coded:
    if len(body.words) >= _SHORT or len(_RUN.findall("".join(body.words))) >= _SHORT_RUN:
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


def _figures(text: Coded, letters: "_Letters") -> Iterable[str]:
    """Give each figure with the word before it, or two letters: alone, small ones are shared by chance."""
    if letters is not None:
        whole = letters[0]
        return (
            f"{whole[max(0, at.start() - 2) : at.start()]} {at[0]}"
            for at in _DIGITS.finditer(whole)
        )
    words = text.words
    return (f"{words[at - 1] if at else ''} {words[at]}" for at in _places(text))


_Letters = tuple[str, int] | None
"""A text in a script whose words are not cut the same way twice, and of how many letters its shingles are."""
_DIGITS = re.compile(r"\d+")


def _shingles(runs: Sequence[Codes], letters: Sequence[_Letters]) -> list[Numbers]:
    spread = np.concatenate([NONE, *runs]) * _FIRST
    threes = spread[:-2] * _FIRST + spread[1:-1] * _SECOND + spread[2:] * _THIRD
    who = whose(runs)
    within = who[2:] == who[:-2]
    found = gather(who[2:][within], (threes[within] >> _SHIFT).astype(np.uint32))
    edges = pairwise(found.edges(len(runs)))
    return [
        found.numbers[start:end] if one is None else np.sort(_numbered(_cut(*one)) * _SPREAD)
        for (start, end), one in zip(edges, letters, strict=True)
    ]


def _letters(text: Coded) -> _Letters:
    if isinstance(text.words, Spelled):
        return None
    whole = "".join(text.words)
    for script, size in ((_RUN, RUN_SIZE), (_HANGUL, HANGUL_SIZE)):
        if not whole.isascii() and len(script.findall(whole)) * 2 > len(whole):
            return whole[:_LONGEST_RUN], size
    return None


def _cut(whole: str, size: int) -> Iterable[str]:
    masked = _DIGITS.sub("0", whole)
    return (masked[at : at + size] for at in range(len(masked) - size + 1))
