"""What is written in other services: refused, with how it is written here, where it can be no word."""

import re
from dataclasses import dataclass

from service.matches.fields import is_field, ours, why_not
from service.matches.nodes import Change, QueryError, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a query without blanks, and what stands around it."""

    text: str
    """The whole query."""
    start: int
    end: int
    follows_word: bool
    """What an operator may stand behind comes before it."""

    @property
    def chunk(self) -> str:
        return self.text[self.start : self.end]

    @property
    def rest(self) -> str:
        return self.text[self.end :]

    @property
    def negation(self) -> str:
        """NOT, where it stands right before, as in `a NOT near/5 b`."""
        return "NOT " if re.search(r"\bNOT\s+$", self.text[: self.start]) else ""

    @property
    def is_between(self) -> bool:
        return self.follows_word and bool(self.rest.strip(" )"))

    def error(self, message: str, mend: str, instead: str | None, *, until: int = 0) -> QueryError:
        """Refuse the stretch, or what reaches to `until`; `instead` is what to write."""
        end = until or self.end
        change = None if instead is None else Change(start=self.start, end=end, text=instead)
        return QueryError(self.start, message, mend, change)


_LETTERS_ONLY = frozenset({"NEAR", "ONEAR", "AROUND", "ANDNOT", "XOR"})


def refuse(place: Place) -> None:
    """Refuse what can be no word; raises `QueryError`."""
    chunk = place.chunk
    if (
        chunk.isalpha()
        and chunk not in _LETTERS_ONLY
        and place.text[place.end : place.end + 1] != "("
    ):
        return
    for check in (_sign, _nearness, _numbered, _field, _measure, _stars):
        if error := check(place):
            raise error


# --- signs -------------------------------------------------------------------------------------

_SIGNS = (
    (r"(.*)&&(.*)", "&&", r"\1 AND \2", "write AND"),
    (r"&", "&", "AND", "write AND"),
    (r"([^|]+)\|\|?([^|]+)", "|", r"(\1 OR \2)", "write OR"),
    (r"([^|]*)\|\|?([^|]*)", "|", r"\1 OR \2", "write OR"),
    (r"!+([^!]*)", "!", r"NOT \1", "write NOT; for exactly this case write case:WHO"),
    (r"\+\+(.+)", "++", r"case:\1", "for exactly this case write case:WHO"),
    (r"\+(.*)", "+", r"\1", "leave it out: words must all be there"),
    (r"~+(.*)", "~", r"\1", "leave it out; behind a name it finds like spellings: Shoigu~"),
    (r"(.+)\^[\d.]*", "^", r"\1", "leave it out: nothing is ranked"),
)
_COMPILED = [(re.compile(one[0]), one[1], one[2], one[3]) for one in _SIGNS]
_BRACKETS = {"[": "]", "{": "}"}


def _sign(place: Place) -> QueryError | None:
    for pattern, sign, instead, mend in _COMPILED:
        if found := pattern.fullmatch(place.chunk):
            written = found.expand(instead).strip()
            return place.error(f"`{sign}` means nothing here", mend, written)
    if opening := re.search(r"[\[\]{}]", place.chunk):
        return _bracket(place, opening.start())
    if place.chunk == "ANDNOT" or re.fullmatch(r"AND[-_]NOT", place.chunk):
        return place.error(f"'{place.chunk}' is not known", "write AND NOT", "AND NOT")
    if place.chunk.lower() == "and/or":
        return place.error(f"'{place.chunk}' is not known", "write OR: one of them, or both", "OR")
    if place.chunk == "XOR":
        mend = "write (a OR b) AND NOT (a AND b)"
        return place.error("'XOR' is not known", mend, "OR" if place.is_between else None)
    return None


def _bracket(place: Place, first: int) -> QueryError:
    """Refuse brackets: groups, ranges, or the case of what is in them."""
    message, mend = "brackets of this kind mean nothing here", "write ( and )"
    opened = place.chunk[first]
    if opened not in _BRACKETS:
        return place.error(message, mend, place.chunk.replace(opened, ""))
    closed = place.text.find(_BRACKETS[opened], place.start)
    if closed < 0:
        return place.error(message, mend, place.chunk.replace(opened, ""))
    before, inside = place.chunk[:first], place.text[place.start + first + 1 : closed]
    inner = inside.split()
    if opened == "{" and len(inner) == 1:
        mend = f"for exactly this case write case:{inner[0]}, for a group ( )"
        return place.error(message, mend, f"{before}case:{inner[0]}", until=closed + 1)
    if len(inner) == 3 and inner[1] == "TO":
        message, mend = "there are no ranges", "write what may be there, with OR between"
        inside = f"{inner[0]} OR {inner[2]}"
    return place.error(message, mend, f"{before}({inside})", until=closed + 1)


def _measure(place: Place) -> QueryError | None:
    if found := re.fullmatch(r"<(.+)>", place.chunk):
        return place.error("`<` and `>` mean nothing here", "leave them out", found[1])
    found = re.fullmatch(r"([^\W\d_]*)[<>]=?([\d,.]*)", place.chunk)
    if not found:
        return None
    until = place.end
    if not found[2] and (number := re.match(r"\s*[\d,.]+", place.rest)):
        until += number.end()
    return place.error("`<` and `>` mean nothing here", why_not("length"), "", until=until)


def _stars(place: Place) -> QueryError | None:
    if place.chunk.strip("*"):
        return None
    mend = "for one word between others write a ONEAR/1 b"
    instead = "ONEAR/1" if place.is_between else ""
    return place.error(f"'{place.chunk}' alone stands for no word", mend, instead)


# --- nearness ----------------------------------------------------------------------------------

_ORDERED = frozenset({"pre", "adj", "p", "before", "fby", "followed", "followedby", "onear"})
_NEARNESS = re.compile(
    r"(?i)(?P<name>o?near|within|with|w|pre|adj|n|p|prox|before|fby|followed(?:by)?|same)"
    r"[/\\:~](?P<number>\d+)w?"
)
_JOINED = re.compile(r"(?i)(?P<name>o?near|within|adj|pre)(?P<number>\d+)")
_UNNUMBERED = re.compile(
    r"(?i)(?P<name>o?near)[/\\:~(](?:(?P<number>\d{1,3})(?:[/\\:~].*|(?P<glued>[^\W\d]\w*)?)|.*)"
)
"""What is glued to the number is the next word, but the `/f` of `NEAR/15/f` says nothing here."""
_UNIT = re.compile(
    r"(?i)(?:not)?(?:w|with|within|pre|same)?/(?P<unit>s|sent(?:ence)?|p|para(?:graph)?|seg)"
)
_UNITS = {"s": "SENTENCE", "p": "PARAGRAPH"}
_SLASHED = re.compile(
    r"/(?:(?P<unit>s|sent|p|para|seg)|[nN]?(?P<number>\d+)/?)(?=[\s()]|$)", re.IGNORECASE
)
_FIRST_WORDS = re.compile(r"(?i)(.*)/f(\d+)/")
_INSIDE = re.compile(r"(?i)([^/]+)/n(\d+)/(.*)")
_APART = re.compile(r"\s*/\s*(\d+)|\(\s*(\d+)\s*\)")
_FARTHEST = 1000


def _nearness(place: Place) -> QueryError | None:
    if place.chunk in ("NEAR", "ONEAR", "NEAR/", "ONEAR/", "AROUND"):
        return _apart(place)
    return _with_number(place) or _with_slashes(place)


def _with_number(place: Place) -> QueryError | None:
    if found := _NEARNESS.fullmatch(place.chunk) or _JOINED.fullmatch(place.chunk):
        return _counted(place, found["name"].lower(), int(found["number"][:6]))
    if found := _UNIT.fullmatch(place.chunk):
        return _unit(place, found["unit"], place.end)
    return None


def _with_slashes(place: Place) -> QueryError | None:
    if found := _INSIDE.fullmatch(place.chunk):
        written = f"{found[1]} NEAR/{max(0, int(found[2][:6]) - 1)} {found[3]}".strip()
        return place.error(_not_how(place.chunk), f"write {written}", written)
    if found := _FIRST_WORDS.fullmatch(place.chunk):
        mend = "for the beginning of an article write lead:x"
        return place.error(f"'{place.chunk}' is not known", mend, found[1] and f"lead:{found[1]}")
    if found := _UNNUMBERED.fullmatch(place.chunk):
        near = f"{found['name'].upper()}/{found['number'] or 5}"
        written = f"{near} {found['glued'] or ''}".rstrip()
        mend = f"write {place.negation}{written}"
        return place.error(_not_how(place.chunk), mend, written)
    return None


def _apart(place: Place) -> QueryError | None:
    """Refuse `NEAR /5`, `NEAR(5)`, `AROUND(5)`; in these the number counts as ours does."""
    found = re.match(r"\s*(\d+)", place.rest) if place.chunk.endswith("/") else None
    if found := found or _APART.match(place.rest):
        name = "ONEAR" if place.chunk.startswith("O") else "NEAR"
        written = f"{name}/{found[1] or found[2]}"
        until = place.end + found.end()
        shown = place.text[place.start : until]
        return place.error(_not_how(shown), f"write {written}", written, until=until)
    if not place.chunk.endswith("/"):
        return None
    written = f"{place.chunk}5"
    return place.error(_not_how(place.chunk), f"write {written}", written)


def _counted(place: Place, name: str, number: int) -> QueryError:
    """Refuse nearness with a number: everywhere else the next word is one away."""
    if name == "onear" or (name == "near" and not place.chunk.isalnum()):
        written = f"{name.upper()}/{number}"
        mend = f"write {place.negation}{written}"
        return place.error(_not_how(place.chunk), mend, written)
    between = max(0, number - 1)
    if between > _FARTHEST:
        return place.error(_not_how(place.chunk), "so far apart, write AND", "AND")
    sign = "ONEAR" if name in _ORDERED else "NEAR"
    mend = f"write {place.negation}{sign}/{between}: here, the words between are counted"
    if name == "w":
        mend += f"; ONEAR/{between} for this order only"
    return place.error(_not_how(place.chunk), mend, f"{sign}/{between}")


def _unit(place: Place, unit: str, until: int) -> QueryError:
    written = _UNITS.get(unit[0].lower(), "") if unit.lower() != "seg" else "AND"
    shown = place.text[place.start : until]
    return place.error(_not_how(shown), f"write {written}", written, until=until)


def refuse_slashed(place: Place) -> None:
    """Refuse `/5`, `/s`, `/n5/` behind a word, where no regular expression can stand."""
    found = _SLASHED.match(place.text, place.start) if place.follows_word else None
    if found and found["unit"]:
        raise _unit(place, found["unit"], found.end())
    if found:
        between = min(_FARTHEST, max(0, int(found["number"][:6]) - 1))
        mend = f"write NEAR/{between}: here, the words between are counted"
        written = f"NEAR/{between}"
        raise place.error(_not_how(found[0]), mend, written, until=found.end())
    if found := re.compile(r"(?i)/f\d+/(?=[\s()]|$)").match(place.text, place.start):
        mend = "for the beginning of an article write lead:x"
        raise place.error(f"'{found[0]}' is not known", mend, "", until=found.end())


def _not_how(chunk: str) -> str:
    return f"'{chunk}' is not how nearness is written"


def _numbered(place: Place) -> QueryError | None:
    found = re.fullmatch(r"(AND|OR|NOT|SENTENCE|PARAGRAPH)/?\d+", place.chunk)
    if not found:
        return None
    return place.error(f"{found[1]} takes no number", f"write {found[1]}, or NEAR/5", found[1])


# --- fields ------------------------------------------------------------------------------------

_DOTTED = re.compile(r"([A-Za-z]\w*(?:\.[A-Za-z]\w*)+):(?!//)(?=[\w\"“(]|$).*")
"""`metaData.source.name:x`, a field of a database."""
_EQUATED = re.compile(r"([A-Za-z]+)=(.*)")


def _field(place: Place) -> QueryError | None:
    if found := _EQUATED.fullmatch(place.chunk):
        if is_field(found[1]):
            return unknown_field(place, found[1], place.start + found.end(1) + 1)
        return None
    if found := _DOTTED.fullmatch(place.chunk):
        names = found[1].split(".")
        known = [one for one in names if is_field(one) and ours(one) not in (None, "name")]
        name = known[-1] if known else names[-1]
        return unknown_field(place, name, place.start + found.end(1) + 1)
    is_known = is_field(place.chunk) and (ours(place.chunk) or place.chunk.isupper())
    return _segment(place) if is_known and place.rest[:1] == "(" else None


def _segment(place: Place) -> QueryError:
    """Refuse `headline(x)`: a field, or a word beside a group."""
    message = f"'{place.chunk}(' is a field elsewhere"
    name = ours(place.chunk)
    if name is None:
        mend = f"{why_not(place.chunk)}; for the word, put a blank before '('"
        return place.error(message, mend, f"{place.chunk} ")
    mend = f"write {name}:(…); for the word, a blank before '('"
    return place.error(message, mend, f"{name}:")


def unknown_field(place: Place, name: str, until: int) -> QueryError:
    """Refuse a field of others, or one that is misspelt; its value begins at `until`."""
    shown = place.text[place.start : until]
    found = ours(name)
    if found is None:
        return place.error(f"'{shown}' is not known", why_not(name), None)
    return place.error(
        f"'{shown}' is not known", f"did you mean {found}:?", f"{found}:", until=until
    )


# --- what may be a word ------------------------------------------------------------------------

_PERHAPS = {
    "SAME": ("PARAGRAPH", "for one paragraph write PARAGRAPH"),
    "ADJ": ("ONEAR/0", "for words next to each other write a phrase, or ONEAR/0"),
    "AROUND": ("NEAR/5", "for nearness write NEAR/5"),
    "WITHIN": ("NEAR/5", "for nearness write NEAR/5"),
    "BEFORE": ("ONEAR/10", "for this order write ONEAR/10"),
    "FOLLOWED": ("ONEAR/10", "for this order write ONEAR/10"),
    "PLUS": ("AND", "the operator is AND"),
    "UND": ("AND", "the operator is AND"),
    "VE": ("AND", "the operator is AND"),
    "И": ("AND", "the operator is AND"),
    "Y": ("AND", "the operator is AND"),
    "E": ("AND", "the operator is AND"),
    "ИЛИ": ("OR", "the operator is OR"),
    "VEYA": ("OR", "the operator is OR"),
    "O": ("OR", "the operator is OR"),
    "НЕ": ("NOT", "the operator is NOT"),
    "ET": ("AND", "the operator is AND"),
    "ODER": ("OR", "the operator is OR"),
    "OU": ("OR", "the operator is OR"),
    "TO": ("OR", "there are no ranges: write OR between what may be there"),
    "NICHT": ("NOT", "the operator is NOT"),
    "SAUF": ("NOT", "the operator is NOT"),
    "WITHOUT": ("NOT", "the operator is NOT"),
    "EXCEPT": ("NOT", "the operator is NOT"),
}
_LOWER = frozenset({"same", "adj"})
_COUNTED_WORD = re.compile(r"[NWF](\d{1,3})")


def may_be_meant(text: str) -> bool:
    """Tell, before more is asked, whether a word is an operator somewhere."""
    return text in _LOWER or text in _PERHAPS or _COUNTED_WORD.fullmatch(text) is not None


def perhaps_meant(text: str, start: int, left: str, right: str, *, alone: bool) -> Remark | None:
    """Remark on a word between two others that is an operator elsewhere.

    `alone`: nothing but the two stands beside it. Among capitals, capitals mean nothing.
    """
    if text in _LOWER and not (alone or left[-1:] in ')"”' or right[:1] in '("“'):
        return None
    loud = left.isupper() and right.isupper()
    meant = _PERHAPS.get(text.upper() if text in _LOWER else text)
    if (number := _COUNTED_WORD.fullmatch(text)) and not loud:
        meant = (f"NEAR/{number[1]}", f"for nearness write NEAR/{number[1]}")
    if meant is None or (loud and text not in _LOWER):
        return None
    change = Change(start=start, end=start + len(text), text=meant[0])
    return Remark(
        offset=start, message=f"'{text}' is an ordinary word here", mend=meant[1], change=change
    )
