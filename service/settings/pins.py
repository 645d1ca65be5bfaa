"""`config/pins.yaml`: which reports belong together, and which apart, whatever the words say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError

from service.errors import ConfigError, Problem
from service.model import NO_PINS, Pins, Raw
from service.settings.document import At, Document, parse, read_text, shown
from service.settings.editing import alone, appended, replace_file, value
from service.settings.fields import RefusedValueError, Written
from service.settings.problems import explain
from service.settings.shape import Part
from service.settings.slips import load


FILE = "pins.yaml"
_START = "# Reports that belong together, or apart: docs/howto/follow-a-story.md\n"
_NUMBER, _ADDRESS = re.compile(r"[1-9][0-9]{0,17}"), re.compile(r"https?://\S+")


def _article(text: str) -> str:
    if _NUMBER.fullmatch(text) or _ADDRESS.fullmatch(text):
        return text
    mend = "write its number, as `wirewatch article list` has it, or its link"
    raise RefusedValueError(f"'{text}' names no article", mend)


def _several(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) < 2:
        raise RefusedValueError("one article is together with nothing, and apart from nothing", "")
    return names


Group = Annotated[
    tuple[Annotated[Written, AfterValidator(_article)], ...], AfterValidator(_several)
]


class PinsFile(Part):
    """Stories by hand: each list names articles, by their numbers or their links."""

    together: tuple[Group, ...] = Field((), description="Each list is one story.")
    apart: tuple[Group, ...] = Field((), description="No two of a list are in one story.")


def load_pins(path: Path) -> tuple[Pins, tuple[Problem, ...]]:
    """Read the pins; a wrong one does not stop the others. No file: no pins."""
    if not path.exists():
        return NO_PINS, ()
    try:
        document = load(path)
    except ConfigError as error:
        return NO_PINS, error.problems
    if document.data is None or isinstance(document.data, dict):
        return _read(document)
    mend = "write 'together:' or 'apart:', and a list of lists below it"
    return NO_PINS, (document.problem(document.place(()), "must be keys with values", mend),)


def _read(document: Document) -> tuple[Pins, tuple[Problem, ...]]:
    problems: tuple[Problem, ...] = ()
    given = {key: value for key, value in _keys(document).items() if value is not None}
    try:
        file = PinsFile.model_validate(given)
    except ValidationError as error:
        problems = explain(error, PinsFile, document)
        file = PinsFile.model_validate(_without(given, error))
    pins = Pins(together=file.together, apart=file.apart)
    return pins, (*problems, *_contradictions(document, pins))


def _keys(document: Document) -> dict[str, Raw]:
    return document.data if isinstance(document.data, dict) else {}


def _without(given: dict[str, object], error: ValidationError) -> dict[str, object]:
    """Leave out the lists that are wrong; where that cannot be told, the key."""
    wrong = {tuple(one["loc"])[:2] for one in error.errors()}
    kept: dict[str, object] = {}
    for key in ("together", "apart"):
        listed = given.get(key)
        if isinstance(listed, list) and (key,) not in wrong:
            kept[key] = [one for at, one in enumerate(listed) if (key, at) not in wrong]
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    names: frozenset[str]
    at: At


def _contradictions(document: Document, pins: Pins) -> Iterator[Problem]:
    """Name what is pinned apart and, in this file or by way of a third, together."""
    groups = joined(pins.together)
    for at, listed in enumerate(pins.apart):
        for one, other in combinations(dict.fromkeys(listed), 2):
            if any({one, other} <= group for group in groups):
                yield document.problem(
                    document.place(("apart", at)),
                    f"{one} and {other} are pinned together, too",
                    "delete one of the two; until then they are apart",
                )


def joined(groups: tuple[tuple[str, ...], ...]) -> tuple[frozenset[str], ...]:
    """Join lists that share a name."""
    found: list[frozenset[str]] = []
    for group in groups:
        touched = [one for one in found if one & set(group)]
        found = [one for one in found if one not in touched]
        found.append(frozenset(group).union(*touched))
    return tuple(found)


# --- another pin -------------------------------------------------------------------------------


def pin(path: Path, names: tuple[str, ...], *, apart: bool, remark: str) -> None:
    """Put a pin at the end of the file, which is made if there is none. Raises `ConfigError`."""
    with alone(path):
        before = read_text(path) if path.exists() else _START
        key = "apart" if apart else "together"
        line = f"- {value(names)}  # {' '.join(remark.split())}".rstrip(" #")
        after = appended(before, key, lambda column: f"{' ' * column}{line}\n")
        had = _listed(parse(before, shown(path)), key)
        if _read_again(after, path, key) != [*had, list(names)]:
            message = "nothing can be added to the list as it is written"
            mend = f"put each pin on a line of its own, under '{key}:', and try again"
            raise ConfigError(
                Problem(file=shown(path), line=1, column=1, message=message, mend=mend)
            )
        replace_file(path, after)


def _read_again(text: str, path: Path, key: str) -> list[object] | None:
    try:
        return _listed(parse(text, shown(path)), key)
    except ConfigError:
        return None


def _listed(document: Document, key: str) -> list[object]:
    return list(_keys(document).get(key) or [])
