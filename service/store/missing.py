"""Pages that were given up: counted by the coverage of digests, named by `source show`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from service.model import SourceId
from service.store.rows import insert_all
from service.store.schema import missing_page


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage:
    """A page that could not be had, or not be read."""

    address: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """One, and when that was decided."""

    page: MissingPage
    at: datetime


def add(
    connection: Connection, source_id: SourceId, pages: Sequence[MissingPage], now: datetime
) -> None:
    rows = [
        {
            "source_id": source_id,
            "address": one.address,
            "code": one.code,
            "detail": one.detail,
            "given_up_at": now,
        }
        for one in pages
    ]
    insert_all(connection, missing_page, rows)


def by_source(
    connection: Connection, start: datetime, until: datetime
) -> Mapping[SourceId, tuple[int, str]]:
    """Count those of (start, until], and say of each source why it lacks the last."""
    within = (missing_page.c.given_up_at > start, missing_page.c.given_up_at <= until)
    counted = (
        select(func.max(missing_page.c.id).label("last"), func.count().label("number"))
        .where(*within)
        .group_by(missing_page.c.source_id)
        .subquery("counted")
    )
    rows = connection.execute(
        select(missing_page.c.source_id, counted.c.number, missing_page.c.detail)
        .join(counted, counted.c.last == missing_page.c.id)
        .order_by(missing_page.c.source_id)
    )
    return {SourceId(row.source_id): (row.number, row.detail) for row in rows}


def newest(connection: Connection, source_id: SourceId, limit: int) -> tuple[GivenUp, ...]:
    rows = connection.execute(
        select(missing_page)
        .where(missing_page.c.source_id == source_id)
        .order_by(missing_page.c.given_up_at.desc(), missing_page.c.id.desc())
        .limit(limit)
    )
    return tuple(
        GivenUp(
            page=MissingPage(address=row.address, code=row.code, detail=row.detail),
            at=row.given_up_at,
        )
        for row in rows
    )
