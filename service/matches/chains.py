"""Three and more operands of a nearness, in bounded work.

A chain is disjoint spans from left to right, each standing for another operand. Of all chains for
the same operands that end before a place, only the best one matters: with the greatest *potential*,
which is where it starts plus the lengths of its spans (`end + 1 - potential` are the positions in
between that belong to none). Equal operands are counted, not told apart, so there are few states.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import chain

from service.matches.steps import Steps
from service.matches.words import Span


Item = tuple[int, int, int]
"""Start, end, and the number of the group of equal operands."""
State = int
"""How many of each group a chain has, as the digits of one number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chains:
    """The operands of one nearness: equal ones as one group."""

    numbers: tuple[int, ...]
    """The group of each operand."""
    sizes: tuple[int, ...]
    """How many operands each group has."""
    weights: tuple[int, ...]
    """What one more of a group adds to a state."""
    items: tuple[Item, ...]
    full: State
    distance: int
    width: int
    """No satisfying choice takes more positions."""
    steps: Steps

    def hold(self) -> bool:
        """Tell whether there is any satisfying choice."""
        return next(self._ends(self.items, None), None) is not None

    def hulls(self) -> set[Span]:
        starts = sorted({start for start, _, _ in self.items})
        return {hull for start in starts for hull in self._hulls_from(start)}

    def _hulls_from(self, start: int) -> Iterator[Span]:
        low = bisect_left(self.items, (start,))
        high = bisect_left(self.items, (start + self.width,))
        return ((start, end) for end in self._ends(self.items[low:high], start))

    def taking_part(self, hull: Span | None = None) -> set[Item]:
        """Give what is part of a satisfying choice; of one with this hull, if one is given."""
        first, last = hull if hull is not None else (None, None)
        items = self.items if hull is None else self._between(hull)
        mirrored = sorted((-end, -start, group) for start, end, group in items)
        after = dict(
            zip(mirrored, self._before(mirrored, None if last is None else -last), strict=False)
        )
        before = zip(items, self._before(items, first), strict=False)
        return {
            item
            for item, chains in before
            if self._completes(item, chains, after.get((-item[1], -item[0], item[2]), {}))
        }

    def _between(self, hull: Span) -> list[Item]:
        low = bisect_left(self.items, (hull[0],))
        high = bisect_left(self.items, (hull[1] + 1,))
        return [item for item in self.items[low:high] if item[1] <= hull[1]]

    def _completes(self, item: Item, before: dict[State, int], after: dict[State, int]) -> bool:
        start, end, group = item
        wanted = self.full - self.weights[group]
        least = start - end - self.distance  # both potentials together; see the module
        self.steps.spend(len(before))
        return any(
            self._has_room(state, group) and after.get(wanted - state, least) + potential >= least
            for state, potential in before.items()
            if wanted - state in after
        )

    def _ends(self, items: Sequence[Item], begin: int | None) -> Iterator[int]:
        """Give where satisfying choices end."""
        for chains, (start, end, group) in zip(self._before(items, begin), items, strict=False):
            potential = chains.get(self.full - self.weights[group])
            if potential is not None and start - potential <= self.distance:
                yield end

    def _before(self, items: Sequence[Item], begin: int | None) -> Iterator[dict[State, int]]:
        """Give for each item the best chains that end before it and are not too loose already.

        With `begin`, chains start there; it ends where no chain is left.
        """
        best: dict[State, int] = {}
        growing: list[tuple[int, State, int]] = []
        for start, end, group in items:
            best = best.copy()  # the one before may still be looked at
            while growing and growing[0][0] < start:
                _, state, potential = heappop(growing)
                best[state] = max(potential, best.get(state, potential))
            best = {s: p for s, p in best.items() if s and start - p <= self.distance}
            if begin is None or start == begin:
                best[0] = start
            elif not best and not growing:
                return
            self.steps.spend(len(best) + 1)
            yield best
            for state, potential in best.items():
                if self._has_room(state, group):
                    grown = potential + end - start + 1
                    heappush(growing, (end, state + self.weights[group], grown))

    def _has_room(self, state: State, group: int) -> bool:
        size = self.sizes[group]
        return state // self.weights[group] % (size + 1) < size


def longest(spans: Sequence[Span]) -> int:
    return max((end - start + 1 for start, end in spans), default=0)


def merged(lists: Iterable[Iterable[Span]]) -> list[Span]:
    """Give what is in any of some lists, in order; sorting what is partly sorted is cheap."""
    return list(dict.fromkeys(sorted(chain.from_iterable(lists))))


def distinct(operands: Sequence[Sequence[Span]]) -> list[Sequence[Span]]:
    """Give each of some operands once."""
    return [spans for number, spans in enumerate(operands) if spans not in operands[:number]]


def chains(operands: Sequence[Sequence[Span]], distance: int, steps: Steps) -> Chains:
    groups = distinct(operands)
    numbers = tuple(groups.index(spans) for spans in operands)
    sizes = [numbers.count(number) for number in range(len(groups))]
    weights = [1]
    for size in sizes:
        weights.append(weights[-1] * (size + 1))
    items = sorted((*span, number) for number, group in enumerate(groups) for span in group)
    return Chains(
        numbers=numbers,
        sizes=tuple(sizes),
        weights=tuple(weights[:-1]),
        items=tuple(items),
        full=weights[-1] - 1,
        distance=distance,
        width=distance + sum(map(longest, operands)),
        steps=steps,
    )
