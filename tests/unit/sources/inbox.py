"""A folder to poll, and files to put there."""

import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from service.model import Collected, Document, Reply, Source, SourceId, Unreadable, Validators
from service.sources import folder
from service.sources.base import Poll, Tools
from tests.unit.sources.invented import FakeHttp


SETTLE = 0.3
HTTP = FakeHttp(Reply(status=404, url="", headers={}, body=b""))


class Inbox:
    """A folder kind over a real folder, with a memory like the store's."""

    def __init__(self, root: Path, **options: Any) -> None:
        config = folder.Config(**{"path": root.name, "settle": f"{SETTLE}s", **options})
        source = Source(id=SourceId("inbox"), kind="folder", title="Inbox", options={})
        self.kind = folder.build(config, source, Tools(http=HTTP, base=root.parent))
        self.known: dict[str, str] = {}
        self.limit = 500

    async def _known(self, names: Sequence[str]) -> dict[str, str]:
        return {name: self.known[name] for name in names if name in self.known}

    async def poll(self, now: datetime | None = None) -> Collected:
        instant = now or datetime.now(UTC)  # noqa: TID251 - compared with the times of real files
        collected = await self.kind.collect(
            Poll(now=instant, validators=Validators(), known=self._known, limit=self.limit)
        )
        taken: tuple[Document | Unreadable, ...] = (*collected.documents, *collected.unreadable)
        self.known |= {one.name: one.stamp for one in taken}
        return collected

    async def names(self) -> list[str]:
        return [document.name for document in (await self.poll()).documents]

    async def refused(self) -> dict[str, str]:
        return {one.name: one.code for one in (await self.poll()).unreadable}


def write(path: Path, text: str = "Ferry aground", *, age: float = 60) -> Path:
    """Write a file that looks as old as `age` says, ctime apart."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    moment = time.time() - age  # noqa: TID251 - times of real files
    os.utime(path, (moment, moment))
    return path
