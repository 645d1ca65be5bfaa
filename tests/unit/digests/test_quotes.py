from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.digests.quotes import excerpt, headline, quotes
from service.model import Field
from tests.unit.digests.invented import TEXT, evidence, match, report


LONG = f"{'before ' * 80}Orlov will visit{' between' * 80} and the arms{' after' * 80}."


def text(pieces) -> str:
    return "".join(f"[{one.text}]" if one.hit else one.text for one in pieces)


def shown(*matches, **parts) -> list[str]:
    article = report(1, **parts).article
    return [text(one.line) for one in quotes(article, matches)]


def test_sentence():
    """A short sentence is quoted whole, its evidence marked."""
    assert shown(match(1, "visit", "Orlov")) == [
        "Talks followed the [visit] of Defence Minister [Orlov] to Port Selen."
    ]


def test_one_quote_per_sentence():
    """Evidence of several rules in one sentence is one quote; overlapping marks are one mark."""
    both = (match(1, "Defence Minister"), match(1, "Minister Orlov", rule="orlov"))

    assert shown(*both) == ["Talks followed the visit of [Defence Minister Orlov] to Port Selen."]


def test_neighbours():
    """Marks that only a blank keeps apart look like the phrase that they are."""
    assert shown(match(1, "arms", "transfer")) == [
        "An [arms transfer] was on the table, two diplomats said."
    ]


def test_three_sentences_at_most():
    """The fullest sentences are shown, in the order of the text."""
    many = (
        "One visit. Two. A visit is a visit. Three visit. Orlov and visit. Visit of Orlov, visit."
    )
    words = [(at, at + 5) for at in range(len(many)) if many[at : at + 5].casefold() == "visit"]
    found = tuple(
        replace(
            evidence(many[a:b], text=many),
            start=a,
            end=b,
            clause="visit",
            sentence=around(many, a),
        )
        for a, b in words
    )
    one = replace(match(1), evidence=found)

    assert shown(one, text=many) == [
        "One [visit].",
        "A [visit] is a [visit].",
        "[Visit] of Orlov, [visit].",
    ]


def around(whole: str, at: int) -> tuple[int, int]:
    start = whole.rfind(". ", 0, at)
    return (start + 2 if start >= 0 else 0, whole.index(".", at) + 1)


def test_each_rule_shows_evidence():
    """A rule with one hit is not crowded out by one with many."""
    busy = "Visit, visit. Visit. Visit. " * 3 + "One arms deal."
    found = tuple(
        replace(evidence("Visit", text=busy), start=a, end=a + 5, sentence=around(busy, a))
        for a in range(len(busy))
        if busy[a : a + 5] == "Visit"
    )
    rules = (replace(match(1), evidence=found), match(1, "arms", rule="arms", text=busy))

    assert shown(*rules, text=busy)[-1] == "One [arms] deal."


def test_long_sentence():
    """A long sentence is cut around its evidence, and says so."""
    (one,) = shown(match(1, "visit", "arms", text=LONG), text=LONG)

    assert len(one) < 520
    assert one.startswith("… before before")
    assert "before Orlov will [visit] between" in one
    assert "between … between" in one
    assert "and the [arms] after" in one
    assert one.endswith("after …")


def test_very_long_evidence():
    """Evidence that runs on for pages is cut too."""
    whole = "visit " * 2000
    (one,) = shown(replace(match(1), evidence=(long_mark(whole),)), text=whole)

    assert len(one) < 520
    assert one.endswith("…")


def long_mark(whole: str):
    return replace(evidence("visit", text=whole), end=len(whole), sentence=(0, len(whole)))


def test_many_far_marks():
    """Of evidence all over a long sentence the first stretches are shown."""
    whole = ("visit " + "x" * 300 + " ") * 20
    marks = [(at, at + 5) for at in range(len(whole)) if whole[at : at + 5] == "visit"]

    line = text(excerpt(whole, (0, len(whole)), marks))

    assert 1 <= line.count("[visit]") < 20
    assert len(line) < 500


def test_long_sentence_without_marks():
    """A long sentence whose marks are lost shows its beginning."""
    assert text(excerpt(LONG, (0, len(LONG)), [])).startswith("before before")


def test_no_blanks():
    """Scripts without blanks are cut where the room ends."""
    whole = "京" * 400 + "訪問" + "都" * 400
    line = text(excerpt(whole, (0, len(whole)), [(400, 402)]))

    assert line == f"… {'京' * 90}[訪問]{'都' * 90} …"


def test_feed():
    """Evidence from the feed's teaser says so and stands last."""
    teaser = "Orlov is on a visit."
    rules = (match(1, "visit", text=teaser, field=Field.SUMMARY), match(1, "arms", rule="arms"))

    got = quotes(report(1, summary=teaser).article, rules)

    assert [(one.label, text(one.line)) for one in got] == [
        ("", "An [arms] transfer was on the table, two diplomats said."),
        ("From the feed:", "Orlov is on a [visit]."),
    ]


def test_teaser_is_gone():
    """Evidence in a teaser that is no longer there is no reason to fail."""
    assert shown(match(1, "visit", field=Field.SUMMARY), summary=None) == [""]


def test_headline():
    """Evidence in the title is marked in the headline and not quoted again."""
    title = "Orlov  visits\nPort Selen"
    one = match(1, "visits", text=title, field=Field.TITLE)

    assert text(headline(report(1, title=title).article, [one])) == "Orlov [visits] Port Selen"
    assert shown(one, title=title) == []


def test_long_headline():
    """A headline without end is cut."""
    title = "Orlov visits " * 90
    one = match(1, "visits", text=title, field=Field.TITLE)

    line = text(headline(report(1, title=title).article, [one]))

    assert line.startswith("Orlov [visits] Orlov")
    assert line.endswith("…")
    assert len(line) <= 250


@given(
    st.text(st.characters(), max_size=500),
    st.tuples(st.integers(-5, 600), st.integers(-5, 600)),
    st.lists(st.tuples(st.integers(-5, 600), st.integers(-5, 600)), max_size=5),
)
def test_any_offsets(whole, sentence, marks):
    """Damaged offsets never fail, and never quote what the text does not say."""
    pieces = excerpt(whole, sentence, sorted(marks))

    assert len(text(pieces)) < 1000
    assert all(one.text for one in pieces)


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 20))
def test_marks_stay_true(start, length):
    """What is marked is what the evidence says."""
    end = min(start + length, len(TEXT))

    hits = "".join(one.text for one in excerpt(TEXT, (0, len(TEXT)), [(start, end)]) if one.hit)

    assert hits.strip() == " ".join(TEXT[start:end].split())


def test_lone_words_are_not_repeated():
    """A sentence with one word of a longer query, shown already, is not quoted again."""
    text = (
        "Selen sold arms to Orlov. Selen did not comment. A port in Selen closed. Arms of Selen."
    )
    words = [("Selen", 0), ("arms", 11), ("Selen", 26), ("Selen", 59), ("Arms", 73), ("Selen", 81)]
    found = tuple(
        replace(
            evidence(word, text=text), start=at, end=at + len(word), sentence=around(text, at),
            quote=word, clause=word.lower(),
        )
        for word, at in words
    )  # fmt: skip

    assert shown(replace(match(1), evidence=found), text=text) == [
        "[Selen] sold [arms] to Orlov.",
        "[Arms] of [Selen].",
    ]
