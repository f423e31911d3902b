"""Backfills: what is to be read into the archive from elsewhere, and how far that has come."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum


class BackfillKind(StrEnum):
    """What a backfill reads: a WARC file (by path or address), or the pages that a sitemap lists."""

    WARC = "warc"
    SITEMAP = "sitemap"


class BackfillState(StrEnum):
    """`WAITING` for somebody to take it, `RUNNING` under a lease, `DONE`, or `FAILED` at its position."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillPosition:
    """Where to go on in a WARC file.

    `offset` is the byte at which the next record begins (its compressed member), `next_record` the WARC-Record-ID that
    it has, None at the end and where it has none. `records` is how many records lie before it: of a file that is one
    compressed whole no offset leads to a record.
    """

    offset: int = 0
    next_record: str | None = None
    records: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillCount:
    """What came of the records of a backfill.

    `new`, `revised` and `known` are articles (see `ImportCount`); `older` were crawled before the time that was asked
    for; `refused` are answers that are no article: other types, errors, front pages; `unreadable` could not be read.
    """

    new: int = 0
    revised: int = 0
    known: int = 0
    older: int = 0
    refused: int = 0
    unreadable: int = 0

    def __add__(self, other: BackfillCount) -> BackfillCount:
        return BackfillCount(
            **{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)}
        )

    @property
    def articles(self) -> int:
        """How many were read as articles, whether the archive knew them or not."""
        return self.new + self.revised + self.known


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """One file or sitemap, `place` being its path or address.

    Only what was crawled `since` then is taken, None for all. `size` is the file's in bytes, where it is known;
    `children` is what is known of the sitemaps of an index (see `PollResult`). `worker_id` has it until `leased_until`.
    `error` says in one line why it failed.
    """

    id: int
    kind: BackfillKind
    place: str
    since: datetime | None
    state: BackfillState
    position: BackfillPosition
    count: BackfillCount
    size: int | None
    children: str | None
    worker_id: str | None
    leased_until: datetime | None
    error: str | None
    added_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
