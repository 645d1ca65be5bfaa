"""News to measure with: texts of 1 to 8 kB as agencies and sites write them, and rules as desks have them.

Paragraphs are real ones where `WIREWATCH_DATA` has them, put together anew; else they are made of
invented words, common ones often and rare ones rarely, as in any language (Zipf). Nothing is random
beyond a seed, so that two runs measure the same.
"""

import gzip
import itertools
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path


DATA = Path(os.environ.get("WIREWATCH_DATA", "../shared/data"))  # noqa: TID251 - a bench reads it by itself
SIZES = (1_000, 2_000, 2_000, 3_000, 3_000, 4_000, 5_000, 8_000)
"""Characters of an article: 3.5 kB in the mean."""
SMALL = re.findall(
    r"\w+",
    "the of and to in a that for on was with as by at from it is be has said were not have his are which an "
    "but will their had they would after who been more also its than new one this two there first when over",
)
SYLLABLES = "ba ler mon tri sa vel dor ni ka pres tun gra ol fen mi ran ste co lu ver sha bri nor pe tal".split()  # noqa: SIM905 - a list of words is read as words
WRITERS = ("Anna Berg", "Tom Okafor", "Mira Lindqvist", "Paul Dray", "Ines Marchetti")
PLACES = ("LUNDBY", "TESSARO", "Brennholt", "DUNMARROW", "Halvane")
AGENCIES = ("Reuters", "AP", "AFP", "dpa")
WORD = re.compile(r"[^\W\d_]{4,}")


class Newsroom:
    """Writes articles, and rules that some of them match."""

    def __init__(self) -> None:
        self.real = (DATA / "pages" / "wcxb-articles.jsonl.gz").is_file()
        self.paragraphs = list(_real() if self.real else _invented())
        self._titles = [paragraph for paragraph in self.paragraphs if len(paragraph) < 90]

    def article(self, seed: int) -> str:
        """Put an article together, with the furniture that a capture has around it."""
        draw = random.Random(seed)  # noqa: S311 - news to measure with need no secrecy
        size, body = draw.choice(SIZES), list[str]()
        while sum(map(len, body)) < size:
            body.append(draw.choice(self.paragraphs))
        day, minute = draw.randint(1, 28), draw.randint(10, 59)
        title = draw.choice(self._titles)[:90].rstrip(". ")
        opening = f"{draw.choice(PLACES)}, March {day} ({draw.choice(AGENCIES)}) - "
        return "\n\n".join(
            (
                f"{title} {seed}",
                f"By {draw.choice(WRITERS)}",
                f"Published {day} March 2025 14:{minute}",
                opening + body[0],
                *body[1:],
                "Copyright 2025 Lundby Post. All rights reserved.",
            )
        )

    def rules(self, count: int) -> list[str]:
        """Draw queries from the texts' own words, rare ones, as those that people watch for.

        60 % any of some phrases, 20 % with AND and NOT, 15 % nearness, 5 % prefixes; few of a hundred
        hold for any one article.
        """
        draw = random.Random(7)  # noqa: S311 - as above
        seen = Counter(
            word for text in self.paragraphs for word in set(WORD.findall(text.lower()))
        )
        pairs = self._pairs(seen)
        some = [word for word, times in seen.items() if 3 <= times <= 12 and word.isascii()]
        rare = sorted(some)
        kinds = [draw.random() for _ in range(count)]
        return [_rule(draw, kind, pairs, rare) for kind in kinds]

    def _pairs(self, seen: Counter[str]) -> list[tuple[str, str]]:
        found: Counter[tuple[str, str]] = Counter()
        for text in self.paragraphs:
            words = re.findall(r"\w+", text.lower())
            found.update(set(itertools.pairwise(words)))
        return sorted(
            pair
            for pair, times in found.items()
            if times <= 6 and all(seen[word] >= 3 and word.isascii() for word in pair)
        )


def _rule(
    draw: random.Random, kind: float, pairs: Sequence[tuple[str, str]], rare: Sequence[str]
) -> str:
    first, second = draw.choice(pairs)
    if kind < 0.60:
        phrases = [(first, second), *(draw.choice(pairs) for _ in range(draw.randint(0, 4)))]
        return " OR ".join(f'"{a} {b}"' for a, b in phrases)
    if kind < 0.80:
        return f"{first} AND {second} NOT {draw.choice(rare)}"
    if kind < 0.95:
        return f"{first} NEAR/{draw.randint(5, 15)} {second}"
    return f"{draw.choice(rare)[:6]}*"


def _real() -> Iterator[str]:
    with gzip.open(DATA / "pages" / "wcxb-articles.jsonl.gz", "rt") as lines:
        for line in lines:
            for paragraph in (json.loads(line)["text"] or "").split("\n"):
                if 40 < len(paragraph.strip()) < 2_000:
                    yield paragraph.strip()


def _invented() -> Iterator[str]:
    draw = random.Random(3)  # noqa: S311 - as above
    lexicon = list(
        {"".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))): 1 for _ in range(9_000)}
    )
    weights = list(itertools.accumulate(1 / rank for rank in range(5, len(lexicon) + 5)))
    for _ in range(6_000):
        yield " ".join(_sentence(draw, lexicon, weights) for _ in range(draw.randint(1, 4)))


def _sentence(draw: random.Random, lexicon: Sequence[str], weights: Sequence[float]) -> str:
    words = [
        draw.choice(SMALL) if draw.random() < 0.45 else word
        for word in draw.choices(lexicon, cum_weights=weights, k=draw.randint(6, 26))
    ]
    if draw.random() < 0.2:
        words.append(f"{draw.randint(2, 900)}")
    text = " ".join(word.capitalize() if draw.random() < 0.08 else word for word in words)
    return text[0].upper() + text[1:] + "."
