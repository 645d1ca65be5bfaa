"""Articles: their versions, the keys they are known by, and the bytes of their pages."""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from service.model import (
    Article,
    ArticleId,
    Document,
    Known,
    RuleName,
    RuleSetNumber,
    SourceId,
)
from service.store.rows import among, article_from, chunks, dump_published, insert_all
from service.store.schema import article, article_version, entry, match, page


_EXACT_ENOUGH = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article version to store, with everything that commits beside it."""

    article: Article
    keys: tuple[str, ...]
    publisher: str
    text_hash: str
    page: Document | None
    baseline: bool
    takes_over: bool = False
    """Its id or link was another article's until now."""
    undecided: tuple[RuleName, ...] = ()
    """Rules that could not be decided for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article as a list names it: its newest version, and the rules that found any."""

    id: ArticleId
    version: int
    source: SourceId
    outlet: str | None
    title: str
    url: str | None
    seen_at: datetime
    """When it was first seen."""
    rules: tuple[RuleName, ...]


def known_by_keys(
    connection: Connection, source_id: SourceId, keys: Sequence[str]
) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for part in chunks(keys):
        rows = connection.execute(
            _known()
            .add_columns(entry.c.key)
            .join(entry, entry.c.article_id == article.c.id)
            .where(entry.c.source_id == source_id, entry.c.key.in_(part))
        )
        found.update({row.key: _as_known(row) for row in rows})
    return found


def known_pages(
    connection: Connection, source_id: SourceId, pages: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], Known]:
    """Find articles of other sources by (url, content hash).

    What a baseline held is not told, so it hides nothing.
    """
    found: dict[tuple[str, str], Known] = {}
    for part in chunks(pages, 250):
        rows = connection.execute(
            _known()
            .where(
                among((article.c.url, article.c.content_hash), part),
                article.c.source_id != source_id,
                article_version.c.baseline.is_(False),
            )
            .order_by(article.c.id.desc())
        )
        found.update({(row.url, row.content_hash): _as_known(row) for row in rows})
    return found


def known_texts(
    connection: Connection, source_id: SourceId, hashes: Sequence[str]
) -> frozenset[str]:
    """Tell which of these content hashes an article of the source has, under whatever address."""
    return frozenset(
        found
        for part in chunks(hashes)
        for found in connection.scalars(
            select(article.c.content_hash).where(
                article.c.content_hash.in_(part), article.c.source_id == source_id
            )
        )
    )


def touch(connection: Connection, source_id: SourceId, keys: Sequence[str], now: datetime) -> None:
    """Note that these keys were served again, with all others of their articles.

    What is served is never forgotten; a day is exact enough, and spares a write at every poll.
    """
    for part in chunks(keys):
        served = select(entry.c.article_id).where(
            entry.c.source_id == source_id, entry.c.key.in_(part)
        )
        connection.execute(
            update(entry)
            .where(
                entry.c.source_id == source_id,
                entry.c.article_id.in_(served.scalar_subquery()),
                entry.c.last_seen_at < now - _EXACT_ENOUGH,
            )
            .values(last_seen_at=now)
        )


def release_names(connection: Connection, source_id: SourceId, keys: Sequence[str]) -> None:
    """Free ids and links that another article goes by now; texts stay with who said them."""
    names = [key for key in keys if key.startswith(("id:", "url:", "titled:"))]
    for part in chunks(names):
        connection.execute(
            delete(entry).where(entry.c.source_id == source_id, entry.c.key.in_(part))
        )


def learn_keys(
    connection: Connection,
    source_id: SourceId,
    learned: Iterable[tuple[ArticleId, Iterable[str]]],
    now: datetime,
) -> None:
    """Remember keys of articles; a key that is taken stays with its first owner."""
    wanted: dict[str, ArticleId] = {}
    for article_id, keys in learned:
        for key in keys:
            wanted.setdefault(key, article_id)
    for part in chunks(list(wanted)):
        taken = select(entry.c.key).where(entry.c.source_id == source_id, entry.c.key.in_(part))
        for key in connection.scalars(taken):
            del wanted[key]
    insert_all(
        connection,
        entry,
        [
            {
                "source_id": source_id,
                "key": key,
                "article_id": article_id,
                "first_seen_at": now,
                "last_seen_at": now,
            }
            for key, article_id in wanted.items()
        ],
    )


def add(
    connection: Connection, arrivals: Sequence[Arrival], rule_set: RuleSetNumber
) -> list[ArticleId]:
    """Store new articles, and new versions of those that have an id; give the id of each."""
    new = [arrival for arrival in arrivals if arrival.article.version == 1]
    created = iter(_create(connection, new))
    _renew(connection, [one.article for one in arrivals if one.article.version > 1])
    ids = [
        next(created) if arrival.article.version == 1 else arrival.article.id
        for arrival in arrivals
    ]
    numbered = list(zip(ids, arrivals, strict=True))
    insert_all(
        connection,
        article_version,
        [_version(one, arrival, rule_set) for one, arrival in numbered],
    )
    insert_all(
        connection,
        page,
        [
            _page(one, arrival.article, arrival.page)
            for one, arrival in numbered
            if arrival.page is not None
        ],
    )
    return ids


def _create(connection: Connection, arrivals: Sequence[Arrival]) -> Sequence[ArticleId]:
    if not arrivals:
        return []
    rows = [
        {
            "source_id": arrival.article.source,
            "entry_id": arrival.article.entry_id,
            "publisher": arrival.publisher,
            "first_seen_at": arrival.article.seen_at,
            "url": arrival.article.url,
            "version": 1,
            "content_hash": arrival.article.content_hash,
        }
        for arrival in arrivals
    ]
    return connection.scalars(
        insert(article).returning(article.c.id, sort_by_parameter_order=True), rows
    ).all()


def _renew(connection: Connection, items: Sequence[Article]) -> None:
    rows = [
        {
            "renewed": item.id,
            "url": item.url,
            "version": item.version,
            "content_hash": item.content_hash,
        }
        for item in items
    ]
    if rows:
        connection.execute(update(article).where(article.c.id == bindparam("renewed")), rows)


def latest(connection: Connection, article_id: ArticleId) -> Article:
    return article_from(
        connection.execute(
            _articles().where(
                article.c.id == article_id, article_version.c.version == article.c.version
            )
        ).one()
    )


def history(connection: Connection, article_id: ArticleId) -> tuple[Article, ...]:
    """Give every version of an article, the first one first; nothing if there is none."""
    rows = connection.execute(
        _articles()
        .where(article_version.c.article_id == article_id)
        .order_by(article_version.c.version)
    )
    return tuple(article_from(row) for row in rows)


def versions(
    connection: Connection, wanted: Sequence[tuple[ArticleId, int]]
) -> dict[tuple[ArticleId, int], Article]:
    found = {}
    for part in chunks(wanted, 250):
        rows = connection.execute(
            _articles().where(
                among((article_version.c.article_id, article_version.c.version), part)
            )
        )
        found.update({(ArticleId(row.article_id), row.version): article_from(row) for row in rows})
    return found


def listed(connection: Connection, limit: int) -> tuple[Listed, ...]:
    """Give the newest articles, the one seen last first."""
    rows = connection.execute(
        select(
            *(article.c.id, article.c.version, article.c.source_id, article.c.url),
            *(article.c.first_seen_at, article_version.c.title, article_version.c.outlet),
        )
        .join(
            article_version,
            (article_version.c.article_id == article.c.id)
            & (article_version.c.version == article.c.version),
        )
        .order_by(article.c.id.desc())
        .limit(limit)
    ).all()
    rules = _rules(connection, [row.id for row in rows])
    return tuple(
        Listed(
            id=ArticleId(row.id),
            version=row.version,
            source=SourceId(row.source_id),
            outlet=row.outlet,
            title=row.title,
            url=row.url,
            seen_at=row.first_seen_at,
            rules=tuple(rules.get(row.id, ())),
        )
        for row in rows
    )


def _rules(connection: Connection, ids: Sequence[int]) -> dict[int, list[RuleName]]:
    """Name the rules that hold for some version of each article."""
    found: dict[int, list[RuleName]] = {}
    names = (match.c.article_id, match.c.watchlist, match.c.rule)
    for part in chunks(ids):
        wanted = select(*names).where(match.c.article_id.in_(part)).distinct().order_by(*names)
        for row in connection.execute(wanted):
            found.setdefault(row.article_id, []).append((row.watchlist, row.rule))
    return found


def _known() -> Select[Any]:
    return select(
        article.c.id,
        article.c.version,
        article.c.url,
        article.c.content_hash,
        article_version.c.title,
    ).join(
        article_version,
        (article_version.c.article_id == article.c.id)
        & (article_version.c.version == article.c.version),
    )


def _articles() -> Select[Any]:
    return select(article.c.source_id, article.c.entry_id, article.c.url, article_version).join(
        article_version, article_version.c.article_id == article.c.id
    )


def _as_known(row: Row[Any]) -> Known:
    return Known(
        article=ArticleId(row.id),
        version=row.version,
        url=row.url,
        title=row.title,
        content_hash=row.content_hash,
    )


def _version(
    article_id: ArticleId, arrival: Arrival, rule_set: RuleSetNumber
) -> dict[str, object]:
    item = arrival.article
    return {
        "article_id": article_id,
        "version": item.version,
        "title": item.title,
        "text": item.text,
        "summary": item.summary,
        "author": item.author,
        "outlet": item.outlet,
        "wire": item.wire,
        "dateline": item.dateline,
        "language": item.language,
        "published": dump_published(item.published),
        "updated": dump_published(item.updated),
        "standing": item.standing,
        "content_hash": item.content_hash,
        "text_hash": arrival.text_hash,
        "seen_at": item.seen_at,
        "baseline": arrival.baseline,
        "rule_set": rule_set,
    }


def _page(article_id: ArticleId, item: Article, document: Document) -> dict[str, object]:
    return {
        "article_id": article_id,
        "version": item.version,
        "name": document.name,
        "url": document.url,
        "media_type": document.media_type,
        "sha256": hashlib.sha256(document.body).hexdigest(),
        "body": zlib.compress(document.body),
        "fetched_at": item.seen_at,
    }
