"""Build `tables/en.ranks`: frequent English words, the most frequent first.

    python -m service.matches.build_ranks PATH/TO/zxcvbn/frequency_lists.py

Reads the word lists of zxcvbn 4.5.0 (MIT): words of the English Wikipedia, and of films and television.
Only the order is kept, and only of the first words: rarer ones are all alike.
"""

import runpy
import sys
import zlib
from pathlib import Path


MOST = 10_000
LISTS = ("english_wikipedia", "us_tv_and_film")


def main(source: str, target: str = "service/matches/tables/en.ranks") -> None:
    lists = runpy.run_path(source)["FREQUENCY_LISTS"]  # name -> words, the most frequent first
    ranks: dict[str, int] = {}
    for name in LISTS:
        for rank, word in enumerate(lists[name]):
            if word.isascii() and word.isalpha():
                ranks[word] = min(rank, ranks.get(word, rank))
    words = sorted(ranks, key=lambda word: (ranks[word], word))[:MOST]
    Path(target).write_bytes(zlib.compress("\n".join(words).encode(), 9))


if __name__ == "__main__":
    main(*sys.argv[1:])
