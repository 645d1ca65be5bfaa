"""wirewatch article: what is read in pages and texts, and what was taken from sources."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue

from service import clock
from service.app.alone import read_files
from service.app.reading import look
from service.cli.commands import COMMANDS, new
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir, files_argument
from service.cli.printing import WIDEST, write, write_line
from service.cli.shapes import article_line
from service.digests.wording import line, wrap
from service.settings import environment, load_settings
from service.store import articles
from service.store.articles import Listed


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


@app.command("list")
def list_articles(
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show articles, newest first, with the number that `explain` takes, and the rules that hold."""
    found = look(load_settings(config, environment()), articles.listed, limit)
    for one in found:
        if as_json:
            write_line(_data(one))
        else:
            write("\n".join(_block(one)))
    if not (found or as_json):
        write("no articles yet: `wirewatch source list` says how the sources fare")


def _block(one: Listed) -> Iterator[str]:
    rules = ", ".join(f"{watchlist}/{rule}" for watchlist, rule in one.rules)
    head = f"{one.id}  {one.seen_at:%Y-%m-%d %H:%M:%S} UTC  {one.source}"
    text = f"{head}  matched {rules}" if rules else head
    yield from [text] if len(text) <= WIDEST else wrap(text, WIDEST)
    title = line(one.title) or "(untitled)"
    yield from (f"    {part}" for part in wrap(title, WIDEST - 4))


def _data(one: Listed) -> dict[str, JsonValue]:
    return {
        "id": one.id,
        "version": one.version,
        "source": one.source,
        "outlet": one.outlet,
        "title": one.title,
        "url": one.url,
        "seen_at": one.seen_at.isoformat(),
        "rules": [f"{watchlist}/{rule}" for watchlist, rule in one.rules],
    }
