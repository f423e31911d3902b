"""What every contender does: give the newest articles that a query finds, as a person would see them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from benchmarks.search.forms import Asked, Task
from storage.ordering import KEYS_A_SECOND, sort_key

NEWEST = 20
KEYS_A_DAY = 86_400 * KEYS_A_SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From `since` on and before `until`."""

    since: datetime
    until: datetime

    @property
    def keys(self) -> tuple[int, int]:
        """The first sort key of either."""
        return sort_key(self.since), sort_key(self.until)


class Contender(ABC):
    """An archive or an index that is there already."""

    name: ClassVar[str]

    @abstractmethod
    def newest(self, asked: Asked, window: Window | None) -> Sequence[int] | None:
        """The sort keys of the newest 20, whose titles were fetched; None where it knows no such queries."""

    @abstractmethod
    def most_relevant(self, asked: Asked, window: Window | None) -> Sequence[int] | None:
        """Those of the 20 that fit best."""

    @abstractmethod
    def by_day(self, asked: Asked, window: Window | None) -> Sequence[int] | None:
        """How many it finds on each day that has any, the oldest first."""

    def answer(self, task: Task, asked: Asked, window: Window | None) -> Sequence[int] | None:
        """What is asked for."""
        match task:
            case Task.NEWEST:
                return self.newest(asked, window)
            case Task.RELEVANCE:
                return self.most_relevant(asked, window)
            case Task.BY_DAY:
                return self.by_day(asked, window)

    @abstractmethod
    def close(self) -> None:
        """Let go of what it holds."""
