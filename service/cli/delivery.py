"""wirewatch delivery: what was sent to whom, and what waits."""

import asyncio
from typing import Annotated

import typer

from service.app import running
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
from service.model import Delivery, DeliveryState
from service.store import deliveries


app = typer.Typer(help="What was sent to whom, and what waits.", no_args_is_help=True)

HEADS = ("id", "state", "channel", "to", "tries", "next", "why")


@app.command("list")
def list_deliveries(
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    state: Annotated[
        list[DeliveryState] | None, typer.Option(help="Only these; may be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option(help="At most so many, newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show deliveries: to whom, in which state, and why."""
    files = load(config)
    wanted = state or list(DeliveryState)

    async def read() -> tuple[Delivery, ...]:
        async with running.open_for_reading(files, outside()) as service:
            return await service.pipeline.parts.store.read(deliveries.listed, wanted, limit)

    rows = [_row(delivery) for delivery in asyncio.run(read())]
    if as_json:
        for row in rows:
            write_line(dict(zip(HEADS, row, strict=True)))
    elif rows:
        table(rows, *HEADS)
    else:
        write("no deliveries")


def _row(delivery: Delivery) -> tuple[str, ...]:
    over = delivery.state in (DeliveryState.SENT, DeliveryState.DEAD)
    due = "-" if over else delivery.due_at.strftime("%Y-%m-%d %H:%M:%S UTC")
    return (
        delivery.id,
        delivery.state,
        delivery.channel,
        delivery.recipient,
        str(delivery.attempts),
        due,
        delivery.detail,
    )
