"""Build `tables/*.shares`: how frequent terms are in general, for each language.

    python -m service.stories.build_shares PATH/TO/wordfreq/data PATH/TO/pythainlp/corpus/tnc_freq.txt

Reads the small lists of wordfreq 3.1.1 (needs msgpack): words by their frequency in centibels; for Thai, which it
lacks, how often the Thai National Corpus has each word. Words become terms as those of a text do, and a term is as
frequent as its words together; words of Han and Thai stay whole, as runs are cut by them (`segments`).
"""

import gzip
import math
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from service.stories.background import LANGUAGES
from service.stories.segments import simplified
from service.stories.terms import PIECE, fold, terms_of, words


RAREST = 560
"""Centibels: what is rarer than 2.5 in a million counts as unknown."""
RAREST_CUT = 600
"""One in a million, where words are cut by the table."""
CUT = "ja", "th", "zh"
TELLING = 150
"""The most frequent words of a language, by which it is told from others."""


def main(source: str, thai: str, target: str = "service/stories/tables") -> None:
    heads, folder = [], Path(source)
    _write(Path(target) / "han.simplified", _simplified(folder))
    for language in LANGUAGES:
        small = folder / f"small_{language}.msgpack.gz"
        listed = _counted(Path(thai)) if language == "th" else _read(small)
        shares = _shares(listed)
        rows: dict[int, list[str]] = {}
        for term, share in sorted(shares.items()):
            rows.setdefault(min(999, round(-100 * math.log10(share))), []).append(term)
        rarest = RAREST_CUT if language in CUT else RAREST
        lines = [f"{level} {' '.join(rows[level])}" for level in sorted(rows) if level <= rarest]
        _write(Path(target) / f"{language}.shares", lines)
        heads.append(f"{language} {' '.join(_telling(listed))}")
    _write(Path(target) / "telling.words", heads)


def _write(path: Path, lines: list[str]) -> None:
    path.write_bytes(zlib.compress("\n".join(lines).encode(), 9))


def _read(path: Path) -> list[tuple[str, float]]:
    import msgpack  # type: ignore[import-not-found] # noqa: PLC0415 - only who builds the tables has it

    levels = msgpack.unpackb(gzip.decompress(path.read_bytes()))[1:]  # after a head
    return [(word, 10 ** (-level / 100)) for level, row in enumerate(levels) for word in row]


def _counted(path: Path) -> list[tuple[str, float]]:
    """Read words with their counts, the most frequent first."""
    rows = [line.split("\t") for line in path.read_text().splitlines()]
    counts = {row[0]: int(row[1]) for row in rows if len(row) == len(("word", "count"))}
    whole = sum(counts.values())
    return [(word, count / whole) for word, count in counts.items()]


def _simplified(folder: Path) -> list[str]:
    import msgpack  # noqa: PLC0415 - only who builds the tables has it

    packed = gzip.decompress((folder / "_chinese_mapping.msgpack.gz").read_bytes())
    signs = msgpack.unpackb(packed, strict_map_key=False)
    return [f"{chr(one)}{other}" for one, other in sorted(signs.items()) if chr(one) != other]


def _telling(listed: list[tuple[str, float]]) -> list[str]:
    whole = [fold(word) for word, _ in listed[: 2 * TELLING]]
    known = dict.fromkeys(word for word in whole if words(word) == [word] and not word.isdigit())
    return list(known)[:TELLING]


def _shares(listed: list[tuple[str, float]]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for text, share in listed:
        for word in words(fold(text)):
            for term in _terms(word):
                shares[term] = shares.get(term, 0.0) + share
    return shares


def _terms(word: str) -> Iterator[str]:
    for piece in PIECE.finditer(word):
        if piece.lastgroup == "han":
            yield piece[0].translate(simplified())
        else:
            yield from [piece[0]] if piece.lastgroup == "thai" else terms_of(piece[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
