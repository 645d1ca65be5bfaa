"""What a new version of an article says that the one before did not."""

import re
from difflib import SequenceMatcher


_WORD = re.compile(r"\w+")
_LONG = 6_000  # words; beyond it paragraphs are compared before words


def inserted(before: str, after: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of `after` whose words `before` lacks at that place.

    Offsets are code points in `after`, half-open, in order.
    """
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    if max(len(old), len(new)) > _LONG:
        return _inserted_paragraphs(before, after)
    matcher = SequenceMatcher(
        None,
        [word.group().casefold() for word in old],
        [word.group().casefold() for word in new],
        autojunk=False,
    )
    return tuple(
        (new[start].start(), new[end - 1].end())
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag in ("insert", "replace")
    )


def _inserted_paragraphs(before: str, after: str) -> tuple[tuple[int, int], ...]:
    known = set(before.split("\n\n"))
    return tuple(
        found.span()
        for found in re.finditer(r"(?:.|\n(?!\n))+", after)
        if found.group() not in known
    )
