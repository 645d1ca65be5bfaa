"""Verbs that write: through the running service, or under the lock where none runs."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest

from service.app.places import LOCK
from service.cli.source_poll import EVERY
from service.errors import LockedError
from service.store.sqlite import Lock
from tests.integration.orders import controlled
from tests.integration.place import CONFIG, INSTANT, NEWS, SOURCES, WATCHLIST, Place
from tests.integration.test_cli import Wirewatch, changed


FAR = "2099-01-01 00:00:00"


@pytest.fixture
def wirewatch(place: Place) -> Wirewatch:
    return Wirewatch(place)


@pytest.fixture
def fresh(bare: Place) -> Wirewatch:
    """Where nothing was run yet."""
    return Wirewatch(bare)


def rows(wirewatch: Wirewatch, *states: str) -> dict[str, Mapping[str, Any]]:
    """Give the deliveries by their channel."""
    wanted = " ".join(f"--state {state}" for state in states)
    return {one["channel"]: one for one in wirewatch.lines(f"delivery list --json {wanted}")}


@pytest.fixture
def letters(wirewatch: Wirewatch) -> Mapping[str, Mapping[str, Any]]:
    """Leave a dead letter to the outbox, and one to the console that was sent."""
    (wirewatch.place.data / "outbox").write_text("a file where a folder should be")
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    changed(wirewatch, "UPDATE delivery SET state = 'dead' WHERE state = 'retry'")
    changed(wirewatch, "DELETE FROM channel")
    (wirewatch.place.data / "outbox").unlink()
    return rows(wirewatch)


# --- delivery replay ---------------------------------------------------------------------------


def test_a_dead_letter_is_sent_again_by_the_next_service(
    wirewatch: Wirewatch, letters: Mapping[str, Any]
) -> None:
    """Where none runs it waits for one, with its id and its bytes; a second time is refused."""
    dead = letters["outbox"]["id"]
    printed = wirewatch(f"delivery replay {dead}")
    assert (wirewatch.code, printed) == (
        0,
        f"{dead}: sent again to outbox by outbox, as soon as the service runs\n",
    )
    assert "is no dead letter (retry), and is tried by itself at" in wirewatch(
        f"delivery replay {dead}"
    )
    assert f"`wirewatch delivery retry {dead}` tries it now" in wirewatch.out
    assert wirewatch.code == 1
    wirewatch("run --once")
    assert rows(wirewatch, "sent")["outbox"]["id"] == dead
    written = [path.read_text() for path in (wirewatch.place.data / "outbox").glob("*.json")]
    assert [one["headline"] for text in written for one in json.loads(text)["stories"]] == [
        "Arms transfer agreed"
    ]


def test_what_cannot_be_sent_again_is_told_one_by_one(
    wirewatch: Wirewatch, letters: Mapping[str, Any]
) -> None:
    """Unknown, sent, without bytes: each with its reason; the others go all the same."""
    dead, sent = letters["outbox"]["id"], letters["console"]["id"]
    unknown, delivered, again = wirewatch(f"delivery replay dl_x {sent} {dead}").splitlines()
    assert wirewatch.code == 1
    assert unknown.startswith("dl_x: no such delivery: mistyped, or removed")
    assert delivered == f"{sent}: not sent again: it is no dead letter (sent)"
    assert again.startswith(f"{dead}: sent again to outbox")
    changed(wirewatch, "UPDATE delivery SET state = 'dead', body = x'', detail = 'not packed'")
    printed = wirewatch(f"delivery replay {dead}")
    assert printed == f"{dead}: not sent again: there is nothing to send; not packed\n"
    assert wirewatch.code == 1


def test_all_dead_letters_are_sent_again(wirewatch: Wirewatch, letters: Mapping[str, Any]) -> None:
    """Or those of one channel; where there are none, that is good."""
    assert wirewatch("delivery replay --all-dead --channel console") == "no dead letters\n"
    assert wirewatch.code == 0
    changed(wirewatch, "UPDATE delivery SET channel = 'former' WHERE channel = 'console'")
    assert wirewatch("delivery replay --all-dead --channel former") == "no dead letters\n"
    wirewatch("delivery replay --all-dead --channel outbxo")
    assert wirewatch.code == 2
    assert "there is no channel 'outbxo'; known: console, outbox, former" in wirewatch.err
    assert wirewatch("delivery replay --all-dead --channel outbox").count("sent again to") == 1
    changed(wirewatch, "UPDATE delivery SET state = 'dead'")
    assert wirewatch("delivery replay --all-dead").count("sent again to") == 2
    assert wirewatch.code == 0


def test_a_possible_copy_and_a_channel_that_is_gone_are_told(
    wirewatch: Wirewatch, letters: Mapping[str, Any]
) -> None:
    """Whoever replays should know both."""
    changed(wirewatch, "UPDATE attempt SET outcome = 'uncertain'")
    wirewatch.place.write(
        config="channels: {console: {type: console}}\n",
        desk=WATCHLIST.replace(", outbox", ""),
    )
    printed = wirewatch(f"delivery replay {letters['outbox']['id']}")
    assert "no channel 'outbox' is configured: it waits for one; it may have arrived" in printed


@pytest.mark.parametrize("line", ["", "dl_x --all-dead", "dl_x --channel mail"])
def test_a_replay_says_what_it_is_about(wirewatch: Wirewatch, line: str) -> None:
    """Some ids, or all dead letters: nothing is guessed."""
    wirewatch(f"delivery replay {line}")
    assert wirewatch.code == 2
    assert "name the ids, or give --all-dead" in " ".join(wirewatch.err.split())


def test_a_folder_in_use_by_something_that_takes_no_orders(
    wirewatch: Wirewatch, letters: Mapping[str, Any]
) -> None:
    """A single pass holds the lock: nothing is written beside it."""
    lock = Lock(wirewatch.place.data / LOCK)
    with pytest.raises(LockedError, match="another wirewatch"):
        wirewatch(f"delivery replay {letters['outbox']['id']}")
    lock.release()
    assert "dead" in {one["state"] for one in rows(wirewatch).values()}


async def test_a_running_service_sends_again_at_once(
    wirewatch: Wirewatch, letters: Mapping[str, Any]
) -> None:
    """It is asked, for it has the lock; a channel that rests is said to."""
    wirewatch.place.clock.forward(days=20_000)
    async with controlled(wirewatch.place) as service:
        dead = letters["outbox"]["id"]
        printed = await asyncio.to_thread(wirewatch, f"delivery replay {dead}")
        assert printed == f"{dead}: sent again to outbox by outbox, now\n"
        await service._deliver_all()
        assert (await asyncio.to_thread(rows, wirewatch, "sent"))["outbox"]["id"] == dead
        await asyncio.to_thread(changed, wirewatch, "UPDATE delivery SET state = 'dead'")
        resting = f"INSERT INTO channel (name, rests_until, alarm) VALUES ('outbox', '{FAR}', '')"
        await asyncio.to_thread(changed, wirewatch, resting)
        printed = await asyncio.to_thread(wirewatch, f"delivery replay {dead}")
        assert printed.endswith(f"when its channel, which fails, is tried next: {FAR} UTC\n")


# --- delivery retry ----------------------------------------------------------------------------


@pytest.fixture
def stuck(wirewatch: Wirewatch) -> str:
    """Leave a delivery that waits for a channel that rests; the channel is mended."""
    outbox = wirewatch.place.data / "outbox"
    outbox.write_text("a file where a folder should be")
    wirewatch("run --once")
    outbox.unlink()
    changed(wirewatch, f"UPDATE delivery SET due_at = '{FAR}' WHERE state = 'retry'")
    changed(wirewatch, "DELETE FROM channel")
    resting = f"INSERT INTO channel (name, rests_until, alarm) VALUES ('outbox', '{FAR}', '')"
    changed(wirewatch, resting)
    return str(rows(wirewatch, "retry")["outbox"]["id"])


@pytest.mark.parametrize("named", ["", "--channel outbox", "ID"])
async def test_what_waits_for_a_mended_channel_is_hurried(
    wirewatch: Wirewatch, stuck: str, named: str
) -> None:
    """By its id, by its channel, or with all that waits: the running service tries it now."""
    wirewatch.place.clock.forward(days=20_000)
    async with controlled(wirewatch.place) as service:
        line = f"delivery retry {named.replace('ID', stuck)}"
        printed = await asyncio.to_thread(wirewatch, line)
        assert printed == f"{stuck}: tried now, to outbox by outbox\n"
        await service._deliver_all()
        assert (await asyncio.to_thread(rows, wirewatch, "sent"))["outbox"]["id"] == stuck


def test_what_waits_is_tried_by_the_next_service(wirewatch: Wirewatch, stuck: str) -> None:
    """Where none runs, that is said; what does not wait is told with its state."""
    sent = rows(wirewatch, "sent")["console"]["id"]
    hurried, done, unknown = wirewatch(f"delivery retry {stuck} {sent} dl_x").splitlines()
    assert hurried == f"{stuck}: tried as soon as the service runs, to outbox by outbox"
    assert done == f"{sent}: not tried: it does not wait, it is sent"
    assert unknown.startswith("dl_x: no such delivery")
    assert wirewatch.code == 1
    changed(wirewatch, "UPDATE delivery SET state = 'dead'")
    assert f"`wirewatch delivery replay {stuck}`" in wirewatch(f"delivery retry {stuck}")
    assert wirewatch("delivery retry") == "nothing waits\n"


def test_a_retry_of_no_channel(wirewatch: Wirewatch, stuck: str) -> None:
    """A slip is told, and nothing is hurried; neither is one name given twice over."""
    wirewatch("delivery retry --channel outbxo")
    assert (wirewatch.code, "there is no channel 'outbxo'" in wirewatch.err) == (2, True)
    wirewatch(f"delivery retry {stuck} --channel outbox")
    assert wirewatch.code == 2
    changed(wirewatch, "UPDATE delivery SET channel = 'former', lease_owner = 'x'")
    assert wirewatch(f"delivery retry {stuck}") == f"{stuck}: it is being sent just now\n"
    changed(wirewatch, "UPDATE delivery SET lease_owner = NULL")
    assert "no channel 'former' is configured" in wirewatch("delivery retry --channel former")


# --- reload ------------------------------------------------------------------------------------


async def test_reload_tells_what_is_in_force(wirewatch: Wirewatch) -> None:
    """Good files: the figures, and exit code 0."""
    async with controlled(wirewatch.place):
        wirewatch.place.write(desk=f"{WATCHLIST}{INSTANT}")
        printed = await asyncio.to_thread(wirewatch, "reload")
        assert wirewatch.code == 0
        assert printed == "in force: 1 source, 2 rules, 2 streams\n"
        assert await asyncio.to_thread(wirewatch.lines, "reload --json") == [
            {"status": "ok", "problems": []}
        ]


async def test_reload_tells_what_is_wrong(wirewatch: Wirewatch) -> None:
    """Its place and its mend; what was good there before still holds. Exit code 1."""
    async with controlled(wirewatch.place):
        wirewatch.place.write(desk=WATCHLIST.replace("arms transfer", "(arms"))
        printed = await asyncio.to_thread(wirewatch, "reload")
        assert wirewatch.code == 1
        assert "desk.yaml:4:" in wirewatch.err
        assert printed == (
            "in force: 1 source, 2 rules, 1 stream; 1 mistake: what was good there before still "
            "holds\n"
        )
        (told,) = await asyncio.to_thread(wirewatch.lines, "reload --json")
        assert (told["status"], told["problems"][0]["rule"], wirewatch.code) == (
            "partly",
            "arms",
            1,
        )


async def test_a_reload_that_is_refused_changes_nothing(wirewatch: Wirewatch) -> None:
    """The service says so; where the command cannot read the settings itself, it says that."""
    async with controlled(wirewatch.place):
        wirewatch.place.write(config=f"{CONFIG}  odd: {{type: file}}\n")
        printed = await asyncio.to_thread(wirewatch, "reload")
        assert (wirewatch.code, printed) == (1, "refused: everything stays as it was\n")
        assert "config.yaml:4" in wirewatch.err
        wirewatch.place.write(config="channels: [")
        printed = await asyncio.to_thread(wirewatch, "reload")
        assert (wirewatch.code, printed.startswith("not asked: config.yaml")) == (1, True)


def test_a_reload_without_a_service(fresh: Wirewatch) -> None:
    """There is nothing to reload; nothing is made either."""
    assert fresh("reload").startswith("no service runs in ")
    assert fresh.code == 1
    assert not fresh.place.data.exists()


# --- source poll, show, list -------------------------------------------------------------------


BOTH = f"{SOURCES}  - {{id: disk, path: /nowhere/at/all}}\n"


async def test_a_source_is_looked_at_now(wirewatch: Wirewatch) -> None:
    """What came of it is told; one that failed, or is unknown, is a finding."""
    wirewatch.place.write(sources=BOTH)
    async with controlled(wirewatch.place) as service:
        await service.once()
        wirewatch.place.clock.forward(seconds=1)
        wirewatch.place.drop("news.txt", NEWS)
        assert await asyncio.to_thread(wirewatch, "source poll inbox") == "inbox: 1 new\n"
        assert wirewatch.code == 0
        printed = await asyncio.to_thread(wirewatch, "source poll disk none")
        assert wirewatch.code == 1
        assert "none: no such source\n" in printed
        assert "disk: failed: /nowhere/at/all does not exist" in printed
        printed = await asyncio.to_thread(wirewatch, "source poll inbox --wait 0")
        assert (wirewatch.code, printed.startswith("inbox: under way")) == (0, True)


async def test_a_poll_that_takes_its_time_is_waited_for_so_long(wirewatch: Wirewatch) -> None:
    """Then it goes on by itself; here the clock says that it has not begun yet."""
    async with controlled(wirewatch.place) as service:
        await service.once()
        service._clock = lambda: wirewatch.place.clock.instant
        await service.store.write(_lease_all)
        printed = await asyncio.to_thread(wirewatch, f"source poll inbox --wait {EVERY:.0f}")
        assert printed.startswith("inbox: under way")


def _lease_all(connection: Any) -> None:
    connection.exec_driver_sql(
        f"UPDATE source SET lease_owner = 'other', lease_until = '{FAR}.000000'"
    )


def test_a_source_is_looked_at_by_the_next_service(wirewatch: Wirewatch) -> None:
    """Where none runs it is due from now on."""
    wirewatch.place.write(sources=BOTH)
    wirewatch("run --once")
    changed(wirewatch, f"UPDATE source SET next_due = '{FAR}.000000'")
    printed = wirewatch("source poll inbox none")
    assert printed == "none: no such source\ninbox: asked as soon as the service runs\n"
    assert wirewatch.code == 1
    (shown,) = wirewatch.lines("source show inbox --json")
    assert not shown["next_due"].startswith("2099")
    (other,) = wirewatch.lines("source show disk --json")
    assert other["next_due"].startswith("2099")


def test_source_show(wirewatch: Wirewatch) -> None:
    """Its polls, why it fails since when, and what could not be read, with its bytes."""
    wirewatch.place.drop("broken.jsonl.gz", "this is no gzip")
    wirewatch.place.write(sources=BOTH)
    wirewatch("run --once")
    printed = wirewatch("source show inbox")
    assert wirewatch.code == 0
    assert "Inbox (inbox, folder, inbox)\n  state       good\n" in printed
    assert "1 could not be read" in printed
    assert "1 document kept aside until they change" in printed
    (shown,) = wirewatch.lines("source show inbox --json")
    (aside,) = shown["aside"]
    assert aside["name"] == "broken.jsonl.gz"
    assert aside["code"] in printed
    with open(aside["path"], "rb") as kept:  # noqa: PTH123 - as a script would, by what is printed
        assert kept.read() == b"this is no gzip"
    failing = wirewatch("source show disk")
    assert "state       failed once: /nowhere/at/all does not exist" in failing
    assert "failing     since 20" in failing
    assert "UTC  failed: /nowhere/at/all does not exist" in failing


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ("-1 minutes", "1 minute ago"),
        ("-90 minutes", "90 minutes ago"),
        ("-5 hours", "5 hours ago"),
        ("-47 hours", "47 hours ago"),
        ("-9 days", "9 days ago"),
        ("+9 days", "0 minutes ago"),
    ],
)
def test_source_show_tells_how_old_a_document_is(
    wirewatch: Wirewatch, ago: str, said: str
) -> None:
    """By the minute, the hour or the day; the newest are shown, the rest is counted."""
    wirewatch("run --once")
    items = ", ".join(
        f"('inbox', 'item {number}', '1', datetime('now', '{ago}') || '.00000{number}', 1, "
        "'bad_encoding', 'no text')"
        for number in range(3)
    )
    columns = "source_id, name, stamp, seen_at, aside, code, detail"
    changed(wirewatch, f"INSERT INTO document ({columns}) VALUES {items}")
    printed = wirewatch("source show inbox --limit 2")
    assert printed.count(f"    item 2\n      {said}  bad_encoding: no text\n") == 1
    assert printed.endswith("    and 1 more\n")


def test_source_show_tells_what_a_poll_brought(wirewatch: Wirewatch) -> None:
    """Every figure that is not nothing, and what it was worth."""
    wirewatch("run --once")
    changed(
        wirewatch,
        "UPDATE poll SET new = 1, changed = 2, held = 3, unreadable = 4, cut = 5, "
        "baseline = 1, possible_gap = 1",
    )
    assert (
        "UTC  1 new, 2 changed, 3 held back, 4 could not be read, 5 left out, first sight, "
        "possible gap\n"
    ) in wirewatch("source show inbox")


def test_source_show_of_one_that_left_or_never_was(wirewatch: Wirewatch) -> None:
    """What is remembered is shown; nothing is invented."""
    wirewatch("run --once")
    wirewatch.place.write(sources="sources: []\n")
    assert "no longer in sources.yaml: it is not asked" in wirewatch("source show inbox")
    wirewatch("source show none")
    assert wirewatch.code == 1
    assert "nothing is known of a source 'none'" in wirewatch.err


def test_source_list_counts_what_needs_a_look(wirewatch: Wirewatch) -> None:
    """Failing, silent and moved sources, and what is kept aside; else that all is well."""
    wirewatch("run --once")
    assert wirewatch("source list").endswith("1 source: nothing to worry about\n")
    wirewatch.place.drop("broken.jsonl.gz", "this is no gzip")
    wirewatch.place.write(sources=f"{BOTH}  - {{id: quiet, path: quiet}}\n")
    wirewatch("run --once")
    ailment = {"trouble": "silent", "since": "2026-01-01T00:00:00Z", "detail": "nothing new for a"}
    changed(
        wirewatch,
        f"UPDATE source SET vitals = '{json.dumps({'troubles': [ailment]})}' WHERE id = 'quiet'",
    )
    changed(
        wirewatch,
        "UPDATE source SET moved_to = 'https://new.example/', moved_sightings = 3 "
        "WHERE id = 'inbox'",
    )
    printed = wirewatch("source list")
    assert printed.endswith("3 sources: 1 failing, 1 silent, 1 moved, 1 document kept aside\n")
    assert "moved for good to https://new.example/ (so it said 3 times in a row)" in printed
    assert "silent: nothing new for a" in printed
    assert [one["aside"] for one in wirewatch.lines("source list --json")] == ["1", "-", "-"]


SECRET = "token-of-the-wire-0815"


def test_no_secret_of_a_source_is_shown(wirewatch: Wirewatch) -> None:
    """Whatever a server said of it."""
    login = f"{{username: reader, password: {SECRET}}}"
    wirewatch.place.write(
        sources=f"sources:\n  - {{id: wire, url: 'http://127.0.0.1:1/feed', auth: {login}}}\n"
    )
    wirewatch("run --once")
    changed(wirewatch, f"UPDATE source SET error_detail = 'cannot reach it by {SECRET}'")
    changed(wirewatch, f"UPDATE poll SET detail = 'cannot reach it by {SECRET}'")
    for line in ("source list", "source show wire", "source show wire --json"):
        printed = wirewatch(line)
        assert "cannot reach" in printed
        assert SECRET not in printed


OFF = (
    f"{BOTH}  - {{id: often, path: often, every: 30s}}\n  - {{id: odd, path: odd, colour: red}}\n"
)


def test_a_source_that_is_off_is_shown(wirewatch: Wirewatch) -> None:
    """With the reason and its line, whether the file's shape or its own kind refuses it."""
    wirewatch.place.write(sources=OFF)
    printed = wirewatch("source list")
    assert "4 sources: 2 off" in printed
    listed = {one["id"]: one["state"] for one in wirewatch.lines("source list --json")}
    assert list(listed) == ["inbox", "disk", "often", "odd"]
    assert listed["often"] == "off: sources.yaml:4 'every': must be at least 1m"
    assert listed["odd"].startswith("off: sources.yaml:5 unknown key 'colour'")
    wirewatch("source show often")
    assert wirewatch.code == 1
    assert "often: off: sources.yaml:4 'every': must be" in wirewatch.err


def test_a_source_that_went_off_keeps_its_past(wirewatch: Wirewatch) -> None:
    """What was known of it is shown, and that it is off; a second one of its name is another."""
    wirewatch("run --once")
    wirewatch.place.write(sources="sources:\n  - {id: inbox, path: inbox, every: 30s}\n")
    assert "  state       off: sources.yaml:2 'every'" in wirewatch("source show inbox")
    (shown,) = wirewatch.lines("source show inbox --json")
    assert (shown["configured"], shown["off"][:4], len(shown["polls"])) == (True, "off:", 1)
    wirewatch.place.write(sources=f"{SOURCES}  - {{id: inbox, path: other}}\n")
    states = [one["state"] for one in wirewatch.lines("source list --json")]
    assert (states[0], "stands already on line 2" in states[1]) == ("good", True)
    assert "  state       good" in wirewatch("source show inbox")
