"""Say of reports that they are one story, or are not: a line in `pins.yaml`."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from service.app.reading import look
from service.cli.printing import write
from service.cli.story_explain import find
from service.digests.wording import line
from service.settings import environment, load_settings
from service.settings.pins import FILE, pin
from service.store.timelines import Entry


def put(config_dir: Path, names: Sequence[str], *, apart: bool) -> None:
    """Write the pin; the numbers of articles name stories, too. Raises `UnknownNameError`, `ConfigError`."""
    found = look(load_settings(config_dir, environment()), _find, names)
    numbers = tuple(dict.fromkeys(str(one.article) for one in found))
    remark = " | ".join(line(one.title, 60) or "(untitled)" for one in found)
    pin(config_dir / FILE, numbers, apart=apart, remark=remark)
    how = "apart" if apart else "together"
    write(f"pinned {how} in {config_dir / FILE}: {', '.join(numbers)}")
    write("It holds from now on in a running service, else from its next start on.")


def _find(connection: Connection, names: Sequence[str]) -> list[Entry]:
    return [find(connection, name) for name in names]
