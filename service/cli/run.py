"""wirewatch run, wirewatch demo."""

import asyncio
import shutil
import signal
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import structlog
import typer
from structlog.contextvars import bound_contextvars

from service.app import opening
from service.app.build import look_over
from service.app.confined import tell_confinement
from service.app.control import Control
from service.app.database import copy_for_trying
from service.app.ending import Ending
from service.app.files import Files
from service.app.good import recall, remember
from service.app.outside import Outside
from service.app.reloading import Reloader
from service.cli.commands import new
from service.cli.common import complain, load, outside
from service.cli.options import DEFAULT_CONFIG, ConfigDir
from service.cli.printing import write
from service.crash import arm
from service.digests.wording import count
from service.errors import Problem
from service.logs import is_text
from service.model import Source, SourceId
from service.scheduler import Scheduler, keep_running
from service.settings import Options, environment
from service.store import deliveries
from service.web import listen, serve


SAMPLES = Path(__file__).parents[1] / "samples"


log = structlog.get_logger()

app = new()


@app.command()
def run(
    config: ConfigDir = DEFAULT_CONFIG,
    *,
    once: Annotated[
        bool, typer.Option("--once", help="Poll everything, tell everyone once, and end.")
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Like --once, but print what would be told: nothing is sent or kept."
        ),
    ] = False,
    now: Annotated[
        bool,
        typer.Option(
            "--now", help="Tell what the first polls bring at once, then go on as usual."
        ),
    ] = False,
) -> None:
    """Pull sources, match, and tell, on schedule, until stopped."""
    files = recall(load(config))
    _tell_mistakes(files, asyncio.run(look_over(files, outside())).off)
    if point := environment().get("WIREWATCH_CRASH"):
        arm(point)
    if dry_run:
        code = _dry_run(files)
    elif once:
        code = asyncio.run(_once(files, outside()))
    else:
        with Ending() as ending:
            code = asyncio.run(_run(files, config, ending, tell_now=now))
    raise typer.Exit(code)


@app.command()
def demo(config: ConfigDir = DEFAULT_CONFIG) -> None:
    """Run once over the shipped samples, in a fresh folder of its own (data/demo), and end."""
    files = load(config)
    complain(*files.problems)
    data_dir = files.settings.data_dir / "demo"
    shutil.rmtree(data_dir, ignore_errors=True)
    (data_dir / "inbox").mkdir(parents=True)
    for sample in SAMPLES.glob("[0-9]*"):
        shutil.copy(sample, data_dir / "inbox")
    inbox = Source(id=SourceId("inbox"), kind="folder", title="Samples", options={"path": "inbox"})
    moved = _moved(files, data_dir, kept=("console", "file"))  # nobody is mailed invented news
    code = asyncio.run(_once(replace(moved, sources=(inbox,)), _printing_once(outside())))
    raise typer.Exit(code)


def _tell_mistakes(files: Files, off: Sequence[Problem]) -> None:
    """Show what is wrong as people read it, or in one event where programs read the log."""
    problems = (*files.problems, *off)
    if is_text(files.settings.log.format):
        complain(*problems)
        return
    told = {
        severity: [str(one) for one in problems if one.severity == severity]
        for severity in ("error", "warning")
    }
    if told["error"]:
        log.warning(
            "config.started_with_mistakes",
            mistakes=told["error"],
            warnings=told["warning"],
            held=sorted(files.kept),
        )
    elif problems:
        log.warning("config.started_with_warnings", warnings=told["warning"])


async def _run(files: Files, config_dir: Path, ending: Ending, *, tell_now: bool) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    async with opening.open_service(files, outside()) as service:
        bound = ending.stop_when_asked(stop)
        remember(files)
        # The port first: where it is taken, nothing has begun yet.
        scheduler, port = Scheduler(service.tick), listen(files.settings)
        reloader = Reloader(service, config_dir, environment, outside())
        loop.add_signal_handler(signal.SIGHUP, reloader.ask)

        async def answer() -> None:
            nonlocal port
            if port is not None and port.fileno() < 0:  # it went with a server that failed
                port = listen(service.files.settings)
            await serve(service, port, stop, clock=scheduler, reloading=reloader)

        async def confined() -> None:
            await tell_confinement(service.pipeline.parts.sandbox)

        control = Control(service, reloader, outside().clock)
        besides = [reloader.watch, answer, control.serve, confined]
        besides += [service.tell_now] if tell_now else []
        good = await keep_running(service, scheduler, stop, *besides)
        await bound
    return 0 if good else 1


async def _once(files: Files, surroundings: Outside, *, anew: bool = False) -> int:
    """Run once; `anew` leaves earlier deliveries alone: they were packed for other channels."""
    async with opening.open_service(files, surroundings) as service:
        remember(files)
        if anew:
            await service.store.write(deliveries.forget)
        finding = await service.once()
    for failure in finding.failed:
        write(f"failed: {failure}")
    if finding.undelivered:
        write(
            f"{count(finding.undelivered, 'delivery', 'deliveries')} could not be made yet: kept, and "
            "tried again by the next run (`wirewatch delivery list`)"
        )
    return 1 if finding.failed or finding.undelivered else 0


def _dry_run(files: Files) -> int:
    """Do everything on a copy of the database, with the console in every channel's place."""
    data_dir = files.settings.data_dir
    with tempfile.TemporaryDirectory(prefix="wirewatch-") as folder:
        copy_for_trying(files.settings, Path(folder))
        surroundings = replace(_printing_once(outside()), base=data_dir)
        with bound_contextvars(dry_run=True):  # in the log nothing may look as if it had been sent
            return asyncio.run(_once(_moved(files, Path(folder)), surroundings, anew=True))


def _moved(files: Files, data_dir: Path, kept: Sequence[str] = ()) -> Files:
    """Use another data folder, and the console in the place of all other types of channels."""
    channels = {
        name: channel
        if channel.type in kept
        else replace(channel, type="console", options=Options({}, channel.options.document, ()))
        for name, channel in files.settings.channels.items()
    }
    changed = {"data_dir": data_dir, "database_url": None, "channels": channels}
    return replace(files, settings=files.settings.model_copy(update=changed))


def _printing_once(surroundings: Outside) -> Outside:
    """Print once what several channels would be told."""
    printed: set[str] = set()

    def write_new(text: str) -> None:
        if text not in printed:
            printed.add(text)
            surroundings.write(text)

    return replace(surroundings, write=write_new)
