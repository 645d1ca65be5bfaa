"""Marks: words that turn what is said."""

import pytest

from service.stories.marks import Mark, find, without


@pytest.mark.parametrize(
    ("language", "sentence", "marks"),
    [
        ("en", "He is expected to sign it, he said.", "plan saying"),
        ("en", "In May more than 12 may leave before Monday.", "more may before 1"),
        ("de", "Er könnte am Montag kommen, sagte sie.", "may 1 saying"),
        ("fr", "Il pourrait venir jusqu'à lundi.", "may less 1"),
        ("ru", "Возможно, он приедет в пятницу.", "may 5"),
        ("ko", "그는 금요일 방문할 예정이라고 밝혔다.", "5 plan saying"),
        ("ja", "金曜日に訪問する予定だと述べた。", "5 plan saying"),
        ("zh", "他将于星期五访问，总统府表示。", "plan 5 saying"),
        ("ar", "ربما يزور الميناء يوم الجمعة.", "may 5"),
        ("xx", "He may come.", "may"),
    ],
)
def test_marks_are_found(language: str, sentence: str, marks: str) -> None:
    """In the words of each language; of one without a list, English ones."""
    assert [one.mark for one in find(sentence, language)] == [Mark(one) for one in marks.split()]


def test_what_is_left_stands_where_it_stood() -> None:
    """Marks become blanks."""
    sentence = "İdris may come."

    left = without(sentence, find(sentence, "en"))

    assert left == "İdris     come."
