"""Digests of the database, as blocks of words."""

from collections.abc import Iterator

from pydantic import JsonValue

from service.cli.printing import WIDEST
from service.digests.wording import count, line, wrap
from service.store.digests import Listed


def block(one: Listed) -> Iterator[str]:
    stories = count(one.stories, "story", "stories") if one.stories else "no story"
    yield f"{one.id}  {one.composed_at:%Y-%m-%d %H:%M} UTC  {one.stream}, {stories}"
    yield from (f"    {part}" for part in wrap(line(one.subject), WIDEST - 4))


def data(one: Listed) -> dict[str, JsonValue]:
    return {
        "id": one.id,
        "stream": one.stream,
        "composed_at": one.composed_at.isoformat(),
        "subject": one.subject,
        "stories": one.stories,
    }
