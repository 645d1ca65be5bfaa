"""wirewatch notify: does a channel work?"""

import asyncio
from typing import Annotated

import typer

from service.app import trying
from service.cli.commands import COMMANDS, new
from service.cli.common import load, outside
from service.cli.options import DEFAULT_CONFIG, ConfigDir
from service.cli.printing import write
from service.model import OutcomeKind


app = new(COMMANDS["notify"].summary)


@app.command("test")
def send_test(
    channel: Annotated[str, typer.Argument(help="A channel of config.yaml.")],
    config: ConfigDir = DEFAULT_CONFIG,
) -> None:
    """Send an invented digest, marked as a test, through one channel, and say what came back."""
    files = load(config)
    if channel not in files.settings.channels:
        known = ", ".join(files.settings.channels) or "none"
        typer.echo(f"there is no channel {channel!r}; known: {known}", err=True)
        raise typer.Exit(2)
    failed = False
    for recipient, outcome in asyncio.run(trying.send_test(files, channel, outside())):
        failed |= outcome.kind is not OutcomeKind.SENT
        write(
            f"{channel} -> {recipient}: {outcome.kind}{f', {outcome.detail}' if outcome.detail else ''}"
        )
    raise typer.Exit(1 if failed else 0)
