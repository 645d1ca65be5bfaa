"""wirewatch story: which articles tell of one event."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from service import clock
from service.cli.commands import COMMANDS, new
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir, at_most, files_argument, number
from service.cli.printing import in_words, write, write_line
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
    from service.app.alone import articles_from, group  # noqa: PLC0415 - the others need none of it

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


@app.command("list")
def list_stories(
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    limit: Annotated[int, at_most("At most so many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Show stories, those first that last had a report or took another in: headline, outlets, copies."""
    from service.cli import story_list, story_words  # noqa: PLC0415 - `group` needs no database

    found = story_list.read(config, limit)
    for one in found:
        if as_json:
            write_line(story_words.summary(one))
        else:
            write("\n".join(story_list.block(one)))
    if not (found or as_json):
        write("no stories yet: `wirewatch article list` says what was taken in, and what matched")


@app.command()
def show(
    story: Annotated[str, typer.Argument(metavar="STORY", help="As `story list` has it: s12.")],
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    as_json: AsJson = False,
) -> None:
    """Show one story: who was first, who carried it, who reported it, too; what was told, and when."""
    from service.cli import story_show  # noqa: PLC0415 - `group` needs no database

    asked = number(story.removeprefix("s").removeprefix("S"))
    found = None if asked is None else story_show.read(config, asked)
    if asked is None or found is None:
        typer.echo(f"there is no story {story}: `wirewatch story list` names some", err=True)
        raise typer.Exit(1)
    if as_json:
        write_line(story_show.data(found))
    else:
        for line in story_show.lines(found, asked):
            write(line)


_NAME = "The number of an article, its link, or a story, as s12."


@app.command()
def explain(
    one: Annotated[str, typer.Argument(metavar="A", help=_NAME)],
    other: Annotated[str, typer.Argument(metavar="B", help=_NAME)],
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    as_json: AsJson = False,
) -> None:
    """Why two reports are in one story, or are not: what was decided, and what their words say."""
    from service.cli import story_explain  # noqa: PLC0415 - `group` needs no database

    try:
        found = story_explain.read(config, one, other)
    except story_explain.UnknownNameError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    if found.one.article == found.other.article:
        typer.echo(f"both are article {found.one.article}: name two reports", err=True)
        raise typer.Exit(1)
    if as_json:
        write_line(story_explain.data(found))
    else:
        for line in story_explain.lines(found):
            write(line)


@app.command()
def pin(
    names: Annotated[list[str], typer.Argument(metavar="A B...", help=_NAME)],
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    apart: Annotated[bool, typer.Option("--apart", help="They are no story.")] = False,
) -> None:
    """Say that these are one story, or with --apart that no two of them are: pins.yaml gets a line."""
    from service.cli import story_explain, story_pin  # noqa: PLC0415 - `group` needs no database

    try:
        story_pin.put(config, names, apart=apart)
    except story_explain.UnknownNameError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
