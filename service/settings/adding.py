"""New sources are put into `sources.yaml` as a person would: at the end of the list, nothing else touched.

Comments, order and quotes of the file stay byte for byte. What comes out is read again before it is
kept: it must hold what was there, and then what was added.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from service.errors import ConfigError, Problem
from service.settings.document import parse, read_text, shown
from service.settings.editing import appended, replace_file, value


Entry = Mapping[str, str | tuple[str, ...]]
"""One source as it is to stand in the file: `id`, `kind`, `url`, `title`, `tags`, ..."""

_START = "# Where articles come from: docs/reference/sources.md\nsources:\n"


def add(path: Path, entries: Sequence[Entry]) -> None:
    """Put sources at the end of a file, which is made if there is none. Raises `ConfigError`.

    Be `alone` with the file since it was looked what it holds.
    """
    before = read_text(path) if path.exists() else _START
    after = added(before, shown(path), entries)
    replace_file(path, after)


def added(text: str, file: str, entries: Sequence[Entry]) -> str:
    """Give the text with the sources in it. Raises `ConfigError` where it cannot be done safely."""
    document = parse(text, file)
    listed = _listed(document.data)
    if listed is None:
        raise _refused(file, "a list of sources was expected", "write 'sources:' at its beginning")
    result = appended(text, "sources", lambda column: _written(entries, column))
    if _read_again(result, file) != [*listed, *(_as_read(one) for one in entries)]:
        mend = "put each source on lines of its own, under 'sources:', and try again"
        raise _refused(file, "nothing can be added to the list as it is written", mend)
    return result


def _read_again(text: str, file: str) -> list[object] | None:
    try:
        return _listed(parse(text, file).data)
    except ConfigError:
        return None


def _listed(data: object) -> list[object] | None:
    if data is None:
        return []
    if not isinstance(data, dict) or set(data) - {"sources"}:
        return None
    listed = data.get("sources")
    return [] if listed is None else listed if isinstance(listed, list) else None


def _as_read(entry: Entry) -> dict[str, object]:
    return {
        key: list(given) if isinstance(given, tuple) else given for key, given in entry.items()
    }


def _written(entries: Sequence[Entry], column: int) -> str:
    return "".join(_one(entry, " " * column) for entry in entries)


def _one(entry: Entry, indent: str) -> str:
    lines = [f"{key}: {value(given)}" for key, given in entry.items()]
    return "".join(
        f"{indent}{'  ' if index else '- '}{line}\n" for index, line in enumerate(lines)
    )


def _refused(file: str, message: str, mend: str) -> ConfigError:
    return ConfigError(Problem(file=file, line=1, column=1, message=message, mend=mend))
