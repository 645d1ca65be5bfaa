import pytest

from service.articles.bylines import author, named_item, people, readable, written_by
from service.articles.outlets import outlet


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Yi Wonju", ["Yi Wonju"]),
        ("By Ji Da-gyum (dagyumji@courier.test)", ["Ji Da-gyum"]),
        ("BY SEO JI-EUN [seo@courier.test]", ["Seo Ji-eun"]),
        ("By JANE ROE and TOM HALE | Senior reporters", ["Jane Roe", "Tom Hale"]),
        ("By Jane Roe, Associated Press", ["Jane Roe"]),
        ("By The Associated Press", []),
        ("By Staff Reporter", []),
        ("Written by Jane Roe", ["Jane Roe"]),
        ("Author: Jane Roe", ["Jane Roe"]),
        ("Von Karla Brehm und Jan Moreau", ["Karla Brehm", "Jan Moreau"]),
        ("홍길동 기자", ["홍길동"]),
        ("홍길동·김영희 특파원", ["홍길동", "김영희"]),
        ("김철수 기자", ["김철수"]),
        ("김 철수 기자 kim@courier.test", ["김 철수"]),
        ("[서울=뉴시스]김철수 기자 =", ["김철수"]),
        ("시민 기자 회견", None),
        ("山川 葵 記者", ["山川 葵"]),
        ("社会部・山川葵記者", ["山川葵"]),
        ("山川葵、佐藤健 記者", ["山川葵", "佐藤健"]),
        ("担当記者", None),
        ("政治部記者", None),
        ("记者 王小明", ["王小明"]),
        ("本报记者 王小明 李红 北京报道", ["王小明", "李红"]),
        ("文/记者 王小明", ["王小明"]),
        ("〔記者陳大文／台北報導〕", ["陳大文"]),
        ("记者从会议上获悉，渡轮将于周四恢复航行。", None),
        ("โดย : สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("Penulis: Siti Rahma", ["Siti Rahma"]),
        ("By Jane Roe June 5, 2024", ["Jane Roe"]),
        ("By the river, the old mill still turns", None),
        ("By 2030 all ships will be electric", None),
        ("Bypass opens", None),
        ("He wrote", None),
        ("By " + "x" * 200, None),
    ],
)
def test_bylines(line, names):
    """A byline names people; a sentence that begins alike does not."""
    assert written_by(line) == names


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("MICHAEL LEE", "Michael Lee"),
        ("SEO JI-EUN", "Seo Ji-eun"),
        ("JEAN-PIERRE O'NEIL", "Jean-Pierre O'Neil"),
        ("IAN MCDONALD", "Ian McDonald"),
        ("LUDWIG VAN DER MEER", "Ludwig van der Meer"),
        ("jane roe", "Jane Roe"),
        ("Jane McRoe", "Jane McRoe"),
        ("J. R.", "J. R."),
        ("AFP", "AFP"),
        ("홍길동", "홍길동"),
    ],
)
def test_readable(printed, name):
    """Names in capitals are written as one writes names; others are left alone."""
    assert readable(printed) == name


def test_people():
    """Titles, bodies and desks are no people."""
    assert people("Jane Roe, Senior Editor; Tom Hale (Kestrel)") == ["Jane Roe", "Tom Hale"]
    assert (
        people("admin") == people("News Desk") == people("jane@courier.test") == people("") == []
    )
    assert people("he said it was over") == []


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Jane Roe, MD", ["Jane Roe, MD"]),
        ("Jane Roe, Ph.D., and Tom Hale", ["Jane Roe, Ph.D", "Tom Hale"]),
        ("Jane Roe, Director of Research, Ellery Line", ["Jane Roe"]),
        ("Jane Roe, Privacy, Digital Security Expert", ["Jane Roe"]),
        ("Jane Roe, chief editor, and Tom Hale", ["Jane Roe", "Tom Hale"]),
        ("Jane Roe Last Updated", ["Jane Roe"]),
        ("Jane Roe Founder", ["Jane Roe"]),
        ("Jane Roe KESTREL TODAY", ["Jane Roe"]),
        ("Community Editor", []),
        ("Roe, Hale", ["Roe", "Hale"]),
        ("홍길동, 김영희", ["홍길동", "김영희"]),
    ],
)
def test_degrees_and_roles(printed, names):
    """A degree belongs to the name before it; a role and what follows it is nobody, up to the next `and`."""
    assert people(printed) == names


def test_author_beside_an_address():
    """A bulleted name is a writer's where somebody's mail stands beside it, else an item."""
    assert author(["- MICHAEL LEE", "- lee@courier.test"]) == "Michael Lee"
    assert author(["- MICHAEL LEE", "- Kestrel"]) is None
    assert named_item("- MICHAEL LEE")
    assert not named_item("MICHAEL LEE")


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("船は三日に出るという。【山川葵】", "山川葵"),
        ("船は三日に出るという。（山川葵、佐藤健）", "山川葵, 佐藤健"),
        ("船は三日に出るという。（敬称略）", None),
        ("船は三日に出るという。（共同）", None),
        ("船は三日に出るという（首相）", None),
    ],
)
def test_a_japanese_report_is_signed_at_its_end(end, names):
    """The name in brackets behind the last words is the writer's; an agency and a remark are no names."""
    assert author([], ["会社は三日、運航を再開すると発表した。", end]) == names


def test_author_within_the_text():
    """Korean and Chinese reports name their writer in their first or last words."""
    assert author([], ["[가람=뉴시스] 홍길동 기자 = 가람시는 밝혔다.", "끝났다."]) == "홍길동"
    assert author([], ["시작.", "中国海原市发布。（记者 王小明）"]) == "王小明"
    assert author(["Reporting by Jane Roe in Kestrel; Editing by Tom Hale"], ["A."]) == "Jane Roe"
    assert author([], []) is None


@pytest.mark.parametrize(
    ("lines", "language", "name"),
    [
        (["with the Korea JoongAng Daily"], "en", "Korea JoongAng Daily"),
        (["(C) Yonhap News Agency. All Rights Reserved"], "en", "Yonhap News Agency"),
        (
            ["Copyright © 2024 The Harbor Gazette. All rights reserved."],
            "en",
            "The Harbor Gazette",
        ),
        (["© 2020-2024 Courier Media Group Ltd"], "en", "Courier Media"),
        (["저작권자 ⓒ 가람일보, 무단전재 금지"], "ko", "가람일보"),
        (["jane@reuters.com"], "en", "Reuters"),
        (["jane@mail.heraldcorp.com"], "en", "The Korea Herald"),
        (["gildong@heraldcorp.com"], "ko", "헤럴드경제"),
        (["jane@gmail.com"], "en", None),
        (["jane@courier.test"], "en", "courier.test"),
        ([], "en", None),
    ],
)
def test_outlets(lines, language, name):
    """The outlet is what is printed, at least the domain of its mail; anybody's mailbox names nobody."""
    assert outlet(lines, language=language, fallback=None) == name


def test_outlet_falls_back():
    """The source's own name stands before a bare domain."""
    assert outlet(["jane@courier.test"], language="en", fallback="The Courier") == "The Courier"
