"""Wildcards: a folded word with `*` (any letters) and `?` (one letter)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from service.matches.words import Folded


_WILD = re.compile(r"[*?]")
_PREFIX = re.compile(r"[^*?]+\*")


def words_like(glob: str, folded: Folded) -> list[str]:
    """Give the words of a text, compounds as one word included, that a wildcard finds."""
    prefix, *rest = _WILD.split(glob, maxsplit=1)
    begun = set(beginning(folded.listed, f" {prefix}"))
    if rest == [""] and glob.endswith("*"):
        return [*begun]
    whole = _whole(glob)
    return [word for word in begun if whole.fullmatch(word)]


def is_prefix(glob: str) -> bool:
    """Tell whether it is the beginning of a word, and nothing else."""
    return _PREFIX.fullmatch(glob) is not None


def beginning(listed: str, sought: str) -> Iterator[str]:
    """Give the words between blanks that begin like this; `sought` begins with a blank."""
    last = len(listed) - 1
    at = listed.find(sought, 0, last)
    while at >= 0:
        end = listed.find(" ", at + 1)
        yield listed[at + 1 : end]
        at = listed.find(sought, end, last)


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
