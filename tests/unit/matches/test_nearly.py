"""Names in nearly this spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.matches.compile import compile_rules
from service.matches.evaluate import candidates, evaluate
from service.matches.nearly import edits_of, is_spelt_like, is_within, spelt_like
from service.matches.nodes import Nearly
from service.matches.words import Folded
from tests.unit.matches.make import article, quotes, rule


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("Shoigu~", "Shoigu", ["Shoigu"]),
        ("shoigu~", "SHOIGU", ["SHOIGU"]),
        ("Shoigu~", "Shoygu, Shoigou's, Shogu", ["Shoygu", "Shoigou", "Shogu"]),
        ("Shoigu~", "Shoygou", []),
        ("Shoigu~", "shoygu", []),
        ("Shoigu~", "shoigu", []),
        ("Shoigu~", "Soigu", []),
        ("Soigu~", "Shoigu", []),
        ("Shoigu~", "Choigu", []),
        ("Шойгу~", "Шоигу, Shoigu", ["Шоигу"]),
        ("Lavrov~", "Lavro Lavrow Lavrovs", ["Lavro", "Lavrow", "Lavrovs"]),
        ("Reuter~", "Router", []),
        ("Stater~", "State Staterx", ["Staterx"]),
        ("Winter~", "Winter Winner", ["Winter"]),
        ("Zelenskyy~", "Zelensky, Zelenskiy, Zelenskij", ["Zelensky", "Zelenskiy", "Zelenskij"]),
        ("Zelenskyy~", "Zalenski", []),
        ("Kim~", "Kim Kin", ["Kim"]),
        ("Jong-un~", "Jong-eun, Jongun, Jong un", ["Jong-eun", "Jongun"]),
        ("Μητσοτάκης~", "Μητσωτάκης", ["Μητσωτάκης"]),
        ("محمود~", "محمد", ["محمد"]),
        ("“Kim” NEAR/1 Shoigu~", "Kim Shoygu", ["Kim", "Shoygu"]),
        ("Mañanita~", "Mananito", ["Mananito"]),
    ],
)
def test_nearly(query, text, found):
    """One edit from five letters, two from nine; same beginning, a capital, no word."""
    assert quotes(query, text) == found


@pytest.mark.parametrize(
    ("language", "query", "text", "found"),
    [
        ("de", "Reuter~", "Reiter, Reuters", ["Reuters"]),
        ("en", "Reuter~", "Reiter", ["Reiter"]),
        ("ru", "Козин~", "Корин, Козис", ["Корин", "Козис"]),
        ("tr", "Reuter~", "Router", ["Router"]),
    ],
)
def test_dictionaries_are_those_of_the_rules_languages(language, query, text, found):
    """Where German is asked for, a German noun is a word although it has a capital."""
    assert [*_quotes(query, text, language)] == found


def _quotes(query: str, text: str, language: str) -> list[str]:
    made = compile_rules([rule(query, languages=(language,))])
    return [one.quote for match in evaluate(made, article(text)) for one in match.evidence]


def test_a_writing_without_blanks_has_no_nearly():
    """It is refused, with what to do instead."""
    (problem,) = compile_rules([rule("安倍晋三~")]).problems
    assert (problem.message, problem.mend) == (
        "'安倍晋三~': this writing knows no nearly",
        "list the spellings under `names:`",
    )


letters = st.text(alphabet="abc", max_size=7)


def distance(one: str, other: str) -> int:
    """Count edits by the book."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        above, row[0] = row[0], number
        for place, beside in enumerate(other, 1):
            kept = above + (letter != beside)
            above = row[place]
            row[place] = min(kept, above + 1, row[place - 1] + 1)
    return row[-1]


@given(letters, letters, st.integers(0, 2))
def test_edits_are_those_of_the_book(one, other, edits):
    """Within so many edits is what Levenshtein's distance says."""
    assert is_within(one, other, edits) == (distance(one, other) <= edits)


@given(st.text(alphabet="kab", min_size=4, max_size=8), st.text(alphabet="kab", max_size=9))
def test_a_piece_is_always_intact(rest, other):
    """Whatever is near enough is a candidate."""
    name, text = f"k{rest}", f"K{other}"
    asked = rule(f"{name}~")
    if distance(name, text.lower()) <= edits_of(name):
        assert asked.key in candidates(compile_rules([asked]), f"x {text} y")


@given(st.text(alphabet="skab", min_size=1, max_size=9), st.sets(letters))
def test_looking_up_is_looking_at_all(name, some):
    """First letter, length and pieces leave out no word that is near enough."""
    nearly = Nearly(word=name, edits=edits_of(name), languages=())
    words = {name, f"{name}a", name[:-1], f"{name[:2]}k{name[3:]}", *some} - {""}
    shapes = Folded(" ".join(words)).shapes
    assert set(spelt_like(nearly, shapes)) == {one for one in words if is_spelt_like(one, nearly)}
