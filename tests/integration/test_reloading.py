"""Files that change while the service runs: what is good is taken over, the last good stays."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from service.app.reloading import Reloader
from service.app.running import Service
from service.model import SourceId
from tests.fakes import Vanished
from tests.integration.place import CONFIG, NEWS, SOURCES, WATCHLIST, Place


@asynccontextmanager
async def running(place: Place) -> AsyncIterator[tuple[Service, Reloader]]:
    async with place.open() as service:
        yield service, Reloader(service, place.config, lambda: place.environment, place.outside)


def queries(service: Service) -> dict[str, str]:
    rules = service.pipeline.configuration.rules.rules
    return {key: compiled.rule.query for key, compiled in rules.items()}


async def test_a_new_rule_holds_from_now_on(place: Place) -> None:
    """It gets a number of its own, and the next article is matched by it."""
    async with running(place) as (service, reloader):
        place.write(desk=WATCHLIST.replace("Maren visit", "herring"))
        assert (await reloader.reload()).good
        assert queries(service)["desk/visit"] == "herring"
        assert service.pipeline.configuration.rule_set == 2
        place.drop("news.txt", NEWS.replace("arms transfer", "herring"))
        assert (await service.once()).digests == 1
    assert any("herring" in text for text in place.printed)


def logged(capsys: Any) -> list[Any]:
    """Give what was logged since a reload set the log up."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


async def test_a_reload_says_what_it_changed(place: Place, capsys: Any) -> None:
    """How much is in force, and by name what came, went and is another."""
    async with running(place) as (_, reloader):
        place.write(
            desk=WATCHLIST.replace("arms transfer", "herring").replace("id: visit", "id: trip"),
            sea="rules: [" + ", ".join(f"fish{number}" for number in range(12)) + "]\n",
            sources=f"{SOURCES}  - {{id: more, path: more}}\n",
        )
        await reloader.reload()
        (told,) = [one for one in logged(capsys) if one["event"] == "config.reloaded"]
        assert (told["sources"], told["rules"], told["streams"]) == (2, 14, 1)
        assert (told["off"], told["held"]) == (0, 0)
        rules = ", ".join(sorted(["desk/trip", *(f"sea/fish{one}" for one in range(12))])[:10])
        assert told["added"] == [
            "1 watchlist: sea",
            "1 source: more",
            f"13 rules: {rules}, and 3 more",
        ]
        assert told["removed"] == ["1 rule: desk/visit"]
        assert told["changed"] == ["1 rule: desk/arms"]


async def test_a_reload_in_part_says_what_is_held_and_what_is_off(
    place: Place, capsys: Any
) -> None:
    """A rule that was good before is held back; one that never was is off."""
    async with running(place) as (service, reloader):
        place.write(desk=WATCHLIST.replace("arms transfer", "(arms"))
        await reloader.reload()
        place.write(new="rules: ['(a']\n")
        await reloader.reload()
        told = [one for one in logged(capsys) if "mistakes" in one]
        assert [(one["off"], one["held"]) for one in told] == [(0, 1), (1, 1)]
        assert [one["added"] for one in told] == [[], ["1 watchlist: new"]]
        assert len(service.pipeline.configuration.mistakes) == 2


async def test_a_source_that_is_off_is_named_to_readers(place: Place) -> None:
    """They know its name, not its line; refused by the file's shape or by its kind."""
    odd = "  - {id: often, path: o, every: 30s}\n  - {id: odd, path: odd, colour: red}\n"
    place.write(sources=SOURCES + odd)
    async with place.open() as service:
        often, other = service.pipeline.configuration.off
    assert often == "Source often is off: 'every': must be at least 1m (sources.yaml:3)"
    assert other.startswith("Source odd is off: unknown key 'colour'")


async def test_what_never_was_good_is_off_beside_what_is_held(place: Place) -> None:
    """A file that is held back holds nothing for a rule or a source that is new in it."""
    async with running(place) as (service, reloader):
        place.write(
            desk=WATCHLIST.replace("rules:\n", "rules:\n  - {id: new, query: (x}\n"),
            sources=f"{SOURCES}  - {{id: often, path: o, every: 30s}}\n",
        )
        await reloader.reload()
        in_force = service.pipeline.configuration
        assert (len(in_force.off), in_force.held) == (2, 0)
        assert in_force.off[0].startswith("Source often is off: ")
        assert in_force.off[1].startswith("Switched off: rule new: ")


async def test_a_broken_query_leaves_the_last_good_one(place: Place) -> None:
    """The mistake is told with its place; the neighbours take their changes over."""
    async with running(place) as (service, reloader):
        broken = WATCHLIST.replace("arms transfer", "(arms").replace("Maren visit", "herring")
        place.write(desk=broken)
        last = await reloader.reload()
        assert last.good
        (problem,) = last.problems
        assert (problem.line, problem.rule) == (4, "arms")
        assert queries(service) == {"desk/arms": "arms transfer", "desk/visit": "herring"}
        (off,) = service.pipeline.configuration.off
        assert off == "desk.yaml has a mistake in line 4; what was good before still holds"


@pytest.mark.parametrize("text", ["watchlist: desk\nrules: [", "watchlist: desk\nrules: 7\n"])
async def test_a_file_that_cannot_be_read_leaves_all_it_held(place: Place, text: str) -> None:
    """Rules and streams stay until the file is mended, whatever is wrong with it."""
    async with running(place) as (service, reloader):
        place.write(desk=text)
        last = await reloader.reload()
        assert [problem.severity for problem in last.problems] == ["error"]
        assert sorted(queries(service)) == ["desk/arms", "desk/visit"]
        assert list(service.pipeline.configuration.streams) == ["desk"]


async def test_a_file_that_was_deleted_is_gone(place: Place) -> None:
    """No mistake, but a decision: its rules and streams end."""
    async with running(place) as (service, reloader):
        (place.config / "watchlists" / "desk.yaml").unlink()
        assert (await reloader.reload()).good
        assert queries(service) == {}
        assert service.pipeline.configuration.streams == {}


async def test_broken_settings_change_nothing(place: Place) -> None:
    """`config.yaml` is taken whole or not at all."""
    async with running(place) as (service, reloader):
        before = service.pipeline.configuration
        place.write(config="channels: [", desk=WATCHLIST.replace("Maren visit", "herring"))
        last = await reloader.reload()
        assert not last.good
        assert last.problems
        assert service.pipeline.configuration is before


async def test_sources_stay_where_their_file_is_broken(place: Place) -> None:
    """One slip must not make twenty sources leave."""
    async with running(place) as (service, reloader):
        place.write(sources="sources:\n  - {id: other, path: other}\n  - {id: bad, colour: red}\n")
        assert (await reloader.reload()).good
        assert sorted(service.pipeline.configuration.sources) == ["inbox", "other"]


async def test_a_new_folder_is_made_and_polled(place: Place) -> None:
    """A source that was added is asked without a restart."""
    async with running(place) as (service, reloader):
        place.write(sources=f"{SOURCES}  - {{id: more, path: more, settle: 0s}}\n")
        await reloader.reload()
        assert (place.data / "more").is_dir()
        await service.once()
        assert SourceId("more") in service.pipeline.configuration.sources


async def test_the_data_folder_cannot_move_while_running(place: Place) -> None:
    """It is locked by this process, and everything is in it."""
    async with place.open() as service:
        elsewhere = {"WIREWATCH_DATA_DIR": str(place.folder / "elsewhere")}
        reloader = Reloader(service, place.config, lambda: elsewhere, place.outside)
        last = await reloader.reload()
        assert not last.good
        assert "cannot change while the service runs" in str(last.problems[0])


async def test_a_database_in_trouble_is_told_and_tried_again(place: Place) -> None:
    """The files may be good: nothing is taken over by halves."""
    async with running(place) as (service, reloader):
        before = service.pipeline.configuration
        with service.store._writer.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE rule_set RENAME TO away")
        place.write(desk=WATCHLIST.replace("Maren visit", "herring"))
        last = await reloader.reload()
        assert not last.good
        assert "rule_set" in str(last.problems[0])
        assert service.pipeline.configuration is before
        with service.store._writer.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE away RENAME TO rule_set")
        await reloader._look()
        assert queries(service)["desk/visit"] == "herring"


# --- watching ----------------------------------------------------------------------------------


@asynccontextmanager
async def watching(place: Place, look_again: float) -> AsyncIterator[tuple[Service, Reloader]]:
    async with running(place) as (service, reloader):
        task = asyncio.create_task(reloader.watch(look_again))
        await asyncio.sleep(0.2)
        yield service, reloader
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def reloaded(reloader: Reloader) -> None:
    before = reloader.last
    async with asyncio.timeout(15):
        while reloader.last is before:
            await asyncio.sleep(0.02)


async def test_a_file_that_changes_is_read_anew(place: Place) -> None:
    """Replaced as editors do it: written aside and renamed."""
    async with watching(place, 30) as (service, reloader):
        path = place.config / "watchlists" / "desk.yaml"
        aside = path.with_suffix(".new")
        aside.write_text(WATCHLIST.replace("Maren visit", "herring"))
        aside.rename(path)
        await reloaded(reloader)
        assert queries(service)["desk/visit"] == "herring"


async def test_a_touch_changes_nothing(place: Place) -> None:
    """Events only wake: what the files hold decides."""
    async with watching(place, 30) as (_, reloader):
        place.write(desk=WATCHLIST)
        (place.config / "notes.txt").write_text("not ours")
        await asyncio.sleep(0.5)
        assert reloader.last is None


async def test_a_signal_reloads_whatever_the_files_hold(place: Place) -> None:
    """SIGHUP: a secret in a file of its own may have changed."""
    async with watching(place, 30) as (_, reloader):
        for _ in range(2):
            reloader.ask()
            await reloaded(reloader)
            assert reloader.last is not None
            assert reloader.last.good


async def test_a_disk_that_tells_of_nothing_is_looked_at(place: Place) -> None:
    """A folder that was not there at the start, and no event: a look finds it."""
    watchlists = place.config / "watchlists"
    away = watchlists.rename(place.folder / "away")
    async with watching(place, 0.1) as (service, reloader):
        assert queries(service) == {}
        away.rename(watchlists)
        await reloaded(reloader)
        assert sorted(queries(service)) == ["desk/arms", "desk/visit"]


async def test_no_folder_at_all_is_no_reason_to_stop(place: Place) -> None:
    """Settings may come from the environment alone, for now."""
    away: Path = place.config.rename(place.folder / "away")
    async with watching(place, 0.1) as (service, reloader):
        assert queries(service) == {}
        away.rename(place.config)
        await reloaded(reloader)
        assert sorted(queries(service)) == ["desk/arms", "desk/visit"]


async def test_a_folder_that_goes_while_it_is_looked_at(place: Place, events: Any) -> None:
    """It is said, and tried again; other files are read meanwhile."""
    async with place.open() as service:
        gone = Vanished(place.folder / "gone")
        reloader = Reloader(service, gone, lambda: place.environment, place.outside)
        watching = asyncio.create_task(reloader.watch(0.05))
        await asyncio.sleep(0.3)
        assert not watching.done()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
    assert any(one["event"] == "config.not_watched" for one in events)


async def test_a_file_that_cannot_be_opened_is_a_change_once(place: Place) -> None:
    """A folder under the name of a file is told as a mistake, not in every look."""
    async with running(place) as (_, reloader):
        (place.config / "watchlists" / "odd.yaml").mkdir()
        await reloader._look()
        first = reloader.last
        assert first is not None
        await reloader._look()
        assert reloader.last is first


async def test_channels_may_change(place: Place) -> None:
    """A stream that names a new channel tells it from the next digest on."""
    async with running(place) as (service, reloader):
        place.write(
            config=CONFIG + "  second: {type: console}\n",
            desk=WATCHLIST.replace("[console, outbox]", "[second]"),
        )
        assert (await reloader.reload()).good
        assert (await service.once()).undelivered == 0
    assert len(place.printed) == 1
    assert not (place.data / "outbox").exists()


async def test_a_file_name_that_is_no_text_ends_no_watching(place: Place, events: Any) -> None:
    """A reload that is asked for comes, and so does what is changed."""
    async with running(place) as (service, reloader):
        watching = asyncio.create_task(reloader.watch(look_again=0.2))
        await asyncio.sleep(0.3)
        odd = Path(os.fsdecode(bytes(place.config / "watchlists") + b"/odd-\xff.txt"))
        odd.write_text("no watchlist")
        async with asyncio.timeout(10):
            while not any(one["event"] == "config.not_watched" for one in events):
                await asyncio.sleep(0.02)
            reloader.ask()
            while reloader.last is None:
                await asyncio.sleep(0.02)
            place.write(desk=WATCHLIST.replace("Maren visit", "herring"))
            while queries(service)["desk/visit"] != "herring":
                await asyncio.sleep(0.02)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
