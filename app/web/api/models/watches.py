"""Watches."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, Field

from app.web.watches.known import KnownWatch
from storage.watch_stats import WatchStats

DAYS = 30


class WatchFigures(BaseModel):
    """What a watch brings. A hit counts under its latest mark."""

    hits: int
    told: int
    relevant: int
    noise: int
    handled: int
    share_of_noise: float | None = Field(description="Of the hits that are marked, from 0 to 1.")
    last_hit_at: datetime | None
    per_day: list[int] = Field(description=f"Hits of the last {DAYS} days (UTC), the oldest first.")

    @classmethod
    def of(cls, stats: WatchStats | None) -> Self:
        """The figures of a watch; all nothing where it never hit."""
        if stats is None:
            nothing = dict.fromkeys(("hits", "told", "relevant", "noise", "handled"), 0)
            return cls(**nothing, share_of_noise=None, last_hit_at=None, per_day=[0] * DAYS)
        return cls(
            hits=stats.hits,
            told=stats.told,
            relevant=stats.relevant,
            noise=stats.noise,
            handled=stats.handled,
            share_of_noise=stats.share_of_noise,
            last_hit_at=stats.last_hit_at,
            per_day=list(stats.per_day),
        )


class WatchDocument(BaseModel):
    """A watch."""

    name: str
    query: str = Field(description="In the canonical form; of the desk's as it was written.")
    severity: str
    kept_in: Literal["file", "desk"]
    line: int | None = Field(description="Where the file has it.")
    version: int | None = Field(description="What was saved last in the desk.")
    author: str | None = Field(description="Who saved it in the desk.")
    trouble: str | None = Field(description="Why it is not in force.")
    stats: WatchFigures

    @classmethod
    def of(cls, watch: KnownWatch, stats: WatchStats | None) -> Self:
        """A watch of the file or of the desk."""
        kept = watch.desk
        return cls(
            name=watch.name,
            query=watch.written,
            severity=watch.severity,
            kept_in="file" if kept is None else "desk",
            line=watch.line,
            version=None if kept is None else kept.version.number,
            author=None if kept is None else kept.version.author,
            trouble=watch.trouble,
            stats=WatchFigures.of(stats),
        )


class Watches(BaseModel):
    """All watches."""

    items: list[WatchDocument]
    trouble: str | None = Field(
        description="Why the configuration is not valid now; the watches are those of the last that was."
    )
