"""The command line: parse, call, print; no logic. One file for each noun, plus run, check, config.

Exit codes: 0 good, 1 a finding (a mistake, a failure, something unreadable), 2 wrong usage or files
that nothing can start with, 3 not now: nothing is wrong with these, and trying again can help.
"""

import errno
import sys

import typer

from service.cli.commands import Root, new
from service.cli.printing import in_words
from service.errors import (
    ConfigError,
    LockedError,
    NoRoomError,
    PortInUseError,
    UnreachableError,
    WirewatchError,
)


WRONG, NOT_NOW = 2, 3
_PASSING = (LockedError, PortInUseError, UnreachableError, NoRoomError)
_FULL = (errno.ENOSPC, errno.EDQUOT)

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
        sys.exit(code_of(error))
    except WirewatchError as error:
        typer.echo(f"wirewatch: {error}", err=True)
        sys.exit(code_of(error))
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        typer.echo(f"wirewatch: {in_words(error)}{place}", err=True)
        sys.exit(code_of(error))


def code_of(error: WirewatchError | OSError) -> int:
    """Tell what must be mended from what passes: a supervisor need not try the first again."""
    full = isinstance(error, OSError) and error.errno in _FULL
    return NOT_NOW if full or isinstance(error, _PASSING) else WRONG
