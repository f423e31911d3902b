"""Deliveries."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import BaseModel, Field

from storage.records import Delivery, DeliveryState, StoryNotice


class DeliveryDocument(BaseModel):
    """One notice to one channel."""

    id: str = Field(description="The same over every retry: receivers drop repeats by it.")
    channel: str
    state: DeliveryState
    attempts: int
    due_at: datetime
    created_at: datetime = Field(description="When it was put into the outbox, or put there again.")
    delivered_at: datetime | None
    last_error: str | None
    kind: str | None = Field(description="What it tells: first-report, digest, sources ...")
    route: str | None = Field(description="Of a notice about stories.")
    stories: int | None = Field(description="Of how many stories it tells.")
    hit: int | None = Field(description="The only hit that it tells of, if there is only one.")
    article: int | None
    watch: str | None

    @classmethod
    def of(cls, delivery: Delivery, notice: StoryNotice | None) -> Self:
        """A delivery of the outbox; `notice` is what it tells of stories."""
        kind = delivery.story_notice_kind or delivery.notice_kind
        return cls(
            id=delivery.id,
            channel=delivery.channel,
            state=delivery.state,
            attempts=delivery.attempts,
            due_at=delivery.due_at,
            created_at=delivery.created_at,
            delivered_at=delivery.delivered_at,
            last_error=delivery.last_error,
            kind=None if kind is None else str(kind.value),
            route=notice.route if notice else None,
            stories=len(notice.stories) if notice else None,
            hit=delivery.hit_id,
            article=delivery.article_id,
            watch=delivery.watch,
        )


class DeliveryPage(BaseModel):
    """A page of deliveries, the latest first."""

    items: list[DeliveryDocument]
    next: str | None = Field(description="What `after` takes to go on; null on the last page.")
