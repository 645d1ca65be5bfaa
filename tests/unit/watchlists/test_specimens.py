"""Tests that rules carry: what an article for a test may say of itself."""

import pytest
from pydantic import ValidationError

from service.settings.document import Document
from service.settings.problems import explain
from service.watchlists.shape import TestEntry as Entry


def test_a_text_is_enough():
    """The short form is the text."""
    entry = Entry.model_validate({"match": "Arms transfer."})
    assert entry.match
    assert (entry.match.text, entry.match.lang, entry.no_match) == ("Arms transfer.", None, None)


def test_every_fact_can_be_given():
    """All that a rule can ask of an article."""
    facts = {
        "title": "Talks",
        "text": "They met.",
        "summary": "A meeting.",
        "source": "tass",
        "url": "https://wire.example/1",
        "author": "A. Reyl",
        "wire": "Yonhap",
        "lang": "en",
        "published": "2026-03-02T16:07+09:00",
    }
    entry = Entry.model_validate({"no_match": facts})
    assert entry.no_match
    assert entry.no_match.model_dump() == facts


def test_a_language_may_have_a_region():
    """As articles have it: `lang:en` holds for en-GB."""
    entry = Entry.model_validate({"match": {"text": "a", "lang": "en-GB"}})
    assert entry.match
    assert entry.match.lang == "en-GB"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"match": {"source": "tass"}}, "'match': a test needs a text"),
        ({"match": "a", "no_match": "b"}, "a test is either 'match' or 'no_match'"),
        ({"match": {"text": "a", "published": "Monday"}}, "'published': 'Monday' is no date"),
        (
            {"match": {"text": "a", "lang": "english"}},
            "'lang': 'english' is no language code",
        ),
        ({"match": {"txt": "a"}}, "unknown key 'txt': did you mean 'text'?"),
    ],
)
def test_what_is_no_test_is_refused(given, message):
    """With what is wrong, in our words."""
    with pytest.raises(ValidationError) as refused:
        Entry.model_validate(given)
    problems = explain(refused.value, Entry, Document(file="w.yaml", data=given))
    assert [problem.message for problem in problems] == [message]
