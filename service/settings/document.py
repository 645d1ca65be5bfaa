"""YAML as people write it: read with its places, and without its traps.

Every value stays text, together with how and where it was written, so that `no`, `12:30` and
`1e3` mean what they look like and each complaint can name its line and column. What YAML offers
beyond plain data (anchors, aliases, tags, merge keys) is refused: a bomb of 500 bytes hangs
`yaml.safe_load`, and a duplicate key silently wins (yaml/pyyaml#897).
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, Protocol

import yaml

from service.errors import ConfigError, Problem
from service.model import Position, Raw


MAX_BYTES = 1 << 20
MAX_DEPTH = 20
MAX_NODES = 100_000

At = tuple[str | int, ...]
"""The way to a value: keys and list indexes from the top."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_SECRET_LINE = re.compile(
    r"""^(\s*(?:-\s+)?['"]?[\w-]*(?:password|passphrase|secret|token|api[_-]?key|authorization|cookie)
        s?['"]?\s*:\s+).+$""",
    re.IGNORECASE | re.VERBOSE,
)
_DID_YOU_MEAN = re.compile(
    r"'(?P<old>[^']+)'[^']*(?:: did you mean|cannot be an id; write) '(?P<new>[^']+)'"
)
_IN_QUOTES = "put the whole value in single quotes"


class _Mark(Protocol):
    """A place as YAML counts it: from 0."""

    line: int
    column: int


class Style(StrEnum):
    """How a text was written."""

    PLAIN = "plain"
    SINGLE = "single"
    DOUBLE = "double"
    LITERAL = "literal"
    FOLDED = "folded"


_STYLES = {"'": Style.SINGLE, '"': Style.DOUBLE, "|": Style.LITERAL, ">": Style.FOLDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One text as it stands in the file."""

    style: Style
    first: Position
    """Of its first character, inside the quotes or under the `|`."""
    end: Position
    """Just behind it, quotes included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as plain data, and where each part of it stands."""

    file: str
    data: Raw
    """Mappings, lists and texts; None where a key has no value."""
    lines: tuple[str, ...] = ()
    values: Mapping[At, yaml.Event] = field(default_factory=dict)
    """What each value was read from; places are made of these when they are asked for."""
    keys: Mapping[At, yaml.Event] = field(default_factory=dict)
    elsewhere: Mapping[At, Position] = field(default_factory=dict)
    """Places of values that stand in no file, but in a variable."""

    def place(self, at: At) -> Position:
        """Where a value stands, or else the nearest thing around it."""
        while at and at not in self.values and at not in self.elsewhere:
            at = at[:-1]
        if at in self.elsewhere:
            return self.elsewhere[at]
        return _position(self.file, self.values[at].start_mark if at in self.values else None)

    def key(self, at: At) -> Position:
        """Where the key of a value stands, or else its value."""
        if at in self.elsewhere or at not in self.keys:
            return self.place(at)
        return _position(self.file, self.keys[at].start_mark)

    def scalar(self, at: At) -> Scalar:
        """How a text was written. Raises `KeyError` for what is none."""
        event = self.values[at]
        if not isinstance(event, yaml.ScalarEvent):
            raise KeyError(at)
        style = _STYLES.get(event.style or "", Style.PLAIN)
        end = _position(self.file, event.end_mark)
        return Scalar(style=style, first=self._first(self.place(at), style), end=end)

    def _first(self, start: Position, style: Style) -> Position:
        if style is Style.PLAIN:
            return start
        if style in {Style.SINGLE, Style.DOUBLE}:
            return replace(start, column=start.column + 1)
        for number, line in enumerate(self.lines[start.line :], start.line + 1):
            if line.strip():
                return replace(start, line=number, column=len(line) - len(line.lstrip()) + 1)
        return start

    def on_lines(self, lines: Container[int]) -> frozenset[At]:
        """Find the values that begin on one of these lines."""
        return frozenset(at for at in self.values if self.place(at).line in lines)

    def lines_of(self, at: At) -> range:
        """Give the lines of a text; of a mapping or a list the one that it begins on."""
        event = self.values[at]
        first = self.place(at).line
        if not isinstance(event, yaml.ScalarEvent):
            return range(first, first + 1)
        end = _position(self.file, event.end_mark)
        below = event.style in {"|", ">"} and end.column == 1
        return range(first, max(end.line - below, first) + 1)

    def line(self, position: Position) -> str:
        """Give the line of a place; empty if it is not in this file."""
        inside = position.file == self.file and position.line <= len(self.lines)
        return visible(self.lines[position.line - 1]) if inside else ""

    def problem(
        self, position: Position, message: str, mend: str = "", *, severity: str = "error"
    ) -> Problem:
        written, meant = self._meant(position, f"{message}; {mend}")
        return Problem(
            file=position.file,
            line=position.line,
            column=position.column,
            message=message,
            mend=mend or (f"write '{meant}'" if written else ""),
            source_line=self.line(position),
            instead=written,
            severity=severity,
        )

    def _meant(self, position: Position, message: str) -> tuple[str, str]:
        """Write the line with what was meant, where what is said says that."""
        found = _DID_YOU_MEAN.search(message)
        before, line = position.column - 1, self.line(position)
        if not found or line.find(found["old"], before) not in {before, before + 1}:
            return "", ""
        return line[:before] + line[before:].replace(found["old"], found["new"], 1), found["new"]

    def instead(self, position: Position, new: str, *, to: int | None = None) -> str:
        """Write the line of a place anew, from there up to a column, or to its end."""
        line = self.line(position)
        safe = position.line <= len(self.lines) and line == self.lines[position.line - 1]
        rest = "" if to is None else line[to - 1 :]
        return line[: position.column - 1] + new + rest if safe else ""


def _position(file: str, mark: _Mark | None) -> Position:
    if mark is None:
        return Position(file=file, line=1, column=1)
    return Position(file=file, line=mark.line + 1, column=mark.column + 1)


class Options(dict[str, Raw]):
    """The options of a channel or a source: raw data that knows where it was written."""

    def __init__(self, values: Mapping[str, Raw], document: Document, at: At) -> None:
        super().__init__(values)
        self.document = document
        self.at = at

    def __reduce__(self) -> tuple[type[dict[str, Raw]], tuple[dict[str, Raw]]]:
        """Travel to worker processes as plain data."""
        return dict, (dict(self),)


def visible(line: str) -> str:
    """Give a line as messages may show it: without the password on it."""
    return _SECRET_LINE.sub(r"\1********", line)


class RefusalError(ConfigError):
    """A text that is not read as YAML; `lines` are those that may be to blame, likeliest first."""

    def __init__(self, problem: Problem, *lines: int, at: tuple[int, int] | None = None) -> None:
        super().__init__(problem)
        self.lines = lines or (problem.line,)
        self.at = at or (problem.line, problem.column)
        """Line and column that YAML had come to."""


def load(path: Path) -> Document:
    """Read a file. Raises `ConfigError`."""
    file = shown(path)
    return parse(read_text(path), file)


def shown(path: Path) -> str:
    """Name a file as messages do: with the folder it lies in."""
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name


def read_text(path: Path) -> str:
    """Read a file as UTF-8, whole and within its limits. Raises `ConfigError`."""
    try:
        with path.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(_problem(shown(path), "", 0, _unreadable(error))) from error
    return decode(raw, shown(path))


def _unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "this is a folder, not a file"
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


def decode(raw: bytes, file: str) -> str:
    """Turn bytes into text. Raises `RefusalError` for what is too large, binary or not UTF-8."""
    if len(raw) > MAX_BYTES:
        mend = "split it into several files"
        raise RefusalError(_problem(file, "", 0, "the file is larger than 1 MiB", mend))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        problem = _problem(file, before, len(before), "not UTF-8 text", "save the file as UTF-8")
        raise RefusalError(problem) from error
    if found := _CONTROL.search(text):
        message = f"control character U+{ord(found[0]):04X}"
        raise RefusalError(_problem(file, text, found.start(), message, "delete it"))
    return text


def parse(text: str, file: str) -> Document:
    """Read a text. Raises `RefusalError`."""
    lines = tuple(_BREAK.split(text))
    builder = _Builder(file, lines)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise _translated(error, builder) from error
    return builder.document()


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterable[yaml.Event] = yaml.parse(text, Loader=_LOADER)
    yield from events


def _problem(file: str, text: str, offset: int, message: str, mend: str = "") -> Problem:
    lines = _BREAK.split(text)
    before = _BREAK.split(text[:offset])
    return Problem(
        file=file,
        line=len(before),
        column=len(before[-1]) + 1,
        message=message,
        mend=mend,
        source_line=_CONTROL.sub("\ufffd", visible(lines[len(before) - 1])),
    )


# --- building ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A mapping or list that is not finished; `key` waits for its value."""

    at: At
    into: dict[str, Raw] | list[Raw]
    key: str | None = None


class _Builder:
    """Takes the parser's events one by one; what is refused never becomes data."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file = file
        self.lines = lines
        self.last: yaml.Event | None = None
        self._data: Raw = None
        self._open: list[_Open] = []
        self._values: dict[At, yaml.Event] = {}
        self._keys: dict[At, yaml.Event] = {}
        self._nodes = 0
        self._documents = 0

    def document(self) -> Document:
        return Document(
            file=self.file,
            data=self._data,
            lines=self.lines,
            values=self._values,
            keys=self._keys,
        )

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._check(event)
                self._take_scalar(event)
            case yaml.MappingStartEvent():
                self._check(event)
                self._begin(event, {})
            case yaml.SequenceStartEvent():
                self._check(event)
                self._begin(event, [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._open.pop()
            case yaml.AliasEvent():
                self._refuse(event, "anchors and aliases (& and *) are not read", _IN_QUOTES)
            case yaml.DocumentStartEvent():
                self._count_documents(event)

    def _check(self, event: yaml.NodeEvent) -> None:
        self.last = event
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse(event, f"more than {MAX_NODES:,} values", "split it into several files")
        if event.anchor:
            self._refuse(event, "anchors and aliases (& and *) are not read", _IN_QUOTES)
        if getattr(event, "tag", None):
            self._refuse(event, "tags (!) are not read", _IN_QUOTES)

    def _count_documents(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(event, "a second document begins ('---')", "one file, one document")

    def _begin(self, event: yaml.Event, into: dict[str, Raw] | list[Raw]) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._refuse(
                event, f"nested more than {MAX_DEPTH} deep", "lists need no extra brackets"
            )
        at = self._put(event, into)
        self._open.append(_Open(at, into))

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        top = self._open[-1] if self._open else None
        if top and isinstance(top.into, dict) and top.key is None:
            self._take_key(event, top, top.into)
            return
        self._put(event, event.value if event.value or event.style else None)

    def _take_key(self, event: yaml.ScalarEvent, top: _Open, into: dict[str, Raw]) -> None:
        at = (*top.at, event.value)
        if event.value == "<<" and not event.style:
            self._refuse(event, "merge keys (<<) are not read", "write the keys out")
        if event.value in into:
            first = _position(self.file, self._keys[at].start_mark).line
            message = f"duplicate key '{event.value}' (first on line {first})"
            self._refuse(event, message, "remove one of them")
        self._keys[at] = event
        into[event.value] = None
        top.key = event.value

    def _put(self, event: yaml.Event, value: Raw) -> At:
        at: At = ()
        if not self._open:
            self._data = value
        else:
            top = self._open[-1]
            if isinstance(top.into, list):
                at = (*top.at, len(top.into))
                top.into.append(value)
            elif top.key is None:
                self._refuse(event, "a key must be text", _IN_QUOTES)
            else:
                at = (*top.at, top.key)
                top.into[top.key] = value
                top.key = None
        self._values[at] = event
        return at

    def _refuse(self, event: yaml.Event, message: str, mend: str) -> NoReturn:
        place = _position(self.file, event.start_mark)
        line = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        raise RefusalError(
            Problem(
                file=place.file,
                line=place.line,
                column=place.column,
                message=message,
                mend=mend,
                source_line=visible(line),
            )
        )


# --- what YAML itself refuses ------------------------------------------------------------------

_SAYINGS = (
    ("mapping values are not allowed", "a ': ' inside a value, or wrong indentation", _IN_QUOTES),
    (
        "unexpected end of stream",
        "a quote that is opened here is never closed",
        "close it, or put the whole value in single quotes",
    ),
    (
        "expected key",
        "this does not belong to the value before it",
        "check the indentation, or put the whole value in single quotes",
    ),
    (
        "expected '-' indicator",
        "a list item was expected here",
        "begin it with '- ', at the same indentation as the items before it",
    ),
    (
        "expected ':'",
        "this is neither a 'key: value' nor a '- ' item",
        "check the indentation; a longer text is indented further than its key",
    ),
    (
        "expected node content",
        "a value was expected here",
        "close what is open before it, or put the whole value in single quotes",
    ),
    ("',' or '}'", "a '{' is never closed", f"close it, or {_IN_QUOTES}"),
    ("',' or ']'", "a '[' is never closed", f"close it, or {_IN_QUOTES}"),
)


def _translated(error: yaml.MarkedYAMLError, builder: _Builder) -> RefusalError:
    saying = error.problem or error.context or "not YAML"
    mark, context = error.problem_mark, error.context_mark
    opened = any(
        word in saying for word in ("end of stream", "',' or", "alphabetic", "expected ':'")
    )
    chosen = (context if opened else None) or mark or context
    place = _position(builder.file, chosen)
    line = builder.lines[place.line - 1] if place.line <= len(builder.lines) else ""
    message, mend = _said(saying, line[place.column - 1 : place.column], line)
    problem = Problem(
        file=place.file,
        line=place.line,
        column=place.column,
        message=message,
        mend=mend,
        source_line=visible(line),
    )
    last = _position(builder.file, builder.last.start_mark if builder.last else None)
    came = _position(builder.file, mark)
    return RefusalError(problem, place.line, came.line, last.line, at=(came.line, came.column))


def _said(saying: str, character: str, line: str) -> tuple[str, str]:
    """Say in plain words what the parser said, and how to mend it."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in (character + indent) or "tab" in saying.split():
        return "a tab stands where YAML wants blanks", "indent with blanks"
    if "cannot start any token" in saying or "alphabetic or numeric" in saying:
        return f"a value cannot begin with '{character}' here", _IN_QUOTES
    for part, message, mend in _SAYINGS:
        if part in saying:
            return message, mend
    return saying, "check the indentation and the quotes here"
