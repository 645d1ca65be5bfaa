"""Stories that a stream was told of apart, and that have become one."""

import pytest
from sqlalchemy import Connection, select

from service.model import ArticleId, Former, Joined, StoryId, StreamId
from service.store import digests, joined, lane, stories
from service.store.schema import told as told_table
from service.store.schema import untold_merge
from service.store.upkeep import Keep, prune
from tests.unit.store.lanes import merged, moved, report
from tests.unit.store.rows import (
    DAY,
    NOW,
    add_sources,
    add_streams,
    hear,
    stream,
    tell,
    told,
)


DESK, NEWS = StreamId("desk"), StreamId("news")


@pytest.fixture(autouse=True)
def _configured(connection):
    add_sources(connection, "wire")
    add_streams(connection, stream(), stream("news"))


def heard(connection: Connection, *reports: tuple[ArticleId, StoryId]) -> None:
    """Let the desk be told of each in its story."""
    tell(connection, [row for one, in_ in reports for row in told((one, 1), story=in_)])


def names(found: Joined) -> tuple[str, ...]:
    return tuple(one.headline for one in found.formers)


def test_who_was_told_of_both_is_told_that_they_are_one(connection):
    """By the headlines that were told; who was told of one, or of none, has nothing to hear."""
    one, two = report(connection, "One."), report(connection, "Two.")
    heard(connection, one, two)
    tell(connection, told((one[0], 1), story=one[1]), name="news")
    lane.merge(connection, 7, merged(one[1], two[1]))
    steps, (found,) = joined.waiting(connection, DESK)
    assert (steps, found.story, names(found)) == ((7,), one[1], ("One.", "Two."))
    assert isinstance(found.formers[0], Former)
    assert joined.waiting(connection, NEWS) == ((), ())


def test_what_was_counted_only_nobody_was_told(connection):
    """Its readers have seen no second story."""
    one, two = report(connection, "One."), report(connection, "Two.")
    heard(connection, one)
    counted = told((two[0], 1), story=two[1], how="merged")
    digests.record_told(connection, DESK, None, counted, NOW)
    lane.merge(connection, 1, merged(one[1], two[1]))
    assert joined.waiting(connection, DESK) == ((), ())


def test_three_that_became_one_are_named_together(connection):
    """However they merged; nothing is named twice."""
    one, two, three = (report(connection, name) for name in ("One.", "Two.", "Three."))
    heard(connection, one, two, three)
    lane.merge(connection, 1, merged(two[1], three[1]))
    lane.merge(connection, 2, merged(one[1], two[1]))
    _, (found,) = joined.waiting(connection, DESK)
    assert sorted(names(found)) == ["One.", "Three.", "Two."]


def test_it_is_mentioned_once(connection):
    """By the digest that commits it."""
    one, two = report(connection, "One."), report(connection, "Two.")
    heard(connection, one, two)
    lane.merge(connection, 1, merged(one[1], two[1]))
    tell(connection, merges=(1,), at=NOW + DAY)
    assert joined.waiting(connection, DESK) == ((), ())


def test_what_was_parted_since_is_not_mentioned(connection):
    """It waits no longer, either."""
    one, two = report(connection, "One."), report(connection, "Two.")
    heard(connection, one, two)
    lane.merge(connection, 1, merged(one[1], two[1]))
    own = report(connection, "Other.")[1]
    lane.move(connection, 2, moved(two[0], one[1], own), None)
    assert joined.waiting(connection, DESK) == ((1,), ())


def test_what_merged_while_a_digest_was_written_is_told_of_the_kept_story(connection):
    """It was gathered from a story that is gone as it commits."""
    one, two = report(connection, "One."), report(connection, "Two.")
    lane.merge(connection, 1, merged(one[1], two[1]))
    heard(connection, two)
    assert connection.scalars(select(told_table.c.story_id)).all() == [one[1]]
    assert digests.told_of_stories(connection, [DESK], [one[1]])[0].article == two[0]


def test_it_goes_with_its_reports(connection):
    """Nothing is left that names an article that is gone."""
    one, two = report(connection, "One."), report(connection, "Two.")
    heard(connection, one, two)
    lane.merge(connection, 1, merged(one[1], two[1]))
    hear(connection)
    prune(connection, Keep(articles=DAY, pages=DAY, seen=DAY, dead_letters=DAY), NOW + 2 * DAY)
    assert connection.execute(select(untold_merge)).all() == []


def test_a_story_knows_what_became_one_with_it(connection):
    """Also what had become one with that before."""
    one, two, three = (report(connection, f"{name}.") for name in ("One", "Two", "Three"))
    lane.merge(connection, 1, merged(two[1], three[1]))
    lane.merge(connection, 2, merged(one[1], two[1]))

    assert stories.merged_into(connection, [one[1], two[1]]) == {one[1]: (two[1], three[1])}
