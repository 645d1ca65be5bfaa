r"""Regular expressions of rules: what RE2 makes of them, and what is ours.

RE2 decides what is well-formed; we say where it is not, and what to write instead. Its `\w`, `\d`,
`\s` and `\b` know ASCII only, so they are rewritten. A class can be said in RE2's own terms; a word
boundary cannot, so such a pattern runs over *wrapped* text: every character stands between two
ASCII marks, letters where it is part of a word and control signs where it is not. Then RE2 sees
every boundary, and a match can begin and end only where a character does.
"""

import re
import unicodedata
from collections.abc import Iterator
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


def _too_large() -> PatternError:
    return PatternError(0, "the regular expression is too large", "split it with OR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One token of a regular expression."""

    kind: str
    text: str
    start: int


_PIECE = re.compile(
    r"""(?P<quoted>\\Q.*?(?:\\E|\Z))
    |(?P<boundary>\\[bB])
    |(?P<anchor>[\^$]|\\[Az])
    |(?P<class>\\[wWdDsS]|\\[pP](?:\{\^?\w+\}|\w)|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|\.)
    |(?P<escape>\\(?:x\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|[0-7]{1,3}|.))
    |(?P<flags>\(\?[a-zA-Z-]+\))
    |(?P<open>\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?)
    |(?P<close>\))
    |(?P<bar>\|)
    |(?P<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})\??)
    |(?P<literal>.)""",
    re.VERBOSE | re.DOTALL,
)
_WORD_CLASS = r"\p{L}\p{M}\p{N}_"
_NO_WORD_CLASS = (
    r"\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\p{S}\p{Z}\p{C}"
    r"\x{203F}\x{2040}\x{2054}\x{FE33}\x{FE34}\x{FE4D}-\x{FE4F}\x{FF3F}"
)
_ALONE = {
    r"\w": f"[{_WORD_CLASS}]",
    r"\W": f"[^{_WORD_CLASS}]",
    r"\d": r"\p{Nd}",
    r"\D": r"\P{Nd}",
    r"\s": r"[\s\x{85}\p{Z}]",
    r"\S": r"[^\s\x{85}\p{Z}]",
}
_IN_CLASS = {
    r"\w": _WORD_CLASS,
    r"\W": _NO_WORD_CLASS,
    r"\d": r"\p{Nd}",
    r"\D": r"\P{Nd}",
    r"\s": r"\s\x{85}\p{Z}",
}
WRAPPING = 3
"""How many characters a wrapped one is."""
_PAIR = re.compile(r"\\.", re.DOTALL)
_MOST_LEVELS = 50
_MOST_BYTES = 4 << 20
"""Of memory for one pattern, its states while it runs included."""
_OPENS, _CLOSES = "[Q\x01]", "[J\x02]"

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


def checked(pattern: str) -> tuple[Piece, ...]:
    """Give the tokens of a pattern that RE2 takes; raises `PatternError`."""
    try:
        compiled(pattern)
    except re2.error as error:
        raise _refused(pattern, str(error.args[0], "utf-8")) from error
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


def accepted(pattern: str) -> None:
    """Refuse what is well-formed but too large; raises `PatternError`."""
    try:
        compiled(pattern)
    except re2.error as error:
        raise _too_large() from error


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
    return _hinted(pattern, kind, fragment) if fragment else _too_large()


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


def rewritten(tokens: tuple[Piece, ...]) -> str:
    """Write the pattern for text as it is; its boundaries stay RE2's."""
    return "".join(_known(piece) if piece.kind == "class" else piece.text for piece in tokens)


def _known(piece: Piece) -> str:
    """Write a class so that it knows every script."""
    if not piece.text.startswith("["):
        return _ALONE.get(piece.text, piece.text)
    return _PAIR.sub(lambda found: _IN_CLASS.get(found[0], found[0]), piece.text)


def asks_for_boundaries(tokens: tuple[Piece, ...]) -> bool:
    return any(piece.kind == "boundary" for piece in tokens)


def wrapped(tokens: tuple[Piece, ...]) -> str:
    """Write the pattern for wrapped text; raises `PatternError` for what that cannot have."""
    return "".join(_wrap(piece) for piece in tokens)


def _wrap(piece: Piece) -> str:
    match piece.kind:
        case "class":
            return f"(?:{_OPENS}{_known(piece)}{_CLOSES})"
        case "literal" | "escape":
            text = piece.text if piece.kind == "escape" else re2.escape(piece.text)
            return f"(?:{_OPENS}{text}{_CLOSES})"
        case "quoted":
            inside = piece.text.removeprefix(r"\Q").removesuffix(r"\E")
            return "".join(f"(?:{_OPENS}{re2.escape(char)}{_CLOSES})" for char in inside)
        case "flags" | "open" if "m" in piece.text.partition("<")[0].partition("-")[0]:
            mend = r"write (?:\A|\n) and (?:\n|\z) for the ends of lines"
            raise PatternError(piece.start, r"(?m) and \b do not go together", mend)
        case _:
            return piece.text


class _Wrapping(dict[int, str]):
    """Code point -> the character between its marks, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        is_word = unicodedata.category(char)[0] in "LMN" or char == "_"
        wrapped_char = self[code] = f"Q{char}J" if is_word else f"\x01{char}\x02"
        return wrapped_char


_WRAPPING = _Wrapping()


def wrap_text(text: str) -> str:
    """Put every character between marks: three characters for one."""
    return text.translate(_WRAPPING)


def encodable(text: str) -> str:
    """Give a text of the same length that RE2 takes: without halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def find(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    """Give where a pattern stands, from left to right; it never finds nothing at all."""
    for found in compiled(pattern).finditer(text):
        start, end = found.span()
        if start < end:
            yield start, end
