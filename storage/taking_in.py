"""A source's list on its way into the frontier: which leads are new, which changed, which are backlog."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from storage.promotion import promote
from storage.records import LeadRecord
from storage.tables import ArticleRow, LeadRow

PENDING, DONE, FAILED = "pending", "done", "failed"
# Articles bear dates a little before a list shows them.
BACKLOG_MARGIN = timedelta(hours=1)
FIRST_DISTRUST = timedelta(minutes=5)
LONGEST_DISTRUST = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What one list is taken in with."""

    source_id: int
    first_read_at: datetime | None
    tell_backlog: bool
    now: datetime

    def is_backlog(self, lead: LeadRecord) -> bool:
        """Whether a new lead was there before the source was first read."""
        if self.tell_backlog:
            return False
        if self.first_read_at is None:
            return True
        dated_at = lead.published_at or lead.updated_at
        return dated_at is not None and dated_at < self.first_read_at - BACKLOG_MARGIN

    def is_worth_reading_again(self, row: Row[*tuple[Any, ...]]) -> bool:
        """Whether a changed claim is believed yet: lists exist that call every article changed at every poll."""
        if row.state != DONE or not row.fruitless or row.finished_at is None:
            return True
        wait = min(FIRST_DISTRUST * 2 ** min(row.fruitless - 1, 16), LONGEST_DISTRUST)
        return bool(row.finished_at + wait <= self.now)


def take_in(connection: Connection, chunk: dict[str, LeadRecord], taking: Taking) -> tuple[int, int, int]:
    """New, changed and known leads among `chunk` (by key hash), which is written."""
    now = taking.now
    known = {
        row.key_hash: row
        for row in connection.execute(
            select(
                LeadRow.key_hash,
                LeadRow.id,
                LeadRow.fingerprint,
                LeadRow.state,
                LeadRow.fruitless,
                LeadRow.finished_at,
            ).where(LeadRow.source_id == taking.source_id, LeadRow.key_hash.in_(chunk))
        )
    }
    unknown = {name: lead for name, lead in chunk.items() if name not in known}
    archived: dict[str, int] = {
        row.url_key: row.id
        for row in connection.execute(
            select(ArticleRow.url_key, ArticleRow.id).where(ArticleRow.url_key.in_(unknown))
        )
    }
    rows = []
    for name, lead in unknown.items():
        row = _claims(lead, now) | {
            "source_id": taking.source_id,
            "key_hash": name,
            "key": lead.key,
            "backlog": taking.is_backlog(lead),
            "first_seen_at": now,
            "article_id": None,
            "fruitless": 0,
        }
        if name in archived:
            row |= {
                "state": DONE,
                "reason": "already in the archive",
                "finished_at": now,
                "article_id": archived[name],
                "text": None,
            }
        rows.append(row)
    if rows:
        connection.execute(insert(LeadRow), rows)
    promote(
        connection,
        [row["article_id"] for row in rows if row["article_id"] is not None and not row["backlog"]],
        since=taking.first_read_at,
    )
    changed = [
        (row.id, chunk[name])
        for name, row in known.items()
        if row.fingerprint != chunk[name].fingerprint and taking.is_worth_reading_again(row)
    ]
    for lead_id, lead in changed:
        connection.execute(update(LeadRow).where(LeadRow.id == lead_id).values(_claims(lead, now)))
    return len(unknown), len(changed), len(known) - len(changed)


def _claims(lead: LeadRecord, now: datetime) -> dict[str, Any]:
    """What a lead says, waiting to be read at once."""
    return {
        "url": lead.url,
        "title": lead.title,
        "published_at": lead.published_at,
        "updated_at": lead.updated_at,
        "authors": list(lead.authors),
        "section": lead.section,
        "text": lead.text,
        "fingerprint": lead.fingerprint,
        "state": PENDING,
        "reason": None,
        "attempts": 0,
        "due_at": now,
        "finished_at": None,
    }
