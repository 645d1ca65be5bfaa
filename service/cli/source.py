"""wirewatch source: where articles come from."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from service import clock
from service.app.alone import parse_files
from service.cli.commands import COMMANDS, new
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir, at_most, files_argument
from service.cli.printing import in_words, table, write, write_line
from service.cli.shapes import entry_line, feed_line


app = new(COMMANDS["source"].summary)


@app.command("list")
def list_sources(config: ConfigDir = DEFAULT_CONFIG, *, as_json: AsJson = False) -> None:
    """Show every source: when it was asked last, when next, and how it fares."""
    from service.cli import source_list  # noqa: PLC0415 - `parse` must not wait for the database

    found = source_list.read(config)
    rows = [one.row() for one in found]
    if as_json:
        for row in rows:
            write_line(dict(zip(source_list.HEADS, row, strict=True)))
    elif rows:
        table(rows, *source_list.HEADS)
        write(source_list.total(found))
    else:
        write(f"no sources: name some in {config / 'sources.yaml'}")


@app.command()
def show(
    source: Annotated[str, typer.Argument(metavar="ID", help="A source of sources.yaml.")],
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    limit: Annotated[int, at_most("So many polls and documents.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Show all about one source: its last polls, why it fails, and what could not be read."""
    from service.cli import source_show  # noqa: PLC0415 - as above

    page = source_show.read(config, source, limit)
    if isinstance(page, str):
        typer.echo(page, err=True)
        raise typer.Exit(1)
    if as_json:
        write_line(source_show.data(page))
    else:
        for line in source_show.lines(page, limit):
            write(line)


@app.command()
def poll(
    sources: Annotated[list[str], typer.Argument(metavar="ID", help="Sources of sources.yaml.")],
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    wait: Annotated[int, typer.Option(min=0, help="Seconds to wait for what comes of it.")] = 60,
) -> None:
    """Look at sources now, whenever they were due, and tell what came of it."""
    from service.cli import source_poll  # noqa: PLC0415 - as above
    from service.cli.common import load  # noqa: PLC0415 - as above

    failed = False
    for name, said, good in source_poll.poll(load(config), sources, wait):
        failed |= not good
        write(f"{name}: {said}")
    raise typer.Exit(1 if failed else 0)


@app.command("add")
def add_source(  # noqa: PLR0913 - one argument for each option
    url: Annotated[
        str, typer.Argument(metavar="URL", help="A site, a page, a feed or a sitemap.")
    ],
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    pick: Annotated[
        int | None, typer.Option(min=1, help="Which of those that were found.")
    ] = None,
    ident: Annotated[
        str | None, typer.Option("--id", help="Its id, else made of the URL.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its title, else the feed's own.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow-network", help="A private network (CIDR) in which it may stand."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what there is.")] = False,
) -> None:
    """Find the feeds of a site, show what they hold, and put one into sources.yaml."""
    from service.cli.common import load  # noqa: PLC0415 - as above
    from service.cli.source_add import Wish, add_to_file  # noqa: PLC0415 - as above

    wish = Wish(
        url=url,
        pick=pick,
        ident=ident,
        title=title,
        tags=tuple(tag or ()),
        allow=tuple(allow or ()),
        dry=dry_run,
    )
    add_to_file(load(config), config, wish)


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="A list of feeds.")],
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    tag: Annotated[
        list[str] | None, typer.Option(help="For all of them; may be repeated.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would come.")] = False,
) -> None:
    """Put the feeds of an OPML list into sources.yaml; folders become tags."""
    from service.cli import source_lists  # noqa: PLC0415 - as above

    refused = list(source_lists.import_list(config, file, tag or (), dry=dry_run))
    for one in refused:
        typer.echo(f"not taken: {one}", err=True)
    raise typer.Exit(1 if refused else 0)


@app.command("export")
def export_list(config: ConfigDir = DEFAULT_CONFIG) -> None:
    """Print the feeds of sources.yaml as an OPML list."""
    from service.cli import source_lists  # noqa: PLC0415 - as above
    from service.cli.common import load  # noqa: PLC0415 - as above

    text, secret = source_lists.export_list(load(config))
    write(text)
    for one in secret:
        typer.echo(f"left out: {one}, as its address holds a secret", err=True)


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
            typer.echo(f"{path}: {in_words(result)}", err=True)
            failed = True
            continue
        write_line(feed_line(path.name, result))
        for entry in result.entries:
            write_line(entry_line(entry))
    raise typer.Exit(1 if failed else 0)
