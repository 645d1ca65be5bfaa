"""wirewatch match: a watchlist against files, without a database; and the names rules may use."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from service import clock
from service.app.alone import Named, articles_in
from service.app.files import read_watchlist
from service.app.given import STANDARD_INPUT
from service.app.naming import Listed, list_names, matching
from service.app.some import NoSuchFileError
from service.cli.commands import COMMANDS, Group, new
from service.cli.common import complain
from service.cli.options import DEFAULT_CONFIG, AsJson, NamesDir, files_argument
from service.cli.printing import in_words, table, write, write_line
from service.cli.shapes import match_line
from service.matches.compile import RuleSet
from service.matches.evaluate import decide


SHOWN_WHOLE = 3
"""Names up to which all their spellings are shown."""

app = new(COMMANDS["match"].summary)


class OrFiles(Group):
    """`wirewatch match --watchlist W …` without a verb matches files."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "--help"):
            args = ["files", *args]
        return super().parse_args(ctx, args)


@app.callback(cls=OrFiles)
def match() -> None:
    """Match files against one watchlist, or look up the names that rules may use."""


@app.command("names")
def names(
    word: Annotated[
        str | None, typer.Argument(help="Part of a name or of a spelling; nothing: all names.")
    ] = None,
    config: NamesDir = DEFAULT_CONFIG,
    *,
    as_json: AsJson = False,
) -> None:
    """List the names for `name:x`: the shipped ones, and those of config/names.yaml."""
    listed, problems = list_names(config)
    complain(*problems)
    found = listed if word is None else matching(listed, word)
    if as_json:
        for one in found:
            write_line(asdict(one))
    elif word is not None and 0 < len(found) <= SHOWN_WHOLE:
        for one in found:
            _print_name(one)
    elif found:
        table(map(_row, found), "name", "what", "spellings")
    if not found:
        typer.echo(f"no name has '{word}' in it", err=True)
    raise typer.Exit(0 if found and not problems else 1)


def _row(one: Listed) -> tuple[str, str, str]:
    first = next(iter(one.spellings.values()))[0].partition(" (")[0]
    more = f", and {one.count - 1} more" if one.count > 1 else ""
    return (one.name, one.kind, f"{first}{more}")


def _print_name(one: Listed) -> None:
    write(f"name:{one.name} ({one.kind})")
    for language, texts in one.spellings.items():
        write(f"  {language:3} {', '.join(texts)}")


@app.command("files")
def files(
    watchlist: Annotated[Path, typer.Option(help="The watchlist file.")],
    given: Annotated[
        list[Path] | None,
        files_argument(
            "Texts, pages, or JSON lines of {id, title, text, url, source, language, published}"
        ),
    ] = None,
    config: NamesDir = DEFAULT_CONFIG,
    *,
    warc: Annotated[
        list[Path] | None,
        typer.Option(help="A web archive, a folder or a list of them; hits are told at once."),
    ] = None,
) -> None:
    """Match files against one watchlist: a JSON line for each article, with the evidence."""
    if not watchlist.exists():
        raise NoSuchFileError(f"there is no file {watchlist}")
    rules, problems = read_watchlist(watchlist, config)
    complain(*problems)
    failed = any(problem.severity == "error" for problem in problems)
    if warc:
        from service.cli.match_warc import match_archives  # noqa: PLC0415 - few need it

        failed |= not asyncio.run(match_archives(rules, warc, clock.now()))
        given = [one for one in given or () if one != STANDARD_INPUT]  # nothing was piped
    found = asyncio.run(_match_all(rules, articles_in(given or [], clock.now())))
    raise typer.Exit(1 if failed or not found else 0)


async def _match_all(rules: RuleSet, articles: AsyncIterator[Named]) -> bool:
    """Print a line for each as it comes; False if one could not be read or decided."""
    good = True
    async for name, article in articles:
        if isinstance(article, Exception):
            typer.echo(f"{name}: {in_words(article)}", err=True)
            good = False
            continue
        decided = decide(rules, article)
        write_line(match_line(name, decided.matches))
        for rule in decided.undecided:
            typer.echo(f"{name}: {rule} is not decided: too many ways to combine words", err=True)
            good = False
    return good
