"""What the service says about itself: events named `noun.verb_past`, with their facts as keys.

One line an event: JSON for machines, text for people. What others wrote cannot forge a line
(control characters are escaped, long values cut), and no secret that we know leaves through here,
not even inside an exception or a URL of somebody else's library.
"""

import html
import json
import logging
import re
import sys
import textwrap
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, Literal, TextIO
from urllib.parse import quote, quote_plus

import structlog


APP = "wirewatch"
MASK = "********"
LONGEST = 200
LONGEST_TRACE = 8_000
MOST_ITEMS = 50
DEEPEST = 5
SHORTEST_SECRET = 4
"""A shorter one would mask half of everything."""

_FOREIGN = (
    "alembic",
    "asyncio",
    "httpcore",
    "httpx",
    "procrastinate",
    "sqlalchemy",
    "watchfiles",
)
_CLOCK = "apscheduler"
"""It warns of every tick that was left out; our own watchdog tells what matters."""
_HARMLESS = "\u200c\u200d"
"""Joiners: Persian and emoji need them."""

Event = MutableMapping[str, Any]
Mask = Callable[[str], str]


def configure(
    form: Literal["auto", "json", "text"] = "auto",
    level: str = "info",
    stream: TextIO | None = None,
    secrets: Iterable[str] = (),
) -> None:
    """Set logging up for the whole process; called again (reload), the newest call holds."""
    stream = sys.stderr if stream is None else stream
    number: int = logging.getLevelNamesMapping()[level.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    as_text = is_text(form, stream)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, _name_foreign],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _trace,
            _cleaner(mask_of(secrets)),
            _text(stream) if as_text else _json(stream),
        ],
    )
    _install(formatter, stream, number)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def is_text(form: Literal["auto", "json", "text"], stream: TextIO | None = None) -> bool:
    """Whether the log is lines for people, or else JSON."""
    return form == "text" or (form == "auto" and (stream or sys.stderr).isatty())


def _install(formatter: logging.Formatter, stream: TextIO, level: int) -> None:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    handler.set_name(APP)
    root = logging.getLogger()
    for old in [one for one in root.handlers if one.get_name() == APP]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    quiet = logging.INFO if level <= logging.DEBUG else max(level, logging.WARNING)
    for name in _FOREIGN:
        logging.getLogger(name).setLevel(quiet)
    logging.getLogger(_CLOCK).setLevel(
        quiet if level <= logging.DEBUG else max(level, logging.ERROR)
    )


# --- secrets -----------------------------------------------------------------------------------


def mask_of(secrets: Iterable[str]) -> Mask:
    """Make a function that hides every secret in a text, however it is escaped there."""
    spellings = {spelling for secret in secrets for spelling in _spellings(secret)}
    ordered = sorted(spellings, key=len, reverse=True)
    if not ordered:
        return str
    pattern = re.compile("|".join(map(re.escape, ordered)))
    return lambda text: pattern.sub(MASK, text)


def _spellings(secret: str) -> Iterator[str]:
    for part in {secret, secret.strip(), *_long_lines(secret)}:
        if len(part) >= SHORTEST_SECRET:
            yield part
            yield quote(part)
            yield quote(part, safe="")
            yield quote_plus(part)
            yield html.escape(part)
            yield repr(part)[1:-1]
            yield json.dumps(part)[1:-1]
            yield json.dumps(part, ensure_ascii=False)[1:-1]


def _long_lines(secret: str) -> list[str]:
    """A key of several lines may appear line by line."""
    return [line for line in secret.splitlines() if len(line) >= 2 * SHORTEST_SECRET]


# --- an event becomes a line -------------------------------------------------------------------


def _name_foreign(_logger: Any, _method: str, event: Event) -> Event:
    """Give another library's line our shape."""
    record: logging.LogRecord = event["_record"]
    event["message"] = event.pop("event")
    event["event"] = f"{record.name.partition('.')[0]}.logged"
    event["logger"] = record.name
    return event


def _trace(_logger: Any, _method: str, event: Event) -> Event:
    """Turn an exception into text, its causes included."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["exception"] = "".join(traceback.format_exception(error)).rstrip()
    return event


def _cleaner(mask: Mask) -> structlog.typing.Processor:
    """Hide secrets, then escape, then cut: a secret must be whole to be known."""

    def clean(_logger: Any, _method: str, event: Event) -> Event:
        trace = event.pop("exception", None)
        cleaned = {str(key): _clean(value, mask, DEEPEST) for key, value in event.items()}
        if trace is not None:
            lines = mask(trace)[-LONGEST_TRACE:].split("\n")
            cleaned["exception"] = "\n".join(map(_escaped, lines))
        return {"timestamp": None, "level": None, "event": None, "app": APP, **cleaned}

    return clean


def _clean(value: Any, mask: Mask, depth: int) -> Any:
    if isinstance(value, bool | None):
        return value
    if isinstance(value, int | float):
        return value if mask(str(value)) == str(value) else MASK
    if depth and isinstance(value, Mapping):
        items = list(value.items())[:MOST_ITEMS]
        return {_line(str(key), mask): _clean(inner, mask, depth - 1) for key, inner in items}
    if depth and isinstance(value, list | tuple | set | frozenset):
        return [_clean(inner, mask, depth - 1) for inner in list(value)[:MOST_ITEMS]]
    return _line(str(value), mask)


def _line(text: str, mask: Mask) -> str:
    line = _escaped(mask(text))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _escaped(text: str) -> str:
    return text if text.isprintable() else "".join(map(_escape, text))


def _escape(character: str) -> str:
    if character.isprintable() or character in _HARMLESS:
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def _json(stream: TextIO) -> structlog.typing.Processor:
    ascii_only = not _is_utf8(stream)

    def render(_logger: Any, _method: str, event: Event) -> str:
        return json.dumps(event, ensure_ascii=ascii_only, default=str, allow_nan=True)

    return render


def _text(stream: TextIO) -> structlog.typing.Processor:
    console = structlog.dev.ConsoleRenderer(
        colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    encoding = "utf-8" if _is_utf8(stream) else "ascii"

    def render(logger: Any, method: str, event: Event) -> str:
        event.pop("app")
        if "exception" in event:  # indented: no line of it can pose as an event
            event["exception"] = textwrap.indent(event["exception"], "    ", lambda _: True)
        line = console(logger, method, event)
        return line.encode(encoding, "backslashreplace").decode(encoding)

    return render


def _is_utf8(stream: TextIO) -> bool:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").replace("_", "") == "utf8"
