"""What a notifier is.

A notifier is one module, found by short name or entry point (group `wirewatch.notifiers`), or as
`package.module:factory`, with

- `Config`: a pydantic model of its options (best a subclass of `Options`), secrets as `SecretStr`;
- `build(config, tools)`: returns a `Notifier`;
- `RETRY`, if it likes: the waits between attempts; after the last one a delivery is dead.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict

from service.clock import Clock
from service.model import DeliveryId, Message, OnUncertain, Outcome, Rendered, Reply


class Options(BaseModel):
    """Options of a notifier: unknown keys are refused, and no error repeats what was written."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    on_uncertain: OnUncertain = OnUncertain.RESEND
    """Where a receipt was lost: `resend` (perhaps a second copy) or `hold` (for a person)."""


class Poster(Protocol):
    """The part of the HTTP client that a notifier may use."""

    async def post(
        self,
        url: str,
        *,
        body: bytes,
        headers: Mapping[str, str],
        allow: Sequence[str] = (),
        seconds: float = 15,
    ) -> Reply:
        """Post once: no redirect is followed, every status is a reply.

        `allow` names private networks by CIDR. Raises `FetchError`, with `maybe_received` where the
        whole request was sent and the reply was lost.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a notifier is handed instead of building it."""

    http: Poster
    base: Path
    """Relative paths of options start here."""
    write: Callable[[str], None]
    """Writes one text to the console, for people, and ends its last line."""
    clock: Clock


class Notifier(Protocol):
    """A channel, ready to be used."""

    @property
    def recipients(self) -> tuple[str, ...]:
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


# --- words of strangers ------------------------------------------------------------------------

_LINE_ENDS = re.compile(r"\r\n?|\x85")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_DIRECTIONS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def lines(text: str) -> str:
    """Drop what could steer a terminal or break an encoding; keep line breaks and tabs."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str, limit: int = 200, *, hide: Iterable[str] = ()) -> str:
    """Give a text that fits into a header or a log line; what is in `hide` becomes `***`."""
    text = _DIRECTIONS.sub("", lines(text))
    for secret in filter(None, hide):
        text = text.replace(secret, "***")
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
