"""The watches of the desk, beside those of the configuration."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

from alerts.watchlist import WatchEntry, Watchlist
from storage.database import Database
from storage.desk_watches import DeskMark, DeskTrouble, DeskWatches, InForce, in_force
from watch import AliasBook

log = logging.getLogger(__name__)


class DeskWatching:
    """What the desk's watches add to a watchlist, and whether that has changed since."""

    def __init__(self, db: Database) -> None:
        self._watches = DeskWatches(db)
        self._seen: DeskMark | None = None
        self._joined: DeskMark | None = None
        self._troubles: frozenset[DeskTrouble] = frozenset()

    def changed(self) -> bool:
        """Whether a watch was made, saved or removed since the last that were taken over."""
        return self._watches.mark() != self._seen

    def joined(self, watchlist: Watchlist, book: AliasBook) -> Watchlist:
        """The watchlist with the desk's watches; of each that cannot be in force a line is logged, once.

        Raises:
            StorageError: the archive could not be read.
        """
        # The mark first: what is saved meanwhile is looked at twice rather than never.
        self._joined = self._watches.mark()
        found = in_force(self._watches.living(), book, (entry.name for entry in watchlist))
        self._log(found.troubles)
        return _with(watchlist, found)

    def taken_over(self) -> None:
        """What was joined last is in force; before that, a failure of the archive would leave a change unseen."""
        self._seen = self._joined

    def _log(self, troubles: Iterable[DeskTrouble]) -> None:
        now = frozenset(troubles)
        for trouble in sorted(now - self._troubles, key=str):
            log.warning("a watch of the desk is not in force: %s", trouble)
        self._troubles = now


def _with(watchlist: Watchlist, found: InForce) -> Watchlist:
    added = tuple(
        WatchEntry(name=one.watch.name, query=one.query, severity=one.watch.version.severity)
        for one in found.watches
    )
    return replace(watchlist, entries=(*watchlist.entries, *added)) if added else watchlist
