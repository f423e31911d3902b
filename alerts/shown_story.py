"""A story as people are shown it: who reports it, what is new in it, what changed. Clean and bounded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.records import Severity, StoryNoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShown:
    """One article of a story: `at` is when it was published, or collected where nobody said when."""

    source: str
    title: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryShown:
    """The story that a notice is about.

    `outlets` counts those that report it, `independent` the voices among them (copies of one text are one voice),
    `copies` the articles that only repeat another. `more` reports are left out of `others`.
    """

    id: int | None
    outlets: int
    independent: int
    languages: tuple[str, ...]
    first: ReportShown
    others: tuple[ReportShown, ...] = ()
    more: int = 0
    copies: int = 0

    @property
    def counted(self) -> str:
        """How many outlets there are, in words."""
        return counted(self.outlets, self.independent)


class Fate(StrEnum):
    """Whether words stand in both wordings, only in the one before, or only in the one that is told."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWords:
    """Words in a row that share their fate."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryItem:
    """One story in a notice of several: its first report that is new, and the counts.

    `kind` is what it is told as, `new` counts its articles since it was told last, copies among them.
    """

    kind: StoryNoticeKind
    watch: str
    severity: Severity
    hit_id: int
    title: str
    source: str
    url: str
    at: datetime
    outlets: int
    independent: int
    new: int
    copies: int = 0
    story_id: int | None = None
    sentence: str | None = None
    first_told_at: datetime | None = None

    @property
    def counted(self) -> str:
        """How many outlets there are, in words."""
        return counted(self.outlets, self.independent)


def counted(outlets: int, independent: int) -> str:
    """Say "1 outlet", or "5 outlets, 2 independent"."""
    return "1 outlet" if outlets == 1 else f"{outlets:,} outlets, {independent:,} independent"
