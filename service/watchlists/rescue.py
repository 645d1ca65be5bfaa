"""Reads a watchlist although YAML refuses a query in it.

`query: "mutual aid" OR pact` is no YAML, yet what people write first. The line that YAML stumbles
over is read as text, reported with the mend, and its rule stays off; the rules around it live.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.errors import ConfigError, Problem
from service.settings.document import (
    At,
    Document,
    RefusalError,
    Scalar,
    Style,
    parse,
    read_text,
    shown,
)


MAX_RESCUES = 50

_LINE = re.compile(
    r"""(?P<head>\s*(?:-\s+(?:(?P<own>query|match|no_match|title|text|id):\s+)?
        |(?P<key>query|match|no_match|title|text|schedule|hours):\s+))
        (?P<value>\S.*?)(?P<rest>\s*|\s+\#(?:\s.*)?)""",
    re.VERBOSE,
)
_CUT = re.compile(r"\s+#\S")
_COMMENT = re.compile(r"\s+#(?:\s.*)?$")
_OPERATOR = re.compile(r"AND|OR|NOT|SENTENCE|PARAGRAPH|O?NEAR(?:/\d+)?")
_UNPLAIN = re.compile('["“”()/:=~]')
_STARTS = "@`%&*!|>[]{},?-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """A document, and what was not read as it was meant."""

    document: Document
    problems: tuple[Problem, ...] = ()
    spoiled: frozenset[At] = frozenset()
    """Values on the lines of `problems`."""

    def is_spoiled(self, at: At) -> bool:
        """Whether something at or under `at` was not read as it was meant."""
        return any(way[: len(at)] == at for way in self.spoiled)

    def about(self, at: At) -> tuple[Problem, ...]:
        """Give the problems on the lines at or under `at`."""
        ways = [way for way in self.spoiled if way[: len(at)] == at]
        lines = {self.document.place(way).line for way in ways}
        return tuple(problem for problem in self.problems if problem.line in lines)


def read(path: Path) -> Rescued:
    """Read a watchlist file. Raises `ConfigError` where nothing can be rescued."""
    return rescue(read_text(path), shown(path))


def rescue(text: str, file: str) -> Rescued:
    """Read a text, putting quotes where only they are missing. Raises `ConfigError`."""
    lines = re.split("(\r\n|[\r\n\x85\u2028\u2029])", text)
    problems: dict[int, Problem] = {}
    while True:
        try:
            document = parse("".join(lines), file)
        except RefusalError as error:
            problem = _mend(lines, error, problems) if len(problems) < MAX_RESCUES else None
            if problem is None:
                raise ConfigError(*problems.values(), *error.problems) from error
            problems[problem.line] = problem
        else:
            return _rescued(document, problems)


def _rescued(document: Document, problems: Mapping[int, Problem]) -> Rescued:
    spoiled = document.on_lines(problems) if problems else frozenset()
    return Rescued(document=document, problems=tuple(problems.values()), spoiled=spoiled)


def _mend(lines: list[str], error: RefusalError, tried: Collection[int]) -> Problem | None:
    """Quote the value on the line to blame; None if that cannot help."""
    for number in error.lines:
        index = 2 * (number - 1)
        found = _LINE.fullmatch(lines[index]) if index < len(lines) else None
        if found and number not in tried:
            problem = _problem(lines[index], number, found, error.problems[0])
            lines[index] = found["head"] + quoted(found["value"]) + found["rest"]
            return problem
    return None


def _problem(line: str, number: int, found: re.Match[str], refused: Problem) -> Problem:
    message = _said(found["value"]) or refused.message
    begins = found.start("value") + 1
    inside = refused.line == number and found.start("value") < refused.column <= found.end("value")
    at_start = not inside or found["value"][0] in _STARTS + "\"'"
    return Problem(
        file=refused.file,
        line=number,
        column=begins if at_start else refused.column,
        message=message,
        mend=in_quotes(found["value"], found["key"] or found["own"] or "query"),
        source_line=line,
    )


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
    """Write a value in single quotes."""
    inner = value
    if value.startswith("'") and value.endswith("'") and len(value) > 1:
        inner = value[1:-1].replace("''", "'")
    return "'" + inner.replace("'", "''") + "'"


def in_quotes(value: str, key: str = "query") -> str:
    """Say how to write a value that YAML would misread."""
    what = {"match": "text", "no_match": "text", "text": "text"}.get(key, key)
    return f"put the whole {what} in single quotes: {quoted(value)}"


# --- what YAML reads, though not as meant ------------------------------------------------------


def misread(document: Document, at: At) -> Problem | None:
    """Find a query that YAML cut at a ` #`, or whose quotes it took away."""
    scalar = document.scalar(at)
    if scalar.style is Style.PLAIN:
        return _cut(document, scalar)
    return _unquoted(document, at) if scalar.style is Style.DOUBLE else None


def _cut(document: Document, scalar: Scalar) -> Problem | None:
    """Find `arms #transfer`; a comment has a blank behind its `#`."""
    line = document.line(scalar.end)
    rest = line[scalar.end.column - 1 :]
    if not _CUT.match(rest):
        return None
    place = scalar.end
    whole = line[scalar.first.column - 1 :] if scalar.first.line == place.line else rest
    message = "YAML reads what follows ' #' as a comment and cuts it off"
    return document.problem(place, message, in_quotes(_COMMENT.sub("", whole).strip()))


def _unquoted(document: Document, at: At) -> Problem | None:
    """Find `"arms transfer"`: meant as a phrase, read as two words."""
    text = _at(document, at)
    words = text.split()
    plain = not any(
        _UNPLAIN.search(word) or word.startswith("-") or _OPERATOR.fullmatch(word)
        for word in words
    )
    if len(words) < 2 or not plain:
        return None
    message = "YAML removed your quotes: this finds the words near one another, not the phrase"
    phrase = text.strip("'‘’").replace("'", "''")
    mend = f"""for the phrase write '"{phrase}"', for the words leave the quotes out"""
    return document.problem(document.place(at), message, mend, severity="warning")


def _at(document: Document, at: At) -> str:
    value = document.data
    for part in at:
        value = value[part]
    return str(value)
