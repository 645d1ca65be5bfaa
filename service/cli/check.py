"""wirewatch check: reads everything, shows how it was read, and runs the rules' own tests."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from service.app.build import look_over
from service.app.checking import Result, run_tests
from service.app.files import Files
from service.app.junit import to_junit, wanted, why
from service.app.some import read_some, untold
from service.cli.commands import new
from service.cli.common import complain, elsewhere, load, outside
from service.cli.options import DEFAULT_CONFIG, AsJson, NamesDir, require
from service.cli.printing import write, write_line
from service.digests.wording import count
from service.errors import Problem
from service.matches.explain import describe
from service.matches.shadows import shadows
from service.model import Rule
from service.settings import environment, point
from service.watchlists import with_source_lines


app = new()


MOST_SHOWN = 100
"""Rules up to which each is shown as it was read."""


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Watchlists, or folders of them, to check alone; nothing: all files.",
            show_default=False,
        ),
    ] = None,
    config: NamesDir = DEFAULT_CONFIG,
    *,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only what is wrong.")] = False,
    rules: Annotated[
        bool | None,
        typer.Option(help=f"Show how each rule was read; by default up to {MOST_SHOWN} are."),
    ] = None,
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the tests as JUnit XML, for CI.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read all files, show how each rule was read, run its tests, and tell what is wrong.

    Nothing is fetched or sent: whether a server answers, `source list` and `notify test` say. Where
    config.yaml itself is wrong, that is told first, and the rest when it is mended.
    """
    if paths and len(paths) == 1 and (paths[0] / "config.yaml").is_file():
        config, paths = paths[0], None
    found = _all(config) if not paths else _some(paths, config)
    results = run_tests(found.files)
    failed = [one for one in results if one.failed]
    if junit is not None:
        junit.write_bytes(to_junit(results, found.problems))
    if as_json:
        _print_json(found.files, found.problems, failed)
    else:
        if not quiet:
            _print_rules(found.files, rules)
        complain(*found.problems)
        _print_failures(failed)
        elsewhere(found.elsewhere)
        _print_sum(found, results)
    wrong = failed or any(problem.severity == "error" for problem in found.problems)
    raise typer.Exit(1 if wrong else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    files: Files
    problems: tuple[Problem, ...]
    alone: bool = False
    elsewhere: int = 0


def _all(config: Path) -> _Found:
    files = load(require(config))
    built = asyncio.run(look_over(files, outside()))
    shadowed = with_source_lines(shadows(files.rules), files.settings.watchlists_dir)
    problems = (*files.problems, *shadowed, *untold(files), *built.off, *built.broken)
    return _Found(files=files, problems=problems)


def _some(paths: Sequence[Path], config: Path) -> _Found:
    """Read some files alone: who is told is only asked where there is a configuration."""
    some = read_some(paths, config, environment())
    files = some.files
    problems = (
        *files.problems,
        *some.located(shadows(files.rules)),
        *(untold(files) if some.configured else ()),
    )
    return _Found(files=files, problems=problems, alone=True, elsewhere=some.elsewhere)


def _print_rules(files: Files, wanted: bool | None) -> None:
    every = wanted if wanted is not None else len(files.loaded.rules) <= MOST_SHOWN
    for watchlist in files.loaded.watchlists:
        rules = [one for one in files.loaded.rules if one.watchlist == watchlist.id]
        if every:
            write(f"{watchlist.title} ({watchlist.file})")
            for rule in rules:
                _print_rule(rule)
            write("")
        else:
            write(f"{watchlist.title} ({watchlist.file}): {count(len(rules), 'rule')}")
    if not every:
        write("how each was read: wirewatch check FILE --rules\n")


def _print_rule(rule: Rule) -> None:
    tier = "" if rule.tier == "normal" else f", {rule.tier}"
    write(f"  {rule.id}{tier}")
    write("\n".join(f"    {line}" for line in describe(rule).splitlines()))


def _print_failures(failed: Sequence[Result]) -> None:
    for one in failed:
        place = one.test.position
        shown = Problem(
            file=place.file,
            line=place.line,
            column=place.column,
            message=f"test of {one.test.rule} failed: {wanted(one)}",
            source_line=one.test.line,
        )
        write(point(shown))
        if one.explanation is not None:
            write("\n".join(f"    {line}" for line in why(one.explanation)))


def _print_sum(found: _Found, results: Sequence[Result]) -> None:
    files, problems = found.files, found.problems
    passed = sum(one.passed for one in results)
    errors = sum(problem.severity == "error" for problem in problems)
    parts = [
        count(len(files.loaded.watchlists), "watchlist"),
        count(len(files.rules.rules), "rule"),
        count(len(files.streams), "stream"),
    ]
    if not found.alone:
        parts.insert(0, count(len(files.sources), "source"))
    write(
        f"{', '.join(parts)}; {passed} of {count(len(results), 'test')} passed; "
        f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}"
    )


def _print_json(files: Files, problems: Sequence[Problem], failed: Sequence[Result]) -> None:
    write_line(
        {
            "rules": [
                {"rule": rule.key, "tier": rule.tier, "query": rule.query, "read": describe(rule)}
                for rule in files.loaded.rules
            ],
            "problems": [asdict(problem) for problem in problems],
            "failed": [
                {
                    "rule": one.test.rule,
                    "wanted": one.test.wanted,
                    "line": one.test.position.line,
                    "file": one.test.position.file,
                    "why": explained.root and explained.root.as_data(),
                }
                for one in failed
                if (explained := one.explanation) is not None
            ],
        }
    )
