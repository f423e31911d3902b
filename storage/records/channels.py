"""How a channel is: whether its other side takes what it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelState:
    """What is remembered of a channel from one send to the next, and from one worker to the next.

    `failures` are those in a row, the first of which began at `failing_at`. Nothing is sent before `rests_until_at`,
    the other side's own wish; once the breaker has `opened_at`, one send at a time from `probe_at` on; and none at
    all once it is `disabled_at`, until a person or another configuration (`digest`) brings it back. `refused` are the
    addresses of the channel that were refused for good, with the answer. `told` names what was told on the fallback
    channel, the last of it at `told_at`. `accepted_at` is the last time that something was accepted after trouble,
    `recent_at` are the times of the last sends where their rate is limited.
    """

    channel: str
    digest: str = ""
    failures: int = 0
    failing_at: datetime | None = None
    last_error: str | None = None
    opened_at: datetime | None = None
    probe_at: datetime | None = None
    rests_until_at: datetime | None = None
    disabled_at: datetime | None = None
    refused: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    told_at: datetime | None = None
    accepted_at: datetime | None = None
    recent_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelQueue:
    """What of a channel is not accepted yet, dead letters aside: how many deliveries, and since when the oldest."""

    channel: str
    waiting: int = 0
    oldest_at: datetime | None = None


class ChannelNoticeKind(StrEnum):
    """What a notice about a channel is for: it cannot deliver, or it can again."""

    FAILING = "channel-failing"
    RECOVERED = "channel-recovered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelReport:
    """A notice about a channel, as it was when the notice was written.

    `trouble` says in one line what keeps it from delivering, or kept it, and `since_at` since when.
    """

    id: int
    kind: ChannelNoticeKind
    channel: str
    trouble: str
    since_at: datetime
    waiting: int
    oldest_at: datetime | None
    created_at: datetime
