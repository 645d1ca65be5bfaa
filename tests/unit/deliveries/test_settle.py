"""What an outcome means for a delivery and for its channel."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.deliveries.backoff import USUAL
from service.deliveries.settle import DOWN_FOR, Policy, Settled, settle
from service.model import (
    ChannelName,
    Delivery,
    DeliveryId,
    DeliveryState,
    DigestId,
    OnUncertain,
    Outcome,
    OutcomeKind,
)


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DELIVERY = Delivery(
    id=DeliveryId("d1"),
    digest=DigestId("g1"),
    channel=ChannelName("desk-mail"),
    recipient="ann@example.org",
    state=DeliveryState.LEASED,
    attempts=1,
    created_at=NOW,
    due_at=NOW,
)


def settled(outcome: Outcome, *, attempts: int = 1, down: int = 0) -> Settled:
    return settle(replace(DELIVERY, attempts=attempts), outcome, NOW, down=down)


def retry(*, wide: bool = False, asked: timedelta | None = None) -> Outcome:
    return Outcome(kind=OutcomeKind.RETRY, detail="busy", retry_after=asked, channel_wide=wide)


def test_what_was_sent_is_over_and_its_channel_works() -> None:
    """A receipt ends the delivery and wakes the others."""
    result = settled(Outcome(kind=OutcomeKind.SENT, detail="250 queued"))
    assert (result.state, result.due_at) == (DeliveryState.SENT, None)
    assert result.channel is not None
    assert result.channel.rests_until is None
    assert result.channel.alarm == ""


def test_a_refused_recipient_is_dead_and_nobody_else_waits() -> None:
    """One bad address is no reason to hold or repeat another."""
    result = settled(Outcome(kind=OutcomeKind.REFUSED, detail="550 no such user"))
    assert (result.state, result.due_at, result.channel) == (DeliveryState.DEAD, None, None)
    assert "550 no such user" in result.detail


def test_a_retry_has_a_date_and_a_reason() -> None:
    """The first wait of the usual schedule is five seconds, give or take one."""
    result = settled(retry())
    assert result.state is DeliveryState.RETRY
    assert result.due_at is not None
    assert timedelta(seconds=4) <= result.due_at - NOW <= timedelta(seconds=6)
    assert (result.detail, result.channel) == ("busy", None)


def test_the_last_try_kills_and_says_so() -> None:
    """A dead letter says how often it was tried and why it failed."""
    result = settled(retry(), attempts=len(USUAL) + 1)
    assert (result.state, result.due_at) == (DeliveryState.DEAD, None)
    assert result.detail == "given up after 10 tries: busy"


def test_a_lost_receipt_is_resent_in_a_minute() -> None:
    """The state remembers that a copy may be out there."""
    result = settled(Outcome(kind=OutcomeKind.UNCERTAIN, detail="reply lost"))
    assert (result.state, result.due_at) == (
        DeliveryState.UNCERTAIN,
        NOW + timedelta(seconds=60),
    )


def test_a_lost_receipt_is_held_where_copies_are_unwanted() -> None:
    """`on_uncertain: hold` leaves the decision to a person."""
    policy = Policy(on_uncertain=OnUncertain.HOLD)
    result = settle(
        DELIVERY, Outcome(kind=OutcomeKind.UNCERTAIN, detail="reply lost"), NOW, policy
    )
    assert (result.state, result.due_at) == (DeliveryState.DEAD, None)
    assert result.detail == "held, may have arrived: reply lost"


@pytest.mark.parametrize("attempts", [1, 10, 1000])
def test_a_channel_that_is_down_is_tried_hourly_and_loses_nothing(attempts: int) -> None:
    """However long nobody mends it, the delivery lives, and an operator is told."""
    result = settled(
        Outcome(kind=OutcomeKind.CHANNEL_DOWN, detail="535 bad password"), attempts=attempts
    )
    assert (result.state, result.due_at) == (DeliveryState.RETRY, NOW + DOWN_FOR)
    assert result.channel is not None
    assert result.channel.rests_until == NOW + HOUR
    assert "desk-mail" in result.channel.alarm
    assert "535 bad password" in result.channel.alarm


def test_attempts_on_a_channel_that_was_down_cost_nothing() -> None:
    """After a week of a wrong password, a busy server is not the last straw."""
    assert settled(retry(), attempts=170, down=169) == settled(retry(), attempts=1)
    assert settled(retry(), attempts=170).state is DeliveryState.DEAD


def test_a_shared_fault_lets_the_others_wait_for_this_one() -> None:
    """When the server cannot be reached, one delivery tries for all."""
    result = settled(retry(wide=True), attempts=2)
    assert result.channel is not None
    assert result.channel.rests_until == result.due_at
    assert result.channel.alarm == ""


def test_a_channel_rests_an_hour_at_most() -> None:
    """A new digest does not wait until tomorrow because an old one is patient by now."""
    result = settled(retry(wide=True), attempts=9)
    assert result.due_at is not None
    assert result.due_at > NOW + timedelta(hours=19)
    assert result.channel is not None
    assert result.channel.rests_until == NOW + HOUR


def test_a_channel_rests_as_long_as_it_was_asked() -> None:
    """`Retry-After` is for the whole channel."""
    result = settled(retry(wide=True, asked=timedelta(hours=3)))
    assert result.channel is not None
    assert result.channel.rests_until == result.due_at == NOW + timedelta(hours=3)


@given(
    st.sampled_from(OutcomeKind),
    st.integers(1, 300),
    st.integers(0, 300),
    st.none() | st.timedeltas(),
    st.booleans(),
)
def test_every_outcome_ends_a_delivery_or_dates_it_in_the_future(
    kind: OutcomeKind, attempts: int, down: int, asked: timedelta | None, wide: bool
) -> None:
    """No outcome leaves a delivery hanging, due at once or due after more than 29 hours."""
    outcome = Outcome(kind=kind, retry_after=asked, channel_wide=wide)
    result = settled(outcome, attempts=attempts, down=down)
    over = result.state in {DeliveryState.SENT, DeliveryState.DEAD}
    assert over == (result.due_at is None)
    assert result.due_at is None or NOW < result.due_at <= NOW + timedelta(hours=29)
