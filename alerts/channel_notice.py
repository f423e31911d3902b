"""A notice about a channel, for those who watch over another one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.records import ChannelNoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelNotice:
    """What a channel may say of another one: that it cannot deliver, or that it can again.

    `trouble` says in one line what keeps it from delivering, or kept it, and `since_at` since when; `waiting` counts
    what waited for it then, the oldest since `oldest_at`. `delivery_id` is the same in every retry.
    """

    delivery_id: str
    kind: ChannelNoticeKind
    channel: str
    trouble: str
    since_at: datetime
    waiting: int
    oldest_at: datetime | None
    told_at: datetime
