"""wirewatch article: what is read in pages and texts."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from service import clock
from service.app.alone import read_files
from service.cli.commands import COMMANDS, new
from service.cli.options import files_argument
from service.cli.printing import write_line
from service.cli.shapes import article_line


app = new(COMMANDS["article"].summary)


@app.command()
def read(
    files: Annotated[list[Path] | None, files_argument("Pages or texts")] = None,
    url: Annotated[str | None, typer.Option(help="Where the page came from.")] = None,
    zone: Annotated[
        str | None, typer.Option(help="For dates that print no zone, e.g. Asia/Seoul.")
    ] = None,
) -> None:
    """Read pages and texts: a JSON line each with title, text, author, outlet, date and more."""
    failed = False
    for path, result in asyncio.run(read_files(files or [], clock.now(), url=url, zone=zone)):
        if isinstance(result, Exception):
            typer.echo(f"{path}: {result}", err=True)
            failed = True
        else:
            write_line(article_line(path.name, result, url))
    raise typer.Exit(1 if failed else 0)
