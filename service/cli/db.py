"""wirewatch db: the database."""

import typer

from service.app.database import bring_up_to_date, database, owned
from service.app.disk import doubts
from service.app.reading import settings_to_read
from service.cli.backup import backup
from service.cli.commands import COMMANDS, new
from service.cli.options import DEFAULT_CONFIG, ConfigDir
from service.cli.printing import write
from service.settings import environment, load_settings
from service.store import migrate as migrations


app = new(COMMANDS["db"].summary)
app.command()(backup)


@app.command()
def migrate(config: ConfigDir = DEFAULT_CONFIG) -> None:
    """Bring the database up to date, making it where there is none; `run` does it by itself."""
    with owned(load_settings(config, environment())) as mine:
        before, after = bring_up_to_date(mine.database)
    write(f"up to date: {after}" if before == after else f"migrated: {before or 'new'} -> {after}")


@app.command()
def check(config: ConfigDir = DEFAULT_CONFIG) -> None:
    """Examine the database; what is wrong is told, nothing is changed."""
    settings = settings_to_read(config)
    found = database(settings)
    if not found.exists():
        write(f"there is no database at {found} yet")
        raise typer.Exit(1)
    findings = migrations.check(found.reader())
    for finding in findings:
        write(finding)
    if not findings:
        write("the database is sound")
    for doubt in doubts(settings, found):
        typer.echo(f"warning: {doubt.reason}", err=True)
    raise typer.Exit(1 if findings else 0)
