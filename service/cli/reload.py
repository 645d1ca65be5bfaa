"""wirewatch reload: the running service reads its files anew."""

from pathlib import Path

import typer

from service.app.asking import ask
from service.app.orders import RELOAD, Reload, ReloadAnswer, status_of
from service.app.reading import settings_to_read
from service.cli.commands import new
from service.cli.common import complain
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir
from service.cli.printing import write, write_line
from service.digests.wording import count
from service.errors import ConfigError


app = new()


@app.command("reload")
def reload_files(config: ConfigDir = DEFAULT_CONFIG, *, as_json: AsJson = False) -> None:
    """Have the running service read its files anew, and tell what it finds.

    What is good is taken over; what is wrong stays as it was. It watches its files by itself: this
    is for where it cannot, and for scripts that want to know.
    """
    data_dir = _data_dir(config)
    answer = ask(data_dir, RELOAD, Reload())
    if answer is None:
        write(f"no service runs in {data_dir}: it reads the files when it starts")
        raise typer.Exit(1)
    if as_json:
        problems = [problem.as_data() for problem in answer.problems]
        status = status_of(answer.problems, good=answer.good)
        write_line({"status": status, "problems": problems})
    else:
        complain(*answer.problems)
        write(_outcome(answer))
    raise typer.Exit(0 if answer.good and not _mistakes(answer) else 1)


def _data_dir(config: Path) -> Path:
    """Find where the service would be; who cannot read the settings, neither can it."""
    try:
        return settings_to_read(config).data_dir
    except ConfigError as error:
        complain(*error.problems)
        write("not asked: config.yaml has to be mended first; everything stays as it was")
        raise typer.Exit(1) from None


def _mistakes(answer: ReloadAnswer) -> int:
    return sum(problem.severity == "error" for problem in answer.problems)


def _outcome(answer: ReloadAnswer) -> str:
    if not answer.good:
        return "refused: everything stays as it was"
    in_force = (
        f"in force: {count(answer.sources, 'source')}, {count(answer.rules, 'rule')}, "
        f"{count(answer.streams, 'stream')}"
    )
    wrong = _mistakes(answer)
    if not wrong:
        return in_force
    return f"{in_force}; {count(wrong, 'mistake')}: what was good there before still holds"
