"""One poll in one transaction: articles, matches, validators and the next due time, or nothing.

Were the validators to commit first, a crash would turn into a 304 for ever and lose articles.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from service.crash import crashpoint
from service.errors import StoreError
from service.model import ArticleId, Match, RuleSetNumber, Unreadable, Validators
from service.store import articles, digests, matches, missing, sources, stories, unread
from service.store.articles import Arrival
from service.store.missing import MissingPage
from service.store.sources import PollRecord, SourceState
from service.store.unread import Waiting


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
    waiting: tuple[Waiting, ...] = ()
    """Entries whose pages are to be read first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Everything that reading the pages of some entries changes."""

    state: SourceState
    now: datetime
    rule_set: RuleSetNumber
    arrivals: tuple[tuple[Arrival, tuple[Match, ...]], ...] = ()
    learned: tuple[tuple[ArticleId, tuple[str, ...]], ...] = ()
    done: tuple[str, ...] = ()
    """Fingerprints of entries that wait no longer."""
    later: tuple[tuple[str, int, datetime], ...] = ()
    """Fingerprints of those that do, how often they were tried, and when they are due again."""
    missing: tuple[MissingPage, ...] = ()
    """Pages that were given up."""


def commit(connection: Connection, batch: Ingest) -> None:
    """Commit a poll. Raises `StoreError`, and nothing is written, if the lease was lost."""
    source_id, now = batch.state.id, batch.record.finished_at
    crashpoint("ingest.open")
    _add_articles(connection, batch, now)
    unread.put(connection, source_id, batch.waiting, now)
    articles.touch(connection, source_id, batch.served, now)
    sources.remember_documents(connection, source_id, batch.taken, now)
    sources.keep_aside(
        connection, source_id, [(aside.item, aside.kept_as) for aside in batch.aside], now
    )
    if not sources.record_success(
        connection, batch.state, batch.record, batch.validators, batch.next_due
    ):
        raise StoreError(f"source {source_id}: the lease was lost, another poll does this work")


def commit_pages(connection: Connection, pages: Pages) -> None:
    """Commit what pages brought. Raises `StoreError`, and nothing is written, if the lease was lost."""
    source_id = pages.state.id
    crashpoint("ingest.open")
    _add_articles(connection, pages, pages.now)
    unread.done(connection, source_id, pages.done)
    unread.postpone(connection, source_id, pages.later)
    missing.add(connection, source_id, pages.missing, pages.now)
    if not sources.give_back(connection, pages.state):
        raise StoreError(f"source {source_id}: the lease was lost, another poll does this work")


def _add_articles(connection: Connection, batch: Ingest | Pages, now: datetime) -> None:
    arrivals = [arrival for arrival, _ in batch.arrivals]
    ids = articles.add(connection, arrivals, batch.rule_set)
    keys = [(one, arrival.keys) for one, arrival in zip(ids, arrivals, strict=True)]
    taken = [key for arrival in arrivals if arrival.takes_over for key in arrival.keys]
    articles.release_names(connection, batch.state.id, taken)
    articles.learn_keys(connection, batch.state.id, [*keys, *batch.learned], now)
    found = [(one, matched) for one, (_, matched) in zip(ids, batch.arrivals, strict=True)]
    matches.add(connection, found, batch.rule_set, now)
    matches.add_undecided(
        connection,
        [
            (one, arrival.article.version, rule)
            for one, arrival in zip(ids, arrivals, strict=True)
            if not arrival.baseline
            for rule in arrival.undecided
        ],
        now,
    )
    crashpoint("match.open")
    stories.await_grouping(connection, [one for one, matched in found if matched])
    digests.await_telling(
        connection,
        [
            (one, arrival.article.version)
            for one, (arrival, matched) in zip(ids, batch.arrivals, strict=True)
            if matched and not arrival.baseline
        ],
    )
