"""What reports say of their own standing, in the set words of newsrooms."""

import pytest

from service.articles.standing import note_of, standing_of
from service.model import Field, Standing


BODY = "Lunna's harbour takes six frigates, the ministry said.\n\nTalks go on in Tessaro."
CORRECTION, RETRACTION = Standing.CORRECTION, Standing.RETRACTION


@pytest.mark.parametrize(
    "title",
    [
        "Correction: Lunna takes four frigates",
        "CORRECTED-Lunna takes four frigates",
        "CORRECTION - Lunna takes four frigates",
        "Lunna takes four frigates (corrected)",
        "Lunna takes four frigates - CORRECTED",
        "URGENT: Correction: Lunna takes four frigates",
        "Korrektur: Lunna erhält vier Fregatten",
        "Berichtigung – Lunna erhält vier Fregatten",
        "RECTIFICATIF: Lunna reçoit quatre frégates",
        "Fe de erratas: Lunna recibe cuatro fragatas",
        "Errata corrige: quattro fregate per Lunna",
        "Correção: Lunna recebe quatro fragatas",
        "Sprostowanie: Lunna dostanie cztery fregaty",
        "Исправление: Лунна получит четыре фрегата",
        "Виправлення: Лунна отримає чотири фрегати",
        "Düzeltme: Lunna dört fırkateyn alıyor",
        "Διόρθωση: Η Λούνα παίρνει τέσσερις φρεγάτες",
        "[정정] 루나, 호위함 4척 도입",
        "루나, 호위함 4척 도입 [정정]",
        "【訂正】ルナ、フリゲート艦4隻を導入",
        "更正:卢纳将获四艘护卫舰",
        "تصحيح: لونا تتسلم أربع فرقاطات",
        "תיקון: לונה תקבל ארבע פריגטות",
    ],
)
def test_headlines_that_say_correction(title):
    """At their start or end, with a colon, a dash or in brackets."""
    mark = standing_of(title, BODY)
    assert mark is not None
    assert (mark.standing, mark.field) == (CORRECTION, Field.TITLE)
    assert title[mark.start : mark.end].strip(" :-–[]【】()") == title[mark.start : mark.end]


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: Lunna takes six frigates",
        "Withdrawn: Lunna takes six frigates",
        "[KILL] Lunna takes six frigates",
        "Lunna takes six frigates [retracted]",
        "Mandatory Kill: Lunna takes six frigates",
        "Zurückgezogen: Lunna erhält sechs Fregatten",
        "Dépêche annulée : Lunna reçoit six frégates",
        "Noticia anulada: Lunna recibe seis fragatas",
        "[Annullamento] Sei fregate per Lunna",
        "АННУЛИРОВАНО: Лунна получит шесть фрегатов",
        "[전문취소] 루나, 호위함 6척 도입",
        "【記事取り消し】ルナ、フリゲート艦6隻を導入",
        "撤稿:卢纳将获六艘护卫舰",
    ],
)
def test_headlines_that_take_back(title):
    """The same places, other words."""
    mark = standing_of(title, BODY)
    assert mark is not None
    assert mark.standing is RETRACTION


@pytest.mark.parametrize(
    ("note", "standing"),
    [
        ("Correction: The ministry named four frigates, not six.", CORRECTION),
        ("(Corrects number of frigates in paragraph two)", CORRECTION),
        ("(This version CORRECTS the day of the vote.) An earlier version of this story named Monday.", CORRECTION),
        ("An earlier version of this article misstated the number of frigates.", CORRECTION),
        ("This story has been corrected to show that there are four.", CORRECTION),
        ("In einer früheren Version hieß es, es seien sechs Fregatten.", CORRECTION),
        ("Une version précédente de cet article parlait de six frégates.", CORRECTION),
        ("Una versión anterior de este artículo hablaba de seis fragatas.", CORRECTION),
        ("В предыдущей версии заметки говорилось о шести фрегатах.", CORRECTION),
        ("호위함 수를 4척으로 바로잡습니다.", CORRECTION),
        ("隻数を訂正します。", CORRECTION),
        ("This story has been retracted because its source was forged.", RETRACTION),
        ("The above report has been withdrawn; please do not use it.", RETRACTION),
        ("We have retracted this article.", RETRACTION),
        ("Diese Meldung wurde am Abend zurückgezogen.", RETRACTION),
        ("Cette dépêche a été annulée.", RETRACTION),
        ("Esta noticia ha sido retirada.", RETRACTION),
        ("Сообщение аннулировано.", RETRACTION),
        ("이 기사를 전문 취소합니다.", RETRACTION),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["{note}\n\n{body}", "{body}\n\n{note}"])
def test_notes_at_the_top_and_at_the_bottom(note, standing, place):
    """With the place of the words that say so."""
    text = place.format(note=note, body=BODY)
    mark = standing_of("Lunna takes frigates", text)
    assert mark is not None
    assert (mark.standing, mark.field) == (standing, Field.TEXT)
    assert text[mark.start : mark.end] in note


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Correction in housing market frightens banks", BODY),
        ("Kill: a film about hunters comes to Tessaro", BODY),
        ("Annulation : le festival de Lunna renonce", BODY),
        ("Corrections officers strike in Dareth", BODY),
        ("Troops withdrawn from Dareth", "The troops were withdrawn on Monday.\n\n" + BODY),
        ("Lunna withdraws: no frigates", "Withdrawn troops came home.\n\n" + BODY),
        ("Stocks fall", "A correction was overdue, traders said.\n\n" + BODY),
        ("The ministry corrected its figures", "The ministry corrected the figure on Monday."),
        ("", ""),
    ],
)
def test_what_is_no_note_of_the_newsroom(title, text):
    """The same words, said of the world."""
    assert standing_of(title, text) is None


def test_a_note_amid_a_long_text_is_another_reports():
    """Only the first and the last paragraphs are the newsroom's to speak of the report."""
    filler = "\n\n".join([BODY] * 4)
    note = "Correction: the ministry named four frigates."
    assert standing_of("A title", f"{filler}\n\n{note}\n\n{filler}") is None


def test_a_retraction_counts_before_a_correction():
    """Who takes a report back has often corrected it first."""
    mark = standing_of("Corrected: Lunna takes four", f"{BODY}\n\nThis story has been retracted.")
    assert mark is not None
    assert mark.standing is RETRACTION


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("(Corrects the toll)\n\nA tank burst.\n\nTwo died.", "(Corrects the toll)"),
        ("A tank burst.\n\nCorrection: two died, not three.", "Correction: two died, not three."),
        ("Correction: two died.", "Correction: two died."),
        ("A tank burst.\n\nTwo died.", None),
    ],
)
def test_the_note(text, note):
    """What was wrong stands in the paragraph that says so."""
    place = note_of(text)
    assert (text[slice(*place)] if place else None) == note
