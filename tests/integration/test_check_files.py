"""`wirewatch check` over some files, over many rules, and over rules that nobody is told of."""

import json
from pathlib import Path

import pytest

from service.app.some import NoSuchFileError
from service.cli.check import MOST_SHOWN
from tests.integration.place import CONFIG, INSTANT, WATCHLIST, Place
from tests.integration.test_cli import Wirewatch


QUIET = "watchlist: quiet\nrules: [arms deal]\n"


@pytest.fixture
def wirewatch(place: Place) -> Wirewatch:
    return Wirewatch(place)


def watchlists(wirewatch: Wirewatch) -> Path:
    return wirewatch.place.config / "watchlists"


# --- some files --------------------------------------------------------------------------------


def test_one_file_alone(wirewatch: Wirewatch) -> None:
    """With the channels that are configured, and without the mistakes of its neighbours."""
    wirewatch.place.write(desk=WATCHLIST, other="rules: [(arms]\n")
    printed = wirewatch(f"check {watchlists(wirewatch) / 'desk.yaml'}")
    assert (wirewatch.code, wirewatch.err) == (0, "")
    assert "arms NEAR/10 transfer" in printed
    assert printed.endswith(
        "1 watchlist, 2 rules, 1 stream; 0 of 0 tests passed; 0 errors, 0 warnings\n"
    )


def test_mistakes_around_a_file_are_counted(wirewatch: Wirewatch) -> None:
    """In one line; they are not this file's."""
    wirewatch.place.write(desk=WATCHLIST, sources="sources:\n  - {id: a b, path: x}\n")
    wirewatch(f"check -q {watchlists(wirewatch) / 'desk.yaml'}")
    assert (wirewatch.code, wirewatch.err) == (0, "1 mistake elsewhere: wirewatch check\n")


def test_a_file_outside_of_any_configuration(wirewatch: Wirewatch, tmp_path: Path) -> None:
    """Rules and tests are checked; whether its channels exist nobody can say."""
    (tmp_path / "mine.yaml").write_text(f"{WATCHLIST}names: {{x: [(]}}\n")
    wirewatch.environment["WIREWATCH_CONFIG_DIR"] = str(tmp_path / "none")
    wirewatch(f"check -q {tmp_path / 'mine.yaml'}")
    assert wirewatch.code == 1
    assert "a spelling has no letter or digit" in wirewatch.err
    assert "channel" not in wirewatch.err
    assert "nobody is told" not in wirewatch.err


def test_a_folder_of_files(wirewatch: Wirewatch) -> None:
    """Each file has its heading, with its mistakes below; what repeats itself is told once."""
    wirewatch.place.write(desk=WATCHLIST)
    (watchlists(wirewatch) / "a.yaml").write_text("rules:\n  - (arms\n  - (boats\n  - (trains\n")
    (watchlists(wirewatch) / "b.yaml").write_text("rules: [(arms]\ndigest: {}\n")
    wirewatch(f"check --quiet {watchlists(wirewatch)}")
    lines = wirewatch.err.splitlines()
    assert lines[0] == "watchlists/a.yaml: 3 errors, 1 warning"
    assert "    the same on lines 3 and 4" in lines
    assert "watchlists/b.yaml: 3 errors" in lines
    assert sum("never closed" in line for line in lines) == 2


def test_a_folder_of_configuration_is_checked_whole(wirewatch: Wirewatch) -> None:
    """Like `--config`."""
    wirewatch.place.write(desk=WATCHLIST)
    assert wirewatch(f"check {wirewatch.place.config}") == wirewatch("check")
    assert "1 source" in wirewatch.out


@pytest.mark.parametrize("name", ["names.yaml", "sources.yaml"])
def test_a_shared_file_alone(wirewatch: Wirewatch, name: str) -> None:
    """Names and sources are told of where they stand, and nothing else is."""
    wirewatch.place.write(desk="rules: [(arms]\n")
    (wirewatch.place.config / name).write_text("a: {b: c}\n")
    wirewatch(f"check {wirewatch.place.config / name}")
    assert wirewatch.code == 1
    assert wirewatch.err.startswith(f"config/{name}:1:")
    assert "(arms" not in wirewatch.err


@pytest.mark.parametrize(
    ("name", "said"),
    [("desk.yml", "there is no file .*did you mean .*desk.yaml"), ("empty", "no watchlist")],
)
def test_what_is_not_there(wirewatch: Wirewatch, name: str, said: str) -> None:
    """A file that does not exist, or a folder without watchlists."""
    wirewatch.place.write(desk=WATCHLIST)
    (watchlists(wirewatch) / "empty").mkdir()
    with pytest.raises(NoSuchFileError, match=said):
        wirewatch(f"check {watchlists(wirewatch) / name}")


# --- many rules --------------------------------------------------------------------------------


def test_many_rules_are_counted(wirewatch: Wirewatch) -> None:
    """Nobody reads a thousand of them; `--rules` shows them all the same."""
    rules = "".join(f"  - boat{number} ship\n" for number in range(MOST_SHOWN + 1))
    wirewatch.place.write(desk=f"{WATCHLIST.replace('rules:', f'rules:{chr(10)}{rules}', 1)}")
    printed = wirewatch("check")
    assert f"The desk (watchlists/desk.yaml): {MOST_SHOWN + 3} rules\n" in printed
    assert "NEAR/10" not in printed
    assert wirewatch("check --rules").count("NEAR/10") == MOST_SHOWN + 3
    assert "NEAR/10" not in wirewatch("check --no-rules")


# --- nobody is told ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("watchlist", "config", "warned"),
    [
        (QUIET, "", "nobody is told what 'quiet' finds"),
        (f"{QUIET}digest: {{schedule: 08:00, to: console}}\n", "", ""),
        (QUIET, "digests: [{id: d, title: D, watchlists: quiet, schedule: 08:00, to: console}]", ""),
        (QUIET + INSTANT, "", "nobody is told what 'quiet' finds"),
        (WATCHLIST.partition("digest:")[0] + INSTANT, "", "rules of tier normal find (1 here)"),
        (f"{QUIET}digest: {{schedule: 08:00, to: cnsole}}\n", "", ""),
    ],
    ids=["alone", "digest", "joint", "instant", "instant for some", "off"],
)  # fmt: skip
def test_rules_that_nobody_is_told_of(
    wirewatch: Wirewatch, watchlist: str, config: str, warned: str
) -> None:
    """No digest, no joint one, nothing at once for its tier: a warning, unless it is off anyway."""
    wirewatch.place.write(desk=watchlist, config=f"{CONFIG}{config}\n")
    wirewatch("check --quiet")
    assert ("nobody is told" in wirewatch.err) is bool(warned)
    assert warned in wirewatch.err


# --- the id of a file --------------------------------------------------------------------------


def test_a_name_with_blanks_becomes_an_id(wirewatch: Wirewatch) -> None:
    """`My Desk.yaml` is `my-desk`; what it was called before is its former name."""
    wirewatch.place.write(desk=WATCHLIST)
    (watchlists(wirewatch) / "My Desk.yaml").write_text(WATCHLIST.partition("\n")[2])
    (found,) = wirewatch.lines("check --json")
    assert {"my-desk/arms", "desk/arms"} <= {one["rule"] for one in found["rules"]}
    assert json.dumps(found["problems"]) == "[]"
