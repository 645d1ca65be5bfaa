"""How well reports of one event are brought together, beside two usual ways at their best thresholds.

    python bench/quality_stories.py

The streams are those of `WIREWATCH_DATA` (default ../shared/data): full texts without dates (ECB+) and dated
headlines (UCI). Ours has one setting for all and is told no language; the others try thresholds and are shown
at the best for each stream. BCubed: for each report, how much of its story is right, and how much of the true
one it has.
"""

import gzip
import json
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from quality_feeds import DATA

from service.stories.background import language_of, text_share
from service.stories.lane import Lane, Times
from service.stories.prepared import terms_in
from service.stories.terms import fold, words


STREAMS = {"ECB+, full texts": "ecbplus", "UCI, headlines": "uci-headlines"}
_ONLINE = (0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
_STOP = 0.3
_BATCH = (0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3)
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A report of a stream."""

    title: Sequence[str]
    text: Sequence[str]
    at: float | None
    """Hours."""
    truth: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """BCubed precision and recall, stories found, reports a second."""

    precision: float
    recall: float
    stories: int
    speed: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def load(name: str) -> list[Item]:
    with gzip.open(DATA / f"stories/{name}.jsonl.gz", "rt") as lines:
        return [_item(json.loads(line)) for line in lines]


def _item(row: Mapping[str, str]) -> Item:
    at = datetime.fromisoformat(row["ts"]).timestamp() / 3600 if row.get("ts") else None
    title, text = words(fold(row.get("title", ""))), words(fold(row.get("text", "")))
    return Item(title=title, text=text, at=at, truth=row["truth"])


def score(found: Sequence[Hashable], items: Sequence[Item], seconds: float) -> Result:
    true = [item.truth for item in items]
    of_found, of_true = Counter(found), Counter(true)
    both = Counter(zip(found, true, strict=True))
    right = [(n * n / of_found[f], n * n / of_true[t]) for (f, t), n in both.items()]
    precision, recall = (sum(part) / len(items) for part in zip(*right, strict=True))
    speed = len(items) / max(seconds, 1e-9)
    return Result(precision=precision, recall=recall, stories=len(of_found), speed=speed)


# --- the ways ----------------------------------------------------------------------------------


def ours(items: Sequence[Item]) -> Result:
    lane = Lane()
    started = time.process_time()
    told: dict[int, list[int]] = {}
    for number, item in enumerate(items):
        listed = [*item.title, *item.text]
        terms = terms_in(list(item.title), list(item.text), language_of(listed, None))
        times = Times(at=item.at, seen=item.at or 0.0)
        lane.tick(times.seen)
        vector = lane.weigh(terms)
        found = lane.find(vector, item.at)
        story = found.nearest if found.nearest is not None and found.joins else number
        lane.join(number, story, vector, times)
        told.setdefault(story, []).append(number)
        for merge in lane.merge(story, found.others, found.bridged):
            told[merge.kept] += told.pop(merge.gone)
    seconds = time.process_time() - started
    of = {number: story for story, members in told.items() for number in members}
    return score([of[number] for number in range(len(items))], items, seconds)


def _vectors(items: Sequence[Item]) -> list[Weights]:
    """Give TF-IDF vectors of unit length without stop words; frequencies are those of the whole stream."""
    counts = [
        Counter(word for word in (*item.title, *item.text) if text_share(word, "en") < _STOP)
        for item in items
    ]
    having = Counter(word for count in counts for word in count)
    return [_unit(count, having, len(items)) for count in counts]


def _unit(count: Mapping[str, int], having: Mapping[str, int], of: int) -> Weights:
    made = {w: (1 + math.log(n)) * math.log(of / having[w]) for w, n in count.items()}
    length = math.sqrt(sum(x * x for x in made.values())) or 1.0
    return {word: weight / length for word, weight in made.items()}


def online(items: Sequence[Item], threshold: float) -> list[int]:
    """Join the cluster with the nearest centre, if it is near enough."""
    postings: dict[str, dict[int, float]] = {}
    sizes: list[int] = []
    found = []
    for vector in _vectors(items):
        near: dict[int, float] = {}
        for word, weight in vector.items():
            for cluster, total in postings.get(word, {}).items():
                near[cluster] = near.get(cluster, 0.0) + weight * total
        best = max(near, key=lambda one: (near[one] / sizes[one], -one), default=None)
        if best is None or near[best] / sizes[best] < threshold:
            best = len(sizes)
            sizes.append(0)
        sizes[best] += 1
        for word, weight in vector.items():
            row = postings.setdefault(word, {})
            row[best] = row.get(best, 0.0) + weight
        found.append(best)
    return found


class Merges:
    """Average-link clustering of a whole stream: which clusters became one, at what likeness."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.size = len(items)
        self.steps: list[tuple[float, int, int]] = []
        likeness = self._likeness(_vectors(items))
        sizes = np.ones(self.size)
        alive = np.ones(self.size, dtype=bool)
        best = likeness.max(axis=1)
        for _ in range(self.size - 1):
            one = int(np.where(alive, best, -1).argmax())
            other = int(likeness[one].argmax())
            value = float(likeness[one, other])
            if value < min(_BATCH):
                break
            self.steps.append((value, one, other))
            row = (likeness[one] * sizes[one] + likeness[other] * sizes[other]) / (
                sizes[one] + sizes[other]
            )
            row[~alive] = -1
            row[[one, other]] = -1
            stale = np.flatnonzero((best == likeness[:, one]) | (best == likeness[:, other]))
            sizes[one] += sizes[other]
            alive[other] = False
            likeness[one], likeness[:, one] = row, row
            likeness[other], likeness[:, other] = -1, -1
            best[stale] = likeness[stale].max(axis=1)
            best = np.maximum(best, row)
            best[one] = row.max()

    def _likeness(
        self, vectors: Sequence[Weights]
    ) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
        made = np.zeros((self.size, self.size))
        postings: dict[str, list[tuple[int, float]]] = {}
        for number, vector in enumerate(vectors):
            for word, weight in vector.items():
                postings.setdefault(word, []).append((number, weight))
        for posting in postings.values():
            places = np.array([place for place, _ in posting])
            weights = np.array([weight for _, weight in posting])
            made[np.ix_(places, places)] += np.outer(weights, weights)
        np.fill_diagonal(made, -1)
        return made

    def cut(self, threshold: float) -> list[int]:
        found = list(range(self.size))
        for value, one, other in self.steps:
            if value < threshold:
                break
            found = [one if cluster == other else cluster for cluster in found]
        return found


def best_of(
    items: Sequence[Item], cluster: Callable[[float], Sequence[int]], thresholds: Sequence[float]
) -> tuple[float, Result]:
    """Try every threshold; give the best and what it reached."""
    tried = []
    for threshold in thresholds:
        started = time.process_time()
        found = cluster(threshold)
        tried.append((threshold, score(found, items, time.process_time() - started)))
    return max(tried, key=lambda one: one[1].f1)


# --- the page ----------------------------------------------------------------------------------


def _row(way: str, made: Result) -> str:
    figures = f"{made.precision:.3f} | {made.recall:.3f} | **{made.f1:.3f}**"
    return f"| {way} | {figures} | {made.stories} |"


def _part(name: str, items: list[Item]) -> list[str]:
    told = len({item.truth for item in items})
    made, (low, usual) = ours(items), best_of(items, lambda at: online(items, at), _ONLINE)
    merges = Merges(items)
    cut, batch = best_of(items, merges.cut, _BATCH)
    return [
        f"{name}: {len(items):,} reports of {told} stories, {made.speed:,.0f} a second",
        "",
        "| | precision | recall | F1 | stories |",
        "| --- | ---: | ---: | ---: | ---: |",
        _row("wirewatch", made),
        _row(f"online TF-IDF, at {low}", usual),
        _row(f"average link over the whole, at {cut}", batch),
        "",
    ]


def _orders(items: list[Item]) -> str:
    """Say what another order does to a stream that has no times."""
    reached = []
    for seed in range(1, 6):
        other = list(items)
        random.Random(seed).shuffle(other)  # noqa: S311 - the same orders every time
        reached.append(ours(other).f1)
    return f"Five other orders of ECB+: F1 {min(reached):.3f} to {max(reached):.3f}."


def section() -> list[str]:
    streams = {name: load(file) for name, file in STREAMS.items()}
    lines = [line for name, items in streams.items() for line in _part(name, items)]
    return [*lines, _orders(streams["ECB+, full texts"])]


if __name__ == "__main__":
    print("\n".join(section()))
