"""What several commands share: where the files are, and how complaints look."""

import sys
from pathlib import Path

from service import clock
from service.app.files import Files, read
from service.app.outside import Outside
from service.cli.printing import write
from service.errors import Problem
from service.logs import configure
from service.settings import environment, point, secrets


def load(config_dir: Path) -> Files:
    """Read all files and set logging up. Raises `ConfigError`."""
    files = read(config_dir, environment())
    log = files.settings.log
    configure(log.format, log.level, secrets=secrets(files.settings, files.sources))
    return files


def outside() -> Outside:
    bent = environment().get("WIREWATCH_CLOCK")  # for tests, as WIREWATCH_CRASH is
    return Outside(clock=clock.bent(bent) if bent else clock.now, write=write)


def complain(*problems: Problem) -> None:
    """Show what is wrong, where, and how to mend it."""
    for problem in problems:
        sys.stderr.write(f"{point(problem)}\n")
