"""Slips in config.yaml, sources.yaml and names.yaml: what was meant, and no secret in what is said."""

from pathlib import Path

import pytest

from service.errors import ConfigError, Problem
from service.settings.document import parse
from service.settings.slips import MOST_READ, load, mend, page_of, quoted


def said(tmp_path: Path, text: str) -> Problem:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("text", "line", "instead"),
    [
        ("channels:\n  mail:\n    type: email\n   host: a\n", 4, "    host: a"),
        ("sources:\n  - id: a\n\turl: b\n", 3, "    url: b"),
        ("look:\n  title: News: all of it\n", 2, "  title: 'News: all of it'"),
        ("kim: [Kim Jong-un\nputin: [Putin]\n", 1, "kim: [Kim Jong-un]"),
    ],
)
def test_the_line_that_was_meant(tmp_path, text, line, instead):
    """It is shown in every file, where YAML refuses one."""
    problem = said(tmp_path, text)
    assert (problem.line, problem.instead) == (line, instead)
    lines = text.split("\n")
    lines[line - 1] = problem.instead
    assert parse("\n".join(lines), "w.yaml").data


@pytest.mark.parametrize("value", ["@geheim", '"geheim" 1', "geheim: 1", "[geheim", "`geheim"])
def test_a_secret_is_not_repeated(tmp_path, value):
    """Neither in the line, nor in the mend, nor in the line to write."""
    problem = said(tmp_path, f"channels:\n  mail:\n    password: {value}\n")
    assert "geheim" not in repr(problem)
    assert problem.mend


def test_a_large_file_is_given_up(tmp_path):
    """Guesses are tried while they are cheap."""
    text = "rules:\n" + "  - arms\n" * 5000 + " - boat\n"
    page = page_of(text, "w.yaml")
    refused = page.refusal()
    assert refused is not None
    assert mend(page, refused)
    page.left = len(text) - 1
    assert mend(page, refused) == ()
    assert len(text) < MOST_READ


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a: b", "'a: b'"),
        ("Kim's", "'Kim''s'"),
        ("'Kim''s", "'Kim''s'"),
        ('"a b', "'\"a b\"'"),
        ('"a b" OR "c', '\'"a b" OR "c"\''),
    ],
)
def test_values_in_quotes(value, expected):
    """Quotes inside are doubled, and a phrase is closed."""
    assert quoted(value) == expected
