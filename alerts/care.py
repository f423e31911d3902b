"""From a claimed notice about sources to what channels are given: its words from the web made clean."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from alerts.cleaning import one_line
from alerts.notice import CareNotice
from storage.records import ClaimedNotice, SourceCare

URL_LIMIT = 2000


def compose_care(claimed: ClaimedNotice, told_at: datetime) -> CareNotice:
    """Build the notice of a claimed delivery; `told_at` is the moment of this try."""
    notice = claimed.notice
    return CareNotice(
        delivery_id=claimed.delivery.id,
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
