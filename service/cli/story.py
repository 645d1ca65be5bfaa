"""wirewatch story: which articles tell of one event."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from service import clock
from service.app.alone import articles_from, group
from service.cli.commands import COMMANDS, new
from service.cli.options import files_argument
from service.cli.printing import in_words, write_line
from service.cli.shapes import story_line


app = new(COMMANDS["story"].summary)


@app.command("group")
def group_articles(
    files: Annotated[
        list[Path] | None,
        files_argument(
            "JSON lines of {id, title, text, published, source, language}, in order of sight"
        ),
    ] = None,
) -> None:
    """Group articles: a JSON line each with its story, its relation, and the measure."""
    failed = False
    named = []
    for name, article in asyncio.run(articles_from(files or [], clock.now())):
        if isinstance(article, Exception):
            typer.echo(f"{name}: {in_words(article)}", err=True)
            failed = True
        else:
            named.append((name, article))
    names = [name for name, _ in named]
    for placement in group([article for _, article in named]):
        write_line(story_line(names, placement))
    raise typer.Exit(1 if failed else 0)
