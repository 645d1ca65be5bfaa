"""wirewatch match: a watchlist against files, without a database."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from service import clock
from service.app.alone import articles_from
from service.app.files import read_watchlist
from service.cli.commands import new
from service.cli.common import complain
from service.cli.options import DEFAULT_CONFIG, NamesDir, files_argument
from service.cli.printing import write_line
from service.cli.shapes import match_line
from service.matches.evaluate import decide


app = new()


@app.command()
def match(
    watchlist: Annotated[Path, typer.Option(help="The watchlist file.")],
    files: Annotated[
        list[Path] | None,
        files_argument(
            "Texts, pages, or JSON lines of {id, title, text, url, source, language, published}"
        ),
    ] = None,
    config: NamesDir = DEFAULT_CONFIG,
) -> None:
    """Match files against one watchlist: a JSON line for each article, with the evidence."""
    rules, problems = read_watchlist(watchlist, config)
    complain(*problems)
    failed = any(problem.severity == "error" for problem in problems)
    for name, article in asyncio.run(articles_from(files or [], clock.now())):
        if isinstance(article, Exception):
            typer.echo(f"{name}: {article}", err=True)
            failed = True
            continue
        decided = decide(rules, article)
        write_line(match_line(name, decided.matches))
        for rule in decided.undecided:
            typer.echo(f"{name}: {rule} is not decided: too many ways to combine words", err=True)
            failed = True
    raise typer.Exit(1 if failed else 0)
