"""Prints digests where the service was started."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from service.model import DeliveryId, Message, Outcome, OutcomeKind, Rendered
from service.notifiers.base import Notifier, Options, Tools, lines, one_line


RETRY = (timedelta(seconds=1), timedelta(seconds=10), timedelta(minutes=1))


class Config(Options):
    """The console has no options."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """The terminal, or the container's log."""

    write: Callable[[str], None]
    recipients: tuple[str, ...] = ("console",)

    def pack(self, rendered: Rendered, delivery: DeliveryId, recipient: str) -> bytes:  # noqa: ARG002 - every notifier has this signature
        return lines(rendered.text).strip("\n").encode()

    async def send(self, message: Message) -> Outcome:
        try:
            self._print(message.body.decode())
        except (OSError, ValueError) as error:  # ValueError: the stream was closed
            detail = one_line(f"console: {error}")
            return Outcome(kind=OutcomeKind.RETRY, detail=detail, channel_wide=True)
        return Outcome(kind=OutcomeKind.SENT, detail="printed")

    def _print(self, text: str) -> None:
        try:
            self.write(text)
        except UnicodeEncodeError as error:  # a terminal that knows few letters
            self.write(text.encode(error.encoding, "replace").decode(error.encoding))


def build(config: Config, tools: Tools) -> Notifier:  # noqa: ARG001 - every notifier has this signature
    return Console(write=tools.write)
