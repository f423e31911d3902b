"""Deliveries as the statements of this package read them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, select

from storage.notice_rows import kind_of
from storage.records import Delivery, DeliveryState, StoryNoticeKind
from storage.tables import DeliveryRow, HitRow, SourceNoticeRow, StoryNoticeRow

_COLUMNS = (
    DeliveryRow.id.label("delivery_id"),
    DeliveryRow.channel,
    DeliveryRow.state,
    DeliveryRow.attempts,
    DeliveryRow.due_at,
    DeliveryRow.created_at,
    DeliveryRow.delivered_at,
    DeliveryRow.last_error,
    HitRow.id.label("hit_id"),
    HitRow.article_id.label("hit_article_id"),
    HitRow.watch,
    DeliveryRow.notice_id,
    DeliveryRow.story_notice_key,
    SourceNoticeRow.kind.label("notice_kind"),
    StoryNoticeRow.kind.label("story_notice_kind"),
)


def every_delivery() -> Select[*tuple[Any, ...]]:
    """Deliveries with what they are about; for `delivery`."""
    return (
        select(*_COLUMNS)
        .join_from(DeliveryRow, HitRow, HitRow.id == DeliveryRow.hit_id, isouter=True)
        .join(SourceNoticeRow, SourceNoticeRow.id == DeliveryRow.notice_id, isouter=True)
        .join(StoryNoticeRow, StoryNoticeRow.key == DeliveryRow.story_notice_key, isouter=True)
    )


def delivery(row: Row[*tuple[Any, ...]]) -> Delivery:
    """The record of a row that `every_delivery` selected."""
    return Delivery(
        id=row.delivery_id,
        channel=row.channel,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        due_at=row.due_at,
        created_at=row.created_at,
        delivered_at=row.delivered_at,
        last_error=row.last_error,
        hit_id=row.hit_id,
        article_id=row.hit_article_id,
        watch=row.watch,
        notice_id=row.notice_id,
        notice_kind=None if row.notice_kind is None else kind_of(row.notice_kind),
        story_notice_key=row.story_notice_key,
        story_notice_kind=None if row.story_notice_kind is None else StoryNoticeKind(row.story_notice_kind),
    )
