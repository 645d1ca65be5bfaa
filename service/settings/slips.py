"""What people slip on in YAML, and the line that they meant.

Each way to write a line anew is only a guess. `mend` tries them: a guess counts where YAML then reads
on beyond the place that it refused, so no mend leads back to the same refusal.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from service.errors import ConfigError, Problem
from service.settings.document import Document, RefusalError, parse, read_text, shown, visible


BREAK = re.compile("(\r\n|[\r\n\x85\u2028\u2029])")
MOST_READ = 20_000_000
"""Characters that guesses may have read before we give up: a large file is wrong once, not often."""

_TEXT_KEYS = "query|match|no_match|title|text|schedule|hours|id"
_LINE = re.compile(
    r"""(?P<head>\s*(?:-\s+)*(?:(?P<key>[\w.-]+):\s+)?)(?P<value>\S.*?)(?P<rest>\s*|\s+\#(?:\s.*)?)""",
    re.VERBOSE,
)
_KEYED = re.compile(r"\s*(?:- +)*[\w.-]+:(?: |$)")
_GLUED = re.compile(
    r"(?P<head>\s*(?:- +)?)(?P<key>watchlist|title|rules|digest|instant|languages|names|id|query|tier"
    r"|tests|match|no_match|schedule|timezone|to|empty):(?P<value>\S.*)"
)
_DASH = re.compile(r"(?P<indent>\s*)-(?P<rest>[^\s-].*)")
_BULLET = re.compile(r"(?P<indent>\s*)[*•·‣–—]\s*(?P<rest>\S.*)")
_BLOCK = re.compile(r".*[:\-]\s+[|>][-+0-9]*\s*")
_COLON = re.compile(r"(?<!\S)([^\s:]+):\s+")
QUERY_PREFIXES = frozenset(
    ("title", "lead", "body", "source", "domain", "lang", "author", "wire", "url", "name", "case")
)
_STARTS = "@`%&*!|>[]{},?-"
_OPENING = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A line that is not what was meant, and what was."""

    line: int
    column: int
    message: str
    mend: str
    instead: str
    only_here: bool = False
    """It spoils what begins at this column, not the whole line."""

    def problem(self, file: str, source_line: str) -> Problem:
        shown = visible(source_line)
        is_open = shown == source_line
        return Problem(
            file=file,
            line=self.line,
            column=self.column,
            message=self.message,
            mend=self.mend if is_open else "check the indentation and the quotes of this line",
            source_line=shown,
            instead=self.instead if is_open else "",
        )


Guess = tuple[Slip, ...]
"""Lines to write anew, all at once."""


@dataclass(slots=True, kw_only=True)
class Page:
    """A text as lines that can be written anew."""

    file: str
    lines: list[str]
    ends: list[str]
    left: int = MOST_READ
    tried: set[int] = field(default_factory=set)
    """Lines that were written anew."""

    @property
    def text(self) -> str:
        return "".join(line + end for line, end in zip(self.lines, self.ends, strict=True))

    def line(self, number: int) -> str:
        return self.lines[number - 1]

    def with_guess(self, guess: Guess) -> "Page":
        """Give the page as it would be."""
        lines = list(self.lines)
        for slip in guess:
            lines[slip.line - 1] = slip.instead
        tried = self.tried | {slip.line for slip in guess}
        return Page(file=self.file, lines=lines, ends=self.ends, left=self.left, tried=tried)

    def refusal(self) -> RefusalError | None:
        """Say what YAML refuses first."""
        try:
            parse(self.text, self.file)
        except RefusalError as error:
            return error
        return None


def page_of(text: str, file: str) -> Page:
    parts = [*BREAK.split(text), ""]
    return Page(file=file, lines=parts[::2], ends=parts[1::2])


def load(path: Path) -> Document:
    """Read a file; what YAML refuses comes with what was meant. Raises `ConfigError`."""
    page = page_of(read_text(path), shown(path))
    try:
        return parse(page.text, page.file)
    except RefusalError as refused:
        guess = mend(page, refused)
        if not guess:
            raise
        problems = (slip.problem(page.file, page.line(slip.line)) for slip in guess)
        raise ConfigError(*problems) from refused


def mend(page: Page, refused: RefusalError) -> Guess:
    """Find what to write so that YAML reads on; nothing where no guess helps."""
    best: Guess = ()
    reached = (refused.problems[0].line, refused.problems[0].column)
    for guess in _all_guesses(page, refused):
        page.left -= len(page.text)
        if page.left < 0:
            break
        reach = _reach(page, guess)
        if reach[0] > reached[0]:  # the likeliest that leads to another line; not the one that
            return guess  # swallows the most of them
        if reach > reached:
            best, reached = guess, reach
    return best


_END = (10**9, 0)


def _reach(page: Page, guess: Guess) -> tuple[int, int]:
    """Say how far YAML reads with a guess, in columns of the lines as they are."""
    after = page.with_guess(guess).refusal()
    if after is None:
        return _END
    now = after.problems[0]
    grown = sum(len(s.instead) - len(page.line(s.line)) for s in guess if s.line == now.line)
    return now.line, now.column - max(grown, 0)


# --- guesses -----------------------------------------------------------------------------------


def _all_guesses(page: Page, refused: RefusalError) -> Iterator[Guess]:
    numbers = [one for one in dict.fromkeys(refused.lines) if one <= len(page.lines)]
    above = [one - 1 for one in numbers[:1] if one > 1]
    for number in (*above, *numbers):  # `-id: x` or `id:x` above a key that is right
        glued = (
            *_blank_behind_dash(page, number, refused),
            *_blank_behind_colon(page, number, refused),
        )
        yield from ((slip,) for slip in glued if _is_new(page, slip))
    for number in numbers:
        yield from _guesses(page, number, refused)


def _guesses(page: Page, number: int, refused: RefusalError) -> Iterator[Guess]:
    if _odd_blanks(page.line(number)):
        for width in (4, 2, 8):
            yield tuple(_with_blanks(page, width))
    for find in _FINDERS:
        yield from ((slip,) for slip in find(page, number, refused) if _is_new(page, slip))


def _is_new(page: Page, slip: Slip) -> bool:
    return slip.instead != page.line(slip.line) and slip.line not in page.tried


def _odd_blanks(line: str) -> bool:
    return _indent(line).strip(" ") != ""


def _with_blanks(page: Page, width: int) -> Iterator[Slip]:
    """Write every line that begins with tabs or wide blanks with plain ones."""
    for number, line in enumerate(page.lines, 1):
        indent = _indent(line)
        if indent.strip(" ") and line.strip():
            odd = next(at for at, character in enumerate(indent) if character != " ")
            what = (
                "a tab"
                if indent[odd] == "\t"
                else f"a blank of another kind (U+{ord(indent[odd]):04X})"
            )
            plain = "".join(" " if one != "\t" else one for one in indent).expandtabs(width)
            yield Slip(
                line=number,
                column=odd + 1,
                message=f"{what} stands where YAML wants blanks",
                mend=f"indent with blanks: {len(plain)} here",
                instead=plain + line[len(indent) :],
            )


def _quotes(page: Page, number: int, refused: RefusalError) -> Iterator[Slip]:
    """`query: "mutual aid" OR pact`."""
    line = page.line(number)
    found = _LINE.fullmatch(line)
    if not found or not found["head"].strip():
        return
    if found["value"][0] in _OPENING and not _is_text(found["key"]):
        return
    first = refused.problems[0]
    begins = found.start("value") + 1
    inside = first.line == number and found.start("value") < first.column <= found.end("value")
    at_start = not inside or found["value"][0] in _STARTS + "\"'"
    yield Slip(
        line=number,
        column=begins if at_start else first.column,
        message=_said(found["value"]) or first.message,
        mend=in_quotes(found["value"], found["key"] or "query"),
        instead=found["head"] + quoted(found["value"]) + found["rest"],
    )


def _colon_in_query(page: Page, number: int, _: RefusalError) -> Iterator[Slip]:
    """`query: title: Kim visits`: in a query, nothing stands between a ':' and its word."""
    found = _LINE.fullmatch(page.line(number))
    if not found or found["key"] != "query" or found["value"][0] in _STARTS + "\"'":
        return
    query = _COLON.sub(
        lambda one: f"{one[1]}{':' if one[1] in QUERY_PREFIXES else ' '}", found["value"]
    )
    colon = _COLON.search(found["value"])
    if colon:
        yield Slip(
            line=number,
            column=found.start("value") + colon.end(1) + 1,
            message="a ': ' inside a query",
            mend=f"write it without: {query}",
            instead=f"{found['head']}{query}{found['rest']}",
        )


def _is_text(key: str | None) -> bool:
    return key is None or re.fullmatch(_TEXT_KEYS, key) is not None


def _said(value: str) -> str:
    start = value[0]
    if start in "\"'":
        name = "double" if start == '"' else "single"
        closed = value.count(start) > 1
        what = "ends at its second one" if closed else "is never closed"
        return f"YAML reads a value that begins with a {name} quote as quoted, and it {what}"
    if start in _STARTS:
        return f"YAML does not read a value that begins with '{start}' as text"
    return ""


def quoted(value: str) -> str:
    """Write a value in single quotes, and close a phrase that was not."""
    inner = value + '"' * (value.count('"') % 2)
    if value.startswith("'"):
        inner = value[1:].removesuffix("'").replace("''", "'")
    return "'" + inner.replace("'", "''") + "'"


def in_quotes(value: str, key: str = "query") -> str:
    """Say how to write a value that YAML would misread."""
    what = {"match": "text", "no_match": "text", "text": "text"}.get(key, key)
    return f"put the whole {what} in single quotes: {quoted(value)}"


def _blank_behind_dash(page: Page, number: int, _: RefusalError) -> Iterator[Slip]:
    """`-arms`."""
    if found := _DASH.fullmatch(page.line(number)):
        indent = found["indent"]
        yield glued_dash(number, indent, found["rest"])
        if indent:
            further_left = glued_dash(number, indent[1:], found["rest"])
            yield replace(further_left, column=len(indent) + 1)


def glued_dash(number: int, indent: str, rest: str) -> Slip:
    return Slip(
        line=number,
        column=len(indent) + 1,
        message="a blank is missing behind the '-'",
        mend="write '- ', with a blank",
        instead=f"{indent}- {rest}",
    )


def _bullet(page: Page, number: int, _: RefusalError) -> Iterator[Slip]:
    """`• arms`."""
    if found := _BULLET.fullmatch(page.line(number)):
        yield no_dash(number, page.line(number), found["indent"], found["rest"])


def no_dash(number: int, line: str, indent: str, rest: str) -> Slip:
    return Slip(
        line=number,
        column=len(_indent(line)) + 1,
        message="an item of a list begins with '- '",
        mend="write '- ' before it, where the other items have it",
        instead=f"{indent}- {rest}",
    )


def _second_of_two(page: Page, number: int, refused: RefusalError) -> Iterator[Slip]:
    """A key that comes again: the dash of a second rule was forgotten."""
    line = page.line(number)
    indent = _indent(line)
    if "duplicate key" in refused.problems[0].message and len(indent) > 1:
        yield Slip(
            line=number,
            column=len(indent) + 1,
            message=refused.problems[0].message,
            mend="if another one begins here, write '- ' before it; else remove one of the two",
            instead=f"{indent[:-2]}- {line.lstrip()}",
        )


def _indented(page: Page, number: int, _: RefusalError) -> Iterator[Slip]:
    """A key or an item that begins a blank too early or too late."""
    line = page.line(number)
    is_item = line.lstrip().startswith("- ")
    if not is_item and not _KEYED.match(line):
        return
    now = len(_indent(line))
    if not now and not is_item:
        return  # what begins a line without a blank is hardly meant to be deeper
    for column in _columns(page, number, items=is_item):
        blanks = f"{column} blank{'' if column == 1 else 's'}" if column else "no blank"
        yield Slip(
            line=number,
            column=now + 1,
            message=f"wrong indentation: {now or 'no'} blank{'' if now == 1 else 's'} before this",
            mend=f"begin the line with {blanks}",
            instead=" " * column + line.lstrip(),
        )


def _columns(page: Page, number: int, *, items: bool) -> list[int]:
    """Find where a line could begin: where lists or keys that are open above it do, nearest first."""
    found = set() if items else {0}
    lowest = 10_000
    for line in reversed(page.lines[: number - 1]):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = len(_indent(line))
        if indent < lowest:
            lowest = indent
            dashes = re.match(r"(?:- +)*", line.lstrip())
            inner = indent + (dashes.end() if dashes else 0)
            found |= {indent} if items and inner > indent else set()
            found |= {inner} if not items and _KEYED.match(line) else set()
            found |= {indent + 2} if items and inner == indent and _KEYED.match(line) else set()
    now = len(_indent(page.line(number)))
    return sorted(found - {now}, key=lambda column: (abs(column - now), -column))


def _blank_behind_colon(page: Page, number: int, _: RefusalError) -> Iterator[Slip]:
    """`watchlist:desk`."""
    if found := _GLUED.fullmatch(page.line(number)):
        yield glued_colon(number, found)


def glued_colon(number: int, found: re.Match[str]) -> Slip:
    return Slip(
        line=number,
        column=found.end("key") + 1,
        message="a blank is missing behind the ':'",
        mend=f"write '{found['key']}: ', with a blank",
        instead=f"{found['head']}{found['key']}: {found['value']}",
    )


def keys_glued(number: int, line: str) -> Slip | None:
    """Find `id:a`, which YAML reads as one word."""
    found = _GLUED.fullmatch(line)
    return glued_colon(number, found) if found else None


def _without_dash(page: Page, number: int, _: RefusalError) -> Iterator[Slip]:
    """A text where items of a list stand."""
    line = page.line(number)
    if not line.strip() or line.lstrip().startswith(("- ", "#")) or _KEYED.match(line):
        return
    columns = _columns(page, number, items=True)
    for column in sorted(
        {len(_indent(line)), *columns}, key=lambda one: (one not in columns, one)
    ):
        yield no_dash(number, line, " " * column, line.lstrip())


def _block(page: Page, number: int, _: RefusalError) -> Iterator[Slip]:
    """A text under `query: >` that is not indented below its key."""
    above = page.line(number - 1) if number > 1 else ""
    if not _BLOCK.fullmatch(above):
        return
    dashes = re.match(r"(?:- +)*", above.lstrip())
    column = len(_indent(above)) + (dashes.end() if dashes else 0) + 2
    line = page.line(number)
    yield Slip(
        line=number,
        column=len(_indent(line)) + 1,
        message="a text below '>' or '|' is indented further than its key",
        mend=f"begin the line with {column} blanks",
        instead=" " * column + line.lstrip(),
    )


def _closed(page: Page, number: int, refused: RefusalError) -> Iterator[Slip]:
    """`to: [desk`."""
    line = page.line(number)
    found = _LINE.fullmatch(line)
    if found and (close := _OPENING.get(found["value"][0])) and close not in found["value"]:
        yield Slip(
            line=number,
            column=found.start("value") + 1,
            message=refused.problems[0].message,
            mend=f"close it with '{close}'",
            instead=f"{found['head']}{found['value']}{close}{found['rest']}",
        )


def _in_brackets(page: Page, number: int, refused: RefusalError) -> Iterator[Slip]:
    """`rules: [arms, "a b" OR c]`: the item that YAML stumbled over."""
    line, at = page.line(number), refused.at[1] - 1
    if refused.at[0] != number or not 0 < at < len(line) or "[" not in line[:at]:
        return
    start = max(line.rfind(",", 0, at), line.rfind("[", 0, at)) + 1
    start += len(line[start:]) - len(line[start:].lstrip())
    stops = [one for one in (line.find(",", at), line.rfind("]")) if one >= at]
    item = line[start : min(stops, default=len(line))].rstrip()
    if item:
        yield Slip(
            line=number,
            column=start + 1,
            message=_said(item) or "in a list in brackets, this is no text to YAML",
            mend=f"put it in single quotes: {quoted(item)}; or write one '- ' line for each",
            instead=line[:start] + quoted(item) + line[start + len(item) :],
            only_here=True,
        )


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


_FINDERS: Sequence[Callable[[Page, int, RefusalError], Iterator[Slip]]] = (
    _bullet,
    _second_of_two,
    _indented,
    _colon_in_query,
    _quotes,
    _closed,
    _in_brackets,
    _block,
    _without_dash,
)
