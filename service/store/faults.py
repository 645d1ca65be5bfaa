"""What a database refuses becomes our error; a full disk and a server that is away have their own."""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from service.errors import NoRoomError, StoreError, UnreachableError


_SQLITE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,  # a quota, or a limit on the size of files
    sqlite3.SQLITE_IOERR_FSYNC,  # where room is given only when it is used up
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
_SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_POSTGRESQL = {"53100"}
_AWAY = ("08", "57P", "53300")
"""It broke the connection off, is stopping or starting, or has no place left."""


def lacks_room(error: BaseException) -> bool:
    """Whether something could not be written for lack of room; databases and files alike."""
    if isinstance(error, NoRoomError):
        return True
    if isinstance(error, OSError):
        return error.errno in _SYSTEM
    refused = getattr(error, "orig", None) or error
    if isinstance(refused, sqlite3.Error):
        return getattr(refused, "sqlite_errorcode", None) in _SQLITE
    return getattr(refused, "sqlstate", None) in _POSTGRESQL


def is_away(error: BaseException) -> bool:
    """Whether a server could not be reached, or let go of us."""
    if not isinstance(error, DBAPIError) or isinstance(error.orig, sqlite3.Error):
        return False
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # it never got as far as to name one
        return error.connection_invalidated or isinstance(error, OperationalError)
    return error.connection_invalidated or state.startswith(_AWAY)


def translated(error: SQLAlchemyError | sqlite3.Error) -> StoreError:
    """Give our error for one of the database; values are left out, they may be secret."""
    kind: type[StoreError] = NoRoomError if lacks_room(error) else StoreError
    if is_away(error):
        kind = UnreachableError
    return kind(f"{type(error).__name__}: {told(error)}")


def told(error: SQLAlchemyError | sqlite3.Error) -> str:
    """Give the first line, which says what; PostgreSQL's second quotes the row or the statement."""
    return str(error.args[0]).partition("\n")[0]
