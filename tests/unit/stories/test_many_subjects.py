"""A desk of many subjects: events of a few kinds, each told by four outlets in their own words.

Each file of `many_subjects` has events, two and two of one kind, and of each four reports, headline and first
sentences. The bounds are what is reached, less some hundredths.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.unit.stories.bcubed import Report, bcubed, grouped


FOLDER = Path(__file__).parent / "many_subjects"
LANGUAGES = sorted(file.stem for file in FOLDER.iterdir())
ORDERS = 3


def told(language: str) -> list[Report]:
    blocks = (FOLDER / f"{language}.txt").read_text().strip().split("\n\n")
    return [
        _report(line, f"{language}{at}")
        for at, block in enumerate(blocks)
        for line in block.split("\n")
    ]


def _report(line: str, event: str) -> Report:
    title, text = line.split(" || ")
    return title, text, event


def _headline(report: Report) -> Report:
    return report[0], "", report[2]


def _whole(report: Report) -> Report:
    return report[0], f"{report[0]}. {report[1]}", report[2]


def _any(report: Report) -> Report:
    """As they come: some headlines alone, some texts without one."""
    title, text, event = report
    return random.Random(title).choice(
        [(title, "", event), (title, text, event), ("", text, event)]
    )


def _scored(reports: Sequence[Report]) -> list[float]:
    orders = [random.Random(seed).sample(reports, len(reports)) for seed in range(ORDERS)]
    made = [bcubed(grouped(one), [event for *_, event in one]) for one in orders]
    return [sum(part) / len(made) for part in zip(*made, strict=True)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("shape", "least"),
    [(_headline, 0.77), (_whole, 0.75), (_any, 0.71)],
    ids=["headlines", "whole", "any"],
)
def test_reports_of_many_subjects_are_brought_together(
    language: str, shape: Callable[[Report], Report], least: float
) -> None:
    """In every language, whatever is given of them; and hardly ever two events as one."""
    precision, _, f1 = _scored([shape(report) for report in told(language)])
    assert f1 > least
    assert precision > 0.84


def test_languages_in_one_stream() -> None:
    """All of them at once, as they come."""
    reports = [_any(report) for language in LANGUAGES for report in told(language)]
    random.Random(1).shuffle(reports)
    precision, _, f1 = bcubed(grouped(reports), [event for *_, event in reports])
    assert f1 > 0.8
    assert precision > 0.95
