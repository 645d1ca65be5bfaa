"""Compounds in folded text: what is written with hyphens is some words, and one."""

import re
from collections.abc import Iterator
from functools import lru_cache

from service.matches.folding import GONE, RUN, TO_WORDS
from service.matches.hangul import is_hangul


_COMPOUND = re.compile(r"(?<![^ '.,])[^ '.,-]+(?:-[^ '.,-]+){1,2}(?![^ '.,])")
_HAS_LETTER = re.compile(r"[^\W\d_]")
IN_RUN = re.compile(f"[{RUN}]")
_SHORT = 24
"""Characters: nearly always more than a word."""


def is_run(word: str) -> bool:
    """Tell whether a folded word is written without blanks."""
    return IN_RUN.match(word) is not None


Compound = tuple[str | None, int, int, int]
"""As one word (None: it is none), start, end, and how many parts it has."""


def _joined_form(compound: str) -> str | None:
    parts = compound.split("-")
    if parts[0] == "re" or not any(_HAS_LETTER.search(part) for part in parts):
        return None  # re-sign is not resign; 2023-24 is no word
    if len({(is_run(part), is_hangul(part)) for part in parts}) > 1:
        return None  # K-팝 is two words without its hyphen too
    return "".join(parts).translate(TO_WORDS).replace(GONE, "")


def _compounds_in(piece: str) -> tuple[Compound, ...]:
    """Find the compounds in a piece without blanks."""
    return tuple(
        (_joined_form(found[0]), *found.span(), found[0].count("-") + 1)
        for found in _COMPOUND.finditer(piece)
    )


_compounds_in_short = lru_cache(maxsize=8192)(_compounds_in)


def compounds(flat: str) -> Iterator[Compound]:
    """Find compounds of two or three parts, left to right: only what has a hyphen is looked at."""
    place = flat.find("-")
    while place >= 0:
        start, end = flat.rfind(" ", 0, place) + 1, flat.find(" ", place)
        end = end if end >= 0 else len(flat)
        piece = flat[start:end]
        find = _compounds_in_short if len(piece) <= _SHORT else _compounds_in
        for form, first, last, parts in find(piece):
            yield form, start + first, start + last, parts
        place = flat.find("-", end)
