"""Options that several commands share."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from service.app.given import STANDARD_INPUT
from service.settings import environment


def require(folder: Path) -> Path:
    """End the command where no file of ours is, so that nobody mends what is only elsewhere."""
    watchlists = (folder / "watchlists", folder.parent / "watchlists")
    here = (folder / "config.yaml").exists() or any(one.is_dir() for one in watchlists)
    if here or "WIREWATCH_WATCHLISTS_DIR" in environment():
        return folder
    typer.echo(
        f"there is no config.yaml in {folder.absolute()}: "
        "name its folder with --config or WIREWATCH_CONFIG_DIR",
        err=True,
    )
    raise typer.Exit(2)


def _given(files: list[Path] | None) -> list[Path]:
    """Read standard input where no file is named, and say so to whoever sits before it."""
    named = files or [STANDARD_INPUT]
    if STANDARD_INPUT in named and sys.stdin.isatty():
        typer.echo("reading standard input; Ctrl-D ends it", err=True)
    return named


def files_argument(what: str) -> Any:
    """Make the argument of a stage that runs on files or in a pipe."""
    return typer.Argument(
        metavar="FILE",
        help=f"{what}; - or nothing: standard input.",
        callback=_given,
        show_default=False,
    )


def _config(*, required: bool) -> Any:
    return typer.Option(
        "--config",
        envvar="WIREWATCH_CONFIG_DIR",
        help="The folder with config.yaml, sources.yaml and names.yaml.",
        show_default=True,
        callback=require if required else None,
    )


ConfigDir = Annotated[Path, _config(required=True)]
NamesDir = Annotated[Path, _config(required=False)]
"""For stages alone: they need no configuration, and take its shared names if there are any."""

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]

DEFAULT_CONFIG = Path("config")

LARGEST = 2**63 - 1
"""The largest number that a database can be asked for."""


def at_most(what: str) -> Any:
    """Make the option that says how much is listed."""
    return typer.Option(min=1, max=LARGEST, help=what)


def number(text: str) -> int | None:
    """Read a number that something in a database may have; None: nothing has it."""
    return int(text) if text.isdecimal() and len(text) < len(str(LARGEST)) else None
