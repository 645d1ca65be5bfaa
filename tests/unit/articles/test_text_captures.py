"""Captures of pages as text, all invented, in the shapes of many newsrooms."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from service.articles import outlets, text
from service.model import Hints


HINTS = Hints(now=datetime(2026, 3, 2, 8, 0, tzinfo=UTC))


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What stands in a file, and what a reader would say of it."""

    raw: str
    title: str
    author: str | None = None
    outlet: str | None = None
    wire: str | None = None
    dateline: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = "en"
    first: str
    last: str
    count: int
    url: str | None = None
    marked: bool = False


AP = Capture(
    raw="""World News

Harbor workers in Port Ellery end strike after pay deal

1 of 3 | Dock cranes stand idle at the harbor of Port Ellery, Monday, March 3, 2025. (AP Photo/Jan Moreau)
Read More
By LENA FAIRWEATHER and OTIS GRAHAM
Updated 4:01 PM EDT, March 4, 2025
Share
PORT ELLERY (AP) — Harbor workers returned to the docks on Tuesday after a deal that ends the longest strike in the city's history.
The agreement raises wages by 9% over three years, both sides said.
Union leader Rosa Quint called it “a fair day's work.”
___
Graham reported from Quarry Bay. Associated Press writer Tom Hale contributed to this report.
Copyright 2025 The Associated Press. All rights reserved. This material may not be published, broadcast, rewritten or redistributed without permission.
Most read
Ten things to do this spring
""",
    title="Harbor workers in Port Ellery end strike after pay deal",
    author="Lena Fairweather, Otis Graham",
    outlet="The Associated Press",
    wire="AP",
    dateline="PORT ELLERY (AP)",
    updated="2025-03-04T16:01-04:00",
    first="PORT ELLERY (AP) — Harbor workers",
    last="fair day's work.”",
    count=3,
)

REUTERS = Capture(
    raw="""Exclusive: Veldoria weighs sale of patrol boats to island neighbour - sources
By Maren Holt
September 5, 2024 4:32 PM UTC · Updated a day ago
A patrol boat is seen in the naval yard of Kestrel, Veldoria, August 30, 2024. REUTERS/Ilse Brandt/File Photo Purchase Licensing Rights
KESTREL, Sept 5 (Reuters) - Veldoria is weighing the sale of four patrol boats to its island neighbour, three people familiar with the talks said.
The defence ministry declined to comment on the talks, which have not been reported before.
Sign up for our daily newsletter to get the latest news in your inbox.
A sale would be the first of its kind since the embargo was lifted.
Reporting by Maren Holt in Kestrel; Editing by Paul Adair
Our Standards: The Thomson Reuters Trust Principles.
Suggested Topics:
World
""",
    title="Exclusive: Veldoria weighs sale of patrol boats to island neighbour - sources",
    author="Maren Holt",
    wire="Reuters",
    dateline="KESTREL, Sept 5 (Reuters)",
    published="2024-09-05T16:32+00:00",
    first="KESTREL, Sept 5 (Reuters) - Veldoria",
    last="since the embargo was lifted.",
    count=3,
)

TASS = Capture(
    raw="""Military & Defense
5 SEP 2024, 14:32
New icebreaker begins sea trials in the northern bay, shipyard says
The tests will go on until late autumn
NORDHAVN, September 5. /TASS/. The icebreaker Polar Dawn has left the shipyard for its first sea trials, the shipyard's press service reported.
The crew will check the engines and the steering before the ship returns to the yard in November.
Tags
Shipbuilding
""",
    title="New icebreaker begins sea trials in the northern bay, shipyard says",
    wire="TASS",
    dateline="NORDHAVN, September 5. /TASS/",
    published="2024-09-05T14:32",
    first="The tests will go on until late autumn",
    last="returns to the yard in November.",
    count=3,
)

KOREAN = Capture(
    raw="""정치
가람시, 해안 경비정 다섯 척 새로 배치하기로
홍길동 기자
구독
입력 2025.02.11 09:15 수정 2025.02.11 10:40
글자크기
가
[가람=뉴시스] 새 경비정이 11일 가람항에 들어오고 있다. (사진=가람시 제공) 2025.02.11. photo@newsis.com
[가람=뉴시스] 홍길동 기자 = 가람시는 11일 해안 경비를 강화하기 위해 경비정 다섯 척을 새로 배치한다고 밝혔다.
시 관계자는 "올해 안에 모든 배치를 마치겠다"고 말했다.
◎공감언론 뉴시스 gildong@newsis.com
무단전재 및 재배포 금지
많이 본 뉴스
내일 전국에 비 소식
""",
    title="가람시, 해안 경비정 다섯 척 새로 배치하기로",
    author="홍길동",
    outlet="뉴시스",
    wire="Newsis",
    dateline="[가람=뉴시스]",
    published="2025-02-11T09:15",
    updated="2025-02-11T10:40",
    language="ko",
    first="[가람=뉴시스] 홍길동 기자 =",
    last='마치겠다"고 말했다.',
    count=2,
)

BLOG = Capture(
    raw="""# Why our lighthouse got a *new* lamp

*By Nora Ellingsen*

Posted on 14 January 2025

![The lamp](lamp.jpg)

Last week we took the old lamp down from [the tower](https://lighthouse.example/tower), and it was heavier than it looked.

## What went wrong

The bearings had **rusted through**, so the light stood still on windy nights and nobody had noticed.

- We ordered a new motor from the yard at Skerry Point.
- We painted the gallery while we were waiting for it.

Subscribe to our newsletter for free updates!
""",
    title="Why our lighthouse got a new lamp",
    author="Nora Ellingsen",
    published="2025-01-14",
    first="Last week we took the old lamp down from the tower,",
    last="- We painted the gallery while we were waiting for it.",
    count=5,
    marked=True,
)

GERMAN = Capture(
    raw="""Startseite > Politik > Ausland
Außenminister beraten in Lindenau über neues Fährabkommen
Stand: 12.02.2025 18:45 Uhr
Veröffentlicht am 12. Februar 2025, 14:05 Uhr
Von Karla Brehm
Foto: Die Minister vor dem Rathaus in Lindenau
Lindenau (dpa) - Die Außenminister der drei Anrainerstaaten haben sich am Mittwoch auf Grundzüge eines neuen Fährabkommens verständigt.
Das Abkommen soll im Sommer unterzeichnet werden, wie eine Sprecherin des Auswärtigen Amtes in Lindenau mitteilte.
Mehr zum Thema
Fähren fahren wieder nach Plan
© 2025 Lindenauer Bote. Alle Rechte vorbehalten.
""",
    title="Außenminister beraten in Lindenau über neues Fährabkommen",
    author="Karla Brehm",
    outlet="Lindenauer Bote",
    wire="dpa",
    dateline="Lindenau (dpa)",
    published="2025-02-12T14:05",
    updated="2025-02-12T18:45",
    language="de",
    first="Lindenau (dpa) - Die Außenminister",
    last="in Lindenau mitteilte.",
    count=2,
)

WRAPPED = Capture(
    raw="""Subject matter of the day: ferries return to the northern route

By Ivo Santos

QUARRY BAY, Jan. 9, 2025 (Xinhua) -- Ferry services on the northern
route resumed on Thursday after a pause of eleven days, the harbor
office of Quarry Bay said in a statement that was released at noon.

The pause had been caused by drift ice, which is rare this far to the
south and had not been seen in the bay since the winter of the great
storm.

Tickets that were bought before the pause remain valid until the end
of the month. Enditem
""",
    title="Subject matter of the day: ferries return to the northern route",
    author="Ivo Santos",
    wire="Xinhua",
    dateline="QUARRY BAY, Jan. 9, 2025 (Xinhua)",
    published="2025-01-09",
    first="QUARRY BAY, Jan. 9, 2025 (Xinhua) -- Ferry services on the northern route resumed on Thursday",
    last="until the end of the month.",
    count=3,
)

RUSSIAN = Capture(
    raw="""Главная
Новый мост через залив откроют весной
12 февраля 2025, 11:20
Автор: Ирина Соколова
СЕВЕРОГРАД, 12 февраля. /ТАСС/. Новый мост через залив откроют для движения весной, сообщила пресс-служба городской администрации.
Строительство продолжалось четыре года, его стоимость не разглашается, говорится в сообщении администрации.
Читайте также
Погода на завтра
""",
    title="Новый мост через залив откроют весной",
    author="Ирина Соколова",
    wire="TASS",
    dateline="СЕВЕРОГРАД, 12 февраля. /ТАСС/",
    published="2025-02-12T11:20",
    language="ru",
    first="СЕВЕРОГРАД, 12 февраля. /ТАСС/. Новый мост",
    last="говорится в сообщении администрации.",
    count=2,
)

FRENCH = Capture(
    raw="""Accueil › Monde › Europe
Le port de Valmer rouvre après trois semaines de grève
Par Élise Garnier
Publié le 3 mars 2025 à 07h15, mis à jour le 3 mars 2025 à 09h40
Le port de Valmer a rouvert lundi matin après trois semaines de grève, a annoncé la direction du port dans un communiqué.
Les dockers ont accepté une hausse des salaires de quatre pour cent, selon leur syndicat.
© AFP
Lire aussi : Les ferries reprennent la mer
Tous droits réservés
""",
    title="Le port de Valmer rouvre après trois semaines de grève",
    author="Élise Garnier",
    outlet="AFP",
    wire="AFP",
    published="2025-03-03T07:15",
    updated="2025-03-03T09:40",
    language="fr",
    first="Le port de Valmer a rouvert lundi matin",
    last="selon leur syndicat.",
    count=2,
)

JAPANESE = Capture(
    raw="""沿岸警備の新型船、来月から運用開始へ
2025年2月3日 14時05分
【海原共同】海原市は3日、沿岸警備のための新型船を来月から運用すると発表した。費用は明らかにしていない。
市長は記者会見で「安全な海を守りたい」と述べ、乗組員の訓練を続ける考えを示した。関係者によると、船は三隻である。
関連記事
無断転載を禁じます
""",
    title="沿岸警備の新型船、来月から運用開始へ",
    wire="Kyodo",
    dateline="【海原共同】",
    published="2025-02-03T14:05",
    language="ja",
    first="【海原共同】海原市は3日",
    last="船は三隻である。",
    count=2,
)

CLOCKED = Capture(
    raw="""Monday, November 23, 2025
The Kestrel Courier
Home | World | Business | Sports | Opinion
Fishing fleets of two islands agree on shared waters
KESTREL, Sept. 5 (Kyodo) -- Fishing fleets from two islands agreed on Friday to share the waters between them for the season.
The agreement is the first since a dispute over nets, officials on both islands said on Friday.
""",
    title="Fishing fleets of two islands agree on shared waters",
    wire="Kyodo",
    dateline="KESTREL, Sept. 5 (Kyodo)",
    published=None,
    first="KESTREL, Sept. 5 (Kyodo) --",
    last="officials on both islands said on Friday.",
    count=2,
)

ANNIVERSARY = Capture(
    raw="""Town remembers the great flood with a walk along the dyke
By Sam Okoye, The Harbor Gazette
PORT ELLERY, Oct. 12 -- Hundreds of people walked along the dyke on Saturday to remember the flood of Oct. 12, 1998, which took the old town.
“We do this every year, whatever the weather,” said the mayor, who led the walk.
sam.okoye@harborgazette.test
""",
    title="Town remembers the great flood with a walk along the dyke",
    author="Sam Okoye",
    outlet="harborgazette.test",
    dateline="PORT ELLERY, Oct. 12",
    published=None,
    first="PORT ELLERY, Oct. 12 -- Hundreds",
    last="who led the walk.",
    count=2,
)

ADDRESSED = Capture(
    raw="""Council votes to rebuild the old pier
PORT ELLERY, Oct. 12 -- The council voted on Saturday to rebuild the old pier, which a storm had broken in the spring.
The work is to begin before winter and will cost less than was feared, the council said.
""",
    title="Council votes to rebuild the old pier",
    dateline="PORT ELLERY, Oct. 12",
    published="2024-10-12",
    first="PORT ELLERY, Oct. 12 -- The council",
    last="the council said.",
    count=2,
    url="https://gazette.test/2024/10/pier.html",
)

BOXED = Capture(
    raw="""Skip to content
Log In
Minister opens talks on river water in Lindenau
Minister opens talks on river water in Lindenau
Jane Roe, left, and Tom Hale, right, shake hands before talks in Lindenau on Monday. [COURIER PHOTO]
Jane Roe, left, and Tom Hale, right, shake hands before talks in Lindenau on Monday. [COURIER PHOTO]
First Published: March 5, 2025, 10:00 a.m. ET
The minister opened talks on river water with three neighbours on Wednesday, promising a treaty before the year is out.
Related Stories
Rivers run low for third year
Farmers ask for help
Asked about the dam, she said that it would be dealt with in a separate meeting of experts.
“We have time,” she said. “The river has always been there.”
The Yonhap news agency reported that a delegation from Seoul would watch the talks.
Jane Roe is a reporter at The Courier who covers rivers and the people who live on them.
Comments
I think this is a very good idea, and I have said so for twenty years now.
""",
    title="Minister opens talks on river water in Lindenau",
    published="2025-03-05T10:00-05:00",
    first="The minister opened talks",
    last="a delegation from Seoul would watch the talks.",
    count=4,
)

UPDATED = Capture(
    raw="""Council votes to rebuild the old pier
Updated: 13 October 2024, 08:00
PORT ELLERY, Oct. 12 -- The council voted on Saturday to rebuild the old pier, which a storm had broken in the spring.
FILE - The old pier in Port Ellery, May 3, 2019. (Harbor Gazette Photo/Jan Moreau)
The work is to begin before winter and will cost less than was feared, the council said.
""",
    title="Council votes to rebuild the old pier",
    dateline="PORT ELLERY, Oct. 12",
    published="2024-10-12",
    updated="2024-10-13T08:00",
    first="PORT ELLERY, Oct. 12 -- The council",
    last="the council said.",
    count=2,
)

DAILY = Capture(
    raw="""Council votes to rebuild the old pier
PORT ELLERY, Oct. 12 -- The council voted on Saturday to rebuild the old pier, which a storm had broken in the spring.
The work is to begin before winter and will cost less than was feared, the council said.
""",
    title="Council votes to rebuild the old pier",
    dateline="PORT ELLERY, Oct. 12",
    published="2024-10-12",
    first="PORT ELLERY, Oct. 12 -- The council",
    last="the council said.",
    count=2,
    url="https://gazette.test/2024/10/13/pier.html",
)

SPANISH = Capture(
    raw="""La flota pesquera vuelve al puerto de Altamar
Por Lucía Fuentes
Puerto Altamar, 3 mar (EFE).- La flota pesquera volvió este lunes al puerto tras dos semanas de temporal, informó la autoridad portuaria.
Los pescadores pidieron ayudas para reparar los barcos dañados por el temporal, según la misma fuente. EFE
""",
    title="La flota pesquera vuelve al puerto de Altamar",
    author="Lucía Fuentes",
    wire="EFE",
    dateline="Puerto Altamar, 3 mar (EFE)",
    published=None,
    language="es",
    first="Puerto Altamar, 3 mar (EFE).- La flota",
    last="según la misma fuente. EFE",
    count=2,
)

CAPTURES = {
    name.lower(): value for name, value in list(globals().items()) if isinstance(value, Capture)
}


@pytest.fixture(params=CAPTURES, name="capture")
def _capture(request: pytest.FixtureRequest) -> Capture:
    return CAPTURES[request.param]


def _read(capture: Capture):
    hints = Hints(now=HINTS.now, url=capture.url)
    return text.read(capture.raw, hints, marked=capture.marked)


def test_title(capture):
    """The headline is found, not the section, the slug or the name of the site."""
    assert _read(capture).title == capture.title


def test_people(capture):
    """Writer, outlet and agency are who the capture says they are, or honestly nobody."""
    reading = _read(capture)
    assert (reading.author, reading.outlet, reading.wire, reading.dateline) == (
        capture.author,
        capture.outlet,
        capture.wire,
        capture.dateline,
    )


def test_dates(capture):
    """Dates are as exact as printed, and missing where they are not."""
    reading = _read(capture)
    assert (reading.published and reading.published.value) == capture.published
    assert (reading.updated and reading.updated.value) == capture.updated


def test_language(capture):
    """The language is told from the text."""
    assert _read(capture).language == capture.language


def test_text(capture):
    """The text begins and ends where the report does, and has nothing else in it."""
    paragraphs = _read(capture).text.split("\n\n")
    assert paragraphs[0].startswith(capture.first)
    assert paragraphs[-1].endswith(capture.last)
    assert len(paragraphs) == capture.count


@pytest.mark.parametrize("box", ["[관련기사]\n▶ 여객선, 내년에 늘어난다", "<저작권자 ⓒ 가람일보>"])
def test_a_short_last_sentence_before_a_box_is_text(box):
    """A report may end with a few words, and links stand below them."""
    sentence = "가람항이 폭풍으로 닫힌 지 일주일 만인 20일 다시 열렸다고 항만청이 월요일 밝혔다."
    found = text.read(
        f"가람항, 일주일 만에 재개\n\n{sentence}\n\n첫 배는 정오에 떠났다.\n\n{box}\n",
        Hints(now=datetime(2026, 11, 22, tzinfo=UTC)),
    )
    assert found.text == f"{sentence}\n\n첫 배는 정오에 떠났다."


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("جميع الحقوق محفوظة © 2026 بريد الميناء", "بريد الميناء"),
        ("© 2026 港湾時報", "港湾時報"),
        ("<저작권자 ⓒ 공감언론 뉴시스, 무단 전재 금지>", "뉴시스"),
        ("© 2026", None),
    ],
)
def test_outlet_of_rights_without_capitals(line, outlet):
    """A year is no outlet, and scripts without capitals have outlets too."""
    assert outlets.outlet([line], language=None, fallback=None) == outlet
