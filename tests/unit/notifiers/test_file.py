"""Digests as files."""

import json
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import ValidationError

from service.model import DeliveryId, OutcomeKind, StreamId
from service.notifiers.file import Config, Folder, build
from tests.unit.notifiers.make import DELIVERY, message, rendered, tools


def folder(base: Path, **options: Any) -> Folder:
    config = Config.model_validate({"folder": "outbox", **options})
    return cast("Folder", build(config, tools(base)))


async def written(channel: Folder, **changes: Any) -> list[str]:
    body = channel.pack(rendered(**changes), DELIVERY, channel.recipients[0])
    outcome = await channel.send(message(body, channel.recipients[0]))
    assert outcome.kind is OutcomeKind.SENT
    return sorted(path.name for path in channel.path.iterdir())


async def test_a_digest_becomes_two_files_named_by_stream_and_time(tmp_path: Path) -> None:
    """The folder sorts by stream and time, and holds what was rendered."""
    names = await written(folder(tmp_path))
    assert names == [
        "korea-russia-20260302T070000Z-c8157fa4.html",
        "korea-russia-20260302T070000Z-c8157fa4.txt",
    ]
    assert (tmp_path / "outbox" / names[0]).read_text() == rendered().html
    assert {(tmp_path / "outbox" / name).stat().st_mode & 0o137 for name in names} == {0}
    assert (tmp_path / "outbox" / names[1]).read_text() == rendered().text


async def test_a_repeat_overwrites_equal_with_equal(tmp_path: Path) -> None:
    """After a crash the same delivery makes the same files, and leaves nothing else."""
    channel = folder(tmp_path)
    names = await written(channel)
    (channel.path / f".{names[0]}.part").write_text("what a crash left")
    before = {name: (channel.path / name).read_bytes() for name in names}
    assert await written(channel) == names
    assert {name: (channel.path / name).read_bytes() for name in names} == before


async def test_json_is_written_if_wanted(tmp_path: Path) -> None:
    """`formats` chooses; one format needs no list."""
    (name,) = await written(folder(tmp_path, formats="json"))
    assert json.loads((tmp_path / "outbox" / name).read_text()) == json.loads(rendered().data)


async def test_another_delivery_has_other_names(tmp_path: Path) -> None:
    """Two digests of one second do not overwrite one another."""
    channel = folder(tmp_path)
    one, two = (channel.pack(rendered(), DeliveryId(name), "outbox") for name in "ab")
    assert not json.loads(one)["files"].keys() & json.loads(two)["files"].keys()


@pytest.mark.parametrize("stream", ["../../etc/passwd", "..", "/", "a/b\\c", "новости", "x" * 900])
async def test_no_stream_can_write_elsewhere(tmp_path: Path, stream: str) -> None:
    """Whatever a stream is called, its files lie in the folder under short names."""
    names = await written(folder(tmp_path), stream=StreamId(stream))
    assert len(names) == 2
    assert all(len(name) < 100 and "/" not in name and not name.startswith(".") for name in names)
    assert list(tmp_path.iterdir()) == [tmp_path / "outbox"]


@pytest.mark.parametrize(
    "body",
    [b"no json", b"[]", b'{"files": 7}', b'{"files": {}}', b'{"files": {"../x": "y"}}', b"\xff"],
)
async def test_bytes_that_are_not_files_are_refused(tmp_path: Path, body: bytes) -> None:
    """A damaged row is dead at once: no retry would mend it, and nothing is written."""
    outcome = await folder(tmp_path).send(message(body))
    assert outcome.kind is OutcomeKind.REFUSED
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_cannot_be_one_needs_a_person(tmp_path: Path) -> None:
    """A file where the folder should be is told with its path, and takes the channel down."""
    (tmp_path / "outbox").write_text("in the way")
    channel = folder(tmp_path, folder="outbox/inner")
    outcome = await channel.send(message(channel.pack(rendered(), DELIVERY, "outbox")))
    assert (outcome.kind, outcome.channel_wide) == (OutcomeKind.CHANNEL_DOWN, True)
    assert outcome.detail == f"Not a directory: {channel.path}"


async def test_a_full_disk_is_waited_for(tmp_path: Path) -> None:
    """No space is told as it is, leaves no half file under a final name, and may mend by itself."""
    channel = folder(tmp_path, formats="txt")
    body = channel.pack(rendered(), DELIVERY, "outbox")
    (name,) = json.loads(body)["files"]
    channel.path.mkdir()
    aside = channel.path / f".{name}.part"
    aside.symlink_to("/dev/full")
    outcome = await channel.send(message(body))
    assert (outcome.kind, outcome.channel_wide) == (OutcomeKind.RETRY, True)
    assert outcome.detail == f"No space left on device: {channel.path}"
    assert not (channel.path / name).exists()


def test_an_absolute_folder_stays_where_it_is(tmp_path: Path) -> None:
    """Only relative paths start at the data folder."""
    assert folder(Path("/data"), folder=str(tmp_path)).path == tmp_path
    assert folder(Path("/data")).path == Path("/data/outbox")


@pytest.mark.parametrize("options", [{"formats": []}, {"formats": ["pdf"]}, {"folders": "x"}])
def test_options_that_will_not_do_are_refused(options: dict[str, Any]) -> None:
    """Unknown formats and keys are told when the channel is built."""
    with pytest.raises(ValidationError):
        folder(Path(), **options)
