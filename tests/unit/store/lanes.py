"""Short ways to what happens in the lane."""

from typing import Any

from sqlalchemy import Connection

from service.model import ArticleId, Cause, Relation, StoryId, StoryMerge, StoryMove
from service.store import lane
from service.store.lane import Signed
from tests.unit.store.rows import NOW, bring, place


def report(connection: Connection, name: str, **more: Any) -> tuple[ArticleId, StoryId]:
    """Bring an article and place it."""
    article_id = bring(connection, text=name, title=name, grouped=False)
    return article_id, place(connection, article_id, **more)


def sign(connection: Connection, step: int, article_id: ArticleId, **more: Any) -> Signed:
    facts: dict[str, Any] = {
        "story": StoryId(1),
        "opened": True,
        "publisher": "wire.example",
        "at": 1.5,
        "seen": NOW.timestamp() / 3600,
        "packed": b"packed",
    }
    one = Signed(step=step, article=article_id, **(facts | more))
    lane.sign(connection, one)
    return one


def merged(kept: StoryId, gone: StoryId) -> StoryMerge:
    return StoryMerge(
        kept=kept,
        gone=gone,
        why=Cause.LIKENESS,
        measure="likeness",
        value=0.5,
        threshold=0.42,
        at=NOW,
    )


def moved(article_id: ArticleId, left: StoryId, joined: StoryId) -> StoryMove:
    return StoryMove(
        article=article_id,
        left=left,
        joined=joined,
        was=Relation.REPORT,
        now=Relation.FIRST,
        opened=joined != left,
        why=Cause.PINNED,
        at=NOW,
    )
