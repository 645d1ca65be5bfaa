"""Places in folded text -> places in the original, where folding makes a text longer or shorter."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from service.matches.folding import TABLE, foreign


Origin = Callable[[int], int]
_ANYWHERE = 1 << 60


def origin_of(text: str, parted: Sequence[int]) -> Origin | None:
    """Map the characters of a folded text, parted by blanks at some places; None: they are the same."""
    odd = {char for char in foreign(text) if len(TABLE[ord(char)]) != 1}
    if parted:
        return _listed(text, parted).__getitem__
    if not odd:
        return None
    return _shifted(text, "".join(odd))


def _listed(text: str, parted: Sequence[int]) -> list[int]:
    origin = [place for place, char in enumerate(text) for _ in range(len(TABLE[ord(char)]))]
    edges = [0, *parted, len(origin)]
    pieces = [origin[start:end] for start, end in pairwise(edges)]
    return [place for piece in pieces for place in (*piece, piece[-1] + 1)]


def _shifted(text: str, odd: str) -> Origin:
    """Remember only where the distance changes: at the few characters that do not become one."""
    starts, texts, lasts, shift = [0], [0], [_ANYWHERE], 0
    for found in re.finditer(f"[{re.escape(odd)}]", text):
        place = found.start()
        length = len(TABLE[ord(found[0])])
        starts += [place + shift, place + shift + length]
        texts += [place, place + 1]
        lasts += [place, _ANYWHERE]
        shift += length - 1

    def origin(place: int) -> int:
        number = bisect_right(starts, place) - 1
        return min(texts[number] + place - starts[number], lasts[number])

    return origin
