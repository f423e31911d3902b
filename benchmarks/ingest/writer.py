"""What every contender does: save articles, a batch to a transaction."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from benchmarks.press import Written
from watch import IndexWords

Batch = Sequence[tuple[Written, IndexWords]]
"""Articles, each with what an index holds of its title and its text."""

#: As many as the worker puts into a transaction (`crawler.archive_writer`).
BATCH = 50


class Writer(ABC):
    """A new database, and how articles get into it."""

    def prepare(self, articles: Batch) -> None:
        """What is there before articles come, and is not measured."""
        return

    @abstractmethod
    def save(self, batch: Batch) -> None:
        """One batch, committed."""

    @abstractmethod
    def bytes(self) -> Mapping[str, int]:
        """What is on disk, by table, its indexes with it."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""
