"""Query text -> tokens with their places. What is no part of the language is refused here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto

from service.matches.folding import ACRONYM
from service.matches.nodes import FactKind, Part, QueryError, Remark


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    """NEAR and ONEAR, with their distance."""
    TOGETHER = auto()
    """SENTENCE and PARAGRAPH."""
    ATLEAST = auto()
    """`atleast3`: a group follows."""
    PREFIX = auto()
    """`title:`, `case:`, `=`, …: it holds for what follows at once."""
    WORD = auto()
    PHRASE = auto()
    REGEX = auto()
    END = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One piece of a query."""

    kind: Kind
    start: int
    end: int
    text: str
    """Of a phrase or a regular expression: what stands inside its marks; of a prefix: its name;
    of `atleast3`: the number."""
    slop: int | None = None
    """Of `"…"~5`: the number."""


PREFIXES = (*(part.value for part in Part), *(kind.value for kind in FactKind), "name", "case")
_QUOTES = {'"': '"”“„＂', "“": '”"＂', "”": '”"', "„": '“”"', "«": "»", "＂": '＂"'}
_OPERATORS = {
    "AND": Kind.AND,
    "OR": Kind.OR,
    "NOT": Kind.NOT,
    "SENTENCE": Kind.TOGETHER,
    "PARAGRAPH": Kind.TOGETHER,
}
_OPENING, _CLOSING = "(（", ")）"
_STOP = re.compile(rf"[\s{_OPENING}{_CLOSING}\"“”„«»＂]")
_VALUE_STOP = re.compile(rf"[\s{_OPENING}{_CLOSING}]")
_TAKES_ANYTHING = frozenset((*(kind.value for kind in FactKind), "name"))
_PREFIX = re.compile(r"([^\W\d_]+):")
NEARNESS = re.compile(r"(O?)NEAR(?:/(\d+))?")
_LIKE_OPERATOR = re.compile(r"(?i)and|or|not|o?near")
_OTHER_NEARNESS = re.compile(r"(?i)o?near/.*|(?:w|pre|adj)/\d+|(?:near|adj|onear)\d+")
_MOST_TIMES = 1000
_REGEX = re.compile(r"/((?:[^/\\\[]|\\.|\[\^?\]?(?:[^\]\\]|\\.)*\])+)/", re.DOTALL)
_LOOSE_REGEX = re.compile(r"/((?:[^/\\]|\\.)*)/", re.DOTALL)
_ATLEAST = re.compile(r"(?i)atleast/?(\d*)")
_SLOP = re.compile(r"~(\d*)")
_FOREIGN = (
    (re.compile(r"&&.*"), "`&&` means nothing here", "write AND"),
    (re.compile(r".*\|.*"), "`|` means nothing here", "write OR"),
    (re.compile(r"!.*"), "`!` means nothing here", "write NOT"),
    (re.compile(r"\+.*"), "`+` means nothing here", "leave it out: words must all be there"),
    (re.compile(r".*[\[\]{}].*"), "brackets of this kind mean nothing here", "write ( and )"),
    (re.compile(r".*\^[\d.]*"), "`^` means nothing here", "leave it out: nothing is ranked"),
)


class Lexer:
    """Reads one query; its remarks are complete when the tokens are."""

    def __init__(self, text: str) -> None:
        self.text = ACRONYM.sub("״", text)  # the sign in צה"ל opens no phrase
        self.remarks: list[Remark] = []

    def tokens(self) -> list[Token]:
        return [*self._read(), self._token(Kind.END, len(self.text), len(self.text))]

    def _token(self, kind: Kind, start: int, end: int, text: str | None = None) -> Token:
        shown = self.text[start:end] if text is None else text
        return Token(kind=kind, start=start, end=end, text=shown)

    def _read(self) -> Iterator[Token]:
        place = 0
        while place < len(self.text):
            if self.text[place].isspace():
                place += 1
                continue
            token = self._next(place)
            yield token
            place = token.end
            if token.kind is Kind.PREFIX and token.text in _TAKES_ANYTHING:
                value = self._value(place)
                yield from value
                place = value[-1].end if value else place

    def _value(self, place: int) -> list[Token]:
        """Read the value of a fact as it stands: an address or a glob is no word."""
        if self.text[place : place + 1] in _QUOTES:
            return [self._phrase(place)]
        found = _VALUE_STOP.search(self.text, place)
        end = found.start() if found else len(self.text)
        return [self._token(Kind.WORD, place, end)] if end > place else []

    def _next(self, place: int) -> Token:
        char = self.text[place]
        if char in _OPENING or char in _CLOSING:
            return self._token(Kind.OPEN if char in _OPENING else Kind.CLOSE, place, place + 1)
        if char in _QUOTES:
            return self._phrase(place)
        if char == "»":
            raise QueryError(place, "'»' closes nothing", "open the phrase with «")
        if char in "-−–" and self._may_negate(place):
            return self._minus(place)
        if char == "=":
            return self._token(Kind.PREFIX, place, place + 1)
        return self._regex(place) if char == "/" else self._chunk(place)

    def _may_negate(self, place: int) -> bool:
        before = self.text[place - 1 : place]
        return not before or before.isspace() or before in _OPENING

    def _minus(self, place: int) -> Token:
        after = self.text[place + 1 : place + 2]
        if not after or after.isspace() or after in _CLOSING:
            raise QueryError(place, "'-' stands alone", "write it right before a word: -Moscow")
        return self._token(Kind.NOT, place, place + 1)

    def _phrase(self, place: int) -> Token:
        closing = _QUOTES[self.text[place]]
        end = next((i for i in range(place + 1, len(self.text)) if self.text[i] in closing), None)
        if end is None:
            raise QueryError(
                place, f"{self.text[place]} is never closed", "add the closing quotation mark"
            )
        inside = self.text[place + 1 : end]
        suffix = _SLOP.match(self.text, end + 1)
        if suffix is None:
            return self._token(Kind.PHRASE, place, end + 1, inside)
        if not suffix[1]:
            mend = 'write how many other words may stand between: "…"~5'
            raise QueryError(end + 1, "'~' has no number", mend)
        slop = int(suffix[1][:6])
        return Token(kind=Kind.PHRASE, start=place, end=suffix.end(), text=inside, slop=slop)

    def _regex(self, place: int) -> Token:
        """Read up to the next slash that is neither escaped nor in [ ]."""
        found = _REGEX.match(self.text, place) or _LOOSE_REGEX.match(self.text, place)
        if found is None:
            mend = "add '/' behind the regular expression; a word with '/' stands in quotes"
            raise QueryError(place, "'/' is never closed", mend)
        if not found[1]:
            raise QueryError(place, "the regular expression is empty", "write it between the '/'")
        after = _STOP.search(self.text, found.end())
        rest = self.text[found.end() : after.start() if after else len(self.text)]
        if rest:
            flags = set(rest) <= set("imsx")
            mend = f"write (?{rest}) right behind the first '/'" if flags else "put a blank there"
            raise QueryError(found.end(), f"'{rest}' stands right behind '/…/'", mend)
        return self._token(Kind.REGEX, place, found.end(), found[1])

    def _chunk(self, place: int) -> Token:
        found = _STOP.search(self.text, place)
        end = found.start() if found else len(self.text)
        chunk = self.text[place:end]
        if chunk in _OPERATORS:
            return self._token(_OPERATORS[chunk], place, end)
        if NEARNESS.fullmatch(chunk):
            return self._token(Kind.NEAR, place, end)
        prefix = _PREFIX.match(chunk)
        if prefix:
            return self._prefix(place, prefix)
        count = _ATLEAST.fullmatch(chunk)
        if count and (count[1] or self.text[end : end + 1] in tuple(_OPENING)):
            return self._atleast(place, end, count[1])
        self._refuse(place, chunk)
        if _LIKE_OPERATOR.fullmatch(chunk):
            self._remark_operator(place, chunk)
        return self._token(Kind.WORD, place, end)

    def _prefix(self, place: int, found: re.Match[str]) -> Token:
        name = found[1]
        if name in PREFIXES:
            return self._token(Kind.PREFIX, place, place + found.end(), name)
        if self.text[place + found.end() :].startswith("//"):
            raise QueryError(place, "an address is no word", "write url: before a part of it")
        close = get_close_matches(name.lower(), PREFIXES, n=1)
        mend = f"did you mean {close[0]}: ?" if close else f"known are {', '.join(PREFIXES)}"
        raise QueryError(place, f"'{name}:' is not known", mend)

    def _atleast(self, place: int, end: int, count: str) -> Token:
        if not count or not 1 <= int(count[:6]) <= _MOST_TIMES:
            mend = f"write a number from 1 to {_MOST_TIMES}: atleast3(x)"
            raise QueryError(place, f"'{self.text[place:end]}' does not say how often", mend)
        if self.text[end : end + 1] not in tuple(_OPENING):
            mend = f"write atleast{count}(x), without a blank"
            raise QueryError(place, f"nothing in ( ) follows '{self.text[place:end]}'", mend)
        return self._token(Kind.ATLEAST, place, end, count)

    def _refuse(self, place: int, chunk: str) -> None:
        if chunk[0] in "-−–":
            raise QueryError(place, f"'{chunk[0]}' cannot stand here", "put a blank before it")
        for pattern, message, mend in _FOREIGN:
            if pattern.fullmatch(chunk):
                raise QueryError(place, message, mend)
        if _OTHER_NEARNESS.fullmatch(chunk):
            raise QueryError(place, f"'{chunk}' is not how nearness is written", "write NEAR/5")

    def _remark_operator(self, place: int, chunk: str) -> None:
        message = f"'{chunk}' is an ordinary word here"
        self.remarks.append(
            Remark(offset=place, message=message, mend=f"the operator is {chunk.upper()}")
        )
