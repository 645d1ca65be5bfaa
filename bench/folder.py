"""A folder of many files: what a scan costs when nothing is new, and how fast all of it is brought.

    python bench/folder.py --files 100000

Writes so many small files into a temporary folder (a thousand to a folder), and prints:

- a bare walk: `os.walk` and one `lstat` for each file, which is the least that a scan can do;
- a quiet poll: the service's scan, every file looked up in a real SQLite store, nothing new;
- first sight: goes of 500 files, read and written down in the store, until there are no more, beside a
  bare loop that opens and reads the same files;
- resident memory before, after the first sight and after a quiet poll.

Each figure is a rate and its ratio to the bare one: trust the ratios, the rates are the machine's.
"""

import argparse
import asyncio
import os
import resource
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from service.app.database import bring_up_to_date
from service.model import Source, SourceId, Validators
from service.sources import folder
from service.sources.base import Poll
from service.store import sources
from service.store.engine import Store
from service.store.sqlite import SqliteFile


FOLDER = SourceId("bench")
TEXT = "Ferry runs aground off Lundby\n\nA ferry ran aground off Lundby on Monday, all are safe.\n"
A_FOLDER = 1_000
NOW = datetime(2030, 1, 1, tzinfo=UTC)
"""Long after the files were written, so that none is waited for."""


def fill(root: Path, files: int) -> None:
    for number in range(files):
        if number % A_FOLDER == 0:
            (root / f"{number // A_FOLDER:05}").mkdir()
        (root / f"{number // A_FOLDER:05}" / f"{number:07}.txt").write_text(f"{number} {TEXT}")


def walked(root: Path) -> int:
    return sum(
        os.lstat(os.path.join(place, name)).st_size > 0  # noqa: PTH118 - the least there is
        for place, _, names in os.walk(root)
        for name in names
    )


def opened(root: Path) -> int:
    size = 0
    for place, _, names in os.walk(root):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:  # noqa: PTH118, PTH123 - as above
                size += len(file.read())
    return size


def megabytes() -> float:
    """Give what is resident now, not at most."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


class Watched:
    """The folder and the store that remembers it, as the service has them."""

    def __init__(self, root: Path, store: Store) -> None:
        self.store = store
        source = Source(id=FOLDER, kind="folder", title="Bench", options={"path": str(root)})
        tools: Any = SimpleNamespace(base=root)
        self.kind = folder.build(folder.Config(path=root), source, tools)
        self.source = source

    async def poll(self) -> tuple[int, bool]:
        """Poll once and write down what came: how many files, and whether there are more."""
        collected = await self.kind.collect(
            Poll(now=NOW, validators=Validators(), known=self._known)
        )
        taken = [(document.name, document.stamp) for document in collected.documents]
        if taken:
            await self.store.write(sources.remember_documents, FOLDER, taken, NOW)
        return len(taken), collected.more

    async def _known(self, names: Sequence[str]) -> dict[str, str]:
        return await self.store.read(sources.known_documents, FOLDER, names)


async def measure(root: Path, files: int, database: Path) -> None:
    bring_up_to_date(SqliteFile(database))
    store = Store(SqliteFile(database))
    watched = Watched(root, store)
    await store.write(sources.sync, [watched.source], NOW, {FOLDER: timedelta()})
    print(f"{files} files; {megabytes():.0f} MB resident")
    bare = show("bare walk", files, lambda: walked(root))
    read = show("bare reading", files, lambda: opened(root))
    started, brought, goes = time.perf_counter(), 0, 0
    more = True
    while more:
        count, more = await watched.poll()
        brought, goes = brought + count, goes + 1
    assert brought == files, f"{brought} files were brought"
    tell(f"first sight ({goes} goes)", files, time.perf_counter() - started, read)
    print(f"  {megabytes():.0f} MB resident")
    for _ in range(2):
        started = time.perf_counter()
        assert await watched.poll() == (0, False)
        tell("quiet poll", files, time.perf_counter() - started, bare)
    print(f"  {megabytes():.0f} MB resident")
    store.close()


def show(what: str, files: int, work: Any) -> float:
    work()  # once for the caches
    started = time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    tell(what, files, seconds)
    return seconds


def tell(what: str, files: int, seconds: float, bare: float | None = None) -> None:
    ratio = f", {seconds / bare:.1f} times the bare one" if bare else ""
    print(f"{what}: {seconds:.2f} s, {files / seconds:,.0f} files/s{ratio}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=10_000)
    files = parser.parse_args().files
    with tempfile.TemporaryDirectory() as place:
        root = Path(place, "inbox")
        root.mkdir()
        fill(root, files)
        asyncio.run(measure(root, files, Path(place, "bench.db")))


if __name__ == "__main__":
    main()
