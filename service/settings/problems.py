"""What is wrong in a file, in words a person can act on.

Pydantic says what it found; here each finding gets its place, a plain message and a mend.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from service.errors import PluginError, Problem
from service.model import Position
from service.settings.document import At, Document, Options
from service.settings.fields import RefusedValueError, closest, did_you_mean
from service.settings.secrets import is_secret


Said = tuple[str, str]
"""A message and its mend."""


def explain(
    error: ValidationError, model: type[BaseModel], document: Document, at: At = ()
) -> tuple[Problem, ...]:
    """Turn all findings about the part of a document at `at` into problems, in file order."""
    errors = error.errors()
    meant = {_meant(found, model) for found in errors}
    refused = {tuple(found["loc"])[:-1] for found in errors if found["type"] == "value_error"}
    problems = [
        _explain_one(found, model, document, at)
        for found in errors
        if (found["type"] != "missing" or tuple(found["loc"]) not in meant)
        and (found["type"] != "too_short" or tuple(found["loc"]) not in refused)
    ]
    return tuple(sorted(problems, key=lambda one: (one.file, one.line, one.column)))


def explain_options(
    error: ValidationError, model: type[BaseModel], options: Mapping[str, Any]
) -> tuple[Problem, ...]:
    """Do the same for options that a plug-in's own `Config` refused."""
    if isinstance(options, Options):
        return explain(error, model, options.document, options.at)
    return explain(error, model, Document(file="-", data=dict(options)))


def explain_plugin(
    error: PluginError, options: Mapping[str, Any], key: str, place: Position
) -> Problem:
    """Point at the value of `key` that names a plug-in, or else at `place`."""
    if isinstance(options, Options):
        document, at = options.document, (*options.at, key)
        where = document.place(at) if at in document.values else place
        return document.problem(where, str(error), error.mend)
    return Problem(
        file=place.file, line=place.line, column=place.column, message=str(error), mend=error.mend
    )


def point(problem: Problem) -> str:
    """Draw a problem with the line it stands on and a pointer under the place."""
    label = "warning: " if problem.severity == "warning" else ""
    parts = [f"{problem.where}: {label}{problem.message}"]
    if problem.source_line:
        before = problem.source_line[: problem.column - 1]
        parts += [f"    {problem.source_line}", f"    {_blanks(before)}^"]
    if problem.mend:
        parts.append(f"    mend: {problem.mend}")
    parts += [f"    {line}" for line in problem.instead.splitlines()]
    return "\n".join(parts)


def _blanks(text: str) -> str:
    """Give blanks as wide as a terminal shows the text."""
    return "".join(_blank(character) for character in text)


def _blank(character: str) -> str:
    if character == "\t":
        return "\t"
    if unicodedata.combining(character):
        return ""
    return "  " if unicodedata.east_asian_width(character) in "WF" else " "


# --- from pydantic's words to ours -------------------------------------------------------------


def _explain_one(
    found: ErrorDetails, model: type[BaseModel], document: Document, at: At
) -> Problem:
    inner = tuple(found["loc"])
    path = (*at, *inner)
    message, mend = _say(found, model, document, at)
    about_key = found["type"] in {"extra_forbidden", "missing"}
    place = document.key(path) if about_key else document.place(path)
    if found["type"] == "missing" and path not in document.keys:
        place = document.key(path[:-1])
    problem = document.problem(place, message, mend)
    return replace(problem, source_line="", instead="") if is_secret(path) else problem


def _say(found: ErrorDetails, model: type[BaseModel], document: Document, at: At) -> Said:
    inner = tuple(found["loc"])
    kind = found["type"]
    if kind == "extra_forbidden":
        known = _keys_at(model, inner[:-1])
        if inner[-1] == "name" and not isinstance(found["input"], str):
            known = tuple(
                one for one in known if one != "title"
            )  # a mapping of spellings: `names`
        return _unknown(str(inner[-1]), known)
    if kind == "missing":
        empty = (*at, *inner) in document.keys
        return (f"'{inner[-1]}' has no value" if empty else f"missing key '{inner[-1]}'"), ""
    name = next((part for part in reversed((*at[-1:], *inner)) if isinstance(part, str)), "")
    message, mend = _PHRASES.get(kind, _as_found)(found)
    return (f"'{name}': {message}" if name else message), mend


def _meant(found: ErrorDetails, model: type[BaseModel]) -> At:
    """Where a slip belongs: `qurey` explains a missing `query`."""
    if found["type"] != "extra_forbidden":
        return ()
    inner = tuple(found["loc"])
    meant = closest(str(inner[-1]), _keys_at(model, inner[:-1]))
    return (*inner[:-1], meant) if meant else ()


def _unknown(key: str, known: tuple[str, ...]) -> Said:
    if meant := closest(key, known):
        return f"unknown key '{key}': did you mean '{meant}'?", f"write '{meant}'"
    return f"unknown key '{key}'", f"known here: {', '.join(known)}"


def _keys_at(model: type[BaseModel], path: At) -> tuple[str, ...]:
    """Find the keys that are known where an unknown one was found."""
    for part in path:
        inside = model.model_fields.get(part) if isinstance(part, str) else None
        if inside is not None:
            model = _model_in(inside.annotation) or model
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Find the model inside `Model | None`, `tuple[Model, ...]`, `dict[str, Model]`."""
    if isinstance(annotation, type) and not get_origin(annotation):
        return annotation if issubclass(annotation, BaseModel) else None
    found = (_model_in(part) for part in get_args(annotation))
    return next((model for model in found if model), None)


def _refused(found: ErrorDetails) -> Said:
    error = found.get("ctx", {}).get("error")
    return str(error), error.mend if isinstance(error, RefusedValueError) else ""


def _choice(found: ErrorDetails) -> Said:
    expected = str(found.get("ctx", {}).get("expected", ""))
    choices = [part for part in expected.split("'")[1::2] if part]
    given = str(found["input"])
    return f"'{given}' is not one of {', '.join(choices)}{did_you_mean(given, choices)}", ""


def _bound(found: ErrorDetails) -> Said:
    word, limit = next(iter(found.get("ctx", {}).items()))
    return f"must be at {'least' if word == 'ge' else 'most'} {limit}", ""


def _as_found(found: ErrorDetails) -> Said:
    return found["msg"][:1].lower() + found["msg"][1:], ""


_LIST = ("must be a list", "write [a, b], or one '- ' line for each")
_MAPPING = ("must be keys with values", "write one 'key: value' line for each")
_WHOLE = ("must be a whole number", "")
_YES_NO = ("must be true or false", "")
_DURATION = ("must be a duration", "write 30s, 5m, 2h or 30d")
_PHRASES: Mapping[str, Callable[[ErrorDetails], Said]] = {
    "value_error": _refused,
    "enum": _choice,
    "literal_error": _choice,
    "greater_than_equal": _bound,
    "less_than_equal": _bound,
    "string_type": lambda _: ("must be text", "if it is text, put it in single quotes"),
    "string_too_short": lambda _: ("is empty", ""),
    "too_short": lambda _: ("is empty", ""),
    "list_type": lambda _: _LIST,
    "tuple_type": lambda _: _LIST,
    "dict_type": lambda _: _MAPPING,
    "model_type": lambda _: _MAPPING,
    "model_attributes_type": lambda _: _MAPPING,
    "int_type": lambda _: _WHOLE,
    "int_parsing": lambda _: _WHOLE,
    "int_from_float": lambda _: _WHOLE,
    "float_type": lambda _: ("must be a number", ""),
    "float_parsing": lambda _: ("must be a number", ""),
    "bool_type": lambda _: _YES_NO,
    "bool_parsing": lambda _: _YES_NO,
    "path_type": lambda _: ("must be the path of a file or folder", ""),
    "time_delta_type": lambda _: _DURATION,
    "time_delta_parsing": lambda _: _DURATION,
}
