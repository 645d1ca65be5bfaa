"""Does a report say of itself that it was corrected, or withdrawn?

Newsrooms mark that in their own set words, at the start or the end of a headline, or in a paragraph of
its own at the top or the bottom. Only there are they sought: a market may have a correction too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.model import Field, Standing


TOP, BOTTOM = 3, 4
"""Paragraphs in which newsrooms put such notes."""
LONGEST = 1_200
"""Characters of a paragraph that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The words that say so, and where they stand (code points, half-open)."""

    standing: Standing
    field: Field
    start: int
    end: int


# Set words with a colon or a dash behind them, or in brackets.
_CORRECTED = (
    r"correct(?:ion|ed|s)(?: and clarification)?|clarification|corrected version|erratum|errata(?: corrige)?"
    r"|korrektur|korrigiert|berichtigung|berichtigt|richtigstellung|korrigierte (?:fassung|version)"
    r"|rectificatif|rectification|corrigé|mise au point"
    r"|corrección|corregido|rectificación|fe de (?:erratas|errores)"
    r"|correzione|corretto|rettifica|correção|corrigido|retificação"
    r"|correctie|rectificatie|rättelse|rettelse|retting|oikaisu|sprostowanie|korekta|oprava|helyreigazítás"
    r"|исправление|исправлено|исправленная версия|поправка|виправлення|виправлено"
    r"|düzeltme|tashih|διόρθωση|תיקון(?: טעות)?|تصحيح|تصويب"
    r"|정정(?:\s?보도(?:문)?)?|바로\s?잡습니다|訂正|お詫びと訂正|おわびと訂正|更正(?:启事|啟事)?|勘误|勘誤"
)
_RETRACTED = (
    r"retract(?:ion|ed)|withdrawn|story withdrawn|story removed|mandatory kill|bulletin kill|kill(?:ed)?"
    r"|zurückgezogen|rückzug|widerruf|rétractation|dépêche annulée|article retiré|annul(?:ation|é|ée)"
    r"|retractación|nota anulada|noticia (?:anulada|retirada)|anula(?:ción|da|do)"
    r"|ritrattazione|notizia annullata|annullamento|retratação|matéria (?:cancelada|retirada)"
    r"|ingetrokken|anulowan[aeoy]|wycofan[aeoy]"
    r"|аннулировано|материал (?:аннулирован|отозван|снят)|отозвано|анульовано|відкликано"
    r"|tekzip|haber iptal|iptal|ανάκληση|سحب الخبر|إلغاء الخبر"
    r"|전문\s?취소|기사\s?(?:취소|삭제|철회)|記事取り消し|記事取消|取り消し|撤稿|撤回|撤销|撤銷"
)
# Beside headlines of another sense ("Annulation : le festival…") these count in brackets only.
_ONLY_IN_BRACKETS = re.compile(
    r"kill(?:ed)?|annul|anula|annullamento|iptal|widerruf|rückzug|取り消し|撤回|撤销|撤銷",
    re.IGNORECASE,
)

_OPEN, _CLOSE = r"[\[(（【〔<〈《]", r"[\])）】〕>〉》]"
_DASH = r"(?:\s*[:：|]|\s*[-–—]{1,2}(?=\s)|-(?=[A-Z]))"


def _at_start(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:(?:urgent|update ?\d*|eds?|attention|advisory)\W{{1,3}})?"
        rf"(?:{_OPEN}\s*(?P<bracket>{words})\b[^\])）】〕>〉》]{{0,300}}{_CLOSE}|(?P<plain>{words}){_DASH})",
        re.IGNORECASE,
    )


def _at_end(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_OPEN}\s*(?P<bracket>{words})\s*{_CLOSE}|\s[-–—|]\s*(?P<plain>{words}))\s*$",
        re.IGNORECASE,
    )


_STARTS = (
    (Standing.RETRACTION, _at_start(_RETRACTED)),
    (Standing.CORRECTION, _at_start(_CORRECTED)),
)
_ENDS = ((Standing.RETRACTION, _at_end(_RETRACTED)), (Standing.CORRECTION, _at_end(_CORRECTED)))

_THIS = r"(?:article|story|report|version|dispatch|item|headline|post|column|piece)"
_PHRASES = (
    (
        Standing.RETRACTION,
        re.compile(
            rf"\b(?:this|the (?:above|following|earlier)) {_THIS}\b[^.]{{0,60}}?\b(?:has been|have been|was|is|is being) (?:retracted|withdrawn)\b"
            rf"|\b(?:has|have|we) (?:retracted|withdrawn?) (?:this|the) {_THIS}\b"
            r"|\bdiese meldung (?:wurde|wird|ist)\b[^.]{0,60}?zurückgezogen"
            r"|\bcet(?:te)? (?:article|dépêche) (?:a été|est) (?:retirée?|annulée?)"
            r"|\best[ea] (?:artículo|noticia|nota|información) ha sido (?:retirad|anulad)[oa]"
            r"|\b(?:quest[oa]|il presente) (?:articolo|notizia) è stat[oa] (?:ritirat|annullat)[oa]"
            r"|\best[ea] (?:reportagem|notícia|texto|artigo) foi (?:retirad|cancelad)[oa]"
            r"|(?:сообщение|материал|новость) (?:аннулирован[оа]?|отозван[оа]?|снят[оа]? с ленты)"
            r"|기사(?:를|는|가)?\s?(?:전문\s?)?(?:취소|철회|삭제)(?:합니다|했습니다|됐습니다|되었습니다)"
            r"|(?:この|本)記事(?:は|を)(?:取り消し|削除し)",
            re.IGNORECASE,
        ),
    ),
    (
        Standing.CORRECTION,
        re.compile(
            rf"\b(?:an|the|a) (?:earlier|previous|original|prior) (?:version|edition) of (?:this|the) {_THIS}\b"
            rf"|\bthis {_THIS} (?:has been|was|is) (?:corrected|amended|updated to correct)\b"
            rf"|\bthis {_THIS} corrects\b|\bwe (?:have )?corrected (?:this|the) {_THIS}\b"
            rf"|\b(?:updates? |refiles? )?to correct (?:the )?(?:spelling|name|title|figure|day|date|year|number|paragraph|headline|typo)"
            r"|\bin einer (?:früheren|vorherigen|ersten) (?:version|fassung)\b"
            r"|\bune (?:version|première version)(?: précédente| antérieure)? de cet article\b"
            r"|\buna versión (?:anterior|previa) de est[ea]\b|\buna versione precedente (?:di|del)\b"
            r"|\buma versão anterior (?:dest|do|da)|\bwe wcześniejszej wersji\b|\bin een eerdere versie\b"
            r"|\bв (?:предыдущей|первоначальной|ранней) версии\b|\bу попередній версії\b"
            r"|\b(?:haberin|yazının) önceki (?:sürümünde|halinde)\b|προηγούμενη (?:έκδοση|εκδοχή)"
            r"|바로\s?잡습니다|정정합니다|訂正(?:します|いたします)|訂正してお[詫わ]び|特此更正|予以更正",
            re.IGNORECASE,
        ),
    ),
)


def standing_of(title: str, text: str) -> Mark | None:
    """Find what a report says of its own standing; a retraction counts before a correction."""
    marks = [*_in_title(title), *_in_text(text)]
    return min(marks, key=lambda one: one.standing is not Standing.RETRACTION, default=None)


def note_of(text: str) -> tuple[int, int] | None:
    """Find the paragraph in which a report says what was wrong with it."""
    mark = next(_in_text(text), None)
    if mark is None:
        return None
    before, after = text.rfind("\n\n", 0, mark.start), text.find("\n\n", mark.end)
    return (0 if before < 0 else before + 2, len(text) if after < 0 else after)


def _in_title(title: str) -> Iterator[Mark]:
    for standing, shape in (*_STARTS, *_ENDS):
        found = shape.match(title) if (standing, shape) in _STARTS else shape.search(title)
        if found and _counts(found):
            yield _mark(standing, Field.TITLE, found, 0)


def _counts(found: re.Match[str]) -> bool:
    """Tell whether the words can be meant: some need their brackets, or capitals that shout."""
    plain = found["plain"]
    return plain is None or not _ONLY_IN_BRACKETS.match(plain)


def _in_text(text: str) -> Iterator[Mark]:
    for start, paragraph in _edges(text):
        for standing, shape in _STARTS:
            found = shape.match(paragraph)
            if found and _counts(found):
                yield _mark(standing, Field.TEXT, found, start)
        for standing, phrase in _PHRASES:
            if found := phrase.search(paragraph):
                yield Mark(
                    standing=standing,
                    field=Field.TEXT,
                    start=start + found.start(),
                    end=start + found.end(),
                )


def _mark(standing: Standing, field: Field, found: re.Match[str], offset: int) -> Mark:
    group = "plain" if found["bracket"] is None else "bracket"
    return Mark(
        standing=standing,
        field=field,
        start=offset + found.start(group),
        end=offset + found.end(group),
    )


def _edges(text: str) -> Iterator[tuple[int, str]]:
    """Give the first and the last paragraphs with where each starts."""
    starts: list[tuple[int, str]] = []
    at = 0
    for paragraph in text.split("\n\n"):
        starts.append((at, paragraph[:LONGEST]))
        at += len(paragraph) + 2
    yield from starts[:TOP]
    yield from starts[max(TOP, len(starts) - BOTTOM) :]
