"""deliver: lease -> send -> settle."""

import asyncio
from datetime import datetime

import structlog
from sqlalchemy import Connection

from service.crash import crashpoint
from service.deliveries.settle import Settled, settle
from service.errors import NoRoomError, StoreError
from service.model import DeliveryId, Outcome, OutcomeKind
from service.pipeline.parts import LEASE, Channel, Configuration, Parts
from service.store import deliveries
from service.store.deliveries import Attempt, Leased


log = structlog.get_logger()


async def deliver(parts: Parts, configuration: Configuration, delivery_id: DeliveryId) -> None:
    """Try one delivery, if it is due."""
    started = parts.clock()
    leased = await _claim(parts, delivery_id, started)
    if leased is None:
        return
    crashpoint("deliver.leased")
    channel = configuration.channels.get(leased.delivery.channel)
    outcome = await _send(channel, leased)
    await _settle(parts, leased, channel, outcome, started)


async def _claim(parts: Parts, delivery_id: DeliveryId, now: datetime) -> Leased | None:
    try:
        leased = await parts.store.write(deliveries.claim, delivery_id, parts.owner, now, LEASE)
    except StoreError:
        parts.unsent.add(delivery_id)  # it may be leased all the same
        raise
    if leased is not None:
        parts.unsent.discard(delivery_id)  # from here on nobody knows
    return leased


async def _send(channel: Channel | None, leased: Leased) -> Outcome:
    if channel is None:
        return Outcome(kind=OutcomeKind.CHANNEL_DOWN, detail="the channel is no longer configured")
    limit = asyncio.timeout(channel.seconds)
    try:
        async with limit:
            return await channel.notifier.send(leased.message)
    except Exception as error:
        if limit.expired():
            return Outcome(
                kind=OutcomeKind.UNCERTAIN, detail=f"no answer within {channel.seconds:g} s"
            )
        log.warning("delivery.raised", channel=leased.delivery.channel, exc_info=error)
        return Outcome(kind=OutcomeKind.UNCERTAIN, detail=f"the notifier failed: {error!r}")


async def recover(parts: Parts, configuration: Configuration, *, restarted: bool) -> None:
    """Settle deliveries whose owner died: nobody knows how far it came."""
    now = parts.clock()
    for leased in await parts.store.read(deliveries.interrupted, None if restarted else now):
        outcome = Outcome(
            kind=OutcomeKind.UNCERTAIN, detail="the service stopped during this attempt"
        )
        channel = configuration.channels.get(leased.delivery.channel)
        await _settle(parts, leased, channel, outcome, now)


async def _settle(
    parts: Parts, leased: Leased, channel: Channel | None, outcome: Outcome, started: datetime
) -> None:
    now = parts.clock()
    policy = channel.policy if channel else None
    settled = settle(leased.delivery, outcome, now, policy, down=leased.down)
    tried = Attempt(started_at=started, finished_at=now, outcome=outcome)
    if not await _write_down(parts, leased, tried, settled):
        log.warning("delivery.lease_lost", delivery=leased.delivery.id)
        return
    crashpoint("settle.committed")
    tell = log.info if outcome.kind is OutcomeKind.SENT else log.warning
    tell(
        "delivery.attempted",
        state=settled.state,
        delivery=leased.delivery.id,
        digest=leased.delivery.digest,
        channel=leased.delivery.channel,
        attempt=leased.message.attempt,
        detail=settled.detail,
    )
    if settled.channel and settled.channel.alarm:
        log.error("channel.failed", alarm=settled.channel.alarm)


async def _write_down(parts: Parts, leased: Leased, tried: Attempt, settled: Settled) -> bool:
    """Write down what came of an attempt; wait for room, or for a server that is away.

    Else it would be sent again. Where a reply was lost and it stands written down, the fence says so.
    """
    for wait in parts.settle_again:
        try:
            return await parts.store.write(_record, leased, tried, settled)
        except StoreError as error:
            if isinstance(error, NoRoomError):
                parts.room.refused(error)
            await asyncio.sleep(wait)
    return await parts.store.write(_record, leased, tried, settled)


def _record(connection: Connection, leased: Leased, tried: Attempt, settled: Settled) -> bool:
    crashpoint("settle.open")
    if not deliveries.settle(connection, leased, tried, settled):
        return False
    if settled.channel is not None:
        deliveries.rest_channel(
            connection,
            leased.delivery.channel,
            settled.channel.rests_until,
            settled.channel.alarm,
            tried.finished_at,
        )
    return True
