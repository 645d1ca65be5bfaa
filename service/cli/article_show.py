"""One article with its versions, and what changed from each to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pydantic import JsonValue
from sqlalchemy import Connection

from service.app.reading import look, settings_to_read
from service.articles.changes import Change, Fate, shown, word_diff
from service.cli.digest_show import data as account_data
from service.cli.digest_show import fate
from service.cli.printing import WIDEST
from service.cli.story_words import moment
from service.digests.wording import harmless, line, printed, wrap
from service.model import Article, ArticleId, RuleName, Standing, StoryId, StreamId
from service.store import accounts, articles, matches, stories
from service.store.accounts import Account


SAYS = {
    Standing.CORRECTION: "it carries a correction",
    Standing.RETRACTION: "its outlet has taken it back",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is known of an article."""

    versions: tuple[Article, ...]
    """The first one first."""
    rules: tuple[RuleName, ...]
    """That held for some version."""
    story: StoryId | None
    accounts: tuple[Account, ...]
    """What became of it in each stream."""
    waiting: tuple[StreamId, ...]
    """Streams whose next digest decides on it."""

    @property
    def newest(self) -> Article:
        return self.versions[-1]


def read(config_dir: Path, number: int) -> Page | None:
    return look(settings_to_read(config_dir), _read, ArticleId(number))


def _read(connection: Connection, number: ArticleId) -> Page | None:
    versions = articles.history(connection, number)
    if not versions:
        return None
    rules = sorted(matches.earlier_rules(connection, number))
    places = stories.places(connection, [number])
    return Page(
        versions=versions,
        rules=tuple(rules),
        story=places[number].story if number in places else None,
        accounts=accounts.of_article(connection, number),
        waiting=accounts.waiting(connection, number),
    )


# --- for people --------------------------------------------------------------------------------


def lines(page: Page) -> Iterator[str]:
    one = page.newest
    yield line(one.title) or "(untitled)"
    for name, value in _facts(page):
        for at, part in enumerate(wrap(value, WIDEST - 12)):
            yield f"  {'' if at else name:<10}{part}"
    for before, after in pairwise(page.versions):
        yield ""
        yield f"version {after.version}, seen {_moment(after)}{_standing(after)}"
        yield from _changes(before, after)
    yield ""
    for paragraph in one.text.split("\n\n"):
        yield from wrap(harmless(paragraph), WIDEST)
        yield ""


def _facts(page: Page) -> Iterator[tuple[str, str]]:
    one = page.newest
    yield "number", f"{one.id}, version {one.version}"
    yield "source", one.source
    yield "outlet", line(one.outlet or "")
    yield "author", line(one.author or "")
    yield "wire", line(one.wire or "")
    yield "link", line(one.url or "")
    yield "published", printed(one.published) or ""
    yield "updated", printed(one.updated) or ""
    yield "seen", _moment(page.versions[0])
    yield "standing", SAYS[one.standing] if one.standing else ""
    rules = ", ".join(f"{watchlist}/{rule}" for watchlist, rule in page.rules)
    yield "rules", rules or "none holds: nobody is told"
    yield "story", f"s{page.story}" if page.story else ""
    for account in page.accounts:
        version = f"version {account.version} " if one.version > 1 else ""
        yield "digest", f"{version}{account.stream}, {moment(account.at)}: {fate(account)}"
    yield from (("digest", f"{stream}: not yet, its next one decides") for stream in page.waiting)


def _moment(article: Article) -> str:
    return f"{article.seen_at:%Y-%m-%d %H:%M:%S} UTC"


def _standing(article: Article) -> str:
    return f": {SAYS[article.standing]}" if article.standing else ""


def _changes(before: Article, after: Article) -> Iterator[str]:
    """Show what went as [-so-] and what came as {+so+}."""
    for name, old, new in (
        ("title", before.title, after.title),
        ("text", before.text, after.text),
        ("summary", before.summary or "", after.summary or ""),
    ):
        if old != new:
            diff = shown(word_diff(old, new)).split("\n\n")
            wrapped = (part for some in diff for part in wrap(harmless(some), WIDEST - 10))
            for at, part in enumerate(wrapped):
                yield f"  {name if at == 0 else '':<8}{part}"


# --- as data -----------------------------------------------------------------------------------


def data(page: Page) -> dict[str, JsonValue]:
    """Give all of it, with the whole diff of each version."""
    one = page.newest
    changed = [None, *pairwise(page.versions)]
    return {
        "id": one.id,
        "source": one.source,
        "outlet": one.outlet,
        "author": one.author,
        "wire": one.wire,
        "url": one.url,
        "title": one.title,
        "text": one.text,
        "standing": one.standing,
        "rules": [f"{watchlist}/{rule}" for watchlist, rule in page.rules],
        "story": page.story,
        "told": [account_data(account) for account in page.accounts],
        "waiting_for": list(page.waiting),
        "versions": [
            _version(version, pair) for version, pair in zip(page.versions, changed, strict=True)
        ],
    }


def _version(article: Article, pair: tuple[Article, Article] | None) -> dict[str, JsonValue]:
    return {
        "version": article.version,
        "seen_at": article.seen_at.isoformat(),
        "standing": article.standing,
        "title": _diff(word_diff(pair[0].title, pair[1].title)) if pair else None,
        "text": _diff(word_diff(pair[0].text, pair[1].text)) if pair else None,
    }


def _diff(changes: tuple[Change, ...]) -> list[JsonValue]:
    """Leave out the text of what was kept but its length: it stands in the article."""
    return [
        {"fate": one.fate, "characters": len(one.text)}
        if one.fate is Fate.KEPT
        else {"fate": one.fate, "text": one.text}
        for one in changes
    ]
