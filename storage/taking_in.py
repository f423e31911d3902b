"""A source's list on its way into the frontier: which leads are new, which changed, which are backlog."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, update

from storage.promotion import promote
from storage.recognising import KnownLead, archived, known_leads, recognise
from storage.records import LeadRecord
from storage.tables import LeadRow

PENDING, DONE, FAILED = "pending", "done", "failed"
#: Why a lead led to an article once and leads to none any more: it was deleted, and is not to be read again.
NO_LONGER_KEPT = "the article is no longer kept"
# Articles bear dates a little before a list shows them.
BACKLOG_MARGIN = timedelta(hours=1)
FIRST_DISTRUST = timedelta(minutes=5)
LONGEST_DISTRUST = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What one list is taken in with.

    `listed` are the key hashes of the whole list. `backlog` are those of leads without a date that are backlog all
    the same, for they stand behind what is known; None stands for all leads.
    """

    source_id: int
    first_read_at: datetime | None
    tell_backlog: bool
    now: datetime
    listed: frozenset[str] = frozenset()
    backlog: frozenset[str] | None = frozenset()

    def is_backlog(self, name: str, lead: LeadRecord) -> bool:
        """Whether a new lead was there before the source was first read."""
        if self.tell_backlog:
            return False
        if self.first_read_at is None or self.backlog is None:
            return True
        dated_at = lead.dated_at
        return (
            name in self.backlog
            if dated_at is None
            else dated_at < min(self.first_read_at, self.now) - BACKLOG_MARGIN
        )

    def is_worth_reading_again(self, row: KnownLead) -> bool:
        """Whether a changed claim is believed yet: lists exist that call every article changed at every poll."""
        if row.state == DONE and row.reason == NO_LONGER_KEPT:
            return False
        if row.state != DONE or not row.fruitless or row.finished_at is None:
            return True
        wait = min(FIRST_DISTRUST * 2 ** min(row.fruitless - 1, 16), LONGEST_DISTRUST)
        return bool(row.finished_at + wait <= self.now)


@dataclass(slots=True, kw_only=True)
class Taken:
    """What became of the leads of a list (by key hash): the numbers of all, and which were new or changed."""

    ids: dict[str, int] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)


def take_in(connection: Connection, chunk: dict[str, LeadRecord], taking: Taking, taken: Taken) -> None:
    """Write the leads of `chunk` (by key hash), and note in `taken` what became of them."""
    known = known_leads(connection, taking.source_id, chunk)
    unknown = {name: lead for name, lead in chunk.items() if name not in known}
    if unknown and taking.first_read_at is not None:
        recognised = recognise(connection, taking.source_id, unknown, taking.listed)
    else:
        recognised = {}
    new = {name: lead for name, lead in unknown.items() if name not in recognised}
    _add(connection, new, taking, taken)
    for name, row in known.items():
        _look_again(connection, row, name, chunk[name], taking, taken)
    for name, found in recognised.items():
        if found.is_moved:
            _move(connection, found.row, name, chunk[name], taking, taken)
        else:
            _look_again(connection, found.row, name, chunk[name], taking, taken)


def _add(connection: Connection, new: dict[str, LeadRecord], taking: Taking, taken: Taken) -> None:
    if not new:
        return
    in_archive = archived(connection, new)
    rows = []
    for name, lead in new.items():
        row = _claims(lead, taking.now) | {
            "source_id": taking.source_id,
            "key_hash": name,
            "key": lead.key,
            "backlog": taking.is_backlog(name, lead),
            "first_seen_at": taking.now,
            "article_id": None,
            "fruitless": 0,
        }
        if name in in_archive:
            row |= {
                "state": DONE,
                "reason": "already in the archive",
                "finished_at": taking.now,
                "article_id": in_archive[name],
                "text": None,
            }
        rows.append(row)
    added = connection.execute(insert(LeadRow).returning(LeadRow.id, LeadRow.key_hash), rows)
    taken.ids |= {row.key_hash: row.id for row in added}
    taken.new.update(new)
    promote(
        connection,
        [row["article_id"] for row in rows if row["article_id"] is not None and not row["backlog"]],
        since=taking.first_read_at,
    )


def _look_again(
    connection: Connection, row: KnownLead, name: str, lead: LeadRecord, taking: Taking, taken: Taken
) -> None:
    """A known lead whose claims changed is to be read again."""
    taken.ids[name] = row.id
    if row.fingerprint != lead.fingerprint and taking.is_worth_reading_again(row):
        taken.changed.add(name)
        _write(connection, row.id, _claims(lead, taking.now))
    elif (row.guid_hash is None and lead.guid_hash) or (row.title_hash is None and lead.title_hash):
        _write(connection, row.id, _witnesses(lead))


def _move(
    connection: Connection, row: KnownLead, name: str, lead: LeadRecord, taking: Taking, taken: Taken
) -> None:
    """A known lead is at another address now, which is read unless such moves have brought nothing."""
    taken.ids[name] = row.id
    values: dict[str, Any] = {"url": lead.url, "key": lead.key, "key_hash": name}
    if taking.is_worth_reading_again(row):
        taken.changed.add(name)
        values |= _claims(lead, taking.now)
    _write(connection, row.id, values)


def _write(connection: Connection, lead_id: int, values: dict[str, Any]) -> None:
    connection.execute(update(LeadRow).where(LeadRow.id == lead_id).values(values))


def _witnesses(lead: LeadRecord) -> dict[str, Any]:
    return {"guid_hash": lead.guid_hash, "title_hash": lead.title_hash}


def _claims(lead: LeadRecord, now: datetime) -> dict[str, Any]:
    """What a lead says, waiting to be read at once."""
    return _witnesses(lead) | {
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
