"""What a poll wants to know of what it was served: one look at one moment for each question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from service.model import Known, SourceId
from service.store import articles, sources, unread
from service.store.rows import chunks
from service.store.schema import entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Of the entries that a source serves, those that need not be read."""

    known: frozenset[str]
    """Fingerprints of those that were served before exactly so."""
    waiting: frozenset[str]
    """Fingerprints of those that wait for their pages."""
    aside: Mapping[str, str]
    """Names of what was kept aside or taken as a document, with its stamps."""


def look(
    connection: Connection, source_id: SourceId, fingerprints: Sequence[str], names: Sequence[str]
) -> Served:
    return Served(
        known=_known(connection, source_id, [f"as:{one}" for one in fingerprints]),
        waiting=unread.known(connection, source_id, fingerprints),
        aside=sources.known_documents(connection, source_id, names),
    )


def _known(connection: Connection, source_id: SourceId, keys: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for part in chunks(keys):
        found.update(
            connection.scalars(
                select(entry.c.key).where(entry.c.source_id == source_id, entry.c.key.in_(part))
            )
        )
    return frozenset(key.removeprefix("as:") for key in found)


def held_against(
    connection: Connection,
    source_id: SourceId,
    keys: Sequence[str],
    pages: Sequence[tuple[str, str]],
) -> tuple[dict[str, Known], dict[tuple[str, str], Known]]:
    """Find what the source brought under these keys, and what others had at these addresses."""
    own = articles.known_by_keys(connection, source_id, keys)
    return own, articles.known_pages(connection, source_id, pages)
