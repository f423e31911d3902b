"""Ways to match articles with a watchlist: the seam behind which other processes may do it, and this process."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from alerts.matching import Matcher
from alerts.watchlist import Watchlist
from storage.evidence import evidence
from storage.records import ArchivedArticle, Evidence

log = logging.getLogger(__name__)

#: The watches that match an article, in no order, with what made them.
Found = dict[str, Evidence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An article to be matched, with all watches or with the `names` alone."""

    article: ArchivedArticle
    names: tuple[str, ...] | None = None


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
        return [self._one(watchlist.matcher, one) for one in asked]

    def _one(self, matcher: Matcher, asked: Asked) -> Found | None:
        try:
            return judged(matcher, asked)
        except (ValueError, ArithmeticError, LookupError, TypeError):
            one = asked.article
            log.exception("article %d, revision %d, could not be judged", one.id, one.revision)
            return None


def judged(matcher: Matcher, asked: Asked) -> Found:
    """What matches, with its evidence."""
    article, names = asked.article, asked.names
    found = matcher.matches(article) if names is None else matcher.among(names, article)
    return {name: evidence(one) for name, one in found.items()}


IN_PROCESS = InProcess()
