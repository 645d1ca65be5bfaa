"""Writings of letters, and words that look alike."""

import pytest

from service.matches.scripts import closest, script_of


@pytest.mark.parametrize(
    ("word", "choices", "found"),
    [
        ("titel", ["lead", "title"], "title"),
        ("북한", ["남북", "북한군"], "북한군"),
        ("kim", ["him", "rim", "kin"], "kin"),
        ("kim", ["him"], None),
        ("Сова", ["Cова"], None),
        ("Москва", ["Moskva"], None),
        ("北京", ["북경"], None),
        ("sanction", ["sanctions", "санкции"], "sanctions"),
        ("abcde", ["abcxxxxxxx"], None),
    ],
)
def test_what_looks_most_like_it(word, choices, found):
    """In the same writing, half of the letters in common, a short word with the same beginning."""
    assert closest(word, choices) == found


def test_writings():
    """Han and Kana are one; wide letters are what they stand for."""
    assert [script_of(char) for char in "aжω한北かＡ"] == [
        "LATIN", "CYRILLIC", "GREEK", "HANGUL", "HAN", "HAN", "LATIN",
    ]  # fmt: skip
