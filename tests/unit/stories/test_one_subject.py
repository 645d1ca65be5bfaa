"""A desk watches one subject: nearly every report has its words, and the events are told apart all the same.

Each file of `one_subject` has the names that its rules look for, then events with three headlines each, and
sentences of background that stand in reports of any of them. Nothing is dated. The bounds
are what is reached, less some hundredths.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.unit.stories.bcubed import Report, bcubed, grouped


FOLDER = Path(__file__).parent / "one_subject"
LANGUAGES = sorted(file.stem for file in FOLDER.iterdir())
ORDERS = 3


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


def _mean(orders: Sequence[Sequence[Report]], names: Sequence[str]) -> list[float]:
    made = [bcubed(grouped(one, names), [event for *_, event in one]) for one in orders]
    return [sum(part) / len(made) for part in zip(*made, strict=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headlines_of_one_subject_are_told_apart(language):
    """By their headlines alone."""
    *_, f1 = _mean(_orders(_headlines(language)), _names(language))
    assert f1 > 0.74


@pytest.mark.parametrize("language", LANGUAGES)
def test_reports_of_one_subject_are_told_apart(language):
    """Though most of what they say is the same background."""
    *_, f1 = _mean(_orders(_reports(language)), _names(language))
    assert f1 > 0.78


def test_languages_in_one_stream_do_not_hide_each_others_subject():
    """In each the subject's words are frequent, in all together none is; that one event is told in two is no fault."""
    reports = [
        (*one[:2], (language, one[2])) for language in LANGUAGES for one in _headlines(language)
    ]
    stream = random.Random(0).sample(reports, len(reports))
    found = grouped(stream, [name for language in LANGUAGES for name in _names(language)])
    for language in LANGUAGES:
        own = [
            (story, one[2])
            for story, one in zip(found, stream, strict=True)
            if one[2][0] == language
        ]
        assert bcubed(*zip(*own, strict=True))[2] > 0.67
