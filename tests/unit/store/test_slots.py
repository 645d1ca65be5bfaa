"""Slots: each exactly once, leased, and merged where several were missed."""

from datetime import datetime

import pytest
from sqlalchemy import Connection, select

from service.model import DigestId, Slot, SlotId, StreamId
from service.store import leases, slots
from service.store.schema import slot as slot_table
from tests.unit.store.rows import (
    DAY,
    LEASE,
    MINUTE,
    NOW,
    add_slot,
    add_streams,
    claimed_slot,
    slot_ids,
    stream,
    tell,
)


DESK = StreamId("desk")
HOUR = 60 * MINUTE


@pytest.fixture(autouse=True)
def _streams(connection):
    add_streams(connection, stream(), stream("news"))


def claim(connection: Connection, slot_id: SlotId, at: datetime = NOW) -> tuple[Slot, int] | None:
    return slots.claim(connection, slot_id, "me", at, LEASE)


def three_missed(connection: Connection) -> tuple[SlotId, ...]:
    """Open the slots of three mornings; give them, oldest first."""
    for days in range(3):
        add_slot(connection, at=NOW + days * DAY)
    return slots.due(connection, NOW + 2 * DAY, 10)


# --- making ------------------------------------------------------------------------------------


def test_a_slot_is_made_once(connection):
    """Unique by stream, local date and local time; what is written down stays as it is."""
    add_slot(connection)
    today = NOW.date()
    wanted = [(today, "08:00", NOW + HOUR), (today, "18:00", NOW + 10 * HOUR)]
    slots.add(connection, DESK, wanted)
    add_slot(connection, "news")
    assert len(slot_ids(connection, "desk", NOW + DAY)) == 2
    assert len(slot_ids(connection, "desk", NOW)) == 1
    assert len(slot_ids(connection, "news", NOW)) == 1


def test_slots_are_made_from_the_last_scheduled_one_on(connection):
    """No gap and no overlap; a slot that no schedule names counts for nothing."""
    assert slots.begin_after(connection, DESK, NOW + 90 * DAY) == NOW
    add_slot(connection, at=NOW + DAY)
    add_slot(connection, at=NOW + 2 * DAY, called="at 2026")
    add_slot(connection, "news", at=NOW + 3 * DAY)
    assert slots.begin_after(connection, DESK, NOW + 90 * DAY) == NOW + DAY


def test_an_old_slot_takes_no_schedule_back(connection):
    """A clock that went back makes no slot again."""
    add_slot(connection, at=NOW - DAY)
    assert slots.begin_after(connection, DESK, NOW + 90 * DAY) == NOW


def test_an_open_slot_is_seen(connection):
    """Whether due or to come; one that is over is not."""
    assert not slots.has_open(connection, DESK)
    add_slot(connection, at=NOW + DAY)
    assert slots.has_open(connection, DESK)
    assert not slots.has_open(connection, StreamId("news"))
    tell(connection, name="news")
    assert not slots.has_open(connection, StreamId("news"))


# --- due and leased ----------------------------------------------------------------------------


def test_due_slots_come_longest_due_first(connection):
    """Of all streams; those to come are left alone."""
    add_slot(connection, at=NOW)
    add_slot(connection, "news", at=NOW - MINUTE)
    add_slot(connection, at=NOW + DAY)
    first, second = slots.due(connection, NOW, 10)
    assert slot_ids(connection, "news", NOW) == (first,)
    assert slot_ids(connection, "desk", NOW) == (second,)
    assert slots.due(connection, NOW, 1) == (first,)


def test_a_slot_is_claimed_once(connection):
    """The second finds nothing to do; nor does one who comes too early or for nothing."""
    add_slot(connection, at=NOW)
    (slot_id,) = slot_ids(connection, "desk", NOW)
    assert claim(connection, slot_id, NOW - MINUTE) is None
    assert claim(connection, slot_id) is not None
    assert claim(connection, slot_id) is None
    assert claim(connection, SlotId(99)) is None
    assert slots.due(connection, NOW, 10) == ()


def test_a_claimed_slot_knows_its_place(connection):
    """Its local date and time, and from when its coverage goes on."""
    tell(connection, at=NOW - HOUR)
    add_slot(connection)
    taken = claim(connection, slot_ids(connection, "desk", NOW)[0])
    assert taken is not None
    slot, fence = taken
    assert (slot.stream, slot.local_date, slot.local_time) == ("desk", NOW.date(), "08:00")
    assert (slot.due_at, slot.since, slot.merged, fence) == (NOW, NOW - HOUR, 0, 1)


def test_the_first_slot_covers_everything(connection):
    """There is no digest before it."""
    slot, _ = claimed_slot(connection)
    assert slot.since is None


def test_a_late_owner_closes_nothing(connection):
    """Whose lease ran out, writes nothing; its successor does."""
    slot, late = claimed_slot(connection)
    taken = claim(connection, slot.id, NOW + LEASE + MINUTE)
    assert taken is not None
    assert not slots.close(connection, slot.id, late, DigestId("d"))
    slots.postpone(connection, slot.id, late, NOW + DAY)
    assert slots.close(connection, slot.id, taken[1], DigestId("d"))


def test_what_is_closed_stays_closed(connection):
    """It is neither due nor closed again."""
    slot, fence = claimed_slot(connection)
    assert slots.close(connection, slot.id, fence, None)
    assert not slots.close(connection, slot.id, fence, None)
    assert slots.due(connection, NOW + DAY, 10) == ()
    assert claim(connection, slot.id, NOW + DAY) is None


def test_what_is_closed_is_not_put_off(connection):
    """Where the reply to its commit was lost, who composed it takes it for undone."""
    slot, fence = claimed_slot(connection)
    assert slots.close(connection, slot.id, fence, None)
    slots.postpone(connection, slot.id, fence, NOW + HOUR)
    assert connection.scalar(select(slot_table.c.due_at)) == slot.due_at


def test_a_slot_waits_for_the_end_of_quiet_hours(connection):
    """It is given back until then."""
    slot, fence = claimed_slot(connection)
    slots.postpone(connection, slot.id, fence, NOW + HOUR)
    assert slots.due(connection, NOW, 10) == ()
    assert slots.due(connection, NOW + HOUR, 10) == (slot.id,)


def test_a_waiting_slot_is_brought_forward_and_never_put_off(connection):
    """Urgent news does not wait for what waits."""
    add_slot(connection, at=NOW + HOUR)
    add_slot(connection, "news", at=NOW + HOUR)
    slots.bring_forward(connection, DESK, NOW + MINUTE)
    assert len(slots.due(connection, NOW + MINUTE, 10)) == 1
    slots.bring_forward(connection, DESK, NOW + 2 * MINUTE)
    assert len(slots.due(connection, NOW + MINUTE, 10)) == 1


# --- merging -----------------------------------------------------------------------------------


def test_missed_slots_speak_through_the_newest(connection):
    """One mail after three mornings, and it says so."""
    missed = three_missed(connection)
    taken = claim(connection, missed[2], NOW + 2 * DAY)
    assert taken is not None
    assert (taken[0].merged, taken[0].due_at) == (2, NOW + 2 * DAY)
    assert [claim(connection, one, NOW + 2 * DAY) for one in missed] == [None, None, None]
    assert slots.due(connection, NOW + 2 * DAY, 10) == ()


def test_whoever_comes_for_an_older_slot_takes_the_newest(connection):
    """Where a slot comes before the last is composed, each would else wait for the next, for ever."""
    missed = three_missed(connection)
    taken = claim(connection, missed[0], NOW + 2 * DAY)
    assert taken is not None
    assert (taken[0].id, taken[0].merged) == (missed[2], 2)


def test_whoever_came_for_an_older_slot_gives_back_what_he_took(connection):
    """He knows its number only, where the reply to his claim was lost."""
    missed = three_missed(connection)
    claim(connection, missed[0], NOW + 2 * DAY)
    leases.release(connection, "me", [], [missed[0]])
    assert slots.due(connection, NOW + 2 * DAY, 10) == (missed[2],)


def test_merged_slots_are_counted_after_a_crash(connection):
    """Who composes it again says the same."""
    missed = three_missed(connection)
    claim(connection, missed[2], NOW + 2 * DAY)
    taken = claim(connection, missed[2], NOW + 2 * DAY + LEASE + MINUTE)
    assert taken is not None
    assert taken[0].merged == 2


def test_a_slot_under_way_is_merged_into_no_other(connection):
    """What is being composed is told by itself."""
    slot, fence = claimed_slot(connection, at=NOW)
    newer, _ = claimed_slot(connection, at=NOW + MINUTE)
    assert newer.merged == 0
    assert slots.close(connection, slot.id, fence, None)


def test_slots_to_come_and_those_of_others_are_not_merged(connection):
    """Only what was missed, and only by this stream."""
    add_slot(connection, "news", at=NOW)
    add_slot(connection, at=NOW + DAY)
    slot, _ = claimed_slot(connection, at=NOW + MINUTE)
    assert slot.merged == 0
    assert len(slot_ids(connection, "news", NOW)) == 1
    assert len(slot_ids(connection, "desk", NOW + DAY)) == 2


def test_slots_at_one_instant_are_one(connection):
    """The schedule may name it twice."""
    wanted = [(NOW.date(), "08:00", NOW), (NOW.date(), "07:59", NOW)]
    slots.add(connection, DESK, wanted)
    first, second = slots.due(connection, NOW, 10)
    taken = claim(connection, first)
    assert taken is not None
    assert (taken[0].id, taken[0].merged) == (second, 1)
    assert claim(connection, second) is None


def test_hundreds_of_missed_slots_are_one(connection):
    """A laptop that slept for a month wakes to one mail."""
    moments = [NOW + hours * HOUR for hours in range(720)]
    wanted = [(one.date(), f"{one:%H:%M}", one) for one in moments]
    slots.add(connection, DESK, wanted)
    late = NOW + 720 * HOUR
    newest = slots.due(connection, late, 1000)[-1]
    taken = claim(connection, newest, late)
    assert taken is not None
    assert taken[0].merged == 719


def test_a_follow_up_goes_on_with_the_coverage_of_what_it_follows(connection):
    """It spans what the digest before it spanned; the next digest goes on from its end."""
    tell(connection, at=NOW)
    tell(connection, at=NOW + DAY, follow=True)
    (follow_up,) = slot_ids(connection, "desk", NOW + DAY)
    slot, _ = claim(connection, follow_up, NOW + DAY) or pytest.fail("nothing to claim")
    assert (slot.since, slot.follows) == (NOW, True)
    regular, _ = claimed_slot(connection, at=NOW + 2 * DAY)
    assert (regular.since, regular.follows) == (NOW + DAY, False)


def test_a_follow_up_is_no_missed_slot(connection):
    """A digest that tells the rest itself speaks for nothing that was missed."""
    tell(connection, at=NOW, follow=True)
    regular, _ = claimed_slot(connection, at=NOW + DAY)
    assert regular.merged == 0
    assert slot_ids(connection, "desk", NOW + DAY) == (regular.id,)
