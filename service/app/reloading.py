"""A change of the files takes effect: read all, validate, then swap; the last good stays.

Folders are watched, never files: editors and ConfigMaps replace files, and a watch on a replaced
file goes deaf. Events only wake: what the files hold is compared before anything is read anew.
"""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from watchfiles import awatch

from service.app.build import build, configuration
from service.app.changes import Parts, changes, numbers, parts_of
from service.app.files import Files, read
from service.app.good import keep_good, remember
from service.app.outside import Outside
from service.app.running import NO_NUMBER, Service
from service.app.subscriptions import FOLDER
from service.crash import crashpoint
from service.errors import ConfigError, Problem, StoreError
from service.logs import configure
from service.settings import secrets


SUFFIXES = (".yaml", ".yml")
_FIXED = {"data_dir": "data folder", "database_url": "database"}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reloaded:
    """How the last reload went."""

    at: datetime
    good: bool
    """False: nothing was taken over, everything stays as it was."""
    problems: tuple[Problem, ...]


class Reloader:
    """Takes changed files over, one reload at a time."""

    def __init__(
        self,
        service: Service,
        config_dir: Path,
        environment: Callable[[], Mapping[str, str]],
        outside: Outside,
    ) -> None:
        self._service = service
        self._config_dir = config_dir
        self._environment = environment
        self._outside = outside
        self._lock = asyncio.Lock()
        self._asked = asyncio.Event()
        self._held = self._fingerprint()
        self.last: Reloaded | None = None

    def ask(self) -> None:
        """Reload soon; for signal handlers."""
        self._asked.set()

    async def reload(self) -> Reloaded:
        """Read all files and take over what is good."""
        async with self._lock:
            self._held = await asyncio.to_thread(self._fingerprint)
            now = self._outside.clock()
            before = self._parts()
            try:
                problems = await self._take_over()
                self.last = Reloaded(at=now, good=True, problems=problems)
                self._say(problems, changes(before, self._parts()))
            except (ConfigError, StoreError) as error:
                problems = self._problems(error)
                self.last = Reloaded(at=now, good=False, problems=problems)
                log.warning("config.refused", problems=[str(one) for one in problems])
            return self.last

    def _parts(self) -> Parts:
        return parts_of(self._service.files, self._service.pipeline.configuration)

    def _say(self, problems: Sequence[Problem], changed: Mapping[str, list[str]]) -> None:
        told = {**numbers(self._service.pipeline.configuration), **changed}
        wrong = [str(one) for one in problems if one.severity == "error"]
        if wrong:
            log.warning(
                "config.reloaded_with_mistakes",
                mistakes=wrong,
                kept="what was good before",
                **told,
            )
        else:
            log.info("config.reloaded", warnings=[str(one) for one in problems], **told)

    def _problems(self, error: ConfigError | StoreError) -> tuple[Problem, ...]:
        if isinstance(error, ConfigError):
            return error.problems
        self._held = ""  # the files may be good: they are tried again at the next look
        return (self._problem(str(error)),)

    def _problem(self, message: str, mend: str = "") -> Problem:
        file = str(self._config_dir / "config.yaml")
        return Problem(file=file, line=1, column=1, message=message, mend=mend)

    async def _take_over(self) -> tuple[Problem, ...]:
        # Rules are compiled in a thread: 10,000 of them take seconds.
        files = await asyncio.to_thread(self._read)
        workers = self._service.pipeline.parts.sandbox
        built = build(files, self._service.http, self._outside, workers)
        in_force = configuration(files, built, NO_NUMBER)
        crashpoint("config.reloading")
        log_settings = files.settings.log
        configure(
            log_settings.format, log_settings.level, secrets=secrets(files.settings, files.sources)
        )
        await self._service.put_in_force(files, in_force)
        await asyncio.to_thread(remember, files)
        return (*files.problems, *built.off)

    def _read(self) -> Files:
        held = self._service.files
        files = read(self._config_dir, self._environment(), held.rules)
        for name, what in _FIXED.items():
            if getattr(files.settings, name) != getattr(held.settings, name):
                message = f"the {what} cannot change while the service runs"
                raise ConfigError(self._problem(message, "restart it"))
        return keep_good(files, held)

    async def watch(self, look_again: float = 30.0) -> None:
        """Reload whenever asked to, or the files hold something else, until cancelled.

        Not every disk tells of changes: the files are looked at every `look_again` seconds, too.
        """
        told = ""
        while True:
            folders = self._folders()
            try:
                if folders:
                    await self._follow(folders, look_again)
                    continue
            # Too many watches; a folder that just went; a file name that is no text.
            except Exception as error:
                if (reason := str(error)) != told:
                    log.warning("config.not_watched", reason=reason, exc_info=error)
                    told = reason
            with suppress(TimeoutError):
                await asyncio.wait_for(self._asked.wait(), look_again)
            await self._look()

    async def _follow(self, folders: frozenset[Path], look_again: float) -> None:
        """Look at the files after every event, until asked to reload or others are to be watched."""
        events = awatch(
            *folders,
            stop_event=self._asked,
            step=100,
            rust_timeout=round(look_again * 1000),
            yield_on_timeout=True,
        )
        async with aclosing(events):
            async for _ in events:
                await self._look()
                if self._folders() != folders:
                    return
        await self._look()

    async def _look(self) -> None:
        asked = self._asked.is_set()
        self._asked.clear()
        if asked or await asyncio.to_thread(self._fingerprint) != self._held:
            await self.reload()

    def _folders(self) -> frozenset[Path]:
        settings = self._service.files.settings
        usual = self._config_dir / "watchlists"  # may come later, and then it is what is read
        lists = settings.data_dir / FOLDER  # what subscribed lists have added
        wanted = (self._config_dir, usual, settings.watchlists_dir, lists)
        return frozenset(folder for folder in wanted if folder.is_dir())

    def _fingerprint(self) -> str:
        digest = hashlib.sha256()
        for path in sorted(self._files()):
            digest.update(str(path).encode())
            try:
                digest.update(path.read_bytes())
            except OSError as error:
                digest.update(str(error.errno).encode())
        return digest.hexdigest()

    def _files(self) -> Iterable[Path]:
        for folder in self._folders():
            with suppress(OSError):  # it is gone again
                yield from (path for path in folder.iterdir() if path.suffix in SUFFIXES)
