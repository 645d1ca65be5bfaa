"""The engine against the meaning."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.matches.compile import compile_rules
from service.matches.evaluate import candidates, evaluate
from service.matches.words import Folded
from tests.oracle import ask, tokenise
from tests.unit.matches.make import article, rule


WORDS = ["arms", "Visit", "visits", "visited", "transfer", "Kim", "Jong", "un", "re", "coop", "NK"]
NAMES = {"kim": ("Kim Jong-un", "case:KIM"), "coop": ("co-op", "Córdoba")}
LEAVES = [
    *["arms", "visit", "visits", "transfer", "Jong-un", "jongun", "=visit", "case:Kim", "coop"],
    *['"Kim Jong-un"', '"visit arms"', '"jongun visits"', "tran*", "vis?t*", "name:kim"],
    *["name:coop", "“name:kim visits”", '"arms tran*"', "cordoba", '"case:Visit un"'],
]

leaf = st.sampled_from(LEAVES)


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Make something that NEAR takes out of what it takes."""
    near = st.builds(
        "({} {}NEAR/{} {})".format, parts, st.sampled_from(["", "O"]), st.integers(0, 4), parts
    )
    group = st.builds("({} OR {})".format, parts, parts)
    beside = st.lists(parts, min_size=2, max_size=4).map(lambda some: f"({' '.join(some)})")
    return near | group | beside


operand = st.recursive(leaf, joined, max_leaves=4)
positive = operand | st.builds("{}:{}".format, st.sampled_from(["title", "lead", "body"]), operand)


def combined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Make a boolean clause out of clauses."""
    both = st.builds("({} {} {})".format, parts, st.sampled_from(["AND", "OR"]), parts)
    return both | parts.map(lambda part: f"NOT {part}") | parts.map(lambda part: f"({part})")


query = st.recursive(positive | st.just("source:wire"), combined, max_leaves=4)
gap = st.sampled_from([" ", " ", " ", "-", ", ", ". ", "'s ", "’s, ", "\n\n", " – "])
word = st.sampled_from([*WORDS, "KIM", "Córdoba", "ﬁre", "co", "op", "x", "transferring"])


def written(least: int, most: int) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(word, gap), min_size=least, max_size=most)
    return pairs.map(lambda some: "".join(map("".join, some)))


text = written(0, 4)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(query=query, title=text, body=written(6, 12), summary=text)
def test_engine_and_meaning_agree(query: str, title: str, body: str, summary: str) -> None:
    """Truth and evidence are those of the brute-force evaluator."""
    asked = rule(query, names=NAMES, nearness=2)
    made = compile_rules([asked])
    page = article(body, title, summary=summary)
    holds, evidence = ask(asked, page)
    found = evaluate(made, page)
    assert bool(found) == holds
    pieces = {(e.field.value, e.clause, e.start, e.end) for m in found for e in m.evidence}
    assert pieces == evidence
    if holds:
        assert asked.key in candidates(made, f"{title}\n{body}\n{summary}")


@settings(max_examples=200, deadline=None)
@given(text)
def test_words_are_those_of_the_meaning(text: str) -> None:
    """The words and their places are those that a plain reading finds."""
    folded = Folded(text)
    tokens = tokenise(text)
    assert folded.words == [token.word for token in tokens]
    assert folded.offsets == [(token.start, token.end) for token in tokens]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_every_word_has_its_place(text: str) -> None:
    """Whatever the text, there are as many places as words, in order, inside the text."""
    folded = Folded(text)
    assert len(folded.offsets) == len(folded.row)
    assert all(start < end <= len(text) for start, end in folded.offsets)
    assert [start for start, _ in folded.offsets] == sorted(start for start, _ in folded.offsets)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab AND OR NOT NEAR/2\"()-*?~:=“”'", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No query, however broken, does anything but compile or give a problem with a column."""
    made = compile_rules([rule(text)])
    errors = [problem for problem in made.problems if problem.severity == "error"]
    assert len(made.rules) + len(errors) == 1
    assert all(1 <= problem.column <= len(text) + 1 for problem in made.problems)
