"""Where words stand in the texts of an article: looked for in all its fields at once."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from service.matches.words import Folded


Spot = tuple[int, int, int]
"""Field (by its place in `FIELDS`), start and end in its text."""
_BETWEEN = " | "
"""No word has such a sign, so that no two words are next to each other across it."""


class Spots:
    """The folded fields as one text, in which most words are found by a search for them."""

    def __init__(self, ranked: Sequence[Folded]) -> None:
        self._ranked = ranked
        cuts = [folded.cut for folded in ranked]
        self._text = f" {_BETWEEN.join(cuts)} "
        widths = (len(cut) + len(_BETWEEN) for cut in cuts[:-1])
        self._bases = [*accumulate(widths, initial=1)]
        self._is_whole = all(folded.is_whole for folded in ranked)
        self._joins = ranked[0].joins.union(*(folded.joins for folded in ranked[1:]))
        self._known: dict[str, list[Spot]] = {}

    def of(self, word: str) -> list[Spot]:
        """Give where a word stands, in order."""
        found = self._known.get(word)
        if found is None:
            is_bare = self._is_whole and word not in self._joins
            found = self._known[word] = self._bare(word) if is_bare else [*self._counted(word)]
        return found

    def of_both(self, first: str, second: str) -> list[Spot]:
        """Give the same for two words next to each other."""
        both = f"{first} {second}"
        found = self._known.get(both)
        if found is None:
            is_bare = self._is_whole and self._joins.isdisjoint((first, second))
            find = self._bare_pair if is_bare else self._counted_pair
            found = self._known[both] = [*find(first, second)]
        return found

    def _bare(self, word: str) -> list[Spot]:
        text, sought, length, found = self._text, f" {word} ", len(word), list[Spot]()
        at = text.find(sought) + 1
        while at:
            found.append(self._spot(at, at + length))
            at = text.find(sought, at) + 1
        return found

    def _bare_pair(self, first: str, second: str) -> Iterator[Spot]:
        text, sought, after = self._text, f" {first} ", f" {second} "
        at = text.find(sought) + 1
        while at:
            begin = at + len(first)
            while text.startswith("  ", begin):
                begin += 1
            if text.startswith(after, begin):
                yield self._spot(at, begin + len(second) + 1)
            at = text.find(sought, at) + 1

    def _spot(self, start: int, end: int) -> Spot:
        rank = bisect_right(self._bases, start) - 1
        base, folded = self._bases[rank], self._ranked[rank]
        if folded.origin is None:
            return rank, start - base, end - base
        return rank, *folded.original(start - base, end - base)

    def _counted(self, word: str) -> Iterator[Spot]:
        for rank, folded in enumerate(self._ranked):
            for span in folded.spans(word):
                yield rank, *folded.extent(span)

    def _counted_pair(self, first: str, second: str) -> Iterator[Spot]:
        for rank, folded in enumerate(self._ranked):
            after = dict(folded.spans(second))
            for start, end in folded.spans(first):
                if end + 1 in after:
                    yield rank, *folded.extent((start, after[end + 1]))
