"""group: matched articles, in one lane, in order of arrival -> stories.

Until something matches, nothing of what places it is loaded, and nothing is remembered.
"""

import asyncio
from importlib import import_module

from service.model import Pins
from service.pipeline.parts import Parts
from service.store import stories


BATCH = 100
"""Reports placed in one transaction: others wait for it a fraction of a second."""


async def group(parts: Parts, pins: Pins) -> int:
    """Place every matched article that has no story yet; give their number."""
    placed, turn = 0, parts.turn
    async with turn.lock:
        while (batch := await parts.store.read(stories.waiting, BATCH)) or pins != turn.pins:
            # With the first report: numpy takes a seventh of the memory of a service at rest. It takes
            # a tenth of a second to load, too, in which the event loop goes on.
            if turn.lane is None:
                await asyncio.to_thread(import_module, "service.pipeline.placing")
            from service.pipeline import lane, placing  # noqa: PLC0415

            turn.lane = turn.lane or lane.Lane()
            placed += await placing.place(parts, turn.lane, batch, pins)
    return placed
