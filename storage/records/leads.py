"""Leads, in the frontier."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from storage.keys import text_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRecord:
    """What a source claims about an article that is still to be read.

    `key` is the canonical form of `url`. A lead whose claims changed (`fingerprint`) is read again. `guid` is the
    source's own name for the article, where it names nothing else in the same list; only its hash is kept.
    """

    url: str
    key: str
    title: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    text: str | None = None
    guid: str | None = None

    @property
    def dated_at(self) -> datetime | None:
        """When it was published, or else when it changed."""
        return self.published_at or self.updated_at

    @property
    def fingerprint(self) -> str:
        """SHA-256 in hex over the claims that change when the publisher edits the article."""
        claims = (self.title, self.published_at, self.updated_at)
        return text_hash(repr(claims))

    @property
    def guid_hash(self) -> str | None:
        """The hash of the guid; None without one."""
        return text_hash(self.guid) if self.guid else None

    @property
    def title_hash(self) -> str | None:
        """The hash of the title, whatever its case, its spaces and its forms of letters; None without one."""
        words = " ".join(unicodedata.normalize("NFKC", self.title or "").casefold().split())
        return text_hash(words) if words else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingLead:
    """A lead in the frontier, to be requested now. `attempts` counts the failed requests so far."""

    id: int
    source_id: int
    backlog: bool
    attempts: int
    lead: LeadRecord
    first_seen_at: datetime
