"""`config/sources.yaml`: where articles come from."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

from service.errors import ConfigError, Problem
from service.model import Backfill, FullText, Raw, Source, SourceId
from service.settings.document import At, Document, Options
from service.settings.fields import (
    Duration,
    Id,
    Language,
    RefusedValueError,
    Whole,
    Written,
    Zone,
    at_least,
    one_or_many,
    slug,
)
from service.settings.problems import explain
from service.settings.secrets import Surroundings, fill_credentials
from service.settings.shape import MINUTE
from service.settings.slips import load


def _backfill(value: Raw) -> Raw:
    if not isinstance(value, str) or value in {"none", "all"}:
        return value
    if value.isdecimal() and len(value) <= 9:
        return int(value)
    raise RefusedValueError(f"'{value}' is not none, all or a number", "write none, all or 20")


_BACKFILL = {"oneOf": [{"enum": ["none", "all"]}, {"type": "integer", "minimum": 0}]}


class SourceEntry(BaseModel):
    """One source; what is not named here belongs to its kind: docs/reference/sources.md."""

    model_config = ConfigDict(frozen=True, extra="allow", hide_input_in_errors=True)

    id: Id = Field(description="Stays when the title changes; `source:x` in queries.")
    kind: Written | None = Field(
        None, description="feed or folder; with `url:` it is a feed, with `path:` a folder."
    )
    title: Written | None = Field(None, description="For people; the id if there is none.")
    url: Written | None = Field(None, description="Of a feed.")
    path: Written | None = Field(None, description="Of a folder; relative to data_dir.")
    tags: Annotated[tuple[Written, ...], BeforeValidator(one_or_many)] = Field(
        (), description="For `sources: {include: [tag:x]}` in watchlists."
    )
    priority: Whole = Field(0, description="The highest one's copy speaks for a story.")
    timezone: Zone | None = Field(None, description="For dates that are printed without one.")
    language: Language | None = Field(None, description="en, ko, …, if all articles share it.")
    outlet: Written | None = Field(
        None, description="Who publishes its articles, where they do not say it themselves."
    )
    backfill: Annotated[
        Backfill | int | None, BeforeValidator(_backfill), WithJsonSchema(_BACKFILL)
    ] = Field(
        None, description="What is told of what was there before: none, all, or the newest N."
    )
    every: Annotated[Duration, at_least(MINUTE)] | None = Field(
        None, description="How often it is asked."
    )
    full_text: FullText = Field(
        FullText.AUTO,
        description="Whether the pages of its entries are fetched: auto (where an entry gives less "
        "than a report), always or never.",
    )


class SourcesFile(BaseModel):
    """`config/sources.yaml`."""

    model_config = ConfigDict(extra="forbid")

    sources: list[Written | SourceEntry] = Field(
        default_factory=list, description="A URL alone is a feed with an id made from it."
    )


OWN = frozenset(SourceEntry.model_fields) - {"url", "path"}
"""Keys that every source may have; the others are options of its kind."""


def load_sources(
    path: Path, environ: Mapping[str, str]
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Read all sources; a bad one does not stop the others. No file: no sources."""
    if not path.exists():
        return (), ()
    try:
        document = load(path)
    except ConfigError as error:
        return (), error.problems
    around = Surroundings(environ=environ, folder=path.parent)
    document, problems = fill_credentials(document, around)
    reading = _Reading(document, document.on_lines({one.line for one in problems}), list(problems))
    return tuple(reading.all()), tuple(reading.problems)


@dataclass(slots=True)
class _Reading:
    """One walk through the list of sources."""

    document: Document
    spoiled: frozenset[At]
    """Values with a credential that could not be filled in."""
    problems: list[Problem]
    lines: dict[str, int] = field(default_factory=dict)
    """Where each id stands."""

    def all(self) -> list[Source]:
        entries = self._entries()
        read = [self._read(("sources", index), entry) for index, entry in enumerate(entries)]
        return [source for source in read if source]

    def _entries(self) -> Sequence[Raw]:
        data = self.document.data
        entries = data.get("sources") if isinstance(data, dict) else data
        for key in data if isinstance(data, dict) else ():
            if key != "sources":
                self._complain(
                    (key,), f"unknown key '{key}'", "all sources stand under 'sources:'"
                )
        if entries is None:
            return ()
        if not isinstance(data, dict) or not isinstance(entries, list):
            mend = "write 'sources:', and under it one '- id: …' for each"
            self._complain((), "a list of sources was expected", mend)
            return ()
        return entries

    def _read(self, at: At, entry: Raw) -> Source | None:
        if isinstance(entry, str):
            entry = {"id": _id_of(entry), "url": entry}
        values = _given(entry) if isinstance(entry, dict) else entry
        before = len(self.problems)
        source = self._checked(at, values)
        spoiled = {self.document.place(way).line for way in self.spoiled if way[:2] == at}
        if len(self.problems) == before and not spoiled:
            return source
        ident = values.get("id") if isinstance(values, dict) else None
        self._name(ident if isinstance(ident, str) else "", before, spoiled)
        return None

    def _checked(self, at: At, values: Raw) -> Source | None:
        try:
            checked = SourceEntry.model_validate(values)
        except ValidationError as error:
            self.problems += explain(error, SourceEntry, self.document, at)
            return None
        source = self._source(at, checked, values)
        self._check(at, source)
        return source

    def _name(self, ident: str, before: int, lines: Container[int]) -> None:
        """Say which source its problems take off; some were found before it was read."""
        self.problems = [
            replace(one, source=ident) if index >= before or one.line in lines else one
            for index, one in enumerate(self.problems)
        ]

    def _source(self, at: At, entry: SourceEntry, values: dict[str, Raw]) -> Source:
        options = {key: value for key, value in values.items() if key not in OWN}
        kind = entry.kind or ("feed" if entry.url else "folder" if entry.path else "")
        return Source(
            id=SourceId(entry.id),
            kind=kind,
            title=entry.title or entry.id,
            options=Options(options, self.document, at),
            tags=entry.tags,
            priority=entry.priority,
            zone=entry.timezone,
            language=entry.language,
            outlet=entry.outlet,
            backfill=entry.backfill,
            every=entry.every,
            full_text=entry.full_text,
            position=self.document.place(at),
        )

    def _check(self, at: At, source: Source) -> None:
        if not source.kind:
            self._complain(at, f"the source '{source.id}' has neither 'url' nor 'path'")
        if source.id in self.lines:
            message = f"the source '{source.id}' stands already on line {self.lines[source.id]}"
            self._complain((*at, "id"), message, "give each its own id")
        self.lines.setdefault(source.id, source.position.line)

    def _complain(self, at: At, message: str, mend: str = "") -> None:
        self.problems.append(self.document.problem(self.document.place(at), message, mend))


def _given(entry: dict[str, Raw]) -> dict[str, Raw]:
    return {key: value for key, value in entry.items() if value is not None}


def _id_of(url: str) -> str:
    parts = urlsplit(url if "://" in url else f"https://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    return slug(f"{host} {parts.path}") or "source"
