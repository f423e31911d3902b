"""Notices about sources and channels as their rows keep them, and how one comes into the outbox."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from storage.records import (
    ChannelNoticeKind,
    ChannelReport,
    Condition,
    Health,
    NoticeKind,
    PastCondition,
    SourceCare,
    SourceNotice,
)
from storage.tables import SourceNoticeRow
from storage.waiting_rows import put_out

_ABOUT_CHANNELS = frozenset(ChannelNoticeKind)


def notices(connection: Connection, ids: Iterable[int]) -> dict[int, SourceNotice | ChannelReport]:
    """The notices of these numbers."""
    statement = select(*SourceNoticeRow.__table__.columns).where(SourceNoticeRow.id.in_(ids))
    return {
        row.id: report(row) if row.kind in _ABOUT_CHANNELS else notice(row)
        for row in connection.execute(statement)
    }


def kind_of(name: str) -> NoticeKind | ChannelNoticeKind:
    """The kind of a notice by its name."""
    return ChannelNoticeKind(name) if name in _ABOUT_CHANNELS else NoticeKind(name)


def put(
    connection: Connection,
    kind: NoticeKind | ChannelNoticeKind,
    content: Mapping[str, Any],
    channels: Sequence[str],
    now: datetime,
    *,
    source_id: int | None = None,
) -> None:
    """Write a notice, and a delivery of it to each of the channels."""
    number = connection.scalar(
        insert(SourceNoticeRow)
        .values(source_id=source_id, kind=kind.value, content=dict(content), created_at=now)
        .returning(SourceNoticeRow.id)
    )
    ids = {_delivery_id(kind, number, channel, now): channel for channel in channels}
    put_out(connection, ids, now, notice_id=number)


def _delivery_id(kind: str, number: int | None, channel: str, now: datetime) -> str:
    # Receivers drop what they know: in a new database the numbers begin anew.
    words = f"{kind}\n{number}\n{channel}\n{now.isoformat()}"
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:32]


def report(row: Row[*tuple[Any, ...]]) -> ChannelReport:
    """The notice about a channel that a row holds."""
    written = row.content
    return ChannelReport(
        id=row.id,
        kind=ChannelNoticeKind(row.kind),
        channel=written["channel"],
        trouble=written["trouble"],
        since_at=datetime.fromisoformat(written["since_at"]),
        waiting=written["waiting"],
        oldest_at=datetime.fromisoformat(at) if (at := written["oldest_at"]) else None,
        created_at=row.created_at,
    )


def notice(row: Row[*tuple[Any, ...]]) -> SourceNotice:
    """The notice about sources that a row holds."""
    return SourceNotice(
        id=row.id,
        kind=NoticeKind(row.kind),
        sources=tuple(_care(source) for source in row.content["sources"]),
        more=row.content["more"],
        created_at=row.created_at,
    )


def document(source: SourceCare) -> dict[str, Any]:
    """A source as the row of a notice keeps it: JSON, times in ISO 8601."""

    def plain(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.isoformat()
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [plain(each) for each in value]
        return value

    found: dict[str, Any] = plain(asdict(source))
    return found


def _care(written: Mapping[str, Any]) -> SourceCare:
    return SourceCare(
        name=written["name"],
        url=written["url"],
        conditions=tuple(
            Condition(
                state=Health(one["state"]),
                since=datetime.fromisoformat(one["since"]),
                evidence=one["evidence"],
            )
            for one in written["conditions"]
        ),
        over=tuple(
            PastCondition(
                state=Health(one["state"]),
                since=datetime.fromisoformat(one["since"]),
                evidence=one["evidence"],
                ended_at=datetime.fromisoformat(one["ended_at"]),
            )
            for one in written["over"]
        ),
        last_ok_at=datetime.fromisoformat(at) if (at := written["last_ok_at"]) else None,
        next_due_at=datetime.fromisoformat(written["next_due_at"]),
        probing=written["probing"],
    )
