"""Names as users write them: people, places and organisations, each with all its spellings.

They stand in `config/names.yaml` for all watchlists, and in a watchlist for its own rules.
"""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, cast

from pydantic import (
    BeforeValidator,
    Field,
    RootModel,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from service.errors import ConfigError, Problem
from service.model import NEARBY, NameSpelling, Raw, Spelled
from service.settings.document import At, Document, Style
from service.settings.fields import (
    Language,
    RefusedValueError,
    Texts,
    Written,
    check_id,
    one_or_many,
)
from service.settings.problems import explain
from service.settings.shape import Part
from service.settings.slips import load


Names = Mapping[str, tuple[Spelled, ...]]
"""Name -> spellings."""

_LONGEST = 200
_FARTHEST = 1000
_ARTICLE = "article"


# --- what a file says --------------------------------------------------------------------------


def _distance(value: Any) -> Any:
    if value == _ARTICLE:
        return None
    if not re.fullmatch("[0-9]{1,4}", str(value)) or int(value) > _FARTHEST:
        mend = f"a number of words up to {_FARTHEST}, or '{_ARTICLE}'"
        raise RefusedValueError(f"'{value}' is no distance", mend)
    return int(value)


Distance = Annotated[
    int | None,
    BeforeValidator(_distance),
    WithJsonSchema(
        {
            "oneOf": [
                {"type": "integer", "minimum": 0, "maximum": _FARTHEST},
                {"const": _ARTICLE},
            ]
        }
    ),
]


Languages = Annotated[
    tuple[Language, ...],
    BeforeValidator(one_or_many),
    WithJsonSchema(
        {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    ),
]


class SpellingEntry(Part):
    """A spelling that does not count everywhere."""

    spelling: Written = Field(description="Words next to each other; `case:NK` keeps the case.")
    near: Texts = Field((), description="It counts only near one of these words.")
    within: Distance = Field(
        NEARBY, description="How many other words may stand between; `article`: anywhere."
    )
    not_in: Texts = Field((), description="It does not count as a part of one of these.")
    proper: bool = Field(
        False,
        description="It counts only with a capital, and inside no longer word of Katakana.",
    )
    lang: Languages = Field((), description="It counts only in articles in these languages.")

    @model_validator(mode="after")
    def _is_asked_of_something(self) -> "SpellingEntry":
        if "within" in self.model_fields_set and not self.near:
            raise RefusedValueError("'within' says how far from 'near', and that is missing")
        return self


OneSpelling = Written | SpellingEntry
Spellings = OneSpelling | list[OneSpelling]


class MoreSpellings(Part):
    """Spellings for a name that exists: a shipped one, or one of config/names.yaml."""

    also: Spellings = Field(description="What the name is called beside what it is called there.")


NameEntry = MoreSpellings | Spellings


class NamesFile(RootModel[dict[str, NameEntry]]):
    """`config/names.yaml`: people, places and organisations, each with all its spellings."""


# --- reading it --------------------------------------------------------------------------------


def load_names(path: Path, shipped: Names) -> tuple[Names, tuple[Problem, ...]]:
    """Read the shared names, over the shipped ones; a bad one does not stop the others."""
    if not path.exists():
        return shipped, ()
    try:
        document = load(path)
    except ConfigError as error:
        return shipped, error.problems
    names, problems = read_names(document, (), shipped)
    return over(names, shipped), problems


def over(names: Names, below: Names) -> Names:
    """Put names before others; of those below, none is read that is not asked for."""
    layers = (cast("MutableMapping[str, tuple[Spelled, ...]]", one) for one in (names, below))
    return ChainMap(*layers)  # only read from


def read_names(document: Document, at: At, known: Names) -> tuple[Names, tuple[Problem, ...]]:
    """Read the names that stand at one place of a document; `known` are those they may extend."""
    given: Raw = document.data
    for part in at:
        given = given[part]
    if given is None:
        return {}, ()
    if not isinstance(given, dict):
        mend = "write one 'name: [spelling, spelling]' line for each"
        return {}, (document.problem(document.place(at), "names need spellings", mend),)
    names: dict[str, tuple[Spelled, ...]] = {}
    problems: list[Problem] = []
    for name, spellings in given.items():
        read, wrong = _name(document, (*at, name), spellings, known)
        problems += wrong
        if not any(map(_is_error, wrong)):
            names[name] = read
    return names, tuple(problems)


Read = tuple[tuple[Spelled, ...], list[Problem]]


def _name(document: Document, at: At, given: Raw, known: Names) -> Read:
    name = str(at[-1])
    try:
        check_id(name)
    except RefusedValueError as error:
        return (), [document.problem(document.key(at), str(error), error.mend)]
    if isinstance(given, dict) and "also" in given:
        return _extended(document, at, given, known)
    if not given:
        mend = "write them as [spelling, spelling]"
        return (), [document.problem(document.key(at), f"'{name}' has no spellings", mend)]
    return _spellings(document, at, given)


def _extended(document: Document, at: At, given: dict[str, Raw], known: Names) -> Read:
    others = [key for key in given if key != "also"]
    if others:
        place = document.key((*at, others[0]))
        mend = "write the spellings below 'also'"
        return (), [document.problem(place, f"'{others[0]}' does not go with 'also'", mend)]
    before = known.get(str(at[-1]))
    if before is None:
        message = f"there is no name '{at[-1]}' that could be called something else, too"
        mend = "give it its spellings as a list; `wirewatch match names` shows what there is"
        return (), [document.problem(document.key(at), message, mend)]
    more, wrong = _spellings(document, (*at, "also"), given["also"])
    return tuple(dict.fromkeys((*before, *more))), wrong


def _spellings(document: Document, at: At, given: Raw) -> Read:
    several = isinstance(given, list)
    entries = (
        [((*at, place), one) for place, one in enumerate(given)] if several else [(at, given)]
    )
    read = [_spelling(document, where, one) for where, one in entries]
    wrong = [problem for _, problems in read for problem in problems]
    good = (one for one, found in read if not any(map(_is_error, found)))
    return tuple(dict.fromkeys(good)), wrong


def _is_error(problem: Problem) -> bool:
    return problem.severity == "error"


def _spelling(document: Document, at: At, given: Raw) -> tuple[Spelled, list[Problem]]:
    if not isinstance(given, dict):
        joined = _joined(document, at) if isinstance(given, str) else ()
        return str(given).strip(), [*_refused(document, at, given), *joined]
    try:
        entry = SpellingEntry.model_validate(given)
    except ValidationError as error:
        return "", [*explain(error, SpellingEntry, document, at)]
    wrong = [
        problem
        for key in ("spelling", "near", "not_in")
        for where, text in _texts((*at, key), given.get(key, ()))
        for problem in _refused(document, where, text)
    ]
    return _made(entry), wrong


def _joined(document: Document, at: At) -> Iterator[Problem]:
    """Remark on `dprk: North Korea, DPRK`: without brackets that is one spelling."""
    scalar = document.scalar(at) if at in document.values else None
    if scalar is None or scalar.style is not Style.PLAIN or len(document.lines_of(at)) > 1:
        return
    place = document.place(at)
    text = document.line(place)[place.column - 1 : scalar.end.column - 1]
    parts = [part.strip(" []") for part in text.split(",")]
    if len(parts) > 1 and all(parts):
        listed = f"[{', '.join(parts)}]"
        message = "without brackets, this is one spelling with a comma in it"
        mend = f"write {listed}; where the comma belongs to the name, put it in single quotes"
        problem = document.problem(place, message, mend, severity="warning")
        instead = document.instead(place, listed, to=scalar.end.column)
        yield replace(problem, instead=instead)


def _made(entry: SpellingEntry) -> Spelled:
    made = NameSpelling(
        text=entry.spelling.strip(),
        near=entry.near,
        within=entry.within,
        not_in=entry.not_in,
        only_in=entry.lang,
        proper=entry.proper,
    )
    return made if entry.near or entry.not_in or entry.lang or entry.proper else made.text


def _texts(at: At, given: Raw) -> Iterator[tuple[At, Raw]]:
    if isinstance(given, str):
        yield at, given
    else:
        yield from (((*at, place), one) for place, one in enumerate(given))


def _refused(document: Document, at: At, spelling: Raw) -> Iterator[Problem]:
    place = document.place(at)
    if not isinstance(spelling, str) or not any(map(str.isalnum, spelling)):
        mend = "delete it, or put it in quotes"
        yield document.problem(place, "a spelling has no letter or digit", mend)
    elif len(spelling) > _LONGEST:
        yield document.problem(place, f"a spelling has more than {_LONGEST} letters")
    elif "name:" in spelling:
        yield document.problem(place, "names do not contain names", "write the spellings out")
    elif "*" in spelling:
        mend = "write the forms out; inflections of a spelling are found anyway"
        yield document.problem(place, "a spelling takes no wildcards", mend)
