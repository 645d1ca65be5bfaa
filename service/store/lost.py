"""Dead letters that nobody has noted yet: a row from the giving up to the alarm, or to the replay.

No instant tells what was noted: what is written down late, or by a clock that is wrong, is told too.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, exists, insert, select

from service.model import OPERATOR, ChannelName, DeliveryId, DeliveryState
from service.store.rows import chunks
from service.store.schema import delivery, digest, lost


def note(connection: Connection, delivery_ids: Sequence[DeliveryId]) -> None:
    """Note those of them that were given up; not notices that were one, which would never end."""
    for part in chunks(delivery_ids):
        connection.execute(
            insert(lost).from_select(
                ["delivery_id", "channel", "detail"],
                select(delivery.c.id, delivery.c.channel, delivery.c.detail)
                .join(digest, digest.c.id == delivery.c.digest_id)
                .where(
                    delivery.c.id.in_(part),
                    delivery.c.state == DeliveryState.DEAD,
                    digest.c.stream_id != OPERATOR,
                ),
            )
        )


def forget(connection: Connection, delivery_ids: Sequence[DeliveryId]) -> None:
    """They are tried again."""
    for part in chunks(delivery_ids):
        connection.execute(delete(lost).where(lost.c.delivery_id.in_(part)))


def any_waits(connection: Connection) -> bool:
    return bool(connection.scalar(select(exists(select(lost)))))


def take(connection: Connection) -> Mapping[ChannelName, tuple[int, str]]:
    """Take them out; how many of each channel, and why one of them was given up."""
    rows = connection.execute(delete(lost).returning(lost.c.channel, lost.c.detail)).all()
    number = Counter(row.channel for row in rows)
    details = {row.channel: row.detail for row in sorted(rows, key=lambda row: str(row.detail))}
    return {ChannelName(name): (number[name], details[name]) for name in sorted(number)}
