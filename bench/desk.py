"""What `rules.py` measures with: articles of about 3 kB, and mixed rules as many desks write them.

A rule is drawn as parts, so that each engine can be asked it in its own language. The words are those
of the texts themselves, and rare enough together that about one rule in a thousand holds for an
article. The first thousand rules are the same whether ten or a hundred thousand are drawn.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from newsroom import Newsroom

from service.matches.forms import expand
from service.model import Article, ArticleId, Rule, SourceId


SIZES = (1_500, 2_000, 2_500, 3_000, 3_000, 3_500, 4_000, 4_500)
"""Characters of an article: 3 kB in the mean."""
WORD = re.compile(r"[a-z]{4,}")
PAIR = re.compile(r"(?=\b([a-zA-Z]{4,}) ([a-zA-Z]{4,})\b)")
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Kind(StrEnum):
    """What a rule asks for."""

    ANY = "any of some words and phrases"
    NAME = "a name with some spellings"
    BOTH = "this and that, not the other"
    NEAR = "words near one another"
    PREFIX = "a prefix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A rule, before it is written in somebody's language."""

    kind: Kind
    phrases: tuple[tuple[str, ...], ...] = ()
    """Of `ANY` and `NAME`; one word finds its forms, several are meant as they are written."""
    words: tuple[str, ...] = ()
    """Of the others."""
    distance: int = 0

    @property
    def query(self) -> str:
        match self.kind:
            case Kind.ANY:
                return " OR ".join(f'"{" ".join(p)}"' if p[1:] else p[0] for p in self.phrases)
            case Kind.NAME:
                return "name:x"
            case Kind.BOTH:
                return "{} AND {} NOT {}".format(*self.words)
            case Kind.NEAR:
                return f"{self.words[0]} NEAR/{self.distance} {self.words[1]}"
            case _:
                return f"{self.words[0]}*"

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        return {"x": tuple(map(" ".join, self.phrases))} if self.kind is Kind.NAME else {}


def forms(word: str) -> list[str]:
    """Give the forms that our rule finds, for engines that know none."""
    return sorted(expand(word, word, ("en",)))


@dataclass
class Desk:
    """Draws articles and rules, always the same ones."""

    news: Newsroom = field(default_factory=Newsroom)

    @cached_property
    def paragraphs(self) -> list[str]:
        return self.news.paragraphs

    def articles(self, count: int) -> list[Article]:
        return [self._article(number) for number in range(count)]

    def _article(self, number: int) -> Article:
        draw = random.Random(number)  # noqa: S311 - texts to measure with need no secrecy
        size, body = draw.choice(SIZES), list[str]()
        while sum(map(len, body)) < size:
            body.append(draw.choice(self.paragraphs))
        title = draw.choice(self.paragraphs)[:60].strip()
        return article("\n\n".join(body), title=title, number=number)

    def rules(self, count: int) -> list[Drawn]:
        draw = random.Random(7)  # noqa: S311 - as above
        return [self._rule(draw, draw.random()) for _ in range(count)]

    def _rule(self, draw: random.Random, kind: float) -> Drawn:
        if kind < 0.50:
            return Drawn(kind=Kind.ANY, phrases=self._aliases(draw, draw.randint(1, 4)))
        if kind < 0.60:
            some = [self._phrase(draw, self._names) for _ in range(draw.randint(1, 4))]
            return Drawn(kind=Kind.NAME, phrases=tuple(some))
        first, second = draw.choice(self._pairs)
        if kind < 0.80:
            return Drawn(kind=Kind.BOTH, words=(first, second, draw.choice(self._words)))
        if kind < 0.95:
            distance = draw.randint(5, 15)
            return Drawn(kind=Kind.NEAR, words=(first, second), distance=distance)
        return Drawn(kind=Kind.PREFIX, words=(draw.choice(self._stems),))

    def _aliases(self, draw: random.Random, count: int) -> tuple[tuple[str, ...], ...]:
        return tuple(
            self._phrase(draw, self._pairs) if draw.random() < 0.8 else (draw.choice(self._rare),)
            for _ in range(count)
        )

    def _phrase(self, draw: random.Random, pairs: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """Draw a phrase; most that people list for a rule stand in no text for months."""
        first, second = draw.choice(pairs)
        return (first, second if draw.random() < 0.3 else draw.choice(pairs)[1])

    def common(self, count: int, *, least: int = 4) -> list[str]:
        """Give the most frequent words of some length, made up ones if there are too few."""
        some = [word for word, _ in self._seen.most_common() if len(word) >= least][:count]
        return some + [f"word{n}" for n in range(count - len(some))]

    @cached_property
    def _seen(self) -> Counter[str]:
        """Count the paragraphs that each word stands in."""
        return Counter(
            word for text in self.paragraphs for word in set(WORD.findall(text.lower()))
        )

    @cached_property
    def _words(self) -> list[str]:
        return sorted(word for word, times in self._seen.items() if 3 <= times <= 50)

    @cached_property
    def _rare(self) -> list[str]:
        return sorted(word for word, times in self._seen.items() if times == 1)

    @cached_property
    def _all_pairs(self) -> Counter[tuple[str, str]]:
        return Counter(
            pair
            for text in self.paragraphs
            for pair in {(found[1], found[2]) for found in PAIR.finditer(text)}
        )

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        known = set(self._words)
        return sorted(
            pair
            for pair, times in self._all_pairs.items()
            if times == 1 and known.issuperset(pair)
        )

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        return sorted(
            pair
            for pair, times in self._all_pairs.items()
            if times == 1 and all(word.istitle() for word in pair)
        )

    @cached_property
    def _stems(self) -> list[str]:
        found: defaultdict[str, int] = defaultdict(int)
        for word, times in self._seen.items():
            if len(word) >= 7:
                found[word[:6]] += times
        return sorted(stem for stem, times in found.items() if times == 1)


def article(text: str, *, title: str = "", number: int = 1) -> Article:
    return Article(
        id=ArticleId(number), source=SourceId("bench"), title=title, text=text, seen_at=NOW
    )


def ours(drawn: Sequence[Drawn]) -> list[Rule]:
    return [
        Rule(watchlist="bench", id=f"r{n}", title="", query=one.query, names=one.names)
        for n, one in enumerate(drawn)
    ]
