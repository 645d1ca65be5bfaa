"""wirewatch db backup: a copy of the database that is whole, whoever uses it meanwhile."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from service.app.database import database
from service.app.reading import settings_to_read
from service.cli.common import outside
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir
from service.cli.printing import write, write_line
from service.errors import NoRoomError, SchemaError, StoreError
from service.settings import Settings
from service.settings.fields import write_size
from service.store import backup as backups
from service.store.sqlite import SqliteFile


RESTORE = """\
To restore it: stop Wirewatch, move {database}, {name}-wal and {name}-shm away,
copy this file to {database}, and start Wirewatch again."""


def backup(
    target: Annotated[
        Path | None,
        typer.Argument(help="A file or a folder; default: `backups` in the data folder."),
    ] = None,
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    keep: Annotated[
        int | None,
        typer.Option("--keep", min=1, help="Delete all but the newest N with our names there."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Copy the database, while the service runs or not; the copy is whole or not there at all."""
    settings = settings_to_read(config)
    source = _file(settings)
    path = _path(target, settings)
    if keep is not None and path == target:
        raise typer.BadParameter("--keep is for a folder: name one, or no target at all")
    try:
        with _ended_in_order():
            made = backups.back_up(source.path, path, force=force, progress=_progress(as_json))
    except (NoRoomError, SchemaError) as error:
        raise _failed(str(error)) from error
    gone = backups.thin_out(path.parent, keep) if keep is not None else ()
    if as_json:
        deleted = [str(one) for one in gone]
        write_line({"path": str(made.path), "bytes": made.size, "deleted": deleted})
        return
    write(f"{made.path}: {write_size(made.size)}, whole and checked")
    for one in gone:
        write(f"deleted: {one}")
    write(RESTORE.format(database=source.path, name=source.path.name))


def _file(settings: Settings) -> SqliteFile:
    found = database(settings)
    if not isinstance(found, SqliteFile):
        raise StoreError(f"{found} is on a PostgreSQL server: back it up with pg_dump")
    if not found.exists():
        raise StoreError(f"there is no database at {found} yet")
    return found


def _path(target: Path | None, settings: Settings) -> Path:
    """Give the file to write; in a folder it bears a name of ours."""
    if target is None:
        target = settings.data_dir / backups.FOLDER
        target.mkdir(mode=0o700, exist_ok=True)
    elif not target.is_dir():
        return target
    return target / backups.name(outside().clock())


def _failed(reason: str) -> typer.Exit:
    typer.echo(f"wirewatch: {reason}", err=True)
    return typer.Exit(1)


def _progress(as_json: bool) -> backups.Progress | None:
    """Show how far it is, to whoever watches."""
    if as_json or not sys.stderr.isatty():
        return None

    def show(done: int, pages: int) -> None:
        sys.stderr.write(f"\r{done * 100 // max(pages, 1):3} %" + ("\n" if done >= pages else ""))
        sys.stderr.flush()

    return show


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let SIGTERM end this as Ctrl-C does: nothing that is half written stays."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
