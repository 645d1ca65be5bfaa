"""Web archives from end to end: matched alone, and as a source of the service."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app
from tests.integration.place import Place
from tests.unit.sources.warcs import packed, put, record, reply


DEAL = (
    b"<html><head><title>Arms transfer agreed</title></head><body><article><p>Envoys of Osmeria and "
    b"Tessaro spoke of an arms transfer on Monday, two officials said.</p></article></body></html>"
)
FERRY = DEAL.replace(b"Arms transfer", b"Ferry trip").replace(b"an arms transfer", b"a ferry trip")
WATCHLIST = "watchlist: desk\nrules:\n  - {id: arms, query: arms transfer}\n"


def archive(path: Path) -> Path:
    pages = [
        record(reply(FERRY), url="https://harbour.example/ferry"),
        record(reply(DEAL), url="https://harbour.example/deal"),
    ]
    damaged = bytearray(packed(pages[:1]))
    damaged[30:60] = bytes(30)
    return put(path, packed(pages[:1]) + bytes(damaged) + packed(pages[1:]))


@pytest.fixture
def runner(tmp_path: Path) -> CliRunner:
    """The command line, beside a watchlist."""
    (tmp_path / "w.yaml").write_text(WATCHLIST)
    return CliRunner(env={"WIREWATCH_CONFIG_DIR": str(tmp_path)})


def test_match(runner: CliRunner, tmp_path: Path) -> None:
    """Hits are printed, damage is told, and the end says how much was read."""
    path = archive(tmp_path / "a.warc.gz")
    result = runner.invoke(
        app, ["match", "--watchlist", str(tmp_path / "w.yaml"), "--warc", str(path)]
    )
    (line,) = map(json.loads, result.stdout.splitlines())

    assert (line["id"], [one["rule"] for one in line["matches"]]) == (
        "https://harbour.example/deal",
        ["arms"],
    )
    assert "a.warc.gz at " in result.stderr
    assert result.stderr.splitlines()[-1].endswith("1 hit, 1 could not be read")
    assert result.exit_code == 1


def test_match_of_a_sound_archive(runner: CliRunner, tmp_path: Path) -> None:
    """Where all could be read, the exit code says so."""
    path = put(tmp_path / "a.warc", record(reply(FERRY)) + record(reply(DEAL)))
    result = runner.invoke(
        app, ["match", "--watchlist", str(tmp_path / "w.yaml"), "--warc", str(path)]
    )

    assert result.stderr == "2 records, 2 articles, 1 hit, 0 could not be read\n"
    assert result.exit_code == 0


def test_a_source(tmp_path: Path) -> None:
    """The service takes articles out of an archive, tells them, and keeps aside what is damaged."""
    place = Place(folder=tmp_path)
    sources = f"sources:\n  - {{id: crawl, kind: warc, path: {tmp_path / 'in'}}}\n"
    archive(tmp_path / "in" / "a.warc.gz")
    place.write(
        config="channels:\n  outbox: {type: file, folder: outbox, formats: [json]}\n",
        sources=sources,
        desk=WATCHLIST + "digest: {schedule: daily 08:00, to: [outbox]}\n",
    )
    environment = place.environment | {"WIREWATCH_LOG__LEVEL": "error"}
    runner = CliRunner(env=environment)
    result = runner.invoke(app, ["run", "--once", "--config", str(place.config)])
    assert result.exit_code == 0, result.stderr

    told = [json.loads(path.read_text()) for path in (place.data / "outbox").glob("*.json")]
    stories = [story for digest in told for story in digest["stories"]]
    assert [one["headline"] for one in stories] == ["Arms transfer agreed"]
    assert stories[0]["url"] == "https://harbour.example/deal"
    shown = runner.invoke(app, ["source", "show", "crawl", "--config", str(place.config)])
    assert "damaged" in shown.stdout
