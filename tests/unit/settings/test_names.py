"""`config/names.yaml`: plain spellings, and spellings that ask for something."""

from pathlib import Path

import pytest

from service.model import NEARBY, NameSpelling
from service.settings import load_names, shipped


ROOT = Path(__file__).resolve().parents[3]
BELOW = {"un": ("United Nations", "case:UN")}


@pytest.fixture
def names(tmp_path):
    """Read a text as `names.yaml`, over the names of `BELOW`."""

    def from_text(text: str):
        path = tmp_path / "names.yaml"
        path.write_text(text, encoding="utf-8")
        found, problems = load_names(path, BELOW)
        own = {key: spellings for key, spellings in found.items() if BELOW.get(key) != spellings}
        return own, [f"{one.line}:{one.column}: {one.message}" for one in problems]

    return from_text


def test_names_have_their_spellings(names):
    """All as text, in order, each once; one spelling needs no list."""
    found = names("dprk: [North Korea, N. Korea, 'case:NK', 북한, 북한]\nno: no\n")
    assert found == ({"dprk": ("North Korea", "N. Korea", "case:NK", "북한"), "no": ("no",)}, [])


def test_spellings_may_ask_for_something(names):
    """A context word, no longer name around it, a language of the article."""
    text = """\
kim:
  - Kim Jong-un
  - {spelling: Kim, near: [Pyongyang, 북한]}
  - {spelling: "case:Jong", near: Kim, within: article}
guinea: {spelling: Guinea, not_in: Equatorial Guinea, lang: en}
plain: [{spelling: Ga}]
"""
    found, problems = names(text)
    assert not problems
    assert found["kim"] == (
        "Kim Jong-un",
        NameSpelling(text="Kim", near=("Pyongyang", "북한"), within=NEARBY),
        NameSpelling(text="case:Jong", near=("Kim",), within=None),
    )
    assert found["guinea"] == (
        NameSpelling(text="Guinea", not_in=("Equatorial Guinea",), only_in=("en",)),
    )
    assert found["plain"] == ("Ga",)


def test_a_name_may_be_called_something_else_too(names):
    """`also` adds to a name that exists; without it, the name is replaced."""
    assert names("un: {also: [ООН, UNO]}")[0] == {
        "un": ("United Nations", "case:UN", "ООН", "UNO")
    }
    assert names("un: UNO")[0] == {"un": ("UNO",)}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('a: [x, ""]', "1:8: a spelling has no letter or digit"),
        ("b b: [x]", "1:1: 'b b' cannot be an id"),
        ("c:", "1:1: 'c' has no spellings"),
        ('f: ["name:a"]', "1:5: names do not contain names"),
        ("f: [{spelling: x, near: ['name:a']}]", "1:26: names do not contain names"),
        (f"g: [{'x' * 201}]", "1:5: a spelling has more than 200 letters"),
        ("h: [Kim*]", "1:5: a spelling takes no wildcards"),
        ("h: {spelling: Kim, not_in: '!'}", "1:28: a spelling has no letter or digit"),
        ("i: [{near: x}]", "1:5: missing key 'spelling'"),
        ("i: [{spelling: x, nere: y}]", "1:19: unknown key 'nere': did you mean 'near'?"),
        ("j: {spelling: x, near: y, within: far}", "1:35: 'within': 'far' is no distance"),
        ("j: {spelling: x, near: y, within: 1001}", "1:35: 'within': '1001' is no distance"),
        (
            "j: [{spelling: x, within: 9}]",
            "1:5: 'within' says how far from 'near', and that is missing",
        ),
        ("k: {spelling: x, lang: english}", "1:24: 'lang': 'english' is no language code"),
        ("l: [[x]]", "1:5: a spelling has no letter or digit"),
        ("un: {also: x, near: y}", "1:15: 'near' does not go with 'also'"),
        ("uno: {also: x}", "1:1: there is no name 'uno' that could be called something else, too"),
        ("- a", "1:1: names need spellings"),
    ],
)
def test_a_bad_name_does_not_stop_the_others(names, text, problem):
    """Each mistake has its place."""
    found, problems = names(text)
    assert (found, problems) == ({}, [problem])
    if ":" in text:
        assert names(f"{text}\nz: ok\n") == ({"z": ("ok",)}, [problem])


def test_a_file_of_names_may_be_missing_empty_or_wrong(names, tmp_path):
    """Only the last is a problem; the names below stay."""
    assert load_names(tmp_path / "none.yaml", BELOW) == (BELOW, ())
    assert names("# nothing yet\n") == ({}, [])
    found, problems = names("a: *b\n")
    assert (found, problems[0][:13]) == ({}, "1:4: YAML doe")


def test_the_sample_names_are_valid():
    """What stands in `config/` loads."""
    found, problems = load_names(ROOT / "config/names.yaml", shipped())
    assert "maren" in found
    assert not problems
