"""What was good outlives a mistake in its file: over a reload, and over a restart."""

from pathlib import Path

from service.app.build import build, configuration
from service.app.files import Files, read
from service.app.good import FOLDER, keep_good, recall, remember
from service.app.running import NO_NUMBER
from tests.integration.place import WATCHLIST, Place


BROKEN = "watchlist: desk\nrules: [boat]\nrules: [ship]"


def files_of(place: Place) -> Files:
    return read(place.config, place.environment)


def queries(files: Files) -> dict[str, str]:
    return {key: compiled.rule.query for key, compiled in files.rules.rules.items()}


async def test_a_watchlist_that_breaks_before_a_restart_still_holds(place: Place) -> None:
    """A start takes the copy of the day when the file had no mistake, and tells the readers."""
    remember(files_of(place))
    (copy,) = (place.data / "good").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    place.write(desk=BROKEN)
    files = recall(files_of(place))
    assert queries(files) == {"desk/arms": "arms transfer", "desk/visit": "Maren visit"}
    assert [stream.id for stream in files.streams] == ["desk"]
    async with place.open() as service:
        built = build(files, service.http, place.outside)
    (off,) = configuration(files, built, NO_NUMBER).off
    assert off.startswith("desk.yaml has a mistake")


def test_a_file_may_have_another_name_than_its_watchlist(place: Place) -> None:
    """A file that cannot be read does not say which watchlist it holds: its name does."""
    place.write(korea=WATCHLIST.replace("watchlist: desk", "watchlist: other"))
    held = files_of(place)
    place.write(korea=BROKEN)
    assert sorted(queries(keep_good(files_of(place), held))) == [
        "desk/arms", "desk/visit", "other/arms", "other/visit",
    ]  # fmt: skip


def test_a_broken_rule_falls_back_and_its_neighbours_go_on(place: Place) -> None:
    """Only what cannot be understood is taken from the copy."""
    remember(files_of(place))
    broken = WATCHLIST.replace("arms transfer", "(arms").replace("Maren visit", "herring")
    place.write(desk=broken)
    assert queries(recall(files_of(place))) == {
        "desk/arms": "arms transfer",
        "desk/visit": "herring",
    }


def test_what_has_a_mistake_is_not_remembered(place: Place) -> None:
    """The copy stays the last good one; a deleted file leaves none."""
    remember(files_of(place))
    copy = place.data / FOLDER / "desk.yaml"
    place.write(desk=BROKEN)
    remember(files_of(place))
    assert copy.read_text() == WATCHLIST
    (place.config / "watchlists" / "desk.yaml").unlink()
    remember(files_of(place))
    assert not copy.exists()


def test_without_mistakes_or_copies_nothing_is_recalled(place: Place) -> None:
    """The files alone count."""
    files = files_of(place)
    assert recall(files) is files
    place.write(desk=BROKEN)
    assert queries(recall(files_of(place))) == {}


def test_a_watchlist_may_have_the_name_of_another_file(place: Place) -> None:
    """A mistake in `watchlists/sources.yaml` is none in `sources.yaml`, and the other way round."""
    lists = place.config / "watchlists"
    (lists / "sources.yaml").write_text(WATCHLIST.replace("watchlist: desk", "watchlist: other"))
    held = files_of(place)
    (lists / "sources.yaml").write_text(BROKEN)
    place.write(sources="sources: []\n")
    now = keep_good(files_of(place), held)
    assert now.sources == ()
    assert now.kept == {"watchlists/sources.yaml"}
    assert "other/arms" in queries(now)
    (lists / "sources.yaml").unlink()
    place.write(sources="sources: [}")
    now = keep_good(files_of(place), held)
    assert [one.id for one in now.sources] == ["inbox"]
    assert now.kept == {"config/sources.yaml"}
    assert "other/arms" not in queries(now)


def test_pins_with_a_mistake_leave_those_that_held(place: Place) -> None:
    """A reload keeps them all; a start takes those that can be read."""
    pins = place.config / "pins.yaml"
    pins.write_text("together:\n  - [1, 2]\n")
    held = files_of(place)
    pins.write_text("together:\n  - [1, two]\n  - [3, 4]\n")
    broken = files_of(place)
    kept = keep_good(broken, held)
    assert kept.pins.together == (("1", "2"),)
    assert {Path(name).name for name in kept.kept} == {"pins.yaml"}
    assert recall(broken).pins.together == (("3", "4"),)
    assert recall(broken).kept == frozenset()
