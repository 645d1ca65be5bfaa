"""Which commands there are; each is imported when it is called, and pays for nothing else."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command, or a noun with commands of its own: where it is, and what `--help` says of it."""

    module: str
    summary: str


VALUED = ("--config",)
BEHIND = (*VALUED, "--json")
"""What most commands take, and no noun by itself."""

COMMANDS: Mapping[str, Command] = {
    "run": Command(
        module="run", summary="Pull sources, match, and tell, on schedule, until stopped."
    ),
    "demo": Command(module="run", summary="See it work: one pass over the shipped samples."),
    "reload": Command(module="reload", summary="Have the running service read its files anew."),
    "check": Command(
        module="check", summary="Read all files, run the rules' tests, tell what is wrong."
    ),
    "match": Command(module="match", summary="Match files against one watchlist; look up names."),
    "explain": Command(
        module="explain", summary="Why a rule holds for an article, or how near it came."
    ),
    "source": Command(module="source", summary="Where articles come from."),
    "article": Command(
        module="article", summary="What is read in pages and texts, and what was taken in."
    ),
    "story": Command(module="story", summary="Which articles tell of one event."),
    "digest": Command(module="digest", summary="What readers are told."),
    "delivery": Command(module="delivery", summary="What was sent to whom, and what waits."),
    "notify": Command(module="notify", summary="Does a channel work?"),
    "config": Command(module="config", summary="The settings in force."),
    "db": Command(
        module="db", summary="The database: bring it up to date, back it up, examine it."
    ),
    "schema": Command(module="schema", summary="The JSON Schemas of files and lines."),
    "healthcheck": Command(module="health", summary="Is the service alive?"),
}


class Group(TyperGroup):
    """A noun; says where options stand that were written before the command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0].partition("=")[0] in BEHIND:
            ctx.fail(f"options stand behind the command: {self._behind(ctx, args)}")
        return super().parse_args(ctx, args)

    def _behind(self, ctx: Any, args: Sequence[str]) -> str:
        """Write the command line as it was meant."""
        option, *rest = args
        valued = option in VALUED and rest and (len(rest) > 1 or rest[0] not in self.commands)
        given, words = ([option, rest[0]], rest[1:]) if valued else ([option], rest)
        return shlex.join([*ctx.command_path.split(), *(words or ["COMMAND"]), *given])


def new(summary: str | None = None) -> typer.Typer:
    """Make the Typer of a file of commands."""
    return typer.Typer(
        cls=Group,
        help=summary,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


class Imported(Mapping[str, Any]):
    """The commands by name, each imported when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        module = import_module(f"service.cli.{COMMANDS[name].module}")
        group = typer.main.get_group(module.app)
        return group.commands.get(name, group)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Root(Group):
    """`wirewatch` itself."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        self.commands = Imported()  # type: ignore[assignment] # nobody adds to it

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's signature
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.summary) for name, one in COMMANDS.items()])
