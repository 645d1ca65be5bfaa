"""Deliveries: the outbox. Frozen bytes, one row for each recipient, and every attempt."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import (
    Connection,
    Row,
    Select,
    case,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from service.model import (
    ChannelName,
    Delivery,
    DeliveryId,
    DeliveryState,
    DigestId,
    Message,
    Outcome,
    OutcomeKind,
    StreamId,
)
from service.store import leases, lost
from service.store.rows import chunks, insert_all
from service.store.schema import attempt, channel, delivery, digest


OPEN = (DeliveryState.PENDING, DeliveryState.RETRY, DeliveryState.UNCERTAIN)
_BUT_BODY = tuple(column for column in delivery.c if column.name != "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A delivery that is ours for a while."""

    delivery: Delivery
    message: Message
    fence: int
    down: int
    """How many earlier attempts found the channel down: these cost nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try, as recorded."""

    started_at: datetime
    finished_at: datetime
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A delivery, with what it carries and what holds it up."""

    delivery: Delivery
    stream: StreamId
    subject: str
    finished_at: datetime | None
    rests_until: datetime | None
    """Its channel failed, and is tried again then; None: the channel works."""
    alarm: str
    cause: str = ""
    """Why its channel rests: what the last try that failed was told."""


class Verdict(StrEnum):
    """What became of the wish to send a delivery again."""

    AGAIN = "again"
    UNKNOWN = "unknown"
    """No such delivery: mistyped, or past its time."""
    NOT_DEAD = "not dead"
    """It was sent, or is still tried."""
    NOT_WAITING = "not waiting"
    """It was sent, or is dead: there is nothing to hurry."""
    UNDER_WAY = "under way"
    """It is being sent just now."""
    NO_BYTES = "no bytes"
    """It could not be packed in the first place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What became of the wish to send one delivery again."""

    id: DeliveryId
    verdict: Verdict
    delivery: Delivery | None = None
    """As it stood before; None: unknown."""
    rests_until: datetime | None = None
    """Its channel fails, and is tried again then."""
    may_repeat: bool = False
    """An earlier attempt may have reached its receiver."""


class Settlement(Protocol):
    """What was decided about a delivery after an attempt (`deliveries.settle`)."""

    @property
    def state(self) -> DeliveryState: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def detail(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A delivery to be: what the notifier froze for one recipient."""

    id: DeliveryId
    channel: ChannelName
    recipient: str
    body: bytes
    fault: str = ""
    """Why there are no bytes: such a delivery is dead from the start."""


def add(
    connection: Connection, digest_id: DigestId, items: Sequence[Outgoing], now: datetime
) -> None:
    insert_all(
        connection,
        delivery,
        [
            {
                "id": item.id,
                "digest_id": digest_id,
                "channel": item.channel,
                "recipient": item.recipient,
                "body": item.body,
                "state": DeliveryState.DEAD if item.fault else DeliveryState.PENDING,
                "created_at": now,
                "due_at": now,
                "finished_at": now if item.fault else None,
                "detail": item.fault,
            }
            for item in items
        ],
    )
    lost.note(connection, [item.id for item in items if item.fault])


def due(
    connection: Connection, now: datetime, limit: int
) -> tuple[tuple[DeliveryId, ChannelName], ...]:
    """Return due deliveries, oldest first.

    Those of a channel that rests wait; one that failed lately is tried with its oldest delivery,
    alone. However many wait for a failing channel, they take nobody's place.
    """
    failing = connection.execute(
        select(channel.c.name, channel.c.rests_until).where(channel.c.rests_until.is_not(None))
    ).all()
    query = (
        select(delivery.c.id, delivery.c.channel, delivery.c.created_at)
        .where(delivery.c.state.in_(OPEN), delivery.c.due_at <= now)
        .order_by(delivery.c.created_at, delivery.c.id)
    )
    healthy = query.where(
        delivery.c.lease_owner.is_(None),
        delivery.c.channel.not_in([row.name for row in failing]),
    )
    found = list(connection.execute(healthy.limit(limit)))
    for row in failing:
        if row.rests_until <= now and not _is_tried(connection, row.name):
            found += connection.execute(query.where(delivery.c.channel == row.name).limit(1))
    found.sort(key=lambda row: (row.created_at, row.id))
    return tuple((DeliveryId(row.id), ChannelName(row.channel)) for row in found)


def _is_tried(connection: Connection, name: ChannelName) -> bool:
    """Tell whether a delivery of this channel is under way."""
    return bool(
        connection.scalar(
            select(
                exists().where(
                    delivery.c.channel == name,
                    delivery.c.state.in_(OPEN),
                    delivery.c.lease_owner.is_not(None),
                )
            )
        )
    )


def claim(
    connection: Connection, delivery_id: DeliveryId, owner: str, now: datetime, lease: timedelta
) -> Leased | None:
    """Lease a due delivery; None if there is nothing to claim, or its channel rests meanwhile.

    A lease that ran out frees no delivery: `interrupted` brings it back, and what may have arrived
    is settled as such first.
    """
    row = connection.execute(
        update(delivery)
        .where(
            delivery.c.id == delivery_id,
            delivery.c.state.in_(OPEN),
            delivery.c.due_at <= now,
            delivery.c.lease_owner.is_(None),
            ~exists().where(channel.c.name == delivery.c.channel, channel.c.rests_until > now),
        )
        .values(attempts=delivery.c.attempts + 1, **leases.taken(delivery, owner, now + lease))
        .returning(delivery)
    ).one_or_none()
    return None if row is None else _leased(connection, row)


def settle(connection: Connection, leased: Leased, tried: Attempt, settled: Settlement) -> bool:
    """Record an attempt and what follows from it; false if the lease was lost meanwhile.

    It is lost once somebody settled the delivery as interrupted, even if nobody took it since.
    """
    over = settled.due_at is None
    done = connection.execute(
        update(delivery)
        .where(
            delivery.c.id == leased.delivery.id,
            delivery.c.lease_fence == leased.fence,
            delivery.c.lease_owner.is_not(None),
        )
        .values(
            state=settled.state,
            due_at=settled.due_at or tried.finished_at,
            finished_at=tried.finished_at if over else None,
            detail=settled.detail,
            **leases.RELEASED,
        )
    )
    if done.rowcount:
        connection.execute(
            insert(attempt).values(
                delivery_id=leased.delivery.id,
                started_at=tried.started_at,
                finished_at=tried.finished_at,
                outcome=tried.outcome.kind,
                detail=tried.outcome.detail,
            )
        )
        if over:
            lost.note(connection, [leased.delivery.id])
    return bool(done.rowcount)


def release(connection: Connection, owner: str, delivery_ids: Collection[DeliveryId]) -> None:
    """Give back what this owner has leased of these and has not begun to send: it is no attempt."""
    for part in chunks(list(delivery_ids)):
        connection.execute(
            update(delivery)
            .where(delivery.c.id.in_(part), delivery.c.lease_owner == owner)
            .values(attempts=delivery.c.attempts - 1, **leases.RELEASED)
        )


def rest_channel(
    connection: Connection, name: ChannelName, until: datetime | None, alarm: str, now: datetime
) -> None:
    """Let a channel rest until then; None: it works, and what waited for it is due at once."""
    row = connection.execute(select(channel).where(channel.c.name == name)).one_or_none()
    failing = None if until is None else (row and row.failing_since) or now
    values = {"rests_until": until, "alarm": alarm, "failing_since": failing}
    if row is None:
        if until is not None:
            connection.execute(insert(channel).values(name=name, **values))
        return
    connection.execute(update(channel).where(channel.c.name == name).values(**values))
    if until is None and row.rests_until is not None:
        connection.execute(
            update(delivery)
            .where(delivery.c.channel == name, delivery.c.state == DeliveryState.RETRY)
            .values(due_at=now)
        )


def interrupted(connection: Connection, now: datetime | None) -> tuple[Leased, ...]:
    """Return deliveries whose lease ran out (by `now`; None: all leased ones, after a restart).

    Nobody knows how far their owner came.
    """
    condition = delivery.c.state.in_(OPEN) & delivery.c.lease_owner.is_not(None)
    if now is not None:
        condition &= delivery.c.lease_until < now
    rows = connection.execute(select(delivery).where(condition).order_by(delivery.c.id)).all()
    return tuple(_leased(connection, row) for row in rows)


def listed(
    connection: Connection, states: Sequence[DeliveryState], limit: int
) -> tuple[Listed, ...]:
    """Return the newest deliveries in these states; one that is being sent is leased."""
    leased = delivery.c.lease_owner.is_not(None)
    state = case((leased, DeliveryState.LEASED.value), else_=delivery.c.state)
    waits = delivery.c.state.in_(OPEN)
    rows = connection.execute(
        select(
            *(one for one in _BUT_BODY if one.name != "state"),
            state.label("state"),
            digest.c.stream_id,
            digest.c.subject,
            case((waits, channel.c.rests_until)).label("rests_until"),
            case((waits & channel.c.rests_until.is_not(None), channel.c.alarm), else_="").label(
                "alarm"
            ),
        )
        .join(digest, digest.c.id == delivery.c.digest_id)
        .outerjoin(channel, channel.c.name == delivery.c.channel)
        .where(state.in_([str(one) for one in states]))
        .order_by(delivery.c.created_at.desc(), delivery.c.id)
        .limit(limit)
    ).all()
    causes = {
        name: cause_of_rest(connection, name)
        for name in {row.channel for row in rows if row.rests_until is not None}
    }
    return tuple(_listed(row, causes.get(row.channel, "")) for row in rows)


def cause_of_rest(connection: Connection, name: str) -> str:
    """Give what the channel's last try that failed was told."""
    detail: str | None = connection.scalar(
        select(attempt.c.detail)
        .join(delivery, delivery.c.id == attempt.c.delivery_id)
        .where(delivery.c.channel == name, attempt.c.outcome != OutcomeKind.SENT)
        .order_by(attempt.c.id.desc())
        .limit(1)
    )
    return detail or ""


def channels(connection: Connection) -> tuple[ChannelName, ...]:
    """Name every channel that deliveries were ever made for, and are still kept."""
    rows = connection.scalars(select(delivery.c.channel).distinct())
    return tuple(sorted(ChannelName(row) for row in rows))


def waiting(connection: Connection, name: ChannelName | None = None) -> tuple[DeliveryId, ...]:
    """Name what waits to be sent, oldest first; of one channel, if one is named."""
    query = select(delivery.c.id).where(delivery.c.state.in_(OPEN))
    if name is not None:
        query = query.where(delivery.c.channel == name)
    rows = connection.scalars(query.order_by(delivery.c.created_at, delivery.c.id))
    return tuple(DeliveryId(row) for row in rows)


def dead(connection: Connection, name: ChannelName | None = None) -> tuple[DeliveryId, ...]:
    """Name the dead letters, oldest first; those of one channel, if one is named."""
    query = select(delivery.c.id).where(delivery.c.state == DeliveryState.DEAD)
    if name is not None:
        query = query.where(delivery.c.channel == name)
    rows = connection.scalars(query.order_by(delivery.c.created_at, delivery.c.id))
    return tuple(DeliveryId(row) for row in rows)


def replay(
    connection: Connection, delivery_ids: Iterable[DeliveryId], now: datetime
) -> tuple[Replayed, ...]:
    """Make dead letters due again, under the same ids and with the same bytes.

    Their tries are counted anew: whoever asks has mended something, and one more failure should
    not end it.
    """
    replayed: list[Replayed] = []
    for part in chunks(list(dict.fromkeys(delivery_ids))):
        found = {row.id: row for row in connection.execute(_replayable(part))}
        replayed += [_verdict(one, found.get(one)) for one in part]
    again = [one.id for one in replayed if one.verdict is Verdict.AGAIN]
    lost.forget(connection, again)
    for part in chunks(again):
        connection.execute(
            update(delivery)
            .where(delivery.c.id.in_(part))
            .values(
                state=DeliveryState.RETRY,
                due_at=now,
                finished_at=None,
                attempts=0,
                detail=literal("sent again by hand, after: ") + delivery.c.detail,
            )
        )
    return tuple(replayed)


def hurry(
    connection: Connection, delivery_ids: Iterable[DeliveryId], now: datetime
) -> tuple[Replayed, ...]:
    """Let what waits be tried now, and its channels rest no longer.

    A channel that failed lately is still tried with one delivery first: who says that it is mended
    may be wrong.
    """
    hurried: list[Replayed] = []
    for part in chunks(list(dict.fromkeys(delivery_ids))):
        found = {row.id: row for row in connection.execute(_replayable(part))}
        hurried += [_haste(one, found.get(one)) for one in part]
    ready = [one.delivery for one in hurried if one.verdict is Verdict.AGAIN and one.delivery]
    for part in chunks([one.id for one in ready]):
        connection.execute(update(delivery).where(delivery.c.id.in_(part)).values(due_at=now))
    for names in chunks(sorted({one.channel for one in ready})):
        connection.execute(
            update(channel)
            .where(channel.c.name.in_(names), channel.c.rests_until > now)
            .values(rests_until=now)
        )
    return tuple(hurried)


def _haste(delivery_id: DeliveryId, row: Row[Any] | None) -> Replayed:
    if row is None:
        return Replayed(id=delivery_id, verdict=Verdict.UNKNOWN)
    verdict = Verdict.AGAIN if row.lease_owner is None else Verdict.UNDER_WAY
    return Replayed(
        id=delivery_id,
        verdict=verdict if row.state in OPEN else Verdict.NOT_WAITING,
        delivery=_delivery(row),
        rests_until=row.rests_until,
        may_repeat=row.may_repeat,
    )


def _replayable(ids: Sequence[DeliveryId]) -> Select[Any]:
    uncertain = attempt.c.outcome == OutcomeKind.UNCERTAIN
    return (
        select(
            *_BUT_BODY,
            (func.length(delivery.c.body) > 0).label("packed"),
            exists().where(attempt.c.delivery_id == delivery.c.id, uncertain).label("may_repeat"),
            channel.c.rests_until,
        )
        .outerjoin(channel, channel.c.name == delivery.c.channel)
        .where(delivery.c.id.in_(ids))
    )


def _verdict(delivery_id: DeliveryId, row: Row[Any] | None) -> Replayed:
    if row is None:
        return Replayed(id=delivery_id, verdict=Verdict.UNKNOWN)
    verdict = Verdict.AGAIN if row.packed else Verdict.NO_BYTES
    return Replayed(
        id=delivery_id,
        verdict=verdict if row.state == DeliveryState.DEAD else Verdict.NOT_DEAD,
        delivery=_delivery(row),
        rests_until=row.rests_until,
        may_repeat=row.may_repeat,
    )


def forget(connection: Connection) -> None:
    """Let nothing that waits be tried any more: for a copy of the database, to try things on."""
    connection.execute(
        update(delivery).where(delivery.c.state.in_(OPEN)).values(state=DeliveryState.DEAD)
    )


def count_open(connection: Connection) -> int:
    return connection.execute(
        select(func.count()).select_from(delivery).where(delivery.c.state.in_(OPEN))
    ).scalar_one()


def next_due(connection: Connection) -> datetime | None:
    earliest: datetime | None = connection.execute(
        select(func.min(delivery.c.due_at)).where(delivery.c.state.in_(OPEN))
    ).scalar_one()
    return earliest


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=DeliveryId(row.id),
        digest=DigestId(row.digest_id),
        channel=ChannelName(row.channel),
        recipient=row.recipient,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        due_at=row.due_at,
        detail=row.detail,
    )


def _listed(row: Any, cause: str) -> Listed:
    return Listed(
        delivery=_delivery(row),
        stream=StreamId(row.stream_id),
        subject=row.subject,
        finished_at=row.finished_at,
        rests_until=row.rests_until,
        alarm=row.alarm,
        cause=cause if row.rests_until is not None else "",
    )


def _leased(connection: Connection, row: Row[Any]) -> Leased:
    message = Message(
        id=DeliveryId(row.id),
        channel=ChannelName(row.channel),
        recipient=row.recipient,
        body=row.body,
        created_at=row.created_at,
        attempt=row.attempts,
    )
    return Leased(
        delivery=_delivery(row),
        message=message,
        fence=row.lease_fence,
        down=_found_down(connection, row),
    )


def _found_down(connection: Connection, row: Row[Any]) -> int:
    """Count the earlier attempts that found the channel down; not those before a replay."""
    earlier = connection.scalars(
        select(attempt.c.outcome)
        .where(attempt.c.delivery_id == row.id)
        .order_by(attempt.c.id.desc())
        .limit(max(0, row.attempts - 1))
    )
    return sum(outcome == OutcomeKind.CHANNEL_DOWN for outcome in earlier)
