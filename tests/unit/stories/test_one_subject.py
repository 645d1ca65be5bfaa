"""A desk watches one subject: nearly every report has its words, and the events are told apart all the same.

Each file of `one_subject` has the names that its rules look for, then events with three headlines each, and
sentences of background that stand in reports of any of them. Nothing is dated. The bounds
are what is reached, less some hundredths.
"""

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from service.stories.lane import Lane, Times
from service.stories.prepared import prepare


FOLDER = Path(__file__).parent / "one_subject"
LANGUAGES = sorted(file.stem for file in FOLDER.iterdir())
ORDERS = 3
Report = tuple[str, str, int]
"""Title, text and the event that it is of."""


def _blocks(language: str) -> list[list[str]]:
    text = (FOLDER / f"{language}.txt").read_text().strip()
    return [block.split("\n") for block in text.split("\n\n")]


def _names(language: str) -> list[str]:
    return _blocks(language)[0][0].split(", ")


def _headlines(language: str) -> list[Report]:
    events = _blocks(language)[1:-1]
    return [(title, "", event) for event, titles in enumerate(events) for title in titles]


def _reports(language: str) -> list[Report]:
    """Give reports of four sentences: only the first is about the event."""
    chosen, background = random.Random(5), _blocks(language)[-1]
    return [
        (title, f"{title}. {' '.join(chosen.sample(background, 3))}", event)
        for title, _, event in _headlines(language)
    ]


def _orders(reports: Sequence[Report]) -> list[list[Report]]:
    return [random.Random(seed).sample(reports, len(reports)) for seed in range(ORDERS)]


def _grouped(reports: Sequence[Report], names: Sequence[str]) -> list[int | None]:
    """Give the story of each report, by likeness alone: shared background makes no copies here."""
    lane = Lane()
    for number, (title, text, _) in enumerate(reports):
        vector = lane.weigh(prepare(title, text, None, names).terms)
        found = lane.find(vector, None)
        story = found.nearest if found.joins and found.nearest is not None else number
        lane.join(number, story, vector, Times(at=None, seen=1.0))
        lane.merge(story, found.others)
    return [lane.story_of(number) for number in range(len(reports))]


def _bcubed(found: Sequence[int | None], true: Sequence[int]) -> tuple[float, float, float]:
    """For each report, how much of its story is right, how much of the true one it has; and F1."""
    of_found, of_true = Counter(found), Counter(true)
    both = Counter(zip(found, true, strict=True))
    precision = sum(n * n / of_found[f] for (f, _), n in both.items()) / len(found)
    recall = sum(n * n / of_true[t] for (_, t), n in both.items()) / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _mean(orders: Sequence[Sequence[Report]], names: Sequence[str]) -> list[float]:
    made = [_bcubed(_grouped(one, names), [event for *_, event in one]) for one in orders]
    return [sum(part) / len(made) for part in zip(*made, strict=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headlines_of_one_subject_are_told_apart(language):
    """By their headlines alone."""
    *_, f1 = _mean(_orders(_headlines(language)), _names(language))
    assert f1 > (0.5 if language == "th" else 0.74)


@pytest.mark.parametrize("language", LANGUAGES)
def test_reports_of_one_subject_are_told_apart(language):
    """Though most of what they say is the same background."""
    *_, f1 = _mean(_orders(_reports(language)), _names(language))
    assert f1 > (0.55 if language == "th" else 0.78)


def test_languages_in_one_stream_do_not_hide_each_others_subject():
    """In each the subject's words are frequent, in all together none is."""
    reports = [
        (title, text, 100 * at + event)
        for at, language in enumerate(LANGUAGES)
        for title, text, event in _headlines(language)
    ]
    names = [name for language in LANGUAGES for name in _names(language)]
    *_, f1 = _mean(_orders(reports)[:1], names)
    assert f1 > 0.6
