"""wirewatch digest: what readers are told."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from service.app.given import STANDARD_INPUT
from service.cli.commands import COMMANDS, new
from service.cli.digest_input import read_digest
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir, at_most
from service.cli.printing import write, write_line
from service.digests.look import Look
from service.digests.render import Renderer


app = new(COMMANDS["digest"].summary)


@app.command()
def preview(
    stream: Annotated[
        str | None, typer.Argument(help="A stream's id; without it, every scheduled digest.")
    ] = None,
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    html: Annotated[
        Path | None, typer.Option(help="Write it as a page into this file (one stream only).")
    ] = None,
) -> None:
    """Show what the next digests would say now; nothing is sent or remembered."""
    from service.cli.digest_preview import previews  # noqa: PLC0415 - `render` needs no database

    found = previews(config, stream)
    if html is not None and len(found) > 1:
        known = ", ".join(one.stream for one in found)
        typer.echo(f"a page holds one digest: name one stream of {known}", err=True)
        raise typer.Exit(2)
    for rendered in found:
        write(rendered.text)
        if html is not None:
            html.write_text(rendered.html, encoding="utf-8")
            typer.echo(f"written: {html}", err=True)


@app.command("list")
def list_digests(
    stream: Annotated[str | None, typer.Argument(help="Only those of this stream.")] = None,
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    limit: Annotated[int, at_most("At most so many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Show digests, newest first: the id, when it was composed, for which stream, and its subject."""
    from service.app import reading  # noqa: PLC0415 - `render` needs no database
    from service.cli.digest_list import block, data  # noqa: PLC0415
    from service.cli.digest_show import must_be_known  # noqa: PLC0415
    from service.store import digests  # noqa: PLC0415

    settings = reading.settings_to_read(config)
    found = reading.look(settings, digests.listed, limit, stream)
    for one in found:
        if as_json:
            write_line(data(one))
        else:
            write("\n".join(block(one)))
    if stream is not None and not found:
        must_be_known(settings, stream)
    if not (found or as_json):
        write("no digests yet: `wirewatch digest preview` shows what the next would say")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A digest's id, or a stream's.")],
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    limit: Annotated[int, at_most("At most so many reports.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Say of each report, newest first, why it was told, or why it was counted only."""
    from service.app import reading  # noqa: PLC0415 - `render` needs no database
    from service.cli.digest_show import block, data, must_be_known  # noqa: PLC0415
    from service.store import accounts  # noqa: PLC0415

    settings = reading.settings_to_read(config)
    found = reading.look(settings, accounts.accounts, name, limit)
    if as_json:
        for one in found:
            write_line(data(one))
    elif found:
        write("\n".join(line for one in found for line in block(one)))
    if not found:
        must_be_known(settings, name)
    if not (found or as_json):
        write(f"nothing was told under {name!r} yet")


@app.command()
def render(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A digest as JSON (`wirewatch schema digest`); - or nothing: standard input."
        ),
    ] = None,
) -> None:
    """Render a digest from data: one JSON line with subject, text, html and the webhook's data."""
    raw = sys.stdin.read() if file is None or file == STANDARD_INPUT else file.read_text("utf-8")
    renderer = Renderer(Look())
    for line in _values(raw):
        try:
            digest = read_digest(line)
        except ValueError as error:
            typer.echo(f"{file or STANDARD_INPUT}: not a digest:{error}", err=True)
            raise typer.Exit(1) from error
        rendered = renderer.render(digest)
        write_line(
            {
                "id": rendered.digest,
                "subject": rendered.subject,
                "text": rendered.text,
                "html": rendered.html,
                "data": rendered.data,
            }
        )


def _values(raw: str) -> list[str]:
    """Take JSON lines, or one value written over many lines."""
    lines = [line for line in raw.splitlines() if line.strip()]
    return (
        lines
        if all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines)
        else [raw]
    )
