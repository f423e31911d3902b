"""Which known lead of a source an address belongs to that the source never showed before.

The address, the source's own name for the article (guid) and the title with its date are witnesses together: none of
the last two is believed alone where another speaks against it. Two articles must not become one, which loses the
second; an article that becomes two is told twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.keys import other_spellings
from storage.records import LeadRecord
from storage.tables import ArticleRow, LeadRow

# SQLite before 3.32 takes 999 parameters at most.
_CHUNK = 500
# A guid that is shorter may be the number of a place in the list.
_SHORTEST_GUID = 12
# An article keeps its date when it is renamed, give or take an edit.
_FARTHEST = timedelta(days=2)
# More articles than this are not renamed between two polls: then the guids are of places in the list.
_MOST_BY_GUID = 2

_COLUMNS = (
    LeadRow.id,
    LeadRow.key_hash,
    LeadRow.fingerprint,
    LeadRow.state,
    LeadRow.reason,
    LeadRow.fruitless,
    LeadRow.finished_at,
    LeadRow.guid_hash,
    LeadRow.title_hash,
    LeadRow.published_at,
    LeadRow.article_id,
)
KnownLead = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A known lead; `is_moved` where the source shows its article at another address now."""

    row: KnownLead
    is_moved: bool


def known_leads(connection: Connection, source_id: int, names: Iterable[str]) -> dict[str, KnownLead]:
    """The source's leads with these key hashes."""
    return {row.key_hash: row for row in _rows(connection, source_id, LeadRow.key_hash, names)}


def recognise(
    connection: Connection, source_id: int, unknown: Mapping[str, LeadRecord], listed: frozenset[str]
) -> dict[str, Recognised]:
    """The known leads behind addresses that are not (by key hash); `listed` are the key hashes of the whole list.

    A lead whose own address stands in the list is none that has moved.
    """
    found: dict[str, Recognised] = {}
    spelled = {other: name for name, lead in unknown.items() for other in other_spellings(lead.key)}
    for row in _rows(connection, source_id, LeadRow.key_hash, spelled):
        found[spelled[row.key_hash]] = Recognised(row=row, is_moved=False)
    rest = {name: lead for name, lead in unknown.items() if name not in found}
    taken: set[int] = set()
    for name, row in _by_guid(connection, source_id, rest, listed):
        if row.id not in taken and name not in found:
            taken.add(row.id)
            found[name] = Recognised(row=row, is_moved=True)
    rest = {name: lead for name, lead in rest.items() if name not in found}
    for name, row in _by_title(connection, source_id, rest, listed):
        if row.id not in taken and name not in found:
            taken.add(row.id)
            found[name] = Recognised(row=row, is_moved=True)
    return found


def archived(connection: Connection, unknown: Mapping[str, LeadRecord]) -> dict[str, int]:
    """The articles that the archive holds under these addresses (by key hash), or another spelling of them."""
    hashes = dict.fromkeys(unknown)
    spelled = {other: name for name, lead in unknown.items() for other in other_spellings(lead.key)}
    found: dict[str, int] = {}
    for chunk in _chunks([*hashes, *spelled]):
        statement = select(ArticleRow.url_key, ArticleRow.id).where(ArticleRow.url_key.in_(chunk))
        for row in connection.execute(statement):
            if row.url_key in hashes:
                found[row.url_key] = row.id
            else:
                found.setdefault(spelled[row.url_key], row.id)
    return found


def is_exact(moment: datetime | None) -> bool:
    """Whether a date is to the minute: two articles of one title can share a day, or the hour of a briefing."""
    return moment is not None and (moment.minute != 0 or moment.second != 0)


def _by_guid(
    connection: Connection, source_id: int, unknown: Mapping[str, LeadRecord], listed: frozenset[str]
) -> list[tuple[str, KnownLead]]:
    guids = {lead.guid_hash: name for name, lead in unknown.items() if lead.guid_hash is not None}
    sure, likely = [], []
    for row in _rows(connection, source_id, LeadRow.guid_hash, guids):
        name = guids[row.guid_hash]
        if row.key_hash in listed:
            continue
        if _agree(row, unknown[name]):
            sure.append((name, row))
        elif _may_be_renamed(row, unknown[name]):
            likely.append((name, row))
    if len(likely) > _MOST_BY_GUID and len(likely) * 2 > len(unknown):
        likely = []
    return sure + likely


def _by_title(
    connection: Connection, source_id: int, unknown: Mapping[str, LeadRecord], listed: frozenset[str]
) -> list[tuple[str, KnownLead]]:
    dated = {
        name: lead
        for name, lead in unknown.items()
        if lead.title_hash is not None and is_exact(lead.published_at)
    }
    claims = {(lead.title_hash, lead.published_at): name for name, lead in dated.items()}
    titles = {lead.title_hash for lead in dated.values() if lead.title_hash is not None}
    return [
        (claims[row.title_hash, row.published_at], row)
        for row in _rows(connection, source_id, LeadRow.title_hash, titles)
        if row.key_hash not in listed and (row.title_hash, row.published_at) in claims
    ]


def _agree(row: KnownLead, lead: LeadRecord) -> bool:
    """Whether a second witness says what the guid says."""
    same_title = row.title_hash is not None and row.title_hash == lead.title_hash
    same_date = lead.published_at is not None and row.published_at == lead.published_at
    return (same_title or same_date) and not _far(row.published_at, lead.published_at)


def _may_be_renamed(row: KnownLead, lead: LeadRecord) -> bool:
    """Whether a guid is good enough to speak alone: title and address changed."""
    is_telling = lead.guid is not None and len(lead.guid) >= _SHORTEST_GUID
    return is_telling and not _far(row.published_at, lead.published_at)


def _far(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and abs(one - other) > _FARTHEST


def _rows(
    connection: Connection,
    source_id: int,
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    values: Iterable[str],
) -> Iterator[KnownLead]:
    """The source's leads where `column` has one of the values, the one seen last first: it is the freshest claim."""
    for chunk in _chunks(values):
        statement = select(*_COLUMNS).where(LeadRow.source_id == source_id, column.in_(chunk))
        yield from connection.execute(statement.order_by(LeadRow.id.desc()))


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
