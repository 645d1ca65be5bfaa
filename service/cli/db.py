"""wirewatch db: the database."""

import typer

from service.app.places import DATABASE, LOCK
from service.cli.commands import COMMANDS, new
from service.cli.options import DEFAULT_CONFIG, ConfigDir
from service.cli.printing import write
from service.settings import environment, load_settings
from service.store import migrate as migrations
from service.store.engine import Lock, reader_engine, writer_engine


app = new(COMMANDS["db"].summary)


@app.command()
def migrate(config: ConfigDir = DEFAULT_CONFIG) -> None:
    """Bring the database up to date, making it where there is none; `run` does it by itself."""
    data_dir = load_settings(config, environment()).data_dir
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = Lock(data_dir / LOCK)
    try:
        before, after = migrations.migrate(writer_engine(data_dir / DATABASE))
    finally:
        lock.release()
    write(f"up to date: {after}" if before == after else f"migrated: {before or 'new'} -> {after}")


@app.command()
def check(config: ConfigDir = DEFAULT_CONFIG) -> None:
    """Examine the database; what is wrong is told, nothing is changed."""
    path = load_settings(config, environment()).data_dir / DATABASE
    if not path.exists():
        write(f"there is no database at {path} yet")
        raise typer.Exit(1)
    findings = migrations.check(reader_engine(path))
    for finding in findings:
        write(finding)
    if not findings:
        write("the database is sound")
    raise typer.Exit(1 if findings else 0)
