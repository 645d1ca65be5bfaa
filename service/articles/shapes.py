"""Regular expressions over lines, asked so that most lines cost next to nothing."""

import re
from collections.abc import Mapping


class Shapes:
    """Shapes of which one is to hold. They are written, and lines are read, in small letters.

    The bound ones begin with `^` in each of their branches, and are tried at a line's start only.
    A loose one is tried only in a line that has one of its words, parted by bars: `re` is slow to
    look where a shape begins that may begin anywhere, and far slower where case must not matter.
    """

    def __init__(self, *bound: str, loose: Mapping[str, str] | None = None) -> None:
        self._bound = re.compile("|".join(f"(?:{shape})" for shape in bound))
        self._binds = bool(bound)
        self._loose = tuple(
            (tuple(words.split("|")), re.compile(shape)) for words, shape in (loose or {}).items()
        )

    def hold(self, line: str) -> bool:
        low = line.lower()
        if "İ" in line:  # its small letter has a dot of its own, which nobody writes
            low = low.replace("i\u0307", "i")
        if self._binds and self._bound.match(low):
            return True
        for words, shape in self._loose:
            for word in words:
                if word in low:
                    if shape.search(low):
                        return True
                    break
        return False
