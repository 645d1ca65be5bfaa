"""What it costs to start: CPU time of commands, and of the modules that they import.

    python bench/start.py

Prints, for each command, seconds of CPU (the least of some runs) and how many times that of a Python
that does nothing but import what every command line needs. Trust the ratios.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path


BARE = [sys.executable, "-c", "import typer, yaml"]
COMMANDS = {
    "--help": ["--help"],
    "stages": ["stages", "--help"],
    "check": ["check"],
    "healthcheck": ["healthcheck"],
    "run --once, nothing to poll": ["run", "--once"],
}


def cpu_of(command: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - our own command
        command,
        env=environment,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def world(folder: Path) -> dict[str, str]:
    for name in ("config", "watchlists", "data/inbox"):
        (folder / name).mkdir(parents=True)
    (folder / "config/config.yaml").write_text("channels: {out: {type: file, folder: outbox}}\n")
    (folder / "config/sources.yaml").write_text("sources: [{id: inbox, path: inbox}]\n")
    (folder / "watchlists/bench.yaml").write_text(
        "watchlist: bench\ntitle: Bench\nrules: [ferry]\ndigest: {schedule: '08:00', to: [out]}\n"
    )
    return {
        **os.environ,  # noqa: TID251 - the child's environment is this one's and more
        "WIREWATCH_CONFIG_DIR": str(folder / "config"),
        "WIREWATCH_DATA_DIR": str(folder / "data"),
        "WIREWATCH_WEB__LISTEN": "off",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = range(parser.parse_args().runs)
    with tempfile.TemporaryDirectory() as name:
        environment = world(Path(name))
        ours = [sys.executable, "-m", "service"]
        cpu_of(
            [*ours, "run", "--once"], environment
        )  # makes the database, and the files of bytecode
        bare = min(cpu_of(BARE, environment) for _ in runs)
        print(f"a bare command line: {bare:.2f} s of CPU")
        for name_of, words in COMMANDS.items():
            least = min(cpu_of([*ours, *words], environment) for _ in runs)
            print(f"{name_of}: {least:.2f} s, {least / bare:.1f} times that")


if __name__ == "__main__":
    main()
