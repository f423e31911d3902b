"""What people are told of sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.records.health import Condition, Health


class NoticeKind(StrEnum):
    """What a notice about sources is for: some broke, some are well again, or all that need care, once a day."""

    TROUBLE = "source-trouble"
    RECOVERED = "source-recovered"
    CARE = "sources-needing-care"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCondition:
    """A state that a source was in."""

    state: Health
    since: datetime
    evidence: str
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCare:
    """A source as a notice shows it, at the moment of writing.

    `conditions` are the states that it is in, the gravest first; those that people were told of before and that
    are `over`, the first to begin first. `probing` says that it is asked more seldom, and how often.
    """

    name: str
    url: str
    conditions: tuple[Condition, ...]
    over: tuple[PastCondition, ...] = ()
    last_ok_at: datetime | None = None
    next_due_at: datetime
    probing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNotice:
    """A notice about sources; `more` are not shown, for there are too many."""

    id: int
    kind: NoticeKind
    sources: tuple[SourceCare, ...]
    more: int = 0
    created_at: datetime
