"""One poll in one transaction: articles, matches, validators and the next due time, or nothing.

Were the validators to commit first, a crash would turn into a 304 for ever and lose articles.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from service.crash import crashpoint
from service.errors import StoreError
from service.model import ArticleId, Match, RuleSetNumber, Unreadable, Validators
from service.store import articles, matches, sources
from service.store.articles import Arrival
from service.store.sources import PollRecord, SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A document that could not be read, and where its bytes are kept."""

    item: Unreadable
    kept_as: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingest:
    """Everything that one poll changes."""

    state: SourceState
    record: PollRecord
    validators: Validators
    next_due: datetime
    rule_set: RuleSetNumber
    arrivals: tuple[tuple[Arrival, tuple[Match, ...]], ...] = ()
    learned: tuple[tuple[ArticleId, tuple[str, ...]], ...] = ()
    """Further keys of articles that were known."""
    served: tuple[str, ...] = ()
    """Keys that were served again."""
    taken: tuple[tuple[str, str], ...] = ()
    """Names and stamps of the documents that were read."""
    aside: tuple[Aside, ...] = ()


def commit(connection: Connection, batch: Ingest) -> None:
    """Commit a poll. Raises `StoreError`, and nothing is written, if the lease was lost."""
    source_id, now = batch.state.id, batch.record.finished_at
    crashpoint("ingest.open")
    for arrival, found in batch.arrivals:
        stored = articles.add(connection, arrival, batch.rule_set)
        articles.learn_keys(connection, source_id, stored.id, arrival.keys, now)
        matches.add(connection, stored.id, found, batch.rule_set, now)
    crashpoint("match.open")
    for article_id, keys in batch.learned:
        articles.learn_keys(connection, source_id, article_id, keys, now)
    articles.touch(connection, source_id, batch.served, now)
    for name, stamp in batch.taken:
        sources.remember_document(connection, source_id, name, stamp, now)
    for aside in batch.aside:
        sources.keep_aside(connection, source_id, aside.item, aside.kept_as, now)
    if not sources.record_success(
        connection, batch.state, batch.record, batch.validators, batch.next_due
    ):
        raise StoreError(f"source {source_id}: the lease was lost, another poll does this work")
