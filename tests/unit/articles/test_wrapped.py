"""Text files whose lines a narrow window broke, evenly or not, in several languages."""

import textwrap
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.lines import paragraphs
from service.articles.read import read
from service.model import Document, Hints


HINTS = Hints(now=datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
REPORTS = {
    "en": (
        "Dockers close the port of Tessaro for a second day",
        "TESSARO, March 3 (Reuters) -- A strike by dockers closed the port of Tessaro on Monday, and all ships were told to wait outside until the talks between the union and the masters were over.",
        "The mayor said on Tuesday that a long-planned round of talks would be held in the town hall. “We shall find a way,” he told reporters. Eleven tankers and four container ships were waiting.",
        "Insurers put the cost of the delay at about $3 million a day, and said two of the tankers carried crude.",
    ),
    "de": (
        "Hafenarbeiter schließen den Hafen von Tessaro",
        "Tessaro (dpa) - Ein Streik der Hafenarbeiter hat am Montag den Hafen von Tessaro geschlossen, und alle Schiffe müssen draußen warten, bis die Gespräche der Gewerkschaft mit den Reedern beendet sind.",
        "Der Bürgermeister kündigte am Dienstag eine zweite Runde im Rathaus an. „Wir finden einen Weg“, sagte er vor Reportern. Elf Tanker und vier Frachter liegen nach Angaben des Amtes vor der Küste.",
        "Die Versicherer schätzen die Kosten auf drei Millionen am Tag, und zwei der Tanker haben Öl geladen.",
    ),
    "ru": (
        "Докеры второй день не работают в порту Тессаро",
        "ТЕССАРО, 3 марта. /ТАСС/. Забастовка докеров закрыла в понедельник порт Тессаро, и всем судам велено ждать снаружи, пока не закончатся переговоры профсоюза с владельцами.",
        "Мэр города сообщил во вторник, что вторая встреча пройдет в ратуше, а полиция туда не придет. «Мы найдем выход», сказал он журналистам. Одиннадцать танкеров и четыре судна ждут на рейде.",
        "Страховщики оценили убытки в три миллиона в день и добавили, что два танкера везут нефть.",
    ),
    "ko": (
        "테사로 항만 노동자들, 이틀째 항구 봉쇄",
        "[테사로=연합뉴스] 항만 노동자들의 파업으로 월요일 테사로 항구가 문을 닫았으며 모든 선박은 노조와 선주들의 협상이 끝날 때까지 항구 밖에서 기다리라는 지시를 받았다고 항만 당국이 밝혔다.",
        "시장은 화요일 시청에서 두 번째 협상이 열릴 것이며 경찰은 보내지 않을 것이라고 말했다. 유조선 열한 척과 컨테이너선 네 척이 항구 앞바다에서 기다리고 있는 것으로 전해졌다.",
        "보험사들은 하루 손실이 삼백만 달러에 이르며 유조선 가운데 두 척은 원유를 싣고 있다고 밝혔다.",
    ),
}


def _read(raw: str):
    return read(Document(name="a.txt", body=raw.encode()), HINTS)


def _uneven(paragraph: str, widths: tuple[int, ...]) -> str:
    """Break a paragraph at one width after the other, as somebody types."""
    lines: list[str] = []
    rest = paragraph
    while rest:
        first = textwrap.wrap(rest, widths[len(lines) % len(widths)], break_on_hyphens=False)[0]
        lines.append(first)
        rest = rest[len(first) :].strip()
    return "\n".join(lines)


@pytest.mark.parametrize("widths", [(40,), (60,), (72,), (72, 56, 62), (60, 44, 50, 57)])
@pytest.mark.parametrize("code", REPORTS)
def test_wrapped_reports_are_whole(code, widths):
    """Every paragraph is what was written, whatever the widths of its lines."""
    title, *body = REPORTS[code]
    raw = "\n\n".join([title, *(_uneven(paragraph, widths) for paragraph in body)])
    reading = _read(raw)
    assert reading.title == title
    assert reading.text.split("\n\n") == body
    assert reading.wire is not None


@pytest.mark.parametrize("code", REPORTS)
def test_line_ends_of_other_systems(code):
    """CRLF and blanks at line ends change nothing."""
    title, *body = REPORTS[code]
    raw = "\n\n".join([title, *(_uneven(paragraph, (64, 50, 58)) for paragraph in body)])
    assert _read(raw.replace("\n", " \r\n")).text.split("\n\n") == body


def test_a_report_right_under_its_headline():
    """Headline, byline and a short dateline line need no blank lines between them."""
    title, *body = REPORTS["en"]
    raw = f"{title}\nBy Anna Moreau\n" + _uneven(body[0], (50, 57, 53)) + "\n\n" + body[1][:105]
    reading = _read(raw)
    assert (reading.title, reading.author, reading.wire) == (title, "Anna Moreau", "Reuters")
    assert reading.text.startswith(body[0])


def test_an_unknown_agency_in_a_dateline():
    """The dateline is read; who is credited is nobody known."""
    _, *body = REPORTS["en"]
    reading = _read("Dockers strike again\n\n" + body[0].replace("Reuters", "Meridian"))
    assert (reading.dateline, reading.wire) == ("TESSARO, March 3 (Meridian)", None)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("On Monday they bought a long-\nterm lease of the pier in the old town.", "a long-term lease"),
        ("Im Streit der Länder um die Ein-\nund Ausfuhr von Gas geht es voran.", "die Ein- und Ausfuhr"),
        ("It was held in the capital of North-\nEast Lunna, where all the\nships are.", "North-East Lunna"),
        ("海原市は三日、沿岸警備のための新しい船を\n来月から運用すると発表した。", "新しい船を来月から"),
    ],
)  # fmt: skip
def test_words_at_line_ends(text, joined):
    """A hyphen stays with its word; scripts without blanks get none."""
    assert joined in paragraphs(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Ministers meet in the harbor town today\nFerries wait for the ice to melt\nRivers run low",
        "오늘의 주요 소식과 많이 본 뉴스 모음\n가람시 해안 경비정 다섯 척 새로 배치\n내일 전국에 비 소식",
        "The ferries are back on the northern route.\nThe pier is open again to everybody.",
        "For the ferry they bought many things\n- a rope for the old bell\n- a bell",
    ],
)
def test_lines_that_only_stand_under_each_other(text):
    """Headings, sentences and items are apart."""
    assert paragraphs(text) == text.split("\n")


def test_short_sentences_are_text():
    """A report of few words is one, and its last words are not the page's."""
    title, *body = REPORTS["en"]
    assert _read(f"{title}\n\nDockers struck on Monday.\n\nThe port is shut.\n\nShare").text == (
        "Dockers struck on Monday.\n\nThe port is shut."
    )
    reading = _read("\n\n".join([title, "It was a surprise.", *body, "The union is content."]))
    assert reading.text.split("\n\n") == ["It was a surprise.", *body, "The union is content."]


@given(
    code=st.sampled_from(sorted(REPORTS)),
    widths=st.lists(st.integers(44, 76), min_size=1, max_size=4).map(tuple),
)
def test_no_word_is_lost(code, widths):
    """However a report is wrapped, its words are in the text, in order."""
    title, *body = REPORTS[code]
    raw = "\n\n".join([title, *(_uneven(paragraph, widths) for paragraph in body)])
    assert _read(raw).text.split() == " ".join(body).split()


JAPANESE = """ポートエラリーの港で続いていた流氷の影響により、北の離島へ
向かうフェリーは十一日にわたって運航を休んでいたが、会社は
三日、運航を再開すると発表した。組合との話し合いがまとまり、
四つある桟橋のうち二つの修理も終わったためだとしている。

島では二月の初めから、食料や燃料を飛行機で運んでいた。町役場
は費用がいくらかかったかをまだ明らかにしていない。切符は月末
までそのまま使うことができると会社は書面で説明している。"""


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n2025年3月3日 14時05分\n山川 葵 記者\n\n"])
@pytest.mark.parametrize(
    "lines",
    [
        (
            "離島へのフェリーが流氷のため休んだ十一日ぶりに運航を再開",
            "会社と組合の話し合いがまとまる",
        ),
        ("離島へのフェリーが", "十一日ぶりに運航再開"),
        ("会社側「切符は月末まで", "そのまま使える」と説明"),
    ],
)
def test_a_japanese_headline_on_two_lines(lines, gap):
    """It goes on where there was no room left, or where no headline ends."""
    reading = _read("\n".join(lines) + gap + JAPANESE)
    assert reading.title == "".join(lines)
    assert reading.text.startswith("ポートエラリーの港で")
    assert len(reading.text.split("\n\n")) == 2


def test_a_japanese_line_under_the_headline():
    """A line with room left is a headline of its own; what stands under it is text."""
    head = "離島へのフェリーが運航再開\n会社と組合の話し合いまとまる\n\n"
    reading = _read(head + JAPANESE)
    assert reading.title == "離島へのフェリーが運航再開"
    assert reading.text.startswith("会社と組合の話し合いまとまる\n\nポート")


def test_a_korean_headline_on_two_lines():
    """A word that had no room left on the first line belongs to it."""
    head = "열하루 동안 유빙으로 멈췄던 섬 여객선이\n다시 다닌다"
    body = "포트엘러리 항구에서 열하루 동안 유빙으로\n멈춰 있던 섬 여객선이 다시 다닌다고 회사\n측이 화요일 밝혔다. 노사 협상이 끝났고\n부두 네 곳 가운데 두 곳을 고쳤기 때문이다."
    reading = _read(f"{head}\n김철수 기자\n\n{body}\n\n{body}")
    assert reading.title == "열하루 동안 유빙으로 멈췄던 섬 여객선이 다시 다닌다"
    assert reading.author == "김철수"
