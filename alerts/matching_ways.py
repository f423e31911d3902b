"""Ways to match articles with a watchlist: the seam behind which other processes may do it, and this process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from alerts.judging import Asked, Found, judged
from alerts.watchlist import Watchlist


class Matching(Protocol):
    """Whoever matches articles: in this process, or in others that can be killed."""

    def found(self, watchlist: Watchlist, asked: Sequence[Asked]) -> list[Found | None]:
        """For each that is asked for, in their order, what matches; None where that could not be judged.

        What went wrong is logged, and no other article suffers. Blocks: call it in a thread.

        Raises:
            MatchingStoppedError: the processes that match are ending, or broke down.
        """
        ...


class MatchingStoppedError(Exception):
    """Those who match are ending, or broke down: try again later, if there is a later."""


class InProcess:
    """Matches in the calling process: for commands, for tests, and for watchlists that are small."""

    def found(self, watchlist: Watchlist, asked: Sequence[Asked]) -> list[Found | None]:
        """See `Matching`."""
        return [judged(watchlist.matcher, one) for one in asked]


IN_PROCESS = InProcess()
