"""Lines that print a date and nothing else, with the labels that say what it is the date of."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache, partial

from service.articles import bylines, dates, years
from service.articles.dates import Stamp
from service.model import Hints, Provenance, Published


_LABELS = re.compile(
    r"(?P<updated>\b(?:last )?(?:updated?|modified|revised|upd)(?: on| at)?\b|\b(?:zuletzt )?(?:aktualisiert|geändert)(?: am)?\b|\bstand\b|\b(?:mis(?:e)? à jour|modifié)(?: le)?\b"
    r"|\b(?:última )?actuali[sz](?:ado|ación)(?: el)?\b|\b(?:ultimo )?aggiorna(?:to|mento)(?: il)?\b|\b(?:última )?atuali[sz](?:ado|ação)(?: em)?\b|\b(?:laatst )?(?:bijgewerkt|gewijzigd)(?: op)?\b|\buppdaterad\b|\bopdateret\b|\boppdatert\b"
    r"|\bобновл[её]н[оа]?\b|\bоновлено\b|\b(?:ostatnia )?(?:aktualizacja|zaktualizowano|zmodyfikowano)\b|\b(?:son )?güncelle(?:me|ndi|nme)(?: tarihi| zamanı)?\b|(?:آخر )?تحديث|תאריך עדכון|עודכן|최종\s?수정|수정|업데이트|(?:最終)?更新(?:日時?|时间|時間|于|於)?|修改[时時]間?)"
    r"|(?P<published>\b(?:first )?(?:published|posted|issued|released|created|filed)(?: on| at)?\b|\bpublication date\b|\bdate(?: of publication)?\b|\b(?:veröffentlicht|erschienen|publiziert)(?: am)?\b"
    r"|\berstellt(?: am)?\b|\b(?:publié|paru|mis en ligne|créé)e?(?: le)?\b|\bpublicado(?: (?:el|em))?\b|\bfecha(?: de publicación)?\b|\bpubblicato(?: il)?\b|\bdata(?: di pubblicazione| publikacji)?\b|\bgepubliceerd(?: op)?\b|\bpublicerad\b|\bpubliceret\b|\bpublisert\b"
    r"|\bопубликован[оа]?\b|\bдата публикации\b|\bопубліковано\b|\bдата публікації\b|\b(?:opublikowano|dodano|utworzono)\b|\b(?:yayın(?:lanma)?|yayınlandı|eklenme|giriş|oluşturma)(?: tarihi| zamanı)?\b|(?:تاريخ ال)?نشر(?:ت)?(?: في)?|פורסם|تاریخ انتشار"
    r"|기사\s?입력|입력|등록|승인|게재|작성|송고|発行|公開(?:日時?)?|配信|掲載|投稿日?|(?:发布|發布|發佈|发表|發表|刊登)(?:时间|時間|日期|于|於)?|日期)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_WEEKDAYS = re.compile(
    r"\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b|\w*day\b|\w+(?:tag|woch)\b|\b(?:pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)\b"
    r"|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica)\b"
    r"|\b(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?\b|\bdomingo\b|\w{2,6}dag\b|\b(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b"
    r"|\b(?:понеділок|вівторок|середа|четвер|п[’'ʼ]ятниця|субота|неділя)\b|\b(?:poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela)\b"
    r"|[일월화수목금토]요일|[(（][일월화수목금토日月火水木金土][)）]|[日月火水木金土]曜日?|(?:星期|周|週)[一二三四五六日天]",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b\d{1,2}[ -]min(?:ute)?s?\.? read\b", re.IGNORECASE)
"""How long the report takes to read."""


_EITHER_ORDER = "en-us"
"""`3/4/2025` is a date, whichever."""


_Settle = Callable[[Stamp, Hints], Published | None]


def _as_printed(stamp: Stamp, hints: Hints) -> Published | None:
    return dates.settle(stamp, hints, Provenance.TEXT)


def dated(line: str) -> bool:
    """Tell whether a line is a date, perhaps labelled, and nothing else."""
    return len(line) <= 160 and _dated(line)


@lru_cache(maxsize=512)  # the lines around a report are asked about several times
def _dated(line: str) -> bool:
    stamps = dates.scan(line, language=_EITHER_ORDER)
    if not stamps and (len(line) >= 30 or not _LABELS.search(line)):
        return False
    left = len(_LETTERS.findall(_beside(line, stamps)))
    return left <= 4 if stamps else left == 0


def _beside(line: str, stamps: Sequence[Stamp]) -> str:
    """Give what a line says beside its dates, their labels and weekdays."""
    rest = line
    for stamp in reversed(stamps):
        rest = rest[: stamp.start] + " " + rest[stamp.end :]
    return _WEEKDAYS.sub(" ", _LABELS.sub(" ", rest))


def label(line: str) -> str | None:
    """Tell which label a line has: `published`, `updated`."""
    found = _LABELS.search(line)
    return found.lastgroup if found else None


def bare(line: str) -> str:
    """Give a line without labels, weekdays and what stands around them."""
    return " ".join(_LABELS.sub(" ", line).strip(" \t:：,|·•()-–—").split())


def printed(lines: Sequence[str], hints: Hints) -> Published | None:
    """Find the date of publication on lines beside a headline: a labelled one, else one alone."""
    if marked := labelled(lines, "published", hints):
        return marked
    found = (_as_printed(stamp, hints) for stamp in plain(lines, hints))
    return next((date for date in found if date), None)


def without_year(
    lines: Sequence[str], hints: Hints, *, known: Iterable[date] = ()
) -> Published | None:
    """Find such a date that leaves out its year: labelled, or with a byline at most on its line."""
    settle = partial(years.settle, known=tuple(known))
    if marked := labelled(lines, "published", hints, settle=settle):
        return marked
    found = (settle(stamp, hints) for stamp in plain(filter(_only_dated, lines), hints))
    return next((date for date in found if date), None)


def _only_dated(line: str) -> bool:
    """Tell `March 3`, perhaps beside a byline, from `March 3 in pictures`."""
    rest = _LASTS.sub(" ", _beside(line, dates.scan(line)))
    return not _LETTERS.search(rest) or bool(bylines.written_by(rest.strip(" \t|·•,–—-")))


def plain(lines: Iterable[str], hints: Hints) -> list[Stamp]:
    """Give the dates on lines of their own that no label claims."""
    return [
        stamp
        for line in lines
        if dated(line)
        for label, stamp in _stamps(line, hints)
        if label is None
    ]


def labelled(
    lines: Sequence[str], wanted: str, hints: Hints, *, settle: _Settle = _as_printed
) -> Published | None:
    """Find the first date under a label; the label may stand on the line above."""
    above: str | None = None
    for line in lines:
        if not dated(line):
            above = None
            continue
        stamps = _stamps(line, hints)
        for label, stamp in stamps:
            if (label or above) == wanted and (found := settle(stamp, hints)):
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
