"""How well new sentences are found: texts changed as later reports are, with the change as truth.

    python bench/quality_novelty.py

Texts of `WIREWATCH_DATA` (those of `quality_copies.py`) are what a reader was told; what comes later keeps their
sentences whole, in another order, joined or shortened, and has new ones: of another text, of the same text (left
out of what was told), or one that was told with another figure or name. A sentence is right if it is called new
and is, or neither. Beside it: a sentence is new if it does not stand in what was told word for word; and if less than
half of its words do. Apart from these: invented sentences in nine languages with paraphrases, and with as many
that have the same words and say another thing (`tests/unit/stories/retold_pairs.py`).
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from quality_copies import load

from service.model import Article, ArticleId, SourceId
from service.sentences import cut_paragraphs, cut_sentences
from service.stories.novelty import Known
from tests.unit.stories.retold_pairs import LATER, ROWS, Row


TEXTS = 150
NEW = 3
_NOW = datetime(2026, 11, 21, tzinfo=UTC)
_FIGURE = re.compile(r"(?<![\w.,])\d{1,3}(?![\w.,]*\d)")
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}(?= [a-z])")
_NAMES = ("Aldermoor", "Brunholt", "Casterwick", "Dunmarrow", "Elsterby", "Fenwickson")
_TURNING = frozenset(
    [
        "not",
        "n't",
        "no",
        "never",
        "may",
        "might",
        "could",
        "can",
        "would",
        "will",
        "shall",
        "if",
        "unless",
        "some",
        "several",
        "many",
        "most",
        "all",
        "every",
        "only",
        "again",
        "another",
        "before",
        "after",
        "until",
        "since",
        "by",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "to",
        "of",
        "from",
    ]
)
"""Words without which a sentence would say another thing."""
_WORDS = re.compile(r"\w+")

Told = list[str]
Later = list[tuple[str, bool]]
"""Sentences, and whether each is new."""


@dataclass(slots=True)
class Score:
    """What a way of judging found of what is new."""

    found: int = 0
    right: int = 0
    new: int = 0
    judged: int = 0

    @property
    def line(self) -> str:
        precision = f"{self.right / self.found:.3f}" if self.new and self.found else "-"
        recall = f"{self.right / self.new:.3f}" if self.new else "-"
        return f"{precision} | {recall} | {(self.found - self.right) / max(1, self.judged - self.new):.3f}"


# --- what comes later ----------------------------------------------------------------------------


def _reordered(told: Told, chance: random.Random, _others: list[Told]) -> tuple[Told, Later]:
    return told, [(one, False) for one in chance.sample(told, len(told))]


def _joined(told: Told, _chance: random.Random, _others: list[Told]) -> tuple[Told, Later]:
    """Make one sentence of two."""
    pairs = zip(told[::2], told[1::2], strict=False)
    return told, [(f"{one.rstrip('.')}, and {other}", False) for one, other in pairs]


def _shortened(told: Told, chance: random.Random, _others: list[Told]) -> tuple[Told, Later]:
    """Leave out one word in eight, none that turns what is said (`not`, `plans` to)."""
    cut = (" ".join(_kept(one.split(), chance)) for one in told)
    return told, [(one, False) for one in cut if one]


def _kept(words: list[str], chance: random.Random) -> Iterator[str]:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if following == "to" or word.lower() in _TURNING or chance.random() > 1 / 8:
            yield word


def _of_another(told: Told, chance: random.Random, others: list[Told]) -> tuple[Told, Later]:
    added = chance.sample(chance.choice(others), NEW)
    return told, _mixed([(one, False) for one in told], added, chance)


def _of_the_same(told: Told, chance: random.Random, _others: list[Told]) -> tuple[Told, Later]:
    """Sentences of the same report, of the same people and places, that were not told."""
    added = chance.sample(told, NEW)
    kept = [one for one in told if one not in added]
    return kept, _mixed([(one, False) for one in kept], added, chance)


def _mixed(kept: Later, added: list[str], chance: random.Random) -> Later:
    mixed = list(kept)
    for one in added:
        mixed.insert(chance.randrange(len(mixed) + 1), (one, True))
    return mixed


def _figures(told: Told, chance: random.Random, _others: list[Told]) -> tuple[Told, Later]:
    def other(found: re.Match[str]) -> str:
        return str(int(found[0]) + chance.randint(1, 9))

    return told, [_changed(one, _FIGURE, other) for one in told]


def _names(told: Told, chance: random.Random, _others: list[Told]) -> tuple[Told, Later]:
    return told, [_changed(one, _NAME, lambda _: chance.choice(_NAMES)) for one in told]


def _changed(
    sentence: str, sought: re.Pattern[str], other: Callable[[re.Match[str]], str]
) -> tuple[str, bool]:
    changed = sought.sub(other, sentence, count=1)
    return changed, changed != sentence


KINDS: Mapping[str, Callable[[Told, random.Random, list[Told]], tuple[Told, Later]]] = {
    "other order": _reordered,
    "two in one": _joined,
    "words left out": _shortened,
    "new, of another text": _of_another,
    "new, of the same text": _of_the_same,
    "another figure": _figures,
    "another name": _names,
}


# --- ways of judging -----------------------------------------------------------------------------


def ours(told: Told, later: Later) -> set[str]:
    article = _article(later)
    found = Known([_article([(one, False) for one in told])]).news(article)
    # What is longer than a sentence may be is judged in pieces.
    return {_around(article.text, one.start) for one in found.sentences}


def _around(text: str, at: int) -> str:
    end = text.find("\n\n", at)
    return text[text.rfind("\n\n", 0, at + 1) + 1 : end if end >= 0 else len(text)].lstrip("\n")


def _article(sentences: Later) -> Article:
    text = "\n\n".join(one for one, _ in sentences)
    return Article(
        id=ArticleId(1), version=1, source=SourceId("x"), title="", text=text, seen_at=_NOW
    )


def verbatim(told: Told, later: Later) -> set[str]:
    whole = " ".join(" ".join(told).split())
    return {one for one, _ in later if " ".join(one.split()) not in whole}


def half(told: Told, later: Later) -> set[str]:
    known = set(_WORDS.findall(" ".join(told).casefold()))
    return {one for one, _ in later if _share(one, known) < 0.5}


def _share(sentence: str, known: set[str]) -> float:
    words = _WORDS.findall(sentence.casefold())
    return sum(word in known for word in words) / max(1, len(words))


WAYS = {"wirewatch": ours, "not word for word": verbatim, "half of the words": half}


# --- measuring -----------------------------------------------------------------------------------


def texts() -> list[Told]:
    """Give texts as sentences of six words and more, each once."""
    found = []
    for text in load():
        edges = (edge for part in cut_paragraphs(text) for edge in cut_sentences(text, *part))
        cut = dict.fromkeys(" ".join(text[start:end].split()) for start, end in edges)
        found.append([one for one in cut if len(one.split()) >= 6 and one[-1] in '.!?”"'])
    return [one for one in found if 3 * NEW <= len(one) <= 60][:TEXTS]


def measure() -> tuple[dict[tuple[str, str], Score], dict[str, float], int]:
    found = texts()
    scores = {(kind, way): Score() for kind in KINDS for way in WAYS}
    spent = dict.fromkeys(WAYS, 0.0)
    for kind, change in KINDS.items():
        chance = random.Random(kind)  # noqa: S311 - the same sets every time
        for told, later in [change(one, chance, found) for one in found]:
            truth = {one for one, new in later if new}
            for way, judge in WAYS.items():
                began = time.perf_counter()
                said = judge(told, later)
                spent[way] += time.perf_counter() - began
                score = scores[kind, way]
                score.found += len(said)
                score.right += len(said & truth)
                score.new += len(truth)
                score.judged += len({one for one, _ in later})
    return scores, spent, len(found)


def paraphrases(rows: Sequence[Row]) -> list[str]:
    """Count for each language the paraphrases that are known, and what says another thing and is new."""
    lines = ["| language | paraphrases known | other things found |", "| --- | ---: | ---: |"]
    total: Counter[str] = Counter()
    for language in dict.fromkeys(row[0] for row in rows):
        counts = Counter(
            f"{'known' if mark in '=~' else 'new'} {right}"
            for mark, right in _judged(row for row in rows if row[0] == language)
        )
        total += counts
        lines.append(f"| {language} | {_share_of(counts, 'known')} | {_share_of(counts, 'new')} |")
    return [*lines, f"| all | {_share_of(total, 'known')} | {_share_of(total, 'new')} |"]


def _judged(rows: Iterable[Row]) -> Iterator[tuple[str, bool]]:
    for language, told, later in rows:
        known = Known([_in(language, told)])
        for one in later:
            found = bool(known.news(_in(language, one[1:])).sentences)
            yield one[0], found == (one[0] in "!-")


def _in(language: str, text: str) -> Article:
    return replace(_article([(text, True)]), language=language)


def _share_of(counts: Counter[str], kind: str) -> str:
    right = counts[f"{kind} True"]
    return f"{right} of {right + counts[f'{kind} False']}"


def section() -> list[str]:
    scores, spent, number = measure()
    lines = [
        f"{number} texts told, and as many later ones of each kind; precision, recall, and the share of known sentences called new.",
        "",
        f"| what comes later | {' | '.join(f'{way}: P | R | false' for way in WAYS)} |",
        f"| --- |{' ---: |' * 3 * len(WAYS)}",
    ]
    lines += [
        f"| {kind} | {' | '.join(scores[kind, way].line for way in WAYS)} |" for kind in KINDS
    ]
    reports = number * len(KINDS)
    cost = ", ".join(f"{way} {spent[way] / reports * 1000:.2f}" for way in WAYS)
    return [
        *lines,
        "",
        "Paraphrases, and the same words with another meaning:",
        "",
        *paraphrases((*ROWS, *LATER)),
        "",
        f"Milliseconds for one report and one told text, read anew each time: {cost}.",
    ]


if __name__ == "__main__":
    print("\n".join(section()))
