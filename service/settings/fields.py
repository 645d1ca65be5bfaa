"""The kinds of values that our files hold, read from text.

A field of text takes whatever was written; numbers and durations are parsed here and
nowhere else, so that YAML's own guesses never matter.
"""

import re
from collections.abc import Sequence
from datetime import time, timedelta
from difflib import get_close_matches
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    InstanceOf,
    PlainSerializer,
    WithJsonSchema,
)

from service.languages import is_language, language_meant


_DURATION = re.compile(r"(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
_SIZE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,3})?) ?(|kB|MB|GB|TB)", re.IGNORECASE)
_SIZES = {"": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_UNITS = ("weeks", "days", "hours", "minutes", "seconds")
_LONGEST = timedelta(days=36_500)
_LOUD_ZONES = {
    "KST": "Asia/Seoul",
    "JST": "Asia/Tokyo",
    "CET": "Europe/Berlin",
    "MSK": "Europe/Moscow",
}


class RefusedValueError(ValueError):
    """A value that its field does not take, and what to write instead."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.mend = mend


_MEANT = {
    "high": "urgent", "critical": "urgent", "important": "urgent", "breaking": "urgent",
    "top": "urgent", "medium": "normal", "middle": "normal", "default": "normal",
    "low": "background", "minor": "background", "priority": "tier", "importance": "tier",
    "severity": "tier", "urgency": "tier", "level": "tier", "label": "title",
    "description": "title", "name": "title", "search": "query", "keyword": "query",
    "keywords": "query", "terms": "query", "words": "query", "find": "query", "searches": "rules",
    "language": "languages", "lang": "languages", "distance": "nearness",
    "queries": "rules", "cron": "schedule", "time": "schedule",
    "times": "schedule", "when": "schedule", "at": "schedule", "tz": "timezone",
    "zone": "timezone", "channel": "to", "channels": "to", "recipients": "to", "send": "to",
    "send_to": "to", "positive": "match", "negative": "no_match", "not_match": "no_match",
}  # fmt: skip
"""What other programs call it."""


def closest(word: str, choices: Sequence[str]) -> str | None:
    """Find what was probably meant; case does not matter."""
    other = _MEANT.get(word.casefold())
    other = "rules" if other == "query" and "rules" in choices else other
    if other in choices:
        return other
    folded = {choice.casefold(): choice for choice in choices}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def did_you_mean(word: str, choices: Sequence[str]) -> str:
    """Give `: did you mean 'query'?`, or nothing where nothing comes near."""
    meant = closest(word, choices)
    return f": did you mean '{meant}'?" if meant else ""


def read_duration(text: str) -> timedelta:
    """Read `30s`, `5m`, `2h`, `30d`, `1h30m`."""
    found = _DURATION.fullmatch(text.strip())
    if not found or not any(found.groups()):
        raise RefusedValueError(f"'{text}' is no duration", "write 30s, 5m, 2h or 30d")
    if any(len(part) > 9 for part in found.groups(default="")):
        raise RefusedValueError(f"'{text}' is too long a time")
    parts = {unit: int(part) for unit, part in zip(_UNITS, found.groups("0"), strict=True)}
    duration = timedelta(**parts)
    if duration > _LONGEST:
        raise RefusedValueError(f"'{text}' is too long a time")
    return duration


def write_duration(duration: timedelta) -> str:
    """Write a duration as a file would: `30m`, `1h30m`, `30d`."""
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "d"), (hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


class Bytes(int):
    """A size, in bytes."""


def read_size(text: str) -> Bytes:
    """Read `200MB`, `1.5 GB`, `0`: decimal units, as on disks."""
    found = _SIZE.fullmatch(text.strip())
    unit = found[2].casefold() if found else ""
    if not found or (not unit and float(found[1])):
        raise RefusedValueError(f"'{text}' is no size", "write 200MB, 1.5GB, or 0")
    factor = next(one for name, one in _SIZES.items() if name.casefold() == unit)
    return Bytes(float(found[1]) * factor)


def write_size(size: int) -> str:
    """Write a size as a file would: `200MB`, `1.5GB`; what is odd is rounded down to a tenth."""
    unit = next((one for one, bytes_ in reversed(_SIZES.items()) if one and size >= bytes_), "")
    tenths = size * 10 // _SIZES[unit]
    return f"{tenths / 10:g}{unit}" if unit else str(size)


def _size(value: Any) -> Any:
    return read_size(value) if isinstance(value, str) else value


def _duration(value: Any) -> Any:
    return read_duration(value) if isinstance(value, str) else value


def at_least(least: timedelta) -> AfterValidator:
    """Refuse shorter durations."""

    def check(duration: timedelta) -> timedelta:
        if duration < least:
            raise RefusedValueError(f"must be at least {write_duration(least)}")
        return duration

    return AfterValidator(check)


def at_most(most: timedelta) -> AfterValidator:
    """Refuse longer durations."""

    def check(duration: timedelta) -> timedelta:
        if duration > most:
            raise RefusedValueError(f"must be at most {write_duration(most)}")
        return duration

    return AfterValidator(check)


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
            raise RefusedValueError(f"'{value}' is no whole number")
        return int(value)
    return value


def one_or_many(value: Any) -> Any:
    """Take one text where a list is wanted."""
    return (value,) if isinstance(value, str) else value


def words(value: Any) -> Any:
    """Take a text of several words where a list is wanted: a variable has no brackets."""
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def check_zone(name: str) -> str:
    """Take an IANA time zone by its exact name."""
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise RefusedValueError(f"unknown time zone '{name}'{_meant_zone(name)}") from error
    return name


def _meant_zone(name: str) -> str:
    zones = sorted(zone for zone in available_timezones() if not zone.startswith("Etc/"))
    cities = {zone.rsplit("/", 1)[-1].casefold(): zone for zone in zones}
    meant = (
        _LOUD_ZONES.get(name.upper())
        or closest(name, zones)
        or cities.get(closest(name.replace(" ", "_"), list(cities)) or "")
    )
    return f": did you mean '{meant}'?" if meant else " (write it like Asia/Seoul or UTC)"


def read_hours(text: str) -> tuple[time, time]:
    """Read `22:00-07:00`."""
    try:
        start, end = (time.fromisoformat(part.strip().zfill(5)) for part in text.split("-"))
    except ValueError as error:
        raise RefusedValueError(f"'{text}' are no hours", "write 22:00-07:00") from error
    if start == end or start.tzinfo or end.tzinfo:
        raise RefusedValueError(f"'{text}' are no hours", "write 22:00-07:00")
    return start, end


def _hours(text: str) -> str:
    read_hours(text)
    return text


def check_id(text: str) -> str:
    """Take an id: it stands in file names, addresses and queries."""
    if re.fullmatch(r"\w[\w.-]{0,63}", text):
        return text
    mend = f"write '{slug(text)}'" if slug(text) else "use letters, digits and hyphens"
    raise RefusedValueError(f"'{text}' cannot be an id", mend)


def slug(text: str, longest: int = 48) -> str:
    """Make an id of a text; the same text always gives the same id."""
    words = re.findall(r"[^\W_]+", text.casefold())
    joined = "-".join(words)
    if len(joined) <= longest:
        return joined
    return joined[: longest + 1].rpartition("-")[0] or joined[:longest]


def _language(code: str) -> str:
    if re.fullmatch(r"[a-z]{2,3}", code) and is_language(code):
        return code
    several = re.split(r"[,;\s]+", code.strip(" ,;"))
    if len(several) > 1 and all(map(is_language, several)):
        raise RefusedValueError(f"'{code}' is several languages", f"write [{', '.join(several)}]")
    raise _no_language(code)


def _language_tag(tag: str) -> str:
    if not is_language(tag):
        raise _no_language(tag)
    return tag


def _no_language(code: str) -> RefusedValueError:
    meant = language_meant(code)
    mend = f"did you mean {meant}?" if meant else "two letters: en, ko, ru, de"
    return RefusedValueError(f"'{code}' is no language code", mend)


Duration = Annotated[
    timedelta,
    BeforeValidator(_duration),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^([0-9]+[wdhms])+$",
            "examples": ["30s", "5m", "2h", "30d"],
        }
    ),
]
Size = Annotated[
    InstanceOf[Bytes],
    BeforeValidator(_size),
    PlainSerializer(write_size, return_type=str),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": "^[0-9.]+ ?([kKmMgGtT][bB])?$"},
                {"type": "integer", "const": 0},
            ],
            "examples": ["200MB", "1.5GB", "0"],
        }
    ),
]
Whole = Annotated[int, BeforeValidator(_whole)]
Written = Annotated[str, Field(min_length=1), WithJsonSchema({"type": ["string", "number"]})]
"""Text, whatever it looks like."""
Id = Annotated[str, AfterValidator(check_id), WithJsonSchema({"type": ["string", "number"]})]
Zone = Annotated[str, AfterValidator(check_zone)]
Hours = Annotated[str, AfterValidator(_hours)]
"""`22:00-07:00`."""
Language = Annotated[str, AfterValidator(_language)]
LanguageTag = Annotated[str, AfterValidator(_language_tag)]
"""As articles have it: en-GB, too."""
_ONE_OR_MANY = {
    "oneOf": [
        {"type": ["string", "number"]},
        {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1},
    ]
}
Texts = Annotated[
    tuple[Written, ...],
    BeforeValidator(one_or_many),
    Field(min_length=1),
    WithJsonSchema(_ONE_OR_MANY),
]
"""One text, or a list of them."""
