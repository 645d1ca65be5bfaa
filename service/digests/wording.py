"""Words for people: text from outside made harmless, counts, dates, and lines of a given width."""

import calendar
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import quote, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from service.model import Precision, Published, ZoneBasis


MONTHS = (
    "Jan", "Feb", "March", "April", "May", "June",
    "July", "Aug", "Sept", "Oct", "Nov", "Dec",
)  # fmt: skip

ELLIPSIS = "…"
URL_LIMIT = 2000
SPACES = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, C1
    "\u00ad\u180e\u200b\u2060-\u2064\ufeff"  # hyphens, spaces and joiners of no width
    "\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # overrides of direction
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"  # annotations, tags, no characters
)
BLANKS = re.compile("  +")
SURROGATE = re.compile("[\ud800-\udfff]")
HOST = re.compile(r"[^\s/@\\<>\"'`?#%]+")


# --- text from outside ---------------------------------------------------------------------------


def harmless(text: str) -> str:
    """Take out what is no text: control characters, overrides of direction, lone surrogates.

    White space of any kind becomes one blank; blanks at the ends stay, so that pieces can be joined.
    """
    visible = INVISIBLE.sub("", SPACES.sub(" ", text))
    return SURROGATE.sub("\ufffd", BLANKS.sub(" ", visible))


def line(text: str, limit: int = 300) -> str:
    """Give one harmless line of at most `limit` characters."""
    return clip(" ".join(harmless(text).split()), limit)


def clip(text: str, limit: int) -> str:
    """Cut at a word where there is one near, and say so."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    blank = cut.rfind(" ")
    return (cut[:blank] if blank > limit * 2 // 3 else cut).rstrip() + ELLIPSIS


def web_link(url: str | None, limit: int = URL_LIMIT) -> str | None:
    """Give an absolute http or https address, written anew; None for anything else."""
    if url is None or len(url) > limit:
        return None
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not HOST.fullmatch(host):
        return None
    name = f"[{host}]" if ":" in host else host
    path, query, anchor = (_quoted(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, name + port, path, query, anchor))


def _quoted(part: str) -> str:
    return quote(part, safe="/%:@!$&()*+,;=~-._?", errors="replace")


# --- counts and lists ----------------------------------------------------------------------------


def count(number: int, one: str, many: str | None = None) -> str:
    """Give `1 story`, `1,204 stories`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], limit: int = 8) -> str:
    """Join names; what is over the limit is counted."""
    more = [f"and {len(names) - limit:,} more"] if len(names) > limit else []
    return ", ".join([*names[:limit], *more])


# --- dates ---------------------------------------------------------------------------------------


def moment(at: datetime, zone: str) -> str:
    """Give `21 Nov 08:00` on the reader's clock."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {MONTHS[local.month - 1]} {local:%H:%M}"


def since(at: datetime, zone: str, now: datetime) -> str:
    """Give a moment that has passed as briefly as can be: `07:12`, `20 Nov 22:12`, with year."""
    local, today = (one.astimezone(ZoneInfo(zone)) for one in (at, now))
    if local.date() == today.date():
        return f"{local:%H:%M}"
    if local.year == today.year:
        return moment(at, zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"


def full_date(at: datetime, zone: str) -> str:
    """Give `Saturday, 21 November 2026, 08:00`."""
    local = at.astimezone(ZoneInfo(zone))
    name = calendar.month_name[local.month]
    return f"{calendar.day_name[local.weekday()]}, {local.day} {name} {local.year}, {local:%H:%M}"


def printed(date: Published | None) -> str | None:
    """Give a date as exact as it was printed: `5 Sept 2023`, `19 Sept 2023, 16:07 (UTC+9)`."""
    if date is None:
        return None
    day = f"{date.day.day} {MONTHS[date.day.month - 1]} {date.day.year}"
    if date.precision is Precision.DAY:
        return day
    value = datetime.fromisoformat(date.value)
    exact = date.precision is Precision.SECOND and value.second != 0
    clock = f"{value:%H:%M:%S}" if exact else f"{value:%H:%M}"
    return f"{day}, {clock} ({_zone_note(value, date.zone)})"


def _zone_note(value: datetime, basis: ZoneBasis) -> str:
    offset = value.utcoffset()
    if offset is None or basis is ZoneBasis.ASSUMED:
        return "zone not stated"
    minutes = int(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    name = f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"
    return name if basis is ZoneBasis.STATED else f"{name}, the source's zone"


# --- lines of a given width ----------------------------------------------------------------------


def cells(text: str) -> int:
    """Count the columns that a text takes in a terminal."""
    return sum(map(_cell, text))


def _cell(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` columns; only a URL may be longer."""
    lines: list[str] = []
    current, used = "", 0
    for blank, piece in _pieces(text, width):
        size = cells(piece)
        gap = blank if current else ""
        if current and used + len(gap) + size > width:
            lines.append(current)
            current, used, gap = "", 0, ""
        current += gap + piece
        used += len(gap) + size
    return [*lines, current] if current else lines


def _pieces(text: str, width: int) -> Iterator[tuple[str, str]]:
    """Give what must stay together, each with the blank that precedes it."""
    for word in text.split():
        blank = " "
        for piece in _parts(word, width):
            yield blank, piece
            blank = ""


def _parts(word: str, width: int) -> list[str]:
    """Break a word where its script allows: between wide letters, and where it is too long."""
    if word.startswith(("http://", "https://")):
        return [word]
    parts: list[str] = []
    for letter in word:
        joins = bool(parts) and _joins(parts[-1], letter)
        if joins and cells(parts[-1]) + _cell(letter) <= width:
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


def _joins(before: str, letter: str) -> bool:
    wide = _cell(letter) == 2 or _cell(before[-1]) == 2
    return not wide or unicodedata.category(letter)[0] in "PM" or before[-1] in "(«“‘「『《[*"
