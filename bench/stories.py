"""What copies and stories cost: reports a second as the window fills, beside other ways; memory; rebuilding.

    python bench/stories.py                        10,000 reports, some minutes on a busy machine
    python bench/stories.py --reports 50000        the window that issue 6 names

Reports are made of the sentences of `WIREWATCH_DATA` (some 2 kB each, 20 seconds apart) in which two words in
five give way to others; those of one event share sentences and names, one report in five is a copy.
"""

import argparse
import math
import os
import random
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import quality_copies
from datasketch import MinHash, MinHashLSH

from service.pipeline.grouping import BATCH
from service.stories.background import text_share
from service.stories.copies import SHARED
from service.stories.lane import Times
from service.stories.likeness import COMMON
from service.stories.prepared import Prepared, Unread, prepare_all
from service.stories.terms import fold, words
from service.stories.window import Incoming, Placed, United, Window


_EVENTS, _COPIES = 0.3, 0.2
"""New events, and copies, per report."""
_NEAR = 0.15
"""Where online TF-IDF is best on ECB+ (`bench/quality_stories.py`)."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


def memory() -> float:
    """Give the resident memory in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE / 1e6


def reports(number: int) -> Iterator[str]:
    """Invent reports: real sentences, in which words give way to other words, about events with names."""
    chance = random.Random(5)  # noqa: S311 - the same reports every time
    found = [text.split() for text in quality_copies.load()]
    spoken = [word for text in found for word in text]
    sentences = [" ".join(text).split(". ") for text in found]
    usable = [s.split() for text in sentences for s in text if 40 < len(s) < 300]
    events: list[tuple[list[list[str]], list[str]]] = []
    recent: deque[str] = deque(maxlen=2000)
    for at in range(number):
        if chance.random() < _EVENTS or not events:
            names = [f"Name{at}x{n}" for n in range(6)]
            events.append(
                ([_other(chance.choice(usable), 0.4, spoken, chance) for _ in range(8)], names)
            )
        if chance.random() < _COPIES and recent:
            yield _edited(chance.choice(recent), spoken, chance)
            continue
        told, names = events[-min(len(events), 1 + int(chance.expovariate(0.02)))]
        parts = [_other(one, 0.2, spoken, chance) for one in chance.sample(told, 4)]
        parts += [_other(chance.choice(usable), 0.4, spoken, chance) for _ in range(11)]
        chance.shuffle(parts)
        recent.append(". ".join(" ".join([chance.choice(names), *part]) for part in parts))
        yield recent[-1]


def _other(
    words: Sequence[str], share: float, spoken: Sequence[str], chance: random.Random
) -> list[str]:
    """Let so many of the words give way to others, as frequent as they are in texts."""
    return [chance.choice(spoken) if chance.random() < share else word for word in words]


def _edited(text: str, spoken: Sequence[str], chance: random.Random) -> str:
    return " ".join(_other(text.split(), 0.05, spoken, chance))


# --- ours, and other ways ------------------------------------------------------------------------


class Ours:
    """Copies and stories, as the service places reports; in one process, without the database."""

    def __init__(self) -> None:
        self.window = Window()
        self.rows: list[Placed | United] = []

    def place(self, first: int, texts: Sequence[str]) -> None:
        read = prepare_all([Unread(title="", text=text, language="en") for text in texts])
        coming = [_incoming(number, one) for number, one in enumerate(read, start=first)]
        self.window.expect(coming)
        for new in coming:
            self._place(new)
        self.window.settle()

    def _place(self, new: Incoming) -> None:
        made = self.window.decide(new)
        story = new.report if made.story is None else made.story
        merges = self.window.keep(new, made, story)
        self.rows.append(
            Placed(
                report=new.report,
                publisher=new.publisher,
                story=story,
                opened=made.story is None,
                times=new.times,
                signature=made.signature,
            )
        )
        self.rows += [United(kept=merge.kept, gone=merge.gone) for merge in merges]


def _incoming(number: int, prepared: Prepared) -> Incoming:
    hours = number / 180
    return Incoming(
        report=number,
        publisher=f"{number % 50}.example",
        times=Times(at=hours, seen=hours),
        prepared=prepared,
    )


class MinHashes:
    """Copies alone, by datasketch: 128 permutations, runs of three words."""

    def __init__(self) -> None:
        self.index = MinHashLSH(threshold=SHARED, num_perm=128)

    def place(self, first: int, texts: Sequence[str]) -> None:
        for number, text in enumerate(texts, start=first):
            self._place(number, text)

    def _place(self, number: int, text: str) -> None:
        listed = text.lower().split()
        made = MinHash(num_perm=128)
        made.update_batch(
            [" ".join(run).encode() for run in zip(listed, listed[1:], listed[2:], strict=False)]
        )
        self.index.query(made)
        self.index.insert(number, made)


class Centres:
    """Stories alone, by online TF-IDF: a report joins the nearest of all centres."""

    def __init__(self) -> None:
        self.having: Counter[str] = Counter()
        self.postings: dict[str, dict[int, float]] = {}
        self.sizes: list[int] = []

    def place(self, first: int, texts: Sequence[str]) -> None:
        for number, text in enumerate(texts, start=first):
            self._place(number, text)

    def _place(self, number: int, text: str) -> None:
        counts = Counter(word for word in words(fold(text)) if text_share(word, "en") < COMMON)
        self.having.update(counts.keys())
        made = {
            w: (1 + math.log(n)) * math.log((number + 1) / self.having[w])
            for w, n in counts.items()
        }
        length = math.sqrt(sum(x * x for x in made.values())) or 1.0
        near: dict[int, float] = {}
        for word, weight in made.items():
            for cluster, total in self.postings.get(word, {}).items():
                near[cluster] = near.get(cluster, 0.0) + weight * total / length
        best = max(near, key=lambda one: near[one] / self.sizes[one], default=None)
        if best is None or near[best] / self.sizes[best] < _NEAR:
            best = len(self.sizes)
            self.sizes.append(0)
        self.sizes[best] += 1
        for word, weight in made.items():
            row = self.postings.setdefault(word, {})
            row[best] = row.get(best, 0.0) + weight / length


class Way(Protocol):
    """Takes reports in order, a batch at a time, and groups them."""

    def place(self, first: int, texts: Sequence[str]) -> None: ...


def run(way: Way, found: Sequence[str], sizes: Sequence[int]) -> Mapping[int, float]:
    """Give the reports a second, of one core, over the last tenth before each size."""
    clock = [time.process_time()]
    for number in range(0, max(sizes), BATCH):
        way.place(number + 1, found[number : min(number + BATCH, max(sizes))])
        clock.append(time.process_time())
    return {size: _rate(clock, size) for size in sizes}


def _rate(clock: Sequence[float], size: int) -> float:
    first, last = (size - size // 10) // BATCH, -(-size // BATCH)
    return (size - first * BATCH) / (clock[last] - clock[first])


def line(name: str, rates: Mapping[int, float], sizes: Sequence[int]) -> str:
    return f"| {name} | {' | '.join(f'{rates[s]:,.0f}' if s in rates else '-' for s in sizes)} |"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--reports", type=int, default=10_000)
    options.add_argument(
        "--others", type=int, default=10_000, help="the largest window of other ways"
    )
    given = options.parse_args()
    sizes = [size for size in (1000, 10_000, 50_000, 100_000) if size <= given.reports] or [
        given.reports
    ]
    found = list(reports(given.reports))
    few = [size for size in sizes if size <= given.others] or sizes[:1]
    print(
        f"Reports of {sum(map(len, found)) / len(found):,.0f} characters; a second, of one core, at a window of"
    )
    print(f"| | {' | '.join(f'{size:,}' for size in sizes)} |\n| --- |{' ---: |' * len(sizes)}")
    started, before, ours = time.process_time(), memory(), Ours()
    for at in range(0, 500, BATCH):
        prepare_all(
            [Unread(title="", text=text, language="en") for text in found[at : at + BATCH]]
        )
    print(
        line(
            "of which: preparing, which any process may do",
            {sizes[0]: 500 / (time.process_time() - started)},
            sizes,
        )
    )
    print(line("wirewatch, copies and stories", run(ours, found, sizes), sizes), flush=True)
    rows = sum(len(row.signature) for row in ours.rows if isinstance(row, Placed))
    held = memory() - before - rows / 1e6
    print(line("datasketch, copies alone", run(MinHashes(), found, few), sizes), flush=True)
    print(line("online TF-IDF, stories alone", run(Centres(), found, few), sizes), flush=True)
    live = len(ours.window.lane.stories)
    started, again = time.process_time(), Window()
    again.restore(ours.rows)
    seconds = time.process_time() - started
    print(
        f"\n{len(ours.window):,} reports remembered, {live:,} live stories; for each 100,000: "
        f"{held / len(ours.window) * 1e5:,.0f} MB of memory, {rows / len(found) * 0.1:,.0f} MB of rows; "
        f"built again in {seconds:.1f} s."
    )


if __name__ == "__main__":
    main()
