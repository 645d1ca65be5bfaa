"""Stories: what waits for one, who holds a text, and who belongs to which."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from service.model import ArticleId, Relation, StoryId
from service.store import stories
from service.store.schema import story
from service.store.schema import story_member as member_table
from tests.unit.store.rows import (
    DAY,
    NOW,
    add_sources,
    arrival,
    bring,
    bring_version,
    match,
    place,
    take_in,
)


@pytest.fixture(autouse=True)
def _source(connection):
    add_sources(connection, "wire", "post")


def waiting(connection: Connection, limit: int = 10) -> list[int]:
    return [row.id for row in stories.waiting(connection, limit)]


def test_what_matched_waits_in_order_of_arrival(connection):
    """One ordered lane: the same order gives the same stories."""
    first, second = (bring(connection, text=one, grouped=False) for one in ("One.", "Two."))
    assert waiting(connection) == [first, second]
    assert waiting(connection, limit=1) == [first]
    place(connection, first)
    assert waiting(connection) == [second]


def test_what_waits_comes_with_its_newest_text(connection):
    """Everything that grouping needs stands in the row."""
    article_id = bring(connection, grouped=False)
    bring_version(connection, article_id, 2)
    (row,) = stories.waiting(connection, 10)
    assert (row.text, row.text_hash) == ("Version 2.", "hash of Version 2.")
    assert (row.publisher, row.first_seen_at) == ("wire.example", NOW)
    assert row.content_hash == "content of Version 2."


def test_an_article_that_matches_only_later_waits_then(connection):
    """However old it is."""
    take_in(connection, "wire", (arrival(["id:1"]), ()))
    newer = bring(connection, text="Newer.")
    assert waiting(connection) == []
    bring_version(connection, ArticleId(newer - 1), 2)
    assert waiting(connection) == [newer - 1]


def test_an_article_is_placed_once(connection):
    """A new version of a placed article waits for no story."""
    article_id = bring(connection)
    bring_version(connection, article_id, 2)
    stories.await_grouping(connection, [article_id, article_id])
    assert waiting(connection) == []


def test_waiting_twice_is_waiting_once(connection):
    """A second version that matches before the first was placed changes nothing."""
    article_id = bring(connection, grouped=False)
    stories.await_grouping(connection, [article_id])
    assert waiting(connection) == [article_id]


def test_a_placement_opens_a_story_or_joins_one(connection):
    """Each decision is kept with its measure."""
    one, two = (bring(connection, text=text, grouped=False) for text in ("One.", "Two."))
    opened = place(connection, one)
    assert place(connection, two, opened, Relation.COPY, of=one) == opened
    first, second = stories.members(connection, [opened])
    assert (first.article, first.relation, first.of) == (one, Relation.FIRST, None)
    assert (second.article, second.relation, second.of) == (two, Relation.COPY, one)
    row = connection.execute(
        select(member_table).order_by(member_table.c.article_id.desc())
    ).first()
    assert (row.measure, row.value, row.threshold, row.placed_at) == ("equal text", 1, 1, NOW)
    assert connection.execute(select(story.c.opened_at, story.c.last_at)).one() == (NOW, NOW)


def test_holders_of_a_text_are_named_earliest_first(connection):
    """Who held it long ago has nothing to do with today's report."""
    one, two, three = (bring(connection, text=f"{n}.", grouped=False) for n in range(3))
    place(connection, two, text_hash="same", publisher="b.example")
    place(connection, one, text_hash="same", publisher="a.example")
    place(connection, three, text_hash="other")
    found = stories.holders(connection, "same", "a.example", NOW - DAY)
    assert [(one.article, one.publisher) for one in found] == [
        (one, "a.example"),
        (two, "b.example"),
    ]
    assert stories.holders(connection, "same", "a.example", NOW + timedelta(seconds=1)) == ()
    assert stories.holders(connection, "none", "a.example", NOW - DAY) == ()


def test_of_many_holders_of_a_text_the_earliest_and_ones_own_are_enough(connection):
    """Thousands may carry one text; each new copy asks a few."""
    holders = [bring(connection, text=f"{n}.", grouped=False) for n in range(stories.HOLDERS + 9)]
    for number, holder in enumerate(holders):
        place(connection, holder, text_hash="same", publisher=f"p{number}.example")
    found = stories.holders(connection, "same", f"p{len(holders) - 1}.example", NOW - DAY)
    assert [one.article for one in found] == [*holders[: stories.HOLDERS], holders[-1]]


def test_the_origin_is_among_the_holders_of_its_text_however_late_it_came(connection):
    """Else the first copy would take its place back."""
    copies = [bring(connection, text=f"{n}.", grouped=False) for n in range(stories.HOLDERS + 9)]
    origin = bring(connection, text="own.", grouped=False)
    opened = place(connection, origin)
    for copy in copies:
        place(connection, copy, opened, Relation.COPY, of=origin)
    found = stories.text_holders(connection, origin, copies[-1])
    assert [one.article for one in found] == [*copies[: stories.HOLDERS], copies[-1], origin]


def test_members_of_many_stories_are_asked_for_at_once(connection):
    """No limit of the database is met."""
    article_id = bring(connection, "wire", match())
    found = stories.members(connection, [StoryId(number) for number in range(1, 3000)])
    assert [one.article for one in found] == [article_id]
    assert stories.members(connection, []) == ()
