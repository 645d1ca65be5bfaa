import pytest

from service.articles.wire import alone, byline, credit, dateline, in_brackets, rights, stands_for


@pytest.mark.parametrize(
    ("opening", "printed", "place", "agency"),
    [
        ("SEOUL, Sept. 5 (Yonhap) -- The", "SEOUL, Sept. 5 (Yonhap)", "SEOUL", "Yonhap"),
        ("WASHINGTON (AP) — The", "WASHINGTON (AP)", "WASHINGTON", "AP"),
        ("Washington, D.C. (AP) — The", "Washington, D.C. (AP)", "Washington", "AP"),
        ("MOSCOW, September 5. /TASS/. The", "MOSCOW, September 5. /TASS/", "MOSCOW", "TASS"),
        ("BEIJING, Sept. 5 (Xinhua) -- The", "BEIJING, Sept. 5 (Xinhua)", "BEIJING", "Xinhua"),
        ("LONDON, Sept 5 (Reuters) - The", "LONDON, Sept 5 (Reuters)", "LONDON", "Reuters"),
        ("Berlin (dpa/lnw) - Der", "Berlin (dpa/lnw)", "Berlin", "dpa"),
        ("Madrid, 5 sep (EFE).- El", "Madrid, 5 sep (EFE)", "Madrid", "EFE"),
        ("(ANSA) - ROMA, 05 SET - Il", "(ANSA) - ROMA, 05 SET", "ROMA", "ANSA"),
        ("New Delhi, Sep 5 (PTI) The", "New Delhi, Sep 5 (PTI)", "New Delhi", "PTI"),
        ("[서울=뉴시스] 홍길동 기자 =", "[서울=뉴시스]", "서울", "Newsis"),
        ("(서울·도쿄=연합뉴스) 홍길동", "(서울·도쿄=연합뉴스)", "서울·도쿄", "Yonhap"),
        ("(서울=뉴스1) 홍길동 기자 =", "(서울=뉴스1)", "서울", "News1"),
        ("【ソウル共同】韓国", "【ソウル共同】", "ソウル", "Kyodo"),
        ("МОСКВА, 5 сен — РИА Новости. В", "МОСКВА, 5 сен — РИА Новости", "МОСКВА", "RIA Novosti"),
        ("МОСКВА, 5 сентября. /ТАСС/. В", "МОСКВА, 5 сентября. /ТАСС/", "МОСКВА", "TASS"),
        ("新华社北京9月5日电 中国", "新华社北京9月5日电", "北京", "Xinhua"),
        ("PARIS, Sept 5, 2023 (AFP) - The", "PARIS, Sept 5, 2023 (AFP)", "PARIS", "AFP"),
        ("(AFP) - The", "(AFP)", None, "AFP"),
        ("WASHINGTON, Sept. 5 -- The", "WASHINGTON, Sept. 5", "WASHINGTON", None),
        ("LONDON — A", "LONDON", "LONDON", None),
    ],
)
def test_datelines(opening, printed, place, agency):
    """A report's opening tells where and whose it is."""
    found = dateline(opening)
    assert found is not None
    assert (found.printed, found.place, found.agency) == (printed, place, agency)


@pytest.mark.parametrize(
    "opening",
    [
        "He (AP) said that it was over.",
        "The Yonhap news agency reported on Monday that it was over.",
        "BREAKING — A man was found.",
        "EU — the union — has met.",
        "NATO, the alliance -- met on Monday.",
        "WHO - the agency - has met.",
        "",
    ],
)
def test_no_datelines(opening):
    """A mention is no dateline."""
    assert dateline(opening) is None


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("(AP)", "AP"),
        ("— Reuters", "Reuters"),
        ("Source: Xinhua", "Xinhua"),
        ("By The Associated Press", "AP"),
        ("[서울=뉴시스]", "Newsis"),
        ("출처: 연합뉴스", "Yonhap"),
        ("(END)", None),
        ("Reuters said so", None),
        ("SEOUL (Yonhap) -- The ministry", None),
    ],
)
def test_a_line_alone(line, agency):
    """A line that is only a credit credits."""
    assert alone(line) == agency


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("By Jane Roe, Associated Press", "AP"),
        ("JANE ROE, AP", "AP"),
        ("By Jane Roe | REUTERS", "Reuters"),
        ("By Jane Roe for the Associated Press", "AP"),
        ("By Jane Roe", None),
        ("By Marie Spa", None),
        ("By Jane Roe, ap", None),
    ],
)
def test_bylines(line, agency):
    """An agency behind a name is credited; small letters are words."""
    assert byline(line) == agency


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("(C) Yonhap News Agency. All Rights Reserved", "Yonhap"),
        ("Copyright 2023 The Associated Press. All rights reserved.", "AP"),
        ("© 2023 AFP", "AFP"),
        ("저작권자 ⓒ 연합뉴스, 무단 전재 금지", "Yonhap"),
        ("KCNA Watch", "KCNA"),
        ("© 2023 The Courier", None),
    ],
)
def test_rights(line, agency):
    """A line of rights names its holder."""
    assert rights(line) == agency


def test_credit_at_the_end():
    """The last words credit; the same words within the text do not."""
    assert credit(["A.", "It ended on Monday. (AP)"]) == "AP"
    assert credit(["“It is over,” he said. — Reuters"]) == "Reuters"
    assert credit(["It ended. (AP)", "He left."]) is None
    assert credit(["The news agency (KCNA)."]) is None
    assert credit([]) is None


def test_order_of_credits():
    """The dateline stands before the byline, and that before the foot of the page."""
    opened = ["SEOUL (Yonhap) -- A.", "B. (AP)"]
    assert credit(opened, bylines=["By Reuters"], footer=["© AFP"]) == "Yonhap"
    assert credit(["A."], bylines=["By Jane Roe", "By Reuters"], footer=["© AFP"]) == "Reuters"
    assert credit(["A."], footer=["Share", "© 2024 AFP"]) == "AFP"


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("القاهرة (رويترز) - قال المكتب", "Reuters"),
        ("القاهرة - رويترز - قال المكتب", "Reuters"),
        ("КИЕВ. 14 января. УНИАН. Паромы пойдут", "UNIAN"),
        ("［ソウル　14日　ロイター］ - フェリー", "Reuters"),
        ("[서울=AP/뉴시스] 여객선이", "AP"),
        ("路透社伦敦1月14日电 渡轮", "Reuters"),
        ("ANKARA (AA) - Feribotlar", "Anadolu"),
        ("Warszawa (PAP) - Promy", "PAP"),
    ],
)
def test_datelines_of_many_scripts(opening, agency):
    """An agency is known in the script that its customers write it in."""
    found = dateline(opening)
    assert found is not None
    assert found.agency == agency


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Berlin/Hamburg (dpa/lno) - Der Hafen öffnet", "dpa"),
        ("PARIS (Reuters) -Le port ouvre", "Reuters"),
        ("تهران (ایرنا) - بندر", "IRNA"),
        ("תל אביב (רויטרס) - נמל", "Reuters"),
        ("(도쿄 교도=연합뉴스) 항구가 열렸다", "Yonhap"),
        ("新华社北京5月5日电（记者王明）港口", "Xinhua"),
        ("（中央社台北5日電）港口", "CNA"),
        ("(中央社記者王明台北5日電)港口", "CNA"),
    ],
)
def test_datelines_of_many_languages(line, agency):
    """A dateline names the agency in the shape of its language."""
    found = dateline(line)
    assert found is not None
    assert found.agency == agency


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("来源：新华社", "Xinhua"),
        ("出典：ロイター", "Reuters"),
        ("Kaynak: AA", "Anadolu"),
        ("المصدر: رويترز", "Reuters"),
        ("Źródło: PAP", "PAP"),
        ("Quelle: kurier.de, dpa", "dpa"),
        ("(avec AFP)", "AFP"),
        ("mit Material von dpa", "dpa"),
        ("Con información de EFE", "EFE"),
        ("with a view of the harbour", None),
    ],
)
def test_credits_of_many_languages(line, agency):
    """A line that names the source, and nothing else, is a credit."""
    assert alone(line) == agency


@pytest.mark.parametrize(
    ("end", "agency"),
    [
        ("港が開く。（共同）", "Kyodo"),
        ("El puerto abre. EFE", "EFE"),
        ("The port opens. PTI ABC XY", "PTI"),
        ("The minister spoke to PTI", None),
        ("They went home. Later", None),
    ],
)
def test_credits_at_the_end(end, agency):
    """The last words of a text may be its credit."""
    assert credit(["The port of Ellery is to open.", end]) == agency


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SELLMAR, Orvelia, Nov. 21 (NPA) -- A tank burst.", "NPA"),
        ("OSLO, May 3 (Meridian Wire) - A tank burst.", "Meridian Wire"),
        ("SEOUL, Sept. 5 (Yonhap) -- A tank burst.", "Yonhap"),
        ("ESK -- A tank burst.", None),
        ("A tank burst (NPA) -- and more.", None),
    ],
)
def test_whom_a_dateline_names(text, named):
    """In brackets, listed or not."""
    assert in_brackets(text) == named


@pytest.mark.parametrize(
    ("named", "outlet", "holds"),
    [
        ("NPA", "Norvik Press Agency", True),
        ("N.P.A.", "The Norvik Press Agency", True),
        ("Meridian", "Meridian Wire", True),
        ("The Meridian", "Meridian", True),
        ("Wire", "Meridian Wire", False),
        ("NPA", "Norvik Post", False),
        ("The", "The Meridian", False),
        ("Monday", "", False),
    ],
)
def test_which_outlet_is_meant(named, outlet, holds):
    """The first words of a name, or the initials of all of them."""
    assert stands_for(named, outlet) is holds
