"""The figures of a coverage statement: what was looked at, and what was not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from service.model import (
    Ailment,
    Coverage,
    RuleName,
    SourceId,
    SourceNote,
    Trouble,
    Vitals,
)
from service.store import matches, missing, sources, upkeep
from service.store.coverage import BEGINNING, coverage
from service.store.missing import MissingPage
from service.store.sources import PollRecord
from service.store.upkeep import Keep
from tests.unit.store.rows import (
    DAY,
    MINUTE,
    NOW,
    add_sources,
    arrival,
    bring,
    bring_version,
    claimed,
    match,
    polled,
    source,
    take_in,
)


LATER = NOW + DAY
KEEP = Keep(articles=DAY, pages=DAY, seen=DAY, dead_letters=DAY)


def poll(connection: Connection, name: str = "wire", at: datetime = NOW, **more: Any) -> None:
    sources.wake(connection, [SourceId(name)], at)
    state = claimed(connection, name, at)
    record = replace(PollRecord(started_at=at, finished_at=at, outcome="same"), **more)
    validators = polled()["validators"]
    assert sources.record_success(connection, state, record, validators, at + DAY)


def fail(connection: Connection, name: str = "wire", at: datetime = NOW) -> None:
    sources.wake(connection, [SourceId(name)], at)
    state = claimed(connection, name, at)
    record = PollRecord(started_at=at, finished_at=at, outcome="failed", detail="503")
    sources.record_failure(connection, state, record, "http_503", at + DAY)


def figures(
    connection: Connection,
    since: datetime | None = None,
    until: datetime = LATER,
    watchlists: Sequence[str] = ("korea",),
) -> Coverage:
    return coverage(connection, watchlists, since or BEGINNING, until)


def notes(found: Iterable[SourceNote]) -> list[tuple[str, str, str]]:
    return [(one.source, one.title, one.note) for one in found]


@pytest.fixture(autouse=True)
def _sources(connection):
    add_sources(connection, "wire", "post")


def test_a_source_counts_as_checked_if_it_answered_meanwhile(connection):
    """Not if it only failed, and not for what it said before."""
    poll(connection)
    fail(connection, "post")
    assert figures(connection).sources_checked == 1
    assert figures(connection, since=NOW).sources_checked == 0


def test_sources_that_fail_are_named_with_their_reason(connection):
    """And how long a series it is."""
    poll(connection)
    fail(connection, "post")
    assert notes(figures(connection).failed) == [("post", "Post", "503 (1 attempt)")]
    fail(connection, "post")
    assert notes(figures(connection).failed) == [("post", "Post", "503 (2 attempts in a row)")]


TROUBLES = {
    Trouble.SILENT: "silent",
    Trouble.CHANGED_SHAPE: "changed_shape",
    Trouble.OVER_ACTIVE: "over_active",
    Trouble.FLOOD: "floods",
    Trouble.MOVED: "moved",
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_source_in_trouble_is_named_until_it_is_over(connection, trouble):
    """In words; one that fails just now has failed, and nothing else is known of it."""
    ailment = Ailment(trouble=trouble, since=NOW, detail="so it is")
    poll(connection, vitals=Vitals(troubles=(ailment,)))
    found = getattr(figures(connection), TROUBLES[trouble])
    assert notes(found) == [("wire", "Wire", "so it is")]
    fail(connection)
    assert getattr(figures(connection), TROUBLES[trouble]) == ()
    poll(connection, vitals=Vitals())
    assert getattr(figures(connection), TROUBLES[trouble]) == ()


def test_a_source_that_left_is_not_mentioned(connection):
    """Readers hear of what is watched."""
    fail(connection)
    sources.sync(connection, [source("post")], NOW, {})
    assert figures(connection).failed == ()


def test_polls_are_counted_from_the_last_digest_on(connection):
    """Held, unreadable and cut; none twice and none left out."""
    poll(connection, held=1, unreadable=2, cut=3)
    poll(connection, at=NOW + MINUTE, held=10, unreadable=20, cut=30)
    poll(connection, "post", at=NOW + 2 * MINUTE, cut=300)

    def counted(found: Coverage) -> tuple[int, int, int]:
        return (found.articles_held, found.articles_unreadable, found.articles_cut)

    assert counted(figures(connection)) == (11, 22, 333)
    assert counted(figures(connection, since=NOW)) == (10, 20, 330)
    assert counted(figures(connection, until=NOW)) == (1, 2, 3)
    assert counted(figures(connection, since=LATER)) == (0, 0, 0)


def test_possible_gaps_and_first_sights_are_named(connection):
    """By source, with what they mean."""
    poll(connection, possible_gap=True)
    poll(connection, "post", baseline=True, held=40)
    found = figures(connection)
    assert [one.source for one in found.possible_gaps] == ["wire"]
    assert notes(found.baseline) == [("post", "Post", "40 earlier articles")]
    assert found.articles_held == 0
    assert figures(connection, since=NOW).possible_gaps == ()


def test_articles_are_counted_as_seen_and_as_matched(connection):
    """By article; matches of other watchlists are not ours."""
    bring(connection, "wire", match(), match("more"), text="One.")
    bring(connection, "wire", match(watchlist="other"), text="Two.")
    found = figures(connection)
    assert (found.articles_seen, found.articles_matched) == (2, 1)
    assert figures(connection, watchlists=("korea", "other")).articles_matched == 2
    assert figures(connection, since=NOW).articles_seen == 0
    assert figures(connection, since=NOW).articles_matched == 0


def test_changed_articles_are_told_from_new_ones(connection):
    """What came and changed since is new; what was there before, or is not told, has changed."""
    new = bring(connection, text="One.")
    known = bring(connection, text="Two.", seen_at=NOW - DAY)
    first = bring(connection, text="Three.", baseline=True)
    for one in (new, known, first):
        bring_version(connection, one, 2)
    bring_version(connection, known, 3)
    found = figures(connection, since=NOW - MINUTE)
    assert (found.articles_seen, found.articles_changed) == (3, 2)


def test_pages_that_could_not_be_had_are_counted_by_source(connection):
    """With the last reason of each, within the time that is spoken of."""
    for name, number in (("wire", 2), ("post", 1), ("wire", 3)):
        page = MissingPage(
            address=f"https://{name}.example/{number}", code="x", detail=f"no {number}"
        )
        missing.add(connection, SourceId(name), [page] * number, NOW)
    found = figures(connection)
    assert found.pages_missing == 6
    assert notes(found.missing) == [("post", "Post", "1: no 1"), ("wire", "Wire", "5: no 3")]
    assert figures(connection, since=NOW).pages_missing == 0
    assert upkeep.prune(connection, KEEP, NOW + 91 * DAY)["missing_page"] == 6


def test_an_empty_database_has_an_empty_statement(connection):
    """Nothing was looked at, and it says so."""
    sources.sync(connection, [], NOW, {})
    found = figures(connection)
    assert (found.sources_checked, found.articles_seen, found.articles_held) == (0, 0, 0)
    assert (found.since, found.until) == (BEGINNING, LATER)


def test_what_a_baseline_held_is_neither_seen_nor_matched(connection):
    """Only what can be told counts: "matched, but nothing new" would be no true finding."""
    bring(connection, "wire", match(), text="One.", baseline=True)
    found = figures(connection)
    assert (found.articles_seen, found.articles_matched) == (0, 0)


ARMS, PACT = ("korea", "arms"), ("korea", "pact")


def undecided(connection: Connection, number: int, *rules: RuleName, **more: Any) -> None:
    """Bring an article for which these rules could not be decided."""
    made = arrival([f"id:{number}"], text=f"Number {number}.", **more)
    take_in(connection, "wire", (replace(made, undecided=rules), ()))


def test_rules_that_could_not_be_decided_are_named(connection):
    """Each once, and each article once; those of other watchlists are not ours."""
    undecided(connection, 1, PACT, ARMS)
    undecided(connection, 2, ARMS)
    undecided(connection, 3, ("other", "arms"))
    found = figures(connection)
    assert (found.rules_undecided, found.articles_undecided) == ((ARMS, PACT), 2)
    found = figures(connection, since=NOW)
    assert (found.rules_undecided, found.articles_undecided) == ((), 0)


def test_what_was_undecided_of_a_baseline_is_not_mentioned(connection):
    """Nothing of it would have been told."""
    undecided(connection, 1, ARMS, baseline=True)
    assert figures(connection).rules_undecided == ()


def test_an_open_question_follows_its_watchlist_and_goes_with_its_article(connection):
    """Under the new name of the one; not a day longer than the other."""
    undecided(connection, 1, ARMS)
    matches.rename_watchlist(connection, "korea", "corea")
    assert figures(connection, watchlists=("corea",)).rules_undecided == (("corea", "arms"),)
    assert figures(connection).rules_undecided == ()
    upkeep.prune(connection, KEEP, NOW + 3 * DAY)
    assert figures(connection, watchlists=("corea",)).articles_undecided == 0
