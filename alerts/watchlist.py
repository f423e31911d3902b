"""What is watched for, and who is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from watch import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEntry:
    """A watch: its query, and the names of the channels that are told (none: flagged only)."""

    name: str
    query: Query
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """All watches in force. Names are unique.

    Raises:
        ValueError: two watches bear the same name.
    """

    entries: tuple[WatchEntry, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for entry in self.entries:
            if entry.name in seen:
                raise ValueError(f"two watches are named {entry.name!r}")
            seen.add(entry.name)

    def __iter__(self) -> Iterator[WatchEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)
