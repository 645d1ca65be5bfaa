import json

import pytest

from service.matches.explain import Step, describe, explain
from tests.unit.matches.make import NAMES, article, rule


def test_describe():
    """How a rule was read, and what each leaf finds."""
    assert describe(rule("arms transfer")) == (
        "arms NEAR/10 transfer\n  transfer: transfer, transferred, transferring, transfers"
    )
    assert describe(rule("title:missil* OR wom?n")) == "title:(missil*) OR wom?n"
    assert describe(rule("name:dprk")).endswith("case:NK, dprk, n korea, north korea, кндр, 북한…")


def test_describe_the_whole_language():
    """What a wildcard, a name in nearly this spelling or an expression finds stands under it."""
    assert describe(rule("Shoigu~ NOT NEAR/5 visit*")) == (
        "Shoigu~ NOT NEAR/5 visit*\n  Shoigu~: shoigu, with one letter different"
    )
    assert describe(rule("Kim~")).endswith("Kim~: kim, with no letter different")
    assert describe(rule("=arms SENTENCE =deal OR /x/")) == (
        "(=arms SENTENCE =deal) OR /x/\n  =arms: arms\n  =deal: deal"
    )


def test_describe_wildcards():
    """A wildcard is shown as it is looked for."""
    assert describe(rule("Wom?n*")) == "Wom?n*\n  Wom?n*: wom?n*"


def test_describe_many_spellings():
    """A long list of forms is cut and counted."""
    names = {"x": tuple(f"Spelling{number:02}" for number in range(15))}
    assert describe(rule("name:x", names=names)).endswith("spelling11, and 3 more")


def test_describe_what_cannot_be_read():
    """A query that cannot be read says where and why."""
    assert describe(rule("(arms")) == "not read: col 1: '(' is never closed (add ')')"


def note(query: str, text: str, title: str = "", **more) -> str:
    """Give the note of the first node that has one."""

    def first(step: Step) -> str:
        return next((n for n in (step.note, *map(first, step.steps)) if n), "")

    root = explain(rule(query), article(text, title, **more)).root
    assert root
    return first(root)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("arms", "Arms.", ""),
        ("missile", "A missle flew.", "not found; nearest: missle"),
        ("missile", "Rain.", "not found"),
        ("case:WHO", "Who came?", "only in another case or form: who"),
        ("title:arms", "Arms.", "not in the title, though elsewhere in the article"),
        (
            "arms NEAR/1 transfer",
            "arms a b transfer",
            "nearest: 2 words between, at most 1 allowed",
        ),
        ("arms ONEAR/3 transfer", "transfer arms", "only in the other order"),
        ("arms NEAR/3 transfer", "arms", "transfer is not there"),
        ("one two three", "one a b c d e f g h i two x y three", "nearest: "),
        ("lang:ko", "Arms.", "it is not known"),
        ("source:x", "Arms.", "it is wire"),
        ("NOT arms", "Of arms.", "found: arms"),
        ("NOT (arms OR navy)", "Of arms.", "found: arms"),
        ("NOT source:wire", "Arms.", "it is wire"),
        (
            "arms ONEAR/1 transfer",
            "arms a b transfer arms",
            "nearest: 2 words between, at most 1 allowed",
        ),
        (
            '"arms transfer"',
            "Transfer of arms.",
            "its words are there, though not next to each other",
        ),
        ('"arms transfer"', "Transfers of arms.", "transfer: not found; nearest: transfers"),
        ('"arms deal"', "Rain.", "arms: not found"),
        ("case:Arms", "ARMS", "only in another case or form: arms"),
        ("Shoigu~", "Shaygou", "not found"),
        ("missil*", "A missle flew.", "not found; nearest: missle"),
        ("북한", "북한군", "not found; nearest: 북한군"),
        ("/kim/", "Kim came.", "only in another case: Kim"),
        (r"/\bkim\b/", "Kims, Kim came.", "only in another case: Kim"),
        ("/kim/", "Nobody came.", "not found"),
        (
            "bank NOT NEAR/3 river",
            "The river bank.",
            "the only one has river near: nearest 0 words between",
        ),
        (
            "bank NOT NEAR/3 river",
            "The river bank, the bank.",
            "each of them has river near: nearest 0 words between",
        ),
        ("bank NOT NEAR/3 bank", "The bank.", "the only one has bank near"),
        ("bank NOT NEAR/3 river", "The river.", "bank is not there"),
        ("arms SENTENCE deal", "Arms. A deal.", "all are there, though never in one sentence"),
        (
            "(arms SENTENCE deal) PARAGRAPH navy",
            "Arms. Deal. Navy.",
            "all are there, though never in one paragraph",
        ),
        ("arms SENTENCE deal", "Arms.", "deal is not there"),
        ("atleast3(arms)", "Arms.", "only 1 time, at least 3 wanted"),
        ("atleast3(arms)", "Arms and arms.", "only 2 times, at least 3 wanted"),
        ("atleast3(arms)", "Rain.", "arms is not there"),
        (
            "title:(arms NEAR/1 deal)",
            "Arms deal.",
            "not in the title, though elsewhere in the article",
        ),
        ("title:arms", "", "not found"),
        ("one NEAR/3 one", "one", "never in one field"),
    ],
)
def test_note(query, text, expected):
    """A clause that fails says what was there instead."""
    found = note(query, text)
    assert found == expected or (expected.endswith(" ") and found.startswith(expected))


def test_words_in_two_fields():
    """Words of which each stands in another field never come near."""
    assert note("arms NEAR/3 transfer", "A transfer.", "Arms") == "never in one field"


def test_explain_a_hit():
    """A hit has its tree and its evidence, as plain data too."""
    found = explain(rule("arms AND NOT navy"), article("Arms."))
    assert (found.rule, found.holds, found.note) == ("w/r", True, "")
    assert [piece.quote for piece in found.evidence] == ["Arms"]
    assert found.root
    assert [step["holds"] for step in found.root.as_data()["steps"]] == [True, True]
    assert json.dumps(found.root.as_data())


def test_explain_a_source_not_looked_at():
    """Words that hold do not help where the rule does not look."""
    asked = rule("arms", include=("*.kr",))
    found = explain(asked, article("Arms.", url="https://a.com/1", tags=("x",)))
    assert not found.holds
    assert found.note == "the rule does not look at this source: wire (tags: x; host: a.com)"
    assert "tags: none; host: none" in explain(asked, article("Arms.")).note


def test_explain_what_cannot_be_read():
    """A broken rule explains itself."""
    found = explain(rule("(arms", names=NAMES), article("Arms."))
    assert (found.holds, found.root) == (False, None)
    assert "never closed" in found.note
