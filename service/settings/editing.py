"""Lists in files that users edit get another item as a person would write it: nothing else is touched.

Comments, order and quotes stay byte for byte. Whoever edits reads what comes out again before it is kept.
"""

import fcntl
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import yaml


_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/?=&%+~-]*(?::[A-Za-z0-9._/?=&%+~-]+)*")


def appended(text: str, key: str, write: Callable[[int], str]) -> str:
    """Put lines at the end of the list below a key; `write` makes them, for the column of their dash."""
    found = _found(text, key)
    if found is None:
        return f"{_ended(text)}{key}:\n{write(2)}"
    name, value = found
    lines = text.splitlines(keepends=True)
    if isinstance(value, yaml.SequenceNode) and value.value:
        at = max(_last_line(item) for item in value.value) + 1
        body = write(_dash(lines, value.value[-1]))
    else:  # `key: []`, or nothing behind the colon
        lines[name.start_mark.line] = _without_brackets(lines[name.start_mark.line], key)
        at = _next_key(text, name.start_mark.line, len(lines))
        body = write(2)
    return _ended("".join(lines[:at])) + body + "".join(lines[at:])


def _found(text: str, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    return next((pair for pair in _pairs(text) if pair[0].value == key), None)


def _pairs(text: str) -> Sequence[tuple[yaml.Node, yaml.Node]]:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    return root.value if isinstance(root, yaml.MappingNode) else ()


def _next_key(text: str, line: int, end: int) -> int:
    below = (name.start_mark.line for name, _ in _pairs(text))
    return min((one for one in below if one > line), default=end)


def _without_brackets(line: str, key: str) -> str:
    return re.sub(rf"^({key}:[ \t]*)\[[ \t]*\]", r"\1", line)


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


# --- values ------------------------------------------------------------------------------------


def value(given: str | Sequence[str]) -> str:
    """Write a text, or a list of them in one line."""
    if isinstance(given, str):
        return given if _BARE.fullmatch(given) else _quoted(given)
    return f"[{', '.join(_quoted(one) for one in given)}]"


def _quoted(text: str) -> str:
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", text)  # "-" would be a list
    return text if plain else "'" + " ".join(text.split()).replace("'", "''") + "'"


# --- files -------------------------------------------------------------------------------------


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let no other of us edit a file between reading and replacing it; readers need not wait."""
    folder = path.resolve().parent
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # some network disks know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def replace_file(path: Path, text: str) -> None:
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
