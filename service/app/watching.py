"""Folders that are watched: a file that is dropped is read at once, not at the next poll."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import aclosing, suppress
from pathlib import Path

import structlog
from watchfiles import awatch

from service.model import SourceId
from service.pipeline.parts import Watched


log = structlog.get_logger()


class Folders:
    """Wakes polls by file events; a hint only, the scan is the truth.

    Folders come and go: which are there is looked up again and again. Where they cannot be watched,
    they are scanned as often.
    """

    def __init__(
        self,
        watched: Callable[[], Iterable[Watched]],
        wake: Callable[[Iterable[SourceId]], None],
    ) -> None:
        self._watched = watched
        self._wake = wake
        self._changed = asyncio.Event()
        """Set when other folders are to be watched."""

    def changed(self) -> None:
        """Watch from now on what the configuration names now."""
        self._changed.set()

    async def watch(self, look_again: float) -> None:
        """Go on until cancelled, looking every so many seconds which folders are there."""
        told = ""
        while True:
            self._changed.clear()
            folders = await asyncio.to_thread(self._there)
            try:
                if folders:
                    await self._pass_on(folders, look_again)
                    continue
            # Too many watches; a folder that just went; a file name that is no text.
            except Exception as error:
                if (reason := str(error)) != told:
                    log.warning("folders.not_watched", reason=reason, exc_info=error)
                    told = reason
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), look_again)
            self._wake({source_id for _, source_id in folders})

    async def _pass_on(self, folders: frozenset[tuple[Path, SourceId]], look_again: float) -> None:
        """Pass file events on, until other folders are to be watched."""
        paths = {folder for folder, _ in folders}
        events = awatch(
            *paths,
            stop_event=self._changed,
            debounce=200,
            step=50,
            rust_timeout=round(look_again * 1000),
            yield_on_timeout=True,
        )
        async with aclosing(events):
            async for changes in events:
                touched = {Path(path) for _, path in changes}
                self._wake(
                    source_id
                    for folder, source_id in folders
                    if any(folder in path.parents for path in touched)
                )
                if not changes and await asyncio.to_thread(self._there) != folders:
                    return

    def _there(self) -> frozenset[tuple[Path, SourceId]]:
        return frozenset(
            (folder.resolve(), watched.source.id)
            for watched in self._watched()
            for folder in watched.kind.wakes_on
            if folder.is_dir()
        )
