"""Sources."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from storage.records import EventEnding, Health, RunOutcome, SourceEvent, SourceKind, SourceState


class SourceCondition(BaseModel):
    """A state that a source is in."""

    model_config = ConfigDict(from_attributes=True)

    state: Health
    since: datetime
    evidence: str = Field(description="What shows it, in one line.")


class EventOfSource(BaseModel):
    """A change in what the pages of a source read like."""

    model_config = ConfigDict(from_attributes=True)

    kind: str
    subject: str
    detail: str
    before: float
    after: float
    since_at: datetime
    example_url: str
    opened_at: datetime
    closed_at: datetime | None
    ending: EventEnding | None


class SourceSummary(BaseModel):
    """A source, and how it is."""

    name: str
    kind: SourceKind
    url: str
    country: str | None
    language: str | None
    owner: str | None
    group: str | None
    health: Health | None = Field(description="The gravest of its conditions; null before the first poll.")
    conditions: list[SourceCondition] = Field(description="The gravest first.")
    interval: float = Field(description="The longest time between two polls, in seconds.")
    due_at: datetime = Field(description="When it is polled next.")
    first_read_at: datetime | None
    last_started_at: datetime | None
    last_finished_at: datetime | None
    last_ok_at: datetime | None
    last_outcome: RunOutcome | None
    last_detail: str | None
    last_new: int = Field(description="How many articles the last poll brought.")
    newest_at: datetime | None = Field(description="The date of its newest item.")
    articles: int
    pending: int = Field(description="Leads that are still to be read.")
    failed: int = Field(description="Leads that could not be read.")
    requests: int = Field(description="All that it was ever asked.")
    failures: int = Field(description="The weight of the polls that failed in a row.")

    @classmethod
    def of(cls, state: SourceState) -> Self:
        """A source of the archive."""
        return cls.model_validate(_source(state))


class SourceDocument(SourceSummary):
    """The same, and what changed lately in what its pages read like."""

    events: list[EventOfSource] = Field(description="Those that are open, or were closed in the last day.")

    @classmethod
    def with_events(cls, state: SourceState, events: list[SourceEvent]) -> Self:
        """A source of the archive."""
        told = [EventOfSource.model_validate(one) for one in events]
        return cls.model_validate(_source(state) | {"events": told})


class Sources(BaseModel):
    """All sources that are polled, by name."""

    items: list[SourceSummary]


class CheckAsked(BaseModel):
    """A poll that was asked for: a worker makes it within seconds, if one runs."""

    name: str
    due_at: datetime


_SAME = (
    *("name", "kind", "url", "country", "language", "owner", "due_at", "first_read_at", "last_started_at"),
    *("last_finished_at", "last_ok_at", "last_outcome", "last_detail", "last_new", "newest_at", "articles"),
    *("pending", "failed", "requests", "failures"),
)


def _source(state: SourceState) -> dict[str, object]:
    conditions = [SourceCondition.model_validate(one) for one in state.conditions]
    return {
        **{name: getattr(state, name) for name in _SAME},
        "group": state.group_name,
        "interval": state.interval.total_seconds(),
        "health": conditions[0].state if conditions else None,
        "conditions": conditions,
    }
