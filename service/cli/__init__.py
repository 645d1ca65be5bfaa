"""The command line: parse, call, print; no logic. One file for each noun, plus run, check, config.

Exit codes: 0 good, 1 a finding (a mistake, a failure, something unreadable), 2 wrong usage or files
that nothing can start with.
"""

import sys

import typer

from service.cli import (
    article,
    check,
    config,
    db,
    delivery,
    digest,
    health,
    match,
    notify,
    run,
    source,
    story,
)
from service.cli.common import complain
from service.errors import ConfigError, WirewatchError


app = typer.Typer(
    name="wirewatch",
    help="Watches the news: pulls feeds and files, matches them against your rules, tells each "
    "event once, and shows why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

for module in (run, check, match, health):
    module.register(app)
for name, noun in (
    ("source", source),
    ("article", article),
    ("story", story),
    ("digest", digest),
    ("delivery", delivery),
    ("notify", notify),
    ("config", config),
    ("db", db),
):
    app.add_typer(noun.app, name=name)
config.register(app)


def main() -> None:
    """Run the command line; what we know to be wrong is told without a traceback."""
    try:
        app()
    except ConfigError as error:
        complain(*error.problems)
        sys.exit(2)
    except WirewatchError as error:
        sys.stderr.write(f"wirewatch: {error}\n")
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe has gone: nothing is wrong
        sys.exit(0)
