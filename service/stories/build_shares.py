"""Build `tables/*.shares`: how frequent terms are in general, for each language.

    python -m service.stories.build_shares PATH/TO/wordfreq/data

Reads the small lists of wordfreq 3.1.1 (needs msgpack): words by their frequency in centibels. Words become
terms as those of a text do, and a term is as frequent as its words together.
"""

import gzip
import math
import sys
import zlib
from pathlib import Path

from service.stories.background import LANGUAGES
from service.stories.terms import fold, terms_of, words


RAREST = 560
"""Centibels: what is rarer than 2.5 in a million counts as unknown."""
TELLING = 150
"""The most frequent words of a language, by which it is told from others."""


def main(source: str, target: str = "service/stories/tables") -> None:
    heads = []
    for language in LANGUAGES:
        listed = _read(Path(source) / f"small_{language}.msgpack.gz")
        shares = _shares(listed)
        rows: dict[int, list[str]] = {}
        for term, share in sorted(shares.items()):
            rows.setdefault(min(999, round(-100 * math.log10(share))), []).append(term)
        lines = [f"{level} {' '.join(rows[level])}" for level in sorted(rows) if level <= RAREST]
        _write(Path(target) / f"{language}.shares", lines)
        heads.append(f"{language} {' '.join(_telling(listed))}")
    _write(Path(target) / "telling.words", heads)


def _write(path: Path, lines: list[str]) -> None:
    path.write_bytes(zlib.compress("\n".join(lines).encode(), 9))


def _read(path: Path) -> list[tuple[str, float]]:
    import msgpack  # type: ignore[import-not-found] # noqa: PLC0415 - only who builds the tables has it

    levels = msgpack.unpackb(gzip.decompress(path.read_bytes()))[1:]  # after a head
    return [(word, 10 ** (-level / 100)) for level, row in enumerate(levels) for word in row]


def _telling(listed: list[tuple[str, float]]) -> list[str]:
    whole = [fold(word) for word, _ in listed[: 2 * TELLING]]
    known = dict.fromkeys(word for word in whole if words(word) == [word] and not word.isdigit())
    return list(known)[:TELLING]


def _shares(listed: list[tuple[str, float]]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for text, share in listed:
        for word in words(fold(text)):
            for term in terms_of(word):
                shares[term] = shares.get(term, 0.0) + share
    return shares


if __name__ == "__main__":
    main(*sys.argv[1:])
