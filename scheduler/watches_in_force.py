"""The watches in force: those of the configuration, and those of the desk as they are now."""

from __future__ import annotations

import logging

from alerts.desk_watchlist import joined
from alerts.watchlist import Watchlist, registered
from scheduler.plan import Plan
from storage.clock import Clock, utc_now
from storage.database import Database
from storage.desk_watches import DeskWatches
from storage.watches import WatchVersions

log = logging.getLogger(__name__)


class WatchesInForce:
    """Joins both, and knows whether the desk's are others by now. For one thread at a time."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._desk = DeskWatches(db)
        self._versions = WatchVersions(db)
        self._clock = clock
        self._seen: tuple[int, int] | None = None
        self._left_out: dict[str, str] = {}

    def changed(self) -> bool:
        """Whether somebody saved or removed a watch in the desk since `joined`.

        Raises:
            StorageError: the archive could not be read.
        """
        return self._desk.mark() != self._seen

    def joined(self, plan: Plan) -> Watchlist:
        """The watches of a plan and of the desk, each with its version. What is left out is said once, and kept.

        Raises:
            StorageError: the archive could not be read or written.
        """
        seen = self._desk.mark()
        found = joined(plan.watchlist, self._desk.list(), plan.book)
        self._desk.note_troubles(found.left_out)
        for name, why in found.left_out.items():
            if self._left_out.get(name) != why:
                log.error("the desk's watch %r is left out: %s", name, why)
        self._left_out = dict(found.left_out)
        watchlist = registered(found.watchlist, self._versions, self._clock())
        self._seen = seen
        return watchlist
