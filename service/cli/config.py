"""wirewatch config: the settings in force."""

import json

import yaml

from service.cli.commands import COMMANDS, new
from service.cli.common import complain, load
from service.cli.options import DEFAULT_CONFIG, AsJson, ConfigDir
from service.cli.printing import write
from service.settings import masked


app = new(COMMANDS["config"].summary)


@app.command()
def show(config: ConfigDir = DEFAULT_CONFIG, *, as_json: AsJson = False) -> None:
    """Print the settings in force, from files and environment; secrets are masked."""
    files = load(config)
    complain(*files.problems)
    data = masked(files.settings)
    if as_json:
        write(json.dumps(data, ensure_ascii=False))
    else:
        write(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
