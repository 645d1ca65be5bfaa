"""`wirewatch explain`, over files and over the database."""

import json

import pytest
from typer.testing import CliRunner

from service.app.explaining import UnknownRuleError
from service.cli import app
from service.cli.shapes import ExplanationLine
from tests.integration.place import NEWS, Place
from tests.integration.test_cli import Wirewatch


WATCHLIST = """\
watchlist: desk
rules:
  - {id: arms, query: arms transfer}
  - {id: boats, query: '(boat OR ship) AND NOT Monday'}
"""


@pytest.fixture
def wirewatch(place: Place) -> Wirewatch:
    """Have a watchlist, and a text beside it."""
    place.write(desk=WATCHLIST)
    (place.folder / "news.txt").write_text(NEWS)
    return Wirewatch(place)


def test_a_hit_is_explained(wirewatch: Wirewatch) -> None:
    """The tree with yes, then the words in their sentences."""
    printed = wirewatch(f"explain {wirewatch.place.folder}/news.txt --rule arms")
    assert wirewatch.code == 0
    assert printed.splitlines()[:2] == [
        "news.txt: desk/arms holds",
        "  yes  arms NEAR/10 transfer",
    ]
    assert "title 0-4, arms: [Arms] transfer agreed" in printed


def test_a_miss_is_explained(wirewatch: Wirewatch) -> None:
    """Each clause says what was there instead."""
    printed = wirewatch(f"explain {wirewatch.place.folder}/news.txt --rule desk/boats")
    assert "news.txt: desk/boats does not hold" in printed
    assert "no   NOT Monday  (found: Monday)" in printed
    assert "no   ship  (not found" in printed


def test_an_explanation_as_data_has_the_published_shape(wirewatch: Wirewatch) -> None:
    """For scripts, with the same evidence as a match."""
    for rule in ("arms", "boats"):
        (line,) = wirewatch.lines(
            f"explain {wirewatch.place.folder}/news.txt --rule {rule} --json"
        )
        read = ExplanationLine.model_validate_json(json.dumps(line))
        assert (read.id, read.rule) == ("news.txt", f"desk/{rule}")
        assert bool(read.evidence) is read.holds


def test_an_article_of_the_database_is_explained(wirewatch: Wirewatch) -> None:
    """By its number, with the tags of its source."""
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    assert "1: desk/arms holds" in wirewatch("explain 1 --rule arms")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("explain 7 --rule arms", "there is no article 7 in the database"),
        ("explain {}/news.txt --rule amrs", "did you mean 'arms'?"),
        ("explain {}/news.txt --rule zzz", "`wirewatch check` lists them"),
    ],
)
def test_what_does_not_exist_is_told(wirewatch: Wirewatch, line: str, message: str) -> None:
    """A rule or an article that is not there, with the nearest that is."""
    wirewatch.place.drop("news.txt", NEWS)
    wirewatch("run --once")
    with pytest.raises(Exception, match=message.replace("?", r"\?")):
        wirewatch(line.format(wirewatch.place.folder))


def test_one_watchlist_alone(wirewatch: Wirewatch) -> None:
    """Without any other file; lines of records are taken too."""
    path = wirewatch.place.folder / "other.yaml"
    path.write_text(
        "watchlist: other\nrules: [{id: a, query: 'name:nobody'}, {id: b, query: arms}]\n"
    )
    record = json.dumps({"id": "x", "title": "", "text": "Arms."})
    printed = wirewatch(f"explain - --rule b --watchlist {path}", given=record)
    assert "x: other/b holds" in printed
    assert wirewatch.err == "1 mistake elsewhere: wirewatch check\n"
    with pytest.raises(Exception, match="no rule that can be read"):
        wirewatch(f"explain - --rule a --watchlist {path}", given=record)


def test_the_forms_that_were_found_stand_in_the_tree(wirewatch: Wirewatch) -> None:
    """A word is shown as it stands in the text, where it is another than the rule's."""
    printed = wirewatch(f"explain {wirewatch.place.folder}/news.txt --rule arms")
    assert "  yes  arms  (found: Arms, arms)\n" in printed
    assert "  yes  transfer\n" in printed


def test_a_rule_that_is_off_says_why(wirewatch: Wirewatch) -> None:
    """Its own mistake, and no other's."""
    path = wirewatch.place.folder / "off.yaml"
    path.write_text("rules: [{id: a, query: (arms}, {id: b, query: (boat}]\n")
    result = CliRunner().invoke(app, ["explain", "x.txt", "--rule", "b", "--watchlist", str(path)])
    assert isinstance(result.exception, UnknownRuleError)
    assert result.stderr.count("never closed") == 1
    assert ":1:47: " in result.stderr


def test_a_file_that_cannot_be_read(wirewatch: Wirewatch) -> None:
    """It is a finding."""
    wirewatch("explain /nowhere/at.txt --rule arms")
    assert wirewatch.code == 1
    assert "at.txt" in wirewatch.err
