"""wirewatch config, wirewatch schema."""

import json
from typing import Annotated

import typer
import yaml

from service.cli.common import DEFAULT_CONFIG, AsJson, ConfigDir, complain, load, write
from service.cli.shapes import schemas as stage_schemas
from service.settings import masked
from service.watchlists import schemas as file_schemas


app = typer.Typer(help="The settings in force.", no_args_is_help=True)


def register(root: typer.Typer) -> None:
    root.command()(schema)


@app.command()
def show(config: ConfigDir = DEFAULT_CONFIG, *, as_json: AsJson = False) -> None:
    """Print the settings in force, from files and environment; secrets are masked."""
    files = load(config)
    complain(*files.problems)
    data = masked(files.settings)
    if as_json:
        write(json.dumps(data, ensure_ascii=False))
    else:
        write(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def schema(
    name: Annotated[
        str | None, typer.Argument(help="Which one; without it their names are listed.")
    ] = None,
) -> None:
    """Print the JSON Schema of a file that you edit, or of a line that a stage prints."""
    known = {**file_schemas(), **stage_schemas()}
    if name is None:
        write("\n".join(known))
    elif name in known:
        write(json.dumps(known[name], indent=2, ensure_ascii=False))
    else:
        typer.echo(f"there is no schema {name!r}; known: {', '.join(known)}", err=True)
        raise typer.Exit(2)
