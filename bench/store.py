"""What the store costs: statements of a poll, and queries beside those that read a table whole.

    python bench/store.py --history 1000000

Writes so many articles, each with a match that was told, into a SQLite file, and prints

- one poll with 2,000 new entries: its statements, those of every entry by itself beside them, and the
  time of a bare `executemany` of the same rows into tables without an index;
- 2,000 articles looked for by link and hash: with `rows.among`, and by the pair of columns alone;
- what was not told yet, and what has no story yet: from the rows that wait, and from all history.

Trust the ratios: times are the machine's.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, select, text, tuple_

from service.model import (
    Article,
    ArticleId,
    Evidence,
    Field,
    Match,
    RuleSetNumber,
    Source,
    SourceId,
    Tier,
    Validators,
)
from service.store import articles, ingest, matches, sources, stories
from service.store.articles import Arrival
from service.store.schema import article, metadata
from service.store.sources import PollRecord
from service.store.sqlite import SqliteFile


NOW = datetime(2030, 1, 1, tzinfo=UTC)
WIRE = SourceId("wire")
NEW = 2_000
BODY = "A ferry ran aground off Lundby on Monday, all are safe, the harbour master said. " * 30
HISTORY = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :history)
    INSERT INTO {table} SELECT {values} FROM n
"""


def told_long_ago(connection: Connection, history: int) -> None:
    """Write articles that were matched, grouped and told."""
    at = "'2029-01-01 00:00:00.000000'"
    rows = {
        "article (id, source_id, url, version, content_hash, publisher, first_seen_at)": (
            f"i, 'wire', 'https://wire.example/' || i, 1, 'hash ' || i, 'wire.example', {at}"
        ),
        "match (article_id, version, watchlist, rule, title, tier, rule_set, evidence, matched_at)": (
            f"i, 1, 'bench', 'ferry', 'Ferry', 'normal', 1, '[]', {at}"
        ),
        "story (id, opened_at, last_at)": f"i, {at}, {at}",
        "story_member (article_id, story_id, publisher, relation, measure, value, threshold, text_hash, seen_at, placed_at)": (
            f"i, i, 'wire.example', 'first', 'equal text', 0, 1, 'text ' || i, {at}, {at}"
        ),
        "told (article_id, version, stream_id, story_id, how, told_at)": (
            f"i, 1, 'bench', i, 'told', {at}"
        ),
    }
    for table, values in rows.items():
        connection.execute(text(HISTORY.format(table=table, values=values)), {"history": history})


def fill(engine: Engine, history: int) -> None:
    with engine.begin() as connection:
        metadata.create_all(connection)
        source = Source(id=WIRE, kind="feed", title="Wire", options={"url": "x"})
        sources.sync(connection, [source], NOW, {})
        matches.publish_rule_set(connection, "bench", [], NOW)
        connection.execute(
            text(
                "INSERT INTO stream (id, kind, title, created_at, schedule, schedule_since) "
                "VALUES ('bench', 'digest', 'Bench', '2029-01-01', '[]', '2029-01-01')"
            )
        )
        told_long_ago(connection, history)


# --- a poll --------------------------------------------------------------------------------------


def batch(connection: Connection) -> ingest.Ingest:
    state = sources.claim(connection, WIRE, "bench", NOW, timedelta(minutes=15))
    assert state is not None
    return ingest.Ingest(
        state=state,
        record=PollRecord(started_at=NOW, finished_at=NOW, outcome="new", new=NEW),
        validators=Validators(),
        next_due=NOW,
        rule_set=RuleSetNumber(1),
        arrivals=tuple(one(number) for number in range(NEW)),
    )


def one(number: int) -> tuple[Arrival, tuple[Match, ...]]:
    made = Article(
        id=ArticleId(0),
        source=WIRE,
        url=f"https://wire.example/new/{number}",
        title=f"Ferry {number}",
        text=f"{number} {BODY}",
        content_hash=f"new hash {number}",
        seen_at=NOW,
    )
    arrival = Arrival(
        article=made,
        keys=(f"url:{made.url}", f"text:{number}", f"as:{number}"),
        publisher="wire.example",
        text_hash=f"new text {number}",
        page=None,
        baseline=False,
    )
    words = Evidence(
        field=Field.TEXT, start=2, end=7, quote="ferry", clause="ferry", sentence=(0, 80)
    )
    found = Match(
        article=ArticleId(0),
        version=1,
        watchlist="bench",
        rule="ferry",
        title="Ferry",
        tier=Tier.NORMAL,
        evidence=(words,),
    )
    return arrival, (found,)


def poll(engine: Engine) -> None:
    count = 0

    def add(*_: Any) -> None:
        nonlocal count
        count += 1

    event.listen(engine, "before_cursor_execute", add)
    with engine.begin() as connection:
        wanted = batch(connection)
        count = 0
        seconds = timed(lambda: ingest.commit(connection, wanted))
        together, count = count, 0
        connection.rollback()
    with engine.begin() as connection:
        alone(connection, batch(connection))
        connection.rollback()
    event.remove(engine, "before_cursor_execute", add)
    bare = timed(written_plainly)
    print(f"a poll with {NEW:,} new entries: {together:,} statements (each entry by itself: {count:,}), "
          f"{seconds:.2f} s, {seconds / bare:.1f} times a bare executemany of the same texts")  # fmt: skip


def alone(connection: Connection, wanted: ingest.Ingest) -> None:
    """Do for every entry by itself what a poll does for all."""
    for arrival, found in wanted.arrivals:
        (stored,) = articles.add(connection, [arrival], wanted.rule_set)
        articles.learn_keys(connection, WIRE, [(stored, arrival.keys)], NOW)
        matches.add(connection, [(stored, found)], wanted.rule_set, NOW)
        stories.await_grouping(connection, [stored])


def written_plainly() -> None:
    with tempfile.TemporaryDirectory() as place:
        connection = sqlite3.connect(Path(place, "bare.db"))
        connection.execute("CREATE TABLE article (url TEXT, title TEXT, text TEXT, evidence TEXT)")
        rows = [
            (f"url {number}", f"Ferry {number}", f"{number} {BODY}", "[]") for number in range(NEW)
        ]
        connection.executemany("INSERT INTO article VALUES (?, ?, ?, ?)", rows)
        connection.commit()
        connection.close()


# --- queries -------------------------------------------------------------------------------------


def lookups(engine: Engine) -> None:
    keys = [(f"https://wire.example/{n * 7}", f"hash {n * 7}") for n in range(1, NEW + 1)]
    pairs = select(article.c.id).where(
        tuple_(article.c.url, article.c.content_hash).in_(keys[:100])
    )
    with engine.begin() as connection:
        other = SourceId("another")
        ours = timed(lambda: articles.known_pages(connection, other, keys))
        plain = timed(lambda: connection.execute(pairs).all()) * len(keys) / 100
    print(f"{NEW:,} articles looked for by link and hash: {ours * 1000:.0f} ms, by the pair of columns alone "
          f"{plain * 1000:.0f} ms (from 100 of them): {plain / ours:.0f} times as long")  # fmt: skip


WAITING = {
    "not told yet": (
        "SELECT count(*) FROM untold WHERE stream_id = 'bench'",
        (
            "SELECT count(*) FROM match WHERE watchlist = 'bench' AND NOT EXISTS (SELECT 1 FROM told WHERE "
            "told.article_id = match.article_id AND told.version = match.version AND told.stream_id = 'bench')"
        ),
    ),
    "no story yet": (
        "SELECT count(*) FROM ungrouped",
        (
            "SELECT count(DISTINCT article_id) FROM match WHERE NOT EXISTS "
            "(SELECT 1 FROM story_member WHERE story_member.article_id = match.article_id)"
        ),
    ),
}


def waiting(engine: Engine) -> None:
    with engine.begin() as connection:
        for what, (rows, history) in WAITING.items():
            ours, whole = (
                timed(lambda query=query: connection.execute(text(query)).all())  # type: ignore[misc] # mypy cannot infer a lambda with a default
                for query in (rows, history)
            )
            print(
                f"{what}: from the rows that wait {ours * 1000:.1f} ms, from all history {whole * 1000:.0f} ms"
            )


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--history", type=int, default=100_000)
    history = parser.parse_args().history
    with tempfile.TemporaryDirectory() as place:
        engine = SqliteFile(Path(place, "bench.db")).writer()
        fill(engine, history)
        print(f"{history:,} articles told before")
        poll(engine)
        lookups(engine)
        waiting(engine)
        engine.dispose()


if __name__ == "__main__":
    main()
