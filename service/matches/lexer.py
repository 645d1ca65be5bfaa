"""Query text -> tokens with their places. What is no part of the language is refused here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from service.matches.fields import PREFIXES
from service.matches.folding import ACRONYM
from service.matches.foreign import Place, refuse, refuse_slashed, unknown_field
from service.matches.nodes import Change, FactKind, QueryError, Remark


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


_QUOTES = {
    '"': '"”“„＂', "“": '”"＂', "”": '”"', "„": '“”"', "＂": '＂"',
    "«": "»", "»": "«»", "‹": "›", "「": "」", "『": "』", "《": "》",
}  # fmt: skip
OPERATORS = {
    "AND": Kind.AND,
    "OR": Kind.OR,
    "NOT": Kind.NOT,
    "SENTENCE": Kind.TOGETHER,
    "PARAGRAPH": Kind.TOGETHER,
}
_CLOSES_ONLY = {"»": "«", "›": "‹", "」": "「", "』": "『", "》": "《"}
_OPENING, _CLOSING = "(（", ")）"
_STOP = re.compile(rf"[\s{_OPENING}{_CLOSING}\"“”„«»＂‹›「」『』《》]")
_VALUE_STOP = re.compile(rf"[\s{_OPENING}{_CLOSING}]")
_TAKES_ANYTHING = frozenset((*(kind.value for kind in FactKind), "name"))
_PREFIX = re.compile(r"([^\W\d_]+(?:_[^\W\d_]+)*):")
NEARNESS = re.compile(r"(O?)NEAR(?:/(\d+))?")
_LIKE_OPERATOR = re.compile(r"(?i)and|or|not|o?near")
_MOST_TIMES = 1000
_REGEX = re.compile(r"/((?:[^/\\\[]|\\.|\[\^?\]?(?:[^\]\\]|\\.)*\])+)/", re.DOTALL)
_LOOSE_REGEX = re.compile(r"/((?:[^/\\]|\\.)*)/", re.DOTALL)
_ATLEAST = re.compile(r"(?i)atleast/?(\d*)")
_SLOP = re.compile(r"~(\d*)")
_NUMBER_APART = re.compile(r"\s+(\d+)(?=\s+[^\s)])")
_QUOTED = re.compile(
    r"[‘'‚](?=\w)((?:[^‘’'\"()]|[’'](?=\w))*?\s(?:[^‘’'\"()]|[’'](?=\w))*)[’'‘](?=[\s)]|$)"
)
_COUNTED = re.compile(r"\s+(\(|（|[\"“][^\"“”]*[\"”]|[^\s()（）\"“”]+)")
_OPERAND = (Kind.WORD, Kind.PHRASE, Kind.CLOSE)


class Lexer:
    """Reads one query; its remarks are complete when the tokens are."""

    def __init__(self, text: str) -> None:
        self.text = ACRONYM.sub("״", text)  # the sign in צה"ל opens no phrase
        self.remarks: list[Remark] = []
        self.before: Token | None = None
        """The token before; None after a fact."""

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
            token = self.before = self._next(place)
            yield token
            place = token.end
            if token.kind is Kind.PREFIX and token.text in _TAKES_ANYTHING:
                value = self._value(place)
                yield from value
                place = value[-1].end if value else place
                self.before = None if token.text != "name" else self.before

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
        if char in _QUOTES and (char != "»" or _closed(self.text, place)):
            return self._phrase(place)
        if char in _CLOSES_ONLY:
            raise self._closing(place)
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
            blank = len(self.text) - len(self.text[place + 1 :].lstrip())
            lost = not self.text[blank:] or self.text[blank] in f"{_CLOSING}-−–"
            change = Change(start=place if lost else place + 1, end=blank, text="")
            mend = "write it right before a word: -Moscow"
            raise QueryError(place, "'-' stands alone", mend, change)
        return self._token(Kind.NOT, place, place + 1)

    def _phrase(self, place: int) -> Token:
        end = _closed(self.text, place)
        if end is None:
            mend = "add the closing quotation mark"
            raise QueryError(
                place,
                f"{self.text[place]} is never closed",
                mend,
                self._added(_QUOTES[self.text[place]][0]),
            )
        inside = self.text[place + 1 : end]
        suffix = _SLOP.match(self.text, end + 1)
        if suffix is None:
            return self._token(Kind.PHRASE, place, end + 1, inside)
        if not suffix[1] and len(inside.split()) == 1:
            mend = f"a name in nearly this spelling has no quotation marks: {inside.strip()}~"
            change = Change(start=place, end=suffix.end(), text=f"{inside.strip()}~")
            raise QueryError(
                place, f"'{self.text[place : suffix.end()]}' is not known", mend, change
            )
        if not suffix[1]:
            mend = 'write how many other words may stand between: "…"~5'
            change = Change(start=suffix.end(), end=suffix.end(), text="5")
            raise QueryError(end + 1, "'~' has no number", mend, change)
        slop = int(suffix[1][:6])
        return Token(kind=Kind.PHRASE, start=place, end=suffix.end(), text=inside, slop=slop)

    def _regex(self, place: int) -> Token:
        """Read up to the next slash that is neither escaped nor in [ ]."""
        refuse_slashed(self._place(place, place + 1))
        found = _REGEX.match(self.text, place) or _LOOSE_REGEX.match(self.text, place)
        if found is None:
            raise self._unclosed(place)
        if not found[1]:
            change = Change(start=place, end=found.end(), text="")
            mend = "write it between the '/'"
            raise QueryError(place, "the regular expression is empty", mend, change)
        after = _STOP.search(self.text, found.end())
        rest = self.text[found.end() : after.start() if after else len(self.text)]
        if rest:
            flags = set(rest) <= set("imsx")
            mend = f"write (?{rest}) right behind the first '/'" if flags else "put a blank there"
            change = Change(start=found.end(), end=found.end(), text=" AND ")
            if flags:
                until = found.end() + len(rest)
                change = Change(start=place, end=until, text=f"/(?{rest}){found[1]}/")
            raise QueryError(found.end(), f"'{rest}' stands right behind '/…/'", mend, change)
        return self._token(Kind.REGEX, place, found.end(), found[1])

    def _unclosed(self, place: int) -> QueryError:
        if self.text[place + 1 : place + 2].strip() == "":
            change = Change(start=place, end=place + 1, text="")
            return QueryError(place, "'/' alone means nothing", "take it out", change)
        mend = "add '/' behind the regular expression; a word with '/' stands in quotes"
        return QueryError(place, "'/' is never closed", mend, self._added("/"))

    def _closing(self, place: int) -> QueryError:
        sign = self.text[place]
        mend = f"open the phrase with {_CLOSES_ONLY[sign]}"
        change = Change(start=place, end=place + 1, text="")
        return QueryError(place, f"'{sign}' closes nothing", mend, change)

    def _added(self, sign: str) -> Change:
        """Put a sign at the end."""
        end = len(self.text.rstrip())
        return Change(start=end, end=end, text=sign)

    def _place(self, start: int, end: int) -> Place:
        follows = self.before is not None and self.before.kind in _OPERAND
        return Place(text=self.text, start=start, end=end, follows_word=follows)

    def _chunk(self, place: int) -> Token:
        found = _STOP.search(self.text, place)
        end = found.start() if found else len(self.text)
        chunk = self.text[place:end]
        if chunk in OPERATORS:
            return self._token(OPERATORS[chunk], place, end)
        prefix = _PREFIX.match(chunk)
        if prefix and prefix[1] in PREFIXES:
            return self._token(Kind.PREFIX, place, place + prefix.end(), prefix[1])
        near = NEARNESS.fullmatch(chunk)
        if near is None or near[2] is None:
            refuse(self._place(place, end))
        if near:
            self._remark_number(place, end)
            return self._token(Kind.NEAR, place, end)
        if prefix:
            raise self._unknown(place, prefix)
        return self._counted(place, end) or self._word(place, end)

    def _counted(self, place: int, end: int) -> Token | None:
        count = _ATLEAST.fullmatch(self.text, place, end)
        if count and (count[1] or self.text[end : end + 1] in tuple(_OPENING)):
            return self._atleast(place, end, count[1])
        return None

    def _word(self, place: int, end: int) -> Token:
        chunk = self.text[place:end]
        if chunk[0] in "-−–":
            raise self._misplaced_minus(place)
        if _LIKE_OPERATOR.fullmatch(chunk):
            self._remark_operator(place, chunk)
        if chunk[0] in "'‘‚":
            self._remark_quotes(place)
        return self._token(Kind.WORD, place, end)

    def _misplaced_minus(self, place: int) -> QueryError:
        before = self.before
        message = f"'{self.text[place]}' cannot stand here"
        if before is not None and before.kind is Kind.PREFIX:
            shown = self.text[before.start : before.end]
            change = Change(start=before.start, end=place + 1, text=f"-{shown}")
            return QueryError(place, message, f"put it first: -{shown}", change)
        if before is not None and before.kind is Kind.NOT:
            change = Change(start=place, end=place + 1, text="")
            return QueryError(place, message, "take one of the two out", change)
        change = Change(start=place, end=place, text=" ")
        return QueryError(place, message, "put a blank before it", change)

    def _unknown(self, place: int, found: re.Match[str]) -> QueryError:
        if self.text[place + found.end() :].startswith("//"):
            change = Change(start=place, end=place, text="url:")
            mend = "write url: before a part of it"
            return QueryError(place, "an address is no word", mend, change)
        return unknown_field(self._place(place, place), found[1], place + found.end())

    def _atleast(self, place: int, end: int, count: str) -> Token:
        shown = self.text[place:end]
        if not count or not 1 <= int(count[:6]) <= _MOST_TIMES:
            mend = f"write a number from 1 to {_MOST_TIMES}: atleast3(x)"
            instead = f"atleast{max(1, min(_MOST_TIMES, int(count[:6] or 3)))}"
            change = Change(start=place, end=end, text=instead)
            raise QueryError(place, f"'{shown}' does not say how often", mend, change)
        if self.text[end : end + 1] not in tuple(_OPENING):
            raise self._uncounted(place, end, count)
        return self._token(Kind.ATLEAST, place, end, count)

    def _uncounted(self, place: int, end: int, count: str) -> QueryError:
        """Refuse `atleast3 x` and `atleast3 (x)`."""
        message = f"nothing in ( ) follows '{self.text[place:end]}'"
        found = _COUNTED.match(self.text, end)
        if found is None:
            return QueryError(place, message, f"write atleast{count}(x), without a blank")
        inside = found[1] if found[1] in tuple(_OPENING) else f"({found[1]})"
        change = Change(start=place, end=found.end(), text=f"atleast{count}{inside}")
        shown = "(…)" if inside in tuple(_OPENING) else inside
        return QueryError(place, message, f"write atleast{count}{shown}, without a blank", change)

    def _remark_operator(self, place: int, chunk: str) -> None:
        message = f"'{chunk}' is an ordinary word here"
        change = Change(start=place, end=place + len(chunk), text=chunk.upper())
        mend = f"the operator is {chunk.upper()}"
        self.remarks.append(Remark(offset=place, message=message, mend=mend, change=change))

    def _remark_number(self, place: int, end: int) -> None:
        """Remark on `NEAR 5`, where the number is a word."""
        found = _NUMBER_APART.match(self.text, end)
        if found is None or "/" in self.text[place:end]:
            return
        meant = f"{self.text[place:end]}/{found[1]}"
        change = Change(start=place, end=found.end(), text=meant)
        message = f"'{found[1]}' is an ordinary word here"
        mend = f"for nearness write {meant}, without a blank"
        self.remarks.append(
            Remark(offset=found.start(1), message=message, mend=mend, change=change)
        )

    def _remark_quotes(self, place: int) -> None:
        """Remark on ‘single quotation marks’, which may be apostrophes."""
        found = _QUOTED.match(self.text, place)
        if found is None:
            return
        change = Change(start=place, end=found.end(), text=f"“{found[1]}”")
        mend = 'for the phrase write “…” or "…"'
        message = "single quotation marks make no phrase"
        self.remarks.append(Remark(offset=place, message=message, mend=mend, change=change))


def _closed(text: str, place: int) -> int | None:
    """Find where a phrase ends that is opened here."""
    closing = _QUOTES[text[place]]
    return next((i for i in range(place + 1, len(text)) if text[i] in closing), None)
