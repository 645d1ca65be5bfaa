"""wirewatch article: what is read in pages and texts, and what was taken from sources."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from service import clock
from service.app.alone import read_files
from service.cli.commands import COMMANDS, new
from service.cli.options import DEFAULT_CONFIG, LARGEST, AsJson, ConfigDir, at_most, files_argument
from service.cli.printing import in_words, write, write_line
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
            typer.echo(f"{path}: {in_words(result)}", err=True)
            failed = True
        else:
            write_line(article_line(path.name, result, url))
    raise typer.Exit(1 if failed else 0)


@app.command()
def show(
    article: Annotated[int, typer.Argument(metavar="NUMBER", help="As `article list` has it.")],
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    as_json: AsJson = False,
) -> None:
    """Show one article: what it says, its versions, and word for word what changed in each."""
    from service.cli import article_show  # noqa: PLC0415 - `read` must not wait for the database

    found = article_show.read(config, article) if article <= LARGEST else None
    if found is None:
        typer.echo(f"there is no article {article}: `wirewatch article list` names some", err=True)
        raise typer.Exit(1)
    if as_json:
        write_line(article_show.data(found))
    else:
        for line in article_show.lines(found):
            write(line)


@app.command("list")
def list_articles(
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    limit: Annotated[int, at_most("At most so many, newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show articles, newest first, with the number that `explain` takes, and the rules that hold."""
    from service.cli import article_list  # noqa: PLC0415 - `read` must not wait for the database

    found = article_list.read(config, limit)
    for one in found:
        if as_json:
            write_line(article_list.data(one))
        else:
            write("\n".join(article_list.block(one)))
    if not (found or as_json):
        write("no articles yet: `wirewatch source list` says how the sources fare")
