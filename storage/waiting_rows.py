"""How a delivery comes into the outbox: a row that waits, due at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert

from storage.handover import Stage, hand_over
from storage.records import DeliveryState
from storage.tables import DeliveryRow


def put_out(
    connection: Connection, channels: Mapping[str, str], now: datetime, **about: int | str | None
) -> None:
    """Write a delivery to each of the channels, given by the id that it is to bear; `about` says of what."""
    connection.execute(
        insert(DeliveryRow),
        [
            {
                "id": delivery_id,
                "channel": channel,
                "state": DeliveryState.WAITING.value,
                "attempts": 0,
                "due_at": now,
                "created_at": now,
                **about,
            }
            for delivery_id, channel in channels.items()
        ],
    )
    hand_over(connection, Stage.DELIVER)
