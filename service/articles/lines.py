"""Lines of a text file: joined where a narrow window broke them, else left apart."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise


_NARROW = range(40, 110)
"""Widths at which mail programs, terminals and typists break lines."""
_CLOSED = re.compile(r"""[.!?:;。！？…]["'”’»)\]]*$""")
_INDENT = re.compile(r"^(?: {2,}|\t|　)")
_ITEM = re.compile(r"^\s*(?:[-*+•▲▶◆■□○●#>|]|\d{1,2}[.)]\s)")


def tidy(line: str) -> str:
    """Collapse blanks, no-break ones included."""
    return " ".join(line.split())


def paragraphs(text: str) -> list[str]:
    """Give the non-blank lines, those that were only wrapped joined again."""
    return [line for line in unwrap(text.split("\n")) if line]


def unwrap(lines: list[str]) -> list[str]:
    """Join wrapped lines; a blank line stays, as an empty string."""
    width = _width(lines)
    return list(_joined(lines, width)) if width else [tidy(line) for line in lines]


def _width(lines: Iterable[str]) -> int:
    """Give the width a text was wrapped at, or 0 if it was not.

    Wrapped is a text in which most full lines end amid a sentence; one long line shows that it was not.
    """
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    width = max(lengths, default=0)
    if width not in _NARROW:
        return 0
    full = [a for a, b in pairwise(lines) if b.strip() and _forced(a, b, width)]
    broken = sum(not _CLOSED.search(line.rstrip()) for line in full)
    return width if broken >= 3 and broken * 2 > len(full) else 0


def _forced(line: str, after: str, width: int) -> bool:
    """Tell whether the first word of the next line had no room on this one."""
    if (
        not line.strip()
        or _ITEM.match(after)
        or (_INDENT.match(after) and not _INDENT.match(line))
    ):
        return False
    room = width - len(line.rstrip()) - 1
    return len(after.split(maxsplit=1)[0]) > room - 2


def _joined(lines: list[str], width: int) -> Iterator[str]:
    held = ""
    for line, after in pairwise([*lines, ""]):
        held = _glued(held, tidy(line))
        if not (after.strip() and _forced(line, after, width)):
            yield held
            held = ""


def _glued(held: str, line: str) -> str:
    """Join at a blank, or at a hyphen that a word was broken after."""
    if held.endswith("-") and held[-2:-1].isalpha() and line[:1].islower():
        return held + line
    return f"{held} {line}" if held else line
