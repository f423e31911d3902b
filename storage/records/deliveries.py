"""What is sent to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.records.articles import ArchivedArticle
from storage.records.channels import ChannelNoticeKind, ChannelReport
from storage.records.hits import Hit
from storage.records.notices import NoticeKind, SourceNotice
from storage.records.telling import StoryNoticeKind


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
    """One notice to one channel. `id` is stable over every retry: receivers drop repeats by it.

    It is about stories, then `story_notice_kind` says what it is for, or about sources or a channel, then `notice_kind`
    does. `hit_id`, `article_id` and `watch` are of the only hit that it tells of, if there is only one.
    `created_at` is when it was put into the outbox, or when a dead letter was put there again.
    """

    id: str
    channel: str
    state: DeliveryState
    attempts: int
    due_at: datetime
    created_at: datetime
    delivered_at: datetime | None
    last_error: str | None
    hit_id: int | None = None
    article_id: int | None = None
    watch: str | None = None
    notice_id: int | None = None
    notice_kind: NoticeKind | ChannelNoticeKind | None = None
    story_notice_key: str | None = None
    story_notice_kind: StoryNoticeKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedDelivery:
    """The delivery of a hit that this worker may send now, with all that a notice needs."""

    delivery: Delivery
    hit: Hit
    article: ArchivedArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedNotice:
    """The delivery of a notice about sources or a channel that this worker may send now."""

    delivery: Delivery
    notice: SourceNotice | ChannelReport
