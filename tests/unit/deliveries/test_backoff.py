"""When a delivery is tried again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.deliveries.backoff import SPREAD, USUAL, next_attempt
from service.model import DeliveryId, Outcome, OutcomeKind


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
RETRY = Outcome(kind=OutcomeKind.RETRY)
WAIT = timedelta(minutes=5)
DAY = timedelta(hours=24)


def wait(outcome: Outcome, *, schedule: tuple[timedelta, ...] = (WAIT,)) -> timedelta:
    due = next_attempt(schedule, 1, NOW, outcome, DeliveryId("d"))
    assert due is not None
    return due - NOW


def asked(**parts: float) -> Outcome:
    return Outcome(kind=OutcomeKind.RETRY, retry_after=timedelta(**parts))


def test_the_usual_schedule_is_that_of_standard_webhooks() -> None:
    """Ten tries in about 76 hours."""
    assert len(USUAL) + 1 == 10
    assert timedelta(hours=75) < sum(USUAL, timedelta()) < timedelta(hours=76)


def test_after_the_last_wait_there_is_no_other_attempt() -> None:
    """As many attempts follow the first as there are waits."""
    due = [next_attempt(USUAL, number, NOW, RETRY, DeliveryId("d")) for number in range(1, 13)]
    assert [at is None for at in due] == [False] * 9 + [True] * 3


@given(st.text(), st.integers(1, 9))
def test_a_wait_is_spread_by_a_fifth_and_is_always_the_same(name: str, attempt: int) -> None:
    """Each delivery has waits of its own, and needs no random number."""
    due = next_attempt(USUAL, attempt, NOW, RETRY, DeliveryId(name))
    assert due is not None
    assert 1 - SPREAD <= (due - NOW) / USUAL[attempt - 1] <= 1 + SPREAD
    assert due == next_attempt(USUAL, attempt, NOW, RETRY, DeliveryId(name))


def test_deliveries_of_one_outage_come_back_one_by_one() -> None:
    """Each has its own moment, and another one every time."""
    names = [DeliveryId(f"d{number}") for number in range(100)]
    assert len({next_attempt(USUAL, 2, NOW, RETRY, name) for name in names}) == 100
    waits = {next_attempt((WAIT,) * 9, number, NOW, RETRY, names[0]) for number in range(1, 10)}
    assert len(waits) == 9


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (asked(minutes=30), timedelta(minutes=30)),
        (asked(hours=24), DAY),
        (asked(hours=25), DAY),
        (asked(days=20), DAY),
    ],
)
def test_a_receivers_wish_is_granted_up_to_a_day(outcome: Outcome, expected: timedelta) -> None:
    """`Retry-After` is clamped to 24 hours."""
    assert wait(outcome) == expected


def test_a_short_or_absurd_wish_changes_nothing() -> None:
    """No receiver can make us come earlier than scheduled."""
    assert wait(asked(seconds=1)) == wait(asked(seconds=-1)) == wait(RETRY)


def test_a_schedule_may_be_slower_than_a_day() -> None:
    """The clamp is for wishes, not for the schedule."""
    assert wait(asked(hours=30), schedule=(timedelta(hours=48),)) > timedelta(hours=38)


def test_a_possible_copy_waits_a_minute_at_least() -> None:
    """After a lost receipt the receiver gets time to make up its mind."""
    lost = Outcome(kind=OutcomeKind.UNCERTAIN)
    assert wait(lost, schedule=(timedelta(seconds=5),)) == timedelta(seconds=60)
    assert wait(lost) == wait(RETRY)
