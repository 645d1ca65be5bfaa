"""How sources fare: what is known of each, and what a person should look at."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from service.model import Ailment, Notice, SourceId, Trouble, Unreadable, Vitals
from service.store import fares, sources
from service.store.sources import PollRecord, SourceState
from tests.unit.store.rows import DAY, MINUTE, NOW, add_sources, claimed, polled, source


WIRE, POST = SourceId("wire"), SourceId("post")


def poll(connection: Connection, name: str = "wire", at: datetime = NOW, **more: Any) -> None:
    sources.wake(connection, [SourceId(name)], at)
    record = replace(PollRecord(started_at=at, finished_at=at + MINUTE, outcome="same"), **more)
    state = claimed(connection, name, at)
    if record.outcome == "failed":
        sources.record_failure(connection, state, record, "http_503", at + DAY)
    else:
        sources.record_success(connection, state, record, polled()["validators"], at + DAY)


def state(connection: Connection) -> SourceState:
    shown = fares.shown(connection, WIRE, 1)
    assert shown is not None
    return shown.state


@pytest.fixture(autouse=True)
def _sources(connection):
    add_sources(connection, "wire", "post")


def test_a_source_is_shown_with_its_newest_polls(connection):
    """As they were recorded, and as many as asked for."""
    records = [
        PollRecord(
            started_at=NOW + number * DAY,
            finished_at=NOW + number * DAY + MINUTE,
            outcome="new",
            detail="",
            entries=9,
            new=number,
            changed=2,
            held=3,
            unreadable=4,
            cut=5,
            possible_gap=number == 1,
            baseline=number == 0,
        )
        for number in range(3)
    ]
    for number, record in enumerate(records):
        sources.wake(connection, [WIRE], NOW + number * DAY)
        held = claimed(connection, at=NOW + number * DAY)
        sources.record_success(connection, held, record, polled()["validators"], NOW + 9 * DAY)
    poll(connection, "post")
    shown = fares.shown(connection, WIRE, 2)
    assert shown is not None
    assert shown.polls == (records[2], records[1])
    assert (shown.state.id, shown.state.address) == ("wire", "wire")
    assert shown.state.created_at == NOW


def test_a_source_that_left_can_still_be_looked_at(connection):
    """One that was never heard of cannot."""
    poll(connection, outcome="failed", detail="503")
    sources.sync(connection, [source("post")], NOW, {})
    assert state(connection).error_detail == "503"
    assert fares.shown(connection, SourceId("none"), 1) is None


def test_what_could_not_be_read_is_shown_and_counted(connection):
    """The newest first; only where there is something."""
    for number, name in enumerate(("b.txt", "a.txt")):
        broken = Unreadable(name=name, code="bad_encoding", detail="no text", stamp="1")
        sources.keep_aside(connection, WIRE, [(broken, None)], NOW + number * MINUTE)
    sources.remember_documents(connection, POST, [("good.txt", "1")], NOW)
    shown = fares.shown(connection, WIRE, 1)
    assert shown is not None
    assert [(one.name, one.kept_as) for one in shown.aside] == [("a.txt", None), ("b.txt", None)]
    assert fares.count_aside(connection) == {WIRE: 2}


def test_the_poll_that_was_asked_for_is_found(connection):
    """Not one that had begun before, nor a later one; nothing, while it is under way."""
    poll(connection, at=NOW - MINUTE, new=1)
    poll(connection, "post", at=NOW - MINUTE)
    assert fares.asked_since(connection, [WIRE, POST], NOW) == {}
    poll(connection, at=NOW, new=2)
    poll(connection, at=NOW + DAY, new=3)
    found = fares.asked_since(connection, [WIRE, POST], NOW)
    assert {name: record.new for name, record in found.items()} == {WIRE: 2}


def test_troubles_are_shown_with_their_history(connection):
    """What ails a source now, and each beginning and end, the newest first."""
    ailment = Ailment(trouble=Trouble.SILENT, since=NOW, detail="nothing new")
    assert fares.ailment(state(connection), Trouble.SILENT) is None
    began = noticed(over=False)
    poll(connection, vitals=Vitals(troubles=(ailment,)), notices=(began,))
    assert fares.ailment(state(connection), Trouble.SILENT) == ailment
    over = noticed(over=True)
    poll(connection, at=NOW + MINUTE, vitals=Vitals(), notices=(over,))
    assert fares.ailment(state(connection), Trouble.SILENT) is None
    found = fares.shown(connection, WIRE, 10)
    assert found is not None
    assert found.notices == (over, began)


def noticed(*, over: bool) -> Notice:
    return Notice(
        source=WIRE,
        title="Wire",
        trouble=Trouble.SILENT,
        over=over,
        at=NOW,
        detail="nothing new",
    )
