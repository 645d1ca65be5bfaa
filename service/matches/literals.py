"""What a regular expression cannot do without: literals of which one is in every text it finds.

They are looked for in folded words, so that case and accents do not matter; that is wider than the
pattern, never narrower.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.matches.patterns import Piece
from service.matches.words import Folded


Literals = frozenset[str]

_LEAST = 3
_LEAST_WIDE = 2
_MOST = 64
_WIDE = re.compile(r"[가-힣\u3041-\u30ff\u4e00-\u9fff]")
_LETTERS = re.compile(r"[^\W_\uff66-\uff9f]+")  # a half-width kana may take the mark after it in
_CODE = re.compile(r"\\(?:x\{([0-9A-Fa-f]+)\}|x([0-9A-Fa-f]{2}))")


def required(tokens: Sequence[Piece]) -> Literals | None:
    """Give the best group of literals; None where nothing is required."""
    return _Walk(tokens).alternatives()


@dataclass
class _Walk:
    """One walk over the tokens of a well-formed pattern."""

    tokens: Sequence[Piece]
    place: int = 0

    def peek(self) -> Piece | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self) -> Piece | None:
        piece = self.peek()
        self.place += 1
        return piece

    def alternatives(self) -> Literals | None:
        """Read up to the end of the group: one alternative must hold, so all must require."""
        groups = [self.sequence()]
        while (piece := self.peek()) is not None and piece.kind == "bar":
            self.take()
            groups.append(self.sequence())
        self.take()
        known = [group for group in groups if group is not None]
        whole = frozenset[str]().union(*known)
        return whole if len(known) == len(groups) and len(whole) <= _MOST else None

    def sequence(self) -> Literals | None:
        """Read what follows one another: the rarest of all that is required."""
        return max(self._required(), key=_rarity, default=None)

    def _required(self) -> Iterator[Literals]:
        run = ""
        while (piece := self.peek()) is not None and piece.kind not in ("bar", "close"):
            self.take()
            if piece.kind == "open":
                inside = self.alternatives()
                known = [inside] if inside is not None else []
            else:
                inside, known = None, []
            text = _text(piece)
            optional, repeated = self._repeat()
            if text and not optional:
                run += text
            if (text and not optional and not repeated) or piece.kind in _NO_WIDTH:
                continue
            yield from _folded(run)
            yield from () if optional else known
            run = ""
        yield from _folded(run)

    def _repeat(self) -> tuple[bool, bool]:
        """Take a repetition: may what it repeats be missing, and is there one at all."""
        piece = self.peek()
        if piece is None or piece.kind != "repeat":
            return False, False
        self.take()
        least = re.match(r"\{(\d+)", piece.text)
        return piece.text[0] in "*?" or bool(least and int(least[1]) == 0), True


_NO_WIDTH = frozenset({"anchor", "boundary", "flags"})


def _text(piece: Piece) -> str:
    """Give what a token stands for, if that is one text."""
    match piece.kind:
        case "literal":
            return piece.text
        case "quoted":
            return piece.text.removeprefix(r"\Q").removesuffix(r"\E")
        case "escape":
            code = _CODE.fullmatch(piece.text)
            if code:
                return chr(int(code[1] or code[2], 16))
            return piece.text[1:] if not piece.text[1].isalnum() else ""
        case _:
            return ""


def _folded(run: str) -> Iterator[Literals]:
    """Give each stretch of letters and digits, folded, that is long enough to look for."""
    for found in _LETTERS.findall(run):
        for literal in Folded(found).words:
            least = _LEAST_WIDE if _WIDE.search(literal) else _LEAST
            if len(literal) >= least:
                yield frozenset({literal})


def _rarity(literals: Literals) -> tuple[int, int]:
    return min(map(len, literals)), -len(literals)
