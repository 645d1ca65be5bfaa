r"""Regular expressions as RE2 runs them: over text as it is, or over *wrapped* text.

RE2's `\w`, `\d`, `\s` and `\b` know ASCII only. A class can be said in RE2's own terms, as a list of
some thousand ranges; a word boundary cannot be said at all. So a pattern that has boundaries, or
becomes large by its classes, runs over wrapped text: every character stands between two ASCII
marks, of which the first tells what kind of character it is, a letter for what is part of a word
and a control sign for what is not. There RE2 sees every boundary, `\w` is one of a few marks, and a
match begins and ends only where a character does: no mark of one side is one of the other.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import re2

from service.matches.patterns import PatternError, Piece


Marks = frozenset[str]
WRAPPING = 3
"""How many characters a wrapped one is."""
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
_PAIR = re.compile(r"\\.", re.DOTALL)

# The first mark of a character. Letters: K and S have relatives beyond ASCII for (?i), so not they.
_LETTER_MARKS = {"Lu": "U", "Ll": "V", "Lt": "T", "M": "M", "Nd": "D", "N": "N", "L": "O"}
_OTHER_MARKS = {"P": "\x04", "S": "\x05"}
_UNDERSCORE, _BLANK, _ANY_OTHER = "X", "\x03", "\x01"
_WORDS = frozenset("UVTMDNOX")
_OPENS = _WORDS | frozenset("\x01\x03\x04\x05")
_CLOSES = "[J\x02]"
_BLANKS = frozenset("\t\n\f\r \x85")
_SHORT = {
    r"\w": _WORDS,
    r"\W": _OPENS - _WORDS,
    r"\d": frozenset("D"),
    r"\D": _OPENS - {"D"},
    r"\s": frozenset(_BLANK),
    r"\S": _OPENS - {_BLANK},
    r"\p{L}": frozenset("UVTO"),
    r"\pL": frozenset("UVTO"),
    r"\p{M}": frozenset("M"),
    r"\pM": frozenset("M"),
    r"\p{N}": frozenset("DN"),
    r"\pN": frozenset("DN"),
    r"\p{Nd}": frozenset("D"),
}
_CASED = {r"\p{Lu}": frozenset("U"), r"\p{Ll}": frozenset("V")}
"""Under (?i) they are wider than their mark."""
_NOTHING = r"[^\x{0}-\x{10FFFF}]"
_SHORT_IN_CLASS = re.compile(
    r"(\\(?:[wWdDsS]|[pP](?:\{\w+\}|\w)))(-?)|\\.|\[:\^?\w+:\]", re.DOTALL
)


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


def has_flag(tokens: tuple[Piece, ...], flag: str) -> bool:
    return any(_sets(piece, flag) for piece in tokens)


def _sets(piece: Piece, flag: str) -> bool:
    flags = piece.text.partition("<")[0].partition("-")[0]
    return piece.kind in ("flags", "open") and flag in flags


def wrapped(tokens: tuple[Piece, ...]) -> str:
    """Write the pattern for wrapped text; raises `PatternError` for what that cannot have."""
    short = _SHORT if has_flag(tokens, "i") else _SHORT | _CASED
    return "".join(_wrap(piece, short) for piece in tokens)


def _wrap(piece: Piece, short: Mapping[str, Marks]) -> str:
    match piece.kind:
        case "class":
            return _wrapped_class(piece, short)
        case "literal" | "escape":
            return _between(piece.text if piece.kind == "escape" else re2.escape(piece.text))
        case "quoted":
            inside = piece.text.removeprefix(r"\Q").removesuffix(r"\E")
            return "".join(_between(re2.escape(char)) for char in inside)
        case "flags" | "open" if _sets(piece, "m"):
            mend = r"write (?:\A|\n) and (?:\n|\z) for the ends of lines"
            raise PatternError(piece.start, r"(?m) and \b do not go together", mend)
        case _:
            return piece.text


def _between(char: str, marks: Marks = _OPENS) -> str:
    return f"(?:[{''.join(sorted(marks))}]{char}{_CLOSES})"


def _marked(marks: Marks) -> str:
    return _between("(?s:.)", marks)


def _wrapped_class(piece: Piece, short: Mapping[str, Marks]) -> str:
    """Write a class by its marks as far as they tell, for that is hundreds of times smaller."""
    if piece.text in short:
        return _marked(short[piece.text])
    if not piece.text.startswith("["):
        return _between(_known(piece))
    is_negated = piece.text.startswith("[^")
    marks, rest = _parted(piece.text[1 + is_negated : -1], short)
    rest = _known(replace(piece, text=f"[{'^' * is_negated}{rest}]")) if rest else ""
    if is_negated:
        return _between(rest or "(?s:.)", _OPENS - marks) if marks != _OPENS else _NOTHING
    ways = [_marked(marks)] * bool(marks) + [_between(rest)] * bool(rest)
    return f"(?:{'|'.join(ways)})"


def _parted(inside: str, short: Mapping[str, Marks]) -> tuple[Marks, str]:
    """Take the classes that marks tell out of a class in brackets."""
    marks: set[str] = set()

    def take(found: re.Match[str]) -> str:
        if found[1] not in short:
            return found[0]
        marks.update(short[found[1]])
        return r"\-" if found[2] else ""

    rest = _SHORT_IN_CLASS.sub(take, inside)
    return frozenset(marks), f"\\{rest}" if rest.startswith("^") else rest


class _Wrapping(dict[int, str]):
    """Code point -> the character between its marks, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        mark = _mark_of(char)
        wrapped_char = self[code] = f"{mark}{char}{'J' if mark in _WORDS else chr(2)}"
        return wrapped_char


def _mark_of(char: str) -> str:
    category = unicodedata.category(char)
    if char == "_":
        return _UNDERSCORE
    if char in _BLANKS or category[0] == "Z":
        return _BLANK
    of_kind = _LETTER_MARKS.get(category) or _LETTER_MARKS.get(category[0])
    return of_kind or _OTHER_MARKS.get(category[0], _ANY_OTHER)


_WRAPPING = _Wrapping()


def wrap_text(text: str) -> str:
    """Put every character between marks: three characters for one."""
    return text.translate(_WRAPPING)
