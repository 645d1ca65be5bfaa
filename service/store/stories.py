"""Stories: which articles belong to each, and the recorded reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from service.errors import StoreError
from service.model import (
    ArticleId,
    Placement,
    Relation,
    Signature,
    StoryId,
)
from service.store.rows import chunks
from service.store.schema import article, article_version, source, story, story_member, ungrouped


HOLDERS = 50
"""Of those who hold a text so many are asked, the earliest: a thousand copies cost no more each than ten."""

# Built once: they run for every article, and building one takes as long as running it.
_HOLDERS = (
    select(story_member)
    .where(
        story_member.c.text_hash == bindparam("text"), story_member.c.seen_at >= bindparam("since")
    )
    .order_by(story_member.c.article_id)
    .limit(HOLDERS)
)
_OWN_HOLDERS = _HOLDERS.where(story_member.c.publisher == bindparam("publisher"))
_OPEN, _JOIN = insert(story), insert(story_member)
_RENEW = update(story).where(story.c.id == bindparam("renewed"))
_LEAVE = delete(ungrouped).where(ungrouped.c.article_id == bindparam("placed"))


REPORT = (
    article.c.id,
    article.c.publisher,
    article.c.first_seen_at,
    source.c.title.label("source_title"),
    article_version.c.title,
    article_version.c.text,
    article_version.c.language,
    article_version.c.outlet,
    article_version.c.wire,
    article_version.c.published,
    article_version.c.text_hash,
    article_version.c.content_hash,
)
"""What is read of an article to place it, of its newest version."""
NEWEST = (article_version.c.article_id == article.c.id) & (
    article_version.c.version == article.c.version
)
_TEXT_HOLDER = (
    select(
        *(article.c.id, article_version.c.outlet, article_version.c.wire, source.c.title),
        func.substr(article_version.c.text, 1, 200).label("opening"),
    )
    .select_from(story_member)
    .join(article, article.c.id == story_member.c.article_id)
    .join(article_version, NEWEST)
    .join(source, source.c.id == article.c.source_id)
    .order_by(story_member.c.article_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article in its story."""

    article: ArticleId
    story: StoryId
    relation: Relation
    of: ArticleId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHolder:
    """A report that holds a text, as itself or as a copy; and what it says of whose it is."""

    article: ArticleId
    outlet: str | None
    wire: str | None
    source_title: str
    opening: str
    """How its text begins."""


def await_grouping(connection: Connection, matched: Sequence[ArticleId]) -> None:
    """Let these articles wait for their story, unless they have one."""
    for part in chunks(matched):
        connection.execute(
            insert(ungrouped).from_select(
                ["article_id"],
                select(article.c.id).where(
                    article.c.id.in_(part),
                    ~exists().where(story_member.c.article_id == article.c.id),
                    ~exists().where(ungrouped.c.article_id == article.c.id),
                ),
            )
        )


def waiting(connection: Connection, limit: int) -> tuple[Row[Any], ...]:
    """Return articles that matched and belong to no story yet, in order of arrival; rows have `REPORT`."""
    return tuple(
        connection.execute(
            select(*REPORT)
            .join(ungrouped, ungrouped.c.article_id == article.c.id)
            .join(source, source.c.id == article.c.source_id)
            .join(article_version, NEWEST)
            .order_by(ungrouped.c.article_id)
            .limit(limit)
        )
    )


def holders(
    connection: Connection, text_hash: str, publisher: str, since: datetime
) -> tuple[Signature, ...]:
    """Return the earliest placed articles that hold this text, and the earliest of this publisher's own."""
    asked = {"text": text_hash, "since": since}
    found = [*connection.execute(_HOLDERS, asked)]
    if len(found) == HOLDERS:
        found += connection.execute(_OWN_HOLDERS, {**asked, "publisher": publisher})
    rows = {row.article_id: row for row in found}.values()
    return tuple(
        Signature(
            article=ArticleId(row.article_id),
            publisher=row.publisher,
            story=StoryId(row.story_id),
            text_hash=row.text_hash,
            seen_at=row.seen_at,
            relation=Relation(row.relation),
        )
        for row in rows
    )


def add_member(
    connection: Connection, placement: Placement, signature: Signature, now: datetime
) -> StoryId:
    """Record a placement; opens a story where it names none. `signature.story` is not read.

    Raises `StoreError` if the story is not there any more.
    """
    if placement.story is None:
        story_id = open_story(connection, now)
    else:
        story_id = placement.story
        renewed = connection.execute(_RENEW, {"renewed": story_id, "last_at": now})
        if not renewed.rowcount:
            raise StoreError(f"story {story_id} is gone")
    connection.execute(_LEAVE, {"placed": placement.article})
    connection.execute(
        _JOIN,
        {
            "article_id": placement.article,
            "story_id": story_id,
            "publisher": signature.publisher,
            "relation": placement.relation,
            "of_article": placement.of,
            "measure": placement.measure,
            "value": placement.value,
            "threshold": placement.threshold,
            "nearest": placement.nearest,
            "text_hash": signature.text_hash,
            "seen_at": signature.seen_at,
            "placed_at": now,
        },
    )
    return StoryId(story_id)


def still_waiting(connection: Connection, ids: Sequence[ArticleId]) -> frozenset[ArticleId]:
    """Return those of these that nobody has placed meanwhile."""
    found = connection.scalars(
        select(ungrouped.c.article_id).where(ungrouped.c.article_id.in_(ids))
    )
    return frozenset(map(ArticleId, found))


def open_story(connection: Connection, now: datetime) -> StoryId:
    created = connection.execute(_OPEN, {"opened_at": now, "last_at": now})
    assert created.inserted_primary_key is not None
    return StoryId(created.inserted_primary_key[0])


def point(connection: Connection, copy: ArticleId, of: ArticleId) -> None:
    """Let a copy name another report as the one that it copies."""
    connection.execute(
        update(story_member).where(story_member.c.article_id == copy).values(of_article=of)
    )


def places(connection: Connection, ids: Collection[ArticleId]) -> Mapping[ArticleId, Member]:
    """Return where articles stand; one that is in no story is left out."""
    found: dict[ArticleId, Member] = {}
    for part in chunks(list(ids)):
        rows = connection.execute(select(story_member).where(story_member.c.article_id.in_(part)))
        found.update((member.article, member) for member in map(_member, rows))
    return found


def text_holders(
    connection: Connection, origin: ArticleId, copy: ArticleId
) -> tuple[TextHolder, ...]:
    """Return the report whose text it is, one that copies it, and the earliest that do; the earliest first."""
    here = select(story_member.c.story_id).where(story_member.c.article_id == origin)
    copies = (
        story_member.c.story_id == here.scalar_subquery(),
        story_member.c.of_article == origin,
        story_member.c.relation == Relation.COPY,
    )
    found = [
        *connection.execute(_TEXT_HOLDER.where(story_member.c.article_id.in_([origin, copy]))),
        *connection.execute(_TEXT_HOLDER.where(*copies).limit(HOLDERS)),
    ]
    rows = {row.id: row for row in found}
    return tuple(
        TextHolder(
            article=ArticleId(row.id),
            outlet=row.outlet,
            wire=row.wire,
            source_title=row.title,
            opening=row.opening,
        )
        for _, row in sorted(rows.items())
    )


_DIGITS = 18
"""No row has a number of more."""


def named(connection: Connection, names: Collection[str]) -> Mapping[str, ArticleId]:
    """Find articles by their numbers or links; of several with one link the first that is in a story."""
    numbers = [int(name) for name in names if name.isdecimal() and len(name) <= _DIGITS]
    links = [name for name in names if not name.isdecimal()]
    found: dict[str, ArticleId] = {}
    for some in chunks(numbers):
        ids = connection.scalars(select(article.c.id).where(article.c.id.in_(some)))
        found.update({str(one): ArticleId(one) for one in ids})
    for part in chunks(links):
        rows = connection.execute(
            select(article.c.url, article.c.id, story_member.c.story_id)
            .outerjoin(story_member, story_member.c.article_id == article.c.id)
            .where(article.c.url.in_(part))
            .order_by(story_member.c.story_id.is_(None), article.c.id)
        )
        for row in rows:
            found.setdefault(row.url, ArticleId(row.id))
    return found


def members(connection: Connection, story_ids: Sequence[StoryId]) -> tuple[Member, ...]:
    found: list[Member] = []
    for part in chunks(story_ids):
        rows = connection.execute(
            select(story_member)
            .where(story_member.c.story_id.in_(part))
            .order_by(story_member.c.article_id)
        )
        found.extend(map(_member, rows))
    return tuple(found)


def merged_into(
    connection: Connection, story_ids: Sequence[StoryId]
) -> Mapping[StoryId, tuple[StoryId, ...]]:
    """Return, for each of these stories that others have become one with, those others."""
    found: dict[StoryId, tuple[StoryId, ...]] = {}
    for part in chunks(story_ids):
        rows = connection.execute(
            select(story.c.id, story.c.merged_into)
            .where(story.c.merged_into.in_(part))
            .order_by(story.c.id)
        )
        for row in rows:
            kept = StoryId(row.merged_into)
            found[kept] = (*found.get(kept, ()), StoryId(row.id))
    return found


def _member(row: Row[Any]) -> Member:
    return Member(
        article=ArticleId(row.article_id),
        story=StoryId(row.story_id),
        relation=Relation(row.relation),
        of=None if row.of_article is None else ArticleId(row.of_article),
    )
