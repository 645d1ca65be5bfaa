"""Grouping reports by likeness alone, and how much of it is right."""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Any

from service.stories.lane import Lane, Times
from service.stories.prepared import prepare


Report = tuple[str, str, Any]
"""Title, text and the event that it is of."""


def grouped(
    reports: Sequence[Report], names: Sequence[str] = (), times: Sequence[float] | None = None
) -> list[int | None]:
    """Give the story of each report; shared background makes no copies here."""
    lane = Lane()
    for number, (title, text, _) in enumerate(reports):
        at = times[number] if times else None
        lane.tick(at or 1.0)
        vector = lane.weigh(prepare(title, text, None, names).terms)
        found = lane.find(vector, at)
        story = found.nearest if found.joins and found.nearest is not None else number
        lane.join(number, story, vector, Times(at=at, seen=at or 1.0))
        lane.merge(story, found.others, found.bridged)
    return [lane.story_of(number) for number in range(len(reports))]


def bcubed(found: Sequence[Hashable], true: Sequence[Hashable]) -> tuple[float, float, float]:
    """For each report, how much of its story is right, how much of the true one it has; and F1."""
    of_found, of_true = Counter(found), Counter(true)
    both = Counter(zip(found, true, strict=True))
    precision = sum(n * n / of_found[f] for (f, _), n in both.items()) / len(found)
    recall = sum(n * n / of_true[t] for (_, t), n in both.items()) / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)
