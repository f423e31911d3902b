"""Hits, and what made them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.records.routing import RoutedHit


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanRecord:
    """A place in an article that made it match: character offsets into the original of a field.

    `form` is the term as the query or its alias writes it, `alias` the set that it belongs to.
    """

    field: str
    start: int
    end: int
    form: str
    alias: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRecord:
    """The sentence to show of a match: character offsets into the original of a field."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What made a query match. `polarity` is that of its EVENT (asserted, hedged, denied), `cue` what decided it."""

    spans: tuple[SpanRecord, ...]
    polarity: str | None = None
    cue: SpanRecord | None = None
    sentence: SentenceRecord | None = None


class HitOutcome(StrEnum):
    """What became of a hit."""

    TOLD = "told"
    HELD_UNTIL = "held-until"
    COOLING_DOWN = "cooling-down"
    FAILED = "failed"
    JOINED_STORY = "joined-story"
    COPY_OF = "copy-of"
    SILENCED_BY = "silenced-by"
    BACKLOG = "backlog"
    NO_ROUTE = "no-route"
    NO_CHANNEL = "no-channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class HitDraft:
    """A match about to be written, and what routes ask of it.

    `touches` says that this revision changed what matched: where the article is a hit of the watch already, that is
    told as an update. `backlog` says why a hit that is new is no news to anybody, None where it is.
    """

    routed: RoutedHit
    query: str
    evidence: Evidence
    version_id: int | None = None
    backlog: str | None = None
    touches: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(Evidence):
    """A stored match of a watch in an article; `version` is the number of the watch's version that made it."""

    id: int
    article_id: int
    revision: int
    watch: str
    query: str
    outcome: HitOutcome
    flagged_at: datetime
    version: int | None = None
