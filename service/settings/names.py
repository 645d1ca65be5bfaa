"""`config/names.yaml`: people, places and organisations, each with all its spellings."""

from collections.abc import Mapping
from pathlib import Path

from service.errors import ConfigError, Problem
from service.model import Raw
from service.settings.document import At, Document, load
from service.settings.fields import RefusedValueError, check_id


Names = Mapping[str, tuple[str, ...]]
"""Name -> spellings."""

_LONGEST = 200


def load_names(path: Path) -> tuple[Names, tuple[Problem, ...]]:
    """Read the shared names; a bad one does not stop the others. No file: no names."""
    if not path.exists():
        return {}, ()
    try:
        document = load(path)
    except ConfigError as error:
        return {}, error.problems
    return read_names(document)


def read_names(document: Document, at: At = ()) -> tuple[Names, tuple[Problem, ...]]:
    """Read the names that stand at one place of a document."""
    given: Raw = document.data
    for part in at:
        given = given[part]
    if given is None:
        return {}, ()
    if not isinstance(given, dict):
        mend = "write one 'name: [spelling, spelling]' line for each"
        return {}, (document.problem(document.place(at), "names need spellings", mend),)
    names: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name, spellings in given.items():
        read, wrong = _name(document, (*at, name), name, spellings)
        problems += wrong
        if not wrong:
            names[name] = read
    return names, tuple(problems)


def _name(
    document: Document, at: At, name: str, given: Raw
) -> tuple[tuple[str, ...], list[Problem]]:
    try:
        check_id(name)
    except RefusedValueError as error:
        return (), [document.problem(document.key(at), str(error), error.mend)]
    if not given:
        mend = "write them as [spelling, spelling]"
        return (), [document.problem(document.key(at), f"'{name}' has no spellings", mend)]
    if isinstance(given, dict):
        return (), [_not_yet(document, at)]
    spellings = given if isinstance(given, list) else [given]
    wrong = [
        problem
        for index, spelling in enumerate(spellings)
        if (problem := _refused(document, (*at, index), spelling))
    ]
    return tuple(dict.fromkeys(str(spelling).strip() for spelling in spellings)), wrong


def _refused(document: Document, at: At, spelling: Raw) -> Problem | None:
    place = document.place(at)
    if isinstance(spelling, dict):
        return _not_yet(document, at)
    if not isinstance(spelling, str) or not spelling.strip():
        return document.problem(place, "a spelling is empty", "delete it, or put it in quotes")
    if len(spelling) > _LONGEST:
        return document.problem(place, f"a spelling has more than {_LONGEST} letters")
    if "name:" in spelling:
        return document.problem(place, "names do not contain names", "write the spellings out")
    return None


def _not_yet(document: Document, at: At) -> Problem:
    message = "spellings with conditions (spelling:, near:) are not yet understood"
    return document.problem(document.place(at), message, "write plain spellings")
