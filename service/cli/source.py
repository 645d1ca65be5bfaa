"""wirewatch source: where articles come from."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from service import clock
from service.app import running
from service.app.alone import parse_files
from service.cli.common import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigDir,
    load,
    outside,
    table,
    write,
    write_line,
)
from service.cli.shapes import entry_line, feed_line
from service.store import sources
from service.store.sources import SourceState


app = typer.Typer(help="Where articles come from.", no_args_is_help=True)


@app.command("list")
def list_sources(config: ConfigDir = DEFAULT_CONFIG, *, as_json: AsJson = False) -> None:
    """Show every source: when it was asked last, when next, and how it fares."""
    files = load(config)

    async def read() -> dict[str, SourceState]:
        async with running.open_for_reading(files, outside()) as service:
            states = await service.pipeline.parts.store.read(sources.active)
            return {state.id: state for state in states}

    known = asyncio.run(read()) if (files.settings.data_dir / running.DATABASE).exists() else {}
    rows = [
        _row(source.id, source.kind, source.title, known.get(source.id))
        for source in files.sources
    ]
    if as_json:
        for row in rows:
            write_line(dict(zip(HEADS, row, strict=True)))
    elif rows:
        table(rows, *HEADS)
    else:
        write(f"no sources: name some in {config / 'sources.yaml'}")


HEADS = ("id", "kind", "title", "last asked", "last new", "next", "state")


def _row(source_id: str, kind: str, title: str, state: SourceState | None) -> tuple[str, ...]:
    if state is None or state.last_polled_at is None:
        return (source_id, kind, title, "never", "-", "-", "new")
    fares = (
        "good" if not state.failures else f"failed {state.failures} times: {state.error_detail}"
    )
    return (
        source_id,
        kind,
        title,
        _moment(state.last_polled_at),
        _moment(state.last_new_at),
        _moment(state.next_due),
        fares,
    )


def _moment(value: Any) -> str:
    return "-" if value is None else value.strftime("%Y-%m-%d %H:%M UTC")


@app.command("parse")
def parse(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Feed files.")],
    kind: Annotated[str, typer.Option(help="The kind of source that reads them.")] = "feed",
) -> None:
    """Take feed files apart: a line for the feed, then a JSON line for each entry."""
    failed = False
    for path, result in asyncio.run(parse_files(files, kind, clock.now())):
        if isinstance(result, Exception):
            typer.echo(f"{path}: {result}", err=True)
            failed = True
            continue
        write_line(feed_line(path.name, result))
        for entry in result.entries:
            write_line(entry_line(entry))
    raise typer.Exit(1 if failed else 0)
