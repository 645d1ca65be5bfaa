"""What a notifier is.

A notifier is one module, found by short name or entry point (group `wirewatch.notifiers`), or as
`package.module:factory`, with

- `Config`: a pydantic model of its options, unknown keys forbidden, secrets as `SecretStr`;
- `build(config, tools)`: returns a `Notifier`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol, runtime_checkable

from pydantic import BaseModel

from service.http import Http
from service.model import DeliveryId, Message, Outcome, Rendered


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a notifier is handed instead of building it."""

    http: Http
    base: Path
    """Relative paths of options start here."""
    write: Callable[[str], None]
    """Writes to the console, for people."""


class Notifier(Protocol):
    """A channel, ready to be used."""

    recipients: tuple[str, ...]
    """Each gets a delivery of its own: one that fails neither holds nor repeats another."""

    def pack(self, rendered: Rendered, delivery: DeliveryId, recipient: str) -> bytes:
        """Freeze a digest for one recipient: the very bytes that every attempt sends. Pure."""

    async def send(self, message: Message) -> Outcome:
        """Try once. Returns an outcome for whatever the receiver says; never retries."""


@runtime_checkable
class NotifierModule(Protocol):
    """The module of a notifier, as a plug-in offers it."""

    Config: ClassVar[type[BaseModel]]

    def build(self, config: BaseModel, tools: Tools) -> Notifier: ...
