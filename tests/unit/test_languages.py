"""Codes of languages, and what is written in their place."""

import pytest

from service.languages import is_language, language_meant


@pytest.mark.parametrize(
    "tag", ["ko", "KO", "pt-BR", "zh_Hans", "zh-Hant-TW", "yue", "ckb", "tl", "kau", "san"]
)
def test_these_are_languages(tag):
    """Codes of two letters, of three where there is no shorter one, and their regions."""
    assert is_language(tag)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("korean", "ko"),
        ("KR", "ko"),
        ("한국어", "ko"),
        ("kor", "ko"),
        ("ko KR", "ko"),
        ("english", "en"),
        ("uk-UA", "uk"),
        ("cn", "zh"),
        ("ua", "uk"),
        ("gr", "el"),
        ("Deutsch", "de"),
        ("", None),
        ("klingon", None),
    ],
)
def test_what_was_meant(word, meant):
    """A country, a name in English or its own, three letters."""
    assert language_meant(word) == meant
    assert word == "uk-UA" or not is_language(word)
