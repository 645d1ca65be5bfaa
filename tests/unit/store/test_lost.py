"""Dead letters: each is noted once, whenever it is written down and whatever the clock shows."""

from datetime import datetime

from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select, text

from service.model import OPERATOR, DeliveryId, DeliveryState, Outcome, OutcomeKind, StreamId
from service.store import deliveries, migrate, notices
from service.store.deliveries import Attempt
from service.store.schema import alarm, digest
from tests.unit.store.rows import DAY, LEASE, MINUTE, NOW, add_streams, outgoing, stream, tell
from tests.unit.store.test_deliveries import DEAD, Settled


REFUSED = Outcome(kind=OutcomeKind.REFUSED, detail="550 no such user")
RECIPIENTS = [f"reader{number}" for number in range(6)]


def give_up(connection: Connection, name: str, at: datetime) -> None:
    """Write down that a delivery was refused at that instant."""
    leased = deliveries.claim(connection, DeliveryId(name), "me", NOW + 9 * DAY, LEASE)
    assert leased is not None
    tried = Attempt(started_at=at, finished_at=at, outcome=REFUSED)
    assert deliveries.settle(connection, leased, tried, DEAD)


def noted(connection: Connection) -> list[str]:
    rows = connection.scalars(select(alarm.c.detail).order_by(alarm.c.id)).all()
    return [str(row).partition(" ")[0] for row in rows]


def send_out(connection: Connection, *recipients: str) -> None:
    add_streams(connection, stream())
    tell(connection, outgoing=outgoing("d", *recipients))


def test_what_is_written_down_late_is_noted(connection):
    """It was given up before the last alarm, and another process wrote it down after it."""
    send_out(connection, "ann", "bob")
    give_up(connection, "d to ann", NOW + MINUTE)
    notices.note(connection, None, NOW + 2 * MINUTE)
    assert not notices.any_new(connection, None, NOW + 2 * MINUTE)
    give_up(connection, "d to bob", NOW)
    assert notices.any_new(connection, None, NOW + 3 * MINUTE)
    notices.note(connection, None, NOW + 3 * MINUTE)
    assert noted(connection) == ["1", "1"]


def test_a_delivery_that_cannot_be_packed_is_noted(connection):
    """It is dead from the start; one that was sent is not."""
    add_streams(connection, stream())
    tell(connection, outgoing=outgoing("d", "ann", fault="cannot be packed"))
    tell(connection, outgoing=outgoing("e", "bob"), at=NOW + MINUTE)
    leased = deliveries.claim(connection, DeliveryId("e to bob"), "me", NOW + DAY, LEASE)
    assert leased is not None
    sent = Attempt(started_at=NOW, finished_at=NOW, outcome=Outcome(kind=OutcomeKind.SENT))
    deliveries.settle(connection, leased, sent, Settled(state=DeliveryState.SENT))
    notices.note(connection, None, NOW + DAY)
    assert connection.scalars(select(alarm.c.detail)).all() == ["1 of them; cannot be packed"]


def test_lost_notices_are_not_noted(connection):
    """Else each would make the next."""
    add_streams(connection, stream(), stream(OPERATOR))
    tell(connection, outgoing=outgoing("d", "ann"), name=OPERATOR)
    assert connection.scalars(select(digest.c.stream_id)).all() == [StreamId(OPERATOR)]
    give_up(connection, "d to ann", NOW)
    assert not notices.any_new(connection, None, NOW)


def test_what_was_given_up_before_an_upgrade_is_noted(connection):
    """An older version told it by its instant; what it had told is not told again."""
    send_out(connection, "ann", "bob")
    give_up(connection, "d to ann", NOW)
    notices.note(connection, None, NOW + MINUTE)
    give_up(connection, "d to bob", NOW + 2 * MINUTE)
    connection.execute(text("DROP TABLE lost"))
    connection.execute(text("UPDATE alembic_version SET version_num = '0011'"))
    config = migrate._config()
    config.attributes["connection"] = connection
    command.upgrade(config, "0012")
    notices.note(connection, None, NOW + 3 * MINUTE)
    assert noted(connection) == ["1", "1"]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(RECIPIENTS), st.integers(-3, 3)),
        st.just("note"),
        st.just("replay"),
    ),
    max_size=20,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_every_dead_letter_is_noted_once(connection, steps):
    """Whatever comes between, and whichever times stand beside it; a replayed one is none."""
    with connection.begin_nested() as transaction:
        send_out(connection, *RECIPIENTS)
        waiting: set[DeliveryId] = set()
        dead: set[DeliveryId] = set()
        expected = 0
        for step in (*steps, "note"):
            if step == "note":
                notices.note(connection, None, NOW)
                expected, waiting = expected + len(waiting), set()
            elif step == "replay":
                deliveries.replay(connection, sorted(dead), NOW)
                dead, waiting = set(), set()
            elif (name := DeliveryId(f"d to {step[0]}")) not in dead:
                give_up(connection, name, NOW + step[1] * DAY)
                dead.add(name)
                waiting.add(name)
        assert sum(map(int, noted(connection))) == expected
        transaction.rollback()
