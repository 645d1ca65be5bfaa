"""A backup is whole, of one moment, checked, and there at once or not at all."""

import errno
import fcntl
import os
import resource
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from service.errors import NoRoomError, SchemaError, StoreError
from service.store import backup
from service.store.backup import back_up, thin_out


BLOB = 100_000
ROWS = 200


@pytest.fixture
def database(tmp_path):
    """A database of 20 MB whose log is not folded in, as a running service has it."""
    path = tmp_path / "data" / "wirewatch.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as writing:
        writing.execute("PRAGMA journal_mode=WAL")
        writing.execute("CREATE TABLE item (bytes)")
        writing.execute("BEGIN")
        for _ in range(ROWS):
            writing.execute("INSERT INTO item VALUES (zeroblob(?))", [BLOB])
        writing.execute("COMMIT")
        yield path


def count(path: Path) -> int:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reading:
        (number,) = reading.execute("SELECT count(*) FROM item").fetchone()
        return int(number)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- a copy ------------------------------------------------------------------------------------


def test_a_copy_is_one_file_of_its_owner(database, tmp_path):
    """It holds what stands in the log only, needs no file beside it, and nobody else reads it."""
    made = back_up(database, tmp_path / "copy.db")
    assert count(made.path) == ROWS
    assert made.size == made.path.stat().st_size > ROWS * BLOB
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert names(tmp_path) == ["copy.db", "data"]


def test_a_copy_is_of_one_moment_and_holds_no_writer_up(database, tmp_path):
    """What is committed while pages are copied is not in it, and makes nothing begin anew."""
    told = []
    with closing(sqlite3.connect(database, isolation_level=None, timeout=0)) as writing:

        def write(done: int, pages: int) -> None:
            told.append(done)
            writing.execute("INSERT INTO item VALUES (zeroblob(?))", [BLOB])

        made = back_up(database, tmp_path / "copy.db", progress=write)
        assert len(told) > 2
        assert told == sorted(set(told))
    assert count(made.path) == ROWS
    assert count(database) == ROWS + len(told)


def test_it_is_sound_before_it_has_its_name(database, tmp_path):
    """A damaged database gives no backup: the older one is the good one."""
    with closing(sqlite3.connect(database)) as folding:
        folding.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(SchemaError, match=r"wirewatch\.db is damaged.*db check"):
        back_up(database, tmp_path / "copy.db")
    assert names(tmp_path) == ["data"]


def test_a_file_that_is_no_database_gives_no_backup(tmp_path):
    """It is told which of the two files is wrong."""
    (tmp_path / "x.db").write_text("no database" * 100)
    with pytest.raises(StoreError, match=r"x\.db cannot be read: file is not a database"):
        back_up(tmp_path / "x.db", tmp_path / "copy.db")
    assert names(tmp_path) == ["x.db"]


@pytest.mark.parametrize("name", ["a b.db", "a?mode=ro", "a#b", "a%20b", "ü@:;&="])
def test_any_name_will_do(database, tmp_path, name):
    """A file's name is no part of an address."""
    made = back_up(database, tmp_path / name)
    assert made.path.stat().st_size > ROWS * BLOB
    assert names(tmp_path) == sorted([name, "data"])


# --- what is refused ---------------------------------------------------------------------------


def test_nothing_is_overwritten_unless_it_is_wanted(database, tmp_path):
    """An older backup is lost only by `force`, and then at once."""
    (tmp_path / "copy.db").write_text("old")
    with pytest.raises(StoreError, match=r"copy\.db exists: name another file, or take --force"):
        back_up(database, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "old"
    back_up(database, tmp_path / "copy.db", force=True)
    assert count(tmp_path / "copy.db") == ROWS


def test_a_file_that_comes_meanwhile_is_not_overwritten(database, tmp_path):
    """Who makes the same file while pages are copied keeps it."""
    with pytest.raises(StoreError, match="exists"):
        back_up(
            database,
            tmp_path / "copy.db",
            progress=lambda *_: (tmp_path / "copy.db").write_text("theirs"),
        )
    assert (tmp_path / "copy.db").read_text() == "theirs"
    assert names(tmp_path) == ["copy.db", "data"]


@pytest.mark.parametrize("name", ["wirewatch.db", "wirewatch.db-wal", "wirewatch.db-shm"])
def test_the_database_is_never_its_own_backup(database, name):
    """Not even by force, and not by another way to the same file."""
    target = database.parent / ".." / "data" / name
    with pytest.raises(StoreError, match="is the database itself"):
        back_up(database, target, force=True)
    assert count(database) == ROWS


def test_what_is_no_file_is_no_target(database, tmp_path):
    """A folder or a device is not replaced, whatever is wanted."""
    os.mkfifo(tmp_path / "pipe")
    for name in ("data", "pipe"):
        with pytest.raises(StoreError, match=f"{name} is no file"):
            back_up(database, tmp_path / name, force=True)


def test_without_a_database_there_is_no_backup(tmp_path):
    """It says so, and makes nothing."""
    with pytest.raises(StoreError, match="there is no database at"):
        back_up(tmp_path / "none.db", tmp_path / "copy.db")
    assert names(tmp_path) == []


def test_a_target_that_cannot_be_written(database, tmp_path):
    """The reason is the system's, the path is the one that was asked for."""
    with pytest.raises(StoreError, match=r"copy\.db cannot be made: No such file or directory"):
        back_up(database, tmp_path / "none" / "copy.db")
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"copy\.db cannot be made: Not a directory"):
        back_up(database, tmp_path / "file" / "copy.db")


def test_two_backups_to_one_file(database, tmp_path):
    """The second is refused while the first is under way, and spoils nothing."""

    def again(*_: int) -> None:
        with pytest.raises(StoreError, match=r"another backup to .* is under way"):
            back_up(database, tmp_path / "copy.db")

    back_up(database, tmp_path / "copy.db", progress=again)
    assert count(tmp_path / "copy.db") == ROWS
    assert names(tmp_path) == ["copy.db", "data"]


# --- a full disk, an end half way --------------------------------------------------------------

LIMITED = """\
import resource, signal, sys
from pathlib import Path
from service.errors import NoRoomError
from service.store.backup import back_up
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    back_up(Path(sys.argv[1]), Path(sys.argv[2]))
except NoRoomError as error:
    sys.exit(f"no room: {error}")
"""


@pytest.mark.parametrize("limit", [0, 4096, 5_000_000])
def test_a_disk_that_is_full_half_way(database, tmp_path, limit):
    """The system refuses to write more: it is told so, and nothing half written stays."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    command = [sys.executable, "-c", LIMITED, database, tmp_path / "copy.db", str(limit)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode == 1
    assert "copy.db cannot be made: there is no room on the disk" in ended.stderr
    assert names(tmp_path) == ["data"]
    assert count(database) == ROWS


def test_a_disk_without_room_for_it_is_not_filled(database):
    """A service writes to the same disk: a copy that cannot end well is not begun."""
    with closing(sqlite3.connect(database)) as reading:
        size = reading.execute("PRAGMA page_count").fetchone()[0] * 4096
        backup.require_room(reading, database.parent, free=size)
        with pytest.raises(NoRoomError, match=f"{size:,} bytes: {size - 1:,} are free"):
            backup.require_room(reading, database.parent, free=size - 1)


def test_who_is_interrupted_leaves_nothing(database, tmp_path):
    """Ctrl-C in the middle: no file of any name."""

    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(database, tmp_path / "copy.db", progress=interrupt)
    assert names(tmp_path) == ["data"]


KILLED = """\
import os, signal, sys
from pathlib import Path
from service.store.backup import back_up
back_up(Path(sys.argv[1]), Path(sys.argv[2]), progress=lambda *_: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_what_a_killed_one_left_is_taken_over(database, tmp_path):
    """Its rest bears another name, and goes with the next backup."""
    target = tmp_path / backup.name(datetime(2026, 3, 2, 8, tzinfo=UTC))
    subprocess.run([sys.executable, "-c", KILLED, database, target], check=False)
    assert names(tmp_path) == [f".{target.name}.part", "data"]
    (tmp_path / f".{target.name}.part-journal").write_text("of an older SQLite")
    back_up(database, target)
    assert count(target) == ROWS
    assert names(tmp_path) == ["data", target.name]


# --- names, and how many stay ------------------------------------------------------------------


def test_a_name_is_a_moment_in_utc():
    """Names sort as their moments do, wherever the machine stands."""
    seoul = timezone(timedelta(hours=9))
    assert backup.name(datetime(2026, 3, 2, 8, 5, 9, tzinfo=seoul)) == (
        "wirewatch-20260301T230509Z.db"
    )


def test_only_the_newest_of_ours_stay(tmp_path):
    """What bears another name is somebody else's; a backup under way is left alone."""
    ours = [backup.name(datetime(2026, 3, day, tzinfo=UTC)) for day in (1, 2, 3)]
    others = ["wirewatch.db", "wirewatch-old.db", "my-wirewatch-20260301T000000Z.db"]
    for name in (*ours, *others, ".wirewatch-1.db.part", ".wirewatch-2.db.part"):
        (tmp_path / name).touch()
    with (tmp_path / ".wirewatch-2.db.part").open() as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        assert [path.name for path in thin_out(tmp_path, 2)] == ours[:1]
    assert names(tmp_path) == sorted([*ours[1:], *others, ".wirewatch-2.db.part"])
    assert thin_out(tmp_path, 5) == ()


def test_a_folder_that_cannot_be_made_durable_is_no_failure(tmp_path):
    """Some file systems refuse to sync a folder; a pipe refuses everywhere, and so is a test."""
    os.mkfifo(tmp_path / "pipe")
    keeper = os.open(tmp_path / "pipe", os.O_RDWR)
    backup.sync(tmp_path / "pipe")
    os.close(keeper)
    with pytest.raises(OSError, match=os.strerror(errno.ENOENT)):
        backup.sync(tmp_path / "none")
