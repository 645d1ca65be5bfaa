"""Finding kinds of source, ours and others', and building sources of them."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from service import plugins
from service.errors import PluginError
from service.model import Reply, Source, SourceId
from service.sources import loader
from service.sources.base import Tools
from tests.unit.sources.invented import FakeHttp


KINDS = """
from datetime import datetime
from pathlib import Path
from pydantic import BaseModel
from service.model import Document, Parsed

class Config(BaseModel):
    word: str = ""

class Mole:
    wakes_on = ()
    async def collect(self, poll): ...

class Still(Mole):
    def collect(self, poll): ...

class Nowhere(Mole):
    wakes_on = ("hill",)

def parse(document: Document, now: datetime) -> Parsed: ...

def build(config, source, tools):
    if config.word == "lost":
        raise LookupError("no hill")
    return {"still": Still, "nowhere": Nowhere, "egg": dict}.get(config.word, Mole)()

class Mute:
    Config, build, parse = Config, build, parse

class Untyped(Mute):
    POLLED = False
    parse = lambda document, now: None

class Mistyped(Mute):
    POLLED = False
    def parse(document: "Documents", now: datetime) -> Parsed: ...

class Silent(Mute):
    POLLED = False
    parse = None

POLLED = False
EVERY = None
"""


@pytest.fixture(autouse=True)
def burrow(tmp_path: Path) -> Iterator[None]:
    """A package of somebody else's kinds, importable while the test runs."""
    (tmp_path / "mole_kinds.py").write_text(KINDS)
    info = tmp_path / "moles-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: moles\nVersion: 1.0\n")
    names = "".join(
        f"{name.lower()} = mole_kinds:{name}\n"
        for name in ("Mute", "Untyped", "Mistyped", "Silent")
    )
    text = f"[{loader.GROUP}]\nmole = mole_kinds\nghost = mole_ghosts\n{names}"
    (info / "entry_points.txt").write_text(text)
    sys.path.insert(0, str(tmp_path))
    yield
    sys.path.remove(str(tmp_path))
    sys.modules.pop("mole_kinds", None)


def source(kind: str, **options: str) -> Source:
    return Source(id=SourceId("hill"), kind=kind, title="Hill", options=options)


def tools(base: Path) -> Tools:
    return Tools(http=FakeHttp(Reply(status=404, url="", headers={}, body=b"")), base=base)


def test_another_packages_kind_is_built(tmp_path: Path) -> None:
    """A module with the four names is a kind like ours."""
    module, kind = loader.build(source("mole"), tools(tmp_path))
    assert (module.POLLED, kind.wakes_on) == (False, ())
    assert loader.interval(source("mole"), module, timedelta(hours=1)) == timedelta(hours=1)


def test_what_is_installed_is_read_once_and_again_when_it_changes(tmp_path: Path) -> None:
    """Ten thousand sources ask for their kinds at a start; a package may come later."""
    first, again = (plugins._offered(loader.GROUP) for _ in range(2))
    assert first is again
    info = tmp_path / "voles-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text(f"[{loader.GROUP}]\nvole = mole_kinds\n")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: voles\nVersion: 1.0\n")
    assert "vole" in plugins.known(loader.GROUP)


@pytest.mark.parametrize(
    ("kind", "said", "mend"),
    [
        ("moel", "no kind of source 'moel'; did you mean 'mole'", "write 'mole'"),
        ("ghost", "No module named 'mole_ghosts'", "the package moles 1.0"),
        ("mole_kinds:Mute", "no kind of source 'mole_kinds:Mute'", "short name"),
        ("mute", "no `POLLED`", "POLLED = True"),
        ("untyped", r"no function parse\(document", "these very types"),
        ("mistyped", r"no function parse\(document", "these very types"),
        ("silent", r"no function parse\(document", "these very types"),
    ],
)
def test_what_is_no_kind_says_why(kind: str, said: str, mend: str) -> None:
    """One sentence says what is missing, another what to do."""
    with pytest.raises(PluginError, match=said) as raised:
        loader.find(kind)
    assert mend in raised.value.mend


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("lost", "the source 'hill' cannot be built: LookupError: no hill"),
        ("still", "async def collect"),
        ("nowhere", "wakes_on"),
        ("egg", "AttributeError: 'dict' object has no attribute 'collect'"),
    ],
)
def test_a_source_that_cannot_be_built_says_why(word: str, said: str, tmp_path: Path) -> None:
    """Whatever another's code does, only its source is off."""
    with pytest.raises(PluginError, match=said):
        loader.build(source("mole", word=word), tools(tmp_path))
