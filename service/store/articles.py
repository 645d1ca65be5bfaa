"""Articles: their versions, the keys they are known by, and the bytes of their pages."""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, tuple_, update

from service.model import Article, ArticleId, Document, Known, RuleSetNumber, SourceId
from service.store.rows import article_from, chunks, dump_published
from service.store.schema import article, article_version, entry, page


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article version to store, with everything that commits beside it."""

    article: Article
    keys: tuple[str, ...]
    publisher: str
    text_hash: str
    page: Document | None
    baseline: bool


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
                tuple_(article.c.url, article.c.content_hash).in_(part),
                article.c.source_id != source_id,
                article_version.c.baseline.is_(False),
            )
            .order_by(article.c.id.desc())
        )
        found.update({(row.url, row.content_hash): _as_known(row) for row in rows})
    return found


def touch(connection: Connection, source_id: SourceId, keys: Sequence[str], now: datetime) -> None:
    """Note that these keys were served again: what is served is never forgotten."""
    for part in chunks(keys):
        connection.execute(
            update(entry)
            .where(entry.c.source_id == source_id, entry.c.key.in_(part))
            .values(last_seen_at=now)
        )


def learn_keys(
    connection: Connection,
    source_id: SourceId,
    article_id: ArticleId,
    keys: Iterable[str],
    now: datetime,
) -> None:
    """Remember further keys of an article; a key that is taken stays with its first owner."""
    wanted = list(dict.fromkeys(keys))
    taken = set(known_by_keys(connection, source_id, wanted))
    for key in wanted:
        if key not in taken:
            connection.execute(
                insert(entry).values(
                    source_id=source_id,
                    key=key,
                    article_id=article_id,
                    first_seen_at=now,
                    last_seen_at=now,
                )
            )


def add(connection: Connection, arrival: Arrival, rule_set: RuleSetNumber) -> Article:
    """Store a new article, or a new version where it has an id; return it with its id."""
    item = arrival.article
    values = {
        "url": item.url,
        "version": item.version,
        "content_hash": item.content_hash,
    }
    if item.version == 1:
        created = connection.execute(
            insert(article).values(
                source_id=item.source,
                entry_id=item.entry_id,
                publisher=arrival.publisher,
                first_seen_at=item.seen_at,
                **values,
            )
        )
        assert created.inserted_primary_key is not None
        article_id = ArticleId(created.inserted_primary_key[0])
    else:
        article_id = item.id
        connection.execute(update(article).where(article.c.id == article_id).values(**values))
    _add_version(connection, article_id, arrival, rule_set)
    if arrival.page is not None:
        _add_page(connection, article_id, item, arrival.page)
    return replace(item, id=article_id)


def latest(connection: Connection, article_id: ArticleId) -> Article:
    return article_from(
        connection.execute(
            _articles().where(
                article.c.id == article_id, article_version.c.version == article.c.version
            )
        ).one()
    )


def versions(
    connection: Connection, wanted: Sequence[tuple[ArticleId, int]]
) -> dict[tuple[ArticleId, int], Article]:
    found = {}
    for part in chunks(wanted, 250):
        rows = connection.execute(
            _articles().where(
                tuple_(article_version.c.article_id, article_version.c.version).in_(part)
            )
        )
        found.update({(ArticleId(row.article_id), row.version): article_from(row) for row in rows})
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
        title=row.title,
        content_hash=row.content_hash,
    )


def _add_version(
    connection: Connection, article_id: ArticleId, arrival: Arrival, rule_set: RuleSetNumber
) -> None:
    item = arrival.article
    connection.execute(
        insert(article_version).values(
            article_id=article_id,
            version=item.version,
            title=item.title,
            text=item.text,
            summary=item.summary,
            author=item.author,
            outlet=item.outlet,
            wire=item.wire,
            dateline=item.dateline,
            language=item.language,
            published=dump_published(item.published),
            updated=dump_published(item.updated),
            content_hash=item.content_hash,
            text_hash=arrival.text_hash,
            seen_at=item.seen_at,
            baseline=arrival.baseline,
            rule_set=rule_set,
        )
    )


def _add_page(
    connection: Connection, article_id: ArticleId, item: Article, document: Document
) -> None:
    connection.execute(
        insert(page).values(
            article_id=article_id,
            version=item.version,
            name=document.name,
            url=document.url,
            media_type=document.media_type,
            sha256=hashlib.sha256(document.body).hexdigest(),
            body=zlib.compress(document.body),
            fetched_at=item.seen_at,
        )
    )
