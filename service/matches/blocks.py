"""Form tables: rows "word -> forms" in compressed blocks, looked up and never loaded.

Only the blocks that are asked for are unpacked; the file is mapped, not read.

    magic, version   b"WWF2", text "en 1 ..." up to a newline
    index            one line of JSON: {"words": [["first word", length], ...],
                                        "paradigms": [length, ...], "per_block": n}
    blocks           zlib, the paradigms' first; a line is a row "word<TAB>paradigm", in order, or
                     a paradigm "cut ending<TAB>cut ending...": letters to cut from the end of the
                     folded word, then an ending

A large table is *fronted*: "front" is true in its index, and a line of words begins with one sign
that says how many letters it shares with the line before.
"""

import json
import mmap
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from service.matches.folding import TABLE


MAGIC = b"WWF2 "
_WORDS_PER_BLOCK = 384
_FRONTED_PER_BLOCK = 1024
_MOST_UNPACKED = 384
"""Blocks: all of any table, some megabytes, where thousands of rules are compiled."""
_NONE_SHARED = ord("0")
_MOST_SHARED = 70
_PARADIGMS_PER_BLOCK = 64

Paradigm = tuple[tuple[int, str], ...]
"""How to make each form: letters to cut from the end, then an ending."""


def folded(word: str) -> str:
    """Fold one word of letters only."""
    return word.translate(TABLE)


class FormTable:
    """One language's table."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data
        end = data.find(b"\n")
        self.version = bytes(data[len(MAGIC) : end]).decode()
        base = data.find(b"\n", end + 1) + 1
        index = json.loads(data[end + 1 : base])
        self._firsts: list[str] = [first for first, _ in index["words"]]
        lengths = [*index["paradigms"], *(length for _, length in index["words"])]
        self._edges = list(accumulate(lengths, initial=base))
        self._first_block = len(index["paradigms"])
        self._per_block: int = index["per_block"]
        self._fronted: bool = index.get("front", False)
        self._block = lru_cache(maxsize=_MOST_UNPACKED)(self._unpack)
        self._paradigm = lru_cache(maxsize=2048)(self._read_paradigm)

    def _unpack(self, number: int) -> bytes:
        start, end = self._edges[number : number + 2]
        block = zlib.decompress(self._data[start:end])
        return _unfronted(block) if self._fronted and number >= self._first_block else block

    def _read_paradigm(self, number: int) -> Paradigm:
        block, line = divmod(number, self._per_block)
        parts = self._block(block).decode().split("\n")[line].split("\t")
        codes = [part.partition(" ") for part in parts if part]
        return tuple((int(cut), ending) for cut, _, ending in codes)

    def find(self, word: str) -> frozenset[str] | None:
        """Give what `word` finds, itself included, folded; None if it is not listed."""
        number = bisect_right(self._firsts, word) - 1
        if number < 0:
            return None
        block = self._block(self._first_block + number)
        row = f"\n{word}\t".encode()
        place = block.find(row)
        if place < 0:
            return None
        start = place + len(row)
        paradigm = self._paradigm(int(block[start : block.find(b"\n", start)]))
        low = folded(word)
        return frozenset((low, *(low[: len(low) - cut] + ending for cut, ending in paradigm)))


def pack(
    version: str,
    rows: dict[str, Iterable[str]],
    *,
    per_block: int | None = None,
    fronted: bool = False,
) -> bytes:
    """Write a table; the same rows always give the same bytes.

    Fronted, it takes a quarter to half less room, and ten times as long to unpack a block.
    """
    per_block = per_block or (_FRONTED_PER_BLOCK if fronted else _WORDS_PER_BLOCK)
    coded = {word: _paradigm(folded(word), forms) for word, forms in rows.items()}
    counts = Counter(coded.values())
    paradigms = sorted(counts, key=lambda paradigm: (-counts[paradigm], paradigm))
    numbers = {paradigm: number for number, paradigm in enumerate(paradigms)}
    words = sorted(coded)
    chunks = [words[first : first + per_block] for first in range(0, len(words), per_block)]
    word_blocks = [
        _packed([f"{word}\t{numbers[coded[word]]}" for word in chunk], fronted=fronted)
        for chunk in chunks
    ]
    lines = ["\t".join(f"{cut} {ending}" for cut, ending in paradigm) for paradigm in paradigms]
    size = _PARADIGMS_PER_BLOCK
    paradigm_blocks = [
        zlib.compress("\n".join(lines[first : first + size]).encode(), 9)
        for first in range(0, len(lines), size)
    ]
    index = {
        "words": [
            [chunk[0], len(block)] for chunk, block in zip(chunks, word_blocks, strict=True)
        ],
        "paradigms": [len(block) for block in paradigm_blocks],
        "per_block": size,
        **({"front": True} if fronted else {}),
    }
    head = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return b"\n".join(
        [MAGIC + version.encode(), head.encode(), b"".join((*paradigm_blocks, *word_blocks))]
    )


def _packed(lines: Sequence[str], *, fronted: bool) -> bytes:
    written = _front(lines) if fronted else ("", *lines, "")
    return zlib.compress("\n".join(written).encode(), 9)


def _front(lines: Sequence[str]) -> Iterator[str]:
    for before, line in pairwise(("", *lines)):
        shared = min(_shared(before.partition("\t")[0], line.partition("\t")[0]), _MOST_SHARED)
        yield chr(_NONE_SHARED + shared) + line[shared:]


def _unfronted(block: bytes) -> bytes:
    lines, line = [""], ""
    for row in block.decode().split("\n"):
        line = line[: ord(row[0]) - _NONE_SHARED] + row[1:]
        lines.append(line)
    return "\n".join((*lines, "")).encode()


def _paradigm(word: str, forms: Iterable[str]) -> Paradigm:
    codes = []
    for form in sorted({folded(form) for form in forms} - {word}):
        shared = _shared(word, form)
        codes.append((len(word) - shared, form[shared:]))
    return tuple(sorted(codes))


def _shared(left: str, right: str) -> int:
    pairs = enumerate(zip(left, right, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(left), len(right)))
