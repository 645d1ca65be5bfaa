"""`wirewatch match names`: which names there are, and how they are spelt."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli import app


OWN = """\
maren: [Ilsa Maren, {spelling: Maren, near: [Tessaro, minister], lang: en}]
nato: [Nato]
kyiv: {also: [{spelling: Kyjev, not_in: Novi Kyjev}]}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "names.yaml").write_text(OWN)
    return tmp_path


def names(config: Path, *line: str) -> Result:
    return CliRunner().invoke(app, ["match", "names", "--config", str(config), *line])


def test_all_names_are_listed(config):
    """Shipped ones and the user's own, in the order of their keys, as rows."""
    result = names(config)
    assert result.exit_code == 0
    head, *rows = result.stdout.splitlines()
    assert head.split() == ["name", "what", "spellings"]
    assert len(rows) > 430
    (maren,) = (row for row in rows if row.startswith("maren"))
    assert maren.endswith("  Ilsa Maren, and 1 more")
    assert [row.split()[1] for row in rows if row.split()[0] in ("nato", "kyiv")] == ["own"] * 2


def test_a_name_is_looked_up_by_any_spelling(config):
    """Accents and case do not matter; few names are shown whole, with what they ask for."""
    assert "name:north-korea (country)" in names(config, "кндр").stdout
    result = names(config, "Reykjavík")
    assert "name:reykjavik (capital)\n  en  Reykjavik\n" in result.stdout
    maren = names(config, "name:maren").stdout
    assert "Ilsa Maren, Maren (near Tessaro | minister, in articles in en)" in maren
    assert "not in Novi Kyjev" in names(config, "kyjev").stdout


def test_a_key_is_that_name_alone(config):
    """`un` is not unesco, and `chad` not all that is near it."""
    assert names(config, "un").stdout.count("name:") == 1


def test_names_for_scripts(config):
    """A JSON line for each."""
    result = names(config, "hamas", "--json")
    (line,) = map(json.loads, result.stdout.splitlines())
    assert (line["name"], line["kind"]) == ("hamas", "organisation")
    assert line["spellings"]["ko"] == ["하마스"]


def test_no_name(config):
    """It is a finding that there is none; a mistake in the file is one, too."""
    result = names(config, "xyzzy")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no name has 'xyzzy' in it" in result.stderr
    (config / "names.yaml").write_text("a b: [x]\n")
    result = names(config, "nato")
    assert (result.exit_code, "'a b' cannot be an id" in result.stderr) == (1, True)


def test_without_a_verb_files_are_matched(tmp_path):
    """`match --watchlist` needs no verb; `match files` is the same."""
    (tmp_path / "w.yaml").write_text("rules: [name:nato]\n")
    (tmp_path / "a.txt").write_text("Talks\n\nThe leaders of NATO met in the capital.\n")
    line = ["--watchlist", str(tmp_path / "w.yaml"), str(tmp_path / "a.txt")]
    without = CliRunner().invoke(app, ["match", *line])
    assert json.loads(without.stdout)["matches"][0]["evidence"][0]["quote"] == "NATO"
    assert CliRunner().invoke(app, ["match", "files", *line]).stdout == without.stdout
    assert CliRunner().invoke(app, ["match", "--help"]).stdout.count("names") >= 1
