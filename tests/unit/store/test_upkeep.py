"""What is past its time goes, in batches; what is still needed stays, however old."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from service.model import (
    DeliveryId,
    DeliveryState,
    Document,
    Outcome,
    OutcomeKind,
    SourceId,
)
from service.store import articles, deliveries, digests, notices, slots, stories, upkeep
from service.store.deliveries import Attempt
from service.store.schema import metadata
from service.store.upkeep import BATCH, POLLS, Keep
from tests.unit.store.rows import (
    DAY,
    LEASE,
    MINUTE,
    NOW,
    add_sources,
    add_streams,
    arrival,
    bring,
    claimed_slot,
    hear,
    match,
    outgoing,
    stream,
    take_in,
    tell,
    told,
)
from tests.unit.store.test_deliveries import Settled


KEEP = Keep(articles=100 * DAY, pages=30 * DAY, seen=90 * DAY, dead_letters=30 * DAY)


@pytest.fixture(autouse=True)
def _configured(connection):
    add_sources(connection, "wire")
    add_streams(connection, stream())


def prune(connection: Connection, after: timedelta) -> dict[str, int]:
    """Prune until nothing is left to prune, as the service does."""
    total: dict[str, int] = {}
    while any((pruned := upkeep.prune(connection, KEEP, NOW + after)).values()):
        total = {name: total.get(name, 0) + number for name, number in pruned.items()}
    return {name: number for name, number in total.items() if number}


def count(connection: Connection, name: str) -> int:
    rows = select(func.count()).select_from(metadata.tables[name])
    number: int = connection.execute(rows).scalar_one()
    return number


def send(
    connection: Connection, delivery_id: str, state: DeliveryState = DeliveryState.SENT
) -> None:
    leased = deliveries.claim(connection, DeliveryId(delivery_id), "me", NOW, LEASE)
    assert leased is not None
    tried = Attempt(
        started_at=NOW, finished_at=NOW, outcome=Outcome(kind=OutcomeKind.SENT, detail="")
    )
    assert deliveries.settle(connection, leased, tried, Settled(state=state))


def test_nothing_goes_before_its_time(connection):
    """Exactly so long as it is to be kept, it is kept."""
    bring(connection)
    assert prune(connection, 90 * DAY) == {}
    assert prune(connection, 100 * DAY) == {"poll": 1}


def test_an_old_article_goes_with_everything_about_it(connection):
    """Keys, versions, matches, its story and what was told."""
    one, two = bring(connection, text="One."), bring(connection, text="Two.")
    bring(connection, text="Three.", grouped=False)
    tell(connection, told((one, 1), (two, 1)))
    hear(connection)
    assert prune(connection, 101 * DAY)["article"] == 3
    tables = ("article", "article_version", "entry", "match", "story", "story_member", "told")
    waits = ("untold", "ungrouped")
    assert [count(connection, name) for name in (*tables, *waits)] == [0] * 9


def test_an_article_that_is_still_served_stays(connection):
    """Else it would come back as new, and be told again."""
    article_id = bring(connection)
    articles.touch(connection, SourceId("wire"), ["key "], NOW + 50 * DAY)
    assert prune(connection, 101 * DAY) == {"poll": 1}
    assert articles.latest(connection, article_id).id == article_id


def test_what_waits_to_be_told_stays_however_old(connection):
    """A clock that jumps ahead must not throw news away before anybody heard them."""
    article_id = bring(connection, text="One.")
    bring(connection, text="Two.", grouped=False)
    assert "article" not in prune(connection, 101 * DAY)
    assert articles.latest(connection, article_id).id == article_id
    assert count(connection, "article") == 2


def test_a_story_stays_while_one_of_its_articles_does(connection):
    """Only empty stories go."""
    old, new = bring(connection, text="Old."), bring(connection, text="New.")
    articles.touch(connection, SourceId("wire"), ["key New."], NOW + 50 * DAY)
    kept = digests.pending(connection, stream().id)[1].story
    hear(connection)
    assert prune(connection, 101 * DAY)["article"] == 1
    assert [one.article for one in stories.members(connection, [kept])] == [new]
    assert count(connection, "story") == 1
    assert articles.versions(connection, [(old, 1)]) == {}


def test_the_bytes_of_pages_go_first(connection):
    """Their articles stay."""
    given = replace(arrival(["id:1"]), page=Document(name="a.html", body=b"x"))
    take_in(connection, "wire", (given, ()))
    assert prune(connection, 31 * DAY) == {"page": 1}
    assert count(connection, "article") == 1


def test_deliveries_that_are_over_go_after_a_month(connection):
    """Sent or dead, with their attempts; what waits stays for ever."""
    tell(connection, outgoing=outgoing("d", "ann", "bob", "eve"))
    send(connection, "d to ann")
    send(connection, "d to bob", DeliveryState.DEAD)
    assert prune(connection, 30 * DAY) == {}
    assert prune(connection, 31 * DAY) == {"delivery": 2}
    assert [
        one.delivery.recipient for one in deliveries.listed(connection, tuple(DeliveryState), 9)
    ] == ["eve"]
    assert count(connection, "attempt") == 0


def test_an_old_digest_goes_once_nothing_hangs_on_it(connection):
    """With its slot; not while something of it is to be delivered, nor the newest of a stream."""
    first = tell(connection, outgoing=outgoing("d", "ann"))
    tell(connection, at=NOW + MINUTE)
    tell(connection, at=NOW + 2 * MINUTE)
    assert prune(connection, 101 * DAY) == {"digest": 1}
    kept = connection.scalars(select(metadata.tables["digest"].c.id)).all()
    assert first in kept
    assert len(kept) == 2
    send(connection, "d to ann")
    prune(connection, 101 * DAY)
    assert count(connection, "digest") == count(connection, "slot") == 1
    assert digests.last_spoke(connection, stream().id) == NOW + 2 * MINUTE


def test_a_digest_stays_while_what_it_told_does(connection):
    """What was told points to it."""
    article_id = bring(connection)
    articles.touch(connection, SourceId("wire"), ["key "], NOW + 50 * DAY)
    tell(connection, told((article_id, 1)))
    tell(connection, at=NOW + MINUTE)
    prune(connection, 101 * DAY)
    assert count(connection, "digest") == 2


def test_merged_slots_go_with_the_digest_that_spoke_for_them(connection):
    """No slot is left that points nowhere."""
    missed = [(NOW.date(), f"0{hour}:00", NOW) for hour in range(3)]
    slots.add(connection, stream().id, missed)
    tell(connection)
    tell(connection, at=NOW + MINUTE)
    assert count(connection, "slot") == 5
    prune(connection, 101 * DAY)
    assert count(connection, "slot") == 1


def test_how_polls_went_is_kept_for_a_quarter(connection):
    """Coverage needs them only since the last digest."""
    take_in(connection, "wire")
    assert prune(connection, POLLS) == {}
    assert prune(connection, POLLS + MINUTE) == {"poll": 1}


def test_one_call_deletes_one_batch(connection):
    """A short transaction holds nobody up; calling again goes on."""
    many = [(arrival([f"id:{n}"], text=f"{n}."), (match(),)) for n in range(BATCH + 1)]
    take_in(connection, "wire", *many)
    hear(connection)
    pruned = upkeep.prune(connection, KEEP, NOW + 101 * DAY)
    assert (pruned["entry"], pruned["article"]) == (BATCH, BATCH)
    pruned = upkeep.prune(connection, KEEP, NOW + 101 * DAY)
    assert (pruned["entry"], pruned["article"]) == (1, 1)


def test_slots_that_passed_in_silence_go(connection):
    """A stream of every minute that has nothing to say leaves half a million a year."""
    slot, fence = claimed_slot(connection)
    slots.close(connection, slot.id, fence, None)
    assert prune(connection, POLLS) == {}
    assert prune(connection, POLLS + MINUTE) == {"slot": 1}
    assert count(connection, "slot") == 0


def test_notices_go_with_the_polls_and_open_troubles_stay(connection):
    """What is history goes; that the disk is full is no history."""
    for full in ("no room", None, "no room again"):
        notices.note(connection, full, NOW)
    assert prune(connection, POLLS) == {}
    assert prune(connection, POLLS + MINUTE) == {"notice": 2}
    assert count(connection, "alarm") == 1
