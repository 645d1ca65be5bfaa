"""wirewatch check: reads everything, shows how it was read, and runs the rules' own tests."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from service.app.build import look_over
from service.app.checking import Result, run_tests
from service.app.files import Files
from service.app.junit import to_junit, wanted, why
from service.cli.commands import new
from service.cli.common import complain, load, outside
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir
from service.cli.printing import write, write_line
from service.digests.wording import count
from service.errors import Problem
from service.matches.explain import describe
from service.matches.shadows import shadows
from service.settings import point
from service.watchlists import with_source_lines


app = new()


@app.command()
def check(
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only what is wrong.")] = False,
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the tests as JUnit XML, for CI.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read all files, show how each rule was read, run its tests, and tell what is wrong.

    Nothing is fetched or sent: whether a server answers, `source list` and `notify test` say. Where
    config.yaml itself is wrong, that is told first, and the rest when it is mended.
    """
    files = load(config)
    built = asyncio.run(look_over(files, outside()))
    shadowed = with_source_lines(shadows(files.rules), files.settings.watchlists_dir)
    problems = (*files.problems, *shadowed, *built.off, *built.broken)
    results = run_tests(files)
    failed = [one for one in results if one.failed]
    if junit is not None:
        junit.write_bytes(to_junit(results, problems))
    if as_json:
        _print_json(files, problems, failed)
    else:
        if not quiet:
            _print_rules(files)
        complain(*problems)
        _print_failures(failed)
        _print_sum(files, problems, results)
    wrong = failed or any(problem.severity == "error" for problem in problems)
    raise typer.Exit(1 if wrong else 0)


def _print_rules(files: Files) -> None:
    for watchlist in files.loaded.watchlists:
        write(f"{watchlist.title} ({watchlist.file})")
        for rule in files.loaded.rules:
            if rule.watchlist == watchlist.id:
                tier = "" if rule.tier == "normal" else f", {rule.tier}"
                write(f"  {rule.id}{tier}")
                write("\n".join(f"    {line}" for line in describe(rule).splitlines()))
        write("")


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


def _print_sum(files: Files, problems: Sequence[Problem], results: Sequence[Result]) -> None:
    passed = sum(one.passed for one in results)
    errors = sum(problem.severity == "error" for problem in problems)
    write(
        f"{count(len(files.sources), 'source')}, {count(len(files.loaded.watchlists), 'watchlist')}, "
        f"{count(len(files.rules.rules), 'rule')}, {count(len(files.streams), 'stream')}; "
        f"{passed} of {count(len(results), 'test')} passed; "
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
