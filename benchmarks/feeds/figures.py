"""What reading the collections gave, and what it must give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.feeds.collections import Document
from benchmarks.feeds.reference import Counted
from benchmarks.measure import Bar
from crawler.feeds import Feed

#: Of each collection the most files whose entries may be counted otherwise than the reference does.
MOST_WRONG = {"wellformed": 0, "illformed": 0, "encoding": 0, "entities": 0, "feedvalidator": 2, "real": 0}
MOST_CPU_RATIO = 0.15
#: CPU seconds that one hostile body may take.
MOST_HOSTILE = 20.0


@dataclass(slots=True, kw_only=True)
class Collection:
    """Tallies of one collection; grows while it is read."""

    files: int = 0
    judged: int = 0
    entries: int = 0
    dated: int = 0
    undated: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    ways: dict[str, int] = field(default_factory=dict)
    malformed: int = 0

    def note(self, document: Document, feed: Feed, reference: Counted) -> None:
        """Hold one file against its reference. What is no feed, and has no entries of one, is not judged."""
        self.files += 1
        way = feed.read_by or feed.trouble or ""
        self.ways[way] = self.ways.get(way, 0) + 1
        self.malformed += feed.malformed
        if not reference.is_feed:
            return
        self.judged += 1
        self.entries += reference.entries
        if len(feed.entries) != reference.entries:
            self.wrong.append(f"{document.name}: {len(feed.entries)} for {reference.entries}")
        dated = sum(1 for entry in feed.entries if entry.dated_at)
        self.dated += dated
        if dated < reference.dated:
            self.undated.append(f"{document.name}: {dated} for {reference.dated}")


@dataclass(slots=True, kw_only=True)
class Figures:
    """All that was measured; CPU times are of the real feeds, in seconds."""

    collections: dict[str, Collection] = field(default_factory=dict)
    exceptions: list[str] = field(default_factory=list)
    ours: float = 0.0
    feedparser: float = 0.0
    hostile: dict[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        """Our CPU time as a share of feedparser's."""
        return self.ours / self.feedparser if self.feedparser else 0.0


def bars(figures: Figures) -> Iterator[Bar]:
    """The bars over the collections that were read."""
    files = sum(collection.files for collection in figures.collections.values())
    yield Bar(name=f"exceptions in {files:,} files", measured=len(figures.exceptions), limit=0, unit="")
    for name, collection in figures.collections.items():
        right = collection.judged - len(collection.wrong)
        limit = collection.judged - MOST_WRONG[name]
        yield Bar(
            name=f"{name}: entries right, of {collection.judged:,}",
            measured=right,
            limit=limit,
            unit="",
            at_least=True,
        )
    if real := figures.collections.get("real"):
        yield Bar(
            name="real: feeds with a date that was not read", measured=len(real.undated), limit=0, unit=""
        )
    if figures.feedparser:
        yield Bar(name="real: CPU beside feedparser", measured=figures.ratio, limit=MOST_CPU_RATIO, unit="")
    if figures.hostile:
        yield Bar(
            name="longest of the hostile bodies",
            measured=max(figures.hostile.values()),
            limit=MOST_HOSTILE,
            unit="CPU s",
        )
