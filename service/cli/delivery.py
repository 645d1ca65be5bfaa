"""wirewatch delivery: what was sent to whom, and what waits."""

from collections.abc import Container, Iterator
from datetime import datetime
from typing import Annotated

import typer
from pydantic import JsonValue

from service.app import asking
from service.app.reading import look, settings_to_read
from service.cli.commands import COMMANDS, new
from service.cli.common import outside
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir, at_most
from service.cli.printing import WIDEST, write, write_line
from service.digests.wording import clip, count, wrap
from service.model import ChannelName, DeliveryId, DeliveryState
from service.settings import Settings, environment, load_settings
from service.store import deliveries
from service.store.deliveries import Listed, Replayed, Verdict


app = new(COMMANDS["delivery"].summary)

INDENT = "    "
UNKNOWN = "no such delivery: mistyped, or removed (`retention.dead_letters`)"
OVER = (DeliveryState.SENT, DeliveryState.DEAD)


@app.command("list")
def list_deliveries(
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    state: Annotated[
        list[DeliveryState] | None, typer.Option(help="Only these; may be repeated.")
    ] = None,
    limit: Annotated[int, at_most("At most so many, newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show deliveries, newest first: which digest, to whom, in which state, and why."""
    settings = settings_to_read(config)
    found = look(settings, deliveries.listed, state or list(DeliveryState), limit)
    if as_json:
        for one in found:
            write_line(_data(one))
    elif found:
        write("\n".join(line for one in found for line in _block(one)))
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
        wanted += look(settings, deliveries.dead, _channel(settings, channel))
    if not wanted:
        write("no dead letters")
    failed = False
    for running, one in asking.replay(settings, wanted, outside().clock):
        failed |= one.verdict is not Verdict.AGAIN
        write(f"{one.id}: {_told(one, running=running, channels=settings.channels)}")
    raise typer.Exit(1 if failed else 0)


@app.command()
def retry(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID",
            help="What waits, as `delivery list` names it; none: all of it.",
            show_default=False,
        ),
    ] = None,
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    channel: Annotated[str | None, typer.Option(help="All that waits for this channel.")] = None,
) -> None:
    """Try now what waits, and let its channel rest no longer: for when you have mended it."""
    if ids and channel is not None:
        raise typer.BadParameter("name the ids, or a channel, or neither for all that waits")
    settings = load_settings(config, environment())
    wanted = [DeliveryId(one) for one in ids or ()]
    if not wanted:
        wanted += look(settings, deliveries.waiting, _channel(settings, channel))
    if not wanted:
        write("nothing waits")
    failed = False
    for running, one in asking.retry(settings, wanted, outside().clock):
        failed |= one.verdict not in (Verdict.AGAIN, Verdict.UNDER_WAY)
        write(f"{one.id}: {_hurried(one, running=running, channels=settings.channels)}")
    raise typer.Exit(1 if failed else 0)


def _channel(settings: Settings, name: str | None) -> ChannelName | None:
    """Let pass a channel of the files, or one that only the database still knows."""
    if name is None or name in settings.channels:
        return None if name is None else ChannelName(name)
    known = dict.fromkeys((*settings.channels, *look(settings, deliveries.channels)))
    if name not in known:
        typer.echo(f"there is no channel {name!r}; known: {', '.join(known) or 'none'}", err=True)
        raise typer.Exit(2)
    return ChannelName(name)


def _hurried(one: Replayed, *, running: bool, channels: Container[str]) -> str:
    """Say what happens to a delivery that was to be tried now."""
    if one.delivery is None:
        return UNKNOWN
    if one.verdict is Verdict.UNDER_WAY:
        return "it is being sent just now"
    if one.verdict is Verdict.NOT_WAITING:
        dead = one.delivery.state is DeliveryState.DEAD
        again = f"; `wirewatch delivery replay {one.id}` sends it again" if dead else ""
        return f"not tried: it does not wait, it is {one.delivery.state}{again}"
    when = "now" if running else "as soon as the service runs"
    to = f"tried {when}, to {one.delivery.recipient} by {one.delivery.channel}"
    if one.delivery.channel not in channels:
        to += f"; no channel {one.delivery.channel!r} is configured: it waits for one"
    return f"{to}; it may have arrived before" if one.may_repeat else to


def _told(one: Replayed, *, running: bool, channels: Container[str]) -> str:
    """Say what happens to a delivery that was to be sent again, and when."""
    if one.delivery is None:
        return UNKNOWN
    if one.verdict is Verdict.NOT_DEAD:
        return f"not sent again: it is no dead letter ({one.delivery.state}){_by_itself(one)}"
    if one.verdict is Verdict.NO_BYTES:
        return f"not sent again: there is nothing to send; {one.delivery.detail}"
    again = (
        f"sent again to {one.delivery.recipient} by {one.delivery.channel}, {_when(one, running)}"
    )
    if one.delivery.channel not in channels:
        again += f"; no channel {one.delivery.channel!r} is configured: it waits for one"
    return f"{again}; it may have arrived before" if one.may_repeat else again


def _by_itself(one: Replayed) -> str:
    """Say when a delivery that waits is tried, and how to hurry it."""
    waits = one.delivery
    if waits is None or waits.state not in deliveries.OPEN:
        return ""
    at = _moment(max(waits.due_at, one.rests_until or waits.due_at))
    return f", and is tried by itself at {at}; `wirewatch delivery retry {one.id}` tries it now"


def _when(one: Replayed, running: bool) -> str:
    if not running:
        return "as soon as the service runs"
    if one.rests_until is None:
        return "now"
    return f"when its channel, which fails, is tried next: {_moment(one.rests_until)}"


def _either(states: list[DeliveryState]) -> str:
    return " or ".join(states)


def _block(one: Listed) -> Iterator[str]:
    """Say one delivery in lines that fit a terminal, its id first."""
    sent = one.delivery
    head = f"{sent.id}  {sent.state:<9}  {_moment(sent.created_at)}  "
    to = sent.channel if sent.recipient == sent.channel else f"{sent.channel} to {sent.recipient}"
    if len(head) + len(to) <= WIDEST:
        yield head + to
    else:
        yield head.rstrip()
        yield from _indented(to)
    yield from _indented(clip(one.subject, 2 * WIDEST))
    yield from _indented(_fares(one))


def _indented(text: str) -> Iterator[str]:
    return (f"{INDENT}{line}" for line in wrap(text, WIDEST - len(INDENT)))


def _fares(one: Listed) -> str:
    """Say how often it was tried, when it is next, and why."""
    at = _next(one)
    following = f"next {_moment(at)}" if at else ""
    tries = count(one.delivery.attempts, "try", "tries")
    return ": ".join(filter(None, (", ".join(filter(None, (tries, following))), _why(one))))


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
        "channel_cause": one.cause,
    }


def _next(one: Listed) -> datetime | None:
    """Tell when it is tried again: not before its channel is."""
    delivery = one.delivery
    if delivery.state in (*OVER, DeliveryState.LEASED):
        return None
    return max(delivery.due_at, one.rests_until or delivery.due_at)


def _why(one: Listed) -> str:
    """Say what holds it up: its channel, or what its own last try was told."""
    detail = one.delivery.detail
    if one.rests_until is None or one.delivery.state is DeliveryState.LEASED:
        return detail
    cause = one.alarm or one.cause
    until = f"{one.rests_until:%H:%M:%S}"
    rest = f"the channel rests until {until}" + (f": {cause}" if cause else "")
    return f"{detail}; {rest}" if detail and detail not in rest else rest


def _moment(value: datetime | None) -> str:
    return "-" if value is None else value.strftime("%Y-%m-%d %H:%M:%S UTC")


def _iso(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()
