"""New sources are put into `sources.yaml` as a person would: at the end of the list, nothing else touched.

Comments, order and quotes of the file stay byte for byte. What comes out is read again before it is
kept: it must hold what was there, and then what was added.
"""

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from service.errors import ConfigError, Problem
from service.settings.document import parse, read_text, shown


Entry = Mapping[str, str | tuple[str, ...]]
"""One source as it is to stand in the file: `id`, `kind`, `url`, `title`, `tags`, ..."""

_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/?=&%+~-]*(?::[A-Za-z0-9._/?=&%+~-]+)*")
_START = "# Where articles come from: docs/reference/sources.md\nsources:\n"


def add(path: Path, entries: Sequence[Entry]) -> None:
    """Put sources at the end of a file, which is made if there is none. Raises `ConfigError`."""
    before = read_text(path) if path.exists() else _START
    after = added(before, shown(path), entries)
    _replace(path, after)


def added(text: str, file: str, entries: Sequence[Entry]) -> str:
    """Give the text with the sources in it. Raises `ConfigError` where it cannot be done safely."""
    document = parse(text, file)
    listed = _listed(document.data)
    if listed is None:
        raise _refused(file, "a list of sources was expected", "write 'sources:' at its beginning")
    result = _inserted(text, entries)
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
        key: list(value) if isinstance(value, tuple) else value for key, value in entry.items()
    }


def _inserted(text: str, entries: Sequence[Entry]) -> str:
    items = _items(text)
    lines = text.splitlines(keepends=True)
    if items is None:
        head = "" if "sources" in _top(text) else "sources:\n"
        return _ended(text) + head + _written(entries, 2)
    if not items:  # `sources: []`, or nothing behind the colon
        return _ended(_without_brackets(text)) + _written(entries, 2)
    at = max(_last_line(item) for item in items) + 1
    body = _written(entries, _dash(lines, items[-1]))
    return _ended("".join(lines[:at])) + body + "".join(lines[at:])


def _top(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line[:1].isalpha())


def _items(text: str) -> list[yaml.Node] | None:
    """Find the sources, each with its place; None where there is no list at all."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return None
    found = [value for key, value in root.value if key.value == "sources"]
    if not found or not isinstance(found[0], yaml.SequenceNode):
        return None
    return list(found[0].value)


def _without_brackets(text: str) -> str:
    return re.sub(r"(?m)^(sources:[ \t]*)\[[ \t]*\]", r"\1", text)


def _dash(lines: Sequence[str], item: yaml.Node) -> int:
    """Give the column of the `-` before an item."""
    before = lines[item.start_mark.line][: item.start_mark.column]
    return before.rfind("-") if "-" in before else 2


def _last_line(node: yaml.Node) -> int:
    """Give the last line with something of a node in it; the marks of blocks reach beyond."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return max(_last_line(part) for pair in node.value for part in pair)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return max(_last_line(part) for part in node.value)
    mark = node.end_mark
    return mark.line - 1 if mark.column == 0 and mark.line > node.start_mark.line else mark.line


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _written(entries: Sequence[Entry], column: int) -> str:
    return "".join(_one(entry, " " * column) for entry in entries)


def _one(entry: Entry, indent: str) -> str:
    lines = [f"{key}: {_value(value)}" for key, value in entry.items()]
    return "".join(
        f"{indent}{'  ' if index else '- '}{line}\n" for index, line in enumerate(lines)
    )


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_quoted(one) for one in value)}]"
    return value if _BARE.fullmatch(value) else _quoted(value)


def _quoted(text: str) -> str:
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", text)  # "-" would be a list
    return text if plain else "'" + " ".join(text.split()).replace("'", "''") + "'"


def _refused(file: str, message: str, mend: str) -> ConfigError:
    return ConfigError(Problem(file=file, line=1, column=1, message=message, mend=mend))


def _replace(path: Path, text: str) -> None:
    """Write beside it, then rename: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.resolve()  # a link stays one
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
