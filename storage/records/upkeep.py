"""The care of the database: what is kept for how long, and what a run of it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepFor:
    """For how long articles are kept once they are collected, None for ever; of some sources, by name, another time."""

    articles: timedelta | None = None
    by_source: Mapping[str, timedelta | None] = field(default_factory=dict)

    def of(self, source: str) -> timedelta | None:
        """For how long the articles of a source are kept."""
        return self.by_source.get(source, self.articles)

    @property
    def is_for_ever(self) -> bool:
        """Whether everything is."""
        return self.articles is None and all(each is None for each in self.by_source.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepStep:
    """One kind of work in a run: in words what it did, how long it took, and for how long it kept writers waiting at
    a time, at the longest, in seconds. `trouble` is why it failed.
    """

    name: str
    says: str
    seconds: float
    longest_hold: float = 0.0
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepReport:
    """A run of all the work. `by` is who began it, "worker" or "command"; `whole` that nothing ended it half-way.

    `articles` there were afterwards, and `sizes` are the bytes on the disk by kind: text, index, stories, frontier,
    other.
    """

    started_at: datetime
    finished_at: datetime
    by: str
    whole: bool
    steps: tuple[UpkeepStep, ...]
    articles: int
    sizes: Mapping[str, int]
