"""Writes digests as files into a folder: `<stream>-<UTC stamp>-<short id>.html` and `.txt`.

One delivery always has the same names and the same bytes, so a repeat overwrites equal with equal.
A file is there whole or not at all.
"""

import asyncio
import errno
import hashlib
import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from service.model import DeliveryId, Message, Outcome, OutcomeKind, Rendered
from service.notifiers.base import Notifier, Options, Tools, lines, one_line


RETRY = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=1),) * 23,  # a full disk may take somebody a day
)

MODE = 0o640
"""For its user, and the group that the folder gives it: rules and findings are nobody else's."""

Format = Literal["html", "txt", "json"]

_FOR_A_PERSON = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR}
"""No waiting mends these."""
_NAME = re.compile(r"[A-Za-z0-9][\w.+-]{0,200}", re.ASCII)


def _as_list(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Config(Options):
    """Where digests are written, and in which formats."""

    folder: Path
    """Relative to the data folder; made where it is not there."""
    formats: Annotated[tuple[Format, ...], BeforeValidator(_as_list), Field(min_length=1)] = (
        "html",
        "txt",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder that collects digests."""

    path: Path
    formats: tuple[Format, ...]
    recipients: tuple[str, ...]

    def pack(self, rendered: Rendered, delivery: DeliveryId, recipient: str) -> bytes:  # noqa: ARG002 - every notifier has this signature
        stem = _stem(rendered, delivery)
        shapes = {"html": rendered.html, "txt": rendered.text, "json": rendered.data}
        files = {f"{stem}.{kind}": lines(shapes[kind]) for kind in self.formats}
        return json.dumps({"version": 1, "files": files}, ensure_ascii=False).encode()

    async def send(self, message: Message) -> Outcome:
        files = _unpack(message.body)
        if files is None:
            return Outcome(kind=OutcomeKind.REFUSED, detail="the stored bytes are not files")
        try:
            await asyncio.to_thread(_write_all, self.path, files)
        except OSError as error:
            person = error.errno in _FOR_A_PERSON
            kind = OutcomeKind.CHANNEL_DOWN if person else OutcomeKind.RETRY
            detail = one_line(f"{error.strerror or error}: {self.path}")
            return Outcome(kind=kind, detail=detail, channel_wide=True)
        return Outcome(kind=OutcomeKind.SENT, detail=one_line(f"wrote {', '.join(sorted(files))}"))


def build(config: Config, tools: Tools) -> Notifier:
    return Folder(
        path=tools.base / config.folder.expanduser(),
        formats=config.formats,
        recipients=(str(config.folder),),
    )


def _stem(rendered: Rendered, delivery: DeliveryId) -> str:
    stream = re.sub(r"[^A-Za-z0-9]+", "-", rendered.stream).strip("-")[:60] or "digest"
    stamp = rendered.composed_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    short = hashlib.sha256(delivery.encode()).hexdigest()[:8]
    return f"{stream}-{stamp}-{short}"


def _unpack(body: bytes) -> dict[str, str] | None:
    """Give names and texts, or None unless every name stays inside the folder."""
    try:
        files: dict[str, str] = json.loads(body)["files"]
        names = all(_NAME.fullmatch(name) for name in files)
    except (ValueError, KeyError, TypeError):
        return None
    return files if names and files else None


def _write_all(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        _write(folder / name, text.encode())
    _sync(folder)


def _write(path: Path, data: bytes) -> None:
    """Write aside, make it durable, then rename; what a crash leaves, the next try overwrites."""
    aside = path.with_name(f".{path.name}.part")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, MODE)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
