"""wirewatch db backup, beside a running service and without one; and back again from a copy."""

import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from service.app.places import DATABASE
from service.cli import main
from service.store.place import here
from service.store.sqlite import Lock
from tests.integration.place import NEWS, URGENT, Place
from tests.integration.test_cli import Wirewatch


@pytest.fixture
def wirewatch(place: Place) -> Wirewatch:
    return Wirewatch(place)


@pytest.fixture
def fresh(bare: Place) -> Wirewatch:
    """Where nothing was run yet."""
    return Wirewatch(bare)


def titles(database: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reading:
        return [title for (title,) in reading.execute("SELECT entry_id FROM article ORDER BY 1")]


def backups(wirewatch: Wirewatch) -> list[Path]:
    return sorted((wirewatch.place.data / "backups").iterdir())


def test_a_backup_says_where_it_is_and_how_to_restore_it(wirewatch: Wirewatch) -> None:
    """Into the data folder, named by the moment, readable by its owner only."""
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    printed = wirewatch("db backup")
    assert wirewatch.code == 0
    (made,) = backups(wirewatch)
    assert printed.startswith(f"{made}: ")
    assert f"copy this file to {wirewatch.place.data / DATABASE}" in printed
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert titles(made) == ["news.txt"]


async def test_beside_a_running_service_and_back(wirewatch: Wirewatch) -> None:
    """It disturbs nobody; put in place of the database, the service goes on from that moment."""
    place = wirewatch.place
    place.drop("news.txt", NEWS)
    async with place.open() as service:
        await service.once()
        target = place.folder / "copy.db"
        wirewatch(f"db backup {target}")
        place.drop("urgent.txt", URGENT)
        place.clock.forward(minutes=5)
        assert (await service.once()).failed == ()
    for path in place.data.glob(f"{DATABASE}*"):
        path.unlink()
    shutil.copy(target, place.data / DATABASE)
    place.printed.clear()
    place.clock.forward(minutes=5)
    async with place.open() as service:
        assert (await service.once()).failed == ()
    (printed,) = place.printed
    assert "Arms transfer" not in printed.replace("*", "")
    assert "Maren" in printed
    assert titles(place.data / DATABASE) == ["news.txt", "urgent.txt"]


def test_into_a_folder_and_only_the_newest_stay(wirewatch: Wirewatch, tmp_path: Path) -> None:
    """For scripts, as one line of JSON: what was made and what is gone."""
    wirewatch("db migrate")
    (tmp_path / "safe").mkdir()
    old = [tmp_path / "safe" / f"wirewatch-2020010{day}T000000Z.db" for day in (1, 2)]
    for path in (*old, tmp_path / "safe" / "mine.db"):
        path.touch()
    (said,) = wirewatch.lines(f"db backup {tmp_path / 'safe'} --keep 2 --json")
    assert said["bytes"] == Path(said["path"]).stat().st_size
    assert said["deleted"] == [str(old[0])]
    assert len([*(tmp_path / "safe").iterdir()]) == 3
    assert f"deleted: {old[1]}" in wirewatch(f"db backup {tmp_path / 'safe'} --keep 1 --force")


@pytest.mark.parametrize("line", ["db backup x.db --keep 2", "db backup --keep 0"])
def test_what_is_wrong_usage(wirewatch: Wirewatch, line: str) -> None:
    """How many stay is a matter of a folder, and one always does."""
    wirewatch("db migrate")
    wirewatch(line)
    assert wirewatch.code == 2
    assert "--keep" in wirewatch.err
    assert not (wirewatch.place.data / "backups").exists()


def ends(wirewatch: Wirewatch, monkeypatch: pytest.MonkeyPatch, line: str) -> int:
    for name, value in wirewatch.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["wirewatch", *line.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_what_cannot_be_done_is_said(
    fresh: Wirewatch,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No database; a file in the way; a folder that is not there; a server instead of a file."""
    assert ends(fresh, monkeypatch, "db backup") == 2
    assert "there is no database at" in capsys.readouterr().err
    assert not fresh.place.data.exists()
    fresh("db migrate")
    (tmp_path / "copy.db").write_text("old")
    assert ends(fresh, monkeypatch, f"db backup {tmp_path / 'copy.db'}") == 2
    assert "take --force" in capsys.readouterr().err
    assert ends(fresh, monkeypatch, f"db backup {tmp_path / 'none' / 'copy.db'}") == 2
    assert "copy.db cannot be made: No such file or directory" in capsys.readouterr().err
    fresh.environment["WIREWATCH_DATABASE_URL"] = "postgresql://127.0.0.1:1/news"
    assert ends(fresh, monkeypatch, "db backup") == 2
    assert "pg_dump" in capsys.readouterr().err


def test_a_damaged_database_is_a_finding(wirewatch: Wirewatch) -> None:
    """There is no backup of it, and the end says that something was found."""
    wirewatch("db migrate")
    path = wirewatch.place.data / DATABASE
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 20 * 4096)
    wirewatch("db backup")
    assert wirewatch.code == 1
    assert "is damaged, so no copy of it is kept" in wirewatch.err
    assert backups(wirewatch) == []


# --- processes ---------------------------------------------------------------------------------

RUN = [sys.executable, "-m", "service", "db", "backup"]


@pytest.fixture
def large(wirewatch: Wirewatch) -> Iterator[Wirewatch]:
    """A database that takes a moment to copy."""
    wirewatch("db migrate")
    with closing(sqlite3.connect(wirewatch.place.data / DATABASE)) as writing, writing:
        writing.execute("CREATE TABLE ballast (bytes)")
        writing.executemany("INSERT INTO ballast VALUES (zeroblob(?))", [(10**6,)] * 100)
    yield wirewatch
    shutil.rmtree(wirewatch.place.data)


def test_a_backup_that_is_told_to_end_leaves_nothing(large: Wirewatch) -> None:
    """SIGTERM in the middle: no half of a file, by no name."""
    environment = [f"{name}={value}" for name, value in large.environment.items()]
    process = subprocess.Popen(["env", *environment, *RUN], stderr=subprocess.PIPE)
    folder = large.place.data / "backups"
    deadline = time.monotonic() + 60
    while not (folder.exists() and [*folder.iterdir()]) and time.monotonic() < deadline:
        time.sleep(0.0005)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    whole = [path for path in folder.iterdir() if path.name.startswith("wirewatch-")]
    assert [*folder.iterdir()] == whole
    assert process.returncode == (0 if whole else 128 + signal.SIGTERM)


def test_a_backup_takes_no_lock(wirewatch: Wirewatch) -> None:
    """Another process owns the folder, and goes on owning it."""
    wirewatch("db migrate")
    lock = Lock(wirewatch.place.data / "wirewatch.lock")
    wirewatch("db backup")
    lock.release()
    assert wirewatch.code == 0


def test_warnings_of_a_check_are_no_findings(wirewatch: Wirewatch) -> None:
    """What speaks against the place is told beside what is found, and changes no end."""
    wirewatch("db migrate")
    assert wirewatch("db check") == "the database is sound\n"
    assert wirewatch.code == 0
    expected = [f"warning: {one.reason}" for one in here(wirewatch.place.data)]
    assert wirewatch.err.splitlines() == expected
