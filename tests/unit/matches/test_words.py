import pytest

from service.matches.hangul import Tail
from service.matches.words import Folded, fold
from service.sentences import cut_paragraphs


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kim Jong-un's visit", ["kim", "jong", "un", "visit"]),
        ("the ministers' visit", ["the", "ministers", "visit"]),
        ("1,000 or 1'000 or 10.000", ["1000", "or", "1000", "or", "10000"]),
        ("1,234,567.5 and 2023.500", ["1234567.5", "and", "2023.500"]),
        ("19.09.2023 at 12:30", ["19.09.2023", "at", "12", "30"]),
        ("the U.S. and N. Korea", ["the", "u.s", "and", "n", "korea"]),
        ("U.S.의 U.S.は 한U.S和", ["u.s", "의", "u.s", "は", "한", "u.s", "和"]),
        ("한.미 中.日.韓の A.한 ก.ข", ["한", "미", "中", "日", "韓の", "a", "한", "ก", "ข"]),
        ("Kim's는 don't가", ["kim", "는", "don't", "가"]),
        ("J.R.R.Tolkien, e.g. here.", ["j.r.r", "tolkien", "e.g", "here"]),
        ("I don’t; we’ll, they'd", ["i", "don't", "we", "they"]),
        ("l’ONU d'armes İstanbul'da", ["l", "onu", "d", "armes", "istanbul", "da"]),
        ("so\u00adft zero\u200bwidth", ["soft", "zerowidth"]),
        ("ﬁre ½ № 5", ["fire", "1", "2", "no", "5"]),
        ("Ёлка Йод Ї ї", ["елка", "йод", "ї", "ї"]),
        ("북한이 미사일을", ["북한이", "미사일을"]),
        ("हिन्दी", ["हिन्दी"]),
        ("أحمد", ["احمد"]),
        ("NATO와 F-35A를 2024년에", ["nato", "와", "f", "35a", "를", "2024", "년에"]),
        ("北朝鮮のNATO加盟、2024年", ["北朝鮮の", "nato", "加盟", "2024", "年"]),
        ("李대통령", ["李", "대통령"]),
        ("ｶﾞｽ ﾊﾟﾘ ｱﾞ", ["ガス", "パリ", "ア\u3099"]),
        ("K-팝", ["k", "팝"]),
        ("キム・ジョンウン ｷﾑ･ｼﾞｮﾝｳﾝ 日・米", ["キムジョンウン", "キムジョンウン", "日", "米"]),
        ("ไทยที่ NATO น้ำ", ["ไทยที่", "nato", "น้ำ"]),
        ("об’єкт п'ять", ["обєкт", "пять"]),
        ('צה"ל, "שלום" תל־אביב', ["צהל", "שלום", "תל", "אביב"]),
        ("1.234,5 ٣٥ １，０００", ["1234.5", "35", "1000"]),
        ("İstanbul ISPARTA ısı", ["istanbul", "isparta", "isi"]),
    ],
)
def test_words(text, words):
    """A text becomes one folded word per position."""
    assert Folded(text).words == words


def test_compounds_are_also_one_word():
    """Compounds of two and three parts join, with re- or more parts or no letter they do not."""
    text = "Jong-un re-sign vice-prime-minister a-b-c-d 2023-24 U.N. F-16 K-팝"
    assert [(j.form, j.span) for j in Folded(text).joined] == [
        ("jongun", (1 - 1, 1)),
        ("viceprimeminister", (4, 6)),
        ("f16", (14, 15)),
        ("un", (13, 13)),
    ]


@pytest.mark.parametrize("text", ["Kim Jong-un Co-op said", "Kim Jong-un Co-op said: F.B.I."])
def test_pairs_hold_joins_with_their_neighbours(text):
    """Every two words that a phrase may put next to each other can be looked for."""
    folded = Folded(text)
    there = (
        "kim jong,jong un,un co,co op,op said,kim jongun,jongun co,jongun coop,un coop,coop said"
    )
    assert all(folded.has_both(*pair.split()) for pair in there.split(","))
    assert not any(folded.has_both(*pair) for pair in [("kim", "un"), ("jong", "coop")])
    assert not folded.has_both("kim", "coop")


def test_pairs_without_a_compound_that_is_no_word():
    """What re- begins stays two words, beside a compound that is one, too."""
    folded = Folded("They re-sign a co-op")
    there = [("re", "sign"), ("sign", "a"), ("a", "coop"), ("co", "op")]
    assert all(folded.has_both(*pair) for pair in there)
    assert not folded.has_both("they", "resign")
    assert not folded.has_both("resign", "a")


def test_offsets_lead_back():
    """Places are those of the original, whatever folding did to its length."""
    text = "Straße ﬁre Köln’s q\u0303 end"
    folded = Folded(text)
    assert [text[start:end] for start, end in folded.offsets] == [
        "Straße",
        "ﬁre",
        "Köln",
        "q\u0303",
        "end",
    ]
    assert folded.extent((0, 1)) == (0, 10)


def test_surface_keeps_case():
    """A word as written, width apart."""
    assert Folded("the ＷＨＯ").surface(1) == "WHO"


def test_paragraphs():
    """A blank line parts paragraphs; where there is none, a newline does."""
    assert cut_paragraphs("a\nb\n \nc") == [(0, 3), (6, 7)]
    assert cut_paragraphs("a\nb\n") == [(0, 1), (2, 3)]
    assert Folded("").first_paragraphs(2) == 0
    assert Folded("a b\n\nc\n\nd").first_paragraphs(2) == 3


def test_fold_is_for_comparing():
    """Values are compared without case, accents and punctuation."""
    assert fold("  Zürich, AG ") == "zurich ag"


def test_runs_make_places_halves():
    """A character of a run takes one place, a word two; without runs a word takes one."""
    text = "Tokyo 北朝鮮は met"
    folded = Folded(text)
    assert (folded.unit, Folded("Tokyo met").unit) == (2, 1)
    assert folded.row == ["tokyo", "tokyo", "北", "朝", "鮮", "は", "met", "met"]
    assert folded.places["met"] == [(6, 7)]
    assert [text[slice(*folded.extent(span))] for span in folded.pieces("朝鮮")] == ["朝鮮"]
    assert folded.first_paragraphs(1) == 8


def test_pieces_overlap_and_end_between_characters():
    """A piece is found wherever it stands, though not where a mark belongs to its last letter."""
    assert Folded("哈哈哈").pieces("哈哈") == [(0, 1), (1, 2)]
    assert Folded("จนั จน").pieces("จน") == [(3, 4)]
    assert Folded("日-米").pieces("日米") == [(0, 1)]


def test_beginnings_are_hangul_words_with_a_tail():
    """A term begins a word and particles end it; joined compounds count as words."""
    folded = Folded("북한이 남북한 북한군 북한에서는 한-미를 탄도미사일을")
    assert folded.beginnings("북한", Tail.WORD) == [(0, 0), (3, 3)]
    assert folded.beginnings("한미", Tail.WORD) == [(4, 5)]
    assert folded.beginnings("미사일", Tail.WORD) == []
    assert folded.beginnings("미사일", Tail.WORD, inside=True) == [(6, 6)]


def test_vocabulary_holds_what_can_be_asked_for():
    """Besides words there are beginnings of Hangul words and characters of runs."""
    assert Folded("북한이 北京 b").vocabulary == {"북한이", " 북한", "北京", "北", "京", "b"}


def test_places_of_the_original_over_changes_of_writing():
    """Blanks that are put between writings move no place."""
    text = "Ｆ-35戦闘機ｶﾞ北 straße李가"
    folded = Folded(text)
    assert [text[start:end] for start, end in folded.offsets][4:8] == ["戦", "闘", "機", "ｶﾞ"]
    assert text[slice(*folded.extent((9, 10)))] == "straße"
