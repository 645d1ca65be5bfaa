"""What a kind of source is.

A kind is one module, found by entry point (group `wirewatch.sources`), with

- `Config`: a pydantic model of its options, unknown keys forbidden;
- `POLLED`: true if it asks a server (then first sight is a baseline that tells nothing);
- `build(config, source, tools)`: returns a `Kind`;
- `parse(document, now)`: a pure function from bytes to entries; it runs in a worker process, so it
  must be importable by name and return values of `model.py` only.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar, Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel

from service.model import Collected, Document, Parsed, Reply, Source, Validators


T = TypeVar("T")


class Getter(Protocol):
    """The part of the HTTP client that a source may use."""

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        allow: Sequence[str] = (),
        max_bytes: int = 10 * 1024 * 1024,
        cut: bool = False,
    ) -> Reply:
        """Fetch one URL; redirects are followed and checked.

        `allow` names private networks by CIDR for this URL's own host (never inherited by redirects
        to other hosts). `cut`: what is longer is read so far, instead of refused. Raises `FetchError`; 304 is a reply, other statuses outside 2xx raise.
        """


class Workers(Protocol):
    """Processes that can be killed: where `collect` has bytes looked at, to know what else to bring."""

    async def call(self, function: Callable[..., T], *args: object, seconds: float) -> T:
        """Call an importable function with values of its annotated types. Raises `ParseError`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a kind is handed instead of importing it."""

    http: Getter
    base: Path
    """Relative paths of options start here."""
    workers: Workers | None = None
    """None where sources are only checked, and never asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Between which waits a source may find its own rhythm."""

    shortest: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One poll: the instant, and what the store remembers of the source."""

    now: datetime
    validators: Validators
    known: Callable[[Sequence[str]], Awaitable[Mapping[str, str]]]
    """Document names -> the stamps under which they were taken last; unknown names are absent."""
    limit: int = 500
    """At most so many documents in one go; set `Collected.more` where there are more."""


class Kind(Protocol):
    """A source, ready to be polled."""

    @property
    def wakes_on(self) -> tuple[Path, ...]:
        """Folders whose file events should wake a poll; events are only a hint."""

    async def collect(self, poll: Poll) -> Collected:
        """Bring what is new as bytes. Raises `FetchError`; decides nothing about articles."""


@runtime_checkable
class HasPages(Protocol):
    """A kind whose entries have pages of their own."""

    async def page(self, url: str, *, first: int | None = None) -> Reply:
        """Fetch a page that an entry names, or its first bytes. Raises `FetchError`."""


@runtime_checkable
class KindModule(Protocol):
    """The module of a kind, as a plug-in offers it."""

    Config: ClassVar[type[BaseModel]]
    POLLED: ClassVar[bool]

    def build(self, config: BaseModel, source: Source, tools: Tools) -> Kind: ...

    def parse(self, document: Document, now: datetime) -> Parsed: ...
