"""Schedules as people write them: `weekdays 08:00`, `hourly :30`, a cron line of five fields."""

import calendar
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from service.errors import WirewatchError


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = tuple(name.casefold() for name in calendar.month_abbr[1:])
EVERY_DAY = frozenset(range(7))
GROUPS = {"daily": EVERY_DAY, "weekdays": frozenset(range(5)), "weekends": frozenset({5, 6})}
MACROS = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
}
FORMS = (
    "write `08:00`, `weekdays 08:00`, `mon,thu 09:00`, `hourly :30`, or a cron line of five fields"
)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
CRON_LETTERS = re.compile(r"[\d*/,?#lw-]+", re.ASCII)
NUMBER = re.compile(r"\d{1,4}", re.ASCII)


class ScheduleError(WirewatchError):
    """A schedule that says no times; `index` counts its texts from 0."""

    def __init__(self, index: int, message: str, mend: str) -> None:
        self.index = index
        self.message = message
        self.mend = mend
        super().__init__(f"{message} ({mend})")


class UnclearError(Exception):
    """One text of a schedule that cannot be read; becomes a `ScheduleError` with its index."""

    def __init__(self, message: str, mend: str) -> None:
        self.message = message
        self.mend = mend
        super().__init__(message)


# --- what a schedule is --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One line of a schedule: these times, on days that look like this."""

    times: tuple[time, ...]
    days: frozenset[int] | None = None
    """Of the month; `None` for all."""
    months: frozenset[int] | None = None
    weekdays: frozenset[int] | None = None
    """0 is Monday, as in `date.weekday`; `None` for all."""
    either: bool = False
    """A day of the month or a weekday is enough: POSIX cron, if both fields are restricted."""
    last: bool = False
    """Only the last day of a month."""

    def holds(self, day: date) -> bool:
        """Say whether this line speaks on a day."""
        if self.months is not None and day.month not in self.months:
            return False
        if self.last:
            return day.day == calendar.monthrange(day.year, day.month)[1]
        by_day = self.days is None or day.day in self.days
        by_weekday = self.weekdays is None or day.weekday() in self.weekdays
        return by_day or by_weekday if self.either else by_day and by_weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """All the local times at which a stream speaks."""

    patterns: tuple[Pattern, ...]

    def times(self, day: date) -> list[time]:
        """Give the times of one local date, in order, each once."""
        return sorted({at for line in self.patterns if line.holds(day) for at in line.times})


# --- from words to a schedule --------------------------------------------------------------------


def parse_schedule(texts: Sequence[str]) -> Schedule:
    """Read a schedule as written; raises `ScheduleError` for the first text that is unclear."""
    if not texts:
        raise ScheduleError(0, "a schedule without a time never speaks", FORMS)
    return Schedule(patterns=tuple(_read(index, text) for index, text in enumerate(texts)))


def _read(index: int, text: str) -> Pattern:
    try:
        return _pattern(text)
    except UnclearError as unclear:
        raise ScheduleError(index, unclear.message, unclear.mend) from None


def _pattern(text: str) -> Pattern:
    words = MACROS.get(text.strip().casefold(), text).casefold().split()
    if _is_cron(words):
        return _cron(words)
    if words and words[0] == "hourly":
        return _hourly(words[1:])
    cut = next((at for at, word in enumerate(words) if ":" in word), len(words))
    days = " ".join(words[:cut]).replace(",", " ").split()
    times = _clock_times(" ".join(words[cut:]).replace(",", " ").split(), text)
    if days[:1] == ["monthly"]:
        return _monthly(days[1:], times)
    return Pattern(times=times, weekdays=_days_of_week(days))


def _is_cron(words: list[str]) -> bool:
    if any(":" in word for word in words):
        return False
    plain = sum(CRON_LETTERS.fullmatch(word) is not None for word in words)
    starts = words != [] and CRON_LETTERS.fullmatch(words[0]) is not None
    return starts and len(words) >= 3 and plain >= len(words) - 2


def _clock_times(words: list[str], text: str) -> tuple[time, ...]:
    if not words:
        raise UnclearError(f"{text.strip()!r} names no time of day", FORMS)
    return tuple(sorted({_clock_time(word) for word in words}))


def _clock_time(word: str) -> time:
    found = CLOCK.fullmatch(word)
    if found is None:
        raise UnclearError(f"{word!r} is no time of day", "write hours and minutes: `08:00`")
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        raise UnclearError(f"there is no {word} in a day", "times run from `00:00` to `23:59`")
    return time(hour, minute)


def _hourly(words: list[str]) -> Pattern:
    minute = words[0].removeprefix(":") if len(words) == 1 else "" if words else "00"
    if not NUMBER.fullmatch(minute) or int(minute) > 59:
        raise UnclearError(f"'hourly {' '.join(words)}' names no minute", "write `hourly :30`")
    return Pattern(times=tuple(time(hour, int(minute)) for hour in range(24)))


def _monthly(words: list[str], times: tuple[time, ...]) -> Pattern:
    if words == ["last"]:
        return Pattern(times=times, last=True)
    if not words or not all(NUMBER.fullmatch(word) for word in words):
        raise UnclearError("`monthly` needs a day of the month", "write `monthly 1 09:00`")
    days = frozenset(int(word) for word in words)
    if not days <= set(range(1, 29)):
        raise UnclearError(
            f"not every month has a day {max(days)}",
            "write 1 to 28, or `monthly last 09:00` for its last day",
        )
    return Pattern(times=times, days=days)


def _days_of_week(words: list[str]) -> frozenset[int] | None:
    if not words:
        return None
    if words == ["weekly"]:
        raise UnclearError("`weekly` needs a day", "write `weekly mon 09:00`")
    named = words[1:] if words[0] == "weekly" else words
    days = frozenset[int]().union(*map(_day_range, named))
    return None if days == EVERY_DAY else days


def _day_range(word: str) -> frozenset[int]:
    if word in GROUPS:
        return GROUPS[word]
    first, dash, final = word.partition("-")
    start = _weekday(first)
    end = _weekday(final) if dash else start
    return frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))


def _weekday(word: str) -> int:
    full = {name.casefold(): at for at, name in enumerate(calendar.day_name)}
    known = {**{name: at for at, name in enumerate(WEEKDAYS)}, "tues": 1, "thur": 3, "thurs": 3}
    known |= full
    if word in known:
        return known[word]
    near = difflib.get_close_matches(word, [*known, *GROUPS, "weekly", "monthly", "hourly"], n=1)
    raise UnclearError(f"{word!r} is no day", f"did you mean `{near[0]}`?" if near else FORMS)


# --- cron ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CronField:
    """One of the five fields of a cron line."""

    name: str
    low: int
    high: int
    names: Mapping[str, int]
    wraps: bool = False
    """`fri-mon` is a range."""


CRON = (
    CronField(name="minute", low=0, high=59, names={}),
    CronField(name="hour", low=0, high=23, names={}),
    CronField(name="day of the month", low=1, high=31, names={}),
    CronField(name="month", low=1, high=12, names={name: at for at, name in enumerate(MONTHS, 1)}),
    CronField(
        name="weekday",
        low=0,
        high=7,
        names={name: (at + 1) % 7 for at, name in enumerate(WEEKDAYS)},
        wraps=True,
    ),
)


def _cron(words: list[str]) -> Pattern:
    if len(words) != 5:
        raise UnclearError(
            f"a cron line has five fields, not {len(words)}",
            "they are: minute hour day-of-month month weekday, as in `0 8 * * mon-fri`",
        )
    minutes, hours, days, months, sundays = map(_cron_values, words, CRON)
    _refuse_never(words, days, months)
    return Pattern(
        times=tuple(time(hour, minute) for hour in sorted(hours) for minute in sorted(minutes)),
        days=None if words[2] == "*" else days,
        months=None if words[3] == "*" else months,
        weekdays=None if words[4] == "*" else frozenset((value + 6) % 7 for value in sundays),
        either=not words[2].startswith("*") and not words[4].startswith("*"),
    )


def _refuse_never(words: list[str], days: frozenset[int], months: frozenset[int]) -> None:
    longest = max(calendar.monthrange(2024, month)[1] for month in months)
    if min(days) > longest and words[4].startswith("*"):
        raise UnclearError(
            f"day {min(days)} never comes in the months of {' '.join(words)!r}",
            "choose a day that these months have",
        )


def _cron_values(word: str, kind: CronField) -> frozenset[int]:
    return frozenset[int]().union(*(_cron_part(part, kind) for part in word.split(",")))


def _cron_part(part: str, kind: CronField) -> frozenset[int]:
    span, slash, step = part.partition("/")
    if slash and not (NUMBER.fullmatch(step) and int(step) > 0):
        raise UnclearError(f"{part!r} has no step", f"write `*/{max(2, kind.low)}`")
    first, dash, final = span.partition("-")
    if slash and not dash and span != "*":
        raise UnclearError(
            f"{part!r} has a step but no range", f"write `{span}-{kind.high}/{step}`"
        )
    start = kind.low if span == "*" else _cron_value(first, kind)
    end = kind.high if span == "*" else _cron_value(final if dash else first, kind)
    if start > end and not kind.wraps:
        raise UnclearError(
            f"the range {span!r} runs backwards",
            f"write `{start}-{kind.high},{kind.low}-{end}`",
        )
    end += 7 if start > end else 0
    return frozenset(
        value % 7 if kind.wraps else value for value in range(start, end + 1, int(step or 1))
    )


def _cron_value(word: str, kind: CronField) -> int:
    if word in kind.names:
        return kind.names[word]
    if NUMBER.fullmatch(word) and kind.low <= int(word) <= kind.high:
        return int(word)
    mend = f"it runs from {kind.low} to {kind.high}, with `*`, `,`, `-` and `/`"
    raise UnclearError(f"{word!r} is no {kind.name} of a cron line", mend)
