"""The engine against the meaning."""

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.matches.compile import compile_rules
from service.matches.evaluate import candidates, evaluate
from service.matches.words import Folded
from tests.oracle import Field, ask
from tests.unit.matches.languages import (
    ARTICLES,
    GAPS,
    NAMES,
    SCRIPTS,
    Case,
    Choices,
    cases,
)
from tests.unit.matches.make import article, rule


CASES = int(os.environ.get("WIREWATCH_PROVE_CASES", "3000"))  # noqa: TID251 - only tests read it
"""How many articles are asked; `make prove` asks many more."""


@settings(
    max_examples=max(1, CASES // ARTICLES),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(cases)
def test_engine_and_meaning_agree(case: Case) -> None:
    """Truth and evidence are those of the brute-force evaluator, and every hit is a candidate."""
    query, pages = case
    asked = rule(query, names=NAMES, nearness=2, languages=("en", "ru", "el"))
    made = compile_rules([asked])
    for title, body, summary in pages:
        page = article(body, title, summary=summary)
        holds, evidence = ask(asked, page)
        found = evaluate(made, page)
        assert bool(found) == holds
        pieces = {(e.field.value, e.clause, e.start, e.end) for m in found for e in m.evidence}
        assert pieces == evidence
        assert not holds or asked.key in candidates(made, f"{title}\n{body}\n{summary}")


text = st.binary(max_size=40).map(
    lambda data: Choices(data).text(
        [word for one in SCRIPTS.values() for word in one.words], (*GAPS, ""), 8
    )
)


@settings(max_examples=200, deadline=None)
@given(text)
def test_words_are_those_of_the_meaning(text: str) -> None:
    """The words and their places are those that a plain reading finds."""
    folded, field = Folded(text), Field(text)
    assert folded.words == [token.word for token in field.tokens]
    halves = [cell for cell in field.cells for _ in range(cell.halves if folded.unit == 2 else 1)]
    assert folded.offsets == [(cell.start, cell.end) for cell in halves]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_every_word_has_its_place(text: str) -> None:
    """Whatever the text, there are as many places as words, in order, inside the text."""
    folded = Folded(text)
    assert len(folded.offsets) == len(folded.row)
    assert all(start < end <= len(text) for start, end in folded.offsets)
    assert [start for start, _ in folded.offsets] == sorted(start for start, _ in folded.offsets)


SIGNS = """a b 북한 京 NOT AND OR NEAR/2 ONEAR SENTENCE PARAGRAPH ( ) - = ~ ~5 * ? " “ ” « : title:
case: name:dprk source: source:x atleast2( atleast2 /a/ /[/ /( / | + \\ [ ] x* abc* Abcde~ and"""
broken = st.text(alphabet="ab AND OR NOT NEAR/2\"()-*?~:=“”'[]|+\\", max_size=30) | st.lists(
    st.sampled_from([*SIGNS.split(), " ", " ", " "]), max_size=14
).map("".join)


@settings(max_examples=500, deadline=None)
@given(broken)
def test_any_text_is_read_or_refused(text: str) -> None:
    """No query, however broken, does anything but compile or give a problem with a column."""
    made = compile_rules([rule(text)])
    errors = [problem for problem in made.problems if problem.severity == "error"]
    assert len(made.rules) + len(errors) == 1
    assert all(1 <= problem.column <= len(text) + 1 for problem in made.problems)
