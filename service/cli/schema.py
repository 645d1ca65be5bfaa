"""wirewatch schema: the shapes of files and lines, for editors and programs."""

import json
from typing import Annotated, Any

import typer

from service.cli import digest_input, shapes
from service.cli.commands import new
from service.cli.printing import write
from service.digests import shapes as webhook
from service.watchlists import schemas as file_schemas


app = new()


def known() -> dict[str, dict[str, Any]]:
    """Give every schema: of files, of lines, of a digest, and of the webhook's envelope."""
    return {
        **file_schemas(),
        **shapes.schemas(),
        "digest": digest_input.schema(),
        "webhook": webhook.schema(),
    }


@app.command()
def schema(
    name: Annotated[
        str | None, typer.Argument(help="Which one; without it their names are listed.")
    ] = None,
) -> None:
    """Print the JSON Schema of a file that you edit, or of a line that a stage prints."""
    found = known()
    if name is None:
        write("\n".join(found))
    elif name in found:
        write(json.dumps(found[name], indent=2, ensure_ascii=False))
    else:
        typer.echo(f"there is no schema {name!r}; known: {', '.join(found)}", err=True)
        raise typer.Exit(2)
