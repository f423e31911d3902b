"""What is polled, and what a poll did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from storage.records.health import Condition, Finding


class SourceKind(StrEnum):
    """How a source lists its articles."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    WORDPRESS = "wordpress"


#: Who stands behind an outlet.
Owner = Literal[
    "wire", "state media", "government", "trade press", "newspaper", "specialist", "think tank", "OSINT"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDeclaration:
    """A source as declared.

    `interval` is the longest time between two polls of a source that is well, `country` the outlet's (ISO 3166),
    `language` that of most of its articles (BCP 47), `owner` who stands behind it (wire, state-media, government ...).
    """

    name: str
    kind: SourceKind
    url: str
    host_group: str
    interval: timedelta
    tell_backlog: bool = False
    country: str | None = None
    language: str | None = None
    owner: str | None = None
    group_name: str | None = None


class RunOutcome(StrEnum):
    """How a source's poll ended."""

    OK = "ok"
    UNCHANGED = "unchanged"
    MALFORMED = "malformed"
    EMPTY = "empty"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate-limited"
    ERROR = "error"
    UNREACHABLE = "unreachable"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many pages of a source were of one kind, with the address of the last one."""

    kind: str
    pages: int
    example_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What the archive knows of a source: when it is due, and what its last poll did.

    The fields from `rhythm` to `requests` are those of its row (see `storage.tables.SourceRow`); `conditions` are the
    states that it is in now, the gravest first. `pages` says of which kinds the pages were that were read in the last
    day, where that was asked for.
    """

    id: int
    name: str
    kind: SourceKind
    url: str
    host_group: str
    interval: timedelta
    tell_backlog: bool
    due_at: datetime
    country: str | None = None
    first_read_at: datetime | None = None
    last_started_at: datetime | None = None
    last_finished_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_outcome: RunOutcome | None = None
    last_detail: str | None = None
    last_new: int = 0
    etag: str | None = None
    last_modified: str | None = None
    articles: int = 0
    pending: int = 0
    failed: int = 0
    pages: tuple[KindCount, ...] = ()
    language: str | None = None
    owner: str | None = None
    group_name: str | None = None
    rhythm: str | None = None
    failures: int = 0
    children: str | None = None
    body_hash: str | None = None
    read_whole_at: datetime | None = None
    distrusted: bool = False
    moved_to: str | None = None
    newest_at: datetime | None = None
    requests: int = 0
    conditions: tuple[Condition, ...] = ()


class Failure(StrEnum):
    """How much a failed poll weighs: what passes by itself, what may, and what will not."""

    TEMPORARY = "temporary"
    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """What the answer of a poll said, and how the run ended.

    Of its `entries` so many were `fresh`; `item_times` are the dates of the fresh ones,
    `newest_at` the latest date of all. `retry_after` moves the next due time out; `asks_for` is the least interval
    that server and feed ask for, `skip_hours` (UTC) and `skip_days` (Monday is 0) when they want no poll. `gap` says
    that items were lost since the last poll, `failure` how much a poll that failed weighs. `findings` is what the
    answer shows of the source's health. `body_hash` is over the body; it `is_whole` where no validators were sent, and
    `hid_a_change` where a 304 had said that nothing changed. `children` are for the next poll. One that
    `is_continued` asked for no list: it went on with the articles that the last one left.
    """

    outcome: RunOutcome
    detail: str | None = None
    entries: int = 0
    etag: str | None = None
    last_modified: str | None = None
    retry_after: timedelta | None = None
    fresh: int = 0
    item_times: tuple[datetime, ...] = ()
    newest_at: datetime | None = None
    asks_for: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    gap: bool = False
    failure: Failure | None = None
    findings: tuple[Finding, ...] = ()
    body_hash: str | None = None
    is_whole: bool = False
    hid_a_change: bool = False
    moved_to: str | None = None
    children: str | None = None
    requests: int = 0
    is_continued: bool = False
