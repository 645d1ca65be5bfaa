"""What an outcome means: for the delivery, and for the others of its channel.

| outcome       | the delivery                      | its channel                                  |
| ------------- | --------------------------------- | -------------------------------------------- |
| sent          | sent                              | works: after an outage all others are due    |
| retry         | again after its schedule's wait   | rests up to an hour if the fault is shared   |
| uncertain     | again, same id, in 60 s or later; or dead, held for a person |                   |
| refused       | dead: this recipient never will   |                                              |
| channel down  | waits, loses no attempt           | one try an hour until somebody mends it      |
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.deliveries.backoff import LONGEST_WISH, USUAL, Schedule, next_attempt
from service.model import Delivery, DeliveryId, DeliveryState, OnUncertain, Outcome, OutcomeKind


DOWN_FOR = timedelta(hours=1)
"""How long a channel rests that needs a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a channel is retried."""

    schedule: Schedule = USUAL
    on_uncertain: OnUncertain = OnUncertain.RESEND


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChange:
    """What one delivery's outcome tells about its channel.

    While a channel fails, one delivery at a time, the oldest, tries it. Once it works again, all
    its deliveries in `retry` are due at once.
    """

    rests_until: datetime | None
    """No delivery of the channel is tried before; None: it works."""
    alarm: str = ""
    """For the operator: what a person has to mend. Empty if time may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A delivery after an attempt, with the reason."""

    state: DeliveryState
    due_at: datetime | None
    """None: it is over, sent or dead."""
    detail: str
    channel: ChannelChange | None = None
    """None: the outcome says nothing about the channel's other deliveries."""


def settle(
    delivery: Delivery,
    outcome: Outcome,
    now: datetime,
    policy: Policy | None = None,
    *,
    down: int = 0,
) -> Settled:
    """Decide what becomes of a delivery after an attempt, which `delivery.attempts` counts.

    `down` is how many of its earlier attempts found the channel down: these cost it nothing.
    A lease that ran out is settled as `UNCERTAIN`: nobody knows how far its owner came.
    """
    policy = policy or Policy()
    match outcome.kind:
        case OutcomeKind.SENT:
            return _over(DeliveryState.SENT, outcome.detail, ChannelChange(rests_until=None))
        case OutcomeKind.REFUSED:
            return _over(DeliveryState.DEAD, f"refused: {outcome.detail}")
        case OutcomeKind.CHANNEL_DOWN:
            return _channel_down(delivery, outcome, now)
        case OutcomeKind.UNCERTAIN if policy.on_uncertain is OnUncertain.HOLD:
            return _over(DeliveryState.DEAD, f"held, may have arrived: {outcome.detail}")
        case _:
            attempt = max(1, delivery.attempts - down)
            return _again(delivery.id, attempt, outcome, now, policy.schedule)


def _over(state: DeliveryState, detail: str, channel: ChannelChange | None = None) -> Settled:
    return Settled(state=state, due_at=None, detail=detail, channel=channel)


def _channel_down(delivery: Delivery, outcome: Outcome, now: datetime) -> Settled:
    due = now + DOWN_FOR
    alarm = (
        f"channel {delivery.channel} needs a person: {outcome.detail}. "
        "Its deliveries are kept, and tried once an hour."
    )
    return Settled(
        state=DeliveryState.RETRY,
        due_at=due,
        detail=f"channel down: {outcome.detail}",
        channel=ChannelChange(rests_until=due, alarm=alarm),
    )


def _again(
    delivery: DeliveryId, attempt: int, outcome: Outcome, now: datetime, schedule: Schedule
) -> Settled:
    due = next_attempt(schedule, attempt, now, outcome, delivery)
    if due is None:
        return _over(DeliveryState.DEAD, f"given up after {attempt} tries: {outcome.detail}")
    uncertain = outcome.kind is OutcomeKind.UNCERTAIN
    return Settled(
        state=DeliveryState.UNCERTAIN if uncertain else DeliveryState.RETRY,
        due_at=due,
        detail=outcome.detail,
        channel=_rest(outcome, now, due),
    )


def _rest(outcome: Outcome, now: datetime, due: datetime) -> ChannelChange | None:
    """Let the others wait where the fault is shared: an outage costs few attempts.

    They wait an hour at most, however patient this one's schedule has become, or as long as the
    receiver asked.
    """
    if not outcome.channel_wide:
        return None
    asked = min(outcome.retry_after or timedelta(0), LONGEST_WISH)
    return ChannelChange(rests_until=now + max(min(due - now, DOWN_FOR), asked))
