"""Names: spellings that ask for something around them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.matches.compile import compile_rules
from service.matches.evaluate import candidates, evaluate
from service.matches.explain import describe, explain
from service.model import NameSpelling
from tests.oracle import ask
from tests.unit.matches.make import article, rule


KIM = NameSpelling(text="Kim", near=("Pyongyang", "북한", "party congress"), within=4)
NAMES = {
    "kim": ("Kim Jong-un", KIM),
    "guinea": (NameSpelling(text="Guinea", not_in=("Equatorial Guinea", "Guinea-Bissau")),),
    "iceland": ("Iceland", NameSpelling(text="Island", only_in=("de", "da"))),
    "turkey": ("Türkiye", NameSpelling(text="Turkey", proper=True)),
    "mali": (NameSpelling(text="マリ", proper=True),),
    "page": (NameSpelling(text="case:Page", near=("=visits",), within=None),),
}


def quotes(query: str, text: str, title: str = "", **more) -> list[str]:
    made = compile_rules([rule(query, names=NAMES)])
    assert not made.problems
    return [e.quote for m in evaluate(made, article(text, title, **more)) for e in m.evidence]


def notes(query: str, text: str, title: str = "", **more) -> str:
    root = explain(rule(query, names=NAMES), article(text, title, **more)).root
    assert root
    return root.note


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kim spoke in Pyongyang.", ["Kim"]),
        ("In 북한, they say, Kim rules.", ["Kim"]),
        ("Pyongyang, one two three four Kim", ["Kim"]),
        ("Pyongyang, one two three four five Kim", []),
        ("Pyongyang said.\n\nKim spoke.", ["Kim"]),
        ("At party congresses Kim spoke.", ["Kim"]),
        ("Kim sang in Seoul.", []),
        ("Kim Jong-un spoke; Kim smiled.", ["Kim Jong-un", "Kim"]),
        ("Kim Jong-un spoke.", ["Kim Jong-un"]),
        ("kim in pyongyang", ["kim"]),
    ],
)
def test_context_word(text, found):
    """A spelling counts beside a context word, or beside a spelling that asks for nothing."""
    assert quotes("name:kim", text) == found


def test_context_word_of_another_field_counts_only_if_it_may():
    """Nearness crosses from no field into another; `within: article` does."""
    assert quotes("name:kim", "Pyongyang is quiet.", "Kim speaks") == []
    assert quotes("name:page", "He visits her.", "Page speaks") == ["Page"]
    assert quotes("name:page", "Page visits her.") == ["Page"]
    assert quotes("name:page", "He visited her.", "Page speaks") == []


def test_context_word_may_stand_outside_the_part():
    """The part says where the spelling stands; whether it counts is asked of the whole field."""
    text = "Kim came.\n\nTo see us.\n\nIn Pyongyang."
    assert quotes("lead:name:kim", text) == []
    assert quotes("lead:name:kim", "Kim came.\n\nTo us.\n\nIn Pyongyang.") == ["Kim"]


def test_evidence_is_the_spelling_alone_inside_nearness_and_phrases():
    """What a spelling asks for is asked inside NEAR and inside a phrase too."""
    text = "Kim visited Pyongyang with arms."
    assert quotes("name:kim NEAR/1 visited", text) == ["Kim", "visited"]
    assert quotes('"name:kim visited"', text) == ["Kim visited"]
    assert quotes('"name:kim visited"', "Kim visited Seoul.") == []
    assert quotes("NOT name:kim AND arms", "Kim has arms.") == ["arms"]


def test_longer_names():
    """A spelling does not count as a part of a longer name."""
    assert quotes("name:guinea", "In Equatorial Guinea and Guinea-Bissau.") == []
    assert quotes("name:guinea", "Equatorial Guinea, then Guinea.") == ["Guinea"]


def test_as_names_are_written():
    """With a capital, and not within a longer word of Katakana."""
    assert quotes("name:turkey", "Turkey meets TURKEY over turkey.") == ["Turkey", "TURKEY"]
    assert quotes("name:mali", "ソマリアで") == []
    assert quotes("name:mali", "マリで、マリ・マリア、ソマリ") == ["マリ", "マリ"]
    assert quotes("name:mali", "今マリ") == ["マリ"]


def test_language_of_the_article():
    """A spelling may count only in articles in its language."""
    text = "Die Insel Island."
    assert quotes("name:iceland", text, language="de-AT") == ["Island"]
    assert quotes("name:iceland", text, language="en") == []
    assert quotes("name:iceland", "Iceland", language="en") == ["Iceland"]
    assert quotes("name:iceland", text) == []


WITHOUT = (
    "'Kim' is there, without Pyongyang, 북한, party congress or another spelling within 4 words"
)


@pytest.mark.parametrize(
    ("query", "text", "title", "more", "note"),
    [
        (
            "name:kim",
            "Kim sang in Seoul.",
            "",
            {},
            WITHOUT,
        ),
        (
            "name:kim",
            "Kim one two three four five Pyongyang",
            "",
            {},
            f"{WITHOUT} (nearest: 5 words between)",
        ),
        (
            "name:page",
            "A Page.",
            "",
            {},
            "'Page' is there, without =visits anywhere in the article",
        ),
        (
            "name:guinea",
            "In Equatorial Guinea.",
            "",
            {},
            "'Guinea' is there, though only as a part of 'Equatorial Guinea'",
        ),
        (
            "name:iceland",
            "An Island.",
            "",
            {"language": "en"},
            "'Island' is there, and counts only in articles in de or da: this one is in en",
        ),
        (
            "name:iceland",
            "An Island.",
            "",
            {},
            "'Island' is there, and counts only in articles in de or da: its language is not known",
        ),
        (
            "name:turkey",
            "A turkey.",
            "",
            {},
            "'turkey' is there, though not as a name is written",
        ),
        ("title:name:kim", "Kim", "Kin", {}, "not found; nearest: kin"),
        ("name:kim", "Lee", "", {}, "not found"),
    ],
)
def test_explain_says_what_was_missing(query, text, title, more, note):
    """The spelling that is there, and the context that is not."""
    root = explain(rule(query, names=NAMES), article(text, title, **more)).root
    found = root.steps[0].note if root and root.steps else notes(query, text, title, **more)
    assert found.startswith(note)


def test_describe_shows_what_spellings_ask_for():
    """`check` prints what counts everywhere first."""
    shown = describe(rule("name:kim", names=NAMES))
    assert "kim (near Pyongyang, 북한, party congress or another spelling)" in shown
    assert "guinea (not in a longer name)" in describe(rule("name:guinea", names=NAMES))
    assert "turkey (as a name)" in describe(rule("name:turkey", names=NAMES))
    assert "island (in articles in de or da)" in describe(rule("name:iceland", names=NAMES))


def test_rule_sets_with_other_conditions_have_other_numbers():
    """What a spelling asks for is part of what a rule means."""
    sets = [compile_rules([rule("name:x", names={"x": (one,)})]) for one in ("Kim", KIM)]
    assert sets[0].digest != sets[1].digest


def test_unknown_names():
    """A name that does not exist is refused, with the one that was meant."""
    (problem,) = compile_rules([rule("name:kin", names={}, similar_names=("kim",))]).problems
    assert (problem.message, problem.mend) == ("there is no name 'kin'", "did you mean name:kim?")
    spelt = {"usa": "united-states"}
    (problem,) = compile_rules([rule("name:usa", names={}, names_by_spelling=spelt)]).problems
    assert problem.mend == "did you mean name:united-states?"
    (problem,) = compile_rules([rule("name:x", names={})]).problems
    assert problem.mend == "`wirewatch match names` lists them"


@pytest.mark.parametrize(
    ("spelling", "message"),
    [
        ("name:y", "the spelling 'name:y' of 'x' is no plain text"),
        ("a*", "the spelling 'a*' of 'x' is no plain text"),
        ("!", "the spelling '!' of 'x' has no letter or digit"),
        (NameSpelling(text="Kim", near=("?",)), "the spelling '?' of 'x' has no letter or digit"),
    ],
)
def test_spellings_are_plain(spelling, message):
    """Names do not contain names or wildcards."""
    (problem,) = compile_rules([rule("name:x", names={"x": (spelling,)})]).problems
    assert problem.message == message
    (problem,) = compile_rules([rule("name:x", names={"x": ()})]).problems
    assert problem.message == "the name 'x' has no spelling"


def test_exact_spelling():
    """`=` keeps the form, `case:` the case too."""
    made = compile_rules([rule("name:x", names={"x": ("=Nato", "case:WHO")})])
    assert evaluate(made, article("NATO"))
    assert evaluate(made, article("The WHO"))
    assert not evaluate(made, article("Who"))


# --- the law -----------------------------------------------------------------------------------

words = st.sampled_from(
    ["arms", "Kim", "kim", "Jong", "un", "visit", "visits", "Kim's", "NK", "x"]
)
gaps = st.sampled_from([" ", " ", " ", "-", ". ", "\n\n"])
spelt = st.sampled_from(
    ["Kim", "un", "case:Kim", "=kim", "Kim Jong-un", "Jong un", "visit", "김정은", "マリ"]
)


def text_of(least: int, most: int) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(words, gaps), min_size=least, max_size=most)
    return pairs.map(lambda some: "".join(map("".join, some)))


spelling = st.builds(
    NameSpelling,
    text=spelt,
    near=st.lists(st.sampled_from(["visit", "=arms", "case:NK", "arms x"]), max_size=2).map(tuple),
    within=st.none() | st.integers(0, 3),
    not_in=st.lists(st.sampled_from(["Kim Jong", "visit un", "x Kim"]), max_size=2).map(tuple),
    proper=st.booleans(),
    only_in=st.sampled_from([(), (), ("en",), ("de", "fr")]),
)
query = st.sampled_from(
    [
        *["name:a", "name:a name:b", "title:name:a", "lead:name:a OR name:b", "NOT name:a AND x"],
        *[
            '"name:a x"',
            '"방문 name:a"',
            '"name:a name:b"',
            "name:a ONEAR/1 (x OR name:b)",
            "name:a AND -name:b",
        ],
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    query=query,
    a=st.lists(spelt | spelling, min_size=1, max_size=3).map(tuple),
    b=st.lists(spelt | spelling, min_size=1, max_size=2).map(tuple),
    title=text_of(0, 4),
    body=text_of(4, 10),
)
def test_engine_and_meaning_agree_on_names(query, a, b, title, body):
    """Truth and evidence are those of the brute-force evaluator."""
    asked = rule(query, names={"a": a, "b": b}, nearness=2)
    made = compile_rules([asked])
    page = article(body, title, language="en")
    holds, evidence = ask(asked, page)
    found = evaluate(made, page)
    assert bool(found) == holds
    pieces = {(e.field.value, e.clause, e.start, e.end) for m in found for e in m.evidence}
    assert pieces == evidence
    if holds:
        assert asked.key in candidates(made, f"{title}\n{body}")
