"""wirewatch delivery: what was sent to whom, and what waits."""

from collections.abc import Container
from datetime import datetime
from typing import Annotated

import typer
from pydantic import JsonValue

from service.app import asking
from service.app.reading import look
from service.cli.commands import COMMANDS, new
from service.cli.common import outside
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir
from service.cli.printing import table, write, write_line
from service.digests.wording import clip
from service.model import ChannelName, DeliveryId, DeliveryState
from service.settings import environment, load_settings
from service.store import deliveries
from service.store.deliveries import Listed, Replayed, Verdict


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


@app.command()
def replay(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID", help="Dead letters, as `delivery list` names them.", show_default=False
        ),
    ] = None,
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    all_dead: Annotated[bool, typer.Option("--all-dead", help="Every dead letter.")] = False,
    channel: Annotated[
        str | None, typer.Option(help="With --all-dead: only those of this channel.")
    ] = None,
) -> None:
    """Send dead letters again, with the same id and the same bytes; nothing else is sent again."""
    if all_dead == bool(ids) or (channel is not None and not all_dead):
        raise typer.BadParameter("name the ids, or give --all-dead, with --channel or without")
    settings = load_settings(config, environment())
    wanted = [DeliveryId(one) for one in ids or ()]
    if all_dead:
        only = None if channel is None else ChannelName(channel)
        wanted += look(settings, deliveries.dead, only)
    if not wanted:
        write("no dead letters")
    failed = False
    for running, one in asking.replay(settings, wanted, outside().clock):
        failed |= one.verdict is not Verdict.AGAIN
        write(f"{one.id}: {_told(one, running=running, channels=settings.channels)}")
    raise typer.Exit(1 if failed else 0)


def _told(one: Replayed, *, running: bool, channels: Container[str]) -> str:
    """Say what happens to a delivery that was to be sent again, and when."""
    if one.delivery is None:
        return "no such delivery: mistyped, or removed (`retention.dead_letters`)"
    if one.verdict is Verdict.NOT_DEAD:
        return f"not sent again: it is no dead letter ({one.delivery.state})"
    if one.verdict is Verdict.NO_BYTES:
        return f"not sent again: there is nothing to send; {one.delivery.detail}"
    again = (
        f"sent again to {one.delivery.recipient} by {one.delivery.channel}, {_when(one, running)}"
    )
    if one.delivery.channel not in channels:
        again += f"; no channel {one.delivery.channel!r} is configured: it waits for one"
    return f"{again}; it may have arrived before" if one.may_repeat else again


def _when(one: Replayed, running: bool) -> str:
    if not running:
        return "as soon as the service runs"
    if one.rests_until is None:
        return "now"
    return f"when its channel, which fails, is tried next: {_moment(one.rests_until)}"


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
