"""Regular expressions of rules as they are typed: RE2 decides what is well-formed.

We say where it is not, and what to write instead; `marking` says how the rest is run.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from service.errors import WirewatchError


class PatternError(WirewatchError):
    """A regular expression that RE2 does not take; `offset` counts from its first character."""

    def __init__(self, offset: int, message: str, mend: str) -> None:
        self.offset = offset
        self.message = message
        self.mend = mend
        super().__init__(f"col {offset + 1}: {message} ({mend})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One token of a regular expression."""

    kind: str
    text: str
    start: int


def too_large(tokens: Sequence[Piece] = ()) -> PatternError:
    """Point at the repetition that counts furthest, if there is any."""
    counts = {piece.start: most_times(piece) for piece in tokens if piece.kind == "repeat"}
    place = max(counts, key=lambda start: counts[start], default=0)
    place = place if counts.get(place, 0) > 1 else 0
    mend = "count less far, or split it with OR"
    return PatternError(place, "the regular expression is too large", mend)


_PIECE = re.compile(
    r"""(?P<quoted>\\Q.*?(?:\\E|\Z))
    |(?P<boundary>\\[bB])
    |(?P<anchor>[\^$]|\\[Az])
    |(?P<class>\\[wWdDsS]|\\[pP](?:\{\^?\w+\}|\w)|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|\.)
    |(?P<escape>\\(?:x\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|[0-7]{1,3}|.))
    |(?P<flags>\(\?[a-zA-Z-]*\))
    |(?P<open>\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?)
    |(?P<close>\))
    |(?P<bar>\|)
    |(?P<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})\??)
    |(?P<literal>.)""",
    re.VERBOSE | re.DOTALL,
)
_COUNTED = re.compile(r"\{(\d+)(,?)(\d*)\}")
_MOST_LEVELS = 50
_MOST_BYTES = 8 << 20
"""Of memory for one pattern, its states while it runs included."""

_HINTS = (
    (
        re.compile(r"\(\?<?[=!]"),
        "looking ahead or behind is not possible here",
        "write it as a clause of its own: /a/ AND NOT /b/",
    ),
    (
        re.compile(r"\\[1-9gk]|\(\?P[=>]"),
        "a reference back to a group is not possible here",
        "write out what repeats",
    ),
    (re.compile(r"\(\?>"), "atomic groups are not known here", "write (?:…): nothing backtracks"),
    (
        re.compile(r"(?:[*+?]|\{[\d,]+\})\+"),
        "possessive repetition is not known here",
        "leave out the second sign: nothing backtracks",
    ),
    (re.compile(r"\\Z"), r"'\Z' is not known here", r"write \z"),
    (re.compile(r"\(\?#"), "comments are not known here", "take it out"),
    (re.compile(r"\(\?"), "this kind of group is not known here", "write (?:…) or (?i)"),
    (
        re.compile(r"(?:[*+?]|\{[\d,]+\})[*?{]"),
        "this repeats a repetition",
        "write one of them, or ( ) around the inner one",
    ),
    (re.compile(r"\{"), "so many repetitions are too many", "at most 1000, all levels together"),
    (re.compile(r"\\"), "this escape is not known here", r"write \\ for a backslash"),
)


def pieces(pattern: str) -> tuple[Piece, ...]:
    """Cut a pattern into its tokens."""
    return tuple(
        Piece(kind=found.lastgroup or "", text=found[0], start=found.start())
        for found in _PIECE.finditer(pattern)
    )


def most_times(repeat: Piece) -> int:
    """Give how many copies RE2 makes of what a repetition repeats."""
    counted = _COUNTED.match(repeat.text)
    return max(int(counted[1]), int(counted[3] or 0)) if counted else 1


def checked(pattern: str) -> tuple[Piece, ...]:
    """Give the tokens of a pattern that RE2 takes; raises `PatternError`."""
    try:
        compiled(pattern)
    except re2.error as error:
        said = str(error.args[0], "utf-8")
        if not said.startswith("pattern too large"):  # as what it is made into may not be
            raise _refused(pattern, said) from error
    except UnicodeEncodeError as error:
        raise PatternError(error.start, "this is no character", "take it out") from error
    found = pieces(pattern)
    depth = 0
    for piece in found:
        if piece.text == r"\C":
            raise PatternError(piece.start, r"'\C' is half a character", "write . for any one")
        depth += {"open": 1, "close": -1}.get(piece.kind, 0)
        if depth > _MOST_LEVELS:
            raise PatternError(piece.start, "too many levels of ( )", "write it more simply")
    return found


def size_of(pattern: str) -> int | None:
    """Count the steps of RE2's program; None where it takes too much memory."""
    try:
        return int(compiled(pattern).programsize)
    except re2.error:
        return None


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Any:
    """Compile for RE2; nothing is logged, no group is kept."""
    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    options.max_mem = _MOST_BYTES
    return re2.compile(pattern, options)


def _refused(pattern: str, said: str) -> PatternError:
    kind, _, fragment = said.partition(": ")
    if kind in ("missing )", "unexpected )"):
        unclosed = "'(' is never closed", "add ')'"
        stray = "')' closes nothing", r"take it out, or write \) for the sign itself"
        return PatternError(_unbalanced(pattern), *(unclosed if kind == "missing )" else stray))
    if kind == "missing ]":
        place = len(pattern) - len(fragment)
        return PatternError(place, "'[' is never closed", r"add ']', or write \[")
    if kind.startswith("trailing"):
        return PatternError(len(pattern) - 1, "'\\' has nothing behind it", r"write \\")
    return _hinted(pattern, kind, fragment) if fragment else too_large()


def _hinted(pattern: str, kind: str, fragment: str) -> PatternError:
    """Say what stands where RE2 stumbled, and what to write instead."""
    place = _place(pattern, fragment)
    if kind in ("invalid character class range", "no argument for repetition operator"):
        what = "repeats nothing" if kind.startswith("no") else "is no range of characters"
        return PatternError(place, f"'{fragment}' {what}", "mend it, or write \\ before the sign")
    told = ((message, mend) for hint, message, mend in _HINTS if hint.match(pattern, place))
    return PatternError(place, *next(told, (f"'{fragment}': {kind}", "write it more simply")))


def _unbalanced(pattern: str) -> int:
    """Give the place of the last '(' that is never closed, or of the ')' that closes nothing."""
    opened: list[int] = []
    for piece in pieces(pattern):
        if piece.kind == "open":
            opened.append(piece.start)
        elif piece.kind == "close":
            if not opened:
                return piece.start
            opened.pop()
    return opened[-1] if opened else 0


def _place(pattern: str, fragment: str) -> int:
    """Find a fragment where a token begins, or anywhere."""
    starts = (piece.start for piece in pieces(pattern))
    begun = next((start for start in starts if pattern.startswith(fragment, start)), -1)
    return begun if begun >= 0 else max(0, pattern.find(fragment))
