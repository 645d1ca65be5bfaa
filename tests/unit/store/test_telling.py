"""What a stream has and has not been told."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from service.model import ArticleId, Relation, StoryId, StreamId, Tier
from service.store import digests
from service.store.digests import Pending
from service.store.schema import told as told_table
from service.store.schema import untold
from tests.unit.store.rows import (
    DAY,
    NOW,
    add_sources,
    add_streams,
    arrival,
    bring,
    bring_version,
    match,
    place,
    stream,
    take_in,
    tell,
    told,
)


DESK = StreamId("desk")


@pytest.fixture(autouse=True)
def _configured(connection):
    add_sources(connection, "wire", "post")
    add_streams(connection, stream(), stream("news"))


def pending(connection: Connection, name: str = "desk") -> list[tuple[ArticleId, int]]:
    return [(one.article, one.version) for one in digests.pending(connection, StreamId(name))]


def test_what_matched_is_pending_until_it_is_told(connection):
    """It is told once, by whatever digest comes next; time plays no part."""
    first = bring(connection)
    assert digests.has_pending(connection, DESK)
    tell(connection, told((first, 1)), at=NOW - DAY)
    assert not digests.has_pending(connection, DESK)
    assert pending(connection, "news") == [(first, 1)]


def test_what_waits_for_its_story_is_not_pending_yet(connection):
    """It is told as soon as it is grouped: nothing is lost between."""
    article_id = bring(connection, grouped=False)
    assert not digests.has_pending(connection, DESK)
    tell(connection)
    story = place(connection, article_id)
    assert digests.pending(connection, DESK) == (
        Pending(article=article_id, version=1, story=story, tier=Tier.NORMAL),
    )


def test_several_rules_make_one_report_of_the_most_urgent_tier(connection):
    """In whatever order they matched."""
    background, urgent = match("b", tier=Tier.BACKGROUND), match("u", tier=Tier.URGENT)
    bring(connection, "wire", background, urgent, match(), text="One.")
    bring(connection, "wire", urgent, background, text="Two.")
    assert [one.tier for one in digests.pending(connection, DESK)] == [Tier.URGENT, Tier.URGENT]


def test_a_new_version_is_told_for_itself(connection):
    """If it matched: that decides whether it is news."""
    article_id = bring(connection)
    tell(connection, told((article_id, 1)))
    take_in(connection, "wire", (arrival(id=article_id, version=2, text="Same."), ()))
    assert pending(connection) == []
    bring_version(connection, article_id, 3)
    assert pending(connection) == [(article_id, 3)]


def test_a_baseline_is_never_pending_and_its_next_version_is(connection):
    """What a source held before we knew it tells nothing; what it says next does."""
    take_in(connection, "wire", (arrival(["id:1"], baseline=True), (match(),)))
    article_id = ArticleId(1)
    place(connection, article_id)
    assert pending(connection) == []
    bring_version(connection, article_id, 2)
    assert pending(connection) == [(article_id, 2)]


def test_what_is_told_twice_is_kept_once(connection):
    """The first telling stays as it is."""
    article_id = bring(connection)
    first = tell(connection, told((article_id, 1)))
    tell(connection, told((article_id, 1), how="merged"), at=NOW + DAY)
    row = connection.execute(select(told_table)).one()
    assert (row.how, row.digest_id, row.told_at) == ("told", first, NOW)


def test_a_row_named_twice_is_told_once(connection):
    """A batch may name an article for several reasons."""
    article_id = bring(connection)
    tell(connection, (*told((article_id, 1)), *told((article_id, 1), how="merged")))
    assert connection.scalars(select(told_table.c.article_id)).all() == [article_id]


def test_what_was_told_never_waits_again(connection):
    """Not even if its matches are found a second time."""
    article_id = bring(connection)
    tell(connection, told((article_id, 1)))
    digests.await_telling(connection, [(article_id, 1)])
    digests.await_telling(connection, [(article_id, 1)])
    assert pending(connection) == []
    assert pending(connection, "news") == [(article_id, 1)]


def test_telling_one_version_leaves_the_others(connection):
    """Membership is by article and version."""
    article_id = bring(connection)
    bring_version(connection, article_id, 2)
    tell(connection, told((article_id, 2)))
    assert pending(connection) == [(article_id, 1)]


def test_what_was_told_of_stories_is_known_by_stream(connection):
    """Of one, of several, of none."""
    one, two = bring(connection, text="One."), bring(connection, text="Two.")
    tell(connection, told((one, 1), story=1))
    tell(connection, told((two, 1), story=2, how="merged"), name="news")
    both = [DESK, StreamId("news")]
    asked = [StoryId(number) for number in range(1, 2000)]
    found = digests.told_of_stories(connection, both, asked)
    assert {(row.article, row.story, row.how) for row in found} == {
        (one, 1, "told"),
        (two, 2, "merged"),
    }
    assert [row.article for row in digests.told_of_stories(connection, [DESK], asked)] == [one]
    assert digests.told_of_stories(connection, [], asked) == ()
    assert digests.told_of_stories(connection, both, []) == ()


def test_thousands_are_told_at_once(connection):
    """A flood meets no limit of the database."""
    many = [(arrival([f"id:{n}"], text=f"{n}."), (match(),)) for n in range(600)]
    take_in(connection, "wire", *many)
    story = place(connection, ArticleId(1))
    for number in range(2, 601):
        place(connection, ArticleId(number), story, Relation.COPY)
    keys = pending(connection)
    assert len(keys) == 600
    tell(connection, told(*keys))
    assert not digests.has_pending(connection, DESK)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["wire", "post"]),
            st.sets(st.sampled_from(["korea", "other", "far"])),
            st.sampled_from(list(Tier)),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_every_match_in_scope_is_told_exactly_once(connection, batches):
    """Whatever comes in whatever order: untold and told part what a stream hears of."""
    hears = stream(watchlists=("korea", "other"), tiers=(Tier.URGENT, Tier.NORMAL))
    with connection.begin_nested() as trial:
        add_streams(connection, hears)
        expected, heard = set(), []
        for number, (name, watchlists, tier, speaks) in enumerate(batches):
            found = [match(f"r{one}", watchlist=one, tier=tier) for one in sorted(watchlists)]
            text = f"{number}."
            article_id = bring(connection, name, *found, text=text) if found else None
            if found and watchlists & {"korea", "other"} and tier in hears.tiers:
                expected.add((article_id, 1))
            if speaks:
                keys = pending(connection)
                heard += keys
                tell(connection, told(*keys), at=NOW + number * DAY)
        waits = connection.execute(
            select(untold.c.article_id, untold.c.version).where(untold.c.stream_id == "desk")
        )
        assert sorted([*heard, *map(tuple, waits)]) == sorted(expected)
        trial.rollback()
