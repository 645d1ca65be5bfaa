"""Where an article belongs: by equal text, for a stated reason."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from service.model import ArticleId, Relation, Signature, StoryId
from service.stories.group import MEASURE, SHORTEST, Groupable, comparison_hash, place


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ITEM = Groupable(article=ArticleId(9), publisher="wire.example", text_hash="t", seen_at=NOW)


def holder(article: int, publisher: str, story: int = 1) -> Signature:
    return Signature(
        article=ArticleId(article),
        publisher=publisher,
        story=StoryId(story),
        text_hash="t",
        seen_at=NOW,
    )


def test_a_text_that_nobody_holds_opens_a_story():
    """It is its first report."""
    found = place(ITEM, [])
    assert (found.article, found.story, found.of) == (9, None, None)
    assert (found.relation, found.value) == (Relation.FIRST, 0.0)


def test_the_text_of_another_is_a_copy_of_the_earliest():
    """It joins that one's story."""
    found = place(ITEM, [holder(3, "post.example", story=5), holder(4, "mail.example")])
    assert (found.relation, found.story, found.of) == (Relation.COPY, 5, 3)


def test_a_text_of_the_same_publisher_again_is_a_copy_of_its_own():
    """Even where another held it first: there is nothing new in it."""
    found = place(ITEM, [holder(3, "post.example"), holder(4, "wire.example", story=6)])
    assert (found.relation, found.story, found.of) == (Relation.COPY, 6, 4)


def test_a_decision_names_its_measure_and_threshold():
    """It can be explained later."""
    found = place(ITEM, [holder(3, "post.example")])
    assert (found.measure, found.value, found.threshold) == (MEASURE, 1.0, 1.0)


def test_short_texts_are_compared_with_their_titles():
    """Two words recur under many headlines."""
    assert comparison_hash("x" * SHORTEST, "text", "title and text") == "text"
    assert comparison_hash("x" * (SHORTEST - 1), "text", "title and text") == "title and text"


publishers = st.lists(st.sampled_from(["wire.example", "a.example", "b.example"]), max_size=5)


@given(publishers)
def test_no_holder_is_ever_passed_over(names):
    """A text that somebody holds never opens a second story; the same order decides alike."""
    holders = [holder(number, name, story=number) for number, name in enumerate(names, 1)]
    found = place(ITEM, holders)
    assert found == place(ITEM, list(holders))
    assert (found.story is None) == (not holders)
    own = [one for one in holders if one.publisher == ITEM.publisher]
    if holders:
        assert found.of == (own or holders)[0].article
        assert found.relation is Relation.COPY
