"""Two packages of somebody else, a notifier and a kind of source: installed, configured, used.

They are built and installed by pip, without a network, into a folder that PYTHONPATH names: what the
service finds, it finds as it would in anybody's environment.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest


PACKAGE = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "1.2"

[project.entry-points."{group}"]
{short} = "{module}"

[tool.hatch.build.targets.wheel]
include = ["{module}.py"]
"""
LINES = '''
"""Appends each digest to a file, one JSON object a line."""

import json
from dataclasses import dataclass
from pathlib import Path

from service.model import Message, Outcome, OutcomeKind, Rendered
from service.notifiers.base import Options, Tools


class Config(Options):
    path: Path
    most: int = 10


@dataclass(frozen=True)
class Lines:
    path: Path
    recipients: tuple[str, ...] = ("lines",)

    def pack(self, rendered: Rendered, delivery: str, recipient: str) -> bytes:
        line = {"id": delivery, "subject": rendered.subject, "text": rendered.text}
        return json.dumps(line).encode()

    async def send(self, message: Message) -> Outcome:
        with self.path.open("ab") as file:
            file.write(message.body + b"\\n")
        return Outcome(kind=OutcomeKind.SENT, detail="written")


def build(config: Config, tools: Tools) -> Lines:
    return Lines(path=tools.base / config.path)


def factory():
    import sys
    return sys.modules[__name__]
'''
NUMBERS = '''
"""Reads numbers from a file, one a line: each is an article."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, Field

from service.errors import FetchError, ParseError
from service.model import Collected, Document, Entry, FeedInfo, Parsed, Source
from service.sources.base import Poll, Tools


POLLED = False


class Config(BaseModel):
    path: Path
    least: int = Field(default=0, ge=0)


@dataclass
class Numbers:
    path: Path
    wakes_on: tuple[Path, ...] = ()

    async def collect(self, poll: Poll) -> Collected:
        try:
            body = self.path.read_bytes()
        except OSError as error:
            raise FetchError("no_numbers", str(error)) from error
        return Collected(documents=(Document(name=self.path.name, body=body),))


def build(config: Config, source: Source, tools: Tools) -> Numbers:
    return Numbers(path=tools.base / config.path)


def parse(document: Document, now: datetime) -> Parsed:
    if not document.body.split():
        raise ParseError("empty", "there are no numbers")
    entries = tuple(
        Entry(
            id=number,
            title=f"Number {number} was drawn",
            content=f"The inspectors drew {number}, said process {os.getpid()} to the reporters.",
        )
        for number in document.body.decode().split()
    )
    return Parsed(feed=FeedInfo(kind="numbers"), entries=entries)
'''
WATCHLIST = """
watchlist: draws
rules: [{id: inspectors, query: inspectors}]
instant: {tiers: [normal], to: [lines, by-name], group_wait: 0s}
"""
CONFIG = """
data_dir: data
log: {format: json}
channels:
  lines: {type: jsonlines, path: lines.jsonl}
  by-name: {type: "lines_notifier:factory", path: by-name.jsonl}
"""
SOURCES = """
sources:
  - {id: draws, kind: numbers, path: numbers.txt, language: en}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both packages installed."""
    folder = tmp_path_factory.mktemp("plugins")
    packages = [
        package(
            folder, "wirewatch-lines", "wirewatch.notifiers", "jsonlines", "lines_notifier", LINES
        ),
        package(
            folder, "wirewatch-numbers", "wirewatch.sources", "numbers", "numbers_source", NUMBERS
        ),
    ]
    target = folder / "site"
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", *options, "--target", target, *packages],
        check=True,
        timeout=120,
    )
    return target


def package(folder: Path, name: str, group: str, short: str, module: str, text: str) -> Path:
    root = folder / name
    root.mkdir()
    project = PACKAGE.format(name=name, group=group, short=short, module=module)
    (root / "pyproject.toml").write_text(project)
    (root / f"{module}.py").write_text(text)
    return root


def configured(folder: Path, *, config: str = CONFIG, sources: str = SOURCES) -> Path:
    place = folder / "config"
    (place / "watchlists").mkdir(parents=True)
    (place / "config.yaml").write_text(
        config.replace("data_dir: data", f"data_dir: {folder}/data")
    )
    (place / "sources.yaml").write_text(sources)
    (place / "watchlists" / "draws.yaml").write_text(WATCHLIST)
    (folder / "data").mkdir()
    return place


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One run of the command, ended."""

    pid: int
    code: int
    out: str
    said: str


def wirewatch(*arguments: str, site: Path | str) -> Ran:
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}  # noqa: TID251 - a process gets what ours has, but no setting
    with subprocess.Popen(
        [sys.executable, "-m", "service", *arguments],
        env=known | {"PYTHONPATH": str(site)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        out, said = process.communicate(timeout=120)
    return Ran(pid=process.pid, code=process.returncode, out=out, said=said)


def test_a_plug_in_notifier_and_a_plug_in_source_work_together(site: Path, tmp_path: Path) -> None:
    """Numbers from a file become articles in a worker process, and a digest in the plug-in's file."""
    config = configured(tmp_path)
    (tmp_path / "data" / "numbers.txt").write_text("41\n17\n")
    ran = wirewatch("run", "--once", "--config", str(config), site=site)
    assert ran.code == 0, ran.said
    for name in ("lines.jsonl", "by-name.jsonl"):
        (line,) = (tmp_path / "data" / name).read_text().splitlines()
        told = json.loads(line)["text"]
        assert "Number 41 was drawn" in told
        assert "Number 17 was drawn" in told
    (tmp_path / "data" / "numbers.txt").write_text("41\n17\n23\n")
    again = wirewatch("run", "--once", "--config", str(config), site=site)
    assert again.code == 0, again.said
    last = json.loads((tmp_path / "data" / "lines.jsonl").read_text().splitlines()[-1])["text"]
    assert "Number 23 was drawn" in last
    assert last.count("Number 41 was drawn") == last.count("Number 41 was drawn (told before)")


def test_a_plug_ins_parser_runs_in_a_process_of_its_own(site: Path, tmp_path: Path) -> None:
    """Bytes of strangers are parsed where they can do no harm, whoever wrote the parser."""
    (tmp_path / "numbers.txt").write_text("41")
    ran = wirewatch(
        "source", "parse", "--kind", "numbers", str(tmp_path / "numbers.txt"), site=site
    )
    assert ran.code == 0, ran.said
    entry = json.loads(ran.out.splitlines()[1])
    assert entry["title"] == "Number 41 was drawn"
    worker = int(entry["content"].partition("process ")[2].split()[0])
    assert worker not in {ran.pid, os.getpid()}


def test_the_failures_of_a_plug_in_are_its_sources_failures(site: Path, tmp_path: Path) -> None:
    """What its `collect` and `parse` raise is reported under its source, and nothing else stops."""
    config = configured(
        tmp_path,
        sources=f"{SOURCES}  - {{id: gone, kind: numbers, path: gone.txt}}\n"
        "  - {id: blank, kind: numbers, path: blank.txt}\n",
    )
    (tmp_path / "data" / "numbers.txt").write_text("41\n")
    (tmp_path / "data" / "blank.txt").write_text("\n")
    ran = wirewatch("run", "--once", "--config", str(config), site=site)
    assert "no_numbers" in ran.said + ran.out
    assert "there are no numbers" in ran.said + ran.out
    assert "Number 41" in (tmp_path / "data" / "lines.jsonl").read_text()


WRONG_CONFIG = """
data_dir: data
channels:
  lines: {type: jsonlines, path: lines.jsonl}
  by-name:
    type: lines_notifier:factory
    path: x
    mots: 3
  wrong:
    type: jsonlines
    path: x
    most: many
  ill:
    type: ill
  bare:
    type: bare
  nowhere:
    type: no_such_module:factory
  mistaken:
    type: jsonline
"""
WRONG_SOURCES = """
sources:
  - {id: draws, kind: numbers, path: numbers.txt, leest: 2}
  - id: negative
    kind: numbers
    path: numbers.txt
    least: -1
  - {id: ill, kind: ill}
  - {id: bare, kind: bare}
  - {id: pointed, kind: "numbers_source:build", path: x}
"""
SAID = """
sources.yaml:3:51: unknown key 'leest': did you mean 'least'?
    mend: write 'least'
sources.yaml:7:12: 'least': must be at least 0
sources.yaml:8:21: the kind of source 'ill' cannot be imported: ModuleNotFoundError: No module named 'a_missing_library'
    mend: it comes with the package ill 0.3: update or uninstall that
sources.yaml:9:22: bare is no kind of source: it has no pydantic model `Config`
    mend: give it one: class Config(BaseModel), with a field for each option
sources.yaml:10:25: there is no kind of source 'numbers_source:build'
    mend: a kind has a short name, an entry point in the group wirewatch.sources
config.yaml:8:5: unknown key 'mots': did you mean 'most'?
    mend: write 'most'
config.yaml:12:11: 'most': must be a whole number
config.yaml:14:11: the notifier 'ill' cannot be imported: ModuleNotFoundError: No module named 'a_missing_library'
    mend: it comes with the package ill 0.3: update or uninstall that
config.yaml:16:11: bare is no notifier: it has no pydantic model `Config`
    mend: give it one: class Config(BaseModel), with a field for each option
config.yaml:18:11: the notifier 'no_such_module:factory' cannot be imported: ModuleNotFoundError: No module named 'no_such_module'
    mend: install the package of no_such_module beside Wirewatch, or put its folder on PYTHONPATH
config.yaml:20:11: there is no notifier 'jsonline'; did you mean 'jsonlines'?
    mend: write 'jsonlines'
"""


@pytest.fixture
def sick_site(site: Path, tmp_path: Path) -> str:
    """Beside the sound packages one that lacks a library, and modules without what is needed."""
    folder = tmp_path / "sick"
    info = folder / "ill-0.3.dist-info"
    info.mkdir(parents=True)
    (folder / "ill.py").write_text("import a_missing_library\n")
    (folder / "bare.py").write_text("def build(*given): ...\n")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ill\nVersion: 0.3\n")
    points = "ill = ill\nbare = bare\n"
    (info / "entry_points.txt").write_text(
        f"[wirewatch.notifiers]\n{points}\n[wirewatch.sources]\n{points}"
    )
    return f"{site}{os.pathsep}{folder}"


def test_what_is_wrong_is_told_with_place_and_mend(sick_site: str, tmp_path: Path) -> None:
    """`wirewatch check` names file, line, column and mend for options, imports and modules."""
    config = configured(tmp_path, config=WRONG_CONFIG, sources=WRONG_SOURCES)
    ran = wirewatch("check", "--quiet", "--config", str(config), site=sick_site)
    assert ran.code == 1
    assert "Traceback" not in ran.said
    for line in SAID.strip().splitlines():
        assert line in ran.said, ran.said
    ran = wirewatch("run", "--once", "--config", str(config), site=sick_site)
    assert (ran.code == 0, "Traceback" in ran.said) == (False, False)
