"""How sources are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Health(StrEnum):
    """The states that a source can be in, the gravest first. Several can hold together."""

    GONE = "gone"
    NOT_PERMITTED = "not-permitted"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    ERRORING = "erroring"
    RATE_LIMITED = "rate-limited"
    HTML_NOT_FEED = "html-not-feed"
    MALFORMED = "malformed"
    SILENT_ZERO = "silent-zero"
    GAP = "gap"
    STALE = "stale"
    EXTRACTION_DRIFT = "extraction-drift"
    EMPTY = "empty"
    UNDATED = "undated"
    MALFORMED_RECOVERED = "malformed-recovered"
    MOVED = "moved"
    OK = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A state that one poll shows, and in one line what shows it."""

    state: Health
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A state that a source is in since `since`, and in one line what shows it."""

    state: Health
    since: datetime
    evidence: str


class EventEnding(StrEnum):
    """Why an event is over: all is as before, or the change has become what is usual."""

    RECOVERED = "recovered"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEvent:
    """A change in the health of a source that people should see; open until `closed_at`.

    `detail` is the change in words ("authors 96 % -> 3 %"), `before` and `after` its figures: shares from 0 to 1,
    or the median of what `subject` measures.
    """

    id: int
    source: str
    kind: str
    subject: str
    detail: str
    before: float
    after: float
    since_at: datetime
    example_url: str
    opened_at: datetime
    closed_at: datetime | None = None
    ending: EventEnding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """What a poll changed of how a source is: the states that began with it, and those that it ended."""

    begun: tuple[Condition, ...] = ()
    ended: tuple[Health, ...] = ()
