"""wirewatch delivery: what was sent to whom, and what waits."""

from typing import Annotated

import typer

from service.app.reading import look
from service.cli.commands import COMMANDS, new
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir
from service.cli.printing import table, write, write_line
from service.model import Delivery, DeliveryState
from service.settings import environment, load_settings
from service.store import deliveries


app = new(COMMANDS["delivery"].summary)

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
    data_dir = load_settings(config, environment()).data_dir
    found = look(data_dir, deliveries.listed, state or list(DeliveryState), limit)
    rows = [_row(delivery) for delivery in found]
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
