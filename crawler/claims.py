"""A lead on its way into the frontier and out again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from crawler import cleaning, dates
from crawler.lead import Lead
from crawler.urls import canonical, is_front_page
from storage.records import LeadRecord

_LONGEST_GUID = 2_000


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else dates.as_utc(moment)


def lead_records(leads: Iterable[Lead]) -> list[LeadRecord]:
    """The leads as the frontier keeps them, each once by its canonical address; the first one shown stays.

    A lead whose address no one can ask for (not http or https, unreadable) is left out. A guid that names several
    articles of the list names none.
    """
    records: dict[str, LeadRecord] = {}
    named: dict[str, set[str]] = {}
    for lead in leads:
        try:
            key = canonical(lead.url)
        except ValueError:
            continue
        guid = _guid(lead.guid)
        if guid is not None:
            named.setdefault(guid, set()).add(key)
        if key not in records:
            records[key] = LeadRecord(
                url=lead.url,
                key=key,
                title=lead.title,
                published_at=_utc(lead.published_at),
                updated_at=_utc(lead.updated_at),
                authors=lead.authors,
                section=lead.section,
                text=lead.text,
                guid=guid,
            )
    return [
        replace(record, guid=None) if record.guid is not None and len(named[record.guid]) > 1 else record
        for record in records.values()
    ]


def _guid(claimed: str | None) -> str | None:
    """A guid in the form in which it is compared: an address under any scheme is one, a site's front page none."""
    guid = " ".join((claimed or "").split())[:_LONGEST_GUID]
    if not guid.casefold().startswith(("http://", "https://")):
        return cleaning.line(guid) or None
    try:
        return None if is_front_page(guid) else canonical(guid)
    except ValueError:
        return cleaning.line(guid) or None


def lead_of(record: LeadRecord) -> Lead:
    """The lead that a frontier's record keeps."""
    return Lead(
        url=record.url,
        title=record.title,
        published_at=record.published_at,
        updated_at=record.updated_at,
        authors=record.authors,
        section=record.section,
        text=record.text,
    )
