"""What the documentation says is true: its links lead somewhere and its examples run."""

import base64
import importlib
import json
import re
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from pydantic import BaseModel, TypeAdapter

from service.articles.read import read_all
from service.cli import app
from service.cli.digest_input import read_digest
from service.cli.shapes import (
    ArticleLine,
    EntryLine,
    ExplanationLine,
    FeedLine,
    MatchLine,
    StoryLine,
)
from service.digests.look import Look
from service.digests.render import Renderer
from service.model import (
    ChannelName,
    DeliveryId,
    Digest,
    DigestId,
    Document,
    Entry,
    Hints,
    Message,
    OutcomeKind,
    Rendered,
    Reply,
    StreamId,
)
from service.notifiers.base import Tools
from service.notifiers.webhook import sign
from service.settings.names import SpellingEntry
from service.settings.shape import setting_names
from service.settings.sources import SourceEntry
from service.watchlists.shape import (
    DigestEntry,
    InstantEntry,
    RuleEntry,
    Specimen,
    WatchlistFile,
)


ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(), re.DOTALL | re.MULTILINE)


def run(source: str) -> dict[str, Any]:
    """Execute an example of the docs and give its names."""
    names: dict[str, Any] = {"__name__": __name__}  # dataclasses look their module up
    exec(compile(source, "example", "exec"), names)
    return names


@dataclass
class Server:
    """A poster that always answers the same and remembers what it was given."""

    status: int
    posted: list[tuple[str, bytes, Mapping[str, str]]] = field(default_factory=list, repr=False)

    async def post(
        self,
        url: str,
        *,
        body: bytes,
        headers: Mapping[str, str],
        allow: Sequence[str] = (),
        seconds: float = 15,
    ) -> Reply:
        self.posted.append((url, body, headers))
        return Reply(status=self.status, url=url, headers={}, body=b"")


def gotify(server: Server) -> Any:
    """Build the worked example of `add-a-notifier.md`."""
    names = run(blocks(ROOT / "docs/howto/add-a-notifier.md", "python")[0])
    config = names["Config"](url="https://push.example.org/", token="t0ken")
    tools = Tools(http=server, base=ROOT, write=print, clock=lambda: NOW)
    return names["build"](config, tools)


def rendered() -> Rendered:
    return Rendered(
        digest=DigestId("d1"), stream=StreamId("desk"), title="Desk", subject="1 story",
        text="Two words", html="<p>", data="{}", stories=1, composed_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "kind"),
    [(200, OutcomeKind.SENT), (401, OutcomeKind.CHANNEL_DOWN), (503, OutcomeKind.RETRY),
     (400, OutcomeKind.REFUSED)],
)  # fmt: skip
async def test_the_worked_notifier_works(status: int, kind: OutcomeKind) -> None:
    """The module on the page packs a digest, posts it once and reads the reply."""
    server = Server(status)
    channel = gotify(server)
    body = channel.pack(rendered(), DeliveryId("x"), "gotify")
    message = Message(
        id=DeliveryId("x"),
        channel=ChannelName("phones"),
        recipient="gotify",
        body=body,
        created_at=NOW,
    )
    outcome = await channel.send(message)
    assert outcome.kind is kind
    ((url, sent, headers),) = server.posted
    assert (url, headers["x-gotify-key"]) == ("https://push.example.org/message", "t0ken")
    assert json.loads(sent)["message"] == "Two words"
    assert "t0ken" not in repr(channel)


def test_the_signature_snippet_accepts_ours_and_refuses_changes() -> None:
    """A receiver who copies the snippet recognises our webhooks, and no others."""
    verify = run(blocks(ROOT / "docs/reference/webhook.md", "python")[0])["verify"]
    key, stamp, body = b"k" * 32, int(time.time()), "ü{}".encode()  # noqa: TID251 - the snippet reads the real clock
    secret = f"whsec_{base64.b64encode(key).decode()}"
    signature = sign([b"o" * 32, key], "d1", stamp, body)
    headers = {"webhook-id": "d1", "webhook-timestamp": str(stamp), "webhook-signature": signature}
    assert verify(secret, headers, body)
    assert not verify(secret, headers, body + b" ")
    assert not verify(secret, headers | {"webhook-timestamp": str(stamp - 400)}, body)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that is there."""
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_yaml_examples_are_yaml(page: Path) -> None:
    """Every YAML example can be read."""
    for block in blocks(page, "yaml"):
        assert yaml.safe_load(block) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_json_examples_are_json_lines(page: Path) -> None:
    """Every JSON example can be read, line by line."""
    for block in blocks(page, "json"):
        assert [json.loads(line) for line in block.splitlines()]


@pytest.mark.parametrize("group", ["notifiers", "sources"])
def test_every_plug_in_is_documented(group: str) -> None:
    """Each notifier and each kind of source has its line in the reference."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    page = (ROOT / f"docs/reference/{group}.md").read_text()
    names = project["entry-points"][f"wirewatch.{group}"]
    assert [name for name in names if f"| `{name}` |" not in page] == []


def options(module: str) -> list[str]:
    """Name the options of a plug-in as they are written in a file."""
    fields = importlib.import_module(module).Config.model_fields
    return [entry.alias or name for name, entry in fields.items()]


def undocumented(names: Iterable[str], page: str) -> list[str]:
    text = "\n".join(
        line.split(" | ")[0]
        for line in (ROOT / "docs/reference" / page).read_text().splitlines()
        if line.startswith("| `")
    )
    return [name for name in names if f"`{name}`" not in text]


@pytest.mark.parametrize("group", ["notifiers", "sources"])
def test_every_option_of_a_plug_in_is_documented(group: str) -> None:
    """Each option of our notifiers and kinds of source has its line in the reference."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    modules = project["entry-points"][f"wirewatch.{group}"].values()
    names = [name for module in modules for name in options(module)]
    assert names
    assert undocumented(names, f"{group}.md") == []


def test_every_setting_is_documented() -> None:
    """Each setting has its line in the reference."""
    assert undocumented((".".join(way) for way in setting_names()), "config.md") == []


@pytest.mark.parametrize(
    "part",
    [WatchlistFile, RuleEntry, Specimen, SpellingEntry, DigestEntry, InstantEntry, SourceEntry],
)
def test_every_key_of_a_file_is_documented(part: type[BaseModel]) -> None:
    """Each key of a watchlist and of a source has its line in the reference."""
    page = "sources.md" if part is SourceEntry else "watchlist.md"
    assert undocumented(part.model_fields, page) == []


def verbs(command: Any, way: str = "wirewatch") -> Iterator[str]:
    """Name every verb of the command line."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield way
    for name, one in (inner or {}).items():
        yield from verbs(one, f"{way} {name}")


def test_every_command_is_documented() -> None:
    """Each verb of the command line has its line in the reference."""
    page = (ROOT / "docs/reference/cli.md").read_text()
    names = list(verbs(typer.main.get_command(app)))
    assert "wirewatch source list" in names
    assert [name for name in names if f"| `{name}" not in page] == []


def test_examples_of_stages_have_the_published_shapes() -> None:
    """Each example line is one that its stage could print."""
    examples = blocks(ROOT / "docs/reference/stage-formats.md", "json")
    lines = [json.loads(line) for block in examples for line in block.splitlines()]
    shapes: list[type[BaseModel]] = [
        FeedLine,
        EntryLine,
        ArticleLine,
        MatchLine,
        MatchLine,
        ExplanationLine,
        StoryLine,
    ]
    for shape, line in zip(shapes, lines, strict=True):
        assert shape.model_validate(line).model_dump(mode="json") == line


def test_the_example_of_a_digest_is_rendered() -> None:
    """The file on the page says in every field what it is, and becomes a mail."""
    text = (ROOT / "docs/reference/digest.json").read_text()
    assert TypeAdapter(Digest).dump_python(read_digest(text), mode="json") == json.loads(text)
    rendered = Renderer(Look()).render(read_digest(text))
    assert "carried by 1 (Tessaro Observer)" in rendered.text
    assert "*missile deal*" in rendered.text


def test_the_example_of_a_text_is_read_as_the_page_says() -> None:
    """Headline, writer, date and outlet stand where they are looked for."""
    (text,) = blocks(ROOT / "docs/howto/add-a-source.md", "text")
    document = Document(name="example.txt", body=text.encode())
    (reading,) = read_all(document, (Entry(whole=True),), (Hints(now=NOW),))
    assert (reading.title, reading.author) == ("Envoys meet over missiles", "Hanne Dorval")
    assert reading.outlet == "Meridian Wire"
    assert reading.published
    assert reading.published.value == "2026-03-02"


def test_the_glossary_stays_short() -> None:
    """At most twelve words have to be learned."""
    words = re.findall(r"^\| \*\*(\w+)\*\*", (ROOT / "docs/glossary.md").read_text(), re.MULTILINE)
    assert 6 <= len(words) <= 12
