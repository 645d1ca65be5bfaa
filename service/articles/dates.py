"""Printed dates, in the shapes and languages of newsrooms.

A date is kept as it was printed: as exact as it was, in its own zone, and on its own day. What is not
printed is not made up (`years.py` adds a missing year), a numeric date that could be read two ways is no
date, and what lies in the future is none either.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from itertools import chain, repeat
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from service.model import Hints, Precision, Provenance, Published, ZoneBasis


_NAMES = (
    (
        "january jan januar janvier janv enero ene gennaio gen janeiro januari jänner января январь янв січня січень січ sty stycznia styczeń ledna leden ocak "
        "ιανουαρίου ιανουάριος ינואר يناير جانفي ژانویه ianuarie tammikuuta januára"
    ),
    (
        "february feb februar février févr fév fevrier febrero febbraio fevereiro fev februari февраля февраль фев февр лютого лютий лют luty lutego února únor "
        "şubat φεβρουαρίου φεβρουάριος פברואר فبراير شباط فيفري فوریه februarie helmikuuta februára"
    ),
    (
        "march mar märz mär maerz mars marzo março maart mrt марта март мар березня березень бер marca marzec března březen mart μαρτίου μάρτιος מרץ مارس آذار "
        "maaliskuuta martie maret"
    ),
    (
        "april apr avril avr abril abr aprile апреля апрель апр квітня квітень квіт kwietnia kwiecień kwi dubna duben nisan απριλίου απρίλιος אפריל أبريل ابريل "
        "إبريل نيسان أفريل avrilie aprilie huhtikuuta apríla"
    ),
    "may mai mayo maggio mag maio mei мая май травня травень трав maja maj května květen mayıs μαΐου μαίου μάιος מאי مايو أيار ماي toukokuuta mája",
    (
        "june jun juni juin junio giugno giu junho июня июнь июн червня червень черв czerwca czerwiec cze června červen haziran ιουνίου ιούνιος יוני يونيو "
        "يونية حزيران جوان kesäkuuta iunie júna"
    ),
    (
        "july jul juli juillet juil julio luglio lug julho июля июль июл липня липень лип lipca lipiec lip července červenec temmuz ιουλίου ιούλιος יולי يوليو "
        "يولية تموز جويلية heinäkuuta iulie júla"
    ),
    (
        "august aug août aout agosto ago augustus августа август авг серпня серпень серп sierpnia sierpień srpna srpen ağustos αυγούστου αύγουστος אוגוסט "
        "أغسطس اغسطس آب أوت غشت elokuuta agustus augusti"
    ),
    (
        "september sept sep septembre septiembre settembre set setembro сентября сентябрь сен сент вересня вересень вер września wrzesień wrz září eylül "
        "σεπτεμβρίου σεπτέμβριος ספטמבר سبتمبر أيلول شتنبر syyskuuta septembrie septembra"
    ),
    (
        "october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт жовтня жовтень жовт października październik paź října říjen ekim "
        "οκτωβρίου οκτώβριος אוקטובר أكتوبر اكتوبر lokakuuta octombrie októbra"
    ),
    (
        "november nov novembre noviembre novembro ноября ноябрь ноя нояб листопада листопад listopada listopad lis listopadu kasım νοεμβρίου νοέμβριος "
        "נובמבר نوفمبر نونبر marraskuuta noiembrie novembra"
    ),
    (
        "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro декабря декабрь дек грудня грудень груд grudnia grudzień gru prosince "
        "prosinec aralık δεκεμβρίου δεκέμβριος דצמבר ديسمبر دجنبر joulukuuta decembrie decembra"
    ),
)
_TWO_WORDS = {"كانون الثاني": 1, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12}
_MORE = (
    "януари januarja siječnja มกราคม ม.ค. जनवरी",
    "февруари februarja veljače กุมภาพันธ์ ก.พ. फरवरी",
    "marts mac ožujka มีนาคม มี.ค. मार्च",
    "travnja เมษายน เม.ย. अप्रैल",
    "svibnja พฤษภาคม พ.ค. मई",
    "юни lipnja มิถุนายน มิ.ย. जून",
    "юли julai srpnja กรกฎาคม ก.ค. जुलाई",
    "ogos avgust kolovoza สิงหาคม ส.ค. अगस्त",
    "септември septembar rujna กันยายน ก.ย. सितंबर",
    "октомври oktobar ตุลาคม ต.ค. अक्टूबर",
    "ноември novembar studenoga studenog พฤศจิกายน พ.ย. नवंबर",
    "декември desember disember decembar prosinca ธันวาคม ธ.ค. दिसंबर",
)
"""Of Bulgarian, Croatian, Danish, Hindi, Indonesian, Malay, Serbian, Slovenian, Thai."""
_MONTHS = _TWO_WORDS | {
    name: number
    for some in (_NAMES, _MORE)
    for number, names in enumerate(some, 1)
    for name in names.split()
}
_BEGINS = frozenset(found[0] for name in _MONTHS if (found := re.match(r"[^\W\d_]+", name)))
"""Their first letters: the signs of some scripts are none."""
_DIGITS_OF = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９०१२३४५६७८९๐๑๒๓๔๕๖๗๘๙", "0123456789" * 5
)
_MONTH = f"(?P<name>{'|'.join(map(re.escape, sorted(_MONTHS, key=len, reverse=True)))})"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_THAI_YEAR = r"(?P<year>(?:19|20|25)\d\d)"
_NUMBER = r"(?P<month>0?[1-9]|1[0-2])"

_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?<![\w.]){_MONTH}\b\.?\s{{0,3}}{_DAY}(?:st|nd|rd|th)?(?![\d:])(?:[,\s]{{1,3}}{_YEAR}(?!\d))?",
        (
            rf"(?<![\w.:/-]){_DAY}(?:st|nd|rd|th|er|º|°)?\.?[\s-]{{0,3}}(?:of |de |di |del |ב)?{_MONTH}(?![^\W\d_])\.?"
            r"(?:\s?/\s?[^\W\d_]{3,9})?"  # آذار/مارس
            rf"(?:[,\s-]{{0,3}}(?:de |del |di |พ\.ศ\. ?)?{_THAI_YEAR}(?![\d:]))?"
        ),
        rf"(?<![\d.,/-]){_YEAR}(?P<dash>[-/.]) ?{_NUMBER}(?P=dash) ?{_DAY}(?!\d)\.?",
        rf"(?<!\d)(?:{_YEAR}\s?[年년]\s?|(?<=令和)(?P<era>\d{{1,2}})年\s?)?{_NUMBER}\s?[月월]\s?{_DAY}\s?[日일]",
        (
            rf"(?<![\d.,/-])(?P<first>0?[1-9]|[12]\d|3[01])(?P<dash>[./-]) ?(?P<second>0?[1-9]|[12]\d|3[01])"
            rf"(?P=dash) ?{_YEAR}(?![\d-])"
        ),
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=T\d{4})",
        rf"(?<![\w.:/-]){_DAY}\s?tháng\s?{_NUMBER}(?!\d)(?:(?:,|\snăm)?\s{_YEAR}(?!\d))?",
    )
)
_SIGNS = tuple(
    re.compile(sign)
    for sign in (
        "",
        "",
        "[0-9][-/.] ?[0-9]",
        "[월月]",
        "[0-9][-/.] ?[0-9]",
        "[0-9][Tt][0-9]",
        "[Tt]háng",
    )
)
"""What a text has in which a shape stands: each is found faster than its shape."""
_DIGITS = re.compile("[0-9]+")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?\s{0,3}$")
_WORD_AFTER = re.compile(
    r"[0-9]{1,2}(?:st|nd|rd|th|er|º|°)?\.?[\s-]{0,3}(?:of |de |di |del |ב)?([^\W\d_]+)",
    re.IGNORECASE,
)
_LONGEST = max(map(len, _MONTHS)) + 4
"""From the first letter of a month to the day after it."""
_OFFSETS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180,
    "MSK": 180, "МСК": 180, "KST": 540, "JST": 540, "HKT": 480, "SGT": 480, "PHT": 480, "WIB": 420, "ICT": 420,
    "PKT": 300, "NPT": 345, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
}  # fmt: skip
"""In minutes. Names with two meanings (BST, CST, IST) are left out: the offset is then not stated."""
_PLACES = {"ET": "America/New_York", "PT": "America/Los_Angeles", "CT": "America/Chicago"}
_ZONE = (
    r"(?P<zone>(?-i:(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)|[+-]\d\d:?\d\d(?!\d)|[+-]\d\d(?![\d:])"
    rf"|(?:{'|'.join([*sorted(_OFFSETS, key=len, reverse=True), *_PLACES])})(?!\w)))?"
)
_CLOCK = (
    r"(?:(?P<half>오전|오후|午前|午後|上午|下午|[ap]m)\s*)?(?P<hour>2[0-3]|[01]?\d)"
    r"(?:\s?[:：]\s?|\s?h\s?|시\s?|時|时|点|點|(?P<dot>\.))(?P<minute>[0-5]\d|\d(?=\s?[분分]))\s?[분分]?"
    r"(?:[:：](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)(?:\s*(?P<ampm>[ap])\.?\s?m\b\.?)?(?P<uhr>\s*Uhr\b)?"
    rf"\s*\(?{_ZONE}"
)
_COMPACT = re.compile(rf"T(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?{_ZONE}")
_LINK = r"(?:[\s,|·•@/–—-]|[(（](?:[월화수목금토일]|[月火水木金土日])[)）]|\b(?:at|um|à|às|alle|las|a|kl|klo|в|om|ore|saat|godz|года?|г|року|о|об|الساعة|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)\b\.?)"
_AFTER = re.compile(rf"(?:T|{_LINK}{{1,6}}){_CLOCK}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![\d:.]){_CLOCK}\)?(?:\s|[,|·•–—-]|\bon\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b)"
    r"{0,6}$",
    re.IGNORECASE,
)
_IN_URL = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0?[1-9]|1[0-2])\2([12]\d|3[01]|0?[1-9])(?=\D|\d{4,}|$)"
)
_NAMED_IN_URL = re.compile(
    r"/((?:19|20)\d\d)/([a-z]{3,9})/([12]\d|3[01]|0?[1-9])(?=/)", re.IGNORECASE
)

_BUDDHIST = 543
"""Thai years are so many ahead of others."""
_LAST = 2099
FARTHEST_AHEAD = timezone(timedelta(hours=14))
"""Where a day begins first: a date without a zone may already be true there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date as it stands in a text, from `start` to `end`."""

    year: int | None
    month: int
    day: int
    clock: time | None = None
    seconds: bool = False
    offset: str | None = None
    start: int
    end: int
    counted: bool = False
    """Its year was not printed."""

    def on(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def date(self) -> date | None:
        return self.on(self.year) if self.year is not None else None


def scan(text: str, *, language: str | None = None) -> list[Stamp]:
    """Find the dates in a text, from left to right, with the time of day beside them.

    The language decides on numeric dates: `5/9/2023` is read only where its order is known.
    """
    if not text.isascii():
        text = text.translate(_DIGITS_OF)  # as many characters as before
    days = [run.start() for run in _DIGITS.finditer(text)]
    if not days:
        return []  # no date is without a day
    starts = _months(text, days), _days(text, days), *repeat(days, len(_SHAPES) - 2)
    found = chain.from_iterable(
        _found(shape, text, at, language)
        for shape, sign, at in zip(_SHAPES, _SIGNS, starts, strict=True)
        if at and sign.search(text)
    )
    kept: list[Stamp] = []
    for stamp in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or stamp.start >= kept[-1].end:
            kept.append(_clocked(stamp, text))
    return kept


def settle(stamp: Stamp, hints: Hints, provenance: Provenance) -> Published | None:
    """Turn a full date into what an article carries; None if it has no year or is in the future."""
    if stamp.date is None:
        return None
    value, basis = _written(stamp, stamp.date, hints)
    published = Published(
        value=value,
        precision=_precision(stamp),
        zone=basis,
        provenance=Provenance.YEARLESS if stamp.counted else provenance,
    )
    return credible(published, hints)


def parse(text: str, hints: Hints, provenance: Provenance) -> Published | None:
    """Read a field that holds a date: its first full one.

    Midnight to the second is how systems write a day without a time: no more than the day is claimed.
    """
    for stamp in scan(text[:200], language=hints.language):
        day_only = stamp.seconds and stamp.clock == time() and provenance is not Provenance.TEXT
        stamp = replace(stamp, clock=None, offset=None) if day_only else stamp  # noqa: PLW2901 - the same date, claimed less exactly
        if published := settle(stamp, hints, provenance):
            return published
    return None


def credible(published: Published | None, hints: Hints) -> Published | None:
    """Drop a date that no zone on earth has reached, and the zero of computer clocks."""
    if published is None:
        return None
    at = datetime.fromisoformat(published.value)
    if at.year < 1900 or at.date() == date(1970, 1, 1):
        return None
    if published.precision is Precision.DAY:
        ahead = zone_of(hints) or FARTHEST_AHEAD
        return published if at.date() <= hints.now.astimezone(ahead).date() else None
    return published if at.replace(tzinfo=at.tzinfo or FARTHEST_AHEAD) <= hints.now else None


def from_url(url: str | None, hints: Hints) -> Published | None:
    """Read the day that many addresses carry: `/2023/09/05/`, `AEN20230905004851325`."""
    path = path_of(url)
    named = ((y, _MONTHS.get(m.lower(), 0), d) for y, m, d in _NAMED_IN_URL.findall(path))
    numbered = ((found[1], found[3], found[4]) for found in _IN_URL.finditer(path))
    for year, month, day in (*numbered, *named):
        stamp = Stamp(year=int(year), month=int(month), day=int(day), start=0, end=0)
        if published := settle(stamp, hints, Provenance.URL):
            return published
    return None


def _months(text: str, days: Iterable[int]) -> list[int]:
    """Give the places where the name of a month stands before a day."""
    starts = []
    for day in days:
        before = _WORD_BEFORE.search(text, max(0, day - _LONGEST), day)
        if before and before[1].lower() in _BEGINS:
            starts.append(before.start())
    return starts


def _days(text: str, days: Iterable[int]) -> list[int]:
    """Give the places where a day stands before the name of a month."""
    after = ((day, _WORD_AFTER.match(text, day)) for day in days)
    return [day for day, word in after if word and word[1].lower() in _BEGINS]


def _matches(shape: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Find what `finditer` would, looking only where a date can start: `re` is slow to look everywhere."""
    end = 0
    for start in starts:
        if start >= end and (found := shape.match(text, start)):
            end = found.end()
            yield found


def _found(
    shape: re.Pattern[str], text: str, starts: Iterable[int], language: str | None
) -> Iterator[Stamp]:
    for found in _matches(shape, text, starts):
        parts = found.groupdict()
        if month_day := _month_day(parts, language):
            month, day = month_day
            year = _year(parts)
            stamp = Stamp(year=year, month=month, day=day, start=found.start(), end=found.end())
            if stamp.on(year or 2000):
                yield stamp


def _year(parts: Mapping[str, str | None]) -> int | None:
    if era := parts.get("era"):
        return 2018 + int(era)
    if not (year := parts["year"]):
        return None
    thai = "\u0e00" < (parts.get("name") or "")[:1] < "\u0e7f"
    return int(year) - (_BUDDHIST if thai and int(year) > _LAST else 0)


def _month_day(parts: Mapping[str, str | None], language: str | None) -> tuple[int, int] | None:
    if name := parts.get("name"):
        return _MONTHS[name.lower()], int(parts["day"] or 0)
    if month := parts.get("month"):
        return int(month), int(parts["day"] or 0)
    first, second = int(parts["first"] or 0), int(parts["second"] or 0)
    day_first = True if parts["dash"] == "." else _day_first(language)
    if second > 12 or first == second:
        return (first, second) if first <= 12 else None
    if first > 12 or day_first:
        return second, first
    return (first, second) if day_first is False else None


def _day_first(language: str | None) -> bool | None:
    """Tell how `5/9/2023` is meant; English alone does not say."""
    if not language or language.lower() == "en":
        return None
    return language.lower().replace("_", "-") not in {"en-us", "en-ph"}


def _clocked(stamp: Stamp, text: str) -> Stamp:
    around = text[max(0, stamp.start - 48) : stamp.start]
    found = _AFTER.match(text, stamp.end) or _COMPACT.match(text, stamp.end)
    if found and _whole(found):
        return _timed(replace(stamp, end=found.end()), found)
    if (found := _BEFORE.search(around)) and _whole(found):
        return _timed(replace(stamp, start=stamp.start - len(around) + found.start()), found)
    return stamp


def _whole(found: re.Match[str]) -> bool:
    """Take `14.32` for a time only where it says so: it may be a price."""
    parts = found.groupdict()
    return not parts.get("dot") or bool(parts.get("uhr") or parts.get("ampm"))


def _timed(stamp: Stamp, found: re.Match[str]) -> Stamp:
    parts = found.groupdict()
    half = (parts.get("half") or parts.get("ampm") or "").lower()
    hour = int(parts["hour"])
    if half in {"오후", "午後", "下午", "pm", "p"} and hour < 12:
        hour += 12
    elif half in {"오전", "午前", "上午", "am", "a"} and hour == 12:
        hour = 0
    clock = time(hour, int(parts["minute"]), int(parts["second"] or 0))
    offset = _offset(
        parts["zone"], datetime.combine(stamp.on(stamp.year or 2000) or date.min, clock)
    )
    return replace(stamp, clock=clock, seconds=bool(parts["second"]), offset=offset)


def _offset(zone: str | None, at: datetime) -> str | None:
    if not zone:
        return None
    if place := _PLACES.get(zone):
        return at.replace(tzinfo=ZoneInfo(place)).isoformat()[-6:]
    name, sign, digits = re.fullmatch(r"([^\d+-]*?)\s?([+-]?)([\d:]*)", zone).groups()  # type: ignore[union-attr] # _ZONE matched it
    hours, minutes = _hours_minutes(digits.replace(":", ""))
    total = (60 * hours + minutes) * (-1 if sign == "-" else 1) + _OFFSETS.get(name, 0)
    return f"{'-' if total < 0 else '+'}{abs(total) // 60:02}:{abs(total) % 60:02}"


def _hours_minutes(digits: str) -> tuple[int, int]:
    return (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits or 0), 0)


def _written(stamp: Stamp, day: date, hints: Hints) -> tuple[str, ZoneBasis]:
    zone = zone_of(hints)
    if stamp.clock is None:
        return day.isoformat(), ZoneBasis.SOURCE if zone else ZoneBasis.ASSUMED
    at = datetime.combine(day, stamp.clock)
    value = at.isoformat(timespec="seconds" if stamp.seconds else "minutes")
    if stamp.offset:
        return value + stamp.offset, ZoneBasis.STATED
    if zone:
        return value + at.replace(tzinfo=zone).isoformat()[19:25], ZoneBasis.SOURCE
    return value, ZoneBasis.ASSUMED


def _precision(stamp: Stamp) -> Precision:
    if stamp.clock is None:
        return Precision.DAY
    return Precision.SECOND if stamp.seconds else Precision.MINUTE


def zone_of(hints: Hints) -> ZoneInfo | None:
    try:
        return ZoneInfo(hints.zone) if hints.zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def path_of(url: str | None) -> str:
    return re.sub(r"^[a-z]+://[^/]*", "", (url or "")[:2048]).partition("?")[0]
