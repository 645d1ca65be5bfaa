"""Streams: made those of the configuration, renamed, gone and back; and what each hears of."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, func, insert, select

from service.model import ArticleId, StreamId, StreamKind, Tier
from service.store import digests, matches, slots
from service.store.schema import stream as stream_table
from service.store.schema import tally as tally_table
from service.store.schema import told as told_table
from tests.unit.store.rows import (
    DAY,
    MINUTE,
    NOW,
    add_slot,
    add_sources,
    add_streams,
    bring,
    match,
    slot_ids,
    stream,
    tell,
    told,
)


DESK = StreamId("desk")
URGENT = stream(tiers=(Tier.URGENT,))


@pytest.fixture(autouse=True)
def _source(connection):
    add_sources(connection, "wire")


def pending(connection: Connection, name: str = "desk") -> list[ArticleId]:
    return [item.article for item in digests.pending(connection, StreamId(name))]


# --- names -------------------------------------------------------------------------------------


def test_a_stream_is_a_row_with_a_stable_id(connection):
    """A new title or kind is the same stream."""
    add_streams(connection, stream())
    add_streams(connection, stream(title="New", kind=StreamKind.INSTANT), at=NOW + DAY)
    row = connection.execute(select(stream_table)).one()
    assert (row.id, row.title, row.kind, row.created_at) == ("desk", "New", "instant", NOW)


def test_a_renamed_stream_keeps_its_slots_digests_and_what_it_was_told(connection):
    """Nothing is told again because of a name."""
    add_streams(connection, stream())
    first = bring(connection, text="One.")
    waits = bring(connection, text="Two.")
    tell(connection, told((first, 1)))
    add_slot(connection, at=NOW + DAY)
    add_streams(connection, stream("news-desk", was=(StreamId("old"), DESK)))
    assert pending(connection, "news-desk") == [waits]
    assert len(slot_ids(connection, "news-desk", NOW + DAY)) == 1
    assert digests.last_spoke(connection, StreamId("news-desk")) == NOW
    assert connection.scalars(select(stream_table.c.id)).all() == ["news-desk"]


def test_a_name_that_is_in_use_is_not_taken_over(connection):
    """`was` naming another stream of today moves nobody's memory."""
    add_streams(connection, stream())
    first = bring(connection)
    add_streams(connection, stream(), stream("news", was=(DESK,)))
    assert pending(connection) == [first]
    assert pending(connection, "news") == []


def test_a_rename_and_back_is_a_rename(connection):
    """`was` may stay in the file for ever."""
    add_streams(connection, stream())
    add_streams(connection, stream("news", was=(DESK,)))
    add_streams(connection, stream("news", was=(DESK,)))
    add_streams(connection, stream(was=(StreamId("news"),)))
    assert connection.scalars(select(stream_table.c.id)).all() == ["desk"]


def test_a_renamed_watchlist_takes_what_it_found_with_it(connection):
    """What waits is told under the new name; what held for an article goes on holding."""
    add_streams(connection, stream(), stream("joint", watchlists=("korea", "japan")))
    waits = bring(connection)
    renamed = {"former": (("korea", "corea"),)}
    add_streams(
        connection,
        stream("news", watchlists=("corea",), was=(DESK,), **renamed),
        stream("joint", watchlists=("corea", "japan"), **renamed),
    )
    assert pending(connection, "news") == pending(connection, "joint") == [waits]
    assert matches.earlier_rules(connection, waits) == {("corea", "arms")}


@pytest.mark.parametrize("others", [(), ("corea",)])
def test_a_watchlist_of_today_is_not_renamed_and_none_is_taken_over(connection, others):
    """Nor does a name that was known before become another's: `former` may stay for ever."""
    add_streams(
        connection, *(stream(f"of-{one}", watchlists=(one,)) for one in ("korea", *others))
    )
    first = bring(connection)
    today = stream("new", watchlists=("corea",), former=(("korea", "corea"),))
    add_streams(connection, today, *(() if others else (stream("of-korea"),)))
    assert matches.earlier_rules(connection, first) == {("korea", "arms")}


def test_a_watchlist_renamed_to_a_name_of_long_ago_doubles_nothing(connection):
    """What both had found stays with the old name; a rename and back is a rename."""
    add_streams(connection, stream())
    first = bring(connection, "wire", match(), match("visit"), match(watchlist="corea"))
    add_streams(connection, stream(watchlists=("corea",), former=(("korea", "corea"),)))
    both = {("korea", "arms"), ("corea", "arms"), ("corea", "visit")}
    assert matches.earlier_rules(connection, first) == both
    add_streams(connection, stream(former=(("corea", "korea"),)))
    assert ("korea", "visit") in matches.earlier_rules(connection, first)
    assert pending(connection) == [first]


def test_what_was_counted_goes_by_the_new_name(connection):
    """A total never falls, also where the rows it counted are gone."""
    row = {"noun": "match", "name": "korea", "part": "arms", "total": 3}
    connection.execute(insert(tally_table), row)
    add_streams(connection, stream())
    add_streams(connection, stream(watchlists=("corea",), former=(("korea", "corea"),)))
    assert connection.scalars(select(tally_table.c.name)).all() == ["corea"]


# --- gone and back -----------------------------------------------------------------------------


def test_a_stream_that_left_keeps_what_it_was_told_and_speaks_no_more(connection):
    """Its open slots go; its digests and what it was told stay."""
    add_streams(connection, stream())
    first = bring(connection)
    tell(connection, told((first, 1)))
    add_slot(connection, at=NOW + MINUTE)
    add_streams(connection)
    assert slots.due(connection, NOW + DAY, 10) == ()
    assert connection.scalar(select(func.count()).select_from(told_table)) == 1
    add_streams(connection, stream(), at=NOW + MINUTE)
    assert pending(connection) == []


def test_a_stream_that_comes_back_soon_has_missed_nothing(connection):
    """Its file may have been broken for a day: what came meanwhile is told."""
    add_streams(connection, stream())
    before = bring(connection, text="Before.")
    add_streams(connection)
    meanwhile = bring(connection, text="Meanwhile.")
    add_streams(connection, stream(), at=NOW + DAY)
    assert pending(connection) == [before, meanwhile]
    assert slots.begin_after(connection, DESK, NOW + 90 * DAY) == NOW


def test_a_stream_that_comes_back_late_begins_anew(connection):
    """Nobody wants the news of a month that nobody wanted; and no slot of it is due."""
    add_streams(connection, stream())
    bring(connection)
    add_streams(connection)
    add_streams(connection, stream(), at=NOW + 30 * DAY)
    assert pending(connection) == []
    assert slots.begin_after(connection, DESK, NOW + 90 * DAY) == NOW + 30 * DAY


# --- schedules ---------------------------------------------------------------------------------


def test_another_schedule_drops_the_slots_to_come(connection):
    """What was due already stays due; slots are made from the change on."""
    add_streams(connection, stream())
    add_slot(connection, at=NOW)
    add_slot(connection, at=NOW + DAY)
    later = NOW + MINUTE
    add_streams(connection, stream(schedule=("daily 09:00",)), at=later)
    assert len(slot_ids(connection, "desk", NOW + 2 * DAY)) == 1
    assert slots.begin_after(connection, DESK, NOW + 90 * DAY) == later


def test_another_zone_is_another_schedule(connection):
    """08:00 in Seoul is another instant than 08:00 in London."""
    add_streams(connection, stream())
    add_slot(connection, at=NOW + DAY)
    add_streams(connection, stream(zone="Asia/Seoul"), at=NOW + MINUTE)
    assert slot_ids(connection, "desk", NOW + 2 * DAY) == ()


def test_the_same_schedule_changes_nothing(connection):
    """A restart moves no slot."""
    add_streams(connection, stream())
    add_slot(connection, at=NOW + DAY)
    add_streams(connection, replace(stream(), title="New"), at=NOW + MINUTE)
    assert len(slot_ids(connection, "desk", NOW + DAY)) == 1
    assert slots.begin_after(connection, DESK, NOW + 90 * DAY) == NOW + DAY


# --- scope -------------------------------------------------------------------------------------


def test_a_stream_hears_of_its_watchlists_and_tiers(connection):
    """And of nothing else."""
    add_streams(connection, URGENT)
    urgent = bring(connection, "wire", match(tier=Tier.URGENT), text="One.")
    bring(connection, "wire", match(), text="Two.")
    bring(connection, "wire", match(watchlist="other", tier=Tier.URGENT), text="Three.")
    assert pending(connection) == [urgent]


def test_a_stream_hears_of_what_is_matched_once_it_exists(connection):
    """The day it is made is not the day it tells a year."""
    bring(connection, text="Before.")
    add_streams(connection, stream())
    after = bring(connection, text="After.")
    assert pending(connection) == [after]


@pytest.mark.parametrize(
    "wider", [stream(watchlists=("korea", "other")), stream(tiers=(Tier.URGENT, Tier.NORMAL))]
)
def test_a_wider_stream_hears_more_from_then_on(connection, wider):
    """Another watchlist or tier brings no flood of what was matched before."""
    narrow = stream(tiers=(Tier.URGENT,)) if len(wider.tiers) == 2 else stream()
    seen = match(watchlist=wider.watchlists[-1], tier=wider.tiers[-1])
    add_streams(connection, narrow)
    bring(connection, "wire", seen, text="Before.")
    add_streams(connection, wider)
    after = bring(connection, "wire", seen, text="After.")
    assert pending(connection) == [after]


def test_what_left_the_scope_untold_stays_untold(connection):
    """A watchlist that is taken out and put in again brings no old news; others wait on."""
    wide = stream(watchlists=("korea", "other"))
    add_streams(connection, wide)
    bring(connection, "wire", match(watchlist="other"), text="One.")
    both = bring(connection, "wire", match(), match(watchlist="other"), text="Two.")
    add_streams(connection, stream())
    assert pending(connection) == [both]
    add_streams(connection, wide)
    assert pending(connection) == [both]


def test_each_stream_hears_for_itself(connection):
    """One watchlist may speak to many."""
    add_streams(connection, stream(), stream("news"), stream("far", watchlists=("far",)))
    first = bring(connection)
    tell(connection, told((first, 1)))
    assert pending(connection) == []
    assert pending(connection, "news") == [first]
    assert pending(connection, "far") == []
