"""Finding and building notifiers."""

import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError, model_validator

from service import plugins
from service.errors import PluginError
from service.model import ChannelName, OnUncertain, Outcome, OutcomeKind
from service.notifiers import loader
from tests.unit.notifiers.make import message, rendered, tools


DESK = ChannelName("desk")
PLUGIN = '''
from datetime import timedelta
from pydantic import BaseModel
from service.model import Outcome, OutcomeKind

class Carrier:
    """A notifier as a class: the same two names as a module."""
    RETRY = [timedelta(hours=1)]
    class Config(BaseModel):
        loft: str = "roof"
    @staticmethod
    def build(config, tools):
        if config.loft == "cellar":
            raise FileNotFoundError("no pigeon")
        if config.loft == "tower":
            return tools.catapult
        return {"empty": Empty, "egg": dict, "deaf": Deaf}.get(config.loft, Pigeon)()

class Pigeon:
    recipients = ("tower",)
    def pack(self, rendered, delivery, recipient): return rendered.text.encode()
    async def send(self, message): return Outcome(kind=OutcomeKind.SENT, detail="landed")

class Empty(Pigeon):
    recipients = ()

class Deaf(Pigeon):
    def send(self, message): ...

def factory(): return Carrier
def broken(): raise RuntimeError("sick pigeon")
class NoConfig:
    Config = dict
    def build(self): ...
class NoBuild:
    class Config(BaseModel): ...
'''


@pytest.fixture
def plugin(tmp_path: Path) -> Iterator[str]:
    """A plug-in module of somebody else, importable while the test runs."""
    (tmp_path / "pigeon_post.py").write_text(PLUGIN)
    (tmp_path / "pigeon_ill.py").write_text("1 / 0")
    sys.path.insert(0, str(tmp_path))
    yield "pigeon_post"
    sys.path.remove(str(tmp_path))
    sys.modules.pop("pigeon_post", None)


@pytest.mark.parametrize("name", ["Carrier", "factory"])
async def test_a_plug_in_is_named_by_module_and_factory(
    plugin: str, name: str, tmp_path: Path
) -> None:
    """What stands after the colon is the thing itself, or makes it; the rest is as ours."""
    built = loader.build(DESK, f"{plugin}:{name}", {}, tools(tmp_path))
    body = built.notifier.pack(rendered(), message(b"").id, "tower")
    outcome = await built.notifier.send(message(body))
    assert outcome == Outcome(kind=OutcomeKind.SENT, detail="landed")
    assert built.retry == (timedelta(hours=1),)
    assert built.on_uncertain is OnUncertain.RESEND


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pigeon_post:broken", "sick pigeon"),
        ("pigeon_post:missing", "cannot be imported"),
        ("pigeon_post:NoConfig", "no pydantic model `Config`"),
        ("pigeon_post:NoBuild", "no function `build`"),
        ("pigeon_ill:x", "cannot be imported: ZeroDivisionError: division by zero"),
        ("no.such.module:x", "cannot be imported"),
        ("pigeon_post:", "package.module:factory"),
        (":Carrier", "package.module:factory"),
        ("a b:c", "package.module:factory"),
        ("pigeon_post:Carrier [extra]", "package.module:factory"),
    ],
)
def test_a_plug_in_that_does_not_load_says_why(plugin: str, name: str, said: str) -> None:
    """Whatever another's code does, the answer is one sentence."""
    with pytest.raises(PluginError, match=said):
        loader.find(name)


def test_an_unknown_type_names_the_known_ones_and_the_likely_one() -> None:
    """`emial` is answered with `email`."""
    with pytest.raises(
        PluginError, match=r"'emial'; did you mean 'email'\?.*console, email, file"
    ):
        loader.find("emial")
    with pytest.raises(PluginError, match=r"no notifier 'xyzzy' \(known: "):
        loader.find("xyzzy")


def test_options_are_checked_by_the_notifiers_own_model(tmp_path: Path) -> None:
    """The caller gets pydantic's error, with the place of each fault inside the options."""
    with pytest.raises(ValidationError) as caught:
        loader.build(DESK, "file", {"folder": "out", "fromats": "txt"}, tools(tmp_path))
    assert [error["loc"] for error in caught.value.errors()] == [("fromats",)]


@pytest.mark.parametrize(
    ("loft", "said"),
    [
        ("cellar", "cannot be built: no pigeon"),
        ("tower", "cannot be built: AttributeError: .*catapult"),
        ("empty", "no recipient"),
        ("egg", "cannot be built: AttributeError: .*pack"),
        ("deaf", "needs `pack` and `async def send`"),
    ],
)
def test_a_channel_that_cannot_be_built_says_why(
    plugin: str, loft: str, said: str, tmp_path: Path
) -> None:
    """The channel's name and the reason stand in the message."""
    with pytest.raises(PluginError, match=f"'desk'.*{said}"):
        loader.build(DESK, f"{plugin}:Carrier", {"loft": loft}, tools(tmp_path))


def test_unknown_options_are_refused_for_models_that_do_not_say(
    plugin: str, tmp_path: Path
) -> None:
    """A slip in a key must not pass because a plug-in's model is lenient by default."""
    with pytest.raises(ValidationError) as caught:
        loader.build(DESK, f"{plugin}:Carrier", {"lofft": "roof"}, tools(tmp_path))
    assert [(one["loc"], one["type"]) for one in caught.value.errors()] == [
        (("lofft",), "extra_forbidden")
    ]


def test_a_model_that_breaks_is_the_plug_ins_fault(tmp_path: Path) -> None:
    """What a validator raises beside pydantic's errors becomes one sentence too."""

    class Breaks(BaseModel):
        @model_validator(mode="before")
        @classmethod
        def trip(cls, values: Any) -> Any:
            raise KeyError("egg")

    with pytest.raises(PluginError, match=r"the channel 'x' cannot be built: KeyError: 'egg'"):
        plugins.build(SimpleNamespace(Config=Breaks), "the channel 'x'", {})


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("emial", "write 'email'"),
        ("xyzzy", "install the package"),
        ("no.such.module:x", "PYTHONPATH"),
        ("pigeon_post:broken", "after the colon"),
        ("pigeon_post:NoConfig", r"class Config\(BaseModel\)"),
        ("pigeon_post:NoBuild", "takes the Config"),
    ],
)
def test_a_mend_is_offered(plugin: str, name: str, mend: str) -> None:
    """Whatever is wrong with a name, it is said what to do."""
    with pytest.raises(PluginError) as raised:
        loader.find(name)
    assert re.search(mend, raised.value.mend)


def test_what_a_channel_wants_for_uncertain_deliveries_is_an_option_of_all(
    tmp_path: Path,
) -> None:
    """`on_uncertain: hold` can be said of any of ours."""
    built = loader.build(DESK, "console", {"on_uncertain": "hold"}, tools(tmp_path))
    assert built.on_uncertain is OnUncertain.HOLD


def _registry(folder: Path, **points: str) -> None:
    for name, value in points.items():
        info = folder / f"{name}_pkg-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}_pkg\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{loader.GROUP}]\n{value}\n")


def test_installed_packages_add_names_and_take_none_of_ours(plugin: str, tmp_path: Path) -> None:
    """A package's entry point is found; one that calls itself `email` does not replace ours."""
    _registry(tmp_path, a="pigeon = pigeon_post:Carrier", b="email = pigeon_post:Carrier")
    assert "pigeon" in loader.known()
    assert loader.find("pigeon").Config().model_dump() == {"loft": "roof"}
    assert "smtp" not in str(loader.find("email").Config.model_fields)
    assert "host" in loader.find("email").Config.model_fields


def test_two_packages_of_one_name_are_not_guessed_between(plugin: str, tmp_path: Path) -> None:
    """The message names both, so that one can be uninstalled."""
    _registry(tmp_path, a="twin = pigeon_post:Carrier", b="twin = pigeon_post:factory")
    with pytest.raises(
        PluginError, match=r"pigeon_post:Carrier, pigeon_post:factory|:factory, pi"
    ):
        loader.find("twin")


def test_a_notifier_without_its_own_schedule_has_none() -> None:
    """The usual one is the deliveries' business."""
    silent: Any = object()
    assert loader.retry_of(silent) is None
