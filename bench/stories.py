"""What copies and stories cost: reports a second as the window fills, and the memory of both indices.

    python bench/stories.py                        8,000 reports, some minutes on a busy machine
    python bench/stories.py --reports 50000        the window that issue 6 names

Reports are made of the sentences of `WIREWATCH_DATA` (some 3 kB each, 20 seconds apart): each event has some
sentences and names of its own, one report in five is a copy. In one process, without the database.
"""

import argparse
import os
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

import quality_copies

from service.stories.lane import Times
from service.stories.prepared import prepare
from service.stories.window import Incoming, Window


_EVENTS, _COPIES = 0.3, 0.2
"""New events, and copies, per report."""
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


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--reports", type=int, default=8000)
    total = options.parse_args().reports
    window, found = Window(), list(reports(total))
    size = sum(map(len, found)) / total
    print(f"{total:,} reports of {size:,.0f} characters; reports a second, of one core:")
    print("| reports | preparing | deciding | all | MB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    before, spent, step = memory(), [0.0, 0.0], max(1, total // 5)
    for number, text in enumerate(found, start=1):
        marks = [time.process_time()]
        prepared = prepare("", text, "en")
        marks.append(time.process_time())
        times = Times(at=number / 180, seen=number / 180)
        publisher = f"{number % 50}.example"
        new = Incoming(report=number, publisher=publisher, times=times, prepared=prepared)
        made = window.decide(new)
        window.keep(new, made, number if made.story is None else made.story)
        window.settle()
        marks.append(time.process_time())
        spent = [a + late - soon for a, soon, late in zip(spent, marks, marks[1:], strict=False)]
        if number % step == 0:
            rates = " | ".join(f"{step / part:,.0f}" for part in (*spent, sum(spent)))
            print(f"| {number:,} | {rates} | {memory() - before:,.0f} |", flush=True)
            spent = [0.0, 0.0]
    print(f"{len(window.lane.stories):,} live stories of {len(window):,} reports")


if __name__ == "__main__":
    main()
