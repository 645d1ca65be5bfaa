"""Which forms a query word finds: inflection, looked up in precompiled tables and never guessed far.

A table is one small file per language: rows "word -> forms" in compressed blocks, found through an
index of first words. Only the blocks that are asked for are unpacked; the file is mapped, not read.

    magic, version   b"WWF1", text "en 1 ..." up to a newline
    paradigms        one line of JSON: [[[cut, "ending"], ...], ...]
    index            one line of JSON: [["first word", offset, length], ...]; offsets from its end
    blocks           zlib: lines "shared<TAB>rest<TAB>paradigm", front-coded
"""

import json
import mmap
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files
from operator import itemgetter
from typing import Any

from service.matches.common import common_words


MAGIC = b"WWF1 "
LANGUAGES = frozenset({"en"})
"""Languages with a table; of any other a word is found as it is written."""

Paradigm = tuple[tuple[int, str], ...]
"""How to make each form: letters to cut from the end, then an ending."""


class FormTable:
    """One language's table."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data
        ends = [0]
        for _ in range(3):
            ends.append(data.find(b"\n", ends[-1]) + 1)
        self.version = bytes(data[len(MAGIC) : ends[1] - 1]).decode()
        paradigms: list[list[tuple[int, str]]] = json.loads(data[ends[1] : ends[2]])
        self._paradigms = [tuple((cut, ending) for cut, ending in p) for p in paradigms]
        self._index: list[tuple[str, int, int]] = json.loads(data[ends[2] : ends[3]])
        self._base = ends[3]
        self._block = lru_cache(maxsize=128)(self._unpack)

    def _unpack(self, number: int) -> dict[str, Paradigm]:
        _, offset, length = self._index[number]
        start = self._base + offset
        lines = zlib.decompress(self._data[start : start + length]).decode().split("\n")
        rows: dict[str, Paradigm] = {}
        word = ""
        for line in lines:
            shared, rest, paradigm = line.split("\t")
            word = word[: int(shared)] + rest
            rows[word] = self._paradigms[int(paradigm)]
        return rows

    def find(self, word: str) -> frozenset[str] | None:
        """Give what `word` finds, itself included; None if the table does not know it."""
        number = bisect_right(self._index, word, key=itemgetter(0)) - 1
        paradigm = self._block(number).get(word) if number >= 0 else None
        if paradigm is None:
            return None
        return frozenset((word, *(word[: len(word) - cut] + end for cut, end in paradigm)))


def pack(version: str, rows: dict[str, Iterable[str]], *, per_block: int = 192) -> bytes:
    """Write a table; the same rows always give the same bytes."""
    coded = {word: _paradigm(word, forms) for word, forms in rows.items()}
    paradigms = sorted(set(coded.values()), key=lambda p: (len(p), p))
    numbers = {paradigm: number for number, paradigm in enumerate(paradigms)}
    words = sorted(coded)
    index, blocks, offset = [], [], 0
    for first in range(0, len(words), per_block):
        chunk = words[first : first + per_block]
        block = zlib.compress(_lines(chunk, coded, numbers).encode(), 9)
        index.append([chunk[0], offset, len(block)])
        blocks.append(block)
        offset += len(block)
    head = [MAGIC + version.encode(), _json(paradigms), _json(index)]
    return b"\n".join(head) + b"\n" + b"".join(blocks)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _lines(words: Sequence[str], coded: dict[str, Paradigm], numbers: dict[Paradigm, int]) -> str:
    lines, before = [], ""
    for word in words:
        shared = _shared(before, word)
        lines.append(f"{shared}\t{word[shared:]}\t{numbers[coded[word]]}")
        before = word
    return "\n".join(lines)


def _shared(left: str, right: str) -> int:
    pairs = enumerate(zip(left, right, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(left), len(right)))


def _paradigm(word: str, forms: Iterable[str]) -> Paradigm:
    codes = []
    for form in sorted(set(forms) - {word}):
        shared = _shared(word, form)
        codes.append((len(word) - shared, form[shared:]))
    return tuple(sorted(codes))


@cache
def table(language: str) -> FormTable:
    """Open a language's table; it stays mapped."""
    source = files("service.matches").joinpath("tables").joinpath(f"{language}.forms")
    with as_file(source) as path, path.open("rb") as file:
        return FormTable(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def versions() -> str:
    """Name the tables, for the number of a rule set."""
    return ", ".join(table(language).version for language in sorted(LANGUAGES))


@lru_cache(maxsize=8192)
def expand(typed: str, folded: str, languages: tuple[str, ...]) -> frozenset[str]:
    """Give every folded form that a query word finds in these languages, itself included."""
    forms = {folded}
    for language in languages:
        if language.partition("-")[0].lower() in LANGUAGES:
            forms |= _english(typed, folded)
    return frozenset(forms)


def _english(typed: str, folded: str) -> frozenset[str]:
    known = table("en")
    for spelling in dict.fromkeys((typed, folded, folded.capitalize())):
        found = known.find(spelling)
        if found is not None:
            return frozenset(form.lower() for form in found)
    return _regular_plural(folded, known)


def _regular_plural(word: str, known: FormTable) -> frozenset[str]:
    """Give an unknown word its plural, unless that is a word of its own."""
    plain = word.isascii() and word.isalpha() and len(word) >= 3
    if not plain or word.endswith("s") or word in common_words():
        return frozenset({word})
    if word.endswith(("x", "z", "ch", "sh")):
        plural = f"{word}es"
    elif word.endswith("y") and word[-2] not in "aeiou":
        plural = f"{word[:-1]}ies"
    else:
        plural = f"{word}s"
    return frozenset({word}) if known.find(plural) is not None else frozenset({word, plural})
