"""Folded text: what rules are matched against, with a way back to the original.

Folding forgets what a reader would not tell apart: case, width, accents, the shape of quotation
marks. A field becomes a row of words, each one position. Nothing but that row is made until it is
asked for: most articles match nothing.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise


Span = tuple[int, int]
"""First and last word position, both inside."""

_OWN_LETTERS = frozenset("йїўѓќ")  # their marks make them other letters, not accented ones
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
    | {"ŧ": "t", "ı": "i", "ŋ": "n", "ĸ": "k", "ə": "e"}
)
_APOSTROPHES = frozenset("'’‘‛ʼʹ′＇`´")
_HYPHENS = frozenset("-‐‑－")
_THOUSANDS = frozenset("\u00a0\u202f\u2009")  # blanks that stand inside 10 000
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u0640")
_STRIPPED = (
    (0x0300, 0x036F),  # Latin, Greek, Cyrillic
    (0x0591, 0x05C7),  # Hebrew points
    (0x064B, 0x065F),  # Arabic vowel signs and hamza
    (0x0670, 0x0670),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
)

# Inside `flat`, besides letters and digits: ' - . , as found, and these, which stand for decisions.
_GONE = "\x00"  # dropped when words are cut: 1,000 is 1000
_DOT = "\x01"  # stays in the word: 3.5, u.s
_TICK = "\x02"  # stays in the word: don't
_TO_WORDS = str.maketrans({"'": " ", "-": " ", ".": " ", ",": " ", _DOT: ".", _TICK: "'"})

# Each begins with the sign it is about, so that the search for it skips everything else.
_CLITIC = re.compile(r"'(?<=[\w.]')(?:s|re|ve|ll|d|m)(?!\w)")
_NEGATION = re.compile(r"'(?<=n')(?=t(?!\w))")
_IN_NUMBER = re.compile(r"[.,'](?<=\d[.,'])(?=\d)")
_INITIAL = re.compile(r"\.(?<=(?<!\w)[^\W\d_]\.)(?=[^\W\d_](?!\w))")
_THREE_DIGITS = re.compile(r"\d{3}(?!\d)")
_UP_TO_THREE_DIGITS = re.compile(r"(?<!\d)\d{1,3}\Z")
_COMPOUND = re.compile(r"(?<![^ '.,])[^ '.,-]+(?:-[^ '.,-]+){1,2}(?![^ '.,])")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^ ]+")


def _is_stripped(char: str) -> bool:
    return any(low <= ord(char) <= high for low, high in _STRIPPED)


def _fold_letters(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).casefold()
    if folded in _OWN_LETTERS:
        return folded
    parts = unicodedata.normalize("NFKD", folded)
    bare = "".join(part for part in parts if not _is_stripped(part))
    return unicodedata.normalize("NFC", bare.translate(_LETTERS))


def _is_word_char(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def fold_char(char: str) -> str:
    """Give what one character becomes in `flat`; anything that ends a word becomes blanks."""
    for group, stand_in in ((_APOSTROPHES, "'"), (_HYPHENS, "-"), (_THOUSANDS, ",")):
        if char in group:
            return stand_in
    if char in _DROPPED:
        return ""
    if char in ".,":
        return char
    folded = _fold_letters(char)
    return "".join(part if _is_word_char(part) else " " for part in folded)


class _Table(dict[int, str]):
    """Code point -> folded text, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_char(chr(code))
        return folded


_TABLE = _Table()


def _mark_number(found: re.Match[str]) -> str:
    """Tell a separator of thousands, which goes, from a decimal point, which stays."""
    place, text = found.start(), found.string
    grouped = _THREE_DIGITS.match(text, place + 1)
    return (
        _GONE if grouped and _UP_TO_THREE_DIGITS.search(text[max(0, place - 4) : place]) else _DOT
    )


def flatten(text: str) -> str:
    """Fold every character and settle what each `'` and `.` and `,` is; no character moves."""
    flat = text.translate(_TABLE)
    if "'" in flat:
        flat = _CLITIC.sub(lambda found: " " * len(found[0]), flat)
        flat = _NEGATION.sub(_TICK, flat)
    if "." in flat or "," in flat or "'" in flat:
        flat = _INITIAL.sub(_DOT, flat)
        flat = _IN_NUMBER.sub(_mark_number, flat)
    return flat


@dataclass(frozen=True, slots=True)
class Joined:
    """A compound as one word: `Jong-un` is also `jongun`, `U.N.` also `un`."""

    form: str
    span: Span


def _joined_form(parts: list[str]) -> str | None:
    if parts[0] == "re" or not any(_HAS_LETTER.search(part) for part in parts):
        return None  # re-sign is not resign; 2023-24 is no word
    return "".join(parts).translate(_TO_WORDS).replace(_GONE, "")


def _hyphenated(flat: str) -> Iterator[re.Match[str]]:
    place = flat.find("-")
    while place >= 0:
        start, end = flat.rfind(" ", 0, place) + 1, flat.find(" ", place)
        end = end if end >= 0 else len(flat)
        yield from _COMPOUND.finditer(flat, start, end)
        place = flat.find("-", end)


class Folded:
    """One field of an article, or one piece of a query, folded."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def flat(self) -> str:
        return flatten(self.text)

    @cached_property
    def cut(self) -> str:
        """`flat` with blanks for all that is no part of a word."""
        return self.flat.translate(_TO_WORDS)

    @cached_property
    def words(self) -> list[str]:
        return self.cut.replace(_GONE, "").split()

    @cached_property
    def joined(self) -> tuple[Joined, ...]:
        return (*self._compounds(), *self._initials())

    def _compounds(self) -> list[Joined]:
        """Find compounds of two or three parts, left to right."""
        found: list[Joined] = []
        position, seen = 0, 0
        for match in _hyphenated(self.flat):
            position += len(self.cut[seen : match.start()].split())
            seen = match.end()
            parts = match[0].split("-")
            form = _joined_form(parts)
            if form is not None:
                found.append(Joined(form, (position, position + len(parts) - 1)))
            position += len(parts)
        return found

    def _initials(self) -> list[Joined]:
        if _DOT not in self.flat:
            return []
        return [
            Joined(word.replace(".", ""), (position, position))
            for position, word in enumerate(self.words)
            if "." in word and not word[0].isdigit()
        ]

    @cached_property
    def scan(self) -> str:
        """Give the words between blanks, then each compound as one word with its neighbours.

        Every word, and every two words that can stand next to each other in a phrase, can be found
        here as `" word "` and `" one two "`.
        """
        lines = [f" {' '.join(self.words)} "]
        starts = {joined.span[0]: joined.form for joined in self.joined}
        for joined in self.joined:
            first, last = joined.span
            before = self.words[first - 1] if first else ""
            after = self.words[last + 1] if last + 1 < len(self.words) else ""
            lines.append(f" {before} {joined.form} {after} ")
            if last + 1 in starts:
                lines.append(f" {joined.form} {starts[last + 1]} ")
        return "\n".join(lines)

    @property
    def vocabulary(self) -> set[str]:
        return {*self.words, *(joined.form for joined in self.joined)}

    @cached_property
    def places(self) -> dict[str, list[Span]]:
        """Map each word, compounds as one word included, to where it stands, in order."""
        places: dict[str, list[Span]] = {}
        for position, word in enumerate(self.words):
            places.setdefault(word, []).append((position, position))
        for joined in self.joined:
            places.setdefault(joined.form, []).append(joined.span)
        for joined in self.joined:
            places[joined.form].sort()
        return places

    @cached_property
    def offsets(self) -> list[tuple[int, int]]:
        """Give start and end of each word in the original text."""
        found = [match.span() for match in _WORD.finditer(self.cut)]
        origin = self._origin()
        if origin is None:
            return found
        return [(origin[start], self._end(origin[end - 1] + 1)) for start, end in found]

    def _origin(self) -> list[int] | None:
        """Map each place of `flat` to the original; None where they are the same."""
        if self.text.isascii() or all(len(_TABLE[ord(char)]) == 1 for char in set(self.text)):
            return None
        return [
            place for place, char in enumerate(self.text) for _ in range(len(_TABLE[ord(char)]))
        ]

    def _end(self, end: int) -> int:
        """Take trailing marks in: they belong to the letter before them."""
        while end < len(self.text) and _is_stripped(self.text[end]):
            end += 1
        return end

    def extent(self, span: Span) -> tuple[int, int]:
        """Give start and end of a span of words in the original text."""
        return self.offsets[span[0]][0], self.offsets[span[1]][1]

    def surface(self, position: int) -> str:
        """Give a word as it is written, for comparing case."""
        start, end = self.offsets[position]
        return unicodedata.normalize("NFKC", self.text[start:end])

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        return cut_paragraphs(self.text)

    def first_paragraphs(self, count: int) -> int:
        """Give the number of words in the first paragraphs."""
        ends = [end for _, end in self.paragraphs[:count]]
        if not ends:
            return 0
        return bisect_right([start for start, _ in self.offsets], ends[-1] - 1)


def fold(text: str) -> str:
    """Fold for comparing values: words with one blank between."""
    return " ".join(Folded(unicodedata.normalize("NFC", text)).words)


_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_NEWLINE = re.compile(r"\n\s*")


def cut_paragraphs(text: str) -> list[tuple[int, int]]:
    """Cut at blank lines; a text without any is cut at each newline."""
    border = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _NEWLINE
    cuts = [(match.start(), match.end()) for match in border.finditer(text)]
    edges = [(0, 0), *cuts, (len(text), len(text))]
    pieces = [(left[1], right[0]) for left, right in pairwise(edges)]
    return [(start, end) for start, end in pieces if text[start:end].strip()]
