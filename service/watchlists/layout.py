"""What YAML reads without complaint, though no watchlist is laid out so: dashes that are missing."""

import re
from collections.abc import Iterator, Mapping

from service.model import Raw
from service.settings.document import Document, Style
from service.settings.slips import Slip, glued_dash, keys_glued, no_dash, quoted


_MARK = re.compile(r"(?:-(?!\s|-)|[*•·‣–—]\s*|-\s+)")
_ITEM = re.compile(r"\s*-\s+\S")
_PLAIN = re.compile(r"[^\W_][^,\[\]{}#:'\"]*")


def slips(document: Document) -> Iterator[Slip]:
    """Find the lines that make a watchlist of it when they are written as they were meant."""
    data = document.data
    if not isinstance(data, dict):
        return
    rules = data.get("rules")
    if isinstance(rules, str):
        yield from _text(document)
    elif isinstance(rules, dict):
        yield from _keys(document, rules)
    elif isinstance(rules, list):
        for index, rule in enumerate(rules):
            if isinstance(rule, str):
                yield from _item(document, index)


def _text(document: Document) -> Iterator[Slip]:
    """`rules:` with lines below it that have no dash."""
    scalar = document.scalar(("rules",))
    head = document.key(("rules",)).line
    if scalar.style is not Style.PLAIN:
        return
    for number in range(scalar.first.line, scalar.end.line + 1):
        line = document.lines[number - 1]
        indent = line[: len(line) - len(line.lstrip())]
        text = _MARK.sub("", line.strip(), count=1)
        if number == head:
            yield _in_brackets(line, number, scalar.first.column)
        elif _ITEM.match(line):
            continue
        elif text and line.lstrip().startswith("-"):
            yield glued_dash(number, indent, text)
        elif text and not text.startswith("#"):
            yield no_dash(number, line, indent, text)


def _in_brackets(line: str, number: int, column: int) -> Slip:
    """`rules: arms transfer`, on one line."""
    text = _MARK.sub("", line[column - 1 :].strip(), count=1)
    safe = text if _PLAIN.fullmatch(text) else quoted(text)
    return Slip(
        line=number,
        column=column,
        message="rules must be a list",
        mend="write one '- ' line for each below 'rules:', or put them in brackets",
        instead=f"{line[: column - 1]}[{safe}]",
    )


def _keys(document: Document, rules: Mapping[str, Raw]) -> Iterator[Slip]:
    """One rule with keys, and no dash before the first."""
    first = next(iter(rules))
    place = document.key(("rules", first))
    line = document.line(place)
    column = place.column - 3
    if (
        first in {"id", "query", "title", "tier", "tests"}
        and column >= 0
        and not line[:column].strip()
    ):
        indent = line[: place.column - 1]
        if not indent.strip():
            yield no_dash(place.line, line, " " * column, line.lstrip())


def _item(document: Document, index: int) -> Iterator[Slip]:
    """A rule that went on over lines which look like rules or keys of their own."""
    scalar = document.scalar(("rules", index))
    if scalar.style is not Style.PLAIN or scalar.end.line == scalar.first.line:
        return
    dash = document.lines[scalar.first.line - 1].rfind("- ", 0, scalar.first.column)
    for number in range(scalar.first.line, scalar.end.line + 1):
        line = document.lines[number - 1]
        glued = keys_glued(number, line)
        if number > scalar.first.line and _ITEM.match(line):
            yield Slip(
                line=number,
                column=len(line) - len(line.lstrip()) + 1,
                message="YAML reads this line as a part of the rule above",
                mend="begin it where the rule above begins",
                instead=" " * max(dash, 0) + line.lstrip(),
            )
        elif glued and dash >= 0:
            yield glued
