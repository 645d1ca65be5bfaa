"""A full disk is told apart from everything else that a database refuses."""

import errno
import os
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, NoSuchTableError, OperationalError

from service.errors import NoRoomError, StoreError, UnreachableError
from service.store.faults import is_away, lacks_room, translated


class RefusalError(Exception):
    """What psycopg raises has a state of five characters."""

    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate
        super().__init__("could not extend file: No space left on device\nDETAIL: the row")


def wrapped(error: Exception) -> DBAPIError:
    return DBAPIError("INSERT", {"secret": "x"}, error)


def test_a_database_without_room_says_so(tmp_path):
    """SQLite's own word for a full disk becomes our error, through SQLAlchemy."""
    engine = create_engine(f"sqlite:///{tmp_path / 'full.db'}")
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE item (bytes)"))
        connection.execute(text("PRAGMA max_page_count=3"))
        with pytest.raises(OperationalError) as caught:
            connection.execute(text("INSERT INTO item VALUES (zeroblob(100000))"))
    engine.dispose()
    error = translated(caught.value)
    assert isinstance(error, NoRoomError)
    assert "database or disk is full" in str(error)


def test_other_refusals_are_no_matter_of_room(tmp_path):
    """A statement that is wrong is wrong on any disk."""
    engine = create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection, pytest.raises(OperationalError) as caught:
        connection.execute(text("SELECT * FROM none"))
    engine.dispose()
    assert type(translated(caught.value)) is StoreError
    assert type(translated(NoSuchTableError("none"))) is StoreError


def test_a_bare_error_of_sqlite_will_do(tmp_path):
    """Not everything goes through SQLAlchemy; an error that names no code names no lack of room."""
    with closing(sqlite3.connect(tmp_path / "full.db")) as connection:
        connection.execute("PRAGMA max_page_count=1")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("CREATE TABLE item (bytes)")
    assert lacks_room(caught.value)
    assert not lacks_room(sqlite3.OperationalError("made up"))


@pytest.mark.parametrize(("state", "lacks"), [("53100", True), ("23505", False), (None, False)])
def test_a_server_without_room_says_so(state, lacks):
    """PostgreSQL names it by its state; of its words only the first line is passed on."""
    error = translated(wrapped(RefusalError(state)))
    assert isinstance(error, NoRoomError) is lacks
    assert "No space left" in str(error)
    assert "the row" not in str(error)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_files_lack_room_too(number):
    """A full disk, a quota, a limit on the size of files."""
    assert lacks_room(OSError(number, os.strerror(number)))


def test_what_else_can_happen_to_a_file():
    """No right to write is no lack of room; our own error knows what it is."""
    assert not lacks_room(OSError(errno.EACCES, "Permission denied"))
    assert not lacks_room(ValueError("x"))
    assert lacks_room(NoRoomError("x"))


@pytest.mark.parametrize("state", ["57P01", "57P03", "08006", "53300"])
def test_a_server_that_lets_go_is_away(state):
    """It stops, starts, or has no place left: what it says then names no row."""
    error = translated(wrapped(RefusalError(state)))
    assert isinstance(error, UnreachableError)
    assert "could not extend" in str(error)


def test_who_never_got_through_has_no_state():
    """Nobody answered; a connection that broke need not name one either."""
    lost = DBAPIError("SELECT", {}, RefusalError("XX000"), connection_invalidated=True)
    assert is_away(OperationalError("", {}, RefusalError(None)))
    assert is_away(lost)
    assert not is_away(wrapped(RefusalError("42P01")))
    assert not is_away(OperationalError("", {}, sqlite3.OperationalError("locked")))
    assert not is_away(NoSuchTableError("none"))
