"""Deliveries to channels that the configuration no longer knows."""

from __future__ import annotations

import logging
from collections.abc import Container
from datetime import datetime, timedelta

from storage.outbox import Outbox
from storage.records import DeliveryState

log = logging.getLogger(__name__)

# As long as a delivery to a channel that does not answer is retried: one mistaken save must cost nothing.
ORPHANED_AFTER = timedelta(days=3)
_BATCH = 1000


def bury_orphans(outbox: Outbox, channels: Container[str], now: datetime) -> int:
    """Make dead letters of what waits for a channel that is gone; returns how many.

    Left waiting they would be lost in silence. A dead letter is shown with its reason, and can be replayed
    when the channel is back.

    Raises:
        StorageError: the outbox could not be read or written.
    """
    buried = 0
    for name in sorted(outbox.channels()):
        if name in channels:
            continue
        for delivery in outbox.list(DeliveryState.WAITING, channel=name, limit=_BATCH):
            if delivery.created_at + ORPHANED_AFTER <= now:
                outbox.dead(delivery.id, f"no channel is named {name!r} in the configuration", now)
                buried += 1
    if buried:
        log.error("%d deliveries are dead, for their channels are no longer in the configuration", buried)
    return buried
