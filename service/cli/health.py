"""wirewatch healthcheck: asked every few seconds, so it reads settings and nothing else."""

import json
import time

import typer

from service.app.holder import holder
from service.app.places import HEARTBEAT, LOCK
from service.cli.commands import new
from service.cli.options import DEFAULT_CONFIG, ConfigDir
from service.cli.printing import write
from service.settings import SENDING, environment, load_settings


LATE_SECONDS = 15.0


app = new()


@app.command()
def healthcheck(config: ConfigDir = DEFAULT_CONFIG) -> None:
    """End with 0 if the service in this data folder is alive and its clock ticks."""
    data_dir = load_settings(config, environment(), SENDING).data_dir
    try:
        beat = json.loads((data_dir / HEARTBEAT).read_text())
        pid, age = beat["pid"], time.monotonic() - beat["monotonic"]
    except (OSError, ValueError, KeyError, TypeError):
        write("unhealthy: no service has been running in this data folder")
        raise typer.Exit(1) from None
    if holder(data_dir / LOCK) != pid:
        write(f"unhealthy: process {pid}, which ticked last, is gone")
        raise typer.Exit(1)
    # After a reboot the monotonic clock begins anew: a beat from the future is an old one.
    if not 0 <= age <= LATE_SECONDS:
        write(f"unhealthy: the last tick was at {beat['at']}")
        raise typer.Exit(1)
    write(f"healthy: the last tick was {age:.0f} s ago")
