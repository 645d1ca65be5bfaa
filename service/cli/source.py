"""wirewatch source: where articles come from."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from service import clock
from service.app.alone import parse_files
from service.cli.commands import COMMANDS, new
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir, files_argument
from service.cli.printing import table, write, write_line
from service.cli.shapes import entry_line, feed_line


app = new(COMMANDS["source"].summary)


@app.command("list")
def list_sources(config: ConfigDir = DEFAULT_CONFIG, *, as_json: AsJson = False) -> None:
    """Show every source: when it was asked last, when next, and how it fares."""
    from service.cli import source_list  # noqa: PLC0415 - `parse` must not wait for the database

    rows = source_list.rows(config)
    if as_json:
        for row in rows:
            write_line(dict(zip(source_list.HEADS, row, strict=True)))
    elif rows:
        table(rows, *source_list.HEADS)
    else:
        write(f"no sources: name some in {config / 'sources.yaml'}")


@app.command("parse")
def parse(
    files: Annotated[list[Path] | None, files_argument("Feed files")] = None,
    *,
    kind: Annotated[str, typer.Option(help="The kind of source that reads them.")] = "feed",
) -> None:
    """Take feed files apart: a line for the feed, then a JSON line for each entry."""
    failed = False
    for path, result in asyncio.run(parse_files(files or [], kind, clock.now())):
        if isinstance(result, Exception):
            typer.echo(f"{path}: {result}", err=True)
            failed = True
            continue
        write_line(feed_line(path.name, result))
        for entry in result.entries:
            write_line(entry_line(entry))
    raise typer.Exit(1 if failed else 0)
