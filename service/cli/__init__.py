"""The command line: parse, call, print; no logic. One file for each noun, plus run, check, config.

Exit codes: 0 good, 1 a finding (a mistake, a failure, something unreadable), 2 wrong usage or files
that nothing can start with.
"""

import sys

import typer

from service.cli.commands import Root, new
from service.errors import ConfigError, WirewatchError


app = new(
    "Watches the news: pulls feeds and files, matches them against your rules, tells each event "
    "once, and shows why."
)


@app.callback(cls=Root)
def wirewatch() -> None:
    """Do nothing by itself."""


def main() -> None:
    """Run the command line; what we know to be wrong is told without a traceback."""
    try:
        app()
    except ConfigError as error:
        from service.cli.common import complain  # noqa: PLC0415 - who has no mistakes waits less

        complain(*error.problems)
        sys.exit(2)
    except WirewatchError as error:
        typer.echo(f"wirewatch: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        typer.echo(f"wirewatch: {error.strerror or error}{place}", err=True)
        sys.exit(2)
