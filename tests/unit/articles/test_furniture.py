import pytest

from service.articles.furniture import about_author, captions, ends, opens_box, prose, stands_aside


@pytest.mark.parametrize(
    "line",
    [
        "Home > National > Diplomacy", "print dictionary print", "Log in to Twitter or Facebook account to connect", "lock icon", "-",
        "Standards Board Policy (0/250자)", "help-image Social comment?", "기자 사진", "글자크기", "구독하기", "3 min read", "Share this article",
        "Sign up for our daily newsletter to get the latest news in your inbox.", "Follow us on Facebook", "![](x.png)", "I’m sad", "0dog",
        "- jane@courier.test", "This site uses cookies.", "Listen to this article", "https://courier.test/x", "#ferries #harbor", "Home | World | Sports",
        "Abonnieren Sie unseren Newsletter", "Suscríbete a nuestro boletín", "1,204".replace(",", ""),
    ],
)  # fmt: skip
def test_furniture(line):
    """These are never a report."""
    assert stands_aside(line)


@pytest.mark.parametrize(
    "line",
    [
        "Hackers used stolen passwords to log in to the ministry's accounts, and nobody noticed it for a week.",
        "Support our troops, the president said in a speech on Monday that was watched by many.",
        "Privacy policy experts say that the law will change little. It comes into force in May.",
        "With the deal, Seoul gains time.",
        "Subscribers of the opera will have to wait.",
        "The reporter is a journalist for The Courier and has been held since March, his family said.",
        "Back in the harbor, the ferries waited.",
        "What comes next",
    ],
)
def test_no_furniture(line):
    """Sentences of a report stay, though they use the same words."""
    assert not stands_aside(line)
    assert not ends(line)
    assert not opens_box(line)


@pytest.mark.parametrize(
    "line",
    [
        "(END)",
        "(C) Yonhap News Agency. All Rights Reserved",
        "무단전재 및 재배포 금지",
        "Comments",
        "To write comments, please log in to one of the accounts.",
        "Alle Rechte vorbehalten",
    ],
)
def test_ends(line):
    """After these no report goes on."""
    assert ends(line)


@pytest.mark.parametrize("line", ["MOST POPULAR", "LATEST NEWS", "Hot news right now", "관련기사", "Mehr zum Thema", "Lire aussi : Les ferries", "More from Politics"])  # fmt: skip
def test_boxes(line):
    """These are headings of boxes."""
    assert opens_box(line)


@pytest.mark.parametrize(
    "line",
    [
        "▲ The ambassador speaks in Kestrel on Sept. 5, 2023. (Yonhap)",
        "Jane Roe (right) and Tom Hale shake hands before talks on Thursday. (Ministry of Fisheries)",
        "Jane Roe, left, and Tom Hale pose for a photo in Kestrel on June 19. [NEWS1]",
        "FILE - A ferry leaves Kestrel on May 3, 2024. (AP Photo/Jan Moreau, File)",
        "A ferry is seen in Kestrel, May 3, 2024. REUTERS/Ilse Brandt",
        "This photo provided by the harbor office shows a ferry.",
        "Photo: A ferry in the ice",
        "새 경비정이 들어오고 있다. 2025.02.11. photo@newsis.com",
        "가람항에 들어오는 경비정 [사진=가람시]",
    ],
)
def test_captions(line):
    """Lines about pictures are known by their marks, credits and wording."""
    assert captions(line, inside=True)


@pytest.mark.parametrize(
    "line",
    [
        "Kim passed through the station, according to the state-run Korean Central News Agency (KCNA).",
        "Trade grew by a fifth in a year (see below)",
        "[서울=뉴시스]",
        "The minister left. " * 60 + "(AP)",
        "The council will meet again (on Monday).",
    ],
)
def test_no_captions(line):
    """A bracket alone makes no caption."""
    assert not captions(line, inside=True)


def test_a_credit_at_the_end_is_no_caption():
    """At a report's end an agency in brackets is its credit, unless people are seen there."""
    assert not captions("The council agreed to rebuild the pier. (Yonhap)", inside=False)
    assert captions("Jane Roe, left, shakes hands in Kestrel. (Yonhap)", inside=False)


@pytest.mark.parametrize(
    ("line", "is_prose"),
    [
        ("The minister said on Monday that the talks would go on until May.", True),
        ("“We have time,” she said of the talks that had been put off twice. (AP)", True),
        ("국방부는 월요일 회담이 오월까지 계속될 것이라고 밝혔다.", True),
        ("He named three conditions for going on with the talks in May:", True),
        ("Ministers meet in Kestrel for talks on ferries and drift ice", False),
        ("It is over.", False),
    ],
)
def test_prose(line, is_prose):
    """A sentence has some length and an end."""
    assert prose(line) is is_prose


@pytest.mark.parametrize(
    "line",
    [
        "Hanne Dorval covers ferries and the drift ice for the Kestrel Courier. She joined in 2009.",
        "Hanne Dorval covers ferries and the drift ice for the Kestrel Courier.",
        "Piet Oslak writes about ferries and harbours. He lives in Lunna.",
        "김하늘 기자는 항구와 여객선을 취재한다.",
        "Анна Верхова пишет о паромах и льдах с 2009 года.",
    ],
)
def test_about_author(line):
    """What a report ends with, about who wrote it, is known by what it says they cover."""
    assert about_author(line)


@pytest.mark.parametrize(
    "line",
    [
        "The pact covers ferries and drift ice for ten years.",
        "Kestrel Pact covers ferries and drift ice for ten years, the ministry said.",
        "The minister writes about his years at sea in the book.",
        "기자는 항구에서 여객선을 기다렸다.",
        "Министр пишет о паромах в своей книге.",
    ],
)
def test_not_about_author(line):
    """A treaty covers things, too, and a minister writes."""
    assert not about_author(line)


@pytest.mark.parametrize(
    "line",
    [
        "A ferry off Lunna. Photo: Kestrel Courier",
        "Паром у Лунны. Фото: Кестрельский курьер",
        "루나 앞바다의 여객선. 사진=가람일보",
    ],
)
def test_a_caption_ends_with_its_credit(line):
    """A credit behind the sentence makes it a caption; words before a colon elsewhere don't."""
    assert captions(line, inside=False)
    assert not captions("He drew a bleak picture: no ferry until May.", inside=False)


@pytest.mark.parametrize(
    ("line", "aside"),
    [
        ("Паром «Халвард» у моря", False),
        ("Fähre »Halvard« vor Marevo", False),
        ("Le bac « Halvard » rentre au port", False),
        ("Ministern lovar »inga nya avgifter» för båtarna", False),
        ("»Vi seglar» säger kaptenen och »vi väntar»", False),
        ("Kaptenen: ”Vi seglar i natt” › alla båtar", True),
        ("Lautta »Halvard» palasi satamaan", False),
        ("Færgen ›Halvard‹ ved Marevo", False),
        ("한·미·일 외교장관 회담 개최", False),
        ("정치 · 경제 · 사회", True),
        ("News | Coast | Marevo", True),
        ("News » Coast » Marevo", True),
        ("News»Coast»Marevo", True),
        ("News > Coast", True),
    ],
)
def test_quotation_marks_are_no_crumbs(line: str, aside: bool) -> None:
    """A headline that quotes a name is a headline; the way to a page is furniture."""
    assert stands_aside(line) is aside


@pytest.mark.parametrize(
    "said",
    [
        "Der Kapitän sagte am Dienstag im Hafen: „Wir fahren heute Nacht.“",
        "Der Kapitän sagte am Dienstag im Hafen: »Wir fahren heute Nacht.«",
        "Kaptajnen sagde tirsdag i havnen: »Vi sejler i nat, hvis isen er væk.«",
        "Kaptenen sade på tisdagen i hamnen: »Vi seglar i natt om isen är borta.»",
        "Kapteeni sanoi tiistaina satamassa: ”Lähdemme tänä yönä, jos jää on poissa.”",
        "Le capitaine a déclaré mardi au port : « Nous partons cette nuit. »",
    ],
)
def test_a_sentence_ends_with_its_quotation(said: str) -> None:
    """Whatever marks close it, a quotation ends a sentence, and the line is no label."""
    assert prose(said)
    assert not stands_aside(said)
