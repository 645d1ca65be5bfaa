import pytest

from service.matches.endings import forms_by_rule
from service.matches.proclitics import with_proclitics
from service.matches.regular import regular_pair, regular_plural
from service.matches.words import fold


@pytest.mark.parametrize(
    ("language", "word", "forms"),
    [
        ("tr", "füze", "fuzeler fuzenin fuzeyi fuzeden fuzelerin fuzesi fuzesini"),
        ("tr", "kitap", "kitabi kitabin kitaplar kitapta"),
        ("tr", "saldırı", "saldirinin saldirida saldirilar"),
        ("tr", "görüşmek", "gorustu gorusuyor gorusecek gorusmus gorusen"),
        ("tr", "gitmek", "gitti gidecek gidiyor"),
        ("tr", "Irk", "irki"),
        ("tr", "füzeler", "fuze fuzeler fuzeleri"),
        ("tr", "drone", "dronelerimiz dronelerdir"),
        ("tr", "tweetlemek", "tweetlemedi tweetliyor"),
        ("tr", "krt", "krtler"),
        ("el", "πόλεμος", "πολεμου πολεμο πολεμοι πολεμων πολεμουσ"),
        ("el", "κυβέρνηση", "κυβερνησησ κυβερνησεισ κυβερνησεων"),
        ("el", "πρόβλημα", "προβληματοσ προβληματα προβληματων"),
        ("el", "εξοπλίζω", "εξοπλιζει εξοπλισε εξοπλισαν"),
        ("uk", "ракета", "ракети ракету ракетою ракет ракетами ракеті"),
        ("uk", "атакувати", "атакував атакували атакує атакують"),
        ("uk", "безпека", "безпеки безпеку безпеці безпекою"),
        ("uk", "російський", "російського російській російську російські"),
    ],
)
def test_forms_by_rule(language: str, word: str, forms: str) -> None:
    """A base form finds what its ending says."""
    assert set(forms.split()) <= forms_by_rule(word, fold(word), language)


@pytest.mark.parametrize(
    ("language", "word"), [("uk", "ООН"), ("tr", "ve"), ("el", "12"), ("tr", "f-16")]
)
def test_what_takes_no_forms(language: str, word: str) -> None:
    """Abbreviations, the shortest words and what is no word stay as they are."""
    assert forms_by_rule(word, fold(word), language) == {fold(word)}


def test_proclitics() -> None:
    """Arabic and Hebrew words are found behind what is written together with them."""
    assert {"كوريا", "لكوريا", "وبكوريا", "الكوريا"} <= with_proclitics("كوريا", "ar")
    assert {"للصاروخ", "والصاروخ", "فللصاروخ"} <= with_proclitics("الصاروخ", "ar")
    assert "االصاروخ" not in with_proclitics("الصاروخ", "ar")
    assert {"בישראל", "ושישראל"} <= with_proclitics("ישראל", "he")
    assert with_proclitics("אב", "he") == {"אב"}


@pytest.mark.parametrize(
    ("language", "word", "plural"),
    [
        ("en", "story", "stories"),
        ("en", "box", "boxes"),
        ("en", "cat", "cats"),
        ("en", "gas", None),
        ("es", "juez", "jueces"),
        ("es", "misil", "misiles"),
        ("fr", "general", "generaux"),
        ("fr", "drapeau", "drapeaux"),
        ("fr", "prix", None),
        ("pt", "sancao", "sancoes"),
        ("pt", "homem", "homens"),
        ("pt", "general", "generais"),
        ("it", "arma", None),
        ("en", "ab", None),
    ],
)
def test_regular_plural(language: str, word: str, plural: str | None) -> None:
    """Each language has its rules; Italian has none that is safe."""
    assert regular_plural(word, language) == plural


def test_regular_pair() -> None:
    """A regular plural finds its singular, but English -s may be anything."""
    assert regular_pair("drones", "es") == {"drones", "drone"}
    assert regular_pair("drone", "es") == {"drone", "drones"}
    assert regular_pair("drones", "en") == {"drones"}
    assert regular_pair("dos", "es") == {"dos"}
    for language in ("de", "it", "es", "pl"):
        assert regular_pair("visit", language) == {"visit"}
    assert regular_pair("drapeaux", "fr") == {"drapeaux", "drapeau"}
