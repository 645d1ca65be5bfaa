"""What several commands share: where the files are, and how complaints look."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from service import clock
from service.app.files import Files, read
from service.app.outside import Outside
from service.cli.printing import write
from service.digests.wording import count
from service.errors import Problem
from service.logs import configure
from service.settings import environment, point, secrets


def load(config_dir: Path, unneeded: frozenset[str] = frozenset()) -> Files:
    """Read all files and set logging up. Raises `ConfigError`."""
    files = read(config_dir, environment(), unneeded=unneeded)
    log = files.settings.log
    configure(log.format, log.level, secrets=secrets(files.settings, files.sources))
    return files


def outside() -> Outside:
    bent = environment().get("WIREWATCH_CLOCK")  # for tests, as WIREWATCH_CRASH is
    return Outside(clock=clock.bent(bent) if bent else clock.now, write=write)


def complain(*problems: Problem) -> None:
    """Show what is wrong, where, and how to mend it; by file, and what repeats itself once."""
    ordered = sorted(problems, key=lambda one: (one.file, one.line, one.column))
    files = dict.fromkeys(one.file for one in ordered)
    for file in files:
        here = [one for one in ordered if one.file == file]
        if len(files) > 1:
            sys.stderr.write(f"{file}: {_counted(here)}\n")
        for first, others in _repeated(here):
            sys.stderr.write(f"{point(first)}\n")
            if others:
                sys.stderr.write(f"    the same on {_lines(others)}\n")


def _repeated(problems: list[Problem]) -> Iterator[tuple[Problem, list[Problem]]]:
    alike: dict[tuple[str, str], list[Problem]] = {}
    for one in problems:
        alike.setdefault((one.severity, one.message), []).append(one)
    yield from ((first, others) for first, *others in alike.values())


def _lines(problems: list[Problem]) -> str:
    numbers = [str(one.line) for one in problems]
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    return f"lines {', '.join(numbers[:-1])} and {numbers[-1]}"


def _counted(problems: Sequence[Problem]) -> str:
    errors = sum(one.severity == "error" for one in problems)
    warnings = len(problems) - errors
    parts = [count(errors, "error")] if errors else []
    return ", ".join([*parts, *([count(warnings, "warning")] if warnings else [])])


def elsewhere(number: int) -> None:
    """Tell of mistakes that are not asked about, in one line."""
    if number:
        sys.stderr.write(f"{count(number, 'mistake')} elsewhere: wirewatch check\n")
