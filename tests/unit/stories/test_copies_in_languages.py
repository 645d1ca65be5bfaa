"""What outlets do to a text, and what only looks like it, in ten languages: the texts are those of `many_subjects`."""

import random
import re

import pytest

from service.stories.copies import Measure, Texts, judge, overlap
from service.stories.shingles import fingerprint
from tests.unit.stories.test_many_subjects import LANGUAGES, told


BLANK = {language: "" if language in ("ja", "zh") else " " for language in LANGUAGES}
SENTENCE = re.compile(r"(?<=[.!?。؟])\s*(?=\S)")


def _events(language: str) -> list[list[str]]:
    """Give the first paragraphs of each event's reports."""
    reports = told(language)
    return [[text for _, text, _ in reports[at : at + 4]] for at in range(0, len(reports), 4)]


def _is_copy(one: str, other: str) -> bool:
    texts = Texts()
    texts.add(1, fingerprint("", one), "a.example")
    return texts.original(fingerprint("", other), "b.example") is not None


def _sentences(text: str, language: str) -> list[str]:
    return text.split(" ") if language == "th" else SENTENCE.split(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_reports_that_share_background_are_no_copies(language: str) -> None:
    """Each begins in its own words; half, two thirds or three quarters of what follows is the same."""
    events, blank = _events(language), BLANK[language]
    found = [
        _is_copy(*(blank.join([*event[side : side + own], *known[:shared]]) for side in (0, own)))
        for event, known in zip(events, events[1:] + events[:1], strict=True)
        for own, shared in ((2, 2), (1, 2), (1, 3))
    ]
    assert sum(found) <= (7 if language == "th" else 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_passage_is_taken_from_the_whole(language: str) -> None:
    """The first half of a short text, and one with every third sentence left out."""
    whole = [BLANK[language].join(event) for event in _events(language)]
    cut = [_sentences(text, language) for text in whole]
    halves = [BLANK[language].join(one[: max(3, len(one) // 2)]) for one in cut]
    fewer = [BLANK[language].join(part for at, part in enumerate(one) if at % 3) for one in cut]
    found = [_is_copy(*pair) for made in (halves, fewer) for pair in zip(whole, made, strict=True)]
    assert sum(found) >= 0.75 * len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_with_other_words_is_known(language: str) -> None:
    """One sign in a hundred is another, wherever it stands; the beginning is known all the same."""
    chance = random.Random(3)
    whole = [BLANK[language].join(event) for event in _events(language)]
    edited = ["".join("x" if chance.random() < 1 / 100 else sign for sign in one) for one in whole]
    assert all(_is_copy(*pair) for pair in zip(whole, edited, strict=True))


def test_figures_are_found_within_runs_of_letters() -> None:
    """A table in Japanese has the words of another day, and not its figures."""
    names = ["東邦", "丸越", "大宮", "石狩", "海鳴", "群北", "北川"]

    def table(first: int) -> str:
        return "".join(
            f"{name}の終値は{first + 7 * at}円だった。" for at, name in enumerate(names)
        )

    verdict = judge(overlap(fingerprint("", table(100)), fingerprint("", table(101))), own=False)
    assert (verdict.copied, verdict.measure) == (False, Measure.FIGURES)
