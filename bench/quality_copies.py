"""How well copies are recognised: texts transformed as outlets do it, with the transformation as truth.

    python bench/quality_copies.py

Texts of `WIREWATCH_DATA` (default ../shared/data: ECB+ and web articles) come first, then copies of them by
other outlets in random order, among texts that are none and look like one. A copy is right if it is found to
be one of its own original, or of another copy of that.
"""

import gzip
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quality_feeds import DATA

from service.stories.copies import Texts
from service.stories.shingles import fingerprint


Words = list[str]
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_FIGURE = re.compile(r"\d+")
_NAMES = (
    "Aldera", "Brunholt", "Castor", "Dunmarrow", "Elster", "Fenwick", "Garrow", "Hallam", "Istria", "Jorvik",
    "Korvin", "Lorvany", "Maren",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A text of the stream."""

    kind: str
    families: frozenset[int]
    """Of the originals it is taken from; of none, it is no copy."""
    title: str
    text: str
    publisher: str


def load() -> list[str]:
    """Give texts of a hundred words and more."""
    with gzip.open(DATA / "stories/ecbplus.jsonl.gz", "rt") as lines:
        found = [json.loads(line)["text"] for line in lines]
    with gzip.open(DATA / "pages/wcxb-articles.jsonl.gz", "rt") as lines:
        found += [text for line in lines if isinstance(text := json.loads(line)["text"], str)]
    return _without_doubles([text for text in found if 100 <= len(text.split()) <= 3000])


def _without_doubles(texts: list[str]) -> list[str]:
    """Leave out texts that share runs of six words with another: they would be copies themselves."""
    first: dict[tuple[str, ...], int] = {}
    kept = []
    for number, text in enumerate(texts):
        found = text.casefold().split()
        runs = set(zip(*(found[at:] for at in range(6)), strict=False))
        shared = Counter(first.setdefault(run, number) for run in runs)
        if max((n for of, n in shared.items() if of != number), default=0) * 20 < len(runs):
            kept.append(text)
    return kept


# --- what outlets do to a text -------------------------------------------------------------------


def _sentences(text: str) -> list[str]:
    return _SENTENCE.split(text)


def _excerpt(text: str, chance: random.Random, _texts: list[str]) -> str:
    found = text.split()
    size = max(60, int(len(found) * chance.uniform(0.2, 0.6)))
    start = chance.choice([0, 0, chance.randrange(max(1, len(found) - size))])
    return " ".join(found[start : start + size])


def _furniture(text: str, chance: random.Random, texts: list[str]) -> str:
    """Set other outlets' first sentences around it, as links to other stories."""
    links = [" ".join(chance.choice(texts).split()[:12]) for _ in range(chance.randint(8, 16))]
    cut = len(links) // 3
    return "\n".join([*links[:cut], text, *links[cut:]])


def _edited(text: str, chance: random.Random, texts: list[str]) -> str:
    """Change one word in ten."""
    others = chance.choice(texts).split()
    return " ".join(chance.choice(others) if chance.random() < 0.1 else w for w in text.split())


def _dropped(text: str, chance: random.Random, _texts: list[str]) -> str:
    """Leave out a third of the sentences."""
    found = [sentence for sentence in _sentences(text) if chance.random() > 0.33]
    return " ".join(found) or text


def _reordered(text: str, chance: random.Random, _texts: list[str]) -> str:
    found = _sentences(text)
    chance.shuffle(found)
    return " ".join(found)


def _figures(text: str, chance: random.Random, _texts: list[str]) -> str:
    """Change half of the figures a little."""

    def changed(found: re.Match[str]) -> str:
        return found[0] if chance.random() < 0.5 else str(int(found[0][:9]) + chance.randint(1, 9))

    return _FIGURE.sub(changed, text)


def _same(text: str, _chance: random.Random, _texts: list[str]) -> str:
    return text


COPIES: Mapping[str, Callable[[str, random.Random, list[str]], str]] = {
    "verbatim": _same,
    "other title": _same,
    "excerpt": _excerpt,
    "furniture around": _furniture,
    "edited words": _edited,
    "dropped sentences": _dropped,
    "re-ordered": _reordered,
    "updated numbers": _figures,
}


# --- what looks like a copy, and is none ---------------------------------------------------------


def _market(chance: random.Random) -> str:
    rows = [
        f"{name} closed at {chance.randint(100, 9999)}.{chance.randint(10, 99)}, "
        f"{chance.choice(('up', 'down'))} {chance.randint(0, 9)}.{chance.randint(10, 99)} percent."
        for name in _NAMES
    ]
    return (
        "Closing prices of the exchange, compiled by our market desk after trading ended. "
        + " ".join(rows)
    )


def _weather(chance: random.Random) -> str:
    rows = [
        f"{name}: {chance.choice(('rain', 'sun', 'fog', 'snow', 'storms'))}, high {chance.randint(1, 38)}, "
        f"low {chance.randint(-9, 20)}, wind {chance.randint(1, 90)}"
        for name in chance.sample(_NAMES, 9)
    ]
    return "The weather for the coming day, as the forecasters of the coast see it. " + ". ".join(
        rows
    )


def _live(chance: random.Random) -> str:
    return f"Follow our live coverage of the day's events. Updated at {chance.randint(1, 12)}:{chance.randint(10, 59)}."


def _forms(chance: random.Random, often: int) -> Iterator[Item]:
    for kind, made in (("market table", _market), ("weather", _weather), ("live updates", _live)):
        for number in range(often):
            publisher = chance.choice(["form.example", f"form{number}.example"])
            yield Item(
                kind=kind, families=frozenset(), title=kind, text=made(chance), publisher=publisher
            )


def _negatives(texts: list[str], chance: random.Random) -> Iterator[Item]:
    """Halves of texts that came in no original: two reports of one event, or under one title."""
    for number, text in enumerate(texts):
        found = _sentences(text)
        for half in (0, 1):
            kind = "same title, new text" if number % 2 else "two reports of one event"
            title = "Morning briefing" if number % 2 else f"Event {number}"
            part = " ".join(found[half::2])
            publisher = f"half{half}.example"
            yield Item(
                kind=kind, families=frozenset(), title=title, text=part, publisher=publisher
            )
    yield from _forms(chance, 40)


def items(texts: list[str], chance: random.Random) -> list[Item]:
    """Give originals, then copies and what is none, in random order."""
    chance.shuffle(texts)
    cut = len(texts) * 3 // 4
    bases = texts[:cut]
    originals = [
        Item(
            kind="original",
            families=frozenset({n}),
            title=_title(text),
            text=text,
            publisher="wire.example",
        )
        for n, text in enumerate(bases)
    ]
    later = [
        _copy(kind, n, bases, chance) for n in range(cut) for kind in chance.sample([*COPIES], 3)
    ]
    later += [_merged(bases, chance) for _ in range(cut // 3)]
    later += _negatives(texts[cut:], chance)
    chance.shuffle(later)
    return originals + later


def _title(text: str) -> str:
    return " ".join(text.split()[:9])


def _copy(kind: str, number: int, bases: list[str], chance: random.Random) -> Item:
    made = COPIES[kind](bases[number], chance, bases)
    title = _title(chance.choice(bases)) if kind == "other title" else _title(bases[number])
    publisher = f"{chance.choice(_NAMES).lower()}.example"
    return Item(
        kind=kind, families=frozenset({number}), title=title, text=made, publisher=publisher
    )


def _merged(bases: list[str], chance: random.Random) -> Item:
    pair = chance.sample(range(len(bases)), 2)
    made = "\n".join(bases[number] for number in pair)
    return Item(
        kind="merged takes",
        families=frozenset(pair),
        title="",
        text=made,
        publisher="merged.example",
    )


# --- the measure -------------------------------------------------------------------------------


@dataclass(slots=True)
class Score:
    """Of one kind: found right, found wrong, all."""

    right: int = 0
    wrong: int = 0
    all: int = 0


def measure(stream: list[Item]) -> tuple[Mapping[str, Score], float]:
    texts, scores = Texts(), defaultdict[str, Score](Score)
    started = time.process_time()
    for number, item in enumerate(stream):
        made = fingerprint(item.title, item.text)
        found = texts.original(made, item.publisher)
        texts.add(number, made, item.publisher)
        texts.settle()
        score = scores[item.kind]
        score.all += 1
        if found is not None:
            same = item.families & stream[found.text].families
            score.right += bool(same)
            score.wrong += not same
    return scores, len(stream) / (time.process_time() - started)


def _row(name: str, score: Score, wrong: int) -> str:
    precision = score.right / max(1, score.right + wrong)
    recall = score.right / max(1, score.all)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"| {name} | {score.all} | {precision:.3f} | {recall:.3f} | {f1:.3f} |"


def section() -> list[str]:
    scores, speed = measure(items(load(), random.Random(11)))  # noqa: S311 - the same sets every time
    copies = [*COPIES, "merged takes"]
    none = [kind for kind in scores if kind not in (*copies, "original")]
    total = Score(
        right=sum(scores[kind].right for kind in copies),
        all=sum(scores[kind].all for kind in copies),
    )
    wrong = sum(scores[kind].wrong for kind in (*copies, *none))
    lines = [
        "| kind of copy | texts | precision | recall | F1 |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [_row(kind, scores[kind], scores[kind].wrong) for kind in copies]
    lines += [_row("**all, beside what is none**", total, wrong), ""]
    lines += ["| no copy | texts | taken for one |", "| --- | ---: | ---: |"]
    lines += [f"| {kind} | {scores[kind].all} | {scores[kind].wrong} |" for kind in sorted(none)]
    doubles = (
        f"Of {scores['original'].all} originals {scores['original'].wrong} were taken for copies."
    )
    lines += ["", f"{doubles} {speed:,.0f} texts a second."]
    return lines


def main() -> None:
    if not Path(DATA).exists():
        raise SystemExit("the development data are not here (set WIREWATCH_DATA)")
    print("\n".join(section()))


if __name__ == "__main__":
    main()
