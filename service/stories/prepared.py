"""A report's words -> all that copies and likeness need of it; and what is kept of it in a row of the store.

`prepare` is the costly half and knows nothing of other reports: it runs in any process, in any order. A
signature is what has been frozen when the report was placed; the index is built again from signatures.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from service.stories.background import LOOKED_AT, Shares, known_language, language_of, shares
from service.stories.codes import Gathered, Numbers, code, count
from service.stories.likeness import COMMON, SOUGHT, Terms, Vector
from service.stories.shingles import Fingerprint, fingerprints
from service.stories.spelled import read_all
from service.stories.terms import read


READ = 60_000
"""Characters of a text that are compared: the longest reports have fewer, and nothing waits long for one."""
_AT_ONCE = 1_000_000
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What is asked of a report."""

    terms: Terms
    print: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A report whose words are to be read."""

    title: str
    text: str
    language: str | None = None
    """What the article is said to be in; None where nobody says."""
    quoted: Iterable[str] = ()
    """Words for which rules held: those in its archive have them more often than the language."""


def prepare(title: str, text: str, language: str | None, quoted: Iterable[str] = ()) -> Prepared:
    """Read a report alone."""
    [made] = prepare_all([Unread(title=title, text=text, language=language, quoted=quoted)])
    return made


def prepare_all(reports: Sequence[Unread]) -> list[Prepared]:
    """Read reports: each as it would be alone, and all in a fraction of the time."""
    return [made for some in _portions(reports) for made in _read(some)]


def _portions(reports: Sequence[Unread]) -> Iterator[Sequence[Unread]]:
    """Let few be read at once where they are long: it takes some twenty times their room."""
    some, room = list[Unread](), _AT_ONCE
    for one in reports:
        room -= len(one.text)
        if some and room < 0:
            yield some
            some, room = [], _AT_ONCE - len(one.text)
        some.append(one)
    if some:
        yield some


def _read(reports: Sequence[Unread]) -> list[Prepared]:
    found = read_all([part for one in reports for part in (one.title, one.text[:READ])])
    titles, bodies = found[::2], found[1::2]
    languages = [
        known_language(one.language)
        or language_of([*title.words[:LOOKED_AT], *body.words[:LOOKED_AT]], None)
        for one, title, body in zip(reports, titles, bodies, strict=True)
    ]
    terms = _telling(count(titles, bodies), languages)
    prints = fingerprints(titles, bodies)
    return [
        Prepared(terms=_subject(telling, one.quoted), print=made)
        for one, telling, made in zip(reports, terms, prints, strict=True)
    ]


def terms_in(title: Sequence[str], text: Sequence[str], language: str) -> Terms:
    """Give the terms of folded words that tell something in this language; all, where none does."""
    return _telling(count([code(title)], [code(text)]), [language])[0]


def _subject(terms: Terms, quoted: Iterable[str]) -> Terms:
    """Count what was looked for among the more frequent words: it is the subject, not the event."""
    words = [word for quote in quoted for word in read(quote)]
    if not words:
        return terms
    sought = np.isin(terms.numbers, code(words).terms)
    return replace(terms, shares=np.where(sought, np.maximum(terms.shares, SOUGHT), terms.shares))


def _telling(found: Gathered, languages: Sequence[str]) -> list[Terms]:
    heights = (1 + np.log(found.counts.astype(np.float64))).astype(np.float32)
    edges = found.edges(len(languages))
    made = []
    for (start, end), language in zip(pairwise(edges), languages, strict=True):
        numbers = found.numbers[start:end]
        common = _common(numbers, shares(language))
        telling = common < COMMON
        if not telling.any():
            telling[:] = True
        made.append(
            Terms(
                numbers=numbers[telling],
                heights=heights[start:end][telling],
                shares=common[telling],
                language=language,
            )
        )
    return made


def _common(numbers: Numbers, table: Shares) -> npt.NDArray[np.float32]:
    """Look up how many texts have each of some terms."""
    known, values = np.frombuffer(table.numbers, np.uint32), np.frombuffer(table.values)
    places = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return np.where(known[places] == numbers, values[places], 0.0).astype(np.float32)


# --- rows of the store -------------------------------------------------------------------------

_VERSION = 3
_HEADS = {
    1: struct.Struct("<BIIII"),
    2: struct.Struct("<BIIII3s"),
    _VERSION: struct.Struct("<BIIII3sI"),
}
"""The first version knew no language, the second not how the text begins."""
_LITTLE = np.dtype("<u4"), np.dtype("<u2")


class UnknownSignatureError(ValueError):
    """Bytes that no version of this module wrote."""


def pack(made: Fingerprint, vector: Vector) -> bytes:
    """Write a signature, the same on every machine."""
    parts = made.shingles, made.figures, made.title, made.lead, vector.numbers
    shingles, figures, title, lead, numbers = map(len, parts)
    head = _HEADS[_VERSION].pack(
        _VERSION, shingles, figures, title, numbers, vector.language.encode(), lead
    )
    packed = [part.astype(_LITTLE[0], copy=False).tobytes() for part in parts]
    return b"".join([head, *packed, vector.weights.astype(_LITTLE[1], copy=False).tobytes()])


def unpack(packed: bytes) -> tuple[Fingerprint, Vector]:
    """Read a signature."""
    start, sizes, language = _head(packed)
    if len(packed) != start + 4 * sum(sizes) + 2 * sizes[-1]:
        raise UnknownSignatureError(f"a signature has {len(packed)} bytes")
    shingles, figures, title, lead, numbers = _cut(packed, start, sizes)
    weights = np.frombuffer(packed, _LITTLE[1], sizes[-1], len(packed) - 2 * sizes[-1])
    return (
        Fingerprint(shingles=shingles, figures=figures, title=title, lead=lead),
        # Copies: the vector must not hold the whole row.
        Vector(numbers=numbers.copy(), weights=weights.astype(np.uint16), language=language),
    )


def _head(packed: bytes) -> tuple[int, list[int], str]:
    """Give where the parts begin, how many numbers each has, and the language."""
    head = _HEADS.get(packed[0] if packed else 0)
    if head is None or len(packed) < head.size:
        raise UnknownSignatureError(f"a signature begins with {packed[:1].hex()}")
    _, shingles, figures, title, numbers, *later = head.unpack_from(packed)
    language = (later[0] if later else b"").rstrip(b"\0").decode(errors="replace")
    lead = later[1] if later[1:] else 0
    return head.size, [shingles, figures, title, lead, numbers], language


def _cut(packed: bytes, first: int, sizes: list[int]) -> list[Numbers]:
    starts = [first + 4 * sum(sizes[:at]) for at in range(len(sizes))]
    return [
        np.frombuffer(packed, _LITTLE[0], size, start).astype(np.uint32, copy=False)
        for size, start in zip(sizes, starts, strict=True)
    ]
