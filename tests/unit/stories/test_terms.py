from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.stories.background import LANGUAGES, language_of, shares, text_share
from service.stories.build_shares import TELLING, _shares, _telling
from service.stories.codes import _Terms, code, count
from service.stories.terms import (
    REMEMBERED,
    REMEMBERED_LETTERS,
    _Folded,
    fold,
    number_of,
    read,
    terms_of,
    words,
)


def _terms(text: str) -> set[str]:
    return {term for word in words(fold(text)) for term in terms_of(word)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ferries collided", "a ferry collision"),
        ("die Fähren", "der Fähre"),
        ("Президента Петрова", "президенту Петрову"),
        ("Les élections", "L’ÉLECTION"),
        ("والحكومة", "حكومة"),
        ("בממשלה", "הממשלה"),
        ("정부가", "정부는"),
        ("ミサイルの発射", "ミサイルを発射"),
        ("發射導彈", "導彈發射"),
        ("รัฐบาลไทย", "รัฐบาล"),
        ("1,200 homes", "1200 houses"),
        ("ＮＡＴＯ", "Nato"),
    ],
)
def test_a_word_is_known_again_in_another_form(one, other):
    """Two forms of a word share a term, in every script."""
    assert _terms(one) & _terms(other)


def _counted(title: Sequence[str], body: Sequence[str]) -> Mapping[int, int]:
    found = count([code(title)], [code(body)])
    return dict(zip(found.numbers.tolist(), found.counts.tolist(), strict=True))


def test_words_of_the_title_count_twice():
    """A title says what a report is about."""
    assert _counted(["storm"], ["storm", "coast", "海岸", "a"]) == {
        number_of("storm"): 3,
        number_of("coast"): 1,
        number_of("海岸"): 1,
    }


@given(st.lists(st.text("ab産業의 7", min_size=1, max_size=5), max_size=30))
def test_terms_are_counted_as_they_are_read(listed):
    """Counting by codes is counting: words of one term, of several and of none."""
    assert _counted([], listed) == Counter(
        number_of(term) for word in listed for term in terms_of(word)
    )


def test_single_letters_and_particles_are_no_terms():
    """What is left of an apostrophe, and Hiragana, say nothing."""
    assert _terms("a s の を") == set()


def test_a_number_is_kept_whole():
    """Numbers are not cut as words are."""
    assert terms_of("1234567") == ("1234567",)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    """A folded text stays as it is, but for letters that become others first."""
    assert words(fold(fold(text))) == words(fold(text)) or not text.isascii()


@given(
    st.text("aB9é’“ßſ½ŉİıا\u064b\u0640한글ｆＵ漢字かなไทย์_-.,\u00ad\u200c\u0301 ", max_size=40)
    | st.text(max_size=40)
)
def test_reading_is_folding_and_cutting(text):
    """Words that are folded once for all texts are those that the whole text folded gives."""
    assert read(text) == words(fold(text))


def test_readings_are_remembered_up_to_a_bound():
    """Neither folded words nor the numbers of terms fill the memory."""
    for made in (_Folded(), _Terms()):
        for number in range(REMEMBERED + 10):
            _ = made[f"w{number}"]
        assert len(made) <= REMEMBERED


@given(st.text(max_size=60))
def test_any_text_has_terms_without_blanks(text):
    """No term is empty or has a blank in it: tables are lines of words."""
    assert all(term and not term.isspace() and " " not in term for term in _terms(text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister said that the talks would go on"),
        ("de", "Die Bundesregierung plant ein neues Gesetz für Mieter und Vermieter"),
        ("fr", "Le président est en visite dans le sud du pays"),
        ("ru", "Президент встретился с министрами и сказал, что это не так"),
        ("uk", "Президент України прибув до міста, але це не все"),
        ("pl", "Premier powiedział, że nie jest to w planie na ten rok"),
        (
            "tr",
            "Bakan bu yıl için daha çok yatırım yapılacağını ve bunun bir ilk olduğunu söyledi",
        ),
        ("ko", "정부가 새 계획을 발표했다"),
        ("ja", "首相が会見で述べた"),
        ("zh", "外交部发言人表示"),
        ("el", "Ο πρωθυπουργός μίλησε"),
        ("en", "Storm"),
        ("en", ""),
    ],
)
def test_the_language_of_a_text_is_guessed_by_its_common_words(language, text):
    """Where nobody says the language, the words do."""
    assert language_of(words(fold(text)), None) == language


def test_what_is_said_of_the_language_comes_first():
    """A language that is said is taken, also under another name; one without a table is not."""
    assert language_of([], "sv") == "sv"
    assert language_of([], "hr") == "sh"
    assert language_of(["the", "of", "and"], "eo") == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_table(language):
    """A table has some thousand terms, each with a share of texts."""
    table = shares(language)
    assert len(table.numbers) > 1500
    assert all(0 < share <= 1 for share in table.values)


def test_common_words_are_in_most_texts_and_names_in_few():
    """The table tells "the" from "Geneva", and does not know what nobody knows."""
    assert text_share("the", "en") > 0.9
    assert 0 < text_share("genev", "en") < 0.01
    assert text_share("zzyzx", "en") == 0


def test_small_numbers_and_years_stand_in_many_texts():
    """That two headlines have a 10 or a 2025 says little, in any language; that they have 4471 says much."""
    for language in ("en", "ko"):
        ten, ninety, year, rare = (
            text_share(one, language) for one in ("10", "90", "2025", "4471")
        )
        assert ten > ninety > rare == 0
        assert year > 0.01


def test_a_table_is_built_of_terms_as_texts_have_them():
    """Forms of a word add up; words that say which language it is are whole words."""
    listed = [
        ("The", 0.05),
        ("ministers", 0.001),
        ("ministry", 0.002),
        ("it's", 0.003),
        ("7", 0.01),
    ]
    assert _shares(listed) == pytest.approx({"the": 0.05, "minis": 0.003, "it": 0.003})
    assert _telling(listed) == ["the", "ministers", "ministry"]
    assert (
        len(_telling([(f"{a}{b}", 0.1) for a in "abcdefghijklmnopq" for b in "xyzuvwrst"]))
        == TELLING
    )


def test_words_are_remembered_up_to_a_bound_of_letters():
    """A text without blanks is one word: a thousand of them must not fill the memory."""
    folded = _Folded()
    page, clause = "é" * 5000, "漢字" * 40
    assert folded[page] == fold(page)
    kept = max(len(folded) for number in range(30_000) if folded[f"{clause}{number}"])
    assert page not in folded
    assert kept * len(clause) <= REMEMBERED_LETTERS + len(clause)
