"""What streams would be told now, from the database as it is."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import typer

from service.app import opening
from service.app.files import Files
from service.app.good import recall
from service.cli.common import load, outside
from service.model import Rendered, StreamId, StreamKind


def previews(config_dir: Path, stream: str | None) -> list[Rendered]:
    """Render one stream, or every scheduled one; an unknown name ends the command."""
    files = recall(load(config_dir))  # what a service that starts now would tell
    known = [one.id for one in files.streams]
    wanted = [one.id for one in files.streams if one.kind is StreamKind.DIGEST]
    if stream is not None:
        wanted = [StreamId(stream)]
    if not set(wanted) <= set(known):
        typer.echo(f"there is no stream {stream!r}; known: {', '.join(known)}", err=True)
        raise typer.Exit(2)
    return asyncio.run(_render(files, wanted))


async def _render(files: Files, wanted: Sequence[StreamId]) -> list[Rendered]:
    async with opening.open_for_reading(files, outside()) as service:
        return [await service.preview(one) for one in wanted]
