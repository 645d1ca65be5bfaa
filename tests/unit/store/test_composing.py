"""What a digest is made of, in one snapshot; and its commit, whole or not at all."""

from collections.abc import Iterable
from datetime import datetime

import pytest
from sqlalchemy import Connection, event, select

from service.errors import StoreError
from service.model import ArticleId, Mention, Relation, StoryId, Stream, StreamId, StreamKind, Tier
from service.store import composing, deliveries, digests, slots
from service.store.composing import Composed, Gathered
from service.store.digests import Pending
from service.store.schema import slot, story_member
from tests.unit.store.rows import (
    DAY,
    LEASE,
    MINUTE,
    NOW,
    add_slot,
    add_sources,
    add_streams,
    bring,
    bring_version,
    claimed_slot,
    contents,
    leaves_nothing,
    match,
    outgoing,
    place,
    rendered,
    slot_ids,
    stream,
    tell,
    told,
)


DESK, FLASH = stream(), stream("flash", kind=StreamKind.INSTANT, tiers=(Tier.URGENT,))
URGENT = match("u", tier=Tier.URGENT)


@pytest.fixture
def configured(connection):
    add_sources(connection, "wire", "post")
    add_streams(connection, DESK, FLASH)
    return connection


def gather(
    connection: Connection,
    sibling: StreamId | None = None,
    since: datetime | None = None,
    of: Stream = DESK,
) -> Gathered:
    return composing.gather(connection, of, [sibling] if sibling else [], since, NOW)


def keys(items: Iterable[Pending]) -> list[tuple[int, int]]:
    return [(one.article, one.version) for one in items]


# --- gather ------------------------------------------------------------------------------------


def test_a_story_comes_with_all_its_reports(configured):
    """Told and untold, original and copy, each version with the matches it has."""
    first = bring(configured, "wire", match(), URGENT, text="One.", title="First")
    story = digests.pending(configured, DESK.id)[0].story
    tell(configured, told((first, 1), story=story))
    copy = bring(configured, "post", text="Two.", grouped=False)
    place(configured, copy, story, Relation.COPY, of=first)
    bring_version(configured, first, 2)
    (item,) = gather(configured).items
    assert item.story == story
    found = [(one.article.id, one.article.version, one.told) for one in item.reports]
    assert found == [(first, 1, True), (first, 2, False), (copy, 1, False)]
    assert [one.relation for one in item.reports] == ["first", "first", "copy"]
    assert [one.of for one in item.reports] == [None, None, first]
    assert [one.rule for one in item.reports[0].matches] == ["arms", "u"]


def test_what_was_told_whole_is_not_gathered(configured):
    """A digest is about stories with something untold."""
    told_one, new = (bring(configured, text=text) for text in ("One.", "Two."))
    tell(configured, told((told_one, 1)))
    gathered = gather(configured)
    assert keys(gathered.pending) == [(new, 1)]
    assert [[one.article.id for one in item.reports] for item in gathered.items] == [[new]]


def test_matches_of_other_watchlists_are_not_seen(configured):
    """An analyst's rules are nobody else's business."""
    first = bring(configured, "wire", match(), match("x", watchlist="other"))
    other = bring(configured, "post", match("x", watchlist="other"), text="B.", grouped=False)
    place(configured, other, digests.pending(configured, DESK.id)[0].story, Relation.REPORT)
    (item,) = gather(configured).items
    assert [(one.article.id, len(one.matches)) for one in item.reports] == [(first, 1)]


def test_what_the_sibling_told_is_mentioned_in_one_line(configured):
    """It counts as told elsewhere, and is no story of this digest."""
    first = bring(configured, "wire", URGENT, title="Launch", url="https://x.example/1")
    story = digests.pending(configured, DESK.id)[0].story
    tell(configured, told((first, 1), story=story), name="flash")
    gathered = gather(configured, FLASH.id)
    assert gathered.mentions == (
        Mention(story=story, headline="Launch", url="https://x.example/1"),
    )
    assert [(row.article, row.how) for row in gathered.elsewhere] == [(first, "elsewhere")]
    assert (gathered.items, gathered.pending) == ((), ())
    assert keys(gather(configured).pending) == [(first, 1)]


def test_a_mention_is_worded_by_the_report_that_was_told(configured):
    """Not by a report of the story that another watchlist found, nor by a later version."""
    hidden = bring(configured, "post", match(watchlist="other"), text="A.", title="Hidden")
    first = bring(configured, "wire", URGENT, text="B.", title="Launch", grouped=False)
    story = place(configured, first, place_of(configured, hidden))
    tell(configured, told((first, 1), story=story), name="flash")
    assert [one.headline for one in gather(configured, FLASH.id).mentions] == ["Launch"]


def place_of(connection: Connection, article_id: ArticleId) -> StoryId:
    found = select(story_member.c.story_id).where(story_member.c.article_id == article_id)
    return StoryId(connection.execute(found).scalar_one())


def test_a_story_that_goes_on_is_told_not_mentioned(configured):
    """Its news is here, and what the sibling told counts as told."""
    first = bring(configured, "wire", URGENT, text="One.")
    story = digests.pending(configured, DESK.id)[0].story
    tell(configured, told((first, 1), story=story), name="flash")
    second = bring(configured, "post", text="Two.", grouped=False)
    place(configured, second, story, Relation.REPORT)
    gathered = gather(configured, FLASH.id)
    assert gathered.mentions == ()
    assert [(one.article.id, one.told) for one in gathered.items[0].reports] == [
        (first, True),
        (second, False),
    ]
    assert [row.article for row in gathered.elsewhere] == [first]


def test_the_figures_are_those_since_the_last_digest(configured):
    """One snapshot gives both the stories and the figures around them."""
    bring(configured)
    assert gather(configured).coverage.articles_seen == 1
    assert gather(configured, since=NOW).coverage.articles_seen == 0
    assert gather(configured).coverage.until == NOW


def test_a_large_digest_takes_few_trips(configured):
    """The number of statements does not follow the number of stories."""
    for number in range(60):
        first = bring(configured, "wire", URGENT, text=f"{number}.")
        if number % 2:
            story = place_of(configured, first)
            tell(configured, told((first, 1), story=story), name="flash", at=NOW + number * MINUTE)
    statements = []
    event.listen(configured, "before_cursor_execute", lambda *args: statements.append(args[2]))
    gathered = gather(configured, FLASH.id)
    assert (len(gathered.items), len(gathered.mentions)) == (30, 30)
    assert len(statements) < 20


# --- commit ------------------------------------------------------------------------------------


@pytest.fixture
def prepared(engine):
    """Prepare a digest that tells one article to two recipients, and its sibling too."""
    with engine.begin() as connection:
        add_sources(connection, "wire")
        add_streams(connection, DESK, FLASH)
        first = bring(connection, "wire", URGENT)
        made, fence = claimed_slot(connection)
    return Composed(
        slot=made,
        fence=fence,
        now=NOW,
        rendered=rendered(made),
        told=told((first, 1)),
        also_tells=(FLASH.id,),
        outgoing=outgoing("d", "ann@x.example", "bob@x.example"),
    )


def test_a_digest_commits_with_its_membership_and_its_deliveries(engine, prepared):
    """And its slot is over; what it tells leaves the queue of its sibling too."""
    before = contents(engine)
    with engine.begin() as connection:
        composing.commit(connection, prepared)
        assert [one for one, _ in deliveries.due(connection, NOW, 10)] == [
            "d to ann@x.example",
            "d to bob@x.example",
        ]
        assert not digests.has_pending(connection, DESK.id)
        assert not digests.has_pending(connection, FLASH.id)
        assert connection.execute(select(slot.c.state, slot.c.digest_id)).all() == [
            ("done", prepared.rendered.digest)
        ]
    after = contents(engine)
    more = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert more == {"digest": 1, "told": 2, "untold": -2, "delivery": 2}


@pytest.mark.parametrize("step", range(1, 16))
def test_a_digest_that_breaks_at_any_statement_leaves_nothing(engine, prepared, step):
    """Told without deliveries would be lost; deliveries without told would come twice."""
    leaves_nothing(engine, step, composing.commit, prepared)


def test_a_digest_whose_lease_was_lost_leaves_nothing(engine, prepared):
    """Another compose does this work."""
    with engine.begin() as connection:
        later = NOW + LEASE + MINUTE
        assert slots.claim(connection, prepared.slot.id, "you", later, LEASE) is not None
    before = contents(engine)
    with pytest.raises(StoreError, match="lease was lost"), engine.begin() as connection:
        composing.commit(connection, prepared)
    assert contents(engine) == before


def test_a_digest_of_a_stream_that_left_meanwhile_is_not_told(engine, prepared):
    """A reload may take a stream away while it is being composed."""
    with engine.begin() as connection:
        add_streams(connection, FLASH)
    with pytest.raises(StoreError), engine.begin() as connection:
        composing.commit(connection, prepared)
    assert contents(engine)["delivery"] == 0


def test_a_slot_may_pass_in_silence(configured):
    """Nothing is sent, the slot is over, and mere copies are told by that."""
    first = bring(configured)
    made, fence = claimed_slot(configured)
    silent = Composed(
        slot=made, fence=fence, now=NOW, rendered=None, told=told((first, 1), how="merged")
    )
    composing.commit(configured, silent)
    assert digests.last_spoke(configured, DESK.id) is None
    assert not digests.has_pending(configured, DESK.id)
    assert slot_ids(configured, "desk", NOW + DAY) == ()
    assert deliveries.count_open(configured) == 0


def test_the_last_digest_is_the_newest(configured):
    """Coverage goes on from there, by stream."""
    tell(configured, at=NOW)
    tell(configured, at=NOW + DAY)
    add_slot(configured, at=NOW + 2 * DAY)
    assert digests.last_spoke(configured, DESK.id) == NOW + DAY
    assert digests.last_spoke(configured, StreamId("flash")) is None
