"""What is sent to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.records.articles import ArchivedArticle
from storage.records.hits import Hit


class DeliveryState(StrEnum):
    """Where a delivery stands. `sending` carries a lease; one that ran out is claimed again.

    `ended` is never sent, for nobody wants it any more: its hit is handled.
    """

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    DEAD = "dead"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One notice to one channel. `id` is stable over every retry: receivers drop repeats by it."""

    id: str
    channel: str
    state: DeliveryState
    attempts: int
    due_at: datetime
    created_at: datetime
    delivered_at: datetime | None
    last_error: str | None
    hit_id: int
    article_id: int
    watch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedDelivery:
    """A delivery that this worker may send now, with all that a notice needs."""

    delivery: Delivery
    hit: Hit
    article: ArchivedArticle
