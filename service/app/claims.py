"""What jobs had claimed when the database refused them: given back once it works again.

A commit whose reply was lost was done all the same; what it leased would wait for the lease to end.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from service.errors import NoRoomError, StoreError
from service.model import DeliveryId, SlotId, SourceId
from service.pipeline import Parts
from service.store import deliveries, leases


class Claims:
    """Lets jobs end quietly where there is no room, and gives back later what they had leased."""

    def __init__(
        self, parts: Parts, sending: Callable[[], Collection[DeliveryId]] = lambda: ()
    ) -> None:
        self._parts = parts
        self._sending = sending
        """The deliveries whose job runs just now."""
        self._sources: set[SourceId] = set()
        self._slots: set[SlotId] = set()

    @contextmanager
    def bears(
        self, *, source: SourceId | None = None, slot: SlotId | None = None
    ) -> Iterator[None]:
        """Take note if the database refuses the work inside: what it had claimed may be leased still.

        Only for lack of room does that end quietly.
        """
        try:
            yield
        except StoreError as error:
            self._sources |= {source} if source is not None else set()
            self._slots |= {slot} if slot is not None else set()
            if not isinstance(error, NoRoomError):
                raise
            self._parts.room.refused(error)

    async def give_back(self) -> None:
        """Look for room, and give back what nobody works on."""
        parts = self._parts
        await parts.room.look()
        if not parts.room.writes:
            return
        # Whoever claims one of these later does so behind these writes: writes keep their order.
        sources, slots = set(self._sources), set(self._slots)
        unsent = parts.unsent.difference(self._sending())
        if sources or slots:
            await parts.store.write(leases.release, parts.owner, sources, slots)
            self._sources -= sources
            self._slots -= slots
        if unsent:
            await parts.store.write(deliveries.release, parts.owner, unsent)
            parts.unsent.difference_update(unsent)
