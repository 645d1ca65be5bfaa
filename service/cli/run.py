"""wirewatch run, wirewatch demo."""

import asyncio
import shutil
import signal
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from service.app import running
from service.app.build import Outside
from service.app.files import Files
from service.app.reloading import Reloader
from service.cli.common import DEFAULT_CONFIG, ConfigDir, complain, load, outside, write
from service.crash import arm
from service.model import Source, SourceId
from service.scheduler import Scheduler, keep_running
from service.settings import Options, environment
from service.store.engine import copy_database


SAMPLES = Path(__file__).parents[1] / "samples"


def register(app: typer.Typer) -> None:
    app.command()(run)
    app.command()(demo)


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
    files = load(config)
    complain(*files.problems)
    if point := environment().get("WIREWATCH_CRASH"):
        arm(point)
    if dry_run:
        code = _dry_run(files)
    elif once:
        code = asyncio.run(_once(files, outside()))
    else:
        code = asyncio.run(_run(files, config, tell_now=now))
    raise typer.Exit(code)


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
    code = asyncio.run(_once(replace(_moved(files, data_dir), sources=(inbox,)), outside()))
    raise typer.Exit(code)


async def _run(files: Files, config_dir: Path, *, tell_now: bool) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with running.open_service(files, outside()) as service:
        reloader = Reloader(service, config_dir, environment, outside())
        loop.add_signal_handler(signal.SIGHUP, reloader.ask)
        besides = [reloader.watch(stop), *([service.tell_now()] if tell_now else [])]
        await keep_running(service, Scheduler(service.tick), stop, *besides)
    return 0


async def _once(files: Files, surroundings: Outside) -> int:
    async with running.open_service(files, surroundings) as service:
        finding = await service.once()
    for failure in finding.failed:
        write(f"failed: {failure}")
    if finding.undelivered:
        write(
            f"{finding.undelivered} deliveries could not be made yet: they are kept, and tried again "
            "by the next run (`wirewatch delivery list`)"
        )
    return 1 if finding.failed or finding.undelivered else 0


def _dry_run(files: Files) -> int:
    """Do everything on a copy of the database, with the console in every channel's place."""
    data_dir = files.settings.data_dir
    console = {
        name: replace(channel, type="console", options=Options({}, channel.options.document, ()))
        for name, channel in files.settings.channels.items()
    }
    with tempfile.TemporaryDirectory(prefix="wirewatch-") as folder:
        if (data_dir / running.DATABASE).exists():
            copy_database(data_dir / running.DATABASE, Path(folder) / running.DATABASE)
        settings = files.settings.model_copy(
            update={"data_dir": Path(folder), "channels": console}
        )
        surroundings = replace(outside(), base=data_dir)
        return asyncio.run(_once(replace(files, settings=settings), surroundings))


def _moved(files: Files, data_dir: Path) -> Files:
    return replace(files, settings=files.settings.model_copy(update={"data_dir": data_dir}))
