"""A service that takes orders, in the process of a test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from service.app.control import Control
from service.app.endpoint import connect
from service.app.reloading import Reloader
from service.app.running import Service
from tests.integration.place import Place


@asynccontextmanager
async def controlled(place: Place, **more: Any) -> AsyncIterator[Service]:
    """Run a service that takes orders."""
    async with place.open() as service:
        reloader = Reloader(service, place.config, lambda: place.environment, place.outside)
        control = Control(service, reloader, place.clock, **more)
        task = asyncio.create_task(control.serve())
        while (peer := connect(place.data)) is None and not task.done():
            await asyncio.sleep(0.01)
        if peer is not None:
            peer.close()
            await asyncio.sleep(0.05)  # until that one is let go
        yield service
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
