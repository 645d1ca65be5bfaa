"""wirewatch check: reads everything, shows how it was read, and runs the rules' own tests."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from service.app.build import Built, build, open_http
from service.app.checking import Failure, failures
from service.app.files import Files
from service.cli.commands import new
from service.cli.common import complain, load, outside
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir
from service.cli.printing import write, write_line
from service.digests.wording import count
from service.errors import Problem
from service.matches.explain import Step, describe


app = new()


@app.command()
def check(
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only what is wrong.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read all files, show how each rule was read, run its tests, and tell what is wrong.

    Nothing is fetched or sent: whether a server answers, `source list` and `notify test` say. Where
    config.yaml itself is wrong, that is told first, and the rest when it is mended.
    """
    files = load(config)
    built = asyncio.run(_build(files))
    problems = (*files.problems, *built.off, *built.broken)
    failed = failures(files)
    if as_json:
        _print_json(files, problems, failed)
    else:
        if not quiet:
            _print_rules(files)
        complain(*problems)
        _print_failures(failed)
        _print_sum(files, problems, failed)
    wrong = failed or any(problem.severity == "error" for problem in problems)
    raise typer.Exit(1 if wrong else 0)


async def _build(files: Files) -> Built:
    """Build sources and channels, so that their own options are checked; nothing is sent."""
    http = open_http(files.settings)
    try:
        return build(files, http, outside())
    finally:
        await http.close()


def _print_rules(files: Files) -> None:
    for watchlist in files.loaded.watchlists:
        write(f"{watchlist.title} ({watchlist.file})")
        for rule in files.loaded.rules:
            if rule.watchlist == watchlist.id:
                tier = "" if rule.tier == "normal" else f", {rule.tier}"
                write(f"  {rule.id}{tier}")
                write("\n".join(f"    {line}" for line in describe(rule).splitlines()))
        write("")


def _print_failures(failed: Sequence[Failure]) -> None:
    for one in failed:
        place = one.test.position
        wanted = "should match, and does not" if one.test.wanted else "should not match, and does"
        write(f"{place.file}:{place.line}:{place.column}: test of {one.test.rule} failed")
        write(f"    {one.test.text or one.test.title}\n    {wanted}")
        if one.explanation.root is not None:
            _print_step(one.explanation.root, 1)


def _print_step(step: Step, depth: int) -> None:
    note = f"  ({step.note})" if step.note else ""
    write(f"{'    ' * depth}{'yes' if step.holds else 'no '}  {step.clause}{note}")
    for inner in step.steps:
        _print_step(inner, depth + 1)


def _print_sum(files: Files, problems: Sequence[Problem], failed: Sequence[Failure]) -> None:
    tests = sum(len(watchlist.tests) for watchlist in files.loaded.watchlists)
    errors = sum(problem.severity == "error" for problem in problems)
    write(
        f"{count(len(files.sources), 'source')}, {count(len(files.loaded.watchlists), 'watchlist')}, "
        f"{count(len(files.rules.rules), 'rule')}, {count(len(files.streams), 'stream')}; "
        f"{tests - len(failed)} of {count(tests, 'test')} passed; "
        f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}"
    )


def _print_json(files: Files, problems: Sequence[Problem], failed: Sequence[Failure]) -> None:
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
                    "why": one.explanation.root and one.explanation.root.as_data(),
                }
                for one in failed
            ],
        }
    )
