"""An article's way, as the archive knows it: from the list that showed it to what was decided for its hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storage.records import ArchivedArticle, CopyOf, Hit, TextSource
from storage.telling.verdicts import KeptVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLead:
    """A lead that a source showed, and what became of it: `state` is pending, done or failed, `reason` says why.

    `attempts` counts the requests that failed; of a pending one the next is at `due_at`. `article_id` is where it led.
    """

    source: str
    url: str
    state: str
    reason: str | None
    attempts: int
    is_backlog: bool
    first_seen_at: datetime
    due_at: datetime
    finished_at: datetime | None
    article_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How one wording of an article came in; `flagged_at` is None until the watches have seen it."""

    revision: int
    fetched_at: datetime | None
    saved_at: datetime
    page_kind: str
    text_source: TextSource
    partial: str | None
    flagged_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPlace:
    """Why an article is in its story; see `storage.records.StoryMember`."""

    article_id: int
    story_id: int
    joined_at: datetime
    copy_of: CopyOf | None
    bond: Mapping[str, Any]

    @property
    def begins(self) -> bool:
        """Whether it began the story."""
        return self.article_id == self.story_id

    @property
    def is_by_person(self) -> bool:
        """Whether neither a copy nor words brought it there."""
        return not self.begins and self.copy_of is None and not self.bond


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """An article's way. `leads` are the source's own, then those of other sources; all else is the first one first.

    `grouped_at` is None until its story was looked for; an article that came before stories were kept has no `place`.
    `verdicts` are all that were ever decided, by the number of the hit.
    """

    article: ArchivedArticle
    grouped_at: datetime | None
    leads: Sequence[ShownLead] = ()
    wordings: Sequence[Wording] = ()
    place: StoryPlace | None = None
    hits: Sequence[Hit] = ()
    verdicts: Mapping[int, Sequence[KeptVerdict]] = field(default_factory=dict)
