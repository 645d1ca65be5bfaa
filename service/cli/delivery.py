"""wirewatch delivery: what was sent to whom, and what waits."""

from datetime import datetime
from typing import Annotated

import typer
from pydantic import JsonValue

from service.app.reading import look
from service.cli.commands import COMMANDS, new
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir
from service.cli.printing import table, write, write_line
from service.digests.wording import clip
from service.model import DeliveryState
from service.settings import environment, load_settings
from service.store import deliveries
from service.store.deliveries import Listed


app = new(COMMANDS["delivery"].summary)

HEADS = ("made", "digest", "state", "channel", "to", "tries", "next try", "why", "id")
WIDEST = 100
OVER = (DeliveryState.SENT, DeliveryState.DEAD)


@app.command("list")
def list_deliveries(
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    state: Annotated[
        list[DeliveryState] | None, typer.Option(help="Only these; may be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show deliveries, newest first: which digest, to whom, in which state, and why."""
    settings = load_settings(config, environment())
    found = look(settings, deliveries.listed, state or list(DeliveryState), limit)
    if as_json:
        for one in found:
            write_line(_data(one))
    elif found:
        table(map(_row, found), *HEADS)
    else:
        write(f"no deliveries{f' that are {_either(state)}' if state else ''}")


def _either(states: list[DeliveryState]) -> str:
    return " or ".join(states)


def _row(one: Listed) -> tuple[str, ...]:
    delivery = one.delivery
    return (
        _moment(delivery.created_at),
        f"{one.stream}: {clip(one.subject, WIDEST)}",
        delivery.state,
        delivery.channel,
        delivery.recipient,
        str(delivery.attempts),
        _moment(_next(one)),
        _why(one) or "-",
        delivery.id,
    )


def _data(one: Listed) -> dict[str, JsonValue]:
    delivery = one.delivery
    return {
        "id": delivery.id,
        "digest": delivery.digest,
        "stream": one.stream,
        "subject": one.subject,
        "state": delivery.state,
        "channel": delivery.channel,
        "recipient": delivery.recipient,
        "attempts": delivery.attempts,
        "created_at": delivery.created_at.isoformat(),
        "due_at": _iso(None if delivery.state in OVER else delivery.due_at),
        "next_at": _iso(_next(one)),
        "finished_at": _iso(one.finished_at),
        "detail": delivery.detail,
        "channel_rests_until": _iso(one.rests_until),
        "channel_alarm": one.alarm,
    }


def _next(one: Listed) -> datetime | None:
    """Tell when it is tried again: not before its channel is."""
    delivery = one.delivery
    if delivery.state in (*OVER, DeliveryState.LEASED):
        return None
    return max(delivery.due_at, one.rests_until or delivery.due_at)


def _why(one: Listed) -> str:
    detail = one.delivery.detail
    if one.rests_until is None or one.delivery.state is DeliveryState.LEASED:
        return detail
    rest = f"the channel rests: {one.alarm}" if one.alarm else "the channel rests"
    return f"{detail}; {rest}" if detail and detail not in rest else rest


def _moment(value: datetime | None) -> str:
    return "-" if value is None else value.strftime("%Y-%m-%d %H:%M:%S UTC")


def _iso(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()
