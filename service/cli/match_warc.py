"""Web archives against one watchlist: hits as they come, and how far it has come."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from service.app.archive import Step, walk
from service.cli.printing import write_line
from service.cli.shapes import match_line
from service.digests.wording import count
from service.matches.compile import RuleSet
from service.matches.evaluate import decide


@dataclass(slots=True, kw_only=True)
class Tally:
    """What has been seen so far."""

    records: int = 0
    articles: int = 0
    hits: int = 0
    broken: int = 0

    def __str__(self) -> str:
        said = [count(self.records, "record"), count(self.articles, "article")]
        said += [count(self.hits, "hit"), f"{self.broken:,} could not be read"]
        return ", ".join(said)


async def match_archives(rules: RuleSet, paths: Sequence[Path], now: datetime) -> bool:
    """Print a JSON line for each article that a rule holds for; true if all could be read.

    Raises `FetchError` for a path that is no archive.
    """
    tally = Tally()
    with _bar() as show:
        async for step in walk(paths, rules, now):
            _tell(rules, step, tally)
            show(step, tally)
    typer.echo(str(tally), err=True)
    return not tally.broken


def _tell(rules: RuleSet, step: Step, tally: Tally) -> None:
    tally.records += step.records
    tally.articles += step.passed + len(step.articles)
    for name, article in step.articles:
        decided = decide(rules, article)
        if decided.matches:
            tally.hits += 1
            write_line(match_line(name, decided.matches))
        for rule in decided.undecided:
            tally.broken += 1
            typer.echo(f"{name}: {rule} is not decided: too many ways to combine words", err=True)
    for name, why in step.broken:
        tally.broken += 1
        typer.echo(f"{name}: {why}", err=True)
    sys.stdout.flush()


@contextmanager
def _bar() -> Iterator[Callable[[Step, Tally], None]]:
    """Show a bar on a terminal, and nothing in a file."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda *_: None
        return
    columns = (
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[said]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, said="")
        yield lambda step, tally: progress.update(
            task, completed=step.at, total=step.of, said=count(tally.hits, "hit")
        )
