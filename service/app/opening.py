"""Opens a service, to run it or to look into its data, and closes in order what was opened."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from service.app.build import build, configuration, open_http, open_parts
from service.app.database import bring_up_to_date, owned
from service.app.files import Files
from service.app.outside import Outside
from service.app.reading import readable
from service.app.rows import make_folders, make_rows
from service.app.running import NO_NUMBER, Service
from service.pipeline import Pipeline
from service.pipeline.ahead import bring_back
from service.store import leases
from service.store.engine import Store


@asynccontextmanager
async def open_service(files: Files, outside: Outside) -> AsyncIterator[Service]:
    """Take the database, bring it up to date, and put everything together.

    Raises `LockedError`, `SchemaError`, `ConfigError`.
    """
    async with AsyncExitStack() as stack:
        mine = stack.enter_context(owned(files.settings))
        bring_up_to_date(mine.database)
        store = Store(mine.database)
        stack.callback(store.close)
        http = open_http(files.settings)
        stack.push_async_callback(http.close)
        parts = open_parts(files.settings, store, outside)
        stack.push_async_callback(parts.sandbox.close)
        built = build(files, http, outside, parts.sandbox)
        await store.write(leases.release_all)
        in_force = await make_rows(
            files, configuration(files, built, NO_NUMBER), store, outside.clock()
        )
        make_folders(in_force, files.settings.data_dir)
        service = Service(files, Pipeline(parts, in_force), http, outside.clock, mine.hold)
        await bring_back(parts, in_force, outside.clock(), timedelta())
        await service.pipeline.recover(restarted=True)
        yield service


@asynccontextmanager
async def open_for_reading(files: Files, outside: Outside) -> AsyncIterator[Service]:
    """Look into a data folder that another process may be using; nothing is written.

    Raises `StoreError` where there is no database that can be read, `ConfigError`.
    """
    async with AsyncExitStack() as stack:
        store = Store(readable(files.settings), read_only=True)
        stack.callback(store.close)
        http = open_http(files.settings)
        stack.push_async_callback(http.close)
        parts = open_parts(files.settings, store, outside)
        stack.push_async_callback(parts.sandbox.close)
        in_force = configuration(files, build(files, http, outside), NO_NUMBER)
        yield Service(files, Pipeline(parts, in_force), http, outside.clock)
