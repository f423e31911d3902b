"""Notices about channels: that one cannot deliver, and that it can again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from storage.channel_states import changed
from storage.database import Database
from storage.notice_rows import put
from storage.records import ChannelNoticeKind, ChannelQueue, ChannelState


class ChannelNotices:
    """What people are told of channels, through others."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def tell(
        self,
        kind: ChannelNoticeKind,
        queue: ChannelQueue,
        *,
        trouble: str,
        since_at: datetime,
        told: tuple[str, ...],
        to: str,
        now: datetime,
    ) -> bool:
        """Write that a channel is or was in `trouble`, for the channel `to`, and that it stands as `told` from now on.

        In one transaction: killed at any moment, a worker tells it once. False where all of it was told already.
        """

        def write(connection: Connection) -> bool:
            written = False

            def note(state: ChannelState) -> ChannelState:
                nonlocal written
                written = set(state.told) != set(told)
                return replace(state, told=told, told_at=now) if written else state

            changed(connection, queue.channel, note)
            if written:
                content = {
                    "channel": queue.channel,
                    "trouble": trouble,
                    "since_at": since_at.isoformat(),
                    "waiting": queue.waiting,
                    "oldest_at": queue.oldest_at.isoformat() if queue.oldest_at else None,
                }
                put(connection, kind, content, [to], now)
            return written

        return self._db.retrying(write)
