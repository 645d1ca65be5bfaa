"""Reads a watchlist although YAML refuses a line in it, or reads it as no watchlist.

`query: "mutual aid" OR pact` is no YAML, yet what people write first; so are tabs, a blank too many
and a forgotten dash. The line is read as it was meant, reported with the mend, and its rule stays
off; the rules around it live.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from service.errors import ConfigError, Problem
from service.settings.document import At, Document, Scalar, Style, parse, read_text, shown
from service.settings.slips import Guess, Page, Slip, in_quotes, mend, page_of, quoted
from service.watchlists.layout import slips


MAX_RESCUES = 50

_CUT = re.compile(r"\s+#\S")
_COMMENT = re.compile(r"\s+#(?:\s.*)?$")
_OPERATOR = re.compile(r"AND|OR|NOT|SENTENCE|PARAGRAPH|O?NEAR(?:/\d+)?")
_UNPLAIN = re.compile('["“”()/:=~]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """A document, and what was not read as it was meant."""

    document: Document
    problems: tuple[Problem, ...] = ()
    spoiled: Mapping[At, frozenset[int]] = field(default_factory=dict)
    """Values that stand on the lines of `problems`, with these lines."""

    def is_spoiled(self, at: At) -> bool:
        """Whether something at or under `at` was not read as it was meant."""
        return bool(self._lines(at))

    def about(self, at: At) -> tuple[Problem, ...]:
        """Give the problems on the lines at or under `at`."""
        lines = self._lines(at)
        return tuple(problem for problem in self.problems if problem.line in lines)

    def _lines(self, at: At) -> frozenset[int]:
        found = (lines for way, lines in self.spoiled.items() if way[: len(at)] == at)
        return frozenset[int]().union(*found)


def read(path: Path) -> Rescued:
    """Read a watchlist file. Raises `ConfigError` where nothing can be rescued."""
    return rescue(read_text(path), shown(path))


def rescue(text: str, file: str) -> Rescued:
    """Read a text, mending what can be mended. Raises `ConfigError`."""
    reading = _Rescue(file, page_of(text, file))
    while True:
        refused = reading.page.refusal()
        if refused is None:
            document = parse(reading.page.text, file)
            guess = reading.unseen(slips(document))
            if not guess or reading.page.with_guess(guess).refusal():
                return reading.rescued(document)
        else:
            guess = mend(reading.page, refused) if reading.rescues < MAX_RESCUES else ()
            if not guess:
                raise ConfigError(*reading.problems.values(), *refused.problems) from refused
        reading.take(guess)


@dataclass(slots=True)
class _Rescue:
    file: str
    page: Page
    problems: dict[int, Problem] = field(default_factory=dict)
    rescues: int = 0
    written: list[str] = field(default_factory=list)
    """The lines as they stand in the file."""
    only_at: dict[int, int] = field(default_factory=dict)
    """Lines of which only what begins at this column is spoiled."""

    def __post_init__(self) -> None:
        self.written = self.page.lines

    def unseen(self, guess: Iterator[Slip]) -> Guess:
        return tuple(slip for slip in guess if slip.line not in self.problems)

    def take(self, guess: Guess) -> None:
        self.rescues += 1
        for slip in guess:
            problem = slip.problem(self.file, self.written[slip.line - 1])
            self.problems.setdefault(slip.line, problem)
            whole = replace(self.problems[slip.line], instead=problem.instead)
            self.problems[slip.line] = whole
            if slip.only_here:
                self.only_at[slip.line] = slip.column
        self.page = self.page.with_guess(guess)

    def rescued(self, document: Document) -> Rescued:
        spoiled = {
            at: lines
            for at in (document.values if self.problems else ())
            if (lines := self._lines_of(document, at))
        }
        return Rescued(document=document, problems=tuple(self.problems.values()), spoiled=spoiled)

    def _lines_of(self, document: Document, at: At) -> frozenset[int]:
        """Find the lines of problems that a value or its key stands on."""
        place = document.place(at)
        lines = {document.key(at).line, *document.lines_of(at)} & self.problems.keys()
        elsewhere = (
            line for line in lines if self.only_at.get(line, place.column) != place.column
        )
        return frozenset(lines - set(elsewhere))


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
    query = _COMMENT.sub("", whole).strip()
    problem = document.problem(place, message, in_quotes(query))
    if scalar.first.line != place.line:
        return problem
    return replace(problem, instead=document.instead(scalar.first, quoted(query)))


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
    place, end = document.place(at), document.scalar(at).end
    problem = document.problem(place, message, mend, severity="warning")
    if place.line != end.line:
        return problem
    return replace(problem, instead=document.instead(place, f"'\"{phrase}\"'", to=end.column))


def _at(document: Document, at: At) -> str:
    value = document.data
    for part in at:
        value = value[part]
    return str(value)
