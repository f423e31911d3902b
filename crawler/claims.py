"""A lead on its way into the frontier and out again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from crawler import dates
from crawler.lead import Lead
from crawler.urls import canonical
from storage.records import LeadRecord


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else dates.as_utc(moment)


def lead_records(leads: Iterable[Lead]) -> list[LeadRecord]:
    """The leads as the frontier keeps them, each once by its canonical address; the first one shown stays.

    A lead whose address no one can ask for (not http or https, unreadable) is left out.
    """
    records: dict[str, LeadRecord] = {}
    for lead in leads:
        try:
            key = canonical(lead.url)
        except ValueError:
            continue
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
            )
    return list(records.values())


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
