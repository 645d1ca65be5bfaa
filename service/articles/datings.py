"""Lines that print a date and nothing else, with the labels that say what it is the date of."""

import re
from collections.abc import Sequence
from functools import lru_cache

from service.articles import dates
from service.articles.dates import Stamp
from service.model import Hints, Provenance, Published


_LABELS = re.compile(
    r"(?P<updated>\b(?:last )?(?:updated?|modified|upd)(?: on| at)?\b|\baktualisiert\b|\bstand\b|\bmis à jour\b|\bmodifié\b|\bactualizado\b"
    r"|\baggiornato\b|\batualizado\b|\bобновлено\b|최종\s?수정|수정|업데이트|更新)"
    r"|(?P<published>\b(?:first )?(?:published|posted|issued|released|created|filed)(?: on| at)?\b|\bpublication date\b|\bdate\b|\bveröffentlicht\b"
    r"|\berstellt\b|\bpublié\b|\bpublicado\b|\bpubblicato\b|\bопубликовано\b|기사\s?입력|입력|등록|승인|게재|작성|発行|公開|配信|发布|发表)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_WEEKDAYS = re.compile(
    r"\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b|\w*day\b|\w+(?:tag|woch)\b|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b",
    re.IGNORECASE,
)


def dated(line: str) -> bool:
    """Tell whether a line is a date, perhaps labelled, and nothing else."""
    return len(line) <= 160 and _dated(line)


@lru_cache(maxsize=512)  # the lines around a report are asked about several times
def _dated(line: str) -> bool:
    stamps = dates.scan(line)
    if not stamps and (len(line) >= 30 or not _LABELS.search(line)):
        return False
    rest = line
    for stamp in reversed(stamps):
        rest = rest[: stamp.start] + " " + rest[stamp.end :]
    rest = _WEEKDAYS.sub(" ", _LABELS.sub(" ", rest))
    left = len(_LETTERS.findall(rest))
    return left <= 4 if stamps else left == 0


def printed(lines: Sequence[str], hints: Hints) -> Published | None:
    """Find the date of publication on lines beside a headline: a labelled one, else one alone."""
    if marked := labelled(lines, "published", hints):
        return marked
    found = (dates.settle(stamp, hints, Provenance.TEXT) for stamp in plain(lines, hints))
    return next((date for date in found if date), None)


def plain(lines: Sequence[str], hints: Hints) -> list[Stamp]:
    """Give the dates on lines of their own that no label claims."""
    return [
        stamp
        for line in lines
        if dated(line)
        for label, stamp in _stamps(line, hints)
        if label is None
    ]


def labelled(lines: Sequence[str], wanted: str, hints: Hints) -> Published | None:
    """Find the first date under a label; the label may stand on the line above."""
    above: str | None = None
    for line in lines:
        if not dated(line):
            above = None
            continue
        stamps = _stamps(line, hints)
        for label, stamp in stamps:
            if (label or above) == wanted and (
                found := dates.settle(stamp, hints, Provenance.TEXT)
            ):
                return found
        last = list(_LABELS.finditer(line))
        above = last[-1].lastgroup if last and not stamps else None
    return None


def _stamps(line: str, hints: Hints) -> list[tuple[str | None, Stamp]]:
    """Give the dates of a line, each with the label before it, or after it in Korean fashion."""
    labels = list(_LABELS.finditer(line))
    found = []
    for stamp in dates.scan(line, language=hints.language):
        before = [label.lastgroup for label in labels if label.start() < stamp.start]
        found.append((before[-1] if before else None, stamp))
    return found
