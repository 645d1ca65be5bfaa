"""A run of a script without blanks -> its words, by the tables of word frequencies.

Of all ways to cut a run the likeliest is taken: the product of its words' frequencies. What no table has is cut
into signs, and signs in a row are most often a name, which nobody can tell the end of: pieces of it are terms.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from service.stories.frequencies import frequencies, lines


_UNKNOWN = -math.log(1e-8)
"""What a sign costs that is no part of a known word: more than the rarest word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a script, each with its cost, and how long those are that begin with two signs."""

    costs: Mapping[str, float]
    lengths: Mapping[str, Sequence[int]]


def segments(run: str, words: Words) -> list[str]:
    """Cut a run into known words and single signs, at the least cost."""
    size, costs = len(run), words.costs
    best, back = [0.0] + [math.inf] * size, [0] * (size + 1)
    for at in range(size):
        so_far = best[at]
        for length in (1, *words.lengths.get(run[at : at + 2], ())):
            end = at + length
            cost = so_far + costs.get(run[at:end], _UNKNOWN if length == 1 else math.inf)
            if end <= size and cost < best[end]:
                best[end], back[end] = cost, at
    return list(_walked(run, back))[::-1]


def _walked(run: str, back: list[int]) -> Iterator[str]:
    end = len(run)
    while end:
        yield run[back[end] : end]
        end = back[end]


def names_and_words(run: str, words: Words, size: int) -> Iterator[str]:
    """Give the words of a run, and pieces of so many signs of what lies between them.

    A single sign between two words says nothing; a run of one sign is a word.
    """
    loose = ""
    for word in [*segments(run, words), ""]:
        if len(word) == 1:
            loose += word
            continue
        if len(loose) > 1 or loose == run:
            yield from pieces(loose, size)
        loose = ""
        if word:
            yield word


def pieces(run: str, size: int) -> list[str]:
    return [run[at : at + size] for at in range(max(1, len(run) - size + 1))]


_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_THAI = re.compile("[\u0e01-\u0e7f]+")


@cache
def han() -> Words:
    """Read the words of Chinese and Japanese: a run of Han does not say whose it is."""
    return _words(("zh", "ja"), _HAN)


@cache
def thai() -> Words:
    return _words(("th",), _THAI)


@cache
def simplified() -> Mapping[int, str]:
    """Give for traditional signs the simplified ones, for `str.translate`: tables have these."""
    return {ord(line[0]): line[1:] for line in lines("han.simplified") if line}


def _words(languages: tuple[str, ...], script: re.Pattern[str]) -> Words:
    costs: dict[str, float] = {}
    for language in languages:
        for share, terms in frequencies(language):
            for term in terms:
                if script.fullmatch(term):
                    costs[term] = min(costs.get(term, math.inf), -math.log(share))
    lengths: dict[str, set[int]] = {}
    for term in costs:
        if len(term) > 1:
            lengths.setdefault(term[:2], set()).add(len(term))
    return Words(costs=costs, lengths={begin: sorted(all_of) for begin, all_of in lengths.items()})
