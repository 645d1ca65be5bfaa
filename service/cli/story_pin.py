"""Say of reports that they are one story, or are not: a line in `pins.yaml`."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from service.app.reading import look, settings_to_read
from service.cli.common import complain
from service.cli.printing import write
from service.cli.story_explain import UnknownNameError, find
from service.digests.wording import line
from service.settings import load_pins
from service.settings.pins import FILE, pin
from service.store.timelines import Entry


def put(config_dir: Path, names: Sequence[str], *, apart: bool) -> None:
    """Write the pin; the numbers of articles name stories, too. Raises `UnknownNameError`, `ConfigError`."""
    found = look(settings_to_read(config_dir), _find, names)
    titles = {str(one.article): line(one.title, 60) or "(untitled)" for one in found}
    if len(titles) < 2:
        raise UnknownNameError(
            f"name two reports or more: this is article {', '.join(titles)} alone"
        )
    path, numbers, how = config_dir / FILE, tuple(titles), "apart" if apart else "together"
    pins, _ = load_pins(path)
    if any(set(numbers) <= set(one) for one in (pins.apart if apart else pins.together)):
        write(f"pinned {how} already in {path}: {', '.join(numbers)}")
        return
    pin(path, numbers, apart=apart, remark=" | ".join(titles.values()))
    write(f"pinned {how} in {path}: {', '.join(numbers)}")
    write("It holds from now on in a running service, else from its next start on.")
    complain(*load_pins(path)[1])


def _find(connection: Connection, names: Sequence[str]) -> list[Entry]:
    return [find(connection, name) for name in names]
