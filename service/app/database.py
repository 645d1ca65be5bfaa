"""Which database the settings name, brought up to date, and who may use it."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy.exc import SQLAlchemyError

from service.app.places import DATABASE, LOCK
from service.errors import LockedError, SchemaError, StoreError
from service.settings import Settings
from service.store import revision
from service.store.copying import copy_database, copy_rows
from service.store.database import Database
from service.store.faults import told
from service.store.sqlite import Lock, SqliteFile


COMES_UP_SECONDS = 60.0
"""A server that starts beside us may need so long."""

log = structlog.get_logger()


def database(settings: Settings) -> Database:
    """Give the database that the settings name. Raises `StoreError` for an address that is none."""
    if settings.database_url is None:
        return SqliteFile(settings.data_dir / DATABASE)
    from service.store.postgres import read_url  # noqa: PLC0415 - its driver, only where it is used

    return read_url(settings.database_url.get_secret_value())


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A database that is this process's alone."""

    database: Database
    hold: Callable[[], None]
    """Makes sure of it once more; raises `LockedError` if it is another's by now."""


@contextmanager
def owned(settings: Settings) -> Iterator[Owned]:
    """Take the data folder and the database; both are free again when this process ends.

    Raises `LockedError` naming who has one of them, `StoreError` where no server answers.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = database(settings)
    with ExitStack() as stack:
        lock = Lock(settings.data_dir / LOCK)
        stack.callback(lock.release)
        if isinstance(found, SqliteFile):
            yield Owned(database=found, hold=_Unmoved(found.path))
            return
        from service.store.postgres import Ownership, PostgresServer  # noqa: PLC0415 - see above

        assert isinstance(found, PostgresServer)
        await_server(found)
        ownership = Ownership(found)
        stack.callback(ownership.release)
        yield Owned(database=found, hold=ownership.hold)


class _Unmoved:
    """Notices that the file was deleted or replaced: what is written then goes nowhere."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._first: tuple[int, int] | None = None

    def __call__(self) -> None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            here = (0, 0)
        else:
            here = (found.st_dev, found.st_ino)
        self._first = self._first or here
        if here != self._first:
            raise LockedError(
                f"{self._path} was deleted or replaced while it was in use, and what is written now "
                "is lost: stop the service before you restore a backup"
            )


def await_server(found: Database, patience: float = COMES_UP_SECONDS) -> None:
    """Wait until the database answers. Raises `StoreError` with what it said last."""
    until, told = time.monotonic() + patience, False
    while True:
        try:
            found.exists()
        except StoreError as error:
            if time.monotonic() >= until:
                raise
            if not told:
                log.warning("store.not_there_yet", reason=str(error), patience=patience)
                told = True
        else:
            return
        time.sleep(min(1.0, patience / 10))


def bring_up_to_date(found: Database) -> tuple[str | None, str]:
    """Migrate a database, making it where there is none; give the revisions before and after.

    Raises `SchemaError` for one that is damaged, newer than this program, or not ours.
    """
    engine = found.writer()
    try:
        if damage := found.damage(engine):
            raise SchemaError(
                f"{found} is damaged, and is left as it is: this file is not a sound database "
                f"({damage}). Restore a backup: move this file and its -wal and -shm aside, put the "
                "copy in its place, and start again; `wirewatch db check` tells what is wrong with "
                "either"
            )
        newest = revision.newest()
        if _revision(found) == newest:
            return newest, newest
        from service.store import migrate  # noqa: PLC0415 - Alembic is slow to load, and seldom needed

        return migrate.migrate(engine)
    finally:
        engine.dispose()


def copy_for_trying(settings: Settings, folder: Path) -> None:
    """Copy what there is into a file of SQLite in `folder`: pages apart, which nothing reads again.

    Raises `StoreError`.
    """
    found, copy = database(settings), SqliteFile(folder / DATABASE)
    if not found.exists():
        return
    if isinstance(found, SqliteFile):
        copy_database(found.path, copy.path)
        return
    bring_up_to_date(copy)
    source, target = require(found).reader(), copy.writer()
    try:
        copy_rows(source, target, without={"page"})
    finally:
        source.dispose()
        target.dispose()


def require(found: Database, where: object = None) -> Database:
    """Give it back if this version can read it. Raises `StoreError`."""
    if not found.exists():
        raise StoreError(f"there is no database in {where or found} yet: `wirewatch run` makes it")
    engine = found.reader()
    try:
        held = revision.current(engine)
    except SQLAlchemyError as error:
        what = "is not a sound database" if isinstance(found, SqliteFile) else "cannot be read"
        raise SchemaError(f"{found} {what}: {told(error)}") from error
    finally:
        engine.dispose()
    if (mend := _mend(held)) is not None:
        raise SchemaError(f"{found} {mend}")
    return found


def _mend(held: str | None) -> str | None:
    """Say why this version does not read a database of that schema, and what to do."""
    newest = revision.newest()
    if held is None:
        return "belongs to another program: its tables are not ours"
    if held > newest:
        return (
            f"has the schema {held}, which is newer than this wirewatch reads ({newest}): use the "
            "newer version, or restore a backup"
        )
    if held < newest:
        return (
            f"has the schema {held}, this version reads {newest}: `wirewatch db migrate` brings it "
            "up to date"
        )
    return None


def _revision(found: Database) -> str | None:
    engine = found.reader()
    try:
        return revision.current(engine)
    except SQLAlchemyError:
        return None  # a damaged file: migrating says how
    finally:
        engine.dispose()
