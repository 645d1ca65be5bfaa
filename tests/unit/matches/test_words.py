import pytest

from service.matches.words import Folded, cut_paragraphs, fold


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kim Jong-un's visit", ["kim", "jong", "un", "visit"]),
        ("the ministers' visit", ["the", "ministers", "visit"]),
        ("1,000 or 1'000 or 10.000", ["1000", "or", "1000", "or", "10000"]),
        ("1,234,567.5 and 2023.500", ["1234567.5", "and", "2023.500"]),
        ("19.09.2023 at 12:30", ["19.09.2023", "at", "12", "30"]),
        ("the U.S. and N. Korea", ["the", "u.s", "and", "n", "korea"]),
        ("J.R.R.Tolkien, e.g. here.", ["j.r.r", "tolkien", "e.g", "here"]),
        ("I don’t; we’ll, they'd", ["i", "don't", "we", "they"]),
        ("l’ONU d'armes İstanbul'da", ["l", "onu", "d", "armes", "istanbul", "da"]),
        ("so\u00adft zero\u200bwidth", ["soft", "zerowidth"]),
        ("ﬁre ½ № 5", ["fire", "1", "2", "no", "5"]),
        ("Ёлка Йод Ї ї", ["елка", "йод", "ї", "ї"]),
        ("북한이 미사일을", ["북한이", "미사일을"]),
        ("हिन्दी", ["हिन्दी"]),
        ("أحمد", ["احمد"]),
    ],
)
def test_words(text, words):
    """A text becomes one folded word per position."""
    assert Folded(text).words == words


def test_compounds_are_also_one_word():
    """Compounds of two and three parts join, with re- or more parts or no letter they do not."""
    text = "Jong-un re-sign vice-prime-minister a-b-c-d 2023-24 U.N. F-16"
    assert [(j.form, j.span) for j in Folded(text).joined] == [
        ("jongun", (1 - 1, 1)),
        ("viceprimeminister", (4, 6)),
        ("f16", (14, 15)),
        ("un", (13, 13)),
    ]


def test_scan_holds_joins_with_their_neighbours():
    """Every two words that a phrase may put next to each other can be looked for."""
    lines = Folded("Kim Jong-un Co-op said").scan.split("\n")
    assert lines[0] == " kim jong un co op said "
    assert " kim jongun co " in lines
    assert " jongun coop " in lines
    assert " un coop said " in lines


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
