"""Which live stories have a term: the reports that have it among their heaviest, and the story of each.

Reports stand in flat arrays by the order of their coming; what is asked of them is added up at once.
"""

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping

import numpy as np

from service.stories.codes import NONE, firsts_of
from service.stories.likeness import Vector


LISTED, ASKED, READ = 40, 20, 300
"""Terms by which a report is found, and asks; postings read."""
_SPARE = 1024


class Postings:
    """Terms, each with its reports in the order of their coming."""

    def __init__(self) -> None:
        self._of: dict[int, array[int]] = {}
        """Term -> orders of reports."""
        self._orders: dict[int, int] = {}
        self._stories = array("q")
        """By order; also of reports that are gone."""

    def __len__(self) -> int:
        """Count the terms."""
        return len(self._of)

    def add(self, report: int, story: int, vector: Vector) -> None:
        """List a report as the newest."""
        order = self._orders[report] = len(self._stories)
        self._stories.append(story)
        for number in vector.numbers[:LISTED].tolist():
            if number not in self._of:
                self._of[number] = array("I")
            self._of[number].append(order)

    def add_all(self, vectors: Mapping[int, Vector], stories: Iterable[int]) -> None:
        """List many reports at once, where none is listed yet."""
        self._orders = {report: order for order, report in enumerate(vectors)}
        self._stories = array("q", stories)
        listed = [vector.numbers[:LISTED] for vector in vectors.values()]
        numbers = np.concatenate([NONE, *listed])
        sizes = np.array([len(one) for one in listed], np.int64)
        orders = np.arange(len(listed), dtype=np.uint32).repeat(sizes)
        sorting = np.argsort(numbers, kind="stable")
        numbers, orders = numbers[sorting], orders[sorting]
        firsts = firsts_of(numbers)
        ends = (firsts + np.diff(firsts, append=len(numbers))).tolist()
        for number, first, end in zip(
            numbers[firsts].tolist(), firsts.tolist(), ends, strict=True
        ):
            self._of[number] = array("I", orders[first:end].tobytes())

    def remove(self, report: int, vector: Vector) -> int:
        """Take a report out; give its order, for `put_back`."""
        order = self._orders.pop(report)
        for number in vector.numbers[:LISTED].tolist():
            posting = self._of[number]
            del posting[bisect_left(posting, order)]
            if not posting:
                del self._of[number]
        return order

    def put_back(self, report: int, story: int, vector: Vector, order: int) -> None:
        """Undo a removal."""
        self._orders[report], self._stories[order] = order, story
        for number in vector.numbers[:LISTED].tolist():
            insort(self._of.setdefault(number, array("I")), order)

    def point(self, reports: Iterable[int], story: int) -> None:
        """Say of some reports, not all of which need be listed, that their story is this now."""
        for report in reports:
            if report in self._orders:
                self._stories[self._orders[report]] = story

    def settle(self) -> None:
        """Close ranks where most of the reports are gone; no removal can be undone after it."""
        if len(self._stories) <= 2 * len(self._orders) + _SPARE:
            return
        live = np.array(sorted(self._orders.values()), np.int64)
        ranks = np.zeros(len(self._stories), np.uint32)
        ranks[live] = np.arange(len(live), dtype=np.uint32)
        for posting in self._of.values():
            orders = np.frombuffer(posting, np.uint32)
            orders[:] = ranks[orders]
        self._orders = {report: int(ranks[order]) for report, order in self._orders.items()}
        self._stories = array("q", np.frombuffer(self._stories, np.int64)[live].tobytes())

    def likely(self, vector: Vector, most: int) -> list[int]:
        """Give stories that have the heaviest terms of a report: those first that have most of its weight.

        Terms are asked in the order of the length of their postings, the newest reports of each, until so many
        postings are read. Of stories with equal shares the older come first. All is whole numbers, so that no
        order of adding makes a difference.
        """
        numbers = vector.numbers[:ASKED].tolist()
        held = [(len(self._of[one]), at) for at, one in enumerate(numbers) if one in self._of]
        read, asked, left = array("I"), list[int](), READ
        for _, at in sorted(held):
            newest = self._of[numbers[at]][-left:]
            read.extend(newest)
            asked += [at] * len(newest)
            left -= len(newest)
            if left <= 0:
                break
        return self._ranked(read, asked, vector)[:most] if read else []

    def _ranked(self, read: "array[int]", asked: list[int], vector: Vector) -> list[int]:
        stories = np.frombuffer(self._stories, np.int64)[np.frombuffer(read, np.uint32)]
        pairs = stories * ASKED + np.array(asked)
        pairs.sort()
        found, terms = np.divmod(pairs[firsts_of(pairs)], ASKED)
        firsts = firsts_of(found)
        shares = np.add.reduceat(np.square(vector.weights.astype(np.int64))[terms], firsts)
        ranked: list[int] = found[firsts][np.argsort(-shares, kind="stable")].tolist()
        return ranked
