"""Whose text it is: settled anew with every copy that names an agency, or comes from one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection, Row

from service.articles.wire import agency, in_brackets, stands_for
from service.model import ArticleId, Cause, Relation, StoryMove
from service.pipeline.lane import Lane
from service.store import lane as rows
from service.store import stories
from service.store.stories import Member, TextHolder
from service.stories.origin import Holder, origin


log = structlog.get_logger()


def settle(
    connection: Connection, lane: Lane, article: ArticleId, row: Row[Any], now: datetime
) -> None:
    """Let a copy name the origin itself, not another copy; an agency's own report takes its place."""
    copy = _root(connection, stories.places(connection, [article])[article])
    named = row.wire or agency(row.outlet or row.source_title) or in_brackets(row.text)
    if copy.of is None or not named:
        return
    own = ArticleId(origin(_holders(stories.text_holders(connection, copy.of, copy.article))))
    if own != copy.of:
        _take_over(connection, lane, before=copy.of, own=own, now=now)


def _root(connection: Connection, copy: Member) -> Member:
    """Point a copy of a copy to what that copied."""
    while copy.of is not None:
        parent = stories.places(connection, [copy.of])[copy.of]
        if parent.relation is not Relation.COPY or parent.of is None:
            break
        stories.point(connection, copy.article, parent.of)
        copy = stories.places(connection, [copy.article])[copy.article]
    return copy


def _holders(found: Sequence[TextHolder]) -> list[Holder]:
    """Read who credited whom; whom no list knows is an agency where an outlet of that name holds the text."""
    credited = {one.article: one.wire or in_brackets(one.opening) for one in found}
    named = tuple(dict.fromkeys(name for name in credited.values() if name))
    return [
        Holder(
            report=one.article,
            agency=_agency(one.outlet or one.source_title, named),
            wire=credited[one.article],
        )
        for one in found
    ]


def _agency(outlet: str, named: Iterable[str]) -> str | None:
    return agency(outlet) or next((one for one in named if stands_for(one, outlet)), None)


def _take_over(
    connection: Connection, lane: Lane, *, before: ArticleId, own: ArticleId, now: datetime
) -> None:
    """Give the agency's report the place of the one that was first with its text."""
    places = stories.places(connection, [before, own])
    was = places[before]
    rows.follow_origin(connection, before, own)
    for article, relation, of in ((own, was.relation, was.of), (before, Relation.COPY, own)):
        found = StoryMove(
            article=article,
            left=was.story,
            joined=was.story,
            was=places[article].relation,
            now=relation,
            why=Cause.ORIGIN,
            at=now,
        )
        rows.move(connection, lane.next_step(), found, of)
    log.info("story.origin", story=was.story, article=own, before=before)
