"""What several commands share: where the files are, and how complaints look."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from service import clock
from service.app.build import Outside
from service.app.files import Files, read
from service.errors import Problem
from service.logs import configure
from service.settings import environment, point, secrets


ConfigDir = Annotated[
    Path,
    typer.Option(
        "--config",
        envvar="WIREWATCH_CONFIG_DIR",
        help="The folder with config.yaml, sources.yaml and names.yaml.",
        show_default=True,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]

DEFAULT_CONFIG = Path("config")


def load(config_dir: Path) -> Files:
    """Read all files and set logging up. Raises `ConfigError`."""
    files = read(config_dir, environment())
    log = files.settings.log
    configure(log.format, log.level, secrets=secrets(files.settings, files.sources))
    return files


def outside() -> Outside:
    bent = environment().get("WIREWATCH_CLOCK")  # for tests, as WIREWATCH_CRASH is
    return Outside(clock=clock.bent(bent) if bent else clock.now, write=write)


def write(text: str) -> None:
    """Print for people, at once."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    sys.stdout.flush()


def write_line(data: Mapping[str, Any]) -> None:
    """Print one JSON line."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")


def complain(*problems: Problem) -> None:
    """Show what is wrong, where, and how to mend it."""
    for problem in problems:
        sys.stderr.write(f"{point(problem)}\n")


def table(rows: Iterable[tuple[str, ...]], *heads: str) -> None:
    """Print columns that are as wide as what stands in them."""
    lines = [heads, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        write("  ".join(cells).rstrip())
