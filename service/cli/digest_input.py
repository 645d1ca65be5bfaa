"""A digest as JSON: its shape, and in a few words what is wrong with one."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from service.model import Digest


SHOWN = 5
"""Mistakes told at once; what follows from the same slip fills screens."""

Way = tuple[str | int, ...]


def schema() -> dict[str, Any]:
    """Give the JSON Schema of what `digest render` takes."""
    return TypeAdapter(Digest).json_schema()


def read_digest(text: str) -> Digest:
    """Read a digest. Raises `ValueError` with a line for each of the first mistakes."""
    try:
        digest = TypeAdapter(Digest).validate_json(text)
    except ValidationError as error:
        raise ValueError(_listed([_said(one) for one in error.errors()])) from error
    if wrong := [*_zone(digest.zone), *_naive((), digest)]:
        raise ValueError(_listed(wrong))
    return digest


def _listed(mistakes: list[str]) -> str:
    more = [f"and {len(mistakes) - SHOWN} more"] if len(mistakes) > SHOWN else []
    return "\n  ".join(["", *mistakes[:SHOWN], *more, "its shape: `wirewatch schema digest`"])


def _said(error: ErrorDetails) -> str:
    if error["type"] == "json_invalid":
        return f"this is no JSON: {error['ctx']['error']}"
    what = "is missing" if error["type"] == "missing" else _lower(error["msg"])
    return f"{_path(error['loc'])}: {what}"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _path(way: Way) -> str:
    """Write `stories[0].best` for ("stories", 0, "best")."""
    parts = (f"[{one}]" if isinstance(one, int) else f".{one}" for one in way)
    return "".join(parts).removeprefix(".") or "the whole"


def _zone(name: str) -> Iterator[str]:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f"zone: there is no time zone {name!r}; write one like Europe/Vienna"


def _naive(way: Way, value: object) -> Iterator[str]:
    """Find moments without a zone: nobody can tell when they are."""
    if isinstance(value, datetime) and value.tzinfo is None:
        yield f"{_path(way)}: has no time zone; write it like 2026-03-02T08:00:00Z"
    elif is_dataclass(value):
        for one in fields(value):
            yield from _naive((*way, one.name), getattr(value, one.name))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _naive((*way, number), inner)
