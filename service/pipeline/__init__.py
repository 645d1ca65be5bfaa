"""THE ORDER: what happens to a source, a story, a slot, a delivery, step after step.

poll     collect -> parse -> (new?) -> read -> match -> commit
group    matched articles, in one lane, in order of arrival -> stories
compose  untold stories -> digest -> render -> pack -> commit
deliver  lease -> send -> settle
announce troubles that nobody was told -> render -> pack -> commit

Each job ends in one transaction. One that dies leaves the rows as they were, and a row that is due
is found again: nothing is lost between them. The stages decide; these modules hand data on.
"""

from service.model import DeliveryId, DigestId, SlotId, SourceId
from service.pipeline import announcing, composing, delivering, grouping, polling, slots, upkeep
from service.pipeline.parts import Channel, Configuration, Parts, Watched
from service.pipeline.polling import Polled
from service.store.upkeep import Keep


__all__ = ["Channel", "Configuration", "Parts", "Pipeline", "Watched"]


class Pipeline:
    """The jobs, over the parts that `app` built and the configuration in force."""

    def __init__(self, parts: Parts, configuration: Configuration) -> None:
        self.parts = parts
        self.configuration = configuration
        """In force; a reload puts another in its place, jobs under way keep theirs."""

    async def poll(self, source_id: SourceId) -> Polled:
        """Pull one source, if it is due."""
        return await polling.poll(self.parts, self.configuration, source_id)

    async def group(self) -> int:
        """Place every matched article that has no story yet; give their number."""
        return await grouping.group(self.parts, self.configuration.pins)

    async def open_slots(self) -> None:
        """Write down the slots that have come, and the next one, of every stream."""
        await slots.open_slots(self.parts, self.configuration)

    async def compose(self, slot_id: SlotId) -> DigestId | None:
        """Tell one stream what it has not been told, if its slot is due.

        Slots that came while nothing looked, in a machine that slept, merge with it first.
        """
        await self.group()
        await self.open_slots()
        return await composing.compose(self.parts, self.configuration, slot_id)

    async def deliver(self, delivery_id: DeliveryId) -> None:
        """Try one delivery, if it is due."""
        await delivering.deliver(self.parts, self.configuration, delivery_id)

    async def announce(self, *, at_once: bool = False) -> DigestId | None:
        """Tell operators what ails sources and the service; `at_once`: without gathering more."""
        return await announcing.announce(self.parts, self.configuration, at_once=at_once)

    async def maintain(self, keep: Keep) -> None:
        """Delete what need not be kept, and put the database in order."""
        await upkeep.maintain(self.parts, keep)

    async def recover(self, *, restarted: bool) -> None:
        """Settle deliveries whose owner died; after a restart, that is every leased one."""
        await delivering.recover(self.parts, self.configuration, restarted=restarted)
