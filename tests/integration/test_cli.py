"""The command line over a real data folder: what it prints, what it writes, how it ends."""

import errno
import hashlib
import json
import os
import shlex
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from typer.testing import CliRunner

from service import clock
from service.app.places import DATABASE, HEARTBEAT, LOCK
from service.cli import app, code_of, main
from service.cli.commands import COMMANDS
from service.errors import ConfigError, NoRoomError, SchemaError, UnreachableError, WirewatchError
from service.model import SourceId
from service.store import missing
from service.store.missing import MissingPage
from service.store.sqlite import Lock, SqliteFile
from tests.integration.place import CONFIG, INSTANT, NEWS, SOURCES, URGENT, WATCHLIST, Place


ROOT = Path(__file__).parents[2]


class Wirewatch:
    """Calls commands as from a shell, over one place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.environment = place.environment | {
            "WIREWATCH_CONFIG_DIR": str(place.config),
            "WIREWATCH_LOG__LEVEL": "error",
            "WIREWATCH_WEB__LISTEN": "127.0.0.1:0",
        }
        self.code = 0
        self.out = ""
        self.err = ""

    def __call__(self, line: str, given: str | None = None) -> str:
        """Run a command line; give what it prints."""
        result = CliRunner(env=self.environment).invoke(app, shlex.split(line), input=given)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.code, self.out, self.err = result.exit_code, result.stdout, result.stderr
        return self.out

    def lines(self, line: str) -> list[dict[str, Any]]:
        return [json.loads(text) for text in self(line).splitlines()]


@pytest.fixture
def wirewatch(place: Place) -> Wirewatch:
    return Wirewatch(place)


@pytest.fixture
def fresh(bare: Place) -> Wirewatch:
    """Where nothing was run yet."""
    return Wirewatch(bare)


def everything(folder: Path) -> dict[str, str]:
    """Give the bytes of every file, as their hash; what readers of SQLite share is no content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def changed(wirewatch: Wirewatch, statement: str) -> None:
    with closing(sqlite3.connect(wirewatch.place.data / DATABASE)) as connection, connection:
        connection.execute(statement)


# --- run ---------------------------------------------------------------------------------------


def test_run_once(wirewatch: Wirewatch) -> None:
    """One pass: the digest is printed and written, and the end is good."""
    wirewatch.place.drop("news.txt", NEWS)
    printed = wirewatch("run --once")
    assert wirewatch.code == 0
    assert "1 story" in printed
    (written,) = (wirewatch.place.data / "outbox").glob("*.json")
    assert json.loads(written.read_text())["stories"][0]["headline"] == "Arms transfer agreed"
    assert "No hits" in wirewatch("run --once")


def test_run_once_ends_with_what_failed(wirewatch: Wirewatch) -> None:
    """A source that is missing and a channel that is blocked are a finding."""
    wirewatch.place.write(sources="sources:\n  - {id: disk, title: Disk, path: /nowhere/at/all}\n")
    (wirewatch.place.data / "outbox").write_text("a file where a folder should be")
    printed = wirewatch("run --once")
    assert wirewatch.code == 1
    assert "failed: Disk: /nowhere/at/all does not exist" in printed
    assert "1 delivery could not be made yet" in printed


def test_a_dry_run_writes_nothing(wirewatch: Wirewatch) -> None:
    """It prints each digest once, whoever would be told, and leaves every byte as it was."""
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    changed(wirewatch, "UPDATE delivery SET state = 'retry', body = 'packed for the outbox'")
    wirewatch.place.drop("urgent.txt", URGENT)
    before = everything(wirewatch.place.data)
    printed = wirewatch("run --dry-run")
    assert wirewatch.code == 0
    assert (printed.count("Coverage"), "Maren" in printed) == (1, True)
    assert "packed for the outbox" not in printed
    assert everything(wirewatch.place.data) == before


def test_the_log_of_a_dry_run_says_that_it_is_one(wirewatch: Wirewatch) -> None:
    """No line of it may be taken for a delivery that was made."""
    wirewatch.environment |= {"WIREWATCH_LOG__LEVEL": "info", "WIREWATCH_LOG__FORMAT": "json"}
    wirewatch("run --dry-run")
    lines = [json.loads(line) for line in wirewatch.err.splitlines()]
    assert "delivery.attempted" in [line["event"] for line in lines]
    assert all(line["dry_run"] is True for line in lines)


def test_a_dry_run_before_anything_was_run(fresh: Wirewatch) -> None:
    """There is no database to copy, and none is made."""
    fresh.place.drop("news.txt", NEWS)
    assert "1 story" in fresh("run --dry-run")
    assert list(everything(fresh.place.data)) == ["inbox/news.txt"]


@pytest.fixture
def ended_soon(wirewatch: Wirewatch) -> Iterator[None]:
    """Send SIGTERM to this process once the service has told something."""
    over = threading.Event()

    def end() -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not over.is_set():
            if [*wirewatch.place.data.glob("outbox/*.json")]:
                os.kill(os.getpid(), signal.SIGTERM)
                return
            time.sleep(0.05)

    thread = threading.Thread(target=end)
    thread.start()
    yield
    over.set()
    thread.join()


@pytest.mark.usefixtures("ended_soon")
def test_run_goes_on_until_it_is_told_to_stop(wirewatch: Wirewatch) -> None:
    """SIGTERM drains; until then what came is told, at once where that is wanted."""
    wirewatch.place.drop("news.txt", NEWS)
    printed = wirewatch("run --now")
    assert wirewatch.code == 0
    assert "1 story" in printed
    assert not (wirewatch.place.data / HEARTBEAT).exists()


def test_the_demo_tells_the_samples(fresh: Wirewatch) -> None:
    """With the shipped rules it shows digests, in a folder of its own, as if for the first time."""
    fresh.environment["WIREWATCH_CONFIG_DIR"] = str(ROOT / "config")
    (fresh.place.data / "demo").mkdir(parents=True)
    (fresh.place.data / "demo" / DATABASE).write_text("of an earlier demo")
    printed = fresh("demo")
    assert fresh.code == 0
    assert "Arms and visits around the Kaldin Strait" in printed
    assert "Pacts, envoys and inspectors" in printed
    assert len(list((fresh.place.data / "demo" / "outbox").glob("*.html"))) == 2
    assert [path.name for path in fresh.place.data.iterdir()] == ["demo"]


def test_the_demo_mails_nobody(wirewatch: Wirewatch) -> None:
    """Invented news must not reach the real readers of a configuration that has grown up."""
    mail = (
        "{type: email, host: 127.0.0.1, port: 1, from: a@example.org, to: [minister@example.org]}"
    )
    wirewatch.place.write(
        config=f"channels:\n  mail: {mail}\n",
        desk=WATCHLIST.replace("[console, outbox]", "[mail]").replace("arms", "missile deal"),
    )
    printed = wirewatch("demo")
    assert wirewatch.code == 0
    assert "The desk" in printed


# --- check -------------------------------------------------------------------------------------


def test_check_shows_how_each_rule_was_read(wirewatch: Wirewatch) -> None:
    """All is well, and the user sees what side by side means."""
    printed = wirewatch("check")
    assert wirewatch.code == 0
    assert "arms NEAR/10 transfer" in printed
    assert "visit, urgent" in printed
    assert printed.endswith(
        "1 source, 1 watchlist, 2 rules, 1 stream; 0 of 0 tests passed; 0 errors, 0 warnings\n"
    )


def test_what_is_shipped_is_good(wirewatch: Wirewatch) -> None:
    """The shipped configuration has no mistake, and all its tests pass."""
    wirewatch.environment["WIREWATCH_CONFIG_DIR"] = str(ROOT / "config")
    assert "0 errors, 0 warnings" in wirewatch("check --quiet")
    assert wirewatch.code == 0


def test_check_names_the_place_and_the_mend(wirewatch: Wirewatch) -> None:
    """File, line, column, a pointer under the place, and what to do; exit code 1."""
    wirewatch.place.write(desk=WATCHLIST.replace("query: arms transfer", "query: (arms"))
    wirewatch("check --quiet")
    assert wirewatch.code == 1
    first, line, pointer = wirewatch.err.splitlines()[:3]
    assert "desk.yaml:4:23: " in first
    assert "'(' is never closed" in first
    assert "query: (arms" in line
    assert line[pointer.index("^")] == "("


def test_check_tells_of_sources_too(wirewatch: Wirewatch) -> None:
    """Options of a plug-in are checked by the plug-in, at their place."""
    wirewatch.place.write(sources=f"{SOURCES}  - {{id: odd, path: odd, colour: red}}\n")
    wirewatch("check")
    assert wirewatch.code == 1
    assert "sources.yaml:3" in wirewatch.err
    assert "colour" in wirewatch.err


def test_check_knows_kinds_and_types(wirewatch: Wirewatch) -> None:
    """One that does not exist is refused at its place, with the nearest one."""
    wirewatch.place.write(
        sources=f"{SOURCES}  - {{id: odd, kind: fed, url: 'https://wire.example/'}}\n",
        config=CONFIG + "  mail: {type: emial}\n",
    )
    wirewatch("check")
    assert wirewatch.code == 1
    assert "did you mean 'feed'?" in wirewatch.err
    assert "did you mean 'email'?" in wirewatch.err
    assert "config.yaml:4" in wirewatch.err


TESTED = """\
watchlist: desk
rules:
  - id: arms
    query: arms transfer AND NOT herring
    tests:
      - match: The ministers spoke of an arms transfer.
      - match: Arms transfer, with herring.
      - no_match: The transfer of small arms went well.
      - no_match: {title: Boats, text: Nothing at all., source: inbox, lang: en, published: 2026-03-02}
sources: {include: [inbox]}
"""


def test_a_test_of_a_rule_that_fails_is_explained(wirewatch: Wirewatch) -> None:
    """Which test, what was wanted, and which clause decided."""
    wirewatch.place.write(desk=TESTED)
    printed = wirewatch("check --quiet")
    assert wirewatch.code == 1
    assert "2 of 4 tests passed" in printed
    assert "desk.yaml:7:16: test of desk/arms failed: should match, and does not" in printed
    assert "      - match: Arms transfer, with herring.\n                   ^\n" in printed
    assert "should not match, and does" in printed
    assert "no   NOT herring" in printed.replace("    no", "no")
    assert "    found: arms\n" in printed


def test_check_writes_what_ci_reads(wirewatch: Wirewatch, tmp_path: Path) -> None:
    """JUnit XML beside what is printed; where it cannot be written, that is wrong usage."""
    wirewatch.place.write(desk=TESTED)
    wirewatch(f"check --quiet --junit {tmp_path / 'found.xml'}")
    assert wirewatch.code == 1
    assert (tmp_path / "found.xml").read_text().count("<failure ") == 2
    with pytest.raises(FileNotFoundError):
        wirewatch(f"check --junit {tmp_path / 'none' / 'found.xml'}")


def test_check_for_scripts(wirewatch: Wirewatch) -> None:
    """One JSON object with rules, problems and failed tests."""
    wirewatch.place.write(desk=TESTED, other="watchlist: other\nrules: [(arms]\n")
    (found,) = wirewatch.lines("check --json")
    assert wirewatch.code == 1
    assert found["rules"][0]["read"].startswith("(arms NEAR/10 transfer) AND NOT herring")
    errors = [one for one in found["problems"] if one["severity"] == "error"]
    assert [(one["line"], one["mend"]) for one in errors] == [(2, "add ')'")]
    assert [test["line"] for test in found["failed"]] == [7, 8]
    assert found["failed"][0]["why"]["holds"] is False


# --- looking -----------------------------------------------------------------------------------


def test_digest_preview_says_what_the_service_would(wirewatch: Wirewatch) -> None:
    """Where a watchlist has a mistake, what was good in it holds here, too."""
    wirewatch("run --once")
    wirewatch.place.write(desk=WATCHLIST.replace("arms transfer", "(arms"))
    printed = wirewatch("digest preview")
    assert "desk.yaml has a mistake in line 4; what was good before still holds" in printed
    wirewatch.place.write(desk="watchlist: desk\nrules: [")
    assert "what was good before still holds" in wirewatch("digest preview desk")


def test_mistakes_at_the_start_are_one_event_of_the_log(wirewatch: Wirewatch) -> None:
    """Where programs read it; else they are drawn for people."""
    wirewatch("run --once")
    wirewatch.place.write(
        desk=WATCHLIST.replace("arms transfer", "(arms"),
        sources=f"{SOURCES}  - {{id: odd, path: odd, colour: red}}\n",
    )
    wirewatch.environment |= {"WIREWATCH_LOG__LEVEL": "warning", "WIREWATCH_LOG__FORMAT": "json"}
    wirewatch("run --once")
    (told,) = [
        one
        for line in wirewatch.err.splitlines()
        if (one := json.loads(line))["event"] == "config.started_with_mistakes"
    ]
    assert [one.partition(": ")[0] for one in told["mistakes"]] == [
        "watchlists/desk.yaml:4:23",
        "config/sources.yaml:3:26",
    ]
    assert (told["held"], told["level"]) == (["watchlists/desk.yaml"], "warning")
    wirewatch.environment |= {"WIREWATCH_LOG__FORMAT": "text"}
    wirewatch("run --once")
    assert "watchlists/desk.yaml:4:23: '(' is never closed\n" in wirewatch.err
    assert "config.started_with_mistakes" not in wirewatch.err


def test_warnings_at_the_start_are_an_event_too(wirewatch: Wirewatch) -> None:
    """Nothing is off, but perhaps not as meant."""
    wirewatch.place.write(desk=WATCHLIST + "sources: {include: [nobody]}\n")
    wirewatch.environment |= {"WIREWATCH_LOG__LEVEL": "warning", "WIREWATCH_LOG__FORMAT": "json"}
    wirewatch("run --once")
    told = json.loads(wirewatch.err.splitlines()[0])
    assert told["event"] == "config.started_with_warnings"
    assert "no source is called 'nobody'" in told["warnings"][0]


def test_source_list(wirewatch: Wirewatch) -> None:
    """Before a run nothing is known; afterwards when each was asked, and how it fares."""
    wirewatch.place.write(sources=f"{SOURCES}  - {{id: disk, path: /nowhere/at/all}}\n")
    assert "inbox  folder  Inbox  never" in wirewatch("source list")
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    inbox, disk = wirewatch.lines("source list --json")
    assert (inbox["id"], inbox["state"]) == ("inbox", "good")
    assert inbox["last new"].endswith("UTC")
    assert disk["state"].startswith("failed once: /nowhere/at/all does not exist")
    wirewatch("run --once")
    assert "failed 2 times in a row" in wirewatch("source list")
    wirewatch.place.write(sources="sources: []\n")
    assert "no sources: name some in" in wirewatch("source list")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("--config here check", "check --config here"),
        ("--config=here check", "check --config=here"),
        ("--json source list", "source list --json"),
        ("source --config 'my files' show wire", "source show wire --config 'my files'"),
        ("source --config here", "source COMMAND --config here"),
        ("--config check", "check --config"),
        ("--config", "COMMAND --config"),
    ],
)
def test_options_before_the_command(wirewatch: Wirewatch, line: str, meant: str) -> None:
    """The line is shown as it was meant."""
    wirewatch(line)
    assert wirewatch.code == 2
    assert wirewatch.err.splitlines()[-1].endswith(f" behind the command: root {meant}")


def test_pages_that_are_missing(wirewatch: Wirewatch) -> None:
    """`source list` counts those of a day, `source show` names them, data has all of it."""
    wirewatch("run --once")
    page = MissingPage(address="https://wire.example/1", code="http_404", detail="no such page")
    engine = SqliteFile(wirewatch.place.data / "wirewatch.db").writer()
    now = clock.now()
    with engine.begin() as connection:
        missing.add(connection, SourceId("inbox"), [page, page], now)
        missing.add(connection, SourceId("inbox"), [page], now - timedelta(days=2))
    engine.dispose()
    told = wirewatch("source list")
    assert "2 pages missing since yesterday: no such page" in told
    assert told.endswith("1 source: 2 pages missing\n")
    shown = wirewatch("source show inbox --limit 2")
    assert shown.count("    https://wire.example/1") == 2
    assert "http_404: no such page" in shown
    (data,) = wirewatch.lines("source show inbox --json")
    assert [one["code"] for one in data["missing_pages"]] == ["http_404"] * 3


def test_delivery_list(wirewatch: Wirewatch) -> None:
    """To whom, in which state, and why; only some states where that is wanted."""
    (wirewatch.place.data / "outbox").write_text("a file where a folder should be")
    wirewatch("run --once")
    lines = wirewatch("delivery list").splitlines()
    assert sum(line.startswith("dl_") for line in lines) == 2
    assert sum(line.startswith("    The desk: ") for line in lines) == 2
    assert max(map(len, lines)) <= 100
    assert "    1 try: printed" in lines
    (sent,) = wirewatch.lines("delivery list --state sent --json")
    assert (sent["channel"], sent["attempts"], sent["detail"]) == ("console", 1, "printed")
    assert (sent["next_at"], sent["due_at"], sent["stream"]) == (None, None, "desk")
    assert datetime.fromisoformat(sent["finished_at"]) >= datetime.fromisoformat(
        sent["created_at"]
    )
    (waiting,) = wirewatch.lines("delivery list --state retry --json --limit 1")
    assert datetime.fromisoformat(waiting["next_at"]).utcoffset() == timedelta(0)
    assert wirewatch("delivery list --state dead") == "no deliveries that are dead\n"


def test_delivery_list_tells_of_a_channel_that_rests(wirewatch: Wirewatch) -> None:
    """A delivery is tried again when its channel is, and the list says why it waits."""
    (wirewatch.place.data / "outbox").write_text("a file where a folder should be")
    wirewatch("run --once")
    changed(wirewatch, "DELETE FROM channel")
    changed(
        wirewatch,
        "INSERT INTO channel (name, rests_until, alarm) "
        "VALUES ('outbox', '2099-01-01 00:00:00.000000', 'no such user')",
    )
    assert "2099-01-01 00:00:00 UTC" in wirewatch("delivery list --state retry")
    assert "the channel rests until 00:00:00: no such user" in " ".join(wirewatch.out.split())
    (waiting,) = wirewatch.lines("delivery list --state retry --json")
    assert waiting["channel_rests_until"] == waiting["next_at"] == "2099-01-01T00:00:00+00:00"
    assert waiting["due_at"] < waiting["next_at"]
    assert "2099" not in wirewatch("delivery list --state sent")


def test_delivery_list_tells_why_a_channel_rests(wirewatch: Wirewatch) -> None:
    """One that waits for its channel alone names what the last try of another was told."""
    (wirewatch.place.data / "outbox").write_text("a file where a folder should be")
    wirewatch("run --once")
    changed(wirewatch, "UPDATE channel SET alarm = '', rests_until = '2099-01-01 22:54:16'")
    changed(wirewatch, "UPDATE attempt SET detail = 'Connection refused (127.0.0.1:2525)'")
    changed(wirewatch, "UPDATE delivery SET detail = '' WHERE state = 'retry'")
    told = " ".join(wirewatch("delivery list --state retry").split())
    assert "the channel rests until 22:54:16: Connection refused (127.0.0.1:2525)" in told


def test_article_list(wirewatch: Wirewatch) -> None:
    """Newest first, with the number that `explain` takes, and the rules that hold."""
    wirewatch.place.drop("boats.txt", "Herring landed\n\nBoats came home full of herring.\n")
    wirewatch("run --once")
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    newest, first = wirewatch.lines("article list --json")
    assert (newest["title"], newest["rules"]) == ("Arms transfer agreed", ["desk/arms"])
    assert (first["id"], first["source"], first["rules"]) == (1, "inbox", [])
    head, title, *_ = wirewatch("article list --limit 1").splitlines()
    assert head.startswith("2  2026-")
    assert head.endswith(" UTC  inbox  matched desk/arms")
    assert title == f"    {newest['title']}"
    assert "desk/arms holds" in wirewatch(f"explain {newest['id']} --rule arms")


NOTE = "Correction: An earlier version of this story said that they met on Sunday."


def test_article_show(wirewatch: Wirewatch) -> None:
    """What it says, who found it, and word for word what each version changed."""
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    wirewatch.place.drop("news.txt", f"{NEWS}\n{NOTE}\n")
    wirewatch("run --once")
    printed = wirewatch("article show 1")
    assert printed.startswith(
        "Arms transfer agreed\n  number    1, version 2\n  source    inbox\n"
    )
    assert "  standing  it carries a correction\n  rules     desk/arms\n" in printed
    assert "UTC: it carries a correction\n" in printed
    assert "{+Correction: An earlier version" in printed
    (line,) = wirewatch.lines("article show 1 --json")
    assert "wire" in line
    assert [one["standing"] for one in line["versions"]] == [None, "correction"]
    *_, new = line["versions"][1]["text"]
    assert new == {"fate": "new", "text": f"\n\n{NOTE}"}
    wirewatch("article show 99")
    assert (wirewatch.code, wirewatch.err[:24]) == (1, "there is no article 99: ")


def test_no_article_yet(wirewatch: Wirewatch) -> None:
    """An empty database has nothing to list, and the command says where to look."""
    wirewatch("db migrate")
    assert wirewatch("article list").startswith("no articles yet")


def test_digest_show_says_why(wirewatch: Wirewatch) -> None:
    """For every report of a stream, in words and as data; an unknown name has none."""
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    assert "told, as a new story" in wirewatch("digest show desk")
    (line, *_) = wirewatch("digest show desk --json --limit 1").splitlines()
    told = json.loads(line)
    assert (told["how"], told["why"], told["covered"]) == ("told", "new", None)
    assert told["title"] in wirewatch(f"digest show {told['digest']}")
    wirewatch("digest show nobody")
    assert "there is no digest or stream 'nobody'; streams: desk" in wirewatch.err
    assert wirewatch.code == 1


def test_digests_are_listed(wirewatch: Wirewatch) -> None:
    """By the id that `digest show` takes, of one stream or of all; an unknown one is told."""
    wirewatch("db migrate")
    assert wirewatch("digest list").startswith("no digests yet")
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    (line,) = wirewatch.lines("digest list desk --json")
    assert (line["stream"], line["stories"]) == ("desk", 1)
    assert f"{line['id']}  {line['composed_at'][:10]}" in wirewatch("digest list")
    assert line["subject"][:20] in wirewatch.out
    wirewatch("digest list nobody")
    assert (wirewatch.code, wirewatch.err[:33]) == (1, "there is no digest or stream 'nob")


def test_digest_preview(wirewatch: Wirewatch, tmp_path: Path) -> None:
    """What would be told, as text and as a page; nothing is remembered."""
    wirewatch.place.write(desk=WATCHLIST + INSTANT)
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    page = tmp_path / "page.html"
    assert "No hits" in wirewatch(f"digest preview --html {page}")
    assert page.read_text().startswith("<!")
    assert str(page) in wirewatch.err
    assert "as it happens" in wirewatch("digest preview desk-instant")
    wirewatch("digest preview nobody")
    assert wirewatch.code == 2
    assert "there is no stream 'nobody'; known: desk, desk-instant" in wirewatch.err


def test_a_page_holds_one_digest(wirewatch: Wirewatch, tmp_path: Path) -> None:
    """Several would overwrite one another: one has to be named."""
    second = WATCHLIST.replace("watchlist: desk", "watchlist: second")
    wirewatch.place.write(desk=WATCHLIST, second=second)
    wirewatch("run --once")
    page = tmp_path / "page.html"
    wirewatch(f"digest preview --html {page}")
    assert (wirewatch.code, page.exists()) == (2, False)
    assert "name one stream of desk, second" in wirewatch.err
    wirewatch(f"digest preview second --html {page}")
    assert (wirewatch.code, page.exists()) == (0, True)


def test_config_show_masks_secrets(wirewatch: Wirewatch) -> None:
    """The settings in force, as YAML or JSON, and no secret among them."""
    hook = (
        "{type: webhook, url: 'https://hooks.example/abc', secret: whsec_c2VjcmV0c2VjcmV0c2VjcmV0}"
    )
    wirewatch.place.write(config=f"{CONFIG}  hook: {hook}\n")
    shown = yaml.safe_load(wirewatch("config show"))
    assert shown["data_dir"] == str(wirewatch.place.data)
    assert shown["channels"]["hook"]["secret"] == "********"
    assert json.loads(wirewatch("config show --json")) == shown
    assert "c2VjcmV0" not in wirewatch.out


def test_db_migrate_and_check(fresh: Wirewatch) -> None:
    """Made, found up to date, found sound; and what is wrong is named."""
    assert "there is no database at" in fresh("db check")
    assert fresh.code == 1
    assert fresh("db migrate").startswith("migrated: new -> ")
    assert fresh("db migrate").startswith("up to date: ")
    assert fresh("db check") == "the database is sound\n"
    changed(fresh, "UPDATE alembic_version SET version_num = '0000'")
    assert "schema is 0000" in fresh("db check")
    assert fresh.code == 1


def beat(wirewatch: Wirewatch, ago: float) -> None:
    data = {
        "pid": os.getpid(),
        "monotonic": time.monotonic() - ago,
        "at": "2026-03-02T08:00:00+00:00",
    }
    (wirewatch.place.data / HEARTBEAT).write_text(json.dumps(data))


@pytest.mark.parametrize(("ago", "code"), [(1, 0), (60, 1), (-60, 1)])
def test_healthcheck(wirewatch: Wirewatch, ago: float, code: int) -> None:
    """Alive where the last tick is fresh; one from before a reboot, or the future, is not."""
    beat(wirewatch, ago)
    lock = Lock(wirewatch.place.data / LOCK)
    printed = wirewatch("healthcheck")
    lock.release()
    assert wirewatch.code == code
    assert printed.startswith("unhealthy: " if code else "healthy: ")


def test_healthcheck_of_a_process_that_was_killed(wirewatch: Wirewatch) -> None:
    """However fresh its last tick is: nobody holds the folder, or somebody else does."""
    beat(wirewatch, 1)
    assert "is gone" in wirewatch("healthcheck")
    lock = Lock(wirewatch.place.data / LOCK)
    assert "healthy: the last" in wirewatch("healthcheck")
    (wirewatch.place.data / LOCK).write_text("1")
    assert "is gone" in wirewatch("healthcheck")
    lock.release()
    assert wirewatch.code == 1


def test_healthcheck_where_nothing_runs(wirewatch: Wirewatch) -> None:
    """There is no sign of life, or none that can be read."""
    assert "no service has been running" in wirewatch("healthcheck")
    (wirewatch.place.data / HEARTBEAT).write_text("[]")
    assert "no service has been running" in wirewatch("healthcheck")
    assert wirewatch.code == 1


def test_notify_test(wirewatch: Wirewatch) -> None:
    """An invented digest, marked as a test, and what came back."""
    printed = wirewatch("notify test console")
    assert wirewatch.code == 0
    assert "Test: this channel works" in printed.replace("*", "")
    assert printed.endswith("console -> console: sent, printed\n")
    wirewatch("notify test nobody")
    assert wirewatch.code == 2
    assert "there is no channel 'nobody'; known: console, outbox" in wirewatch.err
    (wirewatch.place.data / "outbox").write_text("a file where a folder should be")
    assert "outbox -> outbox: retry, File exists" in wirewatch("notify test outbox")
    assert wirewatch.code == 1


# --- mistakes ----------------------------------------------------------------------------------


def ends(
    monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str], line: str
) -> int | str | None:
    """Run the program as the shell does; give its exit code."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["wirewatch", *shlex.split(line)])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def test_files_that_nothing_can_start_with(
    wirewatch: Wirewatch, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """Every mistake is told with its place, and no traceback; exit code 2."""
    wirewatch.place.write(config="channels:\n  console: {typ: console}\nlogg: {}\n")
    assert ends(monkeypatch, wirewatch.environment, "run --once") == 2
    said = capsys.readouterr().err
    assert "config.yaml:2" in said
    assert "config.yaml:3" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "line", ["check", "run --once", "delivery list", "healthcheck", "config show", "db check"]
)
def test_a_folder_without_configuration(wirewatch: Wirewatch, tmp_path: Path, line: str) -> None:
    """Who stands in the wrong folder is told so, and nothing of watchlists."""
    (tmp_path / "elsewhere").mkdir()
    wirewatch(f"{line} --config {tmp_path / 'elsewhere' / 'config'}")
    assert wirewatch.code == 2
    assert wirewatch.err.startswith(
        f"there is no config.yaml in {tmp_path / 'elsewhere' / 'config'}:"
    )
    assert "--config or WIREWATCH_CONFIG_DIR" in wirewatch.err
    assert [*(tmp_path / "elsewhere").iterdir()] == []


def test_a_folder_in_use(
    wirewatch: Wirewatch, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """The message names the process that has it; trying again can help, so the code is 3."""
    lock = Lock(wirewatch.place.data / LOCK)
    assert ends(monkeypatch, wirewatch.environment, "run --once") == 3
    lock.release()
    assert f"another wirewatch (process {os.getpid()})" in capsys.readouterr().err


def test_a_port_in_use(wirewatch: Wirewatch, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Nothing has begun, and no file is blamed that does not name the port; exit code 3."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        environment = {**wirewatch.environment, "WIREWATCH_WEB__LISTEN": listen}
        assert ends(monkeypatch, environment, "run") == 3
    said = capsys.readouterr().err
    assert "WIREWATCH_WEB__LISTEN:1:1: 'listen': port" in said
    assert "is in use by another program" in said


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnreachableError("nobody answers"), 3),
        (NoRoomError("the disk is full"), 3),
        (OSError(errno.ENOSPC, "No space left on device"), 3),
        (SchemaError("written by a newer release"), 2),
        (PermissionError(errno.EACCES, "Permission denied"), 2),
    ],
)
def test_what_passes_has_a_code_of_its_own(error: WirewatchError | OSError, code: int) -> None:
    """A supervisor tries again after 3, and not after 2: somebody has to mend that."""
    assert code_of(error) == code


def test_a_place_that_cannot_be_written(
    fresh: Wirewatch, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """What the system refuses is said in its words, with the path."""
    fresh.place.data.write_text("a file where the data folder should be")
    assert ends(monkeypatch, fresh.environment, "db migrate") == 2
    assert capsys.readouterr().err == f"wirewatch: File exists: {fresh.place.data}\n"


def test_no_database_yet(fresh: Wirewatch, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Who looks too early is told how to begin."""
    assert ends(monkeypatch, fresh.environment, "delivery list") == 2
    assert "`wirewatch run` makes it" in capsys.readouterr().err


def test_a_channel_that_cannot_be_built_cannot_be_tried(
    wirewatch: Wirewatch, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """The mistake is told with its place."""
    wirewatch.place.write(config="channels:\n  outbox: {type: file}\n")
    assert ends(monkeypatch, wirewatch.environment, "notify test outbox") == 2
    assert "config.yaml:2" in capsys.readouterr().err


def test_a_database_with_a_hole_in_it(
    wirewatch: Wirewatch, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """What the database refuses is said without a traceback."""
    wirewatch("db migrate")
    changed(wirewatch, "DROP TABLE attempt")
    changed(wirewatch, "DROP TABLE delivery")
    assert ends(monkeypatch, wirewatch.environment, "delivery list") == 2
    assert "no such table: delivery" in capsys.readouterr().err


def test_a_good_end(wirewatch: Wirewatch, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends as its command does."""
    assert ends(monkeypatch, wirewatch.environment, "schema") == 0


def test_a_reader_that_goes_away_is_no_mistake() -> None:
    """`wirewatch schema config | head -1` says nothing on its error stream."""
    program = "from service.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, "schema", "config"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""


# --- help --------------------------------------------------------------------------------------


def commands(command: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every command and group, with the words that lead to it."""
    yield way, command
    for name, inner in dict(getattr(command, "commands", {})).items():
        yield from commands(inner, (*way, name))


ALL = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("way", ALL, ids=" ".join)
def test_every_command_and_option_explains_itself(way: tuple[str, ...]) -> None:
    """A sentence for each, and the page can be printed."""
    command = ALL[way]
    assert len((command.help or "").split()) >= 3
    bare = [one.name for one in command.params if not getattr(one, "help", None)]
    assert bare == []
    result = CliRunner().invoke(app, [*way, "--help"])
    assert (result.exit_code, result.stdout[:6]) == (0, "Usage:")


def test_the_first_page_lists_every_command() -> None:
    """Without importing them: the words stand beside their names."""
    printed = CliRunner().invoke(app, ["--help"]).stdout
    assert [line.split()[0] for line in printed.partition("Commands:\n")[2].splitlines()] == [
        *COMMANDS
    ]
    assert [name for name in COMMANDS if (name,) not in ALL] == []


def test_a_slip_of_the_pen_is_understood() -> None:
    """An unknown command is refused with the nearest one."""
    result = CliRunner().invoke(app, ["chekc"])
    assert result.exit_code == 2
    assert "Did you mean 'check'?" in result.stderr


def test_commands_import_what_they_need() -> None:
    """Stages alone wait for no database, and nothing waits for migrations before it migrates."""
    program = """
import sys
from service.cli.commands import Imported
assert "pydantic" not in sys.modules, "the first page waits for models"
for name in ("article", "source", "story", "match", "digest", "healthcheck"):
    Imported()[name]
assert "sqlalchemy" not in sys.modules, "a stage alone waits for the database"
for name in ("run", "check", "delivery", "notify"):
    Imported()[name]
assert "alembic" not in sys.modules, "everything waits for migrations"
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


SECRETIVE = """
  hook: {type: webhook, url: "https://hooks.example.org/x", secret: "${NO_SUCH_SECRET}"}
  mail: {type: email, host: smtp.example.org, password_file: /nowhere/secret, from: a@example.org, to: [b@example.org]}
"""


@pytest.mark.parametrize(
    "line",
    [
        *("story list", "article list", "delivery list", "digest list", "source list"),
        *("digest show desk", "source show inbox", "db check", "db backup", "article show 1"),
        "explain 1 --rule arms",
    ],
)
def test_who_only_looks_needs_no_secrets(wirewatch: Wirewatch, line: str) -> None:
    """Secrets of channels are the service's: an editor, or cron, looks without them."""
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    file = wirewatch.place.config / "config.yaml"
    file.write_text(file.read_text().replace("channels:", f"channels:{SECRETIVE}", 1))
    wirewatch(line)
    assert wirewatch.code == 0, wirewatch.err
    assert "NO_SUCH_SECRET" not in wirewatch.err


def test_who_sends_needs_them(wirewatch: Wirewatch) -> None:
    """What is missing is said, before anything is sent."""
    file = wirewatch.place.config / "config.yaml"
    file.write_text(file.read_text().replace("channels:", f"channels:{SECRETIVE}", 1))
    with pytest.raises(ConfigError, match="NO_SUCH_SECRET is not set"):
        wirewatch("run --once")
