"""A folder with configuration, watchlists and data, as a user has it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from service.app.files import Files, read
from service.app.opening import open_service
from service.app.outside import Outside
from service.app.running import Service
from tests.fakes import FakeClock


CONFIG = """\
channels:
  console: {type: console}
  outbox: {type: file, folder: outbox, formats: [json]}
"""
SOURCES = """\
sources:
  - {id: inbox, title: Inbox, path: inbox, settle: 0s}
"""
WATCHLIST = """\
watchlist: desk
title: The desk
rules:
  - {id: arms, query: arms transfer}
  - {id: visit, query: Maren visit, tier: urgent}
digest: {schedule: daily 12:00, to: [console, outbox]}
"""
INSTANT = "instant: {tiers: [urgent], to: [console]}\n"
NEWS = "Arms transfer agreed\n\nEnvoys of both sides spoke of an arms transfer on Monday.\n"
URGENT = "Maren visit announced\n\nMinister Maren will visit Tessaro on Friday.\n"


@dataclass(slots=True, kw_only=True)
class Place:
    """Where a test writes files, and from which it opens the service."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    printed: list[str] = field(default_factory=list)
    """What the console was told."""

    @property
    def config(self) -> Path:
        return self.folder / "config"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def environment(self) -> dict[str, str]:
        return {"WIREWATCH_DATA_DIR": str(self.data)}

    @property
    def outside(self) -> Outside:
        return Outside(clock=self.clock, write=self.printed.append)

    def write(self, **texts: str) -> None:
        """Write `config`, `sources`, `names`, or any watchlist by its name."""
        for name, text in texts.items():
            inside = name in ("config", "sources", "names")
            path = self.config / ("" if inside else "watchlists") / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def drop(self, name: str, text: str) -> Path:
        """Put a file into the inbox, whole from the start."""
        inbox = self.data / "inbox"
        inbox.mkdir(parents=True, exist_ok=True)
        aside = inbox / f".{name}"
        aside.write_text(text)
        return aside.rename(inbox / name)

    def files(self) -> Files:
        return read(self.config, self.environment)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Service]:
        async with open_service(self.files(), self.outside) as service:
            yield service
