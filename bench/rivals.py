"""Other ways to ask many queries of one article, for `rules.py`: what somebody without us would write.

They know no word forms: each is given those that our rules find, so that all are asked the same. They
give no evidence, only yes or no. What remains is where words end (`we're`, `1,000`, accents): numbers of
matches differ a little. PostgreSQL knows no nearness and is asked for both words anywhere.
"""

import os
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import psycopg
from desk import Drawn, Kind, forms


sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.postgres import server


Ask = Callable[[str], int]
"""Gives how many rules hold for a text."""
TICKS = os.sysconf("SC_CLK_TCK")


# --- a loop over re ------------------------------------------------------------------------------


def loop_over_re(drawn: Sequence[Drawn]) -> Ask:
    patterns = [re.compile(_pattern(one), re.IGNORECASE | re.DOTALL) for one in drawn]
    return lambda text: sum(pattern.search(text) is not None for pattern in patterns)


def _pattern(one: Drawn) -> str:
    match one.kind:
        case Kind.ANY | Kind.NAME:
            phrases = (r"\W+".join(_written(phrase)) for phrase in one.phrases)
            return rf"\b(?:{'|'.join(phrases)})\b"
        case Kind.BOTH:
            a, b, c = (rf".*\b{_either(word)}\b" for word in one.words)
            return rf"\A(?={a})(?={b})(?!{c})"
        case Kind.NEAR:
            a, b = map(_either, one.words)
            between = rf"\b(?:\W+\w+){{0,{one.distance}}}?\W+"
            return rf"\b{a}{between}{b}\b|\b{b}{between}{a}\b"
        case _:
            return rf"\b{one.words[0]}"


def _written(phrase: tuple[str, ...]) -> Iterator[str]:
    yield from phrase if len(phrase) > 1 else [_either(phrase[0])]


def _either(word: str) -> str:
    return f"(?:{'|'.join(map(re.escape, forms(word)))})"


# --- a loop over sets of words -------------------------------------------------------------------

Test = Callable[[str, list[str], set[str]], bool]


def loop_over_words(drawn: Sequence[Drawn]) -> Ask:
    """Fold and cut the text once, then ask each rule by looking its words up in a set."""
    tests = [_test(one) for one in drawn]

    def ask(text: str) -> int:
        words = re.findall(r"\w+", text.casefold())
        line, known = f" {' '.join(words)} ", set(words)
        return sum(test(line, words, known) for test in tests)

    return ask


def _test(one: Drawn) -> Test:
    match one.kind:
        case Kind.ANY | Kind.NAME:
            singles = frozenset(form for p in one.phrases if not p[1:] for form in forms(p[0]))
            phrases = [(p[0].lower(), f" {' '.join(p).lower()} ") for p in one.phrases if p[1:]]
            return lambda line, _, known: (
                not singles.isdisjoint(known)
                or any(first in known and phrase in line for first, phrase in phrases)
            )
        case Kind.BOTH:
            yes, also, no = (frozenset(forms(word)) for word in one.words)
            return lambda _, __, known: (
                not (yes.isdisjoint(known) or also.isdisjoint(known) or not no.isdisjoint(known))
            )
        case Kind.NEAR:
            a, b = (frozenset(forms(word)) for word in one.words)
            return _near(a, b, one.distance)
        case _:
            stem = f" {one.words[0]}"
            return lambda line, _, __: stem in line


def _near(a: frozenset[str], b: frozenset[str], distance: int) -> Test:
    def holds(_: str, words: list[str], known: set[str]) -> bool:
        if a.isdisjoint(known) or b.isdisjoint(known):
            return False
        places = [(place, word in a) for place, word in enumerate(words) if word in a or word in b]
        return any(
            one != other and there - here - 1 <= distance
            for (here, one), (there, other) in pairwise(places)
        )

    return holds


# --- databases -----------------------------------------------------------------------------------


def sqlite_fts5(drawn: Sequence[Drawn]) -> Ask:
    """One document in an index in memory, and every query asked of it."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE page USING fts5(text)")
    queries = [(_fts(one),) for one in drawn]

    def ask(text: str) -> int:
        connection.execute("DELETE FROM page")
        connection.execute("INSERT INTO page VALUES (?)", (text,))
        asked = "SELECT 1 FROM page WHERE page MATCH ?"
        return sum(connection.execute(asked, query).fetchone() is not None for query in queries)

    return ask


def _fts(one: Drawn) -> str:
    match one.kind:
        case Kind.ANY | Kind.NAME:
            return " OR ".join(f'"{" ".join(p)}"' if p[1:] else _group(p[0]) for p in one.phrases)
        case Kind.BOTH:
            return "{} AND {} NOT {}".format(*map(_group, one.words))
        case Kind.NEAR:
            pairs = [(a, b) for a in forms(one.words[0]) for b in forms(one.words[1])]
            return " OR ".join(f'NEAR("{a}" "{b}", {one.distance})' for a, b in pairs)
        case _:
            return f"{one.words[0]}*"


def _group(word: str) -> str:
    return "(" + " OR ".join(f'"{form}"' for form in forms(word)) + ")"


class Postgres:
    """A table of `tsquery`, asked which of them a document satisfies."""

    def __init__(self, url: str, drawn: Sequence[Drawn]) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._order("SET max_parallel_workers_per_gather = 0")
        self._order("CREATE TEMP TABLE rule (id int, query tsquery)")
        with self._connection.cursor().copy("COPY rule FROM STDIN") as copy:
            for number, one in enumerate(drawn):
                copy.write_row((number, _tsquery(one)))
        self._order("ANALYZE rule")
        self._pid = self._connection.info.backend_pid

    def _order(self, statement: str) -> None:
        self._connection.execute(statement.encode())

    def __call__(self, text: str) -> int:
        asked = b"SELECT count(*) FROM rule WHERE to_tsvector('simple', %s) @@ query"
        row = self._connection.execute(asked, (text,)).fetchone()
        return int(row[0]) if row else 0

    def cpu(self) -> float:
        """Give the seconds that its process has computed for us, if it runs on this machine."""
        fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def close(self) -> None:
        self._connection.close()


def _tsquery(one: Drawn) -> str:
    match one.kind:
        case Kind.ANY | Kind.NAME:
            return " | ".join(_ts_phrase(phrase) for phrase in one.phrases)
        case Kind.BOTH:
            a, b, c = map(_ts_group, one.words)
            return f"{a} & {b} & !{c}"
        case Kind.NEAR:
            a, b = map(_ts_group, one.words)
            return f"{a} & {b}"  # it knows no nearness: this asks it for less
        case _:
            return f"'{one.words[0].lower()}':*"


def _ts_phrase(phrase: tuple[str, ...]) -> str:
    if not phrase[1:]:
        return _ts_group(phrase[0])
    return "(" + " <-> ".join(f"'{word.lower()}'" for word in phrase) + ")"


def _ts_group(word: str) -> str:
    return "(" + " | ".join(f"'{form}'" for form in forms(word)) + ")"


@contextmanager
def shared_server() -> Iterator[dict[str, str]]:
    """Start a server, or take the one that is named; give the environment that names it."""
    with server() as running:
        yield {**os.environ, "WIREWATCH_TEST_POSTGRES": running.url}  # noqa: TID251 - the child's environment is this one's and more


@contextmanager
def database() -> Iterator[str]:
    with server() as running, running.database() as url:
        yield url
