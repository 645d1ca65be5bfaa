"""Regular expressions over a text, bounded: what is run, in what order, and when it is given up.

RE2 takes a step for each character and each place of the pattern that may be reached there, so a
count (`.{500}`) makes it slow where nearly every character begins a match. What could be too much
is asked more loosely first (`.+`), which is fast whatever the text; only the lines that pass are
asked in full. Where even those are too much the rule is left undecided.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from service.matches.marking import (
    WRAPPING,
    asks_for_boundaries,
    has_flag,
    rewritten,
    wrap_text,
    wrapped,
)
from service.matches.patterns import (
    Piece,
    compiled,
    most_times,
    size_of,
    too_large,
)
from service.matches.steps import OverrunError
from service.matches.words import Span


_LARGE = 500
"""Steps of a program that is worth the way over wrapped text, if that makes it smaller."""
_LARGEST = 10_000
_LIGHT = 50
MOST_WORK = 10_000_000
"""Characters of a text times places of a pattern: a third of a second, if all are reached."""
_MOST_FINDINGS = 1000
_FEWEST_FINDINGS = 20
_MOST_EMPTY = 20_000
_MOST_LOOSE = 200
_FEW_TIMES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A regular expression as RE2 runs it."""

    exact: str
    loose: str
    """Finds something wherever the exact one does; the same one where that is light."""
    weight: int
    """Places that may be reached at one time."""
    is_wrapped: bool
    """They are for wrapped text."""
    in_lines: bool
    """It finds nothing that has an end of a line in it."""

    def in_any_case(self) -> "Pattern":
        """Give the same with capitals and small letters alike."""
        return Pattern(
            exact=f"(?i){self.exact}",
            loose=f"(?i){self.loose}",
            weight=self.weight,
            is_wrapped=self.is_wrapped,
            in_lines=self.in_lines,
        )


def made_of(tokens: tuple[Piece, ...]) -> Pattern:
    """Choose how to run a pattern; raises `PatternError` where it is too large."""
    is_wrapped, exact = _written(tokens)
    size = size_of(exact)
    if size is None or size > _LARGEST:
        raise too_large(tokens)
    weight = weight_of(tokens)
    write = wrapped if is_wrapped else rewritten
    return Pattern(
        exact=exact,
        loose=write(tuple(map(_loosened, tokens))) if weight > _LIGHT else exact,
        weight=weight,
        is_wrapped=is_wrapped,
        in_lines=weight > _LIGHT and not _crosses_lines(tokens),
    )


def _written(tokens: tuple[Piece, ...]) -> tuple[bool, str]:
    """Write a pattern for wrapped text or for text as it is."""
    if asks_for_boundaries(tokens):
        return True, wrapped(tokens)
    plain = rewritten(tokens)
    size = size_of(plain)
    if (size is None or size > _LARGE) and not has_flag(tokens, "m"):
        around = wrapped(tokens)
        other = size_of(around)
        if other is not None and (size is None or other < size // WRAPPING):
            return True, around
    return False, plain


def weight_of(tokens: Iterable[Piece]) -> int:
    """Count the places that one text can have reached at the same time.

    Fixed letters hardly count, where they do not repeat: a text is rarely on its way in many of them.
    """
    groups: list[list[tuple[int, int]]] = [[]]
    for piece in tokens:
        match piece.kind:
            case "open":
                groups.append([])
            case "close":
                inside = groups.pop()
                groups[-1].append((sum(w for w, _ in inside), sum(n for _, n in inside)))
            case "repeat":
                wide, narrow = groups[-1].pop()
                groups[-1].append(((wide + narrow) * most_times(piece), 0))
            case "class":
                groups[-1].append((1, 0))
            case "literal" | "escape" | "quoted":
                groups[-1].append((0, len(piece.text)))
            case "anchor" | "boundary":  # they may repeat, too
                groups[-1].append((0, 0))
    return max(1, sum(wide for wide, _ in groups[0]))


def _loosened(piece: Piece) -> Piece:
    """Let what is counted far come any number of times."""
    if piece.kind != "repeat" or most_times(piece) < _FEW_TIMES:
        return piece
    sign = "*" if piece.text.startswith(("{0,", "{0}")) else "+"
    return Piece(kind="repeat", text=sign, start=piece.start)


def _crosses_lines(tokens: tuple[Piece, ...]) -> bool:
    any_line = has_flag(tokens, "s")
    return any(_takes_newline(piece, any_line=any_line) for piece in tokens)


def _takes_newline(piece: Piece, *, any_line: bool) -> bool:
    if piece.text == ".":
        return any_line
    if piece.kind == "class":
        return compiled(rewritten((piece,))).search("\n") is not None
    if piece.kind == "escape":
        return compiled(piece.text).search("\n") is not None
    return "\n" in piece.text


def encodable(text: str) -> str:
    """Give a text of the same length that RE2 takes: without halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def prepared(pattern: Pattern, text: str) -> str:
    """Give the text that a pattern is run over."""
    return wrap_text(encodable(text)) if pattern.is_wrapped else encodable(text)


def findings(pattern: Pattern, ready: str) -> list[Span]:
    """Give where a pattern stands in a text, the first so many; raises `OverrunError`.

    `ready` is what `prepared` gives; the places are those of the text before it was prepared.
    """
    width = WRAPPING if pattern.is_wrapped else 1
    stretches: Iterable[Span] = [(0, len(ready))]
    length = len(ready) // width
    if length * pattern.weight > MOST_WORK:
        stretches = lines = [*_passing(pattern, ready)]
        length = sum(end - start for start, end in lines) // width
        if length * pattern.weight > MOST_WORK:
            raise OverrunError("the regular expression is too large for so long a text")
    work = max(1, length) * (1 + pattern.weight // _LIGHT)
    most = max(_FEWEST_FINDINGS, min(_MOST_FINDINGS, 2 * MOST_WORK // work))
    found = (span for stretch in stretches for span in find(pattern.exact, ready, *stretch))
    return [(start // width, end // width) for start, end in islice(found, most)]


def _passing(pattern: Pattern, ready: str) -> Iterator[Span]:
    """Give the lines in which the loose pattern finds something; all, if it may cross lines."""
    done = -1
    for number, (start, end) in enumerate(find(pattern.loose, ready)):
        if not pattern.in_lines or number == _MOST_LOOSE:
            yield max(done, 0), len(ready)
            return
        if start >= done:
            first, last = ready.rfind("\n", 0, start) + 1, ready.find("\n", end)
            done = last if last >= 0 else len(ready)
            yield first, done


def find(
    pattern: str, text: str, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Give where a pattern stands, from left to right; it never finds nothing at all."""
    empty = 0
    for found in compiled(pattern).finditer(text, start, end):
        first, last = found.span()
        if first < last:
            yield first, last
            continue
        empty += 1
        if empty > _MOST_EMPTY:
            raise OverrunError("the regular expression finds nothing at all in too many places")
