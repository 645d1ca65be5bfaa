"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer


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
