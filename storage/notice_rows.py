"""Notices about sources as their rows keep them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from storage.records import Condition, Health, NoticeKind, PastCondition, SourceCare, SourceNotice
from storage.tables import SourceNoticeRow


def notices(connection: Connection, ids: Iterable[int]) -> dict[int, SourceNotice]:
    """The notices of these numbers."""
    statement = select(*SourceNoticeRow.__table__.columns).where(SourceNoticeRow.id.in_(ids))
    return {row.id: notice(row) for row in connection.execute(statement)}


def notice(row: Row[*tuple[Any, ...]]) -> SourceNotice:
    """The notice that a row holds."""
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
