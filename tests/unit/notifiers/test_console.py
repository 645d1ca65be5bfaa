"""Digests on the console."""

from pathlib import Path
from typing import cast

import pytest

from service.model import OutcomeKind
from service.notifiers.console import Config, Console, build
from tests.unit.notifiers.make import DELIVERY, message, rendered, tools


def console(written: list[str]) -> Console:
    return cast("Console", build(Config(), tools(Path(), write=written.append)))


async def test_the_text_is_printed() -> None:
    """What a reader of the mail's text part sees, stands on the console."""
    written: list[str] = []
    channel = console(written)
    body = channel.pack(rendered(), DELIVERY, "console")
    outcome = await channel.send(message(body, "console"))
    assert outcome.kind is OutcomeKind.SENT
    assert written == [rendered().text.strip("\n")]


async def test_a_title_cannot_steer_the_terminal() -> None:
    """Escape sequences, bells and half surrogates are left out; lines and letters stay."""
    written: list[str] = []
    channel = console(written)
    text = "a\x1b[31mb\x07\x9b\udc80\r\nc\rd\te 북한\n"
    await channel.send(message(channel.pack(rendered(text=text), DELIVERY, "console"), "console"))
    assert written == ["a[31mb\nc\nd\te 북한"]


@pytest.mark.parametrize("error", [BrokenPipeError("gone"), ValueError("closed file")])
async def test_a_console_that_is_gone_is_tried_again(error: Exception) -> None:
    """A closed pipe is told as an outcome, never raised."""

    def refuse(text: str) -> None:
        raise error

    channel = build(Config(), tools(Path(), write=refuse))
    outcome = await channel.send(message(b"x", "console"))
    assert outcome.kind is OutcomeKind.RETRY
    assert str(error) in outcome.detail


async def test_a_terminal_that_knows_few_letters_gets_what_it_can_show(tmp_path: Path) -> None:
    """Under an ASCII locale the digest is printed with question marks rather than never."""
    with (tmp_path / "tty").open("w", encoding="ascii") as terminal:
        channel = build(Config(), tools(Path(), write=lambda text: print(text, file=terminal)))
        outcome = await channel.send(message("북한: talks".encode(), "console"))
    assert outcome.kind is OutcomeKind.SENT
    assert (tmp_path / "tty").read_text() == "??: talks\n"
