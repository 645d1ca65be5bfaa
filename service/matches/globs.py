"""Wildcards: a folded word with `*` (any letters) and `?` (one letter)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from service.matches.words import Folded


_WILD = re.compile(r"[*?]")


def words_like(glob: str, folded: Folded) -> list[str]:
    """Give the words of a text, compounds as one word included, that a wildcard finds."""
    prefix, *rest = _WILD.split(glob, maxsplit=1)
    begun = set(_beginning(folded.scan, f" {prefix}"))
    if rest == [""] and glob.endswith("*"):
        return [*begun]
    whole = _whole(glob)
    return [word for word in begun if whole.fullmatch(word)]


def _beginning(scan: str, sought: str) -> Iterator[str]:
    """Give the words of a scan that follow a blank and begin like this."""
    at = scan.find(sought)
    while at >= 0:
        end = scan.find(" ", at + 1)
        if end > at + 1:
            yield scan[at + 1 : end]
        at = scan.find(sought, at + 1)


@lru_cache(maxsize=4096)
def _whole(glob: str) -> re.Pattern[str]:
    """Compile a wildcard: each stretch between two stars is best where it comes first."""
    first, *rest = glob.split("*")
    if not rest:
        return re.compile(_letters(first), re.DOTALL)
    *middle, last = rest
    inner = "".join(f"(?>.*?{_letters(piece)})" for piece in middle if piece)
    return re.compile(f"{_letters(first)}{inner}.*{_letters(last)}", re.DOTALL)


def _letters(piece: str) -> str:
    return ".".join(re.escape(part) for part in piece.split("?"))


def literal_of(glob: str) -> str:
    """Give the longest stretch of letters, with a blank where the word begins or ends."""
    pieces = _WILD.split(f" {glob} ")
    return max(pieces, key=lambda piece: (len(piece.strip()), len(piece)))
