"""Values to columns and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, Table, insert, tuple_

from service.model import (
    Article,
    ArticleId,
    Evidence,
    Match,
    Published,
    SourceId,
    Standing,
    Tier,
    Vitals,
)


T = TypeVar("T")
Condition = ColumnElement[bool]

_PUBLISHED: TypeAdapter[Published] = TypeAdapter(Published)
_VITALS: TypeAdapter[Vitals] = TypeAdapter(Vitals)
_EVIDENCE: TypeAdapter[tuple[Evidence, ...]] = TypeAdapter(tuple[Evidence, ...])


def chunks(items: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """Part a long IN list: SQLite binds at most 999 values in its older builds."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def among(columns: Sequence[ColumnElement[Any]], keys: Sequence[Sequence[Any]]) -> Condition:
    """Look for rows by several columns at once.

    SQLite reads a whole table for a list of tuples; the first column alone leads it to an index.
    """
    return columns[0].in_([key[0] for key in keys]) & tuple_(*columns).in_(keys)


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert many rows in one trip; every row names the same columns."""
    if rows:
        connection.execute(insert(table), rows)


def dump_published(published: Published | None) -> Any:
    return None if published is None else _PUBLISHED.dump_python(published, mode="json")


def load_published(value: Any) -> Published | None:
    return None if value is None else _PUBLISHED.validate_python(value)


def dump_vitals(vitals: Vitals) -> Any:
    return _VITALS.dump_python(vitals, mode="json", exclude_defaults=True)


def load_vitals(value: Any) -> Vitals:
    return Vitals() if value is None else _VITALS.validate_python(value)


def dump_evidence(evidence: tuple[Evidence, ...]) -> Any:
    return _EVIDENCE.dump_python(evidence, mode="json")


def article_from(row: Row[Any]) -> Article:
    """Build an article from columns of `article` and `article_version`; tags are the caller's."""
    return Article(
        id=ArticleId(row.article_id),
        version=row.version,
        source=SourceId(row.source_id),
        entry_id=row.entry_id,
        url=row.url,
        title=row.title,
        text=row.text,
        summary=row.summary,
        author=row.author,
        outlet=row.outlet,
        wire=row.wire,
        dateline=row.dateline,
        language=row.language,
        published=load_published(row.published),
        updated=load_published(row.updated),
        standing=None if row.standing is None else Standing(row.standing),
        content_hash=row.content_hash,
        seen_at=row.seen_at,
    )


def match_from(row: Row[Any]) -> Match:
    return Match(
        article=ArticleId(row.article_id),
        version=row.version,
        watchlist=row.watchlist,
        rule=row.rule,
        title=row.title,
        tier=Tier(row.tier),
        evidence=_EVIDENCE.validate_python(row.evidence),
    )


def grouped(rows: Iterable[T], key: str) -> dict[Any, list[T]]:
    """Collect rows by one of their columns, in order."""
    found: dict[Any, list[T]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found
