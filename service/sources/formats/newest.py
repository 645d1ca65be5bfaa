"""Which entries stay where a document holds more than we take."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from service.model import Published
from service.sources.formats.fields import MOST_ENTRIES


class Dated(Protocol):
    """An entry, or what will be one."""

    @property
    def published(self) -> Published | None: ...

    @property
    def updated(self) -> Published | None: ...


D = TypeVar("D", bound=Dated)


def newest(entries: Sequence[D], most: int = MOST_ENTRIES) -> tuple[tuple[D, ...], int]:
    """Keep the newest, in the order they came, and count the rest."""
    if len(entries) <= most:
        return tuple(entries), 0
    ranked = sorted(range(len(entries)), key=lambda place: _age(entries[place], place))
    kept = sorted(ranked[:most])
    return tuple(entries[place] for place in kept), len(entries) - most


def _age(entry: Dated, place: int) -> tuple[float, int]:
    when = entry.published or entry.updated
    # Feeds put the newest first, so what has no date stands with its neighbours at the top.
    return (-when.instant.timestamp() if when else float("-inf"), place)
