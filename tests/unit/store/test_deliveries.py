"""The outbox: frozen bytes, due in order, one attempt at a time, every outcome kept."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import IntegrityError

from service.model import ChannelName, Delivery, DeliveryId, DeliveryState, Outcome, OutcomeKind
from service.store import deliveries
from service.store.deliveries import Attempt, Leased, Verdict
from service.store.schema import attempt as attempt_table
from service.store.schema import channel as channel_table
from service.store.schema import delivery as delivery_table
from tests.unit.store.rows import (
    DAY,
    LEASE,
    MINUTE,
    NOW,
    add_streams,
    outgoing,
    stream,
    tell,
)


MAIL, HOOK = ChannelName("mail"), ChannelName("hook")
ANN, BOB = DeliveryId("d to ann"), DeliveryId("d to bob")
SENT = Outcome(kind=OutcomeKind.SENT, detail="250 queued")
BUSY = Outcome(kind=OutcomeKind.RETRY, detail="421 busy")
DOWN = Outcome(kind=OutcomeKind.CHANNEL_DOWN, detail="no login")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What `deliveries.settle` would decide."""

    state: DeliveryState = DeliveryState.SENT
    due_at: datetime | None = None
    detail: str = "250 queued"


AGAIN = Settled(state=DeliveryState.RETRY, due_at=NOW + MINUTE, detail="421 busy")
DEAD = Settled(state=DeliveryState.DEAD, detail="refused")


@pytest.fixture(autouse=True)
def _stream(connection):
    add_streams(connection, stream())


def send_out(
    connection: Connection,
    *recipients: str,
    channel: str = "mail",
    at: datetime = NOW,
    name: str = "d",
    **more: Any,
) -> None:
    items = outgoing(name, *recipients, channel=channel, **more)
    tell(connection, at=at, outgoing=items)


def due(connection: Connection, at: datetime = NOW, limit: int = 10) -> list[DeliveryId]:
    return [one for one, _ in deliveries.due(connection, at, limit)]


def try_claim(
    connection: Connection, delivery_id: DeliveryId = ANN, at: datetime = NOW
) -> Leased | None:
    return deliveries.claim(connection, delivery_id, "me", at, LEASE)


def claim(connection: Connection, delivery_id: DeliveryId = ANN, at: datetime = NOW) -> Leased:
    leased = try_claim(connection, delivery_id, at)
    assert leased is not None
    return leased


def attempt(
    connection: Connection,
    delivery_id: DeliveryId = ANN,
    settled: Settled | None = None,
    outcome: Outcome = SENT,
    at: datetime = NOW,
) -> None:
    """Claim a delivery, and settle it."""
    leased = claim(connection, delivery_id, at)
    tried = Attempt(started_at=at, finished_at=at, outcome=outcome)
    assert deliveries.settle(connection, leased, tried, settled or Settled())


def verdicts(
    connection: Connection, *ids: DeliveryId, at: datetime = NOW
) -> list[tuple[DeliveryId, Verdict]]:
    return [(one.id, one.verdict) for one in deliveries.replay(connection, ids, at)]


def rest(
    connection: Connection,
    until: datetime | None,
    name: ChannelName = MAIL,
    alarm: str = "",
    at: datetime = NOW,
) -> None:
    deliveries.rest_channel(connection, name, until, alarm, at)


def listed(connection: Connection, *states: DeliveryState) -> tuple[Delivery, ...]:
    found = deliveries.listed(connection, states or tuple(DeliveryState), 10)
    return tuple(one.delivery for one in found)


# --- due ---------------------------------------------------------------------------------------


def test_deliveries_are_due_at_once_oldest_first(connection):
    """With the channel they go through."""
    send_out(connection, "bob", at=NOW + MINUTE, name="new")
    send_out(connection, "ann", "bob", channel="hook")
    assert deliveries.due(connection, NOW + MINUTE, 10) == (
        (ANN, HOOK),
        (BOB, HOOK),
        ("new to bob", MAIL),
    )
    assert due(connection) == [ANN, BOB]
    assert due(connection, NOW + MINUTE, limit=1) == [ANN]


def test_a_recipient_gets_a_digest_once(connection):
    """Whatever composes it: the database refuses a second."""
    send_out(connection, "ann")
    digest = connection.execute(select(delivery_table.c.digest_id)).scalar_one()
    again = outgoing("other id", "ann")
    with pytest.raises(IntegrityError), connection.begin_nested():
        deliveries.add(connection, digest, again, NOW)


def test_a_delivery_without_bytes_is_dead_from_the_start(connection):
    """Its fault is told, nobody tries it, and replaying it would send nothing."""
    send_out(connection, "ann", fault="cannot be packed")
    connection.execute(update(delivery_table).values(body=b""))
    assert due(connection) == []
    assert [(one.state, one.detail) for one in listed(connection)] == [
        ("dead", "cannot be packed")
    ]
    assert verdicts(connection, ANN) == [(ANN, Verdict.NO_BYTES)]
    assert due(connection) == []


# --- leases ------------------------------------------------------------------------------------


def test_a_delivery_is_claimed_once_with_its_bytes(connection):
    """The second finds nothing to do; attempts are counted as they begin."""
    send_out(connection, "ann")
    leased = claim(connection)
    assert (leased.message.body, leased.message.attempt) == (b"for ann", 1)
    assert (leased.message.channel, leased.message.recipient) == (MAIL, "ann")
    assert (leased.fence, leased.down) == (1, 0)
    assert try_claim(connection) is None
    assert due(connection, NOW + DAY) == []


def test_what_is_not_due_is_not_claimed(connection):
    """Too early, unknown, or over."""
    send_out(connection, "ann")
    assert try_claim(connection, at=NOW - MINUTE) is None
    assert try_claim(connection, DeliveryId("none")) is None
    attempt(connection)
    assert try_claim(connection, at=NOW + DAY) is None


def test_a_lease_that_ran_out_is_settled_before_anybody_tries_again(connection):
    """The receiver may have it: a channel that holds such deliveries must get its say."""
    send_out(connection, "ann")
    leased = claim(connection)
    later = NOW + LEASE + MINUTE
    assert deliveries.interrupted(connection, NOW + LEASE) == ()
    assert (due(connection, later), try_claim(connection, at=later)) == ([], None)
    (found,) = deliveries.interrupted(connection, later)
    assert (found.delivery.id, found.fence) == (ANN, leased.fence)


def test_after_a_restart_every_lease_was_interrupted(connection):
    """Nobody knows how far the killed process came; what was not begun was not interrupted."""
    send_out(connection, "ann", "bob")
    claim(connection)
    assert [one.delivery.id for one in deliveries.interrupted(connection, None)] == [ANN]


def test_a_paused_owner_writes_nothing(connection):
    """Neither after another took the delivery, nor after it was settled as interrupted."""
    send_out(connection, "ann")
    late = claim(connection)
    tried = Attempt(started_at=NOW, finished_at=NOW, outcome=BUSY)
    held = Settled(state=DeliveryState.UNCERTAIN, due_at=NOW + MINUTE, detail="interrupted")
    assert deliveries.settle(connection, late, tried, held)
    assert not deliveries.settle(connection, late, tried, Settled())
    owner = claim(connection, at=NOW + MINUTE)
    assert owner.fence == late.fence + 1
    assert not deliveries.settle(connection, late, tried, Settled())
    (row,) = listed(connection)
    assert (row.state, row.attempts) == ("leased", 2)


# --- settling ----------------------------------------------------------------------------------


def test_what_was_sent_is_over(connection):
    """Its attempt is kept with what the receiver said."""
    send_out(connection, "ann")
    attempt(connection, at=NOW + MINUTE)
    (row,) = listed(connection)
    assert (row.state, row.detail, row.attempts) == ("sent", "250 queued", 1)
    assert connection.scalar(select(delivery_table.c.finished_at)) == NOW + MINUTE
    kept = connection.execute(select(attempt_table)).one()
    assert (kept.delivery_id, kept.outcome, kept.detail) == (ANN, "sent", "250 queued")
    assert (kept.started_at, kept.finished_at) == (NOW + MINUTE, NOW + MINUTE)


def test_a_retry_sends_the_same_bytes_under_the_same_id(connection):
    """It waits for its time, and nothing else of the digest waits with it."""
    send_out(connection, "ann", "bob")
    attempt(connection, settled=AGAIN, outcome=BUSY)
    assert due(connection) == [BOB]
    assert due(connection, NOW + MINUTE) == [ANN, BOB]
    leased = claim(connection, at=NOW + MINUTE)
    assert leased.message.body == b"for ann"
    assert (leased.message.id, leased.message.attempt) == (ANN, 2)
    assert leased.message.created_at == NOW


def test_attempts_that_found_the_channel_down_are_known(connection):
    """They cost a delivery nothing."""
    send_out(connection, "ann")
    for outcome in (DOWN, BUSY, DOWN):
        attempt(connection, settled=AGAIN, outcome=outcome, at=NOW + MINUTE)
    leased = claim(connection, at=NOW + MINUTE)
    assert (leased.message.attempt, leased.down) == (4, 2)


# --- channels ----------------------------------------------------------------------------------


def test_a_resting_channel_waits_and_others_do_not(connection):
    """One failing channel neither holds nor repeats another."""
    send_out(connection, "ann", "bob")
    send_out(connection, "ann", channel="hook", name="h", at=NOW + MINUTE)
    rest(connection, NOW + 10 * MINUTE)
    assert due(connection, NOW + MINUTE) == ["h to ann"]
    assert try_claim(connection, BOB, NOW + MINUTE) is None


def test_a_channel_that_failed_is_tried_with_its_oldest_delivery_alone(connection):
    """Nor with the next one while the oldest is on its way."""
    send_out(connection, "ann", "bob")
    rest(connection, NOW)
    assert due(connection, NOW + MINUTE) == [ANN]
    claim(connection, at=NOW + MINUTE)
    assert due(connection, NOW + MINUTE) == []


def test_however_many_wait_for_a_failing_channel_others_are_due(connection):
    """A hundred mails for a dead server take no place of a webhook."""
    send_out(connection, *(f"r{number:03}" for number in range(50)))
    send_out(connection, "ann", channel="hook", name="h", at=NOW + MINUTE)
    rest(connection, NOW)
    assert due(connection, NOW + MINUTE, limit=10) == ["d to r000", "h to ann"]


def test_a_success_makes_what_waited_due_at_once(connection):
    """After an outage nobody waits for a patient schedule; what may have arrived is left alone."""
    send_out(connection, "ann", "bob")
    send_out(connection, "ann", channel="hook", name="h", at=NOW - MINUTE)
    far = Settled(state=DeliveryState.RETRY, due_at=NOW + DAY, detail="421")
    unsure = Settled(state=DeliveryState.UNCERTAIN, due_at=NOW + DAY, detail="lost")
    attempt(connection, settled=far, outcome=BUSY)
    attempt(connection, BOB, settled=unsure, outcome=BUSY)
    attempt(connection, DeliveryId("h to ann"), settled=far, outcome=BUSY)
    rest(connection, NOW + MINUTE)
    rest(connection, None, at=NOW + MINUTE)
    assert due(connection, NOW + MINUTE) == [ANN]
    assert due(connection, NOW + DAY) == ["h to ann", ANN, BOB]


def test_a_channel_that_works_moves_nothing(connection):
    """Every success says so; a recipient that must wait is not tried earlier by that."""
    send_out(connection, "ann")
    attempt(connection, settled=AGAIN, outcome=BUSY)
    rest(connection, None)
    assert due(connection) == []
    assert connection.execute(select(channel_table)).all() == []
    rest(connection, NOW)
    rest(connection, None)
    rest(connection, None, at=NOW + timedelta(seconds=1))
    assert connection.scalar(select(delivery_table.c.due_at)) == NOW


def test_a_failing_channel_remembers_since_when_and_why(connection):
    """Until it works again."""
    rest(connection, NOW + MINUTE, alarm="no login")
    rest(connection, NOW + DAY, alarm="still none", at=NOW + MINUTE)
    row = connection.execute(select(channel_table)).one()
    assert (row.rests_until, row.alarm, row.failing_since) == (NOW + DAY, "still none", NOW)
    rest(connection, None)
    row = connection.execute(select(channel_table)).one()
    assert (row.rests_until, row.alarm, row.failing_since) == (None, "", None)
    rest(connection, NOW + DAY, at=NOW + MINUTE)
    assert connection.scalar(select(channel_table.c.failing_since)) == NOW + MINUTE


# --- lists and dead letters --------------------------------------------------------------------


def test_deliveries_are_listed_newest_first_by_state(connection):
    """As many as asked for."""
    send_out(connection, "ann", "bob")
    send_out(connection, "ann", name="new", at=NOW + MINUTE)
    attempt(connection)
    assert [one.id for one in listed(connection)] == ["new to ann", ANN, BOB]
    assert [one.id for one in listed(connection, DeliveryState.SENT)] == [ANN]
    assert len(deliveries.listed(connection, tuple(DeliveryState), 1)) == 1


def test_a_dead_letter_is_replayed_with_its_id_and_bytes(connection):
    """And nothing but a dead letter is."""
    send_out(connection, "ann", "bob")
    attempt(connection, settled=DEAD, outcome=BUSY)
    assert due(connection, NOW + DAY) == [BOB]
    assert verdicts(connection, ANN, BOB, ANN, at=NOW + DAY) == [
        (ANN, Verdict.AGAIN),
        (BOB, Verdict.NOT_DEAD),
    ]
    assert verdicts(connection, ANN) == [(ANN, Verdict.NOT_DEAD)]
    assert connection.scalars(select(delivery_table.c.finished_at)).all() == [None, None]
    leased = claim(connection, at=NOW + DAY)
    assert (leased.message.id, leased.message.body) == (ANN, b"for ann")


def test_a_delivery_that_nobody_knows_is_said_to_be_unknown(connection):
    """Mistyped, or removed: the others are sent again all the same."""
    send_out(connection, "ann")
    attempt(connection, settled=DEAD, outcome=BUSY)
    unknown = DeliveryId("dl_none")
    assert verdicts(connection, unknown, ANN) == [
        (unknown, Verdict.UNKNOWN),
        (ANN, Verdict.AGAIN),
    ]


def test_a_replayed_delivery_says_why_it_had_died(connection):
    """The reason stays readable until the next attempt has one of its own."""
    send_out(connection, "ann")
    attempt(connection, settled=replace(DEAD, detail="refused: 550"), outcome=BUSY)
    (before,) = deliveries.replay(connection, [ANN], NOW)
    assert before.delivery is not None
    assert (before.delivery.state, before.delivery.detail) == ("dead", "refused: 550")
    (after,) = listed(connection)
    assert (after.state, after.detail) == ("retry", "sent again by hand, after: refused: 550")


def test_whoever_replays_hears_of_a_resting_channel_and_of_a_possible_copy(connection):
    """Sending again may have to wait, and may be the second time."""
    send_out(connection, "ann", "bob")
    attempt(connection, settled=DEAD, outcome=Outcome(kind=OutcomeKind.UNCERTAIN))
    attempt(connection, BOB, settled=DEAD, outcome=BUSY)
    rest(connection, NOW + MINUTE)
    replayed = deliveries.replay(connection, [ANN, BOB], NOW)
    assert [(one.may_repeat, one.rests_until) for one in replayed] == [
        (True, NOW + MINUTE),
        (False, NOW + MINUTE),
    ]


def test_tries_are_counted_anew_after_a_replay(connection):
    """One more failure does not end it; what found the channel down before is no discount now."""
    send_out(connection, "ann")
    for settled in (AGAIN, AGAIN, DEAD):
        attempt(connection, settled=settled, outcome=DOWN, at=NOW + DAY)
    deliveries.replay(connection, [ANN], NOW + DAY)
    first = claim(connection, at=NOW + DAY)
    assert (first.delivery.attempts, first.down) == (1, 0)
    tried = Attempt(started_at=NOW, finished_at=NOW, outcome=DOWN)
    deliveries.settle(connection, first, tried, AGAIN)
    second = claim(connection, at=NOW + DAY)
    assert (second.delivery.attempts, second.down) == (2, 1)


def test_dead_letters_are_named_oldest_first(connection):
    """All of them, or those of one channel."""
    send_out(connection, "bob", name="new", at=NOW + MINUTE)
    send_out(connection, "ann", "bob")
    send_out(connection, "eve", channel="hook", name="h", at=NOW + DAY)
    for name in (ANN, DeliveryId("h to eve"), DeliveryId("new to bob")):
        attempt(connection, name, settled=DEAD, outcome=BUSY, at=NOW + DAY)
    assert deliveries.dead(connection) == (ANN, "new to bob", "h to eve")
    assert deliveries.dead(connection, HOOK) == ("h to eve",)


def test_what_is_left_to_deliver_is_counted(connection):
    """Waiting, under way or uncertain; not what is over."""
    assert deliveries.count_open(connection) == 0
    assert deliveries.next_due(connection) is None
    send_out(connection, "ann", "bob")
    attempt(connection, settled=AGAIN, outcome=BUSY)
    claim(connection, BOB)
    assert deliveries.count_open(connection) == 2
    assert deliveries.next_due(connection) == NOW
    attempt(connection, at=NOW + MINUTE)
    assert deliveries.count_open(connection) == 1
