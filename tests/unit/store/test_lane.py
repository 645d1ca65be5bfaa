"""The lane in rows: what is signed, merged and moved, in steps that count on over all three."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from service.model import Cause, Relation, StoryId
from service.store import digests, figures, lane, stories
from service.store.schema import signature, story, story_member, story_merge, story_move
from service.store.upkeep import SIGNATURES, Keep, prune
from tests.unit.store.lanes import merged, moved, report, sign
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


@pytest.fixture(autouse=True)
def _desk(connection):
    add_sources(connection, "wire", "post")
    add_streams(connection, stream())


def test_steps_count_on_over_signatures_merges_and_moves(connection):
    """Each is known by its place among all of them."""
    assert lane.last_step(connection) == 0
    one, first = report(connection, "One.")
    two, second = report(connection, "Two.")
    placed = sign(connection, 1, one), sign(connection, 2, two, opened=False, at=None)
    lane.merge(connection, 3, merged(first, second))
    lane.move(connection, 4, moved(two, first, second), None)
    lane.move(connection, 5, moved(one, first, first), None)
    assert lane.last_step(connection) == 5
    found = lane.steps(connection, 0, 10)
    assert found.signed == placed
    assert found.merges == ((3, merged(first, second)),)
    assert found.moved == (replace(placed[1], step=4, story=second, opened=True),)
    assert found.last == 4
    assert lane.steps(connection, 5, 10).last is None


def test_steps_come_in_stretches(connection):
    """A page of signatures brings the merges that happened up to its last one."""
    for number in range(3):
        sign(connection, 2 * number + 1, report(connection, f"{number}.")[0])
        lane.merge(connection, 2 * number + 2, merged(StoryId(1), StoryId(9 + number)))
    page = lane.steps(connection, 0, 2)
    assert [one.step for one in page.signed] == [1, 3]
    assert [step for step, _ in page.merges] == [2]
    rest = lane.steps(connection, 3, 2)
    assert [one.step for one in rest.signed] == [5]
    assert [step for step, _ in rest.merges] == [4, 6]


def test_a_window_begins_at_its_first_step(connection):
    """What was placed before it is not asked for."""
    old, new = (report(connection, f"{number}.")[0] for number in range(2))
    sign(connection, 1, old, seen=1000.0)
    sign(connection, 2, new, seen=1400.0)
    assert lane.newest_seen(connection) == 1400.0
    assert lane.first_step_since(connection, 1001.0) == 2
    assert lane.first_step_since(connection, 1401.0) is None


def test_a_merge_takes_reports_and_what_was_told_along(connection):
    """The story that is gone points to the one that was kept, however often they merge."""
    (one, first), (two, second), (_, third) = (
        report(connection, f"{number}.") for number in range(3)
    )
    tell(connection, told((two, 1), story=second))
    lane.merge(connection, 1, merged(second, third))
    lane.merge(connection, 2, merged(first, second))
    assert [(row.article, row.relation) for row in stories.members(connection, [first])] == [
        (one, Relation.FIRST),
        (two, Relation.REPORT),
        (3, Relation.REPORT),
    ]
    pointing = connection.execute(select(story.c.merged_into).order_by(story.c.id)).scalars()
    assert list(pointing) == [None, first, first]
    rows = digests.told_of_stories(connection, [stream().id], [first])
    assert [row.article for row in rows] == [two]


def test_a_move_takes_what_was_told_along(connection):
    """A report that was put elsewhere is not told again there."""
    (_, first), (two, second) = report(connection, "One."), report(connection, "Two.")
    tell(connection, told((two, 1), story=second))
    lane.move(connection, 1, moved(two, second, first), None)
    assert [row.article for row in stories.members(connection, [first])] == [1, two]
    assert digests.told_of_stories(connection, [stream().id], [first])[0].article == two


def test_copies_follow_their_origin(connection):
    """What copied a reprint copies the wire's own text, once that is known; updates do not."""
    one, first = report(connection, "One.")
    report(connection, "Two.", story=first, relation=Relation.COPY, of=one)
    report(connection, "Three.", story=first, relation=Relation.UPDATE, of=one)
    own, _ = report(connection, "Wire.", story=first)
    lane.follow_origin(connection, one, own)
    found = [row.of for row in stories.members(connection, [first])]
    assert found == [None, own, one, None]


def test_signatures_go_when_no_story_lives_by_them(connection):
    """The newest stays: the next step counts on from it."""
    for number in range(2):
        sign(connection, number + 1, report(connection, f"{number}.")[0])
    keep = Keep(articles=300 * DAY, pages=DAY, seen=300 * DAY, dead_letters=DAY)
    assert prune(connection, keep, NOW + SIGNATURES)["signature"] == 0
    later = NOW + SIGNATURES + timedelta(seconds=1)
    assert prune(connection, keep, later)["signature"] == 1
    assert connection.scalars(select(signature.c.step)).all() == [2]


def test_the_article_of_the_newest_signature_stays(connection):
    """However old it is: a number that was given once is never given to another step."""
    for number in range(2):
        sign(connection, number + 1, report(connection, f"{number}.")[0])
    hear(connection)
    keep = Keep(articles=DAY, pages=DAY, seen=DAY, dead_letters=DAY)
    assert prune(connection, keep, NOW + 40 * DAY)["article"] == 1
    assert lane.last_step(connection) == 2


def test_the_newest_step_stays_whatever_it_is(connection):
    """A pin that moved a report, or made two stories one, is the last that was done: its articles stay, too."""
    (first, one), (second, two), (third, three) = (report(connection, f"{at}.") for at in range(3))
    for step, article_id in enumerate((first, second, third), 1):
        sign(connection, step, article_id)
    lane.move(connection, 4, moved(first, one, two), None)
    keep = Keep(articles=DAY, pages=DAY, seen=DAY, dead_letters=DAY)
    hear(connection)
    assert prune(connection, keep, NOW + 40 * DAY)["article"] == 1
    assert lane.last_step(connection) == 4
    lane.merge(connection, 5, merged(two, three))
    assert prune(connection, keep, NOW + 40 * DAY)["article"] == 0
    assert lane.last_step(connection) == 5


def test_an_old_story_goes_with_those_that_it_took_in(connection):
    """Nothing is left that points to it, or to one that it took in; what happened stays counted."""
    (one, first), (two, second), (_, third), (newest, _) = (
        report(connection, f"{number}.") for number in range(4)
    )
    sign(connection, 1, one)
    sign(connection, 5, newest)
    lane.merge(connection, 2, merged(second, third))
    lane.merge(connection, 3, merged(first, second))
    lane.move(connection, 4, moved(two, first, first), None)
    before = figures.read(connection).stories
    assert (before.opened, before.merges[Cause.LIKENESS], before.moves[Cause.PINNED]) == (4, 2, 1)
    hear(connection)
    keep = Keep(articles=DAY, pages=DAY, seen=DAY, dead_letters=DAY)
    assert prune(connection, keep, NOW + 2 * DAY)["article"] == 3
    assert connection.scalars(select(story_member.c.article_id)).all() == [newest]
    assert len(connection.execute(select(story)).all()) == 1
    for table in (story_merge, story_move):
        assert connection.execute(select(table)).all() == []
    assert figures.read(connection).stories == before
