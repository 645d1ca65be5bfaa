"""Regular expressions over lines, asked so that most lines cost next to nothing."""

import re
from collections.abc import Mapping


class Shapes:
    """Shapes of which one is to hold, case aside.

    The bound ones begin with `^` in each of their branches, and are tried at a line's start only.
    A loose one is tried only in a line that has one of its words, given in small letters and parted
    by bars: `re` is slow to look where a shape begins that may begin anywhere.
    """

    def __init__(self, *bound: str, loose: Mapping[str, str] | None = None) -> None:
        self._bound = re.compile("|".join(f"(?:{shape})" for shape in bound), re.IGNORECASE)
        self._binds = bool(bound)
        self._loose = tuple(
            (tuple(words.split("|")), re.compile(shape, re.IGNORECASE))
            for words, shape in (loose or {}).items()
        )

    def hold(self, line: str) -> bool:
        if self._binds and self._bound.match(line):
            return True
        low = line.lower()
        for words, shape in self._loose:
            for word in words:
                if word in low:
                    if shape.search(line):
                        return True
                    break
        return False
