"""wirewatch db: the database."""

import typer

from service.app import running
from service.cli.common import DEFAULT_CONFIG, ConfigDir, load, write
from service.store import migrate as migrations
from service.store.engine import Lock, reader_engine


app = typer.Typer(help="The database.", no_args_is_help=True)


@app.command()
def migrate(config: ConfigDir = DEFAULT_CONFIG) -> None:
    """Bring the database up to date, making it where there is none; `run` does it by itself."""
    data_dir = load(config).settings.data_dir
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = Lock(data_dir / running.LOCK)
    try:
        before, after = running.bring_up_to_date(data_dir / running.DATABASE)
    finally:
        lock.release()
    write(f"up to date: {after}" if before == after else f"migrated: {before or 'new'} -> {after}")


@app.command()
def check(config: ConfigDir = DEFAULT_CONFIG) -> None:
    """Examine the database; what is wrong is told, nothing is changed."""
    path = load(config).settings.data_dir / running.DATABASE
    if not path.exists():
        write(f"there is no database at {path} yet")
        raise typer.Exit(1)
    findings = migrations.check(reader_engine(path))
    for finding in findings:
        write(finding)
    if not findings:
        write("the database is sound")
    raise typer.Exit(1 if findings else 0)
