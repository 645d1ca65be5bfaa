"""Where an article belongs: an equal text is a copy, however short; the window decides the rest."""

from datetime import UTC, datetime

import pytest

from service.model import (
    ArticleId,
    Precision,
    Provenance,
    Published,
    Relation,
    Signature,
    StoryId,
    ZoneBasis,
)
from service.stories.group import MEASURE, SHORTEST, comparison_hash, decide, hours
from service.stories.lane import Times
from service.stories.prepared import prepare
from service.stories.window import PINNED, Incoming, Window
from tests.invented import words


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def report(number: int, title: str = "Live updates", text: str = "") -> Incoming:
    return Incoming(
        report=number,
        publisher="wire.example",
        times=Times(at=1.0, seen=1.0),
        prepared=prepare(title, text, "en"),
    )


def holder(article: int, publisher: str, story: int = 1) -> Signature:
    return Signature(
        article=ArticleId(article),
        publisher=publisher,
        story=StoryId(story),
        text_hash="t",
        seen_at=NOW,
    )


def test_a_text_that_nobody_holds_is_the_windows_to_decide():
    """It is its first report."""
    found = decide(Window(), report(9), [])
    assert (found.relation, found.story, found.of) == (Relation.FIRST, None, None)


def test_the_text_of_another_is_a_copy_of_the_earliest():
    """It joins that one's story, for a stated reason, and says nothing new."""
    holders = [holder(3, "post.example", story=5), holder(4, "mail.example")]
    found = decide(Window(), report(9), holders)
    assert (found.relation, found.story, found.of) == (Relation.COPY, 5, 3)
    assert (found.measure, found.value, found.threshold) == (MEASURE, 1.0, 1.0)
    assert (found.nearest, found.others, len(found.vector)) == (5, (), 0)


def test_a_text_of_the_same_publisher_again_is_a_copy_of_its_own():
    """Even where another held it first: there is nothing new in it."""
    found = decide(
        Window(), report(9), [holder(3, "post.example"), holder(4, "wire.example", story=6)]
    )
    assert (found.relation, found.story, found.of) == (Relation.COPY, 6, 4)


def test_a_holder_stands_where_its_story_went():
    """A story that became one with another is gone."""
    window = Window()
    for number in (1, 2):
        new = report(number, text=words(number))
        window.keep(new, decide(window, new, []), number)
    window.unite(1, 2)
    found = decide(window, report(9, text=words(2)), [holder(2, "post.example", story=2)])
    assert (found.story, found.nearest) == (1, 1)


def test_a_pin_wins_over_an_equal_text():
    """What a person says comes first."""
    window = Window()
    new = report(1, text=words(1))
    window.keep(new, decide(window, new, []), 1)
    window.pin([(1, 9)], [])
    found = decide(window, report(9), [holder(3, "post.example", story=5)])
    assert (found.measure, found.story) == (PINNED, 1)


def test_short_texts_are_compared_with_their_titles():
    """Two words recur under many headlines."""
    assert comparison_hash("x" * SHORTEST, "text", "title and text") == "text"
    assert comparison_hash("x" * (SHORTEST - 1), "text", "title and text") == "title and text"


@pytest.mark.parametrize(
    ("value", "precision", "expected"),
    [
        ("2026-03-01", Precision.DAY, "2026-03-01T12:00+00:00"),
        ("2026-03-01T09:30+09:00", Precision.MINUTE, "2026-03-01T00:30+00:00"),
        ("2026-03-01T09:30", Precision.MINUTE, "2026-03-01T09:30+00:00"),
        ("2026-03-02", Precision.DAY, "2026-03-02T08:00+00:00"),
    ],
)
def test_a_report_is_dated_as_it_says_and_no_later_than_it_was_seen(value, precision, expected):
    """A day is its noon; without a zone it is UTC's."""
    given = Published(
        value=value, precision=precision, zone=ZoneBasis.ASSUMED, provenance=Provenance.TEXT
    )
    assert hours(given, NOW) == datetime.fromisoformat(expected).timestamp() / 3600
    assert hours(None, NOW) is None
