"""What was told and what was not, and why, in lines."""

from collections.abc import Iterator

import typer
from pydantic import JsonValue

from service.app.reading import look
from service.cli.printing import WIDEST
from service.digests.wording import line, wrap
from service.model import Reason, Silence, Why
from service.settings import Settings
from service.store import accounts
from service.store.accounts import Account


WORDS: dict[str, str] = {
    Why.NEW: "a new story",
    Reason.TIER: "a more urgent rule found it",
    Reason.CORRECTION: "it was corrected",
    Reason.RETRACTION: "its outlet took it back",
    Reason.FACT: "it has sentences that were not told",
    Reason.UNCOMPARED: "it could not be compared with what was told",
    Reason.OUTLETS: "so many further outlets report it",
    Reason.REMINDER: "a reminder: it is still reported",
    Silence.COPY: "it carries a text that was told",
    Silence.NOTHING_NEW: "each of its sentences was told",
}
HOW = {
    "told": "told",
    "merged": "counted, not told",
    "elsewhere": "told by another stream of these readers",
}


def must_be_known(settings: Settings, name: str) -> None:
    """End with 1 where no digest and no stream has this id."""
    if not look(settings, accounts.is_known, name):
        known = ", ".join(look(settings, accounts.streams)) or "none yet"
        typer.echo(f"there is no digest or stream {name!r}; streams: {known}", err=True)
        raise typer.Exit(1)


def block(one: Account) -> Iterator[str]:
    version = f", version {one.version}" if one.version > 1 else ""
    title = line(one.title, 100) or "(untitled)"
    yield from _wrapped(f"{line(one.outlet, 60)}: {title}", "")
    yield from _wrapped(f"article {one.article}{version}, s{one.story}: {fate(one)}")
    yield f"    {one.at:%Y-%m-%d %H:%M} UTC, {one.digest or one.stream}"


def _wrapped(text: str, first: str = "    ") -> Iterator[str]:
    for at, part in enumerate(wrap(text, WIDEST - 4)):
        yield f"{'    ' if at else first}{part}"


def fate(one: Account) -> str:
    """Say whether a report was told, and why."""
    if one.how == "told" and one.copy_of is not None:
        return f"told as a copy of article {one.copy_of}{_why(one)}"
    return f"{HOW.get(one.how, one.how)}{_why(one)}"


def _why(one: Account) -> str:
    if one.why not in WORDS:
        return ""
    measure = (
        f" (the sentence told least: {one.value:.2f}; known from {one.threshold:.2f})"
        if one.value is not None and one.threshold is not None
        else ""
    )
    return f", as {WORDS[one.why]}{measure}"


def data(one: Account) -> dict[str, JsonValue]:
    return {
        "stream": one.stream,
        "digest": one.digest,
        "story": one.story,
        "article": one.article,
        "version": one.version,
        "outlet": one.outlet,
        "title": one.title,
        "copy_of": one.copy_of,
        "how": one.how,
        "why": one.why,
        "covered": one.value,
        "threshold": one.threshold,
        "at": one.at.isoformat(),
    }
