"""Figures as Prometheus reads them."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Connection, insert

from service.model import Rule, Trouble
from service.store.engine import Store
from service.store.schema import (
    article,
    attempt,
    delivery,
    digest,
    match,
    rule_set,
    slot,
    source,
    story,
    story_merge,
    story_move,
    ungrouped,
)
from service.store.schema import stream as stream_table
from service.store.sqlite import SqliteFile
from service.web.health import Health
from service.web.metrics import Metrics
from tests.unit.web.given import NOW, Clock, Outcome, Reloading, Spare, configuration


ROOT = Path(__file__).parents[3]
ARMS = Rule(watchlist="korea", id="arms", title="Arms", query="arms transfer")
VISIT = Rule(watchlist="korea", id="visit", title="Visits", query="Shoigu visit")
HOUR = timedelta(hours=1)


def add_source(connection: Connection, name: str, **more: Any) -> None:
    facts = {"kind": "feed", "title": name, "address": name, "created_at": NOW, "next_due": NOW}
    connection.execute(insert(source).values(id=name, **(facts | more)))


def add_matches(connection: Connection, rule: str, number: int) -> None:
    connection.execute(
        insert(rule_set).values(number=number, digest="d", published_at=NOW, rules=[])
    )
    for one in range(number):
        added = connection.execute(
            insert(article).values(
                source_id="wire", version=1, content_hash=f"{rule}{one}", publisher="p",
                first_seen_at=NOW,
            )
        )  # fmt: skip
        key = added.inserted_primary_key
        assert key is not None
        connection.execute(
            insert(match).values(
                article_id=key[0], version=1, watchlist="korea", rule=rule, title="t",
                tier="normal", rule_set=number, evidence=[], matched_at=NOW,
            )
        )  # fmt: skip


def add_digest(connection: Connection, stream: str, *states: str) -> None:
    """Compose a digest with a delivery in each of these states."""
    connection.execute(
        insert(stream_table).values(
            id=stream, kind="digest", title=stream, created_at=NOW, schedule=[],
            schedule_since=NOW,
        )
    )  # fmt: skip
    connection.execute(
        insert(slot).values(
            id=1, stream_id=stream, local_date="d", local_time="t", due_at=NOW, state="done"
        )
    )
    connection.execute(
        insert(digest).values(
            id="one", stream_id=stream, slot_id=1, composed_at=NOW, subject="s", stories=1,
            text="", html="", data="",
        )
    )  # fmt: skip
    for number, state in enumerate(states):
        connection.execute(
            insert(delivery).values(
                id=f"{number}", digest_id="one", channel="mail", recipient=f"{number}",
                body=b"", state=state, attempts=1, created_at=NOW - number * HOUR, due_at=NOW,
                detail="",
            )
        )  # fmt: skip
        outcome = {"sent": "sent", "dead": "refused"}.get(state, "retry")
        connection.execute(
            insert(attempt).values(
                delivery_id=f"{number}", started_at=NOW, finished_at=NOW, outcome=outcome,
                detail="",
            )
        )  # fmt: skip


def metrics(store: Store, *rules: Rule, room: Spare | None = None, **more: Any) -> Metrics:
    in_force = configuration(*rules, **more)
    last = Outcome(good=False)
    health = Health(store, Clock(0.5), Reloading(last=last), room or Spare())
    return Metrics(store, lambda: in_force, health, lambda: NOW)


async def samples(of: Metrics) -> dict[str, float]:
    """Read the text as Prometheus does: `name{label="x"}` -> value."""
    found = {}
    for family in text_string_to_metric_families((await of.text()).decode()):
        for one in family.samples:
            labels = ",".join(f"{key}={one.labels[key]}" for key in sorted(one.labels))
            found[f"{one.name}{{{labels}}}" if labels else one.name] = one.value
    return found


async def test_sources(store):
    """When each worked last, how often it failed, what it brought; those that left are no series."""
    facts = {"failures_total": 7, "articles_total": 40, "unreadable_total": 2}
    await store.write(add_source, "wire", last_success_at=NOW, **facts)
    await store.write(add_source, "inbox", failures=3)
    await store.write(add_source, "gone", articles_total=2, removed_at=NOW)
    found = await samples(metrics(store))
    assert found["wirewatch_source_success_timestamp_seconds{source=wire}"] == NOW.timestamp()
    assert "wirewatch_source_success_timestamp_seconds{source=inbox}" not in found
    assert found["wirewatch_source_failures_total{source=wire}"] == 7
    assert found["wirewatch_source_articles_total{source=wire}"] == 40
    assert found["wirewatch_source_unreadable_total{source=wire}"] == 2
    assert not [name for name in found if "gone" in name]
    assert (found["wirewatch_articles_total"], found["wirewatch_unreadable_total"]) == (42, 2)
    assert found["wirewatch_sources_failing"] == 1
    assert found["wirewatch_source_failing{source=inbox}"] == 1
    assert found["wirewatch_source_failing{source=wire}"] == 0


SILENT = {"trouble": "silent", "since": "2026-03-01T00:00:00Z", "detail": "nothing new"}
AILING = {"interval": "PT15M", "troubles": [SILENT]}
WELL = {"interval": "PT15M"}


async def test_troubles_of_sources(store):
    """A series for each that somebody has, and a sum for each that there could be."""
    await store.write(add_source, "wire", vitals=AILING)
    await store.write(add_source, "inbox")
    found = await samples(metrics(store))
    assert found["wirewatch_source_interval_seconds{source=wire}"] == 900
    assert "wirewatch_source_interval_seconds{source=inbox}" not in found
    ailing = {name for name in found if name.startswith("wirewatch_source_in_trouble")}
    assert ailing == {"wirewatch_source_in_trouble{source=wire,trouble=silent}"}
    sums = {
        one.value: found[f"wirewatch_sources_in_trouble{{trouble={one.value}}}"] for one in Trouble
    }
    assert sums == {one.value: one is Trouble.SILENT for one in Trouble}


async def test_rules(store):
    """Every rule in force has its series, from its first day; no other has one."""
    await store.write(add_source, "wire")
    await store.write(add_matches, "arms", 3)
    await store.write(add_matches, "old", 1)
    found = await samples(metrics(store, ARMS, VISIT))
    totals = {name: value for name, value in found.items() if "matches_total" in name}
    assert totals == {
        "wirewatch_matches_total{rule=arms,watchlist=korea}": 3,
        "wirewatch_matches_total{rule=visit,watchlist=korea}": 0,
    }
    assert found["wirewatch_rules"] == 2


def add_lane(connection: Connection) -> None:
    """Open three stories, of which two merge; a report moves, and one waits."""
    for number in range(3):
        connection.execute(insert(story).values(id=number + 1, opened_at=NOW, last_at=NOW))
    connection.execute(
        insert(story_merge).values(
            step=1,
            kept=1,
            gone=2,
            why="likeness",
            measure="likeness",
            value=1,
            threshold=1,
            at=NOW,
        )
    )
    connection.execute(
        insert(story_move).values(
            step=2, article_id=1, from_story=1, to_story=3, opened=False, was="report", now="report",
            why="pinned", at=NOW,
        )
    )  # fmt: skip
    connection.execute(insert(ungrouped).values(article_id=1))


async def test_stories(store):
    """How many opened, became one and were left, by the reason; and what waits for its story."""
    await store.write(add_source, "wire")
    await store.write(add_matches, "arms", 1)
    await store.write(add_lane)
    found = await samples(metrics(store))
    assert (found["wirewatch_stories_total"], found["wirewatch_ungrouped"]) == (3, 1)
    assert found["wirewatch_story_merges_total{why=likeness}"] == 1
    assert found["wirewatch_story_merges_total{why=pinned}"] == 0
    assert found["wirewatch_story_moves_total{why=pinned}"] == 1


async def test_streams_and_channels(store):
    """What was told, what waits and since when, what became of every attempt."""
    await store.write(add_digest, "desk", "sent", "retry", "pending", "dead")
    found = await samples(metrics(store, channels=["mail", "hook"]))
    assert found["wirewatch_digests_total{stream=desk}"] == 1
    assert found["wirewatch_digest_timestamp_seconds{stream=desk}"] == NOW.timestamp()
    attempts = "wirewatch_delivery_attempts_total{channel=mail,outcome="
    assert [found[f"{attempts}{kind}}}"] for kind in ("sent", "retry", "refused")] == [1, 2, 1]
    assert found["wirewatch_deliveries_waiting{channel=mail}"] == 2
    assert found["wirewatch_deliveries_dead{channel=mail}"] == 1
    assert found["wirewatch_delivery_oldest_waiting_seconds{channel=mail}"] == 7200
    assert found["wirewatch_deliveries_waiting{channel=hook}"] == 0
    assert found["wirewatch_delivery_oldest_waiting_seconds{channel=hook}"] == 0


async def test_the_process_itself(store):
    """Clock, reload, what is off, and the process: with or without a database."""
    found = await samples(metrics(store, off=("rule arms: '(' is never closed",)))
    assert found["wirewatch_tick_age_seconds"] == 0.5
    assert (found["wirewatch_ready"], found["wirewatch_database_readable"]) == (1, 1)
    assert (found["wirewatch_reload_good"], found["wirewatch_parts_off"]) == (0, 1)
    assert (found["wirewatch_intake_paused"], found["wirewatch_disk_free_bytes"]) == (0, 10**10)


async def test_a_full_disk(store):
    """An alarm can be set on it; how much is free may not be known."""
    found = await samples(metrics(store, room=Spare(short=True, free=None)))
    assert (found["wirewatch_intake_paused"], found["wirewatch_ready"]) == (1, 0)
    assert "wirewatch_disk_free_bytes" not in found
    assert found["wirewatch_reload_last_timestamp_seconds"] == NOW.timestamp()
    assert found["process_resident_memory_bytes"] > 1_000_000
    assert any(name.startswith("wirewatch_build_info{version=") for name in found)


async def test_a_database_that_cannot_be_read_is_a_figure(tmp_path):
    """A scrape that fails says little; one that works and says so is an alarm."""
    (tmp_path / "empty.db").touch()
    store = Store(SqliteFile(tmp_path / "empty.db"))
    found = await samples(metrics(store, channels=["mail"]))
    store.close()
    assert (found["wirewatch_ready"], found["wirewatch_database_readable"]) == (0, 0)
    assert not [name for name in found if "mail" in name]


async def test_without_clock_and_reload_there_are_no_figures_of_them(store):
    """A process that only looks has neither."""
    of = Metrics(store, configuration, Health(store), lambda: NOW)
    found = await samples(of)
    assert not [name for name in found if "tick" in name or "reload" in name]


async def test_labels_cannot_break_out(store):
    """An id may hold any letter; the text stays a text of metrics."""
    await store.write(add_source, 'q"uo\\te\nwirewatch_ready 7', articles_total=1)
    found = await samples(metrics(store))
    assert found["wirewatch_ready"] == 1
    assert found['wirewatch_source_articles_total{source=q"uo\\te\nwirewatch_ready 7}'] == 1


async def test_five_thousand_sources_are_two_megabytes(store):
    """A scrape stays small."""

    def many(connection: Connection) -> None:
        for number in range(5000):
            add_source(connection, f"source-{number:04}", last_success_at=NOW, vitals=WELL)

    await store.write(many)
    text = await metrics(store).text()
    assert text.count(b'source="source-') == 6 * 5000
    assert len(text) < 2_000_000


async def test_scrapes_at_once_share_a_look_at_the_database(store):
    """Who asks while another is answered gets the same text."""
    of = metrics(store)
    one, other = await asyncio.gather(of.text(), of.text())
    assert one is other


async def test_every_metric_is_documented_and_well_named(store):
    """The page names each; totals end in `_total`, units are seconds."""
    await store.write(add_source, "wire", last_success_at=NOW, vitals=AILING)
    await store.write(add_digest, "desk", "sent")
    found = await samples(metrics(store, ARMS, channels=["mail"]))
    names = {name.partition("{")[0] for name in found}
    ours = {name for name in names if name.startswith("wirewatch_")}
    page = (ROOT / "docs/reference/web.md").read_text()
    assert {name for name in ours if f"| `{name}" not in page} == set()
    assert set(re.findall(r"^\| `(wirewatch_\w+)", page, re.MULTILINE)) == ours
