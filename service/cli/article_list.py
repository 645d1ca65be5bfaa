"""Articles of the database, as blocks of words."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import JsonValue

from service.app.reading import look, settings_to_read
from service.cli.printing import WIDEST
from service.digests.wording import line, wrap
from service.store import articles
from service.store.articles import Listed


def read(config_dir: Path, limit: int) -> Sequence[Listed]:
    return look(settings_to_read(config_dir), articles.listed, limit)


def block(one: Listed) -> Iterator[str]:
    rules = ", ".join(f"{watchlist}/{rule}" for watchlist, rule in one.rules)
    head = f"{one.id}  {one.seen_at:%Y-%m-%d %H:%M:%S} UTC  {one.source}"
    text = f"{head}  matched {rules}" if rules else head
    yield from [text] if len(text) <= WIDEST else wrap(text, WIDEST)
    title = line(one.title) or "(untitled)"
    yield from (f"    {part}" for part in wrap(title, WIDEST - 4))


def data(one: Listed) -> dict[str, JsonValue]:
    return {
        "id": one.id,
        "version": one.version,
        "source": one.source,
        "outlet": one.outlet,
        "title": one.title,
        "url": one.url,
        "seen_at": one.seen_at.isoformat(),
        "rules": [f"{watchlist}/{rule}" for watchlist, rule in one.rules],
    }
