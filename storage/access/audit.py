"""The audit: who changed what, and when. Entries are added and never altered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from storage.access.secrets import without_tokens
from storage.database import Database
from storage.records.access import AuditEntry
from storage.tables import AuditRow

_COLUMNS = tuple(AuditRow.__table__.columns)
_LONGEST = 2000


class Audit:
    """All entries."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(
        self,
        *,
        at: datetime,
        who: str,
        action: str,
        subject: str,
        detail: Mapping[str, Any] | None = None,
        client: str | None = None,
    ) -> None:
        """Write down a change.

        `detail` is what JSON can hold. Tokens in it are cut down to their prefix, words to 2,000 characters.
        """
        values = {
            "at": at,
            "who": _kept(who),
            "action": action,
            "subject": _kept(subject),
            "detail": _kept_in(dict(detail or {})),
            "client": client,
        }
        with self._db.write() as connection:
            connection.execute(insert(AuditRow).values(values))

    def newest(
        self, limit: int = 100, *, below: int | None = None, since: datetime | None = None
    ) -> list[AuditEntry]:
        """Entries, the newest first; those `below` an entry's number, those `since` a moment."""
        statement = select(*_COLUMNS).order_by(AuditRow.id.desc()).limit(limit)
        if below is not None:
            statement = statement.where(AuditRow.id < below)
        if since is not None:
            statement = statement.where(AuditRow.at >= since)
        with self._db.read() as connection:
            return [
                AuditEntry(
                    id=row.id,
                    at=row.at,
                    who=row.who,
                    action=row.action,
                    subject=row.subject,
                    detail=row.detail,
                    client=row.client,
                )
                for row in connection.execute(statement)
            ]


def _kept(text: str) -> str:
    """The text as both databases take it: PostgreSQL refuses NULs, and UTF-8 has no lone surrogates."""
    whole = text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
    return without_tokens(whole)[:_LONGEST]


def _kept_in(value: Any) -> Any:
    if isinstance(value, str):
        return _kept(value)
    if isinstance(value, Mapping):
        return {_kept(str(name)): _kept_in(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_kept_in(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float) else _kept(str(value))
