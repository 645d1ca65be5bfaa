"""wirewatch explain: why a rule holds for an article, or how near it came."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from service import clock
from service.app.alone import Named, articles_from
from service.app.explaining import UnknownRuleError, is_number, rule_named, stored
from service.app.files import read_watchlist
from service.cli.commands import new
from service.cli.common import complain, elsewhere, load
from service.cli.explained import lines
from service.cli.options import DEFAULT_CONFIG, AsJson, NamesDir
from service.cli.printing import in_words, write, write_line
from service.cli.shapes import explanation_line
from service.errors import Problem
from service.matches.compile import RuleSet
from service.matches.explain import explain as explain_rule
from service.model import Rule
from service.settings import SENDING


app = new()


@app.command()
def explain(
    article: Annotated[
        str,
        typer.Argument(
            help="A text, a page or JSON lines (- for standard input), or the number of an article "
            "in the database."
        ),
    ],
    rule: Annotated[str, typer.Option(help="The rule: watchlist/rule, or its id alone.")],
    watchlist: Annotated[
        Path | None, typer.Option(help="Take the rule from this file only.")
    ] = None,
    config: NamesDir = DEFAULT_CONFIG,
    *,
    as_json: AsJson = False,
) -> None:
    """Say of every clause of a rule whether it holds for an article, and how near it came."""
    asked, found = _asked(article, rule, watchlist, config)
    failed = False
    for name, one in found:
        if isinstance(one, Exception):
            typer.echo(f"{name}: {in_words(one)}", err=True)
            failed = True
            continue
        explanation = explain_rule(asked, one)
        if as_json:
            write_line(explanation_line(name, explanation))
        else:
            write("\n".join(lines(name, one, explanation)))
    raise typer.Exit(1 if failed else 0)


def _asked(
    article: str, name: str, watchlist: Path | None, config: Path
) -> tuple[Rule, list[Named]]:
    """Find what is asked about: a stage alone with a watchlist, else what the files say."""
    if watchlist is not None and not is_number(article):
        return _rule(name, *read_watchlist(watchlist, config)), _read(article)
    files = load(config, SENDING)
    around = (files.rules, files.problems)
    asked = _rule(name, *(around if watchlist is None else read_watchlist(watchlist, config)))
    return asked, [(article, stored(article, files))] if is_number(article) else _read(article)


def _rule(name: str, rules: RuleSet, problems: Sequence[Problem]) -> Rule:
    """Find a rule; mistakes in others are only counted. Raises `UnknownRuleError`."""
    try:
        asked = rule_named(name, rules)
    except UnknownRuleError:
        complain(*(one for one in problems if name in {one.rule, f"{one.watchlist}/{one.rule}"}))
        raise
    own = (asked.watchlist, asked.id)
    errors = [one for one in problems if one.severity == "error"]
    elsewhere(sum((one.watchlist, one.rule) != own for one in errors))
    return asked


def _read(article: str) -> list[Named]:
    return asyncio.run(articles_from([Path(article)], clock.now()))
