"""From a claimed notice about sources to what channels are given: its words from the web made clean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time

from alerts.cleaning import one_line
from alerts.notice import CareNotice
from storage.database import Database
from storage.records import SourceCare, SourceNotice
from storage.source_notices import SourceNotices

URL_LIMIT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePlan:
    """The channels that are told of sources, and when the daily notice goes out (UTC; None: not at all)."""

    channels: tuple[str, ...] = ()
    daily_at: time | None = None


def tell_of_sources(db: Database, plan: CarePlan, now: datetime) -> int:
    """Put into the outbox what is to be told of sources now; returns how many notices that made.

    Raises:
        StorageError: the archive could not be read or written; what was not written is told later.
    """
    notices = SourceNotices(db)
    written = notices.tell(plan.channels, now)
    if plan.daily_at is not None:
        written += notices.tell_daily(plan.channels, plan.daily_at, now)
    return written


def compose_care(delivery_id: str, notice: SourceNotice, told_at: datetime) -> CareNotice:
    """Build the notice of a claimed delivery; `told_at` is the moment of this try."""
    return CareNotice(
        delivery_id=delivery_id,
        kind=notice.kind,
        sources=tuple(_clean(source) for source in notice.sources),
        more=notice.more,
        noticed_at=notice.created_at,
        told_at=told_at,
    )


def _clean(source: SourceCare) -> SourceCare:
    return replace(
        source,
        name=one_line(source.name),
        url=one_line(source.url, URL_LIMIT),
        conditions=tuple(replace(one, evidence=one_line(one.evidence)) for one in source.conditions),
        over=tuple(replace(one, evidence=one_line(one.evidence)) for one in source.over),
    )
